"""Who is told of a case, in which language, once: parties, their agents, and the reader they chose."""

from types import SimpleNamespace

import pytest

from accounts.actions import revoke_mandate
from accounts.models import Person
from approvals.messages import WINDOW_ANSWERED
from approvals.party_subscribers import tell_each_other
from approvals.receiving import tell_applicant
from approvals.reminding import remind
from approvals.telling import applicants_of, seats_of, tell
from cases.actions import PartySpec, draft_case
from cases.models import Case, Party
from cases.wording import ACCEPT_INVITATION
from core.clock import frozen
from ledger.models import Event
from matters.selectors import one_thing_in_force
from notices.models import Notice
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import SINGLE_CASH, begin_house_transfer

pytestmark = pytest.mark.django_db
READERS = [(None, {"P1", "P5"}), ("agent", {"P5"}), ("principal", {"P1"})]


def begun_by_agent(cast: Cast, wish: str | None = None, language: str = "zh") -> Case:
    """P5 begins for P1, who said who is to read the messages."""
    cast.mandate(cast.seller, "citizen5")
    return draft_case(
        one_thing_in_force("OT1"),
        by=cast.stranger,
        service_point=cast.hall,
        channel="online",
        situation=SINGLE_CASH,
        language=language,
        parties=[PartySpec("applicant", person=Person.objects.get(code="P1"), notices_to=wish)],
    )


def told(kind: str) -> set[str]:
    return {notice.person.code for notice in Notice.objects.filter(kind=kind).select_related("person")}


def event_of(case: Case, action: str, **data: object) -> Event:
    """An event as a subscriber is handed it; its key belongs to a real one of the case."""
    real = Event.objects.filter(chain_id=case.chain_id).order_by("-id")[0]
    return SimpleNamespace(pk=real.pk, chain_id=case.chain_id, action=action, data=data)  # type: ignore[return-value]


@pytest.mark.parametrize(("wish", "readers"), READERS)
def test_a_reminder_goes_where_the_applicant_said(cast: Cast, wish: str | None, readers: set[str]) -> None:
    with frozen(FRIDAY_MORNING) as time:
        begun_by_agent(cast, wish)
        time.at = FRIDAY_MORNING.replace(month=12, day=20)
        assert remind() == 1
    assert told("draft_expires") == readers


@pytest.mark.parametrize(("wish", "readers"), READERS)
def test_a_bill_goes_where_the_applicant_said(cast: Cast, wish: str | None, readers: set[str]) -> None:
    case = begun_by_agent(cast, wish)
    tell_applicant(event_of(case, "cases.bill_case", total_fen=100, total="1.00"))
    assert told("fee_due") == readers


def test_an_agent_whose_mandate_ended_hears_nothing_more(cast: Cast) -> None:
    with frozen(FRIDAY_MORNING) as time:
        case = begun_by_agent(cast, "agent")
        revoke_mandate(Party.objects.get(case=case).mandate, by=cast.seller)
        time.at = FRIDAY_MORNING.replace(month=12, day=20)
        remind()
    assert told("draft_expires") == {"P1"}


def test_what_parties_hear_of_each_other_comes_in_the_language_of_the_case(cast: Cast) -> None:
    case = begin_house_transfer(cast, language="en")
    role = {"role": "seller", "name": {"zh": "卖方", "en": "Seller"}}
    tell_each_other(event_of(case, ACCEPT_INVITATION, **role))
    notice = Notice.objects.get(kind="party_joined")
    assert (notice.person.code, notice.language) == ("P3", "en")


def test_the_case_is_named_with_inner_quotation_marks(cast: Cast) -> None:
    case = begin_house_transfer(cast)
    case.name = {"zh": "“一件事”", "en": "“One thing”"}
    tell(seats_of(case), WINDOW_ANSWERED, case)
    assert "‘一件事’" in Notice.objects.get(kind="window_answered").body["zh"]


def test_an_event_is_told_once_however_often_it_is_delivered(cast: Cast) -> None:
    case = begin_house_transfer(cast)
    event = event_of(case, "cases.bill_case", total_fen=100, total="1.00")
    tell_applicant(event)
    tell_applicant(event)
    assert Notice.objects.filter(kind="fee_due").count() == 1


def test_while_nobody_sits_in_the_applicants_seat_the_first_one_seated_speaks(cast: Cast) -> None:
    case = draft_case(
        one_thing_in_force("OT1"),
        by=cast.seller,
        service_point=cast.hall,
        channel="online",
        situation=SINGLE_CASH,
        parties=[PartySpec("seller", person=Person.objects.get(code="P1"))],
    )
    assert [party.role for party in applicants_of(case)] == ["seller"]
