"""Somebody known by a number alone is named at a window, by a clerk of intake, on the case's record."""

import pytest

from accounts.actions import name_person
from accounts.models import Person
from approvals.actions import open_round
from approvals.certificates import certificate_of
from cases.actions import name_party
from cases.models import Case
from cases.states import CaseState
from core.errors import BadInput, Incomplete, NotAllowed, NotFound
from ledger.models import Event
from ledger.relay import TryLater
from tests.journeys.helpers import approve

pytestmark = pytest.mark.django_db


@pytest.fixture
def nameless(at_window):
    """A submitted house transfer whose seller nobody knows by name."""
    Person.objects.filter(code="P1").update(name={"zh": "", "en": ""})
    return at_window


def named(case):
    return Event.objects.filter(chain_id=case.chain_id, action="cases.name_party")


def test_nothing_is_accepted_for_somebody_without_a_name(cast, nameless):
    with pytest.raises(Incomplete) as refusal:
        open_round(nameless, by=cast.clerk)
    assert [error["party"] for error in refusal.value.errors] == ["seller"]
    assert Case.objects.get(pk=nameless.pk).state == CaseState.SUBMITTED
    name_party(nameless, by=cast.clerk, role="seller", name="张建国")
    assert open_round(nameless, by=cast.clerk).state == CaseState.IN_REVIEW


def test_naming_is_one_record_that_does_not_tell_the_name(cast, nameless):
    name_party(nameless, by=cast.clerk, role="seller", name=" 张  建国 ")
    name_party(nameless, by=cast.clerk, role="seller", name="另一个")
    assert Person.objects.get(code="P1").name["zh"] == "张 建国"
    assert "张" not in str(named(nameless).get().data)


@pytest.mark.parametrize("who", ["citizen", "other_clerk", "exit_clerk", "supervisor"])
def test_only_a_clerk_of_intake_names_people(cast, nameless, who):
    with pytest.raises(NotAllowed):
        name_party(nameless, by=getattr(cast, who), role="seller", name="张建国")
    assert not named(nameless).exists()


def test_an_exit_clerk_names_nobody_whatever_the_door(cast, nameless):
    with pytest.raises(NotAllowed):
        name_person(Person.objects.get(code="P1"), by=cast.exit_clerk, name="张建国")


def test_a_role_nobody_fills_and_a_blank_name_are_refused(cast, nameless):
    with pytest.raises(NotFound):
        name_party(nameless, by=cast.clerk, role="lender", name="张建国")
    with pytest.raises(BadInput):
        name_party(nameless, by=cast.clerk, role="seller", name="  ")


def test_a_certificate_waits_for_its_holders_name(cast, at_window):
    open_round(at_window, by=cast.clerk)
    approve(cast, at_window, "M01")
    assert certificate_of(at_window, "M01").holder == "王小明"
    Person.objects.filter(code="P3").update(name={"zh": "", "en": ""})
    with pytest.raises(TryLater):
        certificate_of(at_window, "M01")
