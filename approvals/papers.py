"""Which paper an event calls for, and what it says: the whole case seen from above."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from accounts.models import Department, Person
from approvals.models import Conclusion, SpecialProcedure, Task
from approvals.states import Decision as Verdict
from approvals.states import TaskState
from cases.composing import composition_of
from cases.models import Answer, Case, Correction, Undertaking
from cases.rules import Gap
from cases.selectors import materials_of, parties_of
from core.clock import local_date
from core.text import both
from core.values import present
from documents.papers.contexts import (
    AcceptanceNotice,
    AcceptanceWithdrawnNotice,
    CorrectionNotice,
    Decision,
    DecisionLine,
    DeemedWithdrawnNotice,
    GapLine,
    MaterialLine,
    NotAcceptedNotice,
    PaperContext,
    Receipt,
    SpecialProcedureNotice,
    TaskLine,
    Text,
    ToleratedLine,
)
from ledger.models import Event
from matters.composing import Composition
from matters.models import Handbook

Builder = Callable[[Case, Event], PaperContext | None]
BOTH = {"zh": "共享数据，免提交", "en": "from shared data, nothing to bring"}


def as_text(words: str) -> Text:
    """Words a person typed, the same in either language."""
    return {"zh": words, "en": words}


def receipt(case: Case, event: Event) -> PaperContext:
    """收件凭证 after submission or a corrected file."""
    composition = _composition(case)
    submitted_at = present(case.submitted_at, "submitted_at")
    proof = present(case.receipt, "the receipt")
    return Receipt(
        **_head(case, event.at),
        submitted_at=submitted_at,
        answer_by=case.notice_due_at or submitted_at,
        materials=_handed_in(case, composition),
        shared=_shared(composition),
        content_sha256=proof["content_sha256"],
        signature=proof["signature"],
    )


def acceptance(case: Case, event: Event) -> PaperContext:
    """受理通知书: every department that works now, and the promise of the whole."""
    composition = _composition(case)
    tasks = Task.objects.filter(case=case).select_related("department").order_by("ordinal")
    owed = Undertaking.objects.filter(case=case).order_by("id")
    names = composition.errand.sources.materials
    return AcceptanceNotice(
        **_head(case, event.at),
        accepted_at=present(case.accepted_at, "accepted_at"),
        due_at=case.promised_due_at,
        tasks=tuple(
            TaskLine(
                department=task.department.name,
                matter=task.name,
                promise=limit_in_words(composition.errand.handbook(task.matter)["promised_limit"]),
                due=task.promised_due_at,
            )
            for task in tasks
        ),
        materials=_handed_in(case, composition),
        shared=_shared(composition),
        tolerated=tuple(
            ToleratedLine(name=names[row.material]["name"], due=local_date(row.due_at)) for row in owed
        ),
        by_silence=case.accepted_by_silence,
    )


def correction(case: Case, event: Event) -> PaperContext:
    """一次性补正告知书: everything that the window asks for, at once."""
    notice = _notice_of(case, event)
    return CorrectionNotice(**_head(case, event.at), gaps=_gap_lines(case, notice.gaps), due_at=notice.due_at)


def not_accepted(case: Case, event: Event) -> PaperContext:
    """不予受理通知书 with the reason and the remedy the clerk gave."""
    refusal = present(case.refusal, "the refusal")
    return NotAcceptedNotice(
        **_head(case, event.at),
        reason=as_text(refusal["reason"]),
        remedy=as_text(refusal["remedy"]),
    )


def decision(case: Case, event: Event) -> PaperContext:
    """决定书: what every department decided."""
    concluded = Conclusion.objects.filter(task__case=case)
    rows = concluded.select_related("task__department").order_by("task__ordinal")
    fallen = Task.objects.filter(case=case, state=TaskState.CANCELLED).select_related("department")
    return Decision(
        **_head(case, event.at),
        decided_at=present(case.decided_at, "decided_at"),
        lines=(*(_decided(row) for row in rows), *(_fallen(task) for task in fallen)),
    )


def _decided(row: Conclusion) -> DecisionLine:
    return DecisionLine(
        department=row.task.department.name,
        matter=row.task.name,
        granted=row.decision == Verdict.APPROVE,
        opinion=as_text(row.opinion),
    )


def _fallen(task: Task) -> DecisionLine:
    return DecisionLine(
        department=task.department.name,
        matter=task.name,
        granted=False,
        opinion={
            "zh": "因所依据的事项未获批准，本事项不再办理。",
            "en": "Not handled, because a matter it depends on was refused.",
        },
    )


def acceptance_withdrawn(case: Case, event: Event) -> PaperContext:
    """撤销受理决定书: which promised material did not come."""
    names = _composition(case).errand.sources.materials
    owed = Undertaking.objects.filter(case=case, fulfilled_at__isnull=True).order_by("id")
    return AcceptanceWithdrawnNotice(
        **_head(case, event.at),
        accepted_at=present(case.accepted_at, "accepted_at"),
        missing=tuple(
            ToleratedLine(name=names[row.material]["name"], due=local_date(row.due_at)) for row in owed
        ),
        reason={
            "zh": "容缺受理时承诺补交的材料未在期限内补齐。",
            "en": "The material promised at tolerant acceptance did not come in time.",
        },
    )


def deemed_withdrawn(case: Case, event: Event) -> PaperContext:
    """视为撤回申请告知书: what was asked and not answered."""
    notice = Correction.objects.filter(case=case, matter="").order_by("-id")[0]
    return DeemedWithdrawnNotice(
        **_head(case, event.at),
        notified_at=notice.asked_at,
        due_at=notice.due_at,
        gaps=_gap_lines(case, notice.gaps),
    )


def special_procedure(case: Case, event: Event) -> PaperContext | None:
    """特别程序告知书; without a written notice there is none, and the clock runs."""
    if not event.data["notice"]:
        return None
    row = (
        SpecialProcedure.objects.filter(task__case=case, task__matter=event.data["matter"])
        .select_related("task")
        .order_by("-id")[0]
    )
    return SpecialProcedureNotice(
        **_head(case, event.at),
        matter=row.task.name,
        procedure=as_text(row.kind),
        basis=as_text(row.basis),
        planned_days=row.planned_days,
        starts_at=row.began_at,
        note=as_text(row.notice),
    )


PAPERS: dict[str, Builder] = {
    "cases.submit_case": receipt,
    "approvals.open_round": acceptance,
    "cases.return_case": correction,
    "cases.refuse_case": not_accepted,
    "cases.conclude_case": decision,
    "cases.withdraw_acceptance": acceptance_withdrawn,
    "cases.deem_withdrawn": deemed_withdrawn,
    "approvals.suspend_task": special_procedure,
}


def _composition(case: Case) -> Composition:
    return composition_of(case, dict(Answer.objects.filter(case=case).values_list("element", "value")))


def lead_department(case: Case) -> Department:
    """The department in whose name the centre acts: the one-thing's lead, or the matter's own."""
    errand = case.errand
    return errand.department if isinstance(errand, Handbook) else errand.lead_department


def _head(case: Case, at: datetime) -> dict[str, Any]:
    """What stands on every paper of the case (A-006)."""
    lead = lead_department(case)
    return {
        "case_number": case.number,
        "subject": case.name,
        "addressee": addressee(case),
        "centre": case.service_point.name,
        "department": lead.name,
        "issued_at": at,
        "consult_phone": lead.consult_phone,
        "complaint_phone": lead.complaint_phone,
    }


def addressee(case: Case) -> str:
    """The applicant: the first party's name."""
    first = parties_of(case)[0]
    holder: Person | Any = first.person or first.organisation
    return holder.name.get("zh") or both(holder.name)


def _handed_in(case: Case, composition: Composition) -> tuple[MaterialLine, ...]:
    names = composition.errand.sources.materials
    counts: dict[str, int] = {}
    for row in materials_of(case):
        counts[row.material] = counts.get(row.material, 0) + 1
    return tuple(
        MaterialLine(
            name=names[code]["name"],
            note={"zh": f"{count} 个文件", "en": f"{count} file{'' if count == 1 else 's'}"},
        )
        for code, count in counts.items()
    )


def _shared(composition: Composition) -> tuple[MaterialLine, ...]:
    names = composition.errand.sources.materials
    return tuple(
        MaterialLine(name=names[row.material]["name"], note=BOTH)
        for row in composition.materials
        if row.source == "shared_data"
    )


def _notice_of(case: Case, event: Event) -> Correction:
    """The notice that this event sent: acts write both under one lock, at one time."""
    return Correction.objects.get(case=case, asked_at=event.at)


def _gap_lines(case: Case, gaps: Iterable[Gap]) -> tuple[GapLine, ...]:
    sources = _composition(case).errand.sources
    return tuple(
        GapLine(
            what=sources.materials[gap["material"]]["name"]
            if "material" in gap
            else sources.elements[gap["element"]]["name"],
            reason=as_text(gap["reason"]),
        )
        for gap in gaps
    )


UNITS = {
    "minute": ("分钟", "minute"),
    "hour": ("小时", "hour"),
    "workday": ("个工作日", "working day"),
    "day": ("日", "day"),
    "month": ("个月", "month"),
}


def limit_in_words(limit: Mapping[str, Any]) -> Text:
    """A handbook's limit, such as 20 个工作日 / 20 working days."""
    zh, en = UNITS[limit["unit"]]
    plural = "" if limit["value"] == 1 else "s"
    return {"zh": f"{limit['value']} {zh}", "en": f"{limit['value']} {en}{plural}"}
