"""The steps of the house transfer that several journeys share, as acts."""

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from accounts.actor import Actor
from accounts.models import Person
from approvals.actions import decide_task
from approvals.models import Task
from cases.actions import (
    answer_form,
    attach_material,
    confirm_party,
    draft_case,
    invite_party,
    submit_case,
)
from cases.models import Case
from documents.files import store
from matters.selectors import one_thing_in_force
from tests.cast import Cast


def _one_page() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()


PDF = _one_page()

SINGLE_CASH = {
    "applicant_role": "self",
    "applicant_kind": "person",
    "marital_status": "single",
    "seller_loan": "no",
    "buyer_loan": "no",
    "house_services": [],
}

BUYERS_WORDS = {
    "applicant_name": "王小明",
    "applicant_id_number": "339981199001010116",
    "applicant_mobile": "13800000003",
    "property_unit_no": "339981001001GB00017F00030502",
    "property_address": "临江市江滨街道望江路18号3幢502室",
    "property_area": 89.6,
    "property_use": "residential",
    "declared_price": 1680000,
    "contract_date": "2026-11-16",
    "delivery_method": "electronic",
    "homes_owned_count": 0,
}

SELLERS_WORDS = {
    "seller_name": "张建国",
    "seller_id_number": "339981195203150012",
    "seller_mobile": "13800000001",
}

CONCLUSIONS: dict[str, dict[str, Any]] = {
    "M01": {
        "verification_opinion_no": "HY-2026-0001",
        "contract_no": "HT-2026-0001",
        "declared_price": 1680000,
    },
    "M02": {"tax_receipt_no": "TP-2026-0001", "deed_tax_amount": 16800},
    "M03": {
        "deed_no": "浙(2026)临江市不动产权第0000001号",
        "property_unit_no": "339981001001GB00017F00030502",
        "property_address": "临江市江滨街道望江路18号3幢502室",
    },
}


def begin_house_transfer(cast: Cast, *, language: str = "zh") -> Case:
    """The buyer begins online."""
    return draft_case(
        one_thing_in_force("OT1"),
        by=cast.citizen,
        service_point=cast.hall,
        channel="online",
        situation=SINGLE_CASH,
        language=language,
    )


def contract(by: Actor) -> Any:
    """A stored file."""
    return store(SimpleUploadedFile("contract.pdf", PDF, "application/pdf"), by=by)


def complete_house_transfer(cast: Cast, case: Case) -> None:
    """Buyer and seller state what is theirs, the contract is handed in, the seller signs."""
    answer_form(case, by=cast.citizen, form=BUYERS_WORDS)
    invite_party(case, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
    answer_form(case, by=cast.seller, form=SELLERS_WORDS)
    confirm_party(case, by=cast.seller, role="seller")
    attach_material(case, by=cast.citizen, material="M-CONTRACT", files=[contract(cast.citizen)])


def submitted_house_transfer(cast: Cast, *, language: str = "zh") -> Case:
    """A case at the window."""
    case = begin_house_transfer(cast, language=language)
    complete_house_transfer(cast, case)
    return submit_case(case, by=cast.citizen)


def task_of(case: Case, matter: str) -> Task:
    """The case's task for a matter, fresh from the database."""
    return Task.objects.select_related("department", "case").get(case=case, matter=matter)


def approve(cast: Cast, case: Case, matter: str, **fields: Any) -> Task:
    """The responsible department's reviewer approves, with the fields its handbook wants."""
    task = task_of(case, matter)
    wanted = CONCLUSIONS.get(matter, {})
    return decide_task(
        task,
        by=cast.reviewer(task.department.code),
        decision="approve",
        opinion="情况属实",
        conclusion={**wanted, **fields},
    )
