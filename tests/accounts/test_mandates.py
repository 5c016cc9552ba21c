"""Mandates: given by the principal alone, taken up by the agent alone, ended by either, on record."""

from datetime import timedelta

import pytest

from accounts.actions import Terms, accept_mandate, give_mandate, revoke_mandate
from accounts.demo import give_mandates
from accounts.models import Mandate, Organisation, Person
from core.clock import today
from core.errors import BadInput, NotAllowed, WrongState
from ledger.models import Event
from tests.racing import race, winners

pytestmark = pytest.mark.django_db


def terms(scope: str = "", *, begins: int = 0, ends: int = 30) -> Terms:
    return Terms(scope, today() + timedelta(days=begins), today() + timedelta(days=ends))


def given(cast, **changes) -> Mandate:
    mother = Person.objects.get(code="P1")
    return give_mandate(mother, by=cast.seller, agent=cast.user("citizen5"), terms=terms(**changes))


def test_it_serves_from_the_moment_it_is_taken_up_until_it_is_ended(cast):
    mandate = given(cast)
    assert not cast.stranger.mandates
    accept_mandate(mandate, by=cast.stranger)
    assert cast.stranger.mandate_ids == {mandate.pk}
    revoke_mandate(mandate, by=cast.seller)
    assert not cast.stranger.mandates


@pytest.mark.parametrize(("begins", "ends"), [(1, 30), (-30, -1)])
def test_it_serves_on_its_days_only(cast, begins, ends):
    mandate = given(cast)
    mandate.accepted_at = mandate.given_at
    mandate.valid_from, mandate.valid_to = today() + timedelta(begins), today() + timedelta(ends)
    mandate.save()
    assert not cast.stranger.mandates


def test_only_the_principal_gives_it(cast):
    for who in (cast.citizen, cast.clerk, cast.agent):
        with pytest.raises(NotAllowed):
            give_mandate(Person.objects.get(code="P1"), by=who, agent=cast.user("citizen5"), terms=terms())


def test_for_an_organisation_its_legal_representative_gives_it(cast):
    company = Organisation.objects.get(code="O1")
    with pytest.raises(NotAllowed):
        give_mandate(company, by=cast.seller, agent=cast.user("citizen5"), terms=terms())
    mandate = give_mandate(company, by=cast.citizen, agent=cast.user("citizen5"), terms=terms())
    assert mandate.principal == company


def test_an_agent_does_not_pass_it_on(cast):
    mandate = accept_mandate(given(cast), by=cast.stranger)
    with pytest.raises(NotAllowed):
        give_mandate(mandate.principal, by=cast.stranger, agent=cast.user("citizen2"), terms=terms())


@pytest.mark.parametrize(("begins", "ends"), [(0, -1), (5, 4), (0, 3 * 365 + 1)])
def test_days_that_fit_no_calendar_are_refused(cast, begins, ends):
    with pytest.raises(BadInput):
        given(cast, begins=begins, ends=ends)


def test_nobody_needs_a_mandate_from_themself_and_none_stands_twice(cast):
    with pytest.raises(BadInput):
        give_mandate(
            Person.objects.get(code="P1"), by=cast.seller, agent=cast.user("citizen1"), terms=terms()
        )
    given(cast)
    with pytest.raises(BadInput):
        given(cast)


def test_only_its_agent_takes_it_up_and_not_after_its_end(cast):
    mandate = given(cast)
    with pytest.raises(NotAllowed):
        accept_mandate(mandate, by=cast.citizen)
    revoke_mandate(mandate, by=cast.seller)
    with pytest.raises(WrongState):
        accept_mandate(mandate, by=cast.stranger)


def test_either_side_ends_it_and_nobody_else(cast):
    with pytest.raises(NotAllowed):
        revoke_mandate(given(cast), by=cast.citizen)
    revoke_mandate(Mandate.objects.get(), by=cast.stranger)
    assert Event.objects.filter(action="accounts.revoke_mandate").get().data == {"by": "agent"}


def test_doing_it_twice_leaves_one_event(cast):
    mandate = given(cast)
    for _press in range(2):
        accept_mandate(mandate, by=cast.stranger)
        revoke_mandate(mandate, by=cast.seller) if _press else None
    assert Event.objects.filter(chain=mandate.chain).count() == 3


@pytest.mark.django_db(transaction=True)
def test_two_that_are_given_at_once_are_one(cast):
    mother, by, agent = Person.objects.get(code="P1"), cast.seller, cast.user("citizen5")
    results = race(*[lambda: give_mandate(mother, by=by, agent=agent, terms=terms()) for _one in range(2)])
    assert len(winners(results)) == 1
    assert Mandate.objects.count() == 1


def test_the_demo_s_helper_acts_for_everybody_of_age_and_gets_nothing_twice(cast):
    assert give_mandates() == 8
    assert give_mandates() == 0
    minor = Person.objects.get(code="P6")
    assert not minor.mandates.exists()
