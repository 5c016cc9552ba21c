"""Fills in any errand of any catalogue with values that fit: what tests need a whole case for."""

import io
from collections.abc import Collection, Mapping
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from accounts.actor import Actor
from accounts.models import Organisation, Person
from approvals.models import Task
from cases.actions import PartySpec, answer_form, attach_material, confirm_party, draft_case, submit_case
from cases.composing import composition_of
from cases.models import Case, Draft
from cases.rules import missing_materials
from documents.files import store
from documents.models import StoredFile
from matters.composing import Composition
from matters.selectors import handbook_in_force, one_thing_in_force
from tests.cast import Cast

BY_TYPE: dict[str, Any] = {
    "text": "示例",
    "long_text": "示例说明",
    "integer": 1,
    "decimal": 1.5,
    "money_cny": 100.5,
    "area_m2": 89.6,
    "date": "2026-11-16",
    "boolean": True,
    "person_name": "王小明",
    "id_number": "339981199001010116",
    "uscc": "91339981MA2DEM0178",
    "mobile": "13800000003",
    "address": "临江市江滨街道望江路18号",
    "region_code": "339981",
    "bank_account": "6222000000000000",
    "email": "demo@example.org",
}


def one_page() -> bytes:
    """A real PDF of one empty page."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(out)
    return out.getvalue()


PDF = one_page()


def paper(by: Actor, name: str = "paper.pdf") -> StoredFile:
    """A stored file that an actor hands in."""
    return store(SimpleUploadedFile(name, PDF, "application/pdf"), by=by)


def value_for(element: Mapping[str, Any]) -> Any:
    """A value that fits the element."""
    if element["options"]:
        return element["options"][0]["value"]
    value = BY_TYPE[element["type"]]
    return FITTING.get(element["id"], value) if element["type"] == "text" else value


FITTING = {
    "project_code": "2611-339981-04-01-123456",
    "property_unit_no": "339981001001GB00017F00030502",
    "sign_size": "3.0x0.8",
    "seller_id_number": "339981195203150012",
    "customs_code": "3399960001",
    "vehicle_vin": "LSVAA4182E2123456",
}


def situation_for(composition: Composition, chosen: Mapping[str, Any]) -> dict[str, Any]:
    """The first option of every question, unless chosen otherwise."""
    answers = {}
    for question in composition.questions:
        first = question["options"][0]["value"]
        answers[question["id"]] = [first] if question["multiple"] else first
    return {**answers, **chosen}


def begin(cast: Cast, code: str, situation: Mapping[str, Any] | None = None) -> Case:
    """A draft by the buyer's account, with every party of the situation seated."""
    errand = one_thing_in_force(code) if code.startswith("OT") else handbook_in_force(code)
    parties = [_seat(party) for party in errand.record["parties"]]
    case = draft_case(
        errand,
        by=cast.citizen,
        service_point=cast.hall,
        channel="online",
        situation=situation or {},
        parties=parties,
    )
    for _round in range(3):  # a question may bring in a matter that asks another
        case = Case.objects.get(pk=case.pk)
        wanted = situation_for(composition_of(case, {}), case.situation)
        if wanted == case.situation:
            break
        answer_form(case, by=cast.citizen, form={}, situation=wanted)
    return Case.objects.get(pk=case.pk)


def _seat(party: Mapping[str, Any]) -> PartySpec:
    """P3 or the company they represent applies; P1 sells; O2 lends."""
    if party["role"] == "applicant":
        if "person" in party["kinds"]:
            return PartySpec("applicant", person=Person.objects.get(code="P3"))
        return PartySpec("applicant", organisation=Organisation.objects.get(code="O1"))
    if "person" in party["kinds"]:
        return PartySpec(party["role"], person=Person.objects.get(code="P1"))
    return PartySpec(party["role"], organisation=Organisation.objects.get(code="O2"))


def fill(cast: Cast, case: Case, *, leave_out: Collection[str] = ()) -> None:
    """Every asked element and every material the applicant brings, and the others' confirmations."""
    for _round in range(3):  # a value may make another field visible
        answers = Draft.objects.get(case=case).answers
        composition = composition_of(case, answers)
        elements = composition.errand.sources.elements
        absent = {
            field.element: value_for(elements[field.element])
            for field in composition.fields
            if field.element not in answers
        }
        if not absent:
            break
        answer_form(case, by=cast.citizen, form=absent)
    for row in missing_materials(composition, ()):
        if row.material not in leave_out:
            attach_material(case, by=cast.citizen, material=row.material, files=[paper(cast.citizen)])
    roles = {party["role"] for party in composition.parties}
    for party in case.parties.exclude(role="applicant").filter(role__in=roles):
        confirm_party(case, by=cast.clerk, role=party.role)


def submitted(
    cast: Cast, code: str, situation: Mapping[str, Any] | None = None, *, leave_out: Collection[str] = ()
) -> Case:
    """A case of any errand at the window."""
    case = begin(cast, code, situation)
    fill(cast, case, leave_out=leave_out)
    return submit_case(Case.objects.get(pk=case.pk), by=cast.citizen)


def conclusion_for(task: Task) -> dict[str, Any]:
    """Values for every conclusion field that is not filled in by itself."""
    composition = composition_of(task.case, {})
    elements = composition.errand.sources.elements
    listed = task.handbook.record["conclusion_fields"]
    return {
        field["element"]: value_for(elements[field["element"]])
        for field in listed
        if field["element"] not in task.facts and not field["element"].startswith("decision_")
    }
