"""Which department's file a thing of a case belongs into, and what keeps a case from the archive."""

import pytest

from approvals.filing import Holdings, Part, Scope, asked_by, faults_of, retention_of, scope_of
from documents.models import Retention


def task(matter: str, department: str, *materials: str) -> dict:
    return {"matter": matter, "department": department, "materials": [{"material": one} for one in materials]}


PLAN = {
    "tasks": [
        task("M01", "HOUSING", "contract", "photo"),
        task("M02", "TAX", "contract", "invoice"),
        task("M03", "REGISTRY", "deed"),
        task("M04", "REGISTRY", "deed", "plan"),
    ]
}
HOLDINGS = Holdings.of(PLAN, "REGISTRY")
OWN, SHARED = Scope.OWN, Scope.SHARED


@pytest.mark.parametrize(
    ("thing", "matters", "whose"),
    [
        ("asked for by one matter", {"M01"}, {"HOUSING": OWN}),
        ("asked for by two departments", {"M01", "M02"}, {"HOUSING": SHARED, "TAX": SHARED}),
        ("asked for by two matters of one department", {"M03", "M04"}, {"REGISTRY": OWN}),
        ("asked for by nobody: the lead keeps it", set(), {"REGISTRY": OWN}),
        ("of a matter that the plan does not know", {"M99"}, {"REGISTRY": OWN}),
        ("of the whole case", None, {"HOUSING": SHARED, "TAX": SHARED, "REGISTRY": SHARED}),
    ],
)
def test_a_thing_goes_to_whoever_asked_for_it_and_to_nobody_else(
    thing: str, matters: set[str] | None, whose: dict[str, Scope]
) -> None:
    scopes = {department: scope_of(matters, department, HOLDINGS) for department in HOLDINGS.departments}
    assert {department: scope for department, scope in scopes.items() if scope} == whose, thing


def test_every_department_of_the_plan_keeps_a_file_with_its_own_matters() -> None:
    assert {code: HOLDINGS.matters_of(code) for code in HOLDINGS.departments} == {
        "HOUSING": ["M01"],
        "TAX": ["M02"],
        "REGISTRY": ["M03", "M04"],
    }


def test_nothing_that_was_asked_for_is_left_out_of_every_file() -> None:
    for material, matters in asked_by(PLAN).items():
        kept = [code for code in HOLDINGS.departments if scope_of(matters, code, HOLDINGS)]
        assert kept, material


@pytest.mark.parametrize(("lead", "keeper"), [("TAX", "TAX"), ("CENTRE", "HOUSING")])
def test_a_lead_without_a_matter_of_its_own_keeps_nothing(lead: str, keeper: str) -> None:
    assert Holdings.of(PLAN, lead).keeper == keeper


@pytest.mark.parametrize(
    ("decisions", "kept"),
    [
        (["approve"], Retention.YEARS_30),
        (["refuse", "approve"], Retention.YEARS_30),
        (["refuse"], Retention.YEARS_10),
        ([None], Retention.YEARS_10),
    ],
)
def test_what_granted_something_is_kept_longer(decisions: list[str | None], kept: Retention) -> None:
    assert retention_of(decisions) == kept


WHOLE: dict = {
    "parts": [Part("contract.pdf", "clean", 3)],
    "undecided": [],
    "without_certificate": [],
    "papers": ["receipt", "decision"],
    "damaged": [],
}


@pytest.mark.parametrize(
    ("changed", "natures"),
    [
        ({}, []),
        ({"damaged": ["documents_paper 7"]}, ["authenticity"]),
        ({"undecided": ["M01"]}, ["completeness"]),
        ({"without_certificate": ["M03"]}, ["completeness"]),
        ({"papers": ["receipt"]}, ["completeness"]),
        ({"parts": [Part("𠮷.pdf", "clean", 0)]}, ["usability"]),
        ({"parts": [Part("a.pdf", "infected", 1), Part("b.pdf", "pending", 1)]}, ["safety", "safety"]),
        (
            {"parts": [Part("a.pdf", "infected", 0)], "undecided": ["M01"]},
            ["completeness", "usability", "safety"],
        ),
    ],
)
def test_each_of_the_four_natures_is_checked(changed: dict, natures: list[str]) -> None:
    assert [fault["nature"] for fault in faults_of(**{**WHOLE, **changed})] == natures
