"""What people read and press: buttons, notices, lists, figures. Each tag prints one file of
templates/components/, whose first lines state the parameters. Missing parameters have defaults.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import pgettext_lazy

from portal.rows import row, rows

register = template.Library()

# The five stations every case passes (统一收件·按责转办·审批·统一出件·评价).
STATIONS = (
    ("received", pgettext_lazy("station", "Received")),
    ("passed_on", pgettext_lazy("station", "Passed on")),
    ("in_review", pgettext_lazy("station", "In review")),
    ("handed_out", pgettext_lazy("station", "Handed out")),
    ("rated", pgettext_lazy("station", "Your view")),
)
TASK_STATES = {"done", "doing", "todo", "blocked"}
NOTE_KINDS = {"info", "ok", "warn", "error"}


@register.inclusion_tag("components/button.html")
def button(
    text: str,
    url: str = "",
    kind: str = "primary",
    icon: str = "",
    name: str = "",
    value: str = "",
    type: str = "submit",
    key: str = "",
    wide: bool = False,
    form: str = "",
    disabled: bool = False,
) -> dict[str, Any]:
    """A button, or a link that looks like one. Kind: primary, second, warn, quiet."""
    return {
        "text": text,
        "url": url,
        "kind": kind,
        "icon": icon,
        "name": name,
        "value": value,
        "type": type,
        "key": key,
        "wide": wide,
        "form": form,
        "disabled": disabled,
    }


@register.inclusion_tag("components/note.html")
def note(
    title: str = "", text: str = "", kind: str = "info", role: str = "", url: str = "", action: str = ""
) -> dict[str, Any]:
    """A notice. Kind: info, ok, warn, error; role "alert" or "status" only when it appears after loading."""
    if kind not in NOTE_KINDS:
        raise template.TemplateSyntaxError(f"note: kind {kind!r} is not one of {sorted(NOTE_KINDS)}")
    return {"title": title, "text": text, "kind": kind, "role": role, "url": url, "action": action}


@register.inclusion_tag("components/reasons.html")
def reasons(errors: Iterable[Any] = ()) -> dict[str, Any]:
    """Why an act was refused: rows of reason and law."""
    return {"errors": [error for error in rows(errors, reason="", law="") if error["reason"]]}


@register.inclusion_tag("components/success.html")
def success(title: str, number: str = "", number_label: str = "", text: str = "") -> dict[str, Any]:
    """The full-page confirmation of an act that is done."""
    return {"title": title, "number": number, "number_label": number_label, "text": text}


@register.inclusion_tag("components/crumbs.html")
def crumbs(items: Iterable[Any] = (), back_url: str = "", back: str = "") -> dict[str, Any]:
    """Where one is: {"label", "url"} rows, the last without url; or one way back."""
    return {"items": rows(items, label="", url=""), "back_url": back_url, "back": back}


@register.inclusion_tag("components/tasks.html")
def tasks(items: Iterable[Any]) -> dict[str, Any]:
    """A task list: what is left stands out. Parameters in templates/components/tasks.html."""
    found = rows(items, label="", url="", state="todo", hint="", state_text="")
    for item in found:
        if item["state"] not in TASK_STATES:
            raise ValueError(f"tasks: state {item['state']!r} is not one of {sorted(TASK_STATES)}")
    return {"items": found}


@register.inclusion_tag("components/summary.html")
def summary(items: Iterable[Any]) -> dict[str, Any]:
    """Answers to look through, each with its way back. Parameters in templates/components/summary.html."""
    return {"items": rows(items, label="", value="", change_url="", source="", disputed=False)}


@register.inclusion_tag("components/facts.html")
def facts(items: Iterable[Any], columns: int = 3, keep: bool = True, level: str = "") -> dict[str, Any]:
    """One frame of labelled panes. Parameters in templates/components/facts.html."""
    return {
        "items": rows(items, label="", value="", hint=""),
        "columns": columns,
        "keep": keep,
        "level": level,
    }


@register.inclusion_tag("components/stations.html")
def stations(current: str, finished: bool = False) -> dict[str, Any]:
    """The five stations; `current` is one of received, passed_on, in_review, handed_out, rated."""
    keys = [key for key, _word in STATIONS]
    here = keys.index(current)
    return {
        "items": [
            {
                "label": word,
                "state": "done" if index < here or finished else "now" if index == here else "next",
            }
            for index, (_key, word) in enumerate(STATIONS)
        ]
    }


@register.inclusion_tag("components/timeline.html")
def timeline(items: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first, and who held it how long. Rows: templates/components/timeline.html."""
    defaults = {
        "state": "done",
        "title": "",
        "at": "",
        "text": "",
        "hint": "",
        "used": None,
        "late": False,
        "links": (),
    }
    found = rows(items, **defaults)
    for item in found:
        item["links"] = rows(item["links"], label="", url="")
    return {"items": found}


@register.inclusion_tag("components/used_bar.html")
def used_bar(fraction: float, late: bool = False) -> dict[str, Any]:
    """How much of the allowed time is used, 0 to 1; decorative, the words stand beside it."""
    return {"width": f"{min(max(float(fraction), 0), 1) * 100:.0f}", "late": late}


@register.inclusion_tag("components/materials.html")
def materials(groups: Iterable[Any]) -> dict[str, Any]:
    """A list of materials in groups. Parameters in templates/components/materials.html."""
    found = rows(groups, title="", items=(), count=None, slim=False)
    for group in found:
        group["items"] = [_material(item) for item in group["items"]]
        group["count"] = len(group["items"]) if group["count"] is None else group["count"]
    return {"groups": found}


def _material(item: Any) -> dict[str, Any]:
    material = row(
        item, name="", text="", hint="", source="", sample_url="", sample_words="", marks=(), why=()
    )
    pairs = [mark if isinstance(mark, list | tuple) else (mark, "") for mark in material["marks"]]
    material["marks"] = [{"kind": kind, "text": text} for kind, text in pairs]
    return material


@register.inclusion_tag("components/pages.html")
def pages(shown: str = "", previous_url: str = "", next_url: str = "") -> dict[str, Any]:
    """Turning pages of a list by cursor."""
    return {"shown": shown, "previous_url": previous_url, "next_url": next_url}


@register.inclusion_tag("components/chips.html")
def chips(items: Iterable[Any]) -> dict[str, Any]:
    """Filters in force and to choose: {"label", "url", "on"}; the link of one in force takes it away."""
    return {"items": rows(items, label="", url="", on=False)}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Iterable[Any], label: str) -> dict[str, Any]:
    """Views of one thing as links: {"label", "url", "count", "current"}. `label` names the group."""
    return {"items": rows(items, label="", url="", count="", current=False), "label": label}


@register.inclusion_tag("components/dial.html")
def dial(
    label: str,
    value: Any,
    unit: str = "",
    hint: str = "",
    url: str = "",
    tone: str = "",
    definition: str = "",
) -> dict[str, Any]:
    """One figure that leads to its cases. Tone: "" or bad or good. `hint` carries numerator / denominator."""
    return {
        "label": label,
        "value": value,
        "unit": unit,
        "hint": hint,
        "url": url,
        "tone": tone,
        "definition": definition,
    }


@register.inclusion_tag("components/tile.html")
def tile(label: str, state: str, number: Any, url: str, total: Any = "") -> dict[str, Any]:
    """One field of a heat map: a matter, its worst lamp, how many of how many."""
    return {"label": label, "state": state, "number": number, "total": total, "url": url}


@register.inclusion_tag("components/empty.html")
def empty(title: str, text: str = "", icon: str = "list", url: str = "", action: str = "") -> dict[str, Any]:
    """Nothing here, why, and what one can do."""
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


@register.inclusion_tag("components/confirm.html", takes_context=True)
def confirm(
    context: template.Context,
    action: str,
    text: str,
    question: str,
    button: str,
    kind: str = "warn",
    fields: Mapping[str, Any] | None = None,
    reason: str = "",
    reason_hint: str = "",
    identifier: str = "confirm",
) -> dict[str, Any]:
    """An act that asks once more, without dialog or script. See templates/components/confirm.html."""
    return {
        "action": action,
        "text": text,
        "question": question,
        "button": button,
        "kind": kind,
        "fields": dict(fields or {}),
        "reason": reason,
        "reason_hint": reason_hint,
        "identifier": identifier,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("components/qr.html")
def qr(picture: str, text: str = "", label: str = "") -> dict[str, Any]:
    """A QR picture beside a line of words. `picture`: an <svg> from our own generator, or an address."""
    drawn: SafeString | str = mark_safe(picture) if picture.lstrip().startswith("<svg") else ""  # noqa: S308
    return {"svg": drawn, "url": "" if drawn else picture, "text": text, "label": label}


@register.inclusion_tag("components/saved_at.html")
def saved_at(at: str = "", identifier: str = "saved") -> dict[str, Any]:
    """The place where autosave says what it did. `at`: when the draft was last saved, as text."""
    return {"at": at, "identifier": identifier}


@register.inclusion_tag("components/sort_head.html", takes_context=True)
def sort_head(context: template.Context, label: str, key: str, number: bool = False) -> dict[str, Any]:
    """A table head that sorts by ?sort=key, ?sort=-key; the state lives in the address."""
    parameters = context["request"].GET.copy()
    now = parameters.get("sort", "")
    parameters.pop("after", None)
    parameters["sort"] = f"-{key}" if now == key else key
    state = "ascending" if now == key else "descending" if now == f"-{key}" else "none"
    return {"label": label, "url": f"?{parameters.urlencode()}", "state": state, "number": number}
