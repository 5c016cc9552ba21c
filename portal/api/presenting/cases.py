"""A case in a list, as the answer to an act, and whole."""

from typing import Any

from django.db.models import F, QuerySet

from accounts.models import Department
from cases.models import Case, Correction, Result, Undertaking
from cases.states import Holder
from core.text import pick
from portal.api.presenting.common import moment

SUMMARY = (
    "public_id",
    "number",
    "state",
    "name",
    "channel",
    "holder",
    "holder_since",
    "holder_due_at",
    "created_at",
    "submitted_at",
    "accepted_at",
    "accepted_by_silence",
    "tolerated_until",
    "promised_due_at",
    "statutory_due_at",
    "decided_at",
    "delivered_at",
    "closed_at",
    "chain__seq",
    "service_point__code",
    "service_point__name",
    "holder_department__code",
    "holder_department__name",
)


def with_summary(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Cases with all that a summary needs, in one query; the catalogue's records stay where they are."""
    return cases.select_related("chain", "service_point", "holder_department").annotate(
        one_thing_code=F("one_thing_version__one_thing__code"), matter_code=F("handbook__matter__code")
    )


def summary_of(case_id: int) -> dict[str, Any]:
    """The case as it stands now; its `version` is the one to send back as If-Match."""
    return summary(with_summary(Case.objects.filter(pk=case_id)).only(*SUMMARY).get())


def summary(case: Any) -> dict[str, Any]:
    """What every list and every answer shows of a case. The row comes from `with_summary`."""
    return {
        "id": str(case.public_id),
        "number": case.number,
        "state": case.state,
        "version": case.version,
        "one_thing": case.one_thing_code,
        "matter": case.matter_code,
        "name": case.name,
        "channel": case.channel,
        "service_point": case.service_point.code,
        "holder": holder(case),
        "created_at": moment(case.created_at),
        "submitted_at": moment(case.submitted_at),
        "accepted_at": moment(case.accepted_at),
        "accepted_by_silence": case.accepted_by_silence,
        "tolerated_until": moment(case.tolerated_until),
        "promised_due": moment(case.promised_due_at),
        "statutory_due": moment(case.statutory_due_at),
        "decided_at": moment(case.decided_at),
        "delivered_at": moment(case.delivered_at),
        "closed_at": moment(case.closed_at),
    }


def holder(case: Case) -> dict[str, Any]:
    """Who has the case now, since when, and by when they must act."""
    department: Department | None = case.holder_department
    return {
        "kind": case.holder,
        "department": department.code if department else None,
        "label": _holder_label(case, department),
        "since": moment(case.holder_since),
        "due": moment(case.holder_due_at),
    }


def _holder_label(case: Case, department: Department | None) -> str:
    if department:
        return pick(department.name)
    label = str(Holder(case.holder).label)
    if case.holder in (Holder.WINDOW, Holder.EXIT):
        return f"{label} · {pick(case.service_point.name)}"
    return label


def result_row(result: Result, *, whole: bool) -> dict[str, Any]:
    """A result on its way to the applicant; its identifier only for those it concerns (`whole`)."""
    certificate = result.certificate if whole else None
    return {
        "id": result.pk,
        "matter": result.matter,
        "name": result.name,
        "state": result.state,
        "identifier": certificate.identifier if certificate else None,
        "verify_code": certificate.verify_code if certificate else None,
        "method": result.method or None,
        "shelved_at": moment(result.shelved_at),
        "handed_over_at": moment(result.handed_over_at),
    }


def correction_row(notice: Correction) -> dict[str, Any]:
    """A notice of everything missing, or a reviewer's question."""
    return {
        "ordinal": notice.ordinal,
        "matter": notice.matter or None,
        "gaps": notice.gaps,
        "asked_at": moment(notice.asked_at),
        "due": moment(notice.due_at),
        "answered_at": moment(notice.answered_at),
    }


def undertaking_row(owed: Undertaking) -> dict[str, Any]:
    """A material that is to follow."""
    return {
        "material": owed.material,
        "due": moment(owed.due_at),
        "fulfilled_at": moment(owed.fulfilled_at),
    }
