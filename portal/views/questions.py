"""One question group on a page: saved as typed, doubted beside the field, never in the way (C-06)."""

import json
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from cases.actions import answer_form
from cases.conditions import warnings
from core import clock
from core.errors import BadInput, NotFound
from core.http import patches, writes
from core.text import pick
from portal.citizen.agreeing import asked_after, asked_group, left_out_names, undecided
from portal.citizen.answers import known_sources
from portal.citizen.drafts import Application, application
from portal.citizen.notice import must_read_notice
from portal.citizen.questions import (
    Group,
    as_typed,
    field_rows,
    fingerprints,
    problems,
    seen_elements,
    shown,
)
from portal.citizen.sent import Sent, one_field, read, stale_elements, unanswered_of
from portal.citizen.words import language
from portal.formats import moment
from portal.views.common import case_url, of_case, see_other, with_status

LOOK, BACK = "look", "back"


@writes
@of_case
def question(request: HttpRequest, mine: Application, group: str) -> HttpResponse:
    """The group's page. Nothing is demanded, unless one comes from looking through (`?back=1`)."""
    if not mine.open:
        return see_other(case_url("case", mine))
    whole = next((one for one in mine.groups if one.key == group), None)
    if whole is None:
        raise NotFound()
    if must_read_notice(mine):
        return see_other(f"{reverse('portal:privacy')}?{urlencode({'next': request.path})}")
    chosen = asked_group(mine, group)
    if chosen is None or undecided(mine, whole):
        return see_other(case_url("agree", mine, group=group))
    if request.method == "POST":
        return _save(request, mine, chosen)
    return _page(request, mine, chosen)


def _save(request: HttpRequest, mine: Application, group: Group) -> HttpResponse:
    sent = read(request.POST, mine, group)
    seen = request.POST.get("seen", "")
    stale = stale_elements(mine, group, sent, seen, unanswered_of(request.POST.get("unanswered", "")))
    if stale:
        return _conflict(request, mine, group, sent, stale)
    if sent.values:
        answer_form(mine.case, by=mine.actor, form=sent.values)
    fresh = application(mine.actor, mine.reference)
    if sent.errors:
        return with_status(_page(request, fresh, group, sent=sent), 422)
    return see_other(_onward(request, fresh, group, seen_elements(seen)))


def _conflict(
    request: HttpRequest, mine: Application, group: Group, sent: Sent, stale: set[str]
) -> HttpResponse:
    """Both values are shown; sending again keeps what stands on this page."""
    for name in stale:
        other = as_typed(mine.draft.answers.get(name)) or _("empty")
        sent.errors[name] = _(
            "Changed elsewhere in the meantime to: %(value)s. Yours is still here; send again to keep yours."
        ) % {"value": other}
    return with_status(_page(request, mine, group, sent=sent), 409)


@dataclass(frozen=True)
class Edit:
    """One field as it was typed: its value, what the page was made from, what was sent before."""

    field: str
    value: str
    base: str
    unanswered: list[tuple[str, str]]


@patches
@of_case
def keep(request: HttpRequest, mine: Application, group: str) -> JsonResponse:
    """Keeps one field as it is typed: {field, value, base_version} gives {version, saved_at, asked}.

    `version` is what the page was made from, field by field, so that another person's signature or a
    record that arrives meanwhile is no conflict; `asked` are the elements the page now asks for.
    """
    chosen = asked_group(mine, group)
    if chosen is None or not mine.open:
        raise NotFound()
    edit = _edit(request)
    sent = read(one_field(edit.field, edit.value), mine, chosen)
    stale = stale_elements(mine, chosen, sent, edit.base, edit.unanswered)
    if stale:
        return _stale(mine, chosen, stale.pop())
    if sent.errors:
        return JsonResponse({"code": "invalid", "errors": sent.errors}, status=422)
    if sent.values:
        answer_form(mine.case, by=mine.actor, form=sent.values)
    return _kept(application(mine.actor, mine.reference), group)


def _kept(fresh: Application, group: str) -> JsonResponse:
    now = asked_group(fresh, group)
    asked = [row.element for row in now.fields] if now else []
    return JsonResponse(
        {
            "version": fingerprints(asked, fresh.draft.answers),
            "saved_at": moment(clock.now(), language(), "clock"),
            "asked": asked,
        }
    )


def _stale(mine: Application, group: Group, element: str) -> JsonResponse:
    """What stands there now, so that the page can show both and let the reader choose."""
    record = mine.composition.errand.sources.elements[element]
    value = mine.draft.answers.get(element)
    return JsonResponse(
        {
            "code": "stale",
            "element": element,
            "label": pick(record["name"]),
            "value": as_typed(value),
            "shown": shown(record, value) or _("empty"),
            "version": fingerprints([row.element for row in group.fields], mine.draft.answers),
        },
        status=409,
    )


def _edit(request: HttpRequest) -> Edit:
    """The body of an autosave. Raises BadInput."""
    try:
        body = json.loads(request.body)
        texts = (body["field"], body["value"], body.get("base_version", ""))
        unanswered = body.get("unanswered", [])
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput(_("This is not a field and its value.")) from None
    if not all(isinstance(part, str) for part in texts):
        raise BadInput(_("This is not a field and its value."))
    return Edit(*texts, unanswered_of(unanswered))


def _onward(request: HttpRequest, fresh: Application, group: Group, on_page: set[str]) -> str:
    """This page again when an answer brought new questions or, once, a doubt; else on or back."""
    here = case_url("question", fresh, group=group.key)
    now = asked_group(fresh, group.key)
    if now is None:
        return case_url("tasks", fresh)
    before = on_page or {row.element for row in group.fields}
    new = [row.element for row in now.fields if row.element not in before]
    if new:
        return f"{here}{'?back=1' if BACK in request.GET else ''}#f-{new[0]}"
    if BACK in request.GET:
        return case_url("check", fresh)
    if LOOK not in request.GET and problems(now, fresh.composition, fresh.draft.answers, missing=False):
        return f"{here}?{LOOK}=1"
    following = asked_after(fresh, group.key)
    return case_url("question", fresh, group=following.key) if following else case_url("tasks", fresh)


def _errors(request: HttpRequest, mine: Application, group: Group, sent: Sent | None) -> dict[str, str]:
    """element -> words: doubts on a second look, what is missing too when one comes from the check."""
    found: dict[str, str] = {}
    if BACK in request.GET or LOOK in request.GET:
        found = problems(group, mine.composition, mine.draft.answers, missing=BACK in request.GET)
    return {**found, **(sent.errors if sent else {})}


def _page(request: HttpRequest, mine: Application, group: Group, *, sent: Sent | None = None) -> HttpResponse:
    errors = _errors(request, mine, group, sent)
    names = [row.element for row in group.fields]
    elements = mine.composition.errand.sources.elements
    keys = [one.key for one in mine.groups]
    sources = {name: mine.draft.sources[name] for name in names if name in mine.draft.sources}
    context = {
        "mine": mine,
        "group": group,
        "number": keys.index(group.key) + 1,
        "count": len(keys),
        "fields": _with_warnings(
            mine,
            field_rows(
                group,
                mine.composition,
                mine.draft.answers,
                sources=sources,
                providers=known_sources(sources),
                errors=errors,
                typed=sent.typed if sent else None,
            ),
        ),
        "errors": [
            {
                "name": name,
                "message": _("%(name)s: %(words)s") % {"name": pick(elements[name]["name"]), "words": words},
            }
            for name, words in errors.items()
        ],
        "seen": fingerprints(names, mine.draft.answers),
        "saved_at": moment(mine.draft.saved_at, language(), "clock"),
        "back": BACK in request.GET,
        "left_out": left_out_names(mine, group.key),
    }
    return render(request, "citizen/question.html", context)


def _with_warnings(mine: Application, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Beside the date of birth: a condition of age that is not met. It stands in nobody's way."""
    found = warnings(mine.composition, mine.draft.answers, clock.today())
    return [{**row, "warning": found.get(row["name"], "")} for row in rows]
