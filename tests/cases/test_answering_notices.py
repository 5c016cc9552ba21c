"""A notice is answered by what came after it, and whoever did not sign ends nothing."""

import pytest

from accounts.models import Person
from approvals.actions import answer_question, ask_applicant, open_round, withdraw
from cases.actions import (
    answer_form,
    confirm_party,
    draft_case,
    invite_party,
    prefill_draft,
    return_case,
    submit_case,
    supplement_case,
)
from cases.models import Answer, Case, Correction, Party
from cases.policies import first_role
from cases.rules import answered_gaps, source_of
from cases.states import CaseState, Holder
from core.errors import BadInput, Incomplete, NotAllowed
from matters.selectors import one_thing_in_force
from tests.journeys.helpers import (
    BUYERS_WORDS,
    SELLERS_WORDS,
    SINGLE_CASH,
    begin_house_transfer,
    complete_house_transfer,
    task_of,
)

PRICE = [{"element": "declared_price", "reason": "与合同不一致"}]


@pytest.mark.django_db
class TestAnsweredAnew:
    def test_an_old_value_answers_no_new_question(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=PRICE)
        with pytest.raises(Incomplete) as refusal:
            supplement_case(at_window, by=cast.citizen)
        assert [error["element"] for error in refusal.value.errors] == ["declared_price"]
        assert Case.objects.get(pk=at_window.pk).state == CaseState.CORRECTING

    def test_a_value_may_be_confirmed_as_it_is(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=PRICE)
        answer_form(at_window, by=cast.citizen, form={"declared_price": BUYERS_WORDS["declared_price"]})
        assert supplement_case(at_window, by=cast.citizen).state == CaseState.SUBMITTED

    def test_an_answer_to_one_notice_does_not_answer_the_next(self, cast, at_window):
        for price in (1700000, None):
            return_case(at_window, by=cast.clerk, gaps=PRICE)
            if price:
                answer_form(at_window, by=cast.citizen, form={"declared_price": price})
                supplement_case(at_window, by=cast.citizen)
        with pytest.raises(Incomplete):
            supplement_case(at_window, by=cast.citizen)

    def test_a_value_that_was_taken_away_is_no_answer(self, cast, at_window):
        return_case(at_window, by=cast.clerk, gaps=PRICE)
        answer_form(at_window, by=cast.citizen, form={"declared_price": None})
        with pytest.raises(Incomplete):
            supplement_case(at_window, by=cast.citizen)

    def test_a_reviewers_question_waits_for_an_answer_too(self, cast, at_window):
        open_round(at_window, by=cast.clerk)
        ask_applicant(task_of(at_window, "M01"), by=cast.reviewer("D-ZJJ"), gaps=PRICE)
        with pytest.raises(Incomplete):
            answer_question(at_window, by=cast.citizen)
        answer_form(at_window, by=cast.citizen, form={"declared_price": 1680000})
        answer_question(at_window, by=cast.citizen)

    def test_before_submission_nothing_is_noted(self, cast, draft):
        answer_form(draft, by=cast.citizen, form={"declared_price": 1})
        assert not Correction.objects.exists()


@pytest.mark.django_db
def test_whoever_is_asked_has_the_case_until_the_question_is_due(cast, at_window):
    open_round(at_window, by=cast.clerk)
    for matter, department in (("M01", "D-ZJJ"), ("M02", "D-SWJ"), ("M03", "D-ZGJ")):
        assert Case.objects.get(pk=at_window.pk).holder == Holder.DEPARTMENTS
        ask_applicant(task_of(at_window, matter), by=cast.reviewer(department), gaps=PRICE)
    case = Case.objects.get(pk=at_window.pk)
    first = case.corrections.order_by("due_at").first()
    assert (case.holder, case.holder_due_at) == (Holder.APPLICANT, first.due_at)


@pytest.mark.django_db
def test_a_corrected_value_says_where_it_comes_from(cast):
    case = begin_house_transfer(cast)
    offer = {"item": "DI-PROPERTY", "provider": "D-ZGJ", "value": 89.6}
    prefill_draft(case, by=cast.auditor, offers={"property_area": offer})
    complete_house_transfer(cast, case)
    submit_case(case, by=cast.citizen)
    before = Answer.objects.get(case=case, element="property_area")
    assert (before.source, before.disputed_value) == ("DI-PROPERTY", None)
    return_case(case, by=cast.clerk, gaps=[{"element": "property_area", "reason": "请核对"}])
    answer_form(case, by=cast.citizen, form={"property_area": 90})
    supplement_case(case, by=cast.citizen)
    after = Answer.objects.get(case=case, element="property_area")
    assert (after.source, after.provider, after.disputed_value) == ("applicant", "D-ZGJ", 89.6)


@pytest.mark.django_db
class TestWithdrawing:
    @pytest.fixture
    def invited(self, cast, draft):
        answer_form(draft, by=cast.citizen, form=BUYERS_WORDS)
        invite_party(draft, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
        return draft

    def test_somebody_who_was_only_invited_ends_nothing(self, cast, invited):
        with pytest.raises(NotAllowed):
            withdraw(invited, by=cast.seller)
        assert Case.objects.get(pk=invited.pk).state == CaseState.DRAFT

    def test_a_party_that_has_signed_may(self, cast, invited):
        answer_form(invited, by=cast.seller, form=SELLERS_WORDS)
        confirm_party(invited, by=cast.seller, role="seller")
        assert withdraw(invited, by=cast.seller).state == CaseState.WITHDRAWN

    def test_the_applicant_always_may(self, cast, invited):
        assert withdraw(invited, by=cast.citizen).state == CaseState.WITHDRAWN


KNOWN = {"item": "DI-X", "provider": "D-X", "value": 5}


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (None, ("applicant", "", None)),
        ({**KNOWN, "stand": "confirmed"}, ("DI-X", "D-X", None)),
        ({**KNOWN, "stand": "offered"}, ("DI-X", "D-X", None)),
        ({**KNOWN, "stand": "disputed"}, ("applicant", "D-X", 5)),
    ],
)
def test_the_applicants_word_prevails_over_what_they_dispute(known, expected):
    assert tuple(source_of(known).values()) == expected


@pytest.mark.parametrize(
    ("given", "handed_in", "left"),
    [({}, (), 2), ({"given_at": "2026-11-20"}, (), 1), ({}, ("paper",), 1)],
)
def test_a_gap_is_closed_by_what_it_names(given, handed_in, left):
    gaps = [{"element": "price", "reason": "x", **given}, {"material": "paper", "reason": "x"}]
    assert len(answered_gaps(gaps, {"price": 1}, handed_in)) == left


def test_a_gap_whose_value_was_taken_away_again_is_open():
    gap = {"element": "price", "reason": "x", "given_at": "2026-11-20"}
    assert answered_gaps([gap], {}, ()) == [gap]
    assert answered_gaps([gap], {"price": 1}, ()) == []


def party(role, place, joint_with_id=None):
    return Party(role=role, ordinal=place, joint_with_id=joint_with_id)


@pytest.mark.parametrize(
    ("parties", "first"),
    [
        ([party("applicant", 0), party("seller", 1)], "applicant"),
        ([party("seller", 1)], ""),
        ([party("applicant-2", 0, joint_with_id=7)], ""),
        ([], ""),
    ],
)
def test_the_applicant_is_the_first_role_and_not_whoever_happens_to_be_seated(parties, first):
    assert first_role(parties) == first


@pytest.mark.django_db
def test_an_application_through_an_agent_needs_a_mandate(cast):
    with pytest.raises(BadInput) as refusal:
        draft_case(
            one_thing_in_force("OT1"),
            by=cast.citizen,
            service_point=cast.hall,
            channel="agent",
            situation=SINGLE_CASH,
        )
    assert [error["field"] for error in refusal.value.errors] == ["channel"]
