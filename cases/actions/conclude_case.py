"""The case's half of a settled round; approvals.decide_task holds the lock."""

from collections.abc import Mapping
from typing import Any

from accounts.actor import Actor
from cases import wording
from cases.deadlines import DELIVERY_WORKDAYS
from cases.models import Case, Result
from cases.states import CaseState
from core.calendar import due_at
from ledger.recording import Held, record

OUTCOME_WORDS = {
    CaseState.GRANTED: {"zh": "全部批准", "en": "everything is granted"},
    CaseState.PARTLY_GRANTED: {"zh": "部分批准", "en": "a part is granted"},
    CaseState.REFUSED: {"zh": "不予批准", "en": "not granted"},
}


def conclude_case(
    case: Case, held: Held, *, by: Actor, outcome: CaseState, granted: Mapping[str, Mapping[str, Any]]
) -> Case:
    """Give the case its outcome and one pending result per granted matter.

    `granted`: matter -> {"name": {"zh", "en"}} of its result. A case without results to hand over is
    closed by its refusal; delivery is due within ten working days (art. 44).
    """
    results = Result.objects.bulk_create(
        Result(case=case, matter=matter, name=result["name"]) for matter, result in granted.items()
    )
    if outcome == CaseState.REFUSED:
        case.refuse(at=held.now)
    else:
        settle = case.grant if outcome == CaseState.GRANTED else case.grant_partly
        settle(at=held.now, delivery_due=due_at(held.now, DELIVERY_WORKDAYS, "workday").at)
    case.save()
    record(
        wording.CONCLUDE_CASE,
        held,
        by=by,
        subject=case,
        changed=[case, *results],
        data={"outcome": str(outcome), "words": OUTCOME_WORDS[outcome], "results": list(granted)},
    )
    return case
