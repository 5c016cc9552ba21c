"""The reviewers' desk as pages: what a reviewer sees, does, and is refused."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from approvals.actions import claim_task
from approvals.models import Task
from approvals.states import TaskState
from cases.models import Case, CaseMaterial
from documents.models import Paper
from ledger import relay
from ledger.models import AccessEntry
from tests.cast import Cast
from tests.journeys.helpers import CONCLUSIONS, approve, task_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[str], Client]
FULL_NUMBER = "339981199001010116"


def address(task: Task, name: str = "review") -> str:
    return reverse(f"desk:{name}", args=[task.public_id])


def fields_of(matter: str) -> dict[str, str]:
    """The conclusion as a browser posts it."""
    return {f"c-{name}": str(value) for name, value in CONCLUSIONS[matter].items()}


@pytest.fixture
def housing(sign_in: SignIn) -> Client:
    return sign_in("reviewer-d-zjj")


@pytest.fixture
def registry(sign_in: SignIn) -> Client:
    return sign_in("reviewer-d-zgj")


def test_the_list_shows_the_department_s_tasks_and_no_full_name(housing: Client, in_review: Case) -> None:
    html = housing.get(reverse("desk:tasks")).content.decode()
    assert in_review.number in html
    assert "王*明" in html
    assert "王小明" not in html


def test_the_list_takes_twelve_queries_at_most(housing: Client, in_review: Case) -> None:
    housing.get(reverse("desk:tasks"))
    with CaptureQueriesContext(
        connection,
    ) as queries:
        housing.get(reverse("desk:tasks"))
    assert len(queries) <= 12, [query["sql"][:120] for query in queries]


@pytest.mark.parametrize(
    ("query", "listed"),
    [
        ("", True),
        ("?state=ready", True),
        ("?state=mine", False),
        ("?state=concluded", False),
        ("?matter=M01", True),
        ("?matter=M99", False),
        ("?light=overdue", False),
        ("?q=339981", True),
        ("?q=111111", False),
        ("?state=nonsense&light=green&after=%E4%BD%A0_x", True),
        ("?after=9999-01-01_12", True),
        ("?after=9999-01-01T00:00:00%2B00:00_12", False),
    ],
)
def test_the_list_s_filters_stand_in_the_address(
    housing: Client, in_review: Case, query: str, listed: bool
) -> None:
    response = housing.get(f"{reverse('desk:tasks')}{query}")
    assert response.status_code == 200
    assert (in_review.number in response.content.decode()) is listed


def test_a_decision_moves_the_fact_to_the_registry(
    housing: Client, registry: Client, in_review: Case
) -> None:
    task = task_of(in_review, "M01")
    assert housing.get(address(task)).status_code == 200
    response = housing.post(address(task), {"decision": "approve", "opinion": "属实", **fields_of("M01")})
    assert response.status_code == 303, response.content.decode()[:3000]
    assert task_of(in_review, "M01").state == TaskState.CONCLUDED
    page = registry.get(address(task_of(in_review, "M03"))).content.decode()
    assert "HY-2026-0001" in page
    assert "You can decide once these departments have concluded" in page


def test_a_decision_before_its_time_is_refused_and_what_was_typed_stays(
    registry: Client, in_review: Case
) -> None:
    typed = {"decision": "approve", "opinion": "可以登记", **fields_of("M03")}
    response = registry.post(address(task_of(in_review, "M03")), typed)
    assert response.status_code == 409
    html = response.content.decode()
    assert "可以登记" in html
    assert "浙(2026)临江市不动产权第0000001号" in html
    assert task_of(in_review, "M03").state == TaskState.READY


def test_a_refusal_without_reasons_comes_back_with_the_place_named(housing: Client, in_review: Case) -> None:
    response = housing.post(address(task_of(in_review, "M01")), {"decision": "refuse", "opinion": " "})
    assert response.status_code == 422
    assert 'href="#f-opinion"' in response.content.decode()


def test_an_incomplete_conclusion_names_every_field(housing: Client, in_review: Case) -> None:
    typed = {"decision": "approve", "c-contract_no": "HT-1"}
    response = housing.post(address(task_of(in_review, "M01")), typed)
    html = response.content.decode()
    assert response.status_code == 422
    assert 'href="#f-c-verification_opinion_no"' in html
    assert 'value="HT-1"' in html


def test_a_form_from_an_older_page_is_stale_and_keeps_what_was_typed(
    cast: Cast, registry: Client, in_review: Case
) -> None:
    task = task_of(in_review, "M03")
    seen = registry.get(address(task)).context["seen"]
    approve(cast, in_review, "M01")
    approve(cast, in_review, "M02")
    typed = {"decision": "approve", "opinion": "一致", **fields_of("M03"), "seen": seen}
    response = registry.post(address(task), typed)
    assert response.status_code == 409
    assert "Someone changed this in the meantime" in response.content.decode()
    fresh = response.context["seen"]
    assert registry.post(address(task), {**typed, "seen": fresh}).status_code == 303


def test_the_same_form_sent_twice_decides_once_and_answers_the_same(housing: Client, in_review: Case) -> None:
    task = task_of(in_review, "M01")
    page = housing.get(address(task))
    typed = {
        "decision": "approve",
        "key": page.context["key"],
        "seen": page.context["seen"],
        **fields_of("M01"),
    }
    first, second = housing.post(address(task), typed), housing.post(address(task), typed)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]


def test_a_colleague_s_task_can_be_read_but_not_decided(cast: Cast, housing: Client, in_review: Case) -> None:
    claim_task(task_of(in_review, "M01"), by=cast.colleague("D-ZJJ"))
    task = task_of(in_review, "M01")
    page = housing.get(address(task))
    assert page.status_code == 200
    assert 'id="decide"' not in page.content.decode()
    response = housing.post(address(task), {"decision": "approve", **fields_of("M01")})
    assert response.status_code == 409
    assert task_of(in_review, "M01").state == TaskState.CLAIMED


@pytest.mark.parametrize("page", ["review", "ask", "suspend"])
def test_another_department_s_task_does_not_exist(registry: Client, in_review: Case, page: str) -> None:
    assert registry.get(address(task_of(in_review, "M01"), page)).status_code == 404


@pytest.mark.parametrize("act", ["review", "claim", "release", "resume", "ask", "suspend", "reveal"])
def test_another_department_can_do_nothing(registry: Client, in_review: Case, act: str) -> None:
    task = task_of(in_review, "M01")
    assert registry.post(address(task, act), {"reason": "x"}).status_code == 404
    assert task_of(in_review, "M01").state == TaskState.READY


@pytest.mark.parametrize("username", ["citizen3", "clerk1", "exit1", "supervisor1", "agent1", "catalogue1"])
def test_the_desk_is_closed_to_everybody_else(sign_in: SignIn, in_review: Case, username: str) -> None:
    client = sign_in(username)
    assert client.get(reverse("desk:tasks")).status_code == 403
    assert client.get(address(task_of(in_review, "M01"))).status_code == 403


def test_nobody_comes_in_without_signing_in(in_review: Case) -> None:
    response = Client().get(reverse("desk:tasks"))
    assert response.status_code == 302
    assert reverse("portal:sign-in") in response["Location"]


def test_a_chief_representative_sees_only_what_a_handbook_lets_them_decide(
    sign_in: SignIn, in_review: Case
) -> None:
    chief = sign_in("chief1")
    listed = chief.get(reverse("desk:tasks")).content.decode()
    for task in Task.objects.filter(case=in_review).select_related("handbook"):
        allowed = task.handbook.record["chief_representative_may_decide"]
        assert (str(task.public_id) in listed) is allowed
        assert chief.get(address(task)).status_code == (200 if allowed else 404)


def test_numbers_are_masked_until_a_reason_is_given_and_the_look_is_on_record(
    housing: Client, in_review: Case
) -> None:
    task = task_of(in_review, "M01")
    assert FULL_NUMBER not in housing.get(address(task)).content.decode()
    reveal = address(task, "reveal")
    refused = housing.post(reveal, {"reason": " "})
    assert refused.status_code == 422
    assert FULL_NUMBER not in refused.content.decode()
    shown = housing.post(reveal, {"reason": "compare with the card"})
    assert FULL_NUMBER in shown.content.decode()
    entries = AccessEntry.objects.filter(subject_id=str(in_review.pk), reason="compare with the card")
    assert entries.exists()
    assert FULL_NUMBER not in housing.get(address(task)).content.decode()


def test_a_question_names_everything_at_once(registry: Client, in_review: Case) -> None:
    task = task_of(in_review, "M03")
    page = address(task, "ask")
    assert registry.post(page, {}).status_code == 422
    wrong = registry.post(page, {"material-M-CONTRACT": "on"})
    assert wrong.status_code == 422
    assert 'href="#why-material-M-CONTRACT"' in wrong.content.decode()
    gaps = {
        "material-M-CONTRACT": "on",
        "why-material-M-CONTRACT": "第2页缺签名",
        "element-property_area": "on",
        "why-element-property_area": "与证书不一致",
    }
    assert registry.post(page, gaps).status_code == 303
    assert task_of(in_review, "M03").state == TaskState.ASKED
    assert "第2页缺签名" in registry.get(address(task)).content.decode()


def test_a_special_procedure_begins_with_a_notice_and_ends(registry: Client, in_review: Case) -> None:
    task = task_of(in_review, "M03")
    given = {"procedure": "实地查看", "basis": "第十九条", "planned_days": "9", "notice": "请在家等候"}
    refused = registry.post(address(task, "suspend"), given)
    assert refused.status_code == 422
    assert "请在家等候" in refused.content.decode()
    assert registry.post(address(task, "suspend"), {**given, "planned_days": "3"}).status_code == 303
    assert task_of(in_review, "M03").state == TaskState.SUSPENDED
    assert registry.post(address(task, "resume")).status_code == 303
    assert task_of(in_review, "M03").state == TaskState.CLAIMED


def test_files_are_for_those_whose_matter_needs_them(
    sign_in: SignIn, registry: Client, in_review: Case
) -> None:
    row = CaseMaterial.objects.get(case=in_review, material="M-CONTRACT")
    picture = reverse("desk:preview", args=[in_review.number, row.pk, 1])
    original = reverse("desk:file", args=[in_review.number, row.pk])
    answer = registry.get(picture)
    assert answer.headers["Content-Type"] == "image/png"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "attachment" in registry.get(original).headers["Content-Disposition"]
    for username in ("citizen3", "clerk2", "reviewer-d-gaj"):
        assert sign_in(username).get(picture).status_code == 404
        assert sign_in(username).get(original).status_code == 404


@pytest.mark.parametrize("name", ["preview", "file", "paper"])
def test_whoever_opens_a_file_at_the_desk_is_seen_by_everybody_it_concerns(
    sign_in: SignIn, registry: Client, in_review: Case, name: str
) -> None:
    row = CaseMaterial.objects.get(case=in_review, material="M-CONTRACT")
    keys = {"preview": [row.pk, 1], "file": [row.pk], "paper": [written(in_review)]}
    assert registry.get(reverse(f"desk:{name}", args=[in_review.number, *keys[name]])).status_code == 200
    for username in ("citizen3", "citizen1"):
        page = sign_in(username).get("/my/looks/").content.decode()
        assert "reading the file at work" in page
        assert in_review.number in page


def written(case: Case) -> UUID:
    """The receipt that the product wrote for a case."""
    relay.drain("papers", budget=0.01)
    return Paper.objects.get(chain_id=case.chain_id, kind="receipt").public_id


@pytest.mark.parametrize("value", ["\x00", "𠀀" * 3000, "9" * 400])
def test_strange_text_gets_a_plain_answer(housing: Client, in_review: Case, value: str) -> None:
    typed = {"decision": "approve", "c-declared_price": value, "c-contract_no": value, "opinion": value}
    assert housing.post(address(task_of(in_review, "M01")), typed).status_code in (400, 422)
