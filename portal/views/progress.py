"""How a case stands, for whoever has its number and the last figures of a telephone: one sentence.

Nothing personal leaves: the sentence is the one that somebody who takes no part would read. A wrong
number and a wrong telephone get the same answer, and there are few tries.
"""

import hmac
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.actor import Actor
from cases.models import Case, Draft
from cases.selectors import parties_of
from core.http import writes
from core.limiting import may_try
from portal.citizen.drafts import Application
from portal.citizen.following import Following
from portal.telling import Telling

LONGEST_NUMBER = 60
FIGURES = 4
TRIES_A_NUMBER, TRIES_A_PLACE = 5, 30
WITHIN = timedelta(hours=1)
ANYBODY = Actor(actor_id="anonymous", actor_label="anonymous")
NOBODYS = "----"


@writes
def progress(request: HttpRequest) -> HttpResponse:
    """The form, and the sentence; the number may stand in the address, as a printed QR code has it."""
    data = request.POST if request.method == "POST" else request.GET
    number = data.get("number", "").strip()[:LONGEST_NUMBER]
    context = {"number": number, "telling": None, "problem": ""}
    if request.method != "POST":
        return render(request, "citizen/progress.html", context)
    place = request.META.get("REMOTE_ADDR", "")
    tries = {f"number {number}": TRIES_A_NUMBER, f"place {place}": TRIES_A_PLACE}
    if not may_try("progress", tries, within=WITHIN):
        words = _("That was tried too often. Please try again in an hour, or sign in.")
        return render(request, "citizen/progress.html", {**context, "problem": words}, status=429)
    telling = _told(number, data.get("figures", "").strip())
    if telling is None:
        words = _("Number and telephone do not fit together. Please compare with your receipt.")
        return render(request, "citizen/progress.html", {**context, "problem": words}, status=422)
    return render(request, "citizen/progress.html", {**context, "telling": telling})


def _told(number: str, figures: str) -> Telling | None:
    """The sentence for anybody, if the figures end a telephone number of the case."""
    case = Case.objects.filter(number=number).select_related(*("chain", "holder_department")).first()
    known = _endings(case) if case else [NOBODYS]
    fits = [hmac.compare_digest(ending.encode(), figures.encode()) for ending in known]
    if case is None or not any(fits):
        return None
    return Following(Application(case, ANYBODY, tuple(parties_of(case)))).telling


def _endings(case: Case) -> list[str]:
    """The last four figures of every telephone number that stands in the case."""
    people = [party.person.mobile for party in parties_of(case) if party.person]
    answers = Draft.objects.values_list("answers", flat=True).get(case=case)
    stated = [str(value) for name, value in answers.items() if name.endswith("_mobile")]
    return [mobile[-FIGURES:] for mobile in {*people, *stated} if len(mobile) >= FIGURES] or [NOBODYS]
