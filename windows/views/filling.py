"""What the pages of a walk-in show and read back: situation, people, the form, the papers."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from accounts.actions.note_person import note_person
from accounts.models import Organisation, Person
from accounts.selectors import organisation_by_reference
from cases.actions import PartySpec
from cases.composing import composition_of
from cases.models import Case, Draft, Party
from cases.rules import doubts
from cases.selectors import materials_of, parties_of
from core.errors import BadInput, DomainError
from core.text import pick
from matters.composing import Composition
from matters.composing.stored import compose
from matters.models import Handbook, OneThingVersion
from windows.views.problems import lines_of

KINDS = {
    "long_text": "textarea",
    "integer": "integer",
    "decimal": "decimal",
    "money_cny": "money",
    "area_m2": "decimal",
    "date": "date",
    "mobile": "tel",
    "email": "email",
    "id_number": "id_number",
}
YES_NO = [("true", {"zh": "是", "en": "Yes"}), ("false", {"zh": "否", "en": "No"})]


def errand_page(
    request: HttpRequest, errand: OneThingVersion | Handbook, *, error: DomainError | None = None
) -> dict[str, Any]:
    """The first page of a walk-in: situation questions and who is who."""
    situation = situation_from(request, errand)
    composition = compose(errand, situation, {})
    wrong = {entry["field"]: entry["reason"] for entry in (error.errors if error else ()) if "field" in entry}
    return {
        "errand": errand,
        "name": pick(errand.name),
        "questions": questions_of(composition, situation),
        "roles": [
            {
                "role": party["role"],
                "label": pick(party["name"]),
                "kinds": party["kinds"],
                "typed": request.POST.get(f"party-{party['role']}", ""),
                "first": place == 0,
                "error": wrong.get(f"party-{party['role']}", ""),
            }
            for place, party in enumerate(composition.parties)
        ],
        "error": error,
        "errors": lines_of(error, composition),
    }


def questions_of(composition: Composition, situation: dict[str, Any]) -> list[dict[str, Any]]:
    """The situation's questions with what was answered."""
    return [
        {
            "name": f"situation-{question['id']}",
            "legend": pick(question["text"]),
            "options": [
                (option["value"], pick({"zh": option["zh"], "en": option["en"]}))
                for option in question["options"]
            ],
            "value": situation.get(question["id"]),
            "multiple": question["multiple"],
        }
        for question in composition.questions
    ]


def situation_from(request: HttpRequest, errand: OneThingVersion | Handbook) -> dict[str, Any]:
    """The answers that the form carries; a question with several answers gives a list."""
    if request.method != "POST":
        return {}
    given: dict[str, Any] = {}
    for name in request.POST:
        if name.startswith("situation-"):
            given[name.removeprefix("situation-")] = request.POST.getlist(name)
    several = {
        question["id"] for question in compose(errand, {}, {}).questions if question["multiple"]
    } | set(request.POST.getlist("several"))
    answers = {name: values if name in several else values[-1] for name, values in given.items()}
    return {**{name: [] for name in request.POST.getlist("several")}, **answers}


def party_specs(request: HttpRequest, errand: OneThingVersion | Handbook) -> list[PartySpec]:
    """Who was named for each role, by identity number or credit code."""
    specs = []
    for party in errand.record["parties"]:
        number = request.POST.get(f"party-{party['role']}", "").strip().upper()
        if number:
            person, organisation = _named(number, party["role"])
            specs.append(PartySpec(party["role"], person=person, organisation=organisation))
    return specs


def _named(number: str, role: str) -> tuple[Person | None, Organisation | None]:
    organisation = organisation_by_reference(number)
    if organisation is not None:
        return None, organisation
    try:
        return note_person(number), None
    except BadInput as error:
        raise BadInput(error.detail, errors=[{"field": f"party-{role}", "reason": error.detail}]) from None


def fill_page(request: HttpRequest, case: Case, *, error: DomainError | None = None) -> dict[str, Any]:
    """The second page of a walk-in: everything the errand asks, on one page."""
    draft = case.draft
    typed = {name[2:]: value for name, value in request.POST.items() if name.startswith("f-")}
    composition = composition_of(case, draft.answers)
    files = materials_of(case)
    parties = parties_of(case)
    seated = {party.role for party in parties}
    return {
        "case": case,
        "name": pick(case.name),
        "groups": groups_of(composition, {**draft.answers, **typed}, draft),
        "questions": questions_of(composition, case.situation),
        "materials": _papers(composition, files),
        "parties": [{"party": party, "unnamed": _unnamed(party)} for party in parties],
        "unseated": [
            {"role": party["role"], "label": pick(party["name"])}
            for party in composition.parties
            if party["role"] not in seated
        ],
        "error": error,
        "errors": lines_of(error, composition),
    }


def _unnamed(party: Party) -> bool:
    """Whether nobody has told us this person's name yet: the counter reads it off the card."""
    return party.person is not None and not any(party.person.name.values())


def groups_of(composition: Composition, values: dict[str, Any], draft: Draft) -> list[dict[str, Any]]:
    """The form's groups in the order of the handbooks, each element once."""
    elements = composition.errand.sources.elements
    doubtful = {row["element"]: row["reason"] for row in doubts(elements, draft.answers)}
    asked = {row.element: row for row in composition.fields}
    groups: dict[str, dict[str, Any]] = {}
    for matter in composition.matters:
        for group in composition.errand.handbook(matter)["form"]:
            entry = groups.setdefault(group["id"], {"name": pick(group["name"]), "fields": []})
            for field in group["fields"]:
                row = asked.pop(field["element"], None)
                if row is not None:
                    element = elements[row.element]
                    entry["fields"].append(
                        _field(element, row.required, values, draft, doubtful.get(row.element, ""))
                    )
    return [group for group in groups.values() if group["fields"]]


def _field(
    element: Mapping[str, Any], required: bool, values: dict[str, Any], draft: Draft, doubt: str
) -> dict[str, Any]:
    value = values.get(element["id"], "")
    options = [
        (option["value"], pick({"zh": option["zh"], "en": option["en"]})) for option in element["options"]
    ]
    if element["type"] == "boolean":
        options = [(code, pick(words)) for code, words in YES_NO]
        value = {True: "true", False: "false"}.get(value, value)
    source = draft.sources.get(element["id"], {})
    return {
        "name": f"f-{element['id']}",
        "label": pick(element["name"]),
        "kind": "select" if options else KINDS.get(element["type"], "text"),
        "options": [("", "—"), *options] if options else [],
        "value": value,
        "hint": pick(element["help"]),
        "required": required,
        "error": doubt,
        "source": source.get("provider", ""),
    }


def values_from(request: HttpRequest, case: Case) -> dict[str, Any]:
    """What the form carries; an emptied box clears its element."""
    return {name[2:]: value for name, value in request.POST.items() if name.startswith("f-")}


def _papers(composition: Composition, files: list[Any]) -> list[dict[str, Any]]:
    names = composition.errand.sources.materials
    return [
        {
            "material": row.material,
            "name": pick(names[row.material]["name"]),
            "source": row.source,
            "files": [file for file in files if file.material == row.material],
        }
        for row in composition.materials
    ]
