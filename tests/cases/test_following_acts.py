"""Messages, urgings, apologies, judgements and their answers: what may happen, once, and who may do it."""

from datetime import timedelta

import pytest

from accounts.actor import Actor
from approvals.actions import apologise, claim_task, open_round, suspend_task
from approvals.tasks import apologise_late
from cases.actions import answer_rating, rate_case, urge_case, write_message
from cases.actions.write_message import MESSAGES_A_DAY
from cases.models import Apology, Case, Message, Rating, Referral, Urge, Visit
from cases.rating_links import link_for, opened, token_for
from cases.selectors import parties_of
from core.clock import frozen
from core.errors import BadInput, NotAllowed, NotFound, TooOften, WrongState
from ledger.models import Event
from ledger.relay import drain_all
from ledger.verifying.one_case import verify_case
from notices.models import Notice
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import approve, begin_house_transfer, submitted_house_transfer, task_of

pytestmark = pytest.mark.django_db
LATE = timedelta(days=40)
DAY = timedelta(days=1)
PRODUCT = Actor.system("test")


@pytest.fixture
def at_window(cast: Cast) -> Case:
    return submitted_house_transfer(cast)


@pytest.fixture
def in_review(cast: Cast, at_window: Case) -> Case:
    return open_round(at_window, by=cast.clerk)


def test_a_message_stands_in_the_writers_own_thread(cast: Cast, at_window: Case) -> None:
    mine = write_message(at_window, by=cast.citizen, text=" 请问要带原件吗？ ")
    hers = write_message(at_window, by=cast.seller, text="我要来吗？")
    answer = write_message(at_window, by=cast.clerk, text="不用来。", role="seller")
    assert (mine.text, mine.from_window) == ("请问要带原件吗？", False)
    assert mine.party != hers.party == answer.party
    assert answer.from_window


def test_the_ledger_does_not_keep_the_words_of_a_message(cast: Cast, at_window: Case) -> None:
    write_message(at_window, by=cast.citizen, text="我的电话是 13800000003")
    assert "13800000003" not in str(Event.objects.get(action="cases.write_message").data)


def test_the_party_hears_that_the_window_wrote_and_nobody_else_does(cast: Cast, at_window: Case) -> None:
    write_message(at_window, by=cast.clerk, text="请放心。", role="seller")
    write_message(at_window, by=cast.seller, text="谢谢")
    drain_all()
    assert [row.person.code for row in Notice.objects.filter(kind="window_answered")] == ["P1"]


@pytest.mark.parametrize("text", ["", "  ", "长" * 1001])
def test_a_message_says_something_and_not_too_much(cast: Cast, at_window: Case, text: str) -> None:
    with pytest.raises(BadInput):
        write_message(at_window, by=cast.citizen, text=text)


def test_nobody_writes_about_another_ones_case_or_to_a_role_that_is_not_there(
    cast: Cast, at_window: Case
) -> None:
    with pytest.raises(NotAllowed):
        write_message(at_window, by=cast.reviewer("D-ZJJ"), text="你好")
    with pytest.raises(NotFound):
        write_message(at_window, by=cast.clerk, text="你好", role="bank")
    with pytest.raises(WrongState):
        write_message(begin_house_transfer(cast), by=cast.citizen, text="你好")


def test_ten_messages_a_day_are_enough_and_the_next_day_begins_anew(cast: Cast, at_window: Case) -> None:
    with frozen(FRIDAY_MORNING) as clock:
        for number in range(MESSAGES_A_DAY):
            write_message(at_window, by=cast.citizen, text=f"问题 {number}")
        with pytest.raises(TooOften):
            write_message(at_window, by=cast.citizen, text="还有一个")
        clock.move(DAY)
        write_message(at_window, by=cast.citizen, text="还有一个")
    assert Message.objects.count() == MESSAGES_A_DAY + 1


def test_a_case_is_urged_once_a_day_and_names_who_has_it(cast: Cast, in_review: Case) -> None:
    with frozen(FRIDAY_MORNING) as clock:
        urge = urge_case(in_review, by=cast.citizen)
        with pytest.raises(TooOften):
            urge_case(in_review, by=cast.seller)
        clock.move(DAY)
        urge_case(in_review, by=cast.seller)
    assert urge.department == in_review.holder_department
    assert Urge.objects.count() == 2
    assert Event.objects.filter(action="cases.urge_case").count() == 2


def test_nobody_is_urged_before_submission_and_nobody_outside_urges(cast: Cast, in_review: Case) -> None:
    with pytest.raises(WrongState):
        urge_case(begin_house_transfer(cast), by=cast.citizen)
    with pytest.raises(NotAllowed):
        urge_case(in_review, by=cast.clerk)


def test_a_broken_promise_is_apologised_for_once_with_a_day_that_lies_ahead(
    cast: Cast, in_review: Case
) -> None:
    with frozen(FRIDAY_MORNING + LATE):
        assert apologise_late() == 1
        assert apologise_late() == 0
        apology = Apology.objects.get(case=in_review)
        assert apology.promised_at == in_review.promised_due_at
        assert apology.new_due_at > FRIDAY_MORNING + LATE
        drain_all()
    told = Notice.objects.filter(kind="apology")
    assert {row.person.code for row in told} == {"P1", "P3"}
    assert told.count() == 2


def test_a_promise_that_holds_or_rests_needs_no_apology(cast: Cast, in_review: Case) -> None:
    assert apologise(in_review, by=PRODUCT) is None
    task = claim_task(task_of(in_review, "M03"), by=cast.reviewer("D-ZGJ"))
    suspend_task(
        task,
        by=cast.reviewer("D-ZGJ"),
        kind="实地查看",
        basis="行政许可法第四十五条",
        planned_days=10,
        notice="依法查看",
    )
    with frozen(FRIDAY_MORNING + LATE):
        assert apologise(in_review, by=PRODUCT) is None


@pytest.mark.forges  # the visit is put there by hand
def test_the_whole_each_matter_and_each_visit_are_judged_once(cast: Cast, in_review: Case) -> None:
    visit = Visit.objects.create(
        case=in_review, service_point=in_review.service_point, on=FRIDAY_MORNING.date(), purpose="intake"
    )
    rate_case(in_review, by=cast.citizen, grade=1)
    rate_case(in_review, by=cast.citizen, grade=2, matter="M01")
    rate_case(in_review, by=cast.citizen, grade=2, visit=visit)
    for more in ({}, {"matter": "M01"}, {"visit": visit}):
        with pytest.raises(WrongState, match="already"):
            rate_case(in_review, by=cast.citizen, grade=1, **more)
    assert Rating.objects.count() == 3


def test_a_bad_grade_goes_to_whoever_handled_that_part(cast: Cast, in_review: Case) -> None:
    rate_case(in_review, by=cast.citizen, grade=3)
    rate_case(in_review, by=cast.citizen, grade=4, matter="M01")
    rate_case(in_review, by=cast.seller, grade=5)
    department, window = Referral.objects.order_by("id")
    assert department.department
    assert department.department.code == "D-ZJJ"
    assert window.service_point == in_review.service_point
    assert window.due_at > window.referred_at


def test_only_who_handled_it_answers_and_only_once(cast: Cast, in_review: Case) -> None:
    rate_case(in_review, by=cast.citizen, grade=5, matter="M01", words="太慢")
    referral = Referral.objects.get()
    for other in (cast.clerk, cast.reviewer("D-ZGJ"), cast.citizen):
        with pytest.raises(NotAllowed):
            answer_rating(referral, by=other, words="已整改")
    with pytest.raises(BadInput):
        answer_rating(referral, by=cast.reviewer("D-ZJJ"), words=" ")
    answer_rating(referral, by=cast.reviewer("D-ZJJ"), words="已向您道歉并整改。")
    with pytest.raises(WrongState):
        answer_rating(referral, by=cast.reviewer("D-ZJJ"), words="再说一次")
    drain_all()
    assert Notice.objects.get(kind="judgement_answered").person.code == "P3"


def test_every_party_is_asked_how_it_was_with_a_link_of_its_own(cast: Cast, in_review: Case) -> None:
    for matter in ("M01", "M02", "M03"):
        approve(cast, in_review, matter)
    drain_all()
    assert not Notice.objects.filter(kind="judgement_asked").exists()
    Event.objects.filter(action="cases.shelve_result").first()
    from_links = {link_for(party) for party in parties_of(in_review)}
    assert len(from_links) == 2


def test_a_link_opens_one_partys_judgement_and_nothing_else(cast: Cast, at_window: Case) -> None:
    buyer, seller = parties_of(at_window)
    link = opened(token_for(seller))
    assert (link.case, link.party, link.visit) == (at_window, seller, None)
    rating = rate_case(link.case, by=link.actor, grade=2)
    assert rating.party == seller
    with pytest.raises(NotFound):
        opened(token_for(buyer)[:-2] + "xx")


def test_everything_is_covered_by_the_ledger(cast: Cast, in_review: Case) -> None:
    write_message(in_review, by=cast.citizen, text="你好")
    urge_case(in_review, by=cast.citizen)
    rate_case(in_review, by=cast.citizen, grade=5)
    answer_rating(Referral.objects.get(), by=cast.clerk, words="已整改")
    assert list(verify_case(in_review.chain_id)) == []
