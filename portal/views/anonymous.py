"""The first pages of an application for somebody who has not signed in yet (C-04)."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.values import fit_to_type
from core import clock
from core.errors import BadInput, NotFound
from core.http import patches, writes
from core.text import pick
from portal.citizen.anonymous import (
    Begun,
    begun_in,
    composition_for,
    groups_asked,
    keep,
    sign_in_address,
)
from portal.citizen.guide import errand_of
from portal.citizen.questions import Group, field_rows, next_group
from portal.citizen.situations import given, settle
from portal.citizen.words import language
from portal.formats import moment
from portal.views.common import see_other, with_status


def begin(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Keeps the situation under the session and opens the first questions."""
    settled = settle(errand_of(kind, code), given(request.POST))
    begun = Begun(kind, code, settled.answers)
    keep(request.session, begun)
    groups = groups_asked(composition_for(begun))
    return see_other(_page_url(begun, groups[0].key) if groups else sign_in_address(begun))


@writes
def question(request: HttpRequest, kind: str, code: str, group: str) -> HttpResponse:
    """One group; what is sent stays in the session until somebody signs in."""
    begun = begun_in(request.session)
    if begun is None or (begun.kind, begun.code) != (kind, code):
        return see_other(reverse("portal:start", args=[kind, code]))
    groups = groups_asked(composition_for(begun))
    chosen = next((one for one in groups if one.key == group), None)
    if chosen is None:
        raise NotFound()
    if request.method != "POST":
        return _page(request, begun, groups, chosen, {}, {})
    fresh, errors, typed = _written(begun, chosen, request.POST)
    keep(request.session, fresh)
    if errors:
        return with_status(_page(request, fresh, groups, chosen, errors, typed), 422)
    following = next_group(groups_asked(composition_for(fresh)), group)
    if "sign-in" in request.POST or following is None:
        return see_other(sign_in_address(fresh))
    return see_other(_page_url(fresh, following.key))


@patches
def keep_field(request: HttpRequest, kind: str, code: str, group: str) -> JsonResponse:
    """One field as it is typed, like the draft's own autosave: {field, value} gives {version, saved_at}."""
    begun = begun_in(request.session)
    if begun is None or (begun.kind, begun.code) != (kind, code):
        return JsonResponse({"code": "signed_out"}, status=401)
    groups = groups_asked(composition_for(begun))
    chosen = next((one for one in groups if one.key == group), None)
    if chosen is None:
        raise NotFound()
    fresh, errors, _typed = _written(begun, chosen, _one_field(request))
    if errors:
        return JsonResponse({"code": "invalid", "errors": errors}, status=422)
    keep(request.session, fresh)
    return JsonResponse({"version": "", "saved_at": moment(clock.now(), language(), "clock")})


def _one_field(request: HttpRequest) -> QueryDict:
    try:
        body = json.loads(request.body)
        name, value = body["field"], body["value"]
    except (ValueError, TypeError, KeyError):
        raise BadInput(_("This is not a field and its value.")) from None
    if not (isinstance(name, str) and isinstance(value, str)):
        raise BadInput(_("This is not a field and its value."))
    data = QueryDict(mutable=True)
    data[name] = value
    return data


def _written(begun: Begun, group: Group, data: QueryDict) -> tuple[Begun, dict[str, str], dict[str, Any]]:
    """What can be kept is kept; the rest is named, with what was typed."""
    elements = composition_for(begun).errand.sources.elements
    values, errors, typed = {}, {}, {}
    last = ""
    for name in (row.element for row in group.fields if row.element in data):
        typed[name] = data[name]
        try:
            values[name] = fit_to_type(elements[name], data[name])
        except BadInput as error:
            errors[name] = str(error.detail)
            continue
        if values[name] is not None and values[name] != begun.answers.get(name):
            last = name
    return begun.wrote(group.key, values, last), errors, typed


def _page(
    request: HttpRequest,
    begun: Begun,
    groups: list[Group],
    group: Group,
    errors: dict[str, str],
    typed: dict[str, Any],
) -> HttpResponse:
    composition = composition_for(begun)
    elements = composition.errand.sources.elements
    rows = field_rows(
        group, composition, begun.answers, sources={}, providers={}, errors=errors, typed=typed or None
    )
    context = {
        "name": pick(begun.errand.name),
        "group": group,
        "number": [one.key for one in groups].index(group.key) + 1,
        "count": len(groups),
        "fields": rows,
        "errors": [
            {"name": name, "message": f"{pick(elements[name]['name'])}: {words}"}
            for name, words in errors.items()
        ],
        "keep_url": reverse("portal:begun-keep", args=[begun.kind, begun.code, group.key]),
        "back_url": f"{reverse('portal:start', args=[begun.kind, begun.code])}?{begun.parameters}",
    }
    return render(request, "citizen/begun.html", context)


def _page_url(begun: Begun, group: str) -> str:
    return reverse("portal:begun", args=[begun.kind, begun.code, group])
