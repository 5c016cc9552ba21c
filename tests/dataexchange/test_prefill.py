"""Known facts are fetched and offered; nobody's record because somebody else named them."""

import json
from datetime import timedelta
from typing import Any

import pytest

from accounts.actor import Actor
from accounts.models import Organisation, Person
from cases.actions import answer_form, confirm_party, draft_case, invite_party
from cases.actions.draft_case import PartySpec
from cases.models import Case, Draft
from core import clock
from core.errors import NotAllowed
from dataexchange.connectors.base import ExchangeFailed
from dataexchange.models import Grant, PartnerHealth, QueryLog
from dataexchange.shared_data.asking import Query, ask_all
from dataexchange.shared_data.filling import fill_in
from dataexchange.states import Outcome
from ledger import relay
from ledger.models import AccessEntry, Delivery, Event
from matters.selectors import one_thing_in_force
from tests.cast import Cast
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS, SINGLE_CASH, begin_house_transfer
from tests.sandbox.process import SandboxProcess

pytestmark = pytest.mark.django_db

FLAT = {
    "property_unit_no": "339981001001GB00017F00030502",
    "property_address": "临江市江滨街道望江路18号3幢502室",
    "property_area": 89.6,
    "property_use": "residential",
}


def delivered(case: Case) -> Draft:
    """The draft once everything that waits for the shared data has been worked off."""
    relay.wake("shared-data")
    while relay.drain("default", budget=0.01):
        pass
    return Draft.objects.get(case=case)


def transfer(cast: Cast, by: Actor, parties: list[PartySpec], channel: str = "online") -> Case:
    return draft_case(
        one_thing_in_force("OT1"),
        by=by,
        service_point=cast.hall,
        channel=channel,
        situation=SINGLE_CASH,
        parties=parties,
    )


def person(code: str) -> Person:
    return Person.objects.get(code=code)


def begun(case: Case) -> Event:
    return Event.objects.get(chain=case.chain_id, action="cases.draft_case")


def test_the_applicants_own_records_are_offered_with_where_they_come_from(
    cast: Cast, own_system: SandboxProcess
):
    draft = delivered(begin_house_transfer(cast))
    assert draft.answers["applicant_name"] == "王小明"
    assert draft.answers["homes_owned_count"] == 0
    assert draft.sources["applicant_name"]["item"] == "DI-IDENTITY"
    source = draft.sources["homes_owned_count"]
    assert (source["item"], source["provider"], source["stand"]) == ("DI-HOUSECNT", "D-ZJJ", "offered")
    assert "spouse_name" not in draft.answers, "there is no record of a marriage"


def test_what_another_matter_delivers_or_creates_is_not_looked_up(cast: Cast, own_system: SandboxProcess):
    delivered(begin_house_transfer(cast))
    assert not QueryLog.objects.filter(item__in=["DI-CONTRACT", "DI-TAXPAID"]).exists()


def test_without_shared_data_the_portals_own_knowledge_is_offered(cast: Cast, settings: Any):
    settings.SHARED_DATA_URL = ""
    draft = delivered(begin_house_transfer(cast))
    assert draft.answers["applicant_mobile"] == "13800000003"
    assert "homes_owned_count" not in draft.answers


def test_a_named_seller_yields_only_what_the_seller_alone_will_see(cast: Cast, own_system: SandboxProcess):
    case = begin_house_transfer(cast)
    invite_party(case, by=cast.citizen, role="seller", person=person("P1"))
    draft = delivered(case)
    assert draft.answers["seller_name"] == "张建国"
    assert not set(FLAT) & set(draft.answers), "naming somebody must not tell where they live"


def test_once_the_seller_has_confirmed_the_register_fills_in_the_flat(cast: Cast, own_system: SandboxProcess):
    case = begin_house_transfer(cast)
    invite_party(case, by=cast.citizen, role="seller", person=person("P1"))
    answer_form(case, by=cast.seller, form=SELLERS_WORDS)
    confirm_party(case, by=cast.seller, role="seller")
    draft = delivered(case)
    assert {name: draft.answers[name] for name in FLAT} == FLAT
    assert draft.sources["property_area"]["provider"] == "D-ZGJ"


def test_what_was_typed_stays_and_is_compared(cast: Cast, own_system: SandboxProcess):
    case = begin_house_transfer(cast)
    typed = {**BUYERS_WORDS, "property_area": 90.5}
    answer_form(case, by=cast.citizen, form=typed)
    invite_party(case, by=cast.citizen, role="seller", person=person("P1"))
    answer_form(case, by=cast.seller, form=SELLERS_WORDS)
    confirm_party(case, by=cast.seller, role="seller")
    draft = delivered(case)
    assert draft.answers["property_area"] == 90.5
    assert draft.sources["property_area"]["stand"] == "disputed"
    assert draft.sources["property_address"]["stand"] == "confirmed"


def test_at_a_window_where_identity_was_checked_everything_is_looked_up(
    cast: Cast, own_system: SandboxProcess
):
    parties = [PartySpec("applicant", person=person("P3")), PartySpec("seller", person=person("P1"))]
    draft = delivered(transfer(cast, cast.clerk, parties, channel="window"))
    assert draft.answers["property_unit_no"] == FLAT["property_unit_no"]
    assert draft.answers["seller_name"] == "张建国"


def test_an_agent_without_a_mandate_learns_nothing(cast: Cast, own_system: SandboxProcess):
    parties = [PartySpec("applicant", person=person("P4")), PartySpec("seller", person=person("P1"))]
    with pytest.raises(NotAllowed):
        transfer(cast, cast.agent, parties, channel="agent")
    assert not QueryLog.objects.exists()


def test_an_agent_with_a_mandate_gets_the_principals_records(cast: Cast, own_system: SandboxProcess):
    cast.mandate(cast.named("citizen4"), "agent1")
    draft = delivered(transfer(cast, cast.agent, [PartySpec("applicant", person=person("P4"))], "agent"))
    assert draft.answers["spouse_name"] == "赵志强"


@pytest.mark.parametrize("channel", ["online", "window"])
def test_a_citizen_who_names_somebody_else_as_applicant_learns_nothing(
    cast: Cast, own_system: SandboxProcess, channel: str
):
    with pytest.raises(NotAllowed):
        transfer(cast, cast.stranger, [PartySpec("applicant", person=person("P4"))], channel)
    assert not QueryLog.objects.exists()


def test_an_organisation_is_filled_in_from_the_business_register(cast: Cast, own_system: SandboxProcess):
    case = draft_case(
        one_thing_in_force("OT5"), by=cast.citizen, service_point=cast.hall, channel="online", situation={}
    )
    organisation = Organisation.objects.get(code="O1")
    draft = delivered(case)
    assert draft.answers["org_uscc"] == organisation.uscc
    assert draft.answers["legal_rep_name"] == "王小明"


def test_with_the_shared_data_down_the_citizen_types_and_the_answer_comes_later(
    cast: Cast, own_system: SandboxProcess
):
    own_system.control("shared-data", mode="error")
    case = begin_house_transfer(cast)
    draft = delivered(case)
    assert draft.answers["applicant_name"] == "王小明"
    assert "homes_owned_count" not in draft.answers
    answer_form(case, by=cast.citizen, form={"homes_owned_count": 3})

    own_system.control("shared-data", mode="normal")
    PartnerHealth.objects.update(open_until=None)
    draft = delivered(case)
    assert draft.answers["homes_owned_count"] == 3
    assert draft.sources["homes_owned_count"]["stand"] == "disputed"
    assert not Delivery.objects.filter(subscriber="shared-data").exists()


@pytest.mark.parametrize("mode", ["wrong", "garbage", "reset", "deep", "redirect"])
def test_nonsense_fills_in_nothing_and_is_logged(cast: Cast, own_system: SandboxProcess, mode: str):
    own_system.control("shared-data", mode=mode)
    case = begin_house_transfer(cast)
    draft = delivered(case)
    assert "homes_owned_count" not in draft.answers
    outcomes = set(QueryLog.objects.filter(case=case).values_list("outcome", flat=True))
    assert outcomes
    assert outcomes.isdisjoint({Outcome.ACCEPTED, Outcome.NO_RECORD})


def test_all_queries_together_stay_within_their_time(own_system: SandboxProcess):
    own_system.control("shared-data", mode="hang")
    queries = [Query("DI-PERSON", {"kind": "person", "id_number": "x"}, {}) for _ in range(12)]
    with_budget = ask_all(queries, budget=0.5)
    assert {reply.outcome for reply in with_budget} == {Outcome.TIMED_OUT}
    assert sum(reply.milliseconds for reply in with_budget) < 4 * 2000


def test_after_ten_minutes_the_event_is_let_go(cast: Cast, own_system: SandboxProcess):
    case = begin_house_transfer(cast)
    own_system.control("shared-data", mode="error")
    event = begun(case)
    with pytest.raises(ExchangeFailed):
        fill_in(event)
    with clock.frozen(event.at + timedelta(minutes=11)):
        fill_in(event)


def test_a_record_is_not_read_twice(cast: Cast, own_system: SandboxProcess):
    case = begin_house_transfer(cast)
    fill_in(begun(case))
    queries, version = QueryLog.objects.count(), Case.objects.get(pk=case.pk).chain.seq
    fill_in(begun(case))
    assert QueryLog.objects.count() == queries
    assert Case.objects.get(pk=case.pk).chain.seq == version, "nothing new is no event"


def test_an_item_whose_grant_was_revoked_is_not_read(cast: Cast, own_system: SandboxProcess):
    delivered(begin_house_transfer(cast))
    Grant.objects.filter(data_item__code="DI-HOUSECNT").update(
        revoked_at=clock.now(), revoked_why="law changed"
    )
    case = begin_house_transfer(cast)
    assert "homes_owned_count" not in delivered(case).answers
    assert QueryLog.objects.get(case=case, item="DI-HOUSECNT").outcome == Outcome.REFUSED


def test_what_the_portal_itself_knows_needs_a_grant_too(cast: Cast, own_system: SandboxProcess):
    delivered(begin_house_transfer(cast))
    Grant.objects.filter(data_item__code="DI-IDENTITY").update(revoked_at=clock.now(), revoked_why="x")
    assert "applicant_name" not in delivered(begin_house_transfer(cast)).answers


def test_a_grant_names_the_handbook_that_calls_for_it(cast: Cast, own_system: SandboxProcess):
    delivered(begin_house_transfer(cast))
    granted = set(Grant.objects.filter(matter__code="M02").values_list("data_item__code", flat=True))
    assert granted >= {"DI-MARRIAGE", "DI-HOUSECNT", "DI-ESTATE"}
    assert "DI-HPF" not in granted


def test_the_log_of_queries_holds_no_numbers_and_the_person_can_see_who_looked(
    cast: Cast, own_system: SandboxProcess
):
    delivered(begin_house_transfer(cast))
    kept = json.dumps(list(QueryLog.objects.values("about", "elements", "matters")))
    assert "339981199001010116" not in kept
    looks = AccessEntry.objects.filter(person_id=cast.citizen.person_id)
    assert looks.filter(actor_id="system:shared-data").exists()


def test_a_submitted_case_is_left_alone(cast: Cast, own_system: SandboxProcess):
    case = begin_house_transfer(cast)
    event = begun(case)
    Case.objects.filter(pk=case.pk).update(number="X", submitted_at=clock.now())
    Draft.objects.filter(case=case).update(answers={})
    fill_in(event)
    assert Draft.objects.get(case=case).answers
