"""Choose how the results leave; may be changed until they have left."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.models import ServicePoint
from cases.actions import Wish, choose_exit
from cases.delivery import exit_of
from cases.models import ExitChoice, Result
from cases.sockets import PartnerSilent
from core.errors import DomainError, NotFound
from core.http import writes
from core.text import pick
from portal.citizen import exits
from portal.citizen.drafts import Application
from portal.views.common import case_url, of_case, see_other

FIELDS = ("method", "service_point", "recipient", "mobile", "address", "distance")
LONGEST = 200


@writes
@of_case
def choose(request: HttpRequest, mine: Application) -> HttpResponse:
    """Three ways; the courier's price is asked before anything is promised (A-112, A-114)."""
    if not mine.owner:
        raise NotFound()
    if not exits.is_changeable(mine.case, mine.case.results.all()):
        return see_other(case_url("case", mine))
    if request.method != "POST":
        return _page(request, mine, exits.typed_of(exit_of(mine.case), mine), {})
    typed = {name: request.POST.get(name, "").strip()[:LONGEST] for name in FIELDS}
    try:
        choose_exit(mine.case, _wish(typed), by=mine.actor)
    except PartnerSilent:
        words = _(
            "The courier's price can't be asked at the moment. Please choose another way, or try later."
        )
        return _page(request, mine, typed, {"method": words})
    except DomainError as error:
        if error.status != 422:
            raise
        return _page(request, mine, typed, _errors(error))
    messages.success(request, _("Noted. You can change it until the results have left."))
    return see_other(case_url("case", mine))


def _wish(typed: dict[str, str]) -> Wish:
    """What was typed; only what belongs to the chosen way is kept."""
    if typed["method"] == Result.Method.COURIER:
        distance = typed["distance"]
        if distance not in ExitChoice.Distance.values:
            distance = ExitChoice.Distance.OTHER
        return Wish(
            typed["method"],
            recipient=typed["recipient"][:80],
            mobile=typed["mobile"][:20],
            address=typed["address"],
            distance=distance,
            price_fen=exits.asked_price(distance),
        )
    place = None
    if typed["method"] == Result.Method.COUNTER:
        place = ServicePoint.objects.filter(code=typed["service_point"]).first()
    return Wish(typed["method"], service_point=place)


def _errors(error: DomainError) -> dict[str, str]:
    """field -> words; what belongs to no field stands at the first question."""
    named = {
        str(row["field"]): str(row.get("reason") or error.detail) for row in error.errors if "field" in row
    }
    return named or {"method": str(error.detail or error.title)}


def _page(
    request: HttpRequest, mine: Application, typed: dict[str, str], errors: dict[str, str]
) -> HttpResponse:
    context = {
        "mine": mine,
        "name": pick(mine.case.name),
        "typed": typed,
        "errors": [{"name": name, "message": words} for name, words in errors.items()],
        "wrong": {name: errors.get(name, "") for name in FIELDS},
        "ways": exits.ways(mine),
        "distances": exits.distances(mine),
        "places": exits.places(),
    }
    return render(request, "citizen/exit.html", context, status=422 if errors else 200)
