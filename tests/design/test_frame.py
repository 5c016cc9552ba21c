"""The frame around every page: modes, languages, menus, who is signed in."""

import re
from types import SimpleNamespace

import pytest
from django.test import RequestFactory
from django.utils import translation

from accounts.models import Role
from portal.context import Site, page
from portal.navigation import PUBLIC, RAILS, links
from tests.design.rendering import page_html, request_for


def site(**changes: object) -> Site:
    request = request_for(signed_in=False)
    for name, value in changes.items():
        setattr(request, name, value)
    return page(request)["site"]


def test_a_visitor_without_a_session_gets_a_frame() -> None:
    bare = Site(RequestFactory().get("/"))
    assert (bare.user_name, bare.rail, bare.mode, bare.theme) == ("", [], "standard", "light")


@pytest.mark.parametrize(
    ("cookie", "mode"), [("elder", "elder"), ("standard", "standard"), ("<b>", "standard")]
)
def test_the_mode_is_one_we_know(cookie: str, mode: str) -> None:
    request = request_for(mode=cookie)
    assert Site(request).mode == mode


@pytest.mark.parametrize(("code", "lang"), [("zh-hans", "zh-Hans"), ("en", "en")])
def test_the_page_says_its_language(code: str, lang: str) -> None:
    with translation.override(code):
        assert site().html_lang == lang


@pytest.mark.parametrize("role", [role for role in Role if role != Role.SYSTEM])
@pytest.mark.usefixtures("every_address")
def test_every_role_at_a_screen_has_a_rail(role: Role) -> None:
    assert site(actor=SimpleNamespace(role=role)).rail


@pytest.mark.usefixtures("every_address")
def test_a_citizen_has_none() -> None:
    assert site(actor=SimpleNamespace(role="")).rail == []


@pytest.mark.usefixtures("every_address")
def test_the_menu_knows_where_one_stands() -> None:
    current = [link.url for link in links(PUBLIC, "/portal/cases/339981-1/") if link.current]
    assert current == ["/portal/cases/"]
    assert [link.current for link in links(RAILS[Role.REVIEWER], "/elsewhere/")] == [False] * len(
        RAILS[Role.REVIEWER]
    )


@pytest.mark.parametrize(("path", "current"), [("/", True), ("/one-things/OT1/", True), ("/verify/", False)])
def test_guides_belong_to_services(path: str, current: bool) -> None:
    assert links(PUBLIC, path)[0].current is current


def test_a_page_that_does_not_exist_is_not_in_the_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.navigation.address", lambda name: "/help/" if name == "portal:help" else "")
    assert [link.url for link in links(PUBLIC, "/")] == ["/help/"]


def test_a_signed_in_person_sees_a_masked_name() -> None:
    actor = SimpleNamespace(role="", person_name={"zh": "王小明", "en": "Wang Xiaoming"})
    user = SimpleNamespace(is_authenticated=True, get_username=lambda: "citizen3")
    with translation.override("zh-hans"):
        assert site(user=user, actor=actor).user_name == "王*明"


def test_who_one_acts_for_stands_under_the_mast() -> None:
    strip = site(acting_for={"name": "王小明"}).acting_for
    assert strip == {"name": "王小明", "note": "", "change_url": ""}


def test_an_error_inside_a_page_is_only_a_panel() -> None:
    request = RequestFactory().get("/", headers={"HX-Request": "true"})
    assert Site(request).error_layout == "errors/fragment.html"
    assert site().error_layout == "layout/public.html"


@pytest.mark.usefixtures("every_address")
def test_larger_letters_are_the_first_stop_after_the_skip_link() -> None:
    html = page_html("home")
    stops = re.findall(r"<(?:a|button|summary)\b[^>]*>", html)
    assert "skip" in stops[0]
    assert "elder" in stops[1]


@pytest.mark.usefixtures("every_address")
def test_the_english_frame_has_no_chinese_but_the_way_back() -> None:
    html = page_html("case", "en")
    head = html[: html.index('<main id="main"')]
    assert re.sub(r"[^一-鿿]", "", head) == "中文"


@pytest.mark.usefixtures("every_address")
def test_the_chinese_frame_is_chinese() -> None:
    html = page_html("case", "zh")
    head = html[html.index("<body") : html.index('<main id="main"')]
    assert re.findall(r">\s*([A-Z][a-z]+[^<]*)<", head) == ["English"]


@pytest.mark.parametrize(("theme", "linked"), [("light", False), ("dark", True), ("auto", True)])
def test_the_dark_colours_are_only_fetched_when_wanted(theme: str, linked: bool) -> None:
    assert ("tokens-dark.css" in page_html("home", theme=theme)) is linked


def test_as_my_device_leaves_the_choice_to_the_device() -> None:
    assert 'tokens-dark.css" media="(prefers-color-scheme: dark)"' in page_html("home", theme="auto")
