"""What a party may judge of a case, and what became of it: the whole, each visit, each matter."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from approvals.models import Task
from cases.models import Case, Party, Rating, Referral, Visit
from core import clock
from core.text import pick
from portal.citizen import words
from portal.formats import moment
from portal.judgement_form import GRADES


@dataclass(frozen=True)
class Subject:
    """One thing to judge: `key` stands in the address."""

    key: str
    name: str
    matter: str = ""
    visit: Visit | None = None
    rating: Rating | None = None

    @property
    def asks_runs(self) -> bool:
        """Runs are told once, with the whole."""
        return not self.matter and self.visit is None


def subjects_of(case: Case, parties: list[Party]) -> list[Subject]:
    """The whole first, then visits, then, in a bundle, each matter; three queries."""
    given = Rating.objects.filter(case=case, party__in=parties).select_related("referral")
    found = {(row.matter, row.visit_id): row for row in given}
    whole = Subject("", _("The whole errand"), rating=found.get(("", None)))
    visits = [
        Subject(f"v{visit.pk}", _visit_name(visit), visit=visit, rating=found.get(("", visit.pk)))
        for visit in Visit.objects.filter(case=case).select_related("service_point").order_by("id")
    ]
    return [whole, *visits, *(_matters(case, found) if len(case.pins) > 1 else [])]


def _visit_name(visit: Visit) -> str:
    day = moment(visit.on, words.language(), "near", clock.today())
    return _("Your visit: %(place)s, %(day)s") % {"place": pick(visit.service_point.name), "day": day}


def _matters(case: Case, found: dict[Any, Rating]) -> list[Subject]:
    """The matters that departments worked on, in the order of the plan."""
    tasks = Task.objects.filter(case=case).order_by("ordinal").values_list("matter", "name")
    return [Subject(code, pick(name), matter=code, rating=found.get((code, None))) for code, name in tasks]


def told_of(rating: Rating) -> dict[str, Any]:
    """A judgement as its author reads it later: the grade, and the answer to a bad one."""
    referral: Referral | None = getattr(rating, "referral", None)
    return {
        "grade": str(dict(GRADES)[rating.grade]),
        "words": rating.words,
        "waits": referral is not None and referral.answered_at is None,
        "due": referral.due_at if referral else None,
        "answer": referral.answer if referral else "",
    }
