"""The first screen of a guide: who, what to bring, how long, how much, how often, where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import Department
from cases.delivery import ways_of
from cases.models import Result
from core.text import pick
from matters.composing import Composition
from matters.selectors import windows_of
from portal.citizen import words
from portal.citizen.catalogue import visits
from portal.citizen.information import counters, hours_text
from portal.citizen.situations import Errand, as_parameters
from windows.models import Window

ONE_THING, MATTER = "one-thing", "matter"


@dataclass(frozen=True)
class Guide:
    """One errand in one situation, with the names that its page needs."""

    kind: str
    code: str
    errand: Errand
    composition: Composition
    answers: Mapping[str, Any]
    departments: Mapping[str, Department]
    said: Mapping[str, Any]

    @property
    def handbooks(self) -> list[Mapping[str, Any]]:
        """The records of the included matters, in order."""
        return [self.composition.errand.handbook(code) for code in self.composition.matters]

    @property
    def parameters(self) -> str:
        """The answers that the page is about, typical ones included, for links that keep the page."""
        return as_parameters(self.answers)

    @property
    def said_parameters(self) -> str:
        """What the reader has answered, for the application: nothing assumed, nothing stale."""
        return as_parameters(self.said)


def facts(guide: Guide, answer: Mapping[str, Any]) -> list[dict[str, str]]:
    """One screen: who, what to bring, how long, how much, how often, where (experience.md C-03)."""
    return [
        _who(guide.composition),
        _bring(answer["material_counts"]),
        _how_long(guide, answer),
        _how_much(guide),
        _how_often(guide),
        _where(guide),
    ]


def _who(composition: Composition) -> dict[str, str]:
    roles = words.joined(pick(party["name"]) for party in composition.parties)
    signers = sum(party["signs"] for party in composition.parties)
    hint = _("Each signs on their own phone.") if signers > 1 else ""
    return {"label": _("Who may apply"), "value": roles, "hint": hint}


def _bring(counts: Mapping[str, int]) -> dict[str, str]:
    others = counts["merged"] - counts["applicant_brings"]
    hint = _("%(papers)s more need not be handed in") % {"papers": words.papers(others)} if others else ""
    value = words.papers(counts["applicant_brings"]) if counts["applicant_brings"] else _("nothing")
    return {"label": _("What to bring"), "value": value, "hint": hint}


def _how_long(guide: Guide, answer: Mapping[str, Any]) -> dict[str, str]:
    books = guide.handbooks
    single = len(books) == 1
    value = (
        words.limit(books[0]["promised_limit"])
        if single
        else words.workdays(answer["earliest_finish"]["workdays"])
    )
    by_law = any(book["statutory_limit"] for book in books)
    law = words.limit(books[0]["statutory_limit"]) if single else ""
    law = law or words.workdays(answer["statutory"]["deadline_workdays"])
    return {
        "label": _("How long"),
        "value": value,
        "hint": _("by law %(limit)s") % {"limit": law} if by_law else _("the law sets no limit"),
    }


def _how_much(guide: Guide) -> dict[str, str]:
    items = sorted(fees(guide), key=lambda item: not item["fixed"])
    if not items:
        return {"label": _("How much"), "value": _("free"), "hint": ""}
    names = words.joined(item["name"] for item in items)
    return {"label": _("How much"), "value": items[0]["standard"], "hint": names}


def _how_often(guide: Guide) -> dict[str, str]:
    most = max((book["onsite_visits_max"] for book in guide.handbooks), default=0)
    reasons = [pick(book["onsite_reason"]) for book in guide.handbooks if book["onsite_reason"]]
    ways = ways_of(guide.composition)
    if most == 0 and Result.Method.COUNTER in ways:
        if len(ways) == 1:
            most = 1
        reasons = [_("Sent by courier or electronically: no visit. Collected at the counter: 1 visit.")]
    return {"label": _("How often to come"), "value": visits(most), "hint": reasons[0] if reasons else ""}


def _where(guide: Guide) -> dict[str, str]:
    code = next(iter(windows_of(guide.errand)), "")
    window = Window.objects.select_related("service_point").filter(code=code).first()
    hint = ""
    if window:
        point = window.service_point
        place = [pick(point.name), pick(window.name), counters(window.counters)]
        hint = words.dotted([*place, hours_text(point.opening_hours)])
    online = any(book["online_depth"] in {"III", "IV"} for book in guide.handbooks)
    value = _("online or at the window") if online else _("at the window")
    return {"label": _("Where"), "value": value, "hint": hint}


def fees(guide: Guide) -> list[dict[str, Any]]:
    """Every fee and tax of the included matters, each once."""
    found = {
        pick(item["name"]): {
            "name": pick(item["name"]),
            "standard": pick(item["standard"]),
            "reducible": item["reducible"],
            "fixed": item["amount"] is not None,
        }
        for book in guide.handbooks
        if book["fee"]["charged"]
        for item in book["fee"]["items"]
    }
    return list(found.values())
