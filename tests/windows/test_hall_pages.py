"""The hall's pages: who sees them, and that an errand runs through them."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actions import name_person
from accounts.models import Person
from approvals.actions import open_round
from cases.actions import bill_case
from cases.models import Case, Result, Undertaking, Visit
from cases.states import CaseState
from core.clock import local_date
from core.errors import NotAllowed
from documents.models import Paper
from documents.papers.addresses import progress_address
from ledger import relay
from ledger.models import AccessEntry
from tests.cast import Cast
from tests.filling import PDF, submitted
from tests.journeys.helpers import (
    BUYERS_WORDS,
    SELLERS_WORDS,
    SINGLE_CASH,
    approve,
    submitted_house_transfer,
)
from windows.views import lists
from windows.views.common import page_newest

CASE_QUERIES = 15
LIST_QUERIES = 10
NEW_NUMBER = "110101199003077758"

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
    for department in ("住建局", "税务局", "资规局"):
        assert department in page
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
        {
            "mark-M-CONTRACT": "tell",
            "why-material-M-CONTRACT": "缺第二页",
            "element": "declared_price",
            "why": "不一致",
        },
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
    other = reverse(
        "windows:preview", kwargs={"reference": case.public_id, "file_id": file.pk + 99, "page": 1}
    )
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
    assert (
        exit_clerk.post(url, {"who": "other", "collector": "路人甲", "method": "counter"}).status_code == 422
    )
    assert AccessEntry.objects.filter(reason__startswith="hand-over refused").exists()
    assert exit_clerk.post(url, {"who": "applicant", "method": "counter"}).status_code == 303
    assert Case.objects.get(pk=case.pk).state == CaseState.DELIVERED
    assert exit_clerk.post(url, {"who": "applicant", "method": "counter"}).status_code == 303
    assert Result.objects.filter(case=case, state="handed_over", collector="王*明").count() == 3


def test_the_case_costs_few_queries(clerk, case, django_assert_max_num_queries):
    clerk.get(address("case", case))
    with django_assert_max_num_queries(CASE_QUERIES):
        clerk.get(address("case", case))


def test_the_bill_stands_on_the_cases_page(clerk, case, cast):
    assert address("fees", case) not in clerk.get(address("case", case)).content.decode()
    assert clerk.get(address("fees", case)).status_code == 404
    open_round(case, by=cast.clerk)
    bill_case(case, by=cast.clerk)
    assert address("fees", case) in clerk.get(address("case", case)).content.decode()
    assert "80.00" in clerk.get(address("fees", case)).content.decode()


@pytest.mark.parametrize("name", ["intake", "cases"])
def test_a_scanned_paper_finds_its_case(clerk, case, cast, name):
    other = submitted_house_transfer(cast)
    page = clerk.get(reverse(f"windows:{name}"), {"q": progress_address(case.number)}).content.decode()
    assert case.number in page
    assert other.number not in page


def test_a_long_queue_costs_as_much_as_a_short_one(clerk, cast, django_assert_max_num_queries):
    for _number in range(3):
        submitted_house_transfer(cast)
    with django_assert_max_num_queries(LIST_QUERIES):
        clerk.get(reverse("windows:intake"))


def test_a_tolerable_gap_is_accepted_with_its_last_day(clerk, cast):
    case = submitted(cast, "M14", leave_out={"M-HEALTH"})
    page = clerk.get(address("case", case)).content.decode()
    assert "容缺受理" in page
    last_day = page.split('name="owed-M-HEALTH" value="')[1][:10]
    beyond = {"mark-M-HEALTH": "later", "owed-M-HEALTH": "2027-12-31", "version": case.chain.seq}
    assert clerk.post(address("accept", case), beyond).status_code == 422
    answer = clerk.post(address("accept", case), {**beyond, "owed-M-HEALTH": last_day})
    assert answer.status_code == 303
    owed = Undertaking.objects.get(case=case)
    assert (owed.material, f"{local_date(owed.due_at)}") == ("M-HEALTH", last_day)


def test_what_is_marked_as_to_be_told_is_not_accepted(clerk, case):
    answer = clerk.post(address("accept", case), {"mark-M-CONTRACT": "tell", "version": case.chain.seq})
    assert answer.status_code == 422
    assert Case.objects.get(pk=case.pk).state == CaseState.SUBMITTED


def test_the_receipt_is_printed_at_the_window_and_the_look_is_kept(clerk, case):
    relay.drain_all()
    paper = Paper.objects.get(chain_id=case.chain_id, kind=Paper.Kind.RECEIPT)
    url = reverse("windows:paper", kwargs={"reference": case.public_id, "public_id": paper.public_id})
    assert url in clerk.get(address("papers", case)).content.decode()
    answer = clerk.get(url)
    assert answer["Content-Type"] == "application/pdf"
    assert AccessEntry.objects.filter(fields__contains=["paper receipt"]).exists()
    other = reverse("windows:paper", kwargs={"reference": case.public_id, "public_id": case.public_id})
    assert clerk.get(other).status_code == 404


@pytest.mark.parametrize("words", ["ershoufang", "二手房", "OT1"])
def test_the_errand_is_found_by_everyday_words_and_pinyin(clerk, city, words):
    page = clerk.get(reverse("windows:console"), {"q": words}).content.decode()
    assert reverse("windows:begin", kwargs={"code": "OT1"}) in page


def test_a_draft_of_the_window_is_found_again(clerk, cast):
    begin = reverse("windows:begin", kwargs={"code": "M57"})
    clerk.post(begin, {"party-applicant": "339981199001010116"})
    case = Case.objects.get()
    assert address("fill", case) in clerk.get(reverse("windows:console")).content.decode()
    assert clerk.get(address("case", case)).url == address("fill", case)


def test_whoever_is_new_gets_the_name_on_the_card_once(clerk, cast):
    begin = reverse("windows:begin", kwargs={"code": "OT1"})
    situation = {f"situation-{name}": value for name, value in SINGLE_CASH.items()}
    people = {"party-applicant": "339981199001010116", "party-seller": NEW_NUMBER}
    clerk.post(begin, {**situation, **people, "several": "house_services"})
    case = Case.objects.get()
    words = {**BUYERS_WORDS, **SELLERS_WORDS, "seller_id_number": NEW_NUMBER, "seller_name": "周新"}
    clerk.post(address("fill", case), {f"f-{name}": str(value) for name, value in words.items()})
    named = {"role": "seller", "name": "周新", "identified": "1"}
    assert clerk.post(address("confirm", case), named).status_code == 303
    person = Person.objects.get(id_number=NEW_NUMBER)
    assert person.name == {"zh": "周新", "en": ""}
    assert name_person(person, by=cast.clerk, name="别的").name["zh"] == "周新"
    with pytest.raises(NotAllowed):
        name_person(person, by=cast.citizen, name="别的")


def test_closed_cases_fill_pages_too(clerk, cast, monkeypatch):
    monkeypatch.setattr(lists, "page_newest", partial(page_newest, size=2))
    numbers = [submitted_house_transfer(cast).number for _number in range(3)]
    Case.objects.update(holder_due_at=None)
    first = clerk.get(reverse("windows:cases")).content.decode()
    assert numbers[2] in first
    assert numbers[0] not in first
    after = Case.objects.get(number=numbers[1]).pk
    rest = clerk.get(reverse("windows:cases"), {"after": after}).content.decode()
    assert numbers[0] in rest
    assert numbers[2] not in rest


def test_the_case_page_says_whose_name_is_missing_and_takes_it(clerk, case):
    Person.objects.filter(code="P1").update(name={"zh": "", "en": ""})
    refused = clerk.post(address("accept", case))
    assert refused.status_code == 422
    assert "#p-seller" in refused.content.decode()
    assert 'name="identified"' in refused.content.decode()
    named = {"role": "seller", "name": "张建国", "identified": "1"}
    assert clerk.post(address("confirm", case), named).url == address("case", case)
    assert Person.objects.get(code="P1").name["zh"] == "张建国"
    assert clerk.post(address("accept", case)).status_code == 303


def test_each_page_of_a_paper_that_is_looked_at_is_on_record(clerk, case):
    row = case.materials.first()
    where = {"reference": case.public_id, "file_id": row.pk, "page": 1}
    assert clerk.get(reverse("windows:preview", kwargs=where)).status_code == 200
    assert AccessEntry.objects.order_by("-id").first().fields == ["page 1 of M-CONTRACT"]
