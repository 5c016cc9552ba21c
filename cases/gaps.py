"""What is open for change after submission: only what a notice or a question asked for."""

from collections.abc import Collection
from datetime import datetime

from cases.models import Case, Correction, Undertaking
from cases.rules import GIVEN_AT
from cases.states import AT_INTAKE, BEFORE_SUBMISSION, CaseState


def open_corrections(case: Case) -> list[Correction]:
    """Notices and questions that wait for an answer; one query."""
    return list(Correction.objects.filter(case=case, answered_at__isnull=True).order_by("id"))


def elements_answered(case: Case) -> set[str]:
    """Elements that were asked for once more and given or confirmed since; one query."""
    notices = Correction.objects.filter(case=case, answered_at__isnull=False)
    return {gap["element"] for notice in notices for gap in notice.gaps if GIVEN_AT in gap}


def editable_elements(case: Case) -> set[str] | None:
    """Elements that may be written now; None means all of them."""
    if case.state in BEFORE_SUBMISSION:
        return None
    if case.state not in (*AT_INTAKE, CaseState.IN_REVIEW):
        return set()
    return {gap["element"] for notice in open_corrections(case) for gap in notice.gaps if "element" in gap}


def attachable_materials(case: Case) -> set[str] | None:
    """Materials that may be handed in now; None means all of them."""
    if case.state in BEFORE_SUBMISSION:
        return None
    if case.state not in (*AT_INTAKE, CaseState.IN_REVIEW):
        return set()
    asked = {gap["material"] for notice in open_corrections(case) for gap in notice.gaps if "material" in gap}
    owed = Undertaking.objects.filter(case=case, fulfilled_at__isnull=True).values_list("material", flat=True)
    return asked | set(owed)


def waiting_for(case: Case, elements: Collection[str]) -> bool:
    """Whether an open notice waits for one of these elements: sending it, changed or not, answers it."""
    if case.state in BEFORE_SUBMISSION:
        return False
    asked = (gap for notice in open_corrections(case) for gap in notice.gaps)
    return any(gap.get("element") in elements for gap in asked)


def note_given(case: Case, elements: Collection[str], *, at: datetime) -> list[Correction]:
    """Marks on the open notices what was given since, changed or confirmed as it is; gives those marked."""
    if case.state in BEFORE_SUBMISSION:
        return []
    marked = []
    for notice in open_corrections(case):
        gaps = [
            {**gap, GIVEN_AT: at.isoformat()} if gap.get("element") in elements else gap
            for gap in notice.gaps
        ]
        if gaps != notice.gaps:
            notice.gaps = gaps
            marked.append(notice)
    Correction.objects.bulk_update(marked, ["gaps"])
    return marked
