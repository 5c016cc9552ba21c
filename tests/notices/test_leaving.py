"""When and how messages leave: by day, not one after the other, in the receiver's language, by real SMTP."""

import email
import email.policy
import socket
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.core.mail import get_connection

from accounts.actor import Actor
from accounts.models import Person, User
from core import clock
from core.clock import FrozenClock
from notices.actions import note_arrival, notify, read_notice, send_dispatch
from notices.models import Dispatch, Notice
from notices.purging import purge_notices
from notices.rules import held_until, leaves_at
from notices.tasks import sweep

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)  # 10:00 in the city
PARAMS = {
    "name": {"zh": "残疾人两项补贴", "en": "Disability allowances"},
    "number": "339981-20261120-03-000117",
    "due": {"zh": "11月27日 17:00", "en": "27 Nov, 17:00"},
}


def city(hour: int, minute: int = 0, day: int = 20) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=clock.ZONE)


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (city(21, 59), city(21, 59)),
        (city(22, 0), city(8, 0, 21)),
        (city(23, 30), city(8, 0, 21)),
        (city(0, 10), city(8, 0)),
        (city(7, 59), city(8, 0)),
        (city(8, 0), city(8, 0)),
    ],
)
def test_no_telephone_rings_between_ten_and_eight(at: datetime, expected: datetime) -> None:
    assert leaves_at(at, quiet_from=22, quiet_to=8) == expected
    assert leaves_at(at, quiet_from=22, quiet_to=8, urgent=True) == at
    assert leaves_at(at, quiet_from=0, quiet_to=0) == at


def test_three_messages_an_hour_leave_alone_and_the_next_waits() -> None:
    sent = [AT - timedelta(minutes=step) for step in (50, 30, 10)]
    assert held_until(sent, AT, digest_from=4) == sent[0] + timedelta(hours=1)
    assert held_until(sent[1:], AT, digest_from=4) is None
    assert held_until([AT - timedelta(minutes=61), *sent[1:]], AT, digest_from=4) is None


class Kept:
    """What the message centre was handed."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def send(self, mobile: str, text: str, *, number: str) -> None:
        self.texts.append(text)


@pytest.fixture
def centre(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Kept:
    settings.SITE_URL = "http://localhost:8000"
    kept = Kept()
    monkeypatch.setattr("notices.channels.sms.channel.transport", lambda: kept)
    monkeypatch.setattr("notices.doorbell.ring", lambda ids: None)
    return kept


@pytest.fixture
def at() -> Iterator[FrozenClock]:
    with clock.frozen(AT) as frozen:
        yield frozen


@pytest.fixture
def person(db: None, centre: Kept) -> Person:
    person = Person.objects.create(
        name={"zh": "王小明", "en": "Wang"}, id_number="339981195203150012", mobile="13800001234"
    )
    User.objects.create(username="wang", person=person, email="wang@city.example")
    return person


def text_of(person: Person, kind: str = "submitted", **how: Any) -> Dispatch:
    return notify(person, kind, PARAMS, **how).dispatches.get(channel="sms")


def test_a_text_message_says_the_occasion_and_the_number_and_no_errand(at, person, centre) -> None:
    row = text_of(person, "correction_needed", about=PARAMS["number"], link="/cases/1/")
    send_dispatch(row.pk)
    [text] = centre.texts
    assert text == (
        "【一窗】需要您补正。办件 339981-20261120-03-000117。请在 11月27日 17:00 前补齐 "
        "http://localhost:8000/cases/1/"
    )
    assert "残疾" not in text


def test_it_is_in_the_receivers_language(at, person, centre) -> None:
    send_dispatch(text_of(person, "correction_needed", language="en").pk)
    assert centre.texts[0].startswith("[One Window] Something has to be corrected. please correct it by")


def test_at_night_it_waits_until_eight_unless_it_is_urgent(person, centre) -> None:
    with clock.frozen(city(23, 30)) as time:
        row = text_of(person)
        assert send_dispatch(row.pk) is None
        row.refresh_from_db()
        assert row.due_at == city(8, 0, 21)
        urgent = notify(person, "due_today", {**PARAMS, "what": {"zh": "补正", "en": "correct it"}})
        send_dispatch(urgent.dispatches.get(channel="sms").pk)
        assert len(centre.texts) == 1
        time.move(timedelta(hours=9))
        sweep()
    assert len(centre.texts) == 2


def test_many_become_one_message_when_the_hour_is_over(at, person, centre) -> None:
    for _number in range(8):
        text_of(person, about=PARAMS["number"])
    sweep()
    assert len(centre.texts) == 1, "eight that wait together leave as one"
    assert "8 条新消息" in centre.texts[0]
    states = Dispatch.objects.filter(channel="sms").values_list("state", flat=True)
    assert sorted(states) == ["merged"] * 7 + ["sent"]


def test_one_after_the_other_three_leave_alone_and_the_rest_together(at, person, centre) -> None:
    for _number in range(9):
        text_of(person)
        at.move(timedelta(minutes=1))
        sweep()
    assert len(centre.texts) == 3
    at.move(timedelta(hours=1))
    sweep()
    assert len(centre.texts) == 4
    assert "6 条新消息" in centre.texts[-1]


def test_the_centre_says_whether_it_arrived(at, person, centre) -> None:
    row = text_of(person)
    send_dispatch(row.pk)
    row.refresh_from_db()
    assert note_arrival(row.message_no, arrived=True) == "arrived"
    assert note_arrival(row.message_no, arrived=False) == "arrived"
    assert note_arrival("strange", arrived=True) == ""


def test_a_message_that_could_not_arrive_is_shown_as_failed(at, person, centre) -> None:
    row = text_of(person)
    send_dispatch(row.pk)
    row.refresh_from_db()
    assert note_arrival(row.message_no, arrived=False) == "failed"


def test_read_messages_are_forgotten_in_time_and_unread_ones_later(at, person, centre, settings) -> None:
    old, unread = (notify(person, "submitted", PARAMS) for _number in range(2))
    read_notice(old, by=Actor("user:1", "person", person_id=person.pk))
    at.move(settings.NOTICE_KEPT + timedelta(days=1))
    fresh = notify(person, "submitted", PARAMS)
    assert purge_notices() == 1
    assert set(Notice.objects.all()) == {unread, fresh}
    at.move(settings.NOTICE_KEPT)
    assert purge_notices() == 1


class Mailbox:
    """Keeps what a real SMTP server takes in."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        letter = email.message_from_bytes(envelope.content, policy=email.policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 taken"


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    """A real SMTP server on a free port."""
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    assert get_connection().open()
    yield box
    server.stop()


def test_a_mail_leaves_by_smtp_with_the_link_and_a_subject_that_tells_nobody(at, person, mailbox) -> None:
    notice = notify(person, "correction_needed", PARAMS, link="/cases/1/correct/")
    row = notice.dispatches.get(channel="email")
    assert send_dispatch(row.pk) == Dispatch.State.SENT
    [letter] = mailbox.letters
    body = letter.get_content()
    assert (letter["To"], letter["Subject"]) == ("wang@city.example", "需要您补正")
    assert "http://localhost:8000/cases/1/correct/" in body
    assert "11月27日 17:00" in body
    row.refresh_from_db()
    assert row.message_no in letter["Message-ID"]


def test_a_mail_server_that_is_down_only_delays(at, person, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    row = notify(person, "submitted", PARAMS).dispatches.get(channel="email")
    assert send_dispatch(row.pk) == Dispatch.State.QUEUED
