"""Templates hold no inline style or script, and components print without an undefined variable."""

import re
from pathlib import Path

import pytest
from django import forms
from django.template import TemplateSyntaxError, engines
from django.utils import translation

from portal.styleguide.samples import sample
from portal.styleguide.views import PAGES
from portal.templatetags import ow
from tests.design.rendering import LANGUAGES, MISSING, TEMPLATES, page_html, request_for, templates

COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))

# One call of each component with nothing but what it must have.
LEAST = {
    "ask": '{% ask 1 "q" "Question?" sample.yes_no %}',
    "button": '{% button "Apply" %}',
    "chips": "{% chips sample.chips %}",
    "choices": '{% choices "c" "Legend" sample.yes_no %}',
    "confirm": '{% confirm "/x/" "Withdraw" "Really?" "Withdraw it" %}',
    "crumbs": "{% crumbs sample.tabs %}",
    "dial": '{% dial "Cases" 3 %}',
    "empty": '{% empty "Nothing yet" %}',
    "error_summary": "{% error_summary sample.errors %}",
    "facts": "{% facts sample.facts %}",
    "face": '{% include "components/face.html" with grade=2 %}',
    "field": '{% field "name" "Name" %}',
    "joint_approval": "{% joint_approval sample.rows sample.now sample.promise %}",
    "known": '{% known "area" "Area" "89.60" "Register" %}',
    "materials": "{% materials sample.materials %}",
    "note": '{% note "Title" %}',
    "pages": "{% pages %}",
    "plan": "{% approval_plan sample.nodes sample.edges %}",
    "qr": '{% qr "/qr.png" %}',
    "reasons": "{% reasons sample.rows %}",
    "saved_at": "{% saved_at %}",
    "sort_head": '{% sort_head "Left" "left" %}',
    "stations": '{% stations "received" %}',
    "success": '{% success "Sent" %}',
    "summary": "{% summary sample.summary %}",
    "tabs": '{% tabs sample.tabs "Views" %}',
    "tasks": "{% tasks sample.tasks %}",
    "thumb": '{% include "components/thumb.html" %}',
    "tile": '{% tile "Matter" "ok" 3 "/x/" %}',
    "timeline": "{% timeline sample.timeline %}",
    "upload": '{% upload "/x/" "Contract" %}',
    "used_bar": "{% used_bar 0.4 %}",
    "window": '{% include "components/window.html" %}',
}


def print_out(source: str, language: str = "zh") -> str:
    """What a template prints with the sample content."""
    with translation.override(LANGUAGES[language]):
        return engines["django"].from_string(source).render({"sample": sample()}, request_for())


@pytest.mark.parametrize("path", templates(), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_a_template_has_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"\sstyle=|<style|\son\w+=|hx-on|javascript:|<script(?![^>]*\ssrc=)", text)
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", text)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_a_component_opens_with_its_parameters(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("{% comment %}")


def test_every_component_is_tried_here() -> None:
    assert {path.stem for path in COMPONENTS} == set(LEAST)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(LEAST))
def test_a_component_prints_with_the_least_it_needs(name: str, language: str) -> None:
    assert MISSING not in print_out(LEAST[name], language)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("mode", ["standard", "elder"])
@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("every_address")
def test_a_whole_page_prints(name: str, mode: str, language: str) -> None:
    html = page_html(name, language, mode)
    assert MISSING not in html
    assert html.count("<h1") == 1


@pytest.mark.usefixtures("every_address")
def test_a_public_page_stays_under_40_kb() -> None:
    assert len(page_html("case").encode()) <= 40 * 1024


@pytest.mark.parametrize(
    "source",
    [
        '{% lamp "purple" %}',
        '{% note "x" kind="shout" %}',
        '{% field "a" "A" kind="colour" %}',
        '{% icon "none" %}',
    ],
)
def test_a_word_that_does_not_exist_fails_at_once(source: str) -> None:
    with pytest.raises((KeyError, TemplateSyntaxError), match=r"purple|shout|colour|none"):
        print_out(source)


@pytest.mark.parametrize(("name", "kind"), sorted(ow.LAMP_NAMES.items()))
def test_the_clocks_names_light_the_same_lamps(name: str, kind: str) -> None:
    assert print_out(f'{{% lamp "{name}" %}}') == print_out(f'{{% lamp "{kind}" %}}')


def test_a_lamp_is_a_shape_a_colour_and_a_word() -> None:
    html = print_out('{% lamp "late" %}')
    assert "lamp-late" in html
    assert "<rect" in html
    assert "超期" in html


@pytest.mark.parametrize(
    "source",
    [
        "{% note value %}",
        '{% field "a" value value=value hint=value error=value %}',
        '{% lamp "ok" text=value %}',
        "{% button value %}",
        '{% known "a" value value value %}',
    ],
)
def test_a_value_is_escaped(source: str) -> None:
    html = engines["django"].from_string(source).render({"value": "<i>"}, request_for())
    assert "<i>" not in html
    assert "&lt;i&gt;" in html


class Reply(forms.Form):
    """A form with one field of each kind the rooms use."""

    reason = forms.CharField(widget=forms.Textarea, help_text="Why")
    outcome = forms.ChoiceField(choices=[("", "---"), ("yes", "Yes"), ("no", "No")], widget=forms.RadioSelect)
    matters = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.CheckboxSelectMultiple)
    bank = forms.ChoiceField(choices=[("x", "X bank"), ("y", "Y bank")], required=False)
    agree = forms.BooleanField(label="I agree")
    secret = forms.CharField(widget=forms.PasswordInput)


def test_a_forms_field_wears_the_house_dress() -> None:
    form = Reply({"outcome": "no", "matters": ["b"], "bank": "y"})
    context = {"form": form}
    source = "".join(f"{{% form_field form.{name} %}}" for name in form.fields)
    with translation.override("en"):
        html = engines["django"].from_string(source).render(context, request_for())
    assert MISSING not in html
    assert html.count("field-error") == 3  # reason, agree, secret
    assert re.search(r'value="no" checked', html)
    assert re.search(r'value="b" checked', html)
    assert re.search(r'value="y" selected', html)
    assert 'type="password"' in html
    assert "---" not in html
