"""Submitting: works; incomplete; wrong person; one record; second call harmless; two at once."""

import pytest

from cases.actions import answer_form, confirm_party, request_pre_review, submit_case
from cases.models import Answer, Case, Party
from cases.states import CaseState
from core.clock import frozen
from core.errors import Incomplete, NotAllowed, WrongState
from core.models import Timer
from documents.signing import receipt_holds
from ledger.models import Event
from tests.cast import FRIDAY_MORNING
from tests.journeys.helpers import BUYERS_WORDS, begin_house_transfer, complete_house_transfer
from tests.racing import race, winners

pytestmark = pytest.mark.django_db


def test_a_complete_case_gets_number_receipt_and_clock(cast):
    with frozen(FRIDAY_MORNING):
        case = begin_house_transfer(cast)
        complete_house_transfer(cast, case)
        case = submit_case(case, by=cast.citizen)
    assert case.state == CaseState.SUBMITTED
    assert case.number == f"339981-20261120-01-{case.pk:06d}"
    signature = case.receipt["signature"]
    body = {key: value for key, value in case.receipt.items() if key != "signature"}
    assert receipt_holds(body, signature)
    assert not receipt_holds({**body, "number": "other"}, signature)
    assert Timer.objects.get(subject=str(case.pk)).kind == "cases.silence"


def test_every_asked_answer_becomes_one_row(cast, complete):
    case = submit_case(complete, by=cast.citizen)
    stated = dict(Answer.objects.filter(case=case).values_list("element", "value"))
    assert stated.items() >= BUYERS_WORDS.items()


def test_submitting_is_the_submitters_own_confirmation(cast, complete):
    submit_case(complete, by=cast.citizen)
    party = Party.objects.get(case=complete, role="applicant")
    assert party.confirmed_how == "submission"


def test_everything_missing_is_named_at_once(cast, draft):
    with pytest.raises(Incomplete) as refusal:
        submit_case(draft, by=cast.citizen)
    kinds = {next(iter(error)) for error in refusal.value.errors}
    assert kinds == {"element", "material", "party"}
    assert Case.objects.get(pk=draft.pk).state == CaseState.DRAFT


def test_a_doubtful_value_stops_the_submission_and_is_named(cast, complete):
    answer_form(complete, by=cast.citizen, form={"applicant_id_number": "339981199001010117"})
    with pytest.raises(Incomplete) as refusal:
        submit_case(complete, by=cast.citizen)
    assert [error["element"] for error in refusal.value.errors] == ["applicant_id_number"]


def test_it_waits_for_all_who_sign(cast, complete):
    answer_form(complete, by=cast.citizen, form={"seller_mobile": "13800000009"})
    with pytest.raises(Incomplete) as refusal:
        submit_case(complete, by=cast.citizen)
    assert [error["party"] for error in refusal.value.errors] == ["seller"]
    confirm_party(complete, by=cast.seller, role="seller")
    assert submit_case(complete, by=cast.citizen).state == CaseState.SUBMITTED


@pytest.mark.parametrize("who", ["seller", "stranger", "other_clerk", "supervisor"])
def test_only_the_applicant_or_the_clerk_at_the_counter_submits(cast, complete, who):
    with pytest.raises(NotAllowed):
        submit_case(complete, by=getattr(cast, who))


def test_a_pre_review_may_be_followed_by_submission(cast, complete):
    request_pre_review(complete, by=cast.citizen)
    assert submit_case(complete, by=cast.citizen).state == CaseState.SUBMITTED


def test_submitting_leaves_one_event_without_personal_data(cast, complete):
    submit_case(complete, by=cast.citizen)
    event = Event.objects.filter(chain=complete.chain_id).order_by("-seq")[0]
    assert event.action == "cases.submit_case"
    words = str(Event.objects.filter(chain=complete.chain_id).values_list("data", flat=True))
    for private in ("王小明", "339981199001010116", "13800000003", "张建国", "339981195203150012"):
        assert private not in words


def test_submitting_twice_changes_nothing(cast, complete):
    number = submit_case(complete, by=cast.citizen).number
    with pytest.raises(WrongState):
        submit_case(complete, by=cast.citizen)
    assert Case.objects.get(pk=complete.pk).number == number


@pytest.mark.django_db(transaction=True)
def test_a_double_click_submits_once(cast):
    case = begin_house_transfer(cast)
    complete_house_transfer(cast, case)
    citizen = cast.citizen
    results = race(*[lambda: submit_case(case, by=citizen)] * 3)
    assert len(winners(results)) == 1
    assert Event.objects.filter(chain=case.chain_id, action="cases.submit_case").count() == 1
