"""One question group on a page: saved as typed, doubted beside the field, never in the way (C-06)."""

import json
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from cases.actions import answer_form
from cases.values import fit_to_type
from core import clock
from core.errors import BadInput, NotFound
from core.http import patches, writes
from core.text import pick
from portal.citizen.answers import known_sources
from portal.citizen.drafts import Application, application
from portal.citizen.questions import (
    Group,
    as_typed,
    field_rows,
    fingerprints,
    next_group,
    overtaken,
    problems,
)
from portal.citizen.words import language
from portal.formats import moment
from portal.views.common import case_url, of_case, see_other, with_status

LOOK, BACK = "look", "back"


@dataclass
class Sent:
    """What a form brought: values that fit their kind, everything as typed, and what can't be kept."""

    values: dict[str, Any] = field(default_factory=dict)
    typed: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


@writes
@of_case
def question(request: HttpRequest, mine: Application, group: str) -> HttpResponse:
    """The group's page. Nothing is demanded, unless one comes from looking through (`?back=1`)."""
    if not mine.open:
        return see_other(case_url("case", mine))
    chosen = next((one for one in mine.groups if one.key == group), None)
    if chosen is None:
        raise NotFound()
    if request.method == "POST":
        return _save(request, mine, chosen)
    return _page(request, mine, chosen)


def _save(request: HttpRequest, mine: Application, group: Group) -> HttpResponse:
    sent = read(request.POST, mine, group)
    stale = overtaken(request.POST.get("seen", ""), mine.draft.answers, sent.values)
    if stale:
        return _conflict(request, mine, group, sent, stale)
    if sent.values:
        answer_form(mine.case, by=mine.actor, form=sent.values)
    fresh = application(mine.actor, mine.reference)
    if sent.errors:
        return with_status(_page(request, fresh, group, sent=sent), 422)
    return see_other(_onward(request, fresh, group))


def read(data: QueryDict, mine: Application, group: Group) -> Sent:
    """Only what the form holds: a page that sends one field changes one field."""
    sent = Sent()
    elements = mine.composition.errand.sources.elements
    for row in group.fields:
        name = row.element
        stand = data.get(f"{name}-known")
        if stand == "confirmed" and name in mine.draft.sources:
            sent.values[name] = mine.draft.sources[name]["value"]
            continue
        if name not in data:
            continue
        sent.typed[name] = data[name]
        if stand:
            sent.typed[f"{name}-known"] = stand
        try:
            sent.values[name] = fit_to_type(elements[name], data[name])
        except BadInput as error:
            sent.errors[name] = str(error.detail)
    return sent


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


@patches
@of_case
def keep(request: HttpRequest, mine: Application, group: str) -> JsonResponse:
    """Keeps one field as it is typed: {field, value, base_version} gives {version, saved_at}.

    `version` is what the page was made from, field by field, so that another person's signature or a
    record that arrives meanwhile is no conflict.
    """
    chosen = next((one for one in mine.groups if one.key == group), None)
    if chosen is None or not mine.open:
        raise NotFound()
    data, base = _one_field(request)
    sent = read(data, mine, chosen)
    if overtaken(base, mine.draft.answers, sent.values):
        return JsonResponse({"code": "stale"}, status=409)
    if sent.errors:
        return JsonResponse({"code": "invalid", "errors": sent.errors}, status=422)
    if sent.values:
        answer_form(mine.case, by=mine.actor, form=sent.values)
    fresh = application(mine.actor, mine.reference)
    seen = fingerprints([row.element for row in chosen.fields], fresh.draft.answers)
    return JsonResponse({"version": seen, "saved_at": moment(clock.now(), language(), "clock")})


def _one_field(request: HttpRequest) -> tuple[QueryDict, str]:
    """The field as a form would send it, and what the page was made from. Raises BadInput."""
    try:
        body = json.loads(request.body)
        field_name, value, base = body["field"], body["value"], body.get("base_version", "")
    except (ValueError, TypeError, KeyError, AttributeError):
        raise BadInput(_("This is not a field and its value.")) from None
    if not all(isinstance(part, str) for part in (field_name, value, base)):
        raise BadInput(_("This is not a field and its value."))
    data = QueryDict(mutable=True)
    data[field_name] = value
    return data, base


def _onward(request: HttpRequest, fresh: Application, group: Group) -> str:
    """This page again when an answer brought new questions or, once, a doubt; else on or back."""
    here = case_url("question", fresh, group=group.key)
    now = next((one for one in fresh.groups if one.key == group.key), None)
    if now is None:
        return case_url("tasks", fresh)
    new = {row.element for row in now.fields} - {row.element for row in group.fields}
    if new:
        first = next(row.element for row in now.fields if row.element in new)
        return f"{here}#f-{first}"
    if BACK in request.GET:
        return case_url("check", fresh)
    if LOOK not in request.GET and problems(now, fresh.composition, fresh.draft.answers, missing=False):
        return f"{here}?{LOOK}=1"
    following = next_group(fresh.groups, group.key)
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
        "fields": field_rows(
            group,
            mine.composition,
            mine.draft.answers,
            sources=sources,
            providers=known_sources(sources),
            errors=errors,
            typed=sent.typed if sent else None,
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
    }
    return render(request, "citizen/question.html", context)
