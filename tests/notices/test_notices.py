"""A notice is stored with what caused it, and leaves once by every channel."""

import logging
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction

from accounts.actions import Wishes, update_profile
from accounts.actor import Actor, actor_of
from accounts.models import Person, User
from core import clock
from core.errors import NotFound
from notices.actions import notify, read_notice, send_dispatch
from notices.actions.send_dispatch import LAST_ATTEMPT, LEASE
from notices.channels import chosen
from notices.channels.sms import transport as sms
from notices.models import Dispatch, Notice
from notices.selectors import due_dispatches, inbox_of, unread_count
from notices.tasks import send, sweep
from notices.wording import kind_named, kinds, when

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PARAMS = {
    "name": {"zh": "二手房交易“一件事”", "en": "Second-hand house transfer"},
    "number": "339981-20261120-03-000117",
    "due": {"zh": "11月27日 17:00", "en": "27 Nov, 17:00"},
}
EVERY_PLACE = {
    **PARAMS,
    "outcome": {"zh": "准予", "en": "granted"},
    "result": {"zh": "不动产权证书", "en": "Real estate certificate"},
    "role": {"zh": "卖方", "en": "Seller"},
    "department": {"zh": "税务局", "en": "Tax"},
    "procedure": {"zh": "实地查看", "en": "an inspection"},
    "days": "8",
    "total": "80.00",
    "promised": {"zh": "11月20日 17:00", "en": "20 Nov, 17:00"},
    "place": {"zh": "行政服务中心", "en": "the service centre"},
    "what": {"zh": "补正", "en": "correct it"},
}


@pytest.fixture
def person(db: None) -> Person:
    person = Person.objects.create(
        name={"zh": "王小明", "en": "Wang"}, id_number="339981195203150012", mobile="13800001234"
    )
    User.objects.create(username="wang", person=person, email="wang@city.example")
    return person


class Outbox:
    """Stands where the text-message gateway would."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str]] = []
        self.broken = False

    def send(self, mobile: str, text: str, *, number: str) -> None:
        if self.broken:
            raise OSError("the gateway does not answer")
        self.sent.append((mobile, text))


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Outbox:
    outbox = Outbox()
    monkeypatch.setattr("notices.channels.sms.channel.transport", lambda: outbox)
    return outbox


@pytest.fixture(autouse=True)
def _by_day() -> Iterator[None]:
    """No message of these tests falls into the quiet hours."""
    with clock.frozen(AT):
        yield


@pytest.fixture(autouse=True)
def bells(monkeypatch: pytest.MonkeyPatch) -> list[list[int]]:
    """What was rung for; no broker is asked."""
    rung: list[list[int]] = []
    monkeypatch.setattr("notices.doorbell.ring", rung.append)
    return rung


@pytest.mark.parametrize("kind", [kind.name for kind in kinds()])
def test_every_kind_says_it_in_both_languages(kind: str) -> None:
    title, body = kind_named(kind).filled(EVERY_PLACE)
    for text in (title, body):
        assert text["zh"]
        assert text["en"]
        assert "{" not in text["zh"] + text["en"]
    assert len(body["zh"]) < 120


def test_the_occasions_of_a_case_all_have_their_notice() -> None:
    assert {kind.name for kind in kinds()} >= {
        "submitted",
        "accepted",
        "correction_needed",
        "refused",
        "decided",
        "result_ready",
        "acceptance_withdrawn",
        "deemed_withdrawn",
        "party_invited",
        "question_asked",
        "suspended",
    }


def test_times_are_said_on_the_citys_clock() -> None:
    assert when(AT) == {"zh": "11月20日 10:00", "en": "20 Nov, 10:00"}


def test_an_unknown_kind_or_an_unfilled_place_is_a_fault(person: Person) -> None:
    with pytest.raises(ImproperlyConfigured, match="party"):
        notify(person, "party", {})
    with pytest.raises(ImproperlyConfigured, match="due"):
        notify(person, "submitted", {"name": "x", "number": "y"})
    assert not Notice.objects.exists()


def test_a_notice_is_stored_first_and_rung_for_after_commit(
    person: Person, bells: Any, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        notice = notify(person, "submitted", PARAMS, link="/cases/1/", about="339981-20261120-03-000117")
    assert notice.body["zh"].startswith("“二手房交易“一件事””已收件")
    assert bells == []
    for callback in callbacks:
        callback()
    assert bells == [list(notice.dispatches.values_list("id", flat=True))]
    assert {row.channel for row in notice.dispatches.all()} == set(chosen())


def test_nothing_remains_of_a_notice_whose_cause_is_rolled_back(person: Person, bells: Any) -> None:
    with transaction.atomic():
        notify(person, "submitted", PARAMS)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()
    assert bells == []


def test_one_event_gives_one_notice_however_often_it_is_delivered(person: Person) -> None:
    first = notify(person, "submitted", PARAMS, source_event=5)
    assert notify(person, "submitted", PARAMS, source_event=5) == first
    assert notify(person, "submitted", PARAMS, source_event=6) != first
    assert notify(person, "accepted", PARAMS, source_event=5) != first
    assert Dispatch.objects.count() == 3 * len(chosen())


def test_it_leaves_once_by_every_channel(person: Person, gateway: Outbox) -> None:
    notice = notify(person, "submitted", PARAMS, link="/cases/1/")
    ids = list(notice.dispatches.values_list("id", flat=True))
    send(ids)
    send(ids)
    assert sweep() == 0
    [(mobile, text)] = gateway.sent
    assert mobile == "13800001234"
    assert text.startswith("【一窗】已收到您的申请")
    [letter] = mail.outbox
    assert letter.to == ["wang@city.example"]
    assert "http://localhost:8000/cases/1/" in letter.body
    assert "最迟 11月27日 17:00 告诉您" in letter.body
    assert set(notice.dispatches.values_list("state", flat=True)) == {"sent"}


def test_what_leaves_the_house_names_nobody(person: Person, gateway: Outbox) -> None:
    for kind in kinds():
        notice = notify(person, kind.name, EVERY_PLACE)
        send(list(notice.dispatches.values_list("id", flat=True)))
    said = str(gateway.sent) + "".join(letter.subject + letter.body for letter in mail.outbox)
    assert "王小明" not in said
    assert "339981195203150012" not in said


def test_who_has_no_address_still_has_the_inbox(person: Person, gateway: Outbox) -> None:
    Person.objects.filter(pk=person.pk).update(mobile="")
    User.objects.filter(person=person).delete()
    notice = notify(Person.objects.get(pk=person.pk), "submitted", PARAMS)
    send(list(notice.dispatches.values_list("id", flat=True)))
    states = dict(notice.dispatches.values_list("channel", "state"))
    assert states == {"inbox": "sent", "sms": "skipped", "email": "skipped"}
    assert list(inbox_of(person.pk)) == [notice]


ALL_WAYS = Wishes(language="zh", mode="standard", mobile="", email="", by_sms=True, by_email=True)
WISHES = {
    "no text message": ({"by_sms": False}, {"email"}),
    "no mail": ({"by_email": False}, {"sms"}),
    "neither": ({"by_sms": False, "by_email": False}, set()),
    "everything": ({}, {"sms", "email"}),
}


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("kind", ["submitted", "correction_needed", "decided"])
def test_it_leaves_by_the_ways_that_were_chosen_and_always_lies_in_the_inbox(
    person: Person, gateway: Outbox, wish: str, kind: str
) -> None:
    chosen_ways, left = WISHES[wish]
    update_profile(person.pk, by=actor_of(person.user, AT.date()), wishes=replace(ALL_WAYS, **chosen_ways))
    notice = notify(person, kind, EVERY_PLACE)
    send(list(notice.dispatches.values_list("id", flat=True)))
    states = dict(notice.dispatches.values_list("channel", "state"))
    assert {channel for channel, state in states.items() if state == "sent"} == {"inbox", *left}
    assert (len(gateway.sent), len(mail.outbox)) == ("sms" in left, "email" in left)
    assert list(inbox_of(person.pk)) == [notice]


def test_it_goes_where_the_person_wants_to_be_written_to(person: Person, gateway: Outbox) -> None:
    there = replace(ALL_WAYS, mobile="13911112222", email="private@city.example")
    update_profile(person.pk, by=actor_of(person.user, AT.date()), wishes=there)
    notice = notify(person, "submitted", PARAMS)
    send(list(notice.dispatches.values_list("id", flat=True)))
    assert [mobile for mobile, _text in gateway.sent] == ["13911112222"]
    assert mail.outbox[0].to == ["private@city.example"]


def test_a_failed_message_is_tried_again_later_and_given_up_in_the_end(
    person: Person, gateway: Outbox, settings: Any
) -> None:
    settings.SMS_QUIET_FROM = settings.SMS_QUIET_TO = 0
    gateway.broken = True
    with clock.frozen(AT) as time:
        notice = notify(person, "submitted", PARAMS)
        row = notice.dispatches.get(channel="sms")
        assert send_dispatch(row.pk) == Dispatch.State.QUEUED
        assert send_dispatch(row.pk) is None  # not yet
        for _attempt in range(LAST_ATTEMPT - 1):
            time.move(timedelta(hours=2))
            send_dispatch(row.pk)
        row.refresh_from_db()
    assert (row.state, row.attempts) == ("failed", LAST_ATTEMPT)
    assert "gateway" in row.problem


def test_the_gateway_comes_back_and_the_message_leaves_once(person: Person, gateway: Outbox) -> None:
    gateway.broken = True
    with clock.frozen(AT) as time:
        row = notify(person, "submitted", PARAMS).dispatches.get(channel="sms")
        send_dispatch(row.pk)
        gateway.broken = False
        time.move(timedelta(minutes=1))
        assert row.pk in due_dispatches(10)
        sweep()
        sweep()
    assert len(gateway.sent) == 1


def test_a_worker_that_dies_while_sending_leaves_it_to_the_sweeper(
    person: Person, gateway: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.frozen(AT) as time:
        row = notify(person, "submitted", PARAMS).dispatches.get(channel="sms")

        def die(mobile: str, text: str, *, number: str) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as dying:
            dying.setattr(gateway, "send", die)
            with pytest.raises(KeyboardInterrupt):
                send_dispatch(row.pk)
        assert row.pk not in due_dispatches(10)
        time.move(LEASE)
        sweep()
    assert len(gateway.sent) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_send_one_message(person: Person, gateway: Outbox) -> None:
    row = notify(person, "submitted", PARAMS).dispatches.get(channel="sms")
    both_ready = threading.Barrier(2)

    def work() -> None:
        try:
            both_ready.wait(timeout=20)
            send_dispatch(row.pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(gateway.sent) == 1


def test_the_built_in_transport_masks_the_number(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger=sms.__name__):
        sms.LogTransport().send("13800001234", "正文", number="1")
    assert "正文" in caplog.text
    assert "13800001234" not in caplog.text


def test_reading_counts_once_and_only_for_the_addressee(person: Person) -> None:
    notice = notify(person, "submitted", PARAMS)
    reader = Actor("user:1", "person", person_id=person.pk)
    assert unread_count(person.pk) == 1
    with clock.frozen(AT):
        read_notice(notice, by=reader)
    with clock.frozen(AT + timedelta(hours=1)):
        assert read_notice(notice, by=reader).read_at == AT
    assert unread_count(person.pk) == 0
    for other in (Actor("user:2", "stranger", person_id=person.pk + 1), Actor("user:3", "clerk")):
        with pytest.raises(NotFound):
            read_notice(notice, by=other)
