"""What people fill in: fields, choices, known values, uploads, and what is wrong with them.

Every tag prints one file of templates/components/. Missing parameters have defaults, so no template ever
meets an undefined variable.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Textarea
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from core.clock import today
from core.text import pick
from portal.rows import rows

register = template.Library()

KINDS = frozenset(
    [
        "text",
        "decimal",
        "integer",
        "money",
        "tel",
        "email",
        "password",
        "id_number",
        "code",
        "date",
        "textarea",
        "select",
    ]
)
INPUT_MODES = {
    "decimal": "decimal",
    "money": "decimal",
    "integer": "numeric",
    "tel": "tel",
    "email": "email",
    "code": "numeric",
}
AUTOCOMPLETE = {
    "tel": "tel",
    "email": "email",
    "code": "one-time-code",
    "password": "current-password",
}
WIDTHS = {
    "id_number": "w-id num",
    "tel": "w-code num",
    "code": "w-code num",
    "date": "w-code num",
    "money": "num",
    "decimal": "num",
}


def options_of(options: Iterable[Any] | None, chosen: Any) -> list[dict[str, Any]]:
    """Options as {value, label, hint, disabled, chosen}. An option is a (value, label) pair or a mapping."""
    wanted = {str(item) for item in (chosen if isinstance(chosen, list | tuple | set) else [chosen])}
    result = []
    for option in options or ():
        if not isinstance(option, Mapping):
            value, label = option
            option = {"value": value, "label": label}
        row = {"hint": "", "disabled": False, **option}
        row["label"] = pick(row["label"]) if isinstance(row["label"], Mapping) else row["label"]
        row["chosen"] = str(row["value"]) in wanted
        result.append(row)
    return result


def describe(identifier: str, hint: str, error: str) -> str:
    """The ids a control is described by, for screen readers."""
    parts = [f"{identifier}-hint"] if hint else []
    return " ".join([*parts, f"{identifier}-error"] if error else parts)


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise template.TemplateSyntaxError(f"field: kind {kind!r} is not one of {sorted(KINDS)}")


@register.inclusion_tag("components/field.html")
def field(
    name: str,
    label: str,
    value: Any = "",
    kind: str = "text",
    hint: str = "",
    error: str = "",
    required: bool = True,
    options: Iterable[Any] | None = None,
    unit: str = "",
    readonly: bool = False,
    placeholder: str = "",
    autosave: bool = False,
    identifier: str = "",
    below: str = "",
    autocomplete: str = "",
) -> dict[str, Any]:
    """One question with one box. Parameters in templates/components/field.html."""
    _check_kind(kind)
    identifier = identifier or f"f-{name}"
    return {
        "name": name,
        "label": label,
        "value": "" if value is None else value,
        "kind": kind,
        "hint": hint,
        "error": error,
        "required": required,
        "options": options_of(options, value),
        "unit": unit,
        "readonly": readonly,
        "placeholder": placeholder or (today().isoformat() if kind == "date" else ""),
        "autosave": autosave,
        "identifier": identifier,
        "below": below,
        "described": describe(identifier, hint, error),
        "inputmode": INPUT_MODES.get(kind, ""),
        "autocomplete": autocomplete or AUTOCOMPLETE.get(kind, "off"),
        "width": WIDTHS.get(kind, ""),
    }


@register.inclusion_tag("components/choices.html")
def choices(
    name: str,
    legend: str,
    options: Iterable[Any],
    value: Any = "",
    multiple: bool = False,
    hint: str = "",
    error: str = "",
    required: bool = True,
    long: bool = False,
    autosave: bool = False,
    identifier: str = "",
) -> dict[str, Any]:
    """Big radios, or checks with `multiple`. Parameters in templates/components/choices.html."""
    identifier = identifier or f"f-{name}"
    return {
        "name": name,
        "legend": legend,
        "options": options_of(options, value),
        "input_type": "checkbox" if multiple else "radio",
        "hint": hint,
        "error": error,
        "required": required,
        "long": long,
        "autosave": autosave,
        "identifier": identifier,
        "described": describe(identifier, hint, error),
    }


@register.inclusion_tag("components/ask.html")
def ask(
    number: int, name: str, question: str, options: Iterable[Any], value: Any = "", multiple: bool = False
) -> dict[str, Any]:
    """One situation question of a guide, in a row. Parameters in templates/components/ask.html."""
    return {
        "number": number,
        "name": name,
        "question": question,
        "options": options_of(options, value),
        "input_type": "checkbox" if multiple else "radio",
        "multiple": multiple,
    }


@register.inclusion_tag("components/known.html")
def known(
    name: str,
    label: str,
    value: Any,
    source: str,
    disputed: bool = False,
    disputable: bool = True,
    correction: Any = "",
    kind: str = "text",
    unit: str = "",
    error: str = "",
    options: Iterable[Any] | None = None,
    autosave: bool = False,
) -> dict[str, Any]:
    """A value the city knows, with its source and the right to dispute it (A-042: asked once)."""
    return {
        "name": name,
        "label": label,
        "value": value,
        "source": source,
        "disputed": disputed,
        "disputable": disputable,
        "correction": correction,
        "kind": kind,
        "unit": unit,
        "error": error,
        "options": options,
        "autosave": autosave,
    }


UPLOAD = {
    "identifier": "up",
    "hint": "",
    "sample_url": "",
    "field_name": "file",
    "accept": "image/jpeg,image/png,image/heic,application/pdf",
    "error": "",
    "mark": "upload",
    "key": "",
    "reuse_url": "",
    "bind_url": "",
    "bindable": 0,
}
UPLOADED = {"name": "", "state": "ok", "state_text": None, "hint": "", "advice": "", "waiting": False}
UPLOADED |= {"url": "", "thumb_url": "", "remove_url": ""}


@register.inclusion_tag("components/upload.html", takes_context=True)
def upload(
    context: template.Context, action: str, title: str, files: Iterable[Any] = (), **given: Any
) -> dict[str, Any]:
    """One material's files, each a line. Parameters in templates/components/upload.html."""
    if unknown := set(given) - set(UPLOAD):
        raise TypeError(f"upload has no parameter {sorted(unknown)}.")
    return {
        **UPLOAD,
        **given,
        "action": action,
        "title": title,
        "files": rows(files, **UPLOADED),
        "owner": getattr(getattr(context.get("request"), "user", None), "pk", None) or "",
        "most_bytes": settings.UPLOAD_MAX_BYTES,
        "csrf_token": context.get("csrf_token"),
        "one_at_a_time": getattr(context.get("site"), "in_wechat", False),
    }


@register.inclusion_tag("components/error_summary.html")
def error_summary(errors: Iterable[Any], saved: bool = False) -> dict[str, Any]:
    """What is wrong, at the head of the page. `errors`: (field name, message) pairs or {"name","message"}.

    `saved` only where all that was right has been written down: a promise that must not be made lightly.
    """
    pairs = [
        error if isinstance(error, Mapping) else dict(zip(("name", "message"), error, strict=True))
        for error in errors or ()
    ]
    return {"errors": rows(pairs, name="", message="", target="", url=""), "saved": saved}


@register.simple_tag
def form_field(bound: BoundField, unit: str = "", autosave: bool = False) -> SafeString:
    """{% form_field form.reason %}: a Django form's field in the house's dress."""
    common: dict[str, Any] = {
        "hint": str(bound.help_text),
        "error": " ".join(str(message) for message in bound.errors),
        "required": bound.field.required,
        "autosave": autosave,
    }
    if isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple | CheckboxInput):
        return render_to_string("components/choices.html", _as_choices(bound, common))
    kind = _kind_of(bound.field.widget)
    options = list(_pairs(bound)) if kind == "select" else None
    data = field(bound.html_name, str(bound.label), bound.value(), kind, options=options, unit=unit, **common)
    return render_to_string("components/field.html", data)


def _as_choices(bound: BoundField, common: dict[str, Any]) -> dict[str, Any]:
    """Radios, several checks, or the one check of a yes-or-no field."""
    if isinstance(bound.field.widget, CheckboxInput):
        value = "on" if bound.value() else ""
        return choices(bound.html_name, "", [("on", bound.label)], value, multiple=True, **common)
    multiple = isinstance(bound.field.widget, CheckboxSelectMultiple)
    pairs = [(value, text) for value, text in _pairs(bound) if value != ""]
    return choices(bound.html_name, str(bound.label), pairs, bound.value(), multiple=multiple, **common)


def _pairs(bound: BoundField) -> Iterable[Any]:
    """The (value, label) pairs of a field with choices."""
    return getattr(bound.field, "choices", ())


def _kind_of(widget: Any) -> str:
    if isinstance(widget, Textarea):
        return "textarea"
    if isinstance(widget, Select):
        return "select"
    kind = getattr(widget, "input_type", "text")
    return {"date": "date", "number": "decimal", "email": "email", "tel": "tel", "password": "password"}.get(
        kind, "text"
    )
