"""What the hall's pages share: who serves here, which case, how a long list is cut into pages."""

from collections.abc import Mapping
from functools import wraps
from typing import Any
from urllib.parse import parse_qs

from django.contrib.auth.views import redirect_to_login
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts.actor import Actor
from accounts.models import ServicePoint
from cases.models import Case
from core.errors import BadInput, NotFound
from core.http import View
from core.text import pick

PAGE = 40
LONGEST_SEARCH = 50
RELATED = ("service_point", "chain", "one_thing_version", "draft", "bill")  # what a case comes with


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, as the middleware found them."""
    return request.actor  # type: ignore[attr-defined]


def in_the_hall(view: View) -> View:
    """For those who serve in a hall; whoever is not signed in signs in first, all others find nothing."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = actor_of(request)
        if actor.user_id is None:
            return redirect_to_login(request.get_full_path())
        if not actor.in_hall:
            raise NotFound()
        return view(request, *args, **kwargs)

    return guarded


def of_the_hall(view: View) -> View:
    """Hands the hall's case to the view in place of its reference; another hall's does not exist here."""

    @wraps(view)
    def found(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponseBase:
        rows = Case.objects.visible_to(actor_of(request)).by_reference(reference)
        case = rows.select_related(*RELATED).first()
        if case is None:
            raise NotFound()
        return view(request, case, **kwargs)

    return in_the_hall(found)


def to_case(name: str, case: Case) -> HttpResponseRedirect:
    """After a form: the case's page, fetched with GET."""
    address = reverse(f"windows:{name}", kwargs={"reference": case.public_id})
    return HttpResponseRedirect(address, status=303)


def expected(request: HttpRequest) -> int | None:
    """The version the form was made from, as its hidden field says."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def looked_for(request: HttpRequest) -> str:
    """What stands in the search box, typed or scanned: of a paper's code the case number counts."""
    text = request.GET.get("q", "").strip()
    scanned = parse_qs(text.partition("?")[2]).get("number") if text.startswith("http") else None
    return (scanned[0] if scanned else text)[:LONGEST_SEARCH]


def after_key(request: HttpRequest) -> int | None:
    """Where the next page of a list begins: the id of the last row shown."""
    text = request.GET.get("after", "")
    if not text:
        return None
    if not text.isdecimal() or len(text) > 18:
        raise BadInput()
    return int(text)


def show(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the hall; the bar names the hall."""
    if "hall" not in context:
        context = {"hall": _hall_of(actor_of(request)), **context}
    return render(request, f"windows/{template}.html", context, status=status)


def _hall_of(actor: Actor) -> str:
    if actor.service_point_id is None:
        return ""
    return pick(ServicePoint.objects.only("name").get(pk=actor.service_point_id).name)


def page_by(
    rows: QuerySet, field: str, after: int | None, *, size: int = PAGE
) -> tuple[list[Any], int | None]:
    """One page in the order of (field, id), and the id after which the next one begins, if there is one.

    The cut is made by value, never by counting rows, so a late page costs what the first one costs.
    `field` must not be null in any row.
    """
    rows = rows.order_by(field, "id")
    if after is not None:
        last = rows.model.objects.filter(pk=after).values_list(field, flat=True).first()
        if last is None:
            raise BadInput()
        rows = rows.filter(Q(**{f"{field}__gt": last}) | Q(**{field: last, "id__gt": after}))
    return _cut(rows, size)


def page_newest(rows: QuerySet, after: int | None, *, size: int = PAGE) -> tuple[list[Any], int | None]:
    """One page, the youngest row first, and the id after which the next one begins."""
    rows = rows.order_by("-id")
    return _cut(rows if after is None else rows.filter(id__lt=after), size)


def _cut(rows: QuerySet, size: int) -> tuple[list[Any], int | None]:
    found = list(rows[: size + 1])
    return found[:size], (found[size - 1].pk if len(found) > size else None)
