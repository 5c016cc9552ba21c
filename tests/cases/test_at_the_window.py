"""Correcting, refusing, pre-review, handing over, judging."""

from datetime import timedelta

import pytest

from approvals.actions import open_round
from cases.actions import (
    answer_form,
    answer_pre_review,
    attach_material,
    hand_over_results,
    rate_case,
    refuse_case,
    request_pre_review,
    return_case,
    supplement_case,
)
from cases.models import Answer, Case, Correction, Result, Visit
from cases.states import CaseState
from core.clock import frozen
from core.errors import BadInput, Incomplete, NotAllowed, WrongState
from core.timers import fire_due
from ledger import relay
from tests.cast import FRIDAY_MORNING
from tests.filling import paper
from tests.journeys.helpers import approve, submitted_house_transfer

pytestmark = pytest.mark.django_db

GAPS = [
    {"material": "M-CONTRACT", "reason": "第二页看不清"},
    {"element": "declared_price", "reason": "与合同不一致"},
]


class TestCorrection:
    def test_everything_is_told_once_with_a_date(self, cast, at_window):
        case = return_case(at_window, by=cast.clerk, gaps=GAPS)
        assert case.state == CaseState.CORRECTING
        notice = Correction.objects.get(case=case)
        assert notice.gaps == GAPS
        assert case.holder == "applicant"
        assert case.holder_due_at == notice.due_at

    @pytest.mark.parametrize(
        "gaps",
        [
            [],
            [{"material": "M-CONTRACT"}],
            [{"reason": "something"}],
            [{"material": "M-CONTRACT", "element": "declared_price", "reason": "both"}],
            [{"material": "M-NOTHING", "reason": "unknown"}],
            ["just a text"],
        ],
    )
    def test_a_gap_names_one_thing_and_why(self, cast, at_window, gaps):
        with pytest.raises(BadInput):
            return_case(at_window, by=cast.clerk, gaps=gaps)
        assert Case.objects.get(pk=at_window.pk).state == CaseState.SUBMITTED

    def test_only_what_was_asked_for_is_open(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=GAPS)
        with pytest.raises(WrongState):
            answer_form(at_window, by=cast.citizen, form={"property_area": 1})
        with pytest.raises(WrongState):
            attach_material(at_window, by=cast.citizen, material="M-POA", files=[paper(cast.citizen)])

    def test_an_old_file_answers_no_new_question(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=GAPS)
        answer_form(at_window, by=cast.citizen, form={"declared_price": 1700000})
        with pytest.raises(Incomplete) as refusal:
            supplement_case(at_window, by=cast.citizen)
        assert [error["material"] for error in refusal.value.errors] == ["M-CONTRACT"]

    def test_the_corrected_file_comes_back_to_the_window(self, cast):
        with frozen(FRIDAY_MORNING) as clock:
            case = submitted_house_transfer(cast)
            return_case(case, by=cast.clerk, gaps=GAPS)
            clock.move(timedelta(hours=1))
            answer_form(case, by=cast.citizen, form={"declared_price": 1700000})
            attach_material(case, by=cast.citizen, material="M-CONTRACT", files=[paper(cast.citizen)])
            case = supplement_case(case, by=cast.citizen)
            assert case.received_at == clock.at
        assert case.state == CaseState.SUBMITTED
        answer = Answer.objects.get(case=case, element="declared_price")
        assert (answer.value, answer.corrected) == (1700000, True)

    def test_a_second_notice_is_numbered_for_supervision(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=GAPS[1:])
        answer_form(at_window, by=cast.citizen, form={"declared_price": 1700000})
        supplement_case(at_window, by=cast.citizen)
        return_case(at_window, by=cast.clerk, gaps=GAPS[1:])
        assert list(Correction.objects.values_list("ordinal", flat=True)) == [1, 2]

    def test_an_unanswered_notice_counts_as_withdrawal(self, cast):
        with frozen(FRIDAY_MORNING) as clock:
            case = submitted_house_transfer(cast)
            return_case(case, by=cast.clerk, gaps=GAPS)
            clock.move(timedelta(days=10))
            fire_due()
            assert Case.objects.get(pk=case.pk).state == CaseState.CORRECTING
            clock.move(timedelta(days=30))
            fire_due()
        assert Case.objects.get(pk=case.pk).state == CaseState.DEEMED_WITHDRAWN

    def test_the_sellers_words_are_corrected_by_the_seller_and_stay_signed(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=[{"element": "seller_mobile", "reason": "空号"}])
        with pytest.raises(NotAllowed):
            answer_form(at_window, by=cast.citizen, form={"seller_mobile": "13800000009"})
        answer_form(at_window, by=cast.seller, form={"seller_mobile": "13800000009"})
        assert at_window.parties.get(role="seller").confirmed_at

    @pytest.mark.parametrize("who", ["citizen", "other_clerk", "exit_clerk", "supervisor"])
    def test_only_the_window_sends_notices(self, cast, at_window, who):
        with pytest.raises(NotAllowed):
            return_case(at_window, by=getattr(cast, who), gaps=GAPS)


class TestRefusal:
    def test_it_gives_reason_and_remedy(self, cast, at_window):
        case = refuse_case(at_window, by=cast.clerk, reason="不属于本机关职权", remedy="可申请行政复议")
        assert case.state == CaseState.NOT_ACCEPTED
        assert case.closed_at

    @pytest.mark.parametrize(("reason", "remedy"), [("", "复议"), ("理由", " "), ("", "")])
    def test_without_either_it_is_impossible(self, cast, at_window, reason, remedy):
        with pytest.raises(Incomplete):
            refuse_case(at_window, by=cast.clerk, reason=reason, remedy=remedy)

    def test_a_closed_case_is_not_refused_again(self, cast, at_window):
        refuse_case(at_window, by=cast.clerk, reason="理由", remedy="复议")
        with pytest.raises(WrongState):
            refuse_case(at_window, by=cast.clerk, reason="理由", remedy="复议")


def test_a_pre_review_is_answered_and_gives_the_draft_back(cast, complete):
    request_pre_review(complete, by=cast.citizen)
    with pytest.raises(NotAllowed):
        answer_pre_review(complete, by=cast.other_clerk, advice="齐全")
    case = answer_pre_review(complete, by=cast.clerk, advice="齐全")
    assert case.state == CaseState.DRAFT
    assert case.notice_due_at is None, "no legal clock runs"


class TestHandOver:
    @pytest.fixture
    def granted(self, cast, at_window):
        open_round(at_window, by=cast.clerk)
        for matter in ("M01", "M02", "M03"):
            approve(cast, at_window, matter)
        return Case.objects.get(pk=at_window.pk)

    def test_nothing_leaves_before_it_is_made(self, cast, granted):
        with pytest.raises(WrongState):
            hand_over_results(granted, by=cast.exit_clerk, method="counter", collector="王小明")

    def test_the_last_result_delivers_the_case_and_repeating_is_harmless(self, cast, granted):
        relay.drain_all()
        case = hand_over_results(
            granted, by=cast.exit_clerk, method="counter", collector="王小明", matters=["M01"]
        )
        assert case.state == CaseState.GRANTED
        case = hand_over_results(granted, by=cast.exit_clerk, method="counter", collector="王小明")
        assert case.state == CaseState.DELIVERED
        assert set(Result.objects.filter(case=case).values_list("collector", flat=True)) == {"王*明"}
        again = hand_over_results(granted, by=cast.exit_clerk, method="counter", collector="王小明")
        assert again.state == CaseState.DELIVERED
        assert Visit.objects.filter(case=case).count() == 1, "one day at one place is one run"

    def test_another_hall_hands_nothing_out(self, cast, granted):
        with pytest.raises(NotAllowed):
            hand_over_results(granted, by=cast.other_clerk, method="counter", collector="x")

    @pytest.mark.parametrize(("method", "collector"), [("teleport", "王小明"), ("counter", "名" * 81)])
    def test_a_way_is_one_of_three_and_a_name_is_a_name(self, cast, granted, method, collector):
        with pytest.raises(BadInput):
            hand_over_results(granted, by=cast.exit_clerk, method=method, collector=collector)

    def test_an_unknown_result_is_named(self, cast, granted):
        relay.drain_all()
        with pytest.raises(BadInput):
            hand_over_results(granted, by=cast.exit_clerk, method="counter", matters=["M99"])


class TestRating:
    def test_each_party_judges_the_case_once_and_each_matter_once(self, cast, at_window):
        rate_case(at_window, by=cast.citizen, grade=1, runs=0, words="很快")
        rate_case(at_window, by=cast.seller, grade=2)
        rate_case(at_window, by=cast.citizen, grade=5, matter="M02")
        with pytest.raises(WrongState):
            rate_case(at_window, by=cast.citizen, grade=1)

    @pytest.mark.parametrize("grade", [0, 6, -1])
    def test_there_are_five_grades(self, cast, at_window, grade):
        with pytest.raises(BadInput):
            rate_case(at_window, by=cast.citizen, grade=grade)

    @pytest.mark.parametrize("who", ["stranger", "clerk", "supervisor"])
    def test_only_those_who_took_part_judge(self, cast, at_window, who):
        with pytest.raises(NotAllowed):
            rate_case(at_window, by=getattr(cast, who), grade=1)

    def test_a_draft_is_not_judged(self, cast, draft):
        with pytest.raises(WrongState):
            rate_case(draft, by=cast.citizen, grade=1)
