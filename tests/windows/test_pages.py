"""The hall's pages: who sees them, and that an errand runs through them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from approvals.actions import open_round
from cases.models import Case, Result, Visit
from cases.states import CaseState
from ledger import relay
from ledger.models import AccessEntry
from tests.cast import Cast
from tests.filling import PDF
from tests.journeys.helpers import (
    BUYERS_WORDS,
    SELLERS_WORDS,
    SINGLE_CASH,
    approve,
    submitted_house_transfer,
)

pytestmark = pytest.mark.django_db


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(Cast.user(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def clerk(cast):
    return signed_in("clerk1")


@pytest.fixture
def case(cast):
    return submitted_house_transfer(cast)


def address(name: str, case: Case) -> str:
    return reverse(f"windows:{name}", kwargs={"reference": case.public_id})


def test_the_queue_shows_what_waits_with_masked_names(clerk, case, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        page = clerk.get(reverse("windows:intake"))
    text = page.content.decode()
    assert case.number in text
    assert "王*明" in text
    assert "王小明" not in text


@pytest.mark.parametrize("name", ["intake", "cases", "exit", "console"])
def test_an_empty_hall_says_so(clerk, name):
    assert clerk.get(reverse(f"windows:{name}")).status_code == 200


def test_the_case_is_masked_until_asked_with_a_reason(clerk, case):
    page = clerk.get(address("case", case)).content.decode()
    assert "339981199001010116" not in page
    assert "13800000003" not in page
    before = AccessEntry.objects.count()
    assert clerk.post(address("reveal", case), {"reason": ""}).status_code in (302, 303, 422)
    page = clerk.post(address("reveal", case), {"reason": "核对身份"}).content.decode()
    assert "339981199001010116" in page
    assert AccessEntry.objects.count() > before


def test_the_promise_is_told_before_accepting(clerk, case):
    page = clerk.get(address("case", case)).content.decode()
    assert "房屋所有权转移登记" in page
    assert clerk.post(address("accept", case), {"version": case.chain.seq}).status_code == 303
    assert Case.objects.get(pk=case.pk).state == CaseState.IN_REVIEW


def test_a_stale_page_is_told_and_changes_nothing(clerk, case):
    answer = clerk.post(address("accept", case), {"version": 1})
    assert answer.status_code == 409
    assert Case.objects.get(pk=case.pk).state == CaseState.SUBMITTED


def test_a_notice_names_all_gaps_and_an_incomplete_one_keeps_what_was_typed(clerk, case):
    answer = clerk.post(address("correct", case), {"why": "看不清"})
    assert answer.status_code == 422
    assert "看不清" in answer.content.decode()
    answer = clerk.post(
        address("correct", case),
        {"material": "M-CONTRACT", "why-material-M-CONTRACT": "缺第二页", "element": "declared_price", "why": "不一致"},
    )
    assert answer.status_code == 303
    assert Case.objects.get(pk=case.pk).state == CaseState.CORRECTING


def test_a_refusal_without_reason_comes_back(clerk, case):
    answer = clerk.post(address("refuse", case), {"reason": "", "remedy": "复议"})
    assert answer.status_code == 422
    clerk.post(address("refuse", case), {"reason": "不属于职权", "remedy": "复议"})
    assert Case.objects.get(pk=case.pk).state == CaseState.NOT_ACCEPTED


@pytest.mark.parametrize(
    ("username", "status"),
    [("clerk2", 404), ("reviewer-d-zgj", 404), ("citizen3", 404), ("supervisor1", 404), ("exit1", 200)],
)
def test_only_this_hall_sees_the_case(case, username, status):
    assert signed_in(username).get(address("case", case)).status_code == status


def test_whoever_is_not_signed_in_signs_in_first(case):
    assert Client().get(address("case", case)).status_code == 302


def test_an_exit_clerk_does_not_accept(case):
    assert signed_in("exit1").post(address("accept", case), {}).status_code == 403


def test_a_page_of_a_material_is_a_picture(clerk, case):
    file = case.materials.get()
    url = reverse("windows:preview", kwargs={"reference": case.public_id, "file_id": file.pk, "page": 1})
    answer = clerk.get(url)
    assert answer["Content-Type"] == "image/png"
    other = reverse("windows:preview", kwargs={"reference": case.public_id, "file_id": file.pk + 99, "page": 1})
    assert clerk.get(other).status_code == 404


def test_a_walk_in_goes_from_the_errand_to_the_number(clerk, cast):
    begin = reverse("windows:begin", kwargs={"code": "OT1"})
    assert clerk.get(begin).status_code == 200
    situation = {f"situation-{name}": value for name, value in SINGLE_CASH.items()}
    people = {"party-applicant": "339981199001010116", "party-seller": "339981195203150012"}
    answer = clerk.post(begin, {**situation, **people, "several": "house_services"})
    assert answer.status_code == 303
    case = Case.objects.get()
    assert case.situation["house_services"] == []
    words = {f"f-{name}": str(value) for name, value in {**BUYERS_WORDS, **SELLERS_WORDS}.items()}
    clerk.post(address("fill", case), {**words, **situation, "several": "house_services"})
    upload = SimpleUploadedFile("合同.pdf", PDF, "application/pdf")
    clerk.post(address("upload", case), {"material": "M-CONTRACT", "file": upload})
    assert clerk.post(address("confirm", case), {"role": "seller"}).status_code == 422
    clerk.post(address("confirm", case), {"role": "seller", "identified": "1"})
    answer = clerk.post(address("submit", case))
    assert answer.status_code == 303
    case = Case.objects.get()
    assert case.state == CaseState.SUBMITTED
    assert Visit.objects.filter(case=case).count() == 1


def test_a_wrong_identity_number_is_told_beside_what_was_typed(clerk, cast):
    begin = reverse("windows:begin", kwargs={"code": "OT1"})
    answer = clerk.post(begin, {"party-applicant": "339981199001010117"})
    assert answer.status_code == 422
    assert "339981199001010117" in answer.content.decode()


def test_saving_and_submitting_names_everything_missing(clerk, cast):
    begin = reverse("windows:begin", kwargs={"code": "M57"})
    clerk.post(begin, {"party-applicant": "339981199001010116"})
    answer = clerk.post(address("fill", Case.objects.get()), {"then": "submit", "f-applicant_name": "王小明"})
    assert answer.status_code == 422
    assert "王小明" in answer.content.decode()


def test_results_are_handed_over_once_and_only_to_those_named(cast, case):
    open_round(case, by=cast.clerk)
    for matter in ("M01", "M02", "M03"):
        approve(cast, case, matter)
    exit_clerk = signed_in("exit1")
    assert case.number in exit_clerk.get(reverse("windows:exit")).content.decode()
    relay.drain_all()
    url = address("hand-over", case)
    assert exit_clerk.post(url, {"collector": "路人甲", "method": "counter"}).status_code == 422
    assert exit_clerk.post(url, {"collector": "王小明", "method": "counter"}).status_code == 303
    assert Case.objects.get(pk=case.pk).state == CaseState.DELIVERED
    assert exit_clerk.post(url, {"collector": "王小明", "method": "counter"}).status_code == 303
    assert Result.objects.filter(case=case, state="handed_over").count() == 3
