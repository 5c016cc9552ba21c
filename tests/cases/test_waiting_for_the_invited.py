"""An application waits for everybody who was asked to sign too, until they sign or are asked no longer."""

from datetime import timedelta

import pytest

from cases.actions import (
    Invitee,
    accept_invitation,
    invite_by_link,
    invite_party,
    submit_case,
    take_back_invitation,
)
from cases.models import Case, Invitation, Party
from core import clock
from core.errors import Incomplete, NotAllowed, NotFound, WrongState
from tests.cases.taking_part import actions, by_name, person

pytestmark = pytest.mark.django_db
JOINT = "applicant-2"


@pytest.fixture
def asked(cast, complete) -> Invitation:
    """Somebody known by name alone was asked to sign with the buyer; nobody has opened the link."""
    whom = Invitee(name="李秀英", joint=True)
    return invite_by_link(complete, by=cast.citizen, role="applicant", whom=whom)


def awaited(case: Case, by) -> set[str]:
    with pytest.raises(Incomplete) as refusal:
        submit_case(case, by=by)
    return {str(gap.get("party")) for gap in refusal.value.errors}


def test_it_waits_for_a_link_that_nobody_has_opened(cast, complete, asked):
    assert awaited(complete, cast.citizen) == {JOINT}
    accept_invitation(asked, by=cast.named("citizen2"), holder=person("P2"))
    assert awaited(complete, cast.citizen) == {JOINT}


def test_taken_back_it_waits_no_longer_and_the_link_is_dead(cast, complete, asked):
    take_back_invitation(complete, by=cast.citizen, role=JOINT)
    with pytest.raises(WrongState):
        accept_invitation(asked, by=cast.named("citizen2"), holder=person("P2"))
    assert submit_case(complete, by=cast.citizen).number
    assert actions(complete).count("cases.take_back_invitation") == 1


def test_a_link_that_has_run_out_holds_nobody_up(cast, complete, asked):
    with clock.frozen(asked.expires_at + timedelta(minutes=1)):
        assert submit_case(complete, by=cast.citizen).number


def test_whoever_joined_and_does_not_sign_can_be_taken_out(cast, complete, asked):
    accept_invitation(asked, by=cast.named("citizen2"), holder=person("P2"))
    take_back_invitation(complete, by=cast.citizen, role=JOINT)
    assert not Party.objects.filter(case=complete, role=JOINT).exists()
    assert not Case.objects.visible_to(cast.named("citizen2")).filter(pk=complete.pk).exists()


def test_a_signature_is_not_taken_back_by_another(cast, complete):
    with pytest.raises(WrongState):
        take_back_invitation(complete, by=cast.citizen, role="seller")


def test_a_seat_is_free_for_another_after_that(cast, draft):
    by_name(cast, draft)
    take_back_invitation(draft, by=cast.citizen, role="seller")
    assert invite_party(draft, by=cast.citizen, role="seller", person=person("P1")).role == "seller"


def test_twice_there_is_nothing_left_to_take_back(cast, complete, asked):
    take_back_invitation(complete, by=cast.citizen, role=JOINT)
    with pytest.raises(NotFound):
        take_back_invitation(complete, by=cast.citizen, role=JOINT)


@pytest.mark.parametrize("who", ["citizen1", "citizen5", "reviewer-d-zgj", "supervisor1"])
def test_only_whose_application_it_is_takes_back(cast, complete, asked, who):
    with pytest.raises((NotAllowed, NotFound)):
        take_back_invitation(complete, by=cast.named(who), role=JOINT)


def test_the_applicants_own_seat_is_not_taken_back_even_at_a_window(cast, draft):
    with pytest.raises(NotAllowed):
        take_back_invitation(draft, by=cast.clerk, role="applicant")


def test_once_submitted_nobody_is_taken_out(cast, at_window):
    with pytest.raises(WrongState):
        take_back_invitation(at_window, by=cast.citizen, role="seller")
