"""Timers fire once, at their time, whatever else happens."""

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from core import clock, timers
from core.models import Heartbeat, Timer
from core.tasks import fire_timers

NOON = datetime(2026, 11, 20, 4, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def handler(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, timers.Handler], None]:
    """Registers a handler for the length of a test."""
    return lambda kind, function: monkeypatch.setitem(timers._handlers, kind, function)


@pytest.fixture
def noon() -> Iterator[clock.FrozenClock]:
    with clock.frozen(NOON) as frozen:
        yield frozen


def test_a_timer_fires_at_its_time_and_not_before(
    db: None, noon: clock.FrozenClock, handler: Callable
) -> None:
    fired: list[str] = []
    handler("toy", fired.append)
    timers.set_timer("toy", "1", NOON + MINUTE)
    timers.fire_due()
    assert fired == []
    noon.move(MINUTE)
    timers.fire_due()
    timers.fire_due()
    assert fired == ["1"]


def test_setting_again_moves_the_timer(db: None, noon: clock.FrozenClock, handler: Callable) -> None:
    fired: list[str] = []
    handler("toy", fired.append)
    timers.set_timer("toy", "1", NOON)
    timers.set_timer("toy", "1", NOON + MINUTE)
    timers.fire_due()
    assert fired == []
    assert Timer.objects.count() == 1


def test_a_cancelled_timer_never_fires(db: None, noon: clock.FrozenClock, handler: Callable) -> None:
    fired: list[str] = []
    handler("toy", fired.append)
    timers.set_timer("toy", "1", NOON)
    timers.set_timer("other", "1", NOON)
    timers.cancel_timers("1", "toy", "never set")
    timers.fire_due()
    assert fired == []
    assert list(Timer.objects.values_list("kind", flat=True)) == ["other"]


@pytest.mark.usefixtures("db", "noon")
def test_one_kind_replaces_another_in_one_statement(django_assert_num_queries: Callable) -> None:
    timers.set_timer("silence", "1", NOON)
    with django_assert_num_queries(1):
        timers.replace_timer("silence", "correction", "1", NOON + MINUTE)
    assert list(Timer.objects.values_list("kind", "due_at")) == [("correction", NOON + MINUTE)]


def test_a_failing_handler_waits_longer_each_time_and_blocks_nobody(
    db: None, noon: clock.FrozenClock, handler: Callable
) -> None:
    fired: list[str] = []

    def fail(subject: str) -> None:
        Heartbeat.objects.create(process="half an effect", at=NOON)
        raise ValueError("broken")

    handler("bad", fail)
    handler("good", fired.append)
    timers.set_timer("bad", "1", NOON)
    timers.set_timer("good", "2", NOON)
    timers.fire_due()
    row = Timer.objects.get(kind="bad")
    assert fired == ["2"]
    assert (row.failures, row.next_try_at - NOON, row.due_at) == (1, timers.FIRST_WAIT, NOON)
    assert "ValueError: broken" in row.last_error
    assert not Heartbeat.objects.exists()
    noon.move(MINUTE)
    timers.fire_due()
    row.refresh_from_db()
    assert (row.failures, row.next_try_at - noon.at) == (2, timers.FIRST_WAIT * 2)


def test_a_handler_may_set_its_own_timer_anew(db: None, noon: clock.FrozenClock, handler: Callable) -> None:
    handler("toy", lambda subject: timers.set_timer("toy", subject, NOON + MINUTE))
    timers.set_timer("toy", "1", NOON)
    timers.fire_due()
    assert Timer.objects.get().due_at == NOON + MINUTE


def test_a_handler_may_cancel_its_own_timer(db: None, noon: clock.FrozenClock, handler: Callable) -> None:
    handler("toy", lambda subject: timers.cancel_timer("toy", subject))
    timers.set_timer("toy", "1", NOON)
    timers.fire_due()
    assert not Timer.objects.exists()


def test_a_timer_that_is_moved_while_it_fires_loses_its_effect(
    db: None, noon: clock.FrozenClock, handler: Callable
) -> None:
    """Another transaction moved it after the claim: the older run must not count."""

    def act(subject: str) -> None:
        Heartbeat.objects.create(process="effect", at=NOON)
        Timer.objects.update(fence=99)  # as another transaction would

    handler("toy", act)
    timers.set_timer("toy", "1", NOON)
    timers.fire_due()
    assert not Heartbeat.objects.exists()
    assert Timer.objects.exists()


def test_a_timer_whose_process_died_is_taken_up_after_its_lease(
    db: None, noon: clock.FrozenClock, handler: Callable
) -> None:
    fired: list[str] = []
    handler("toy", fired.append)
    timers.set_timer("toy", "1", NOON)
    assert len(timers._claim(10)) == 1  # and the process dies here
    timers.fire_due()
    assert fired == []
    noon.move(timers.LEASE)
    timers.fire_due()
    assert fired == ["1"]


@pytest.mark.django_db(transaction=True)
def test_two_pollers_at_once_fire_each_timer_once(noon: clock.FrozenClock, handler: Callable) -> None:
    fired: list[str] = []
    handler("toy", fired.append)
    for number in range(40):
        timers.set_timer("toy", str(number), NOON)
    start = threading.Barrier(2)

    def poll() -> None:
        start.wait()
        while timers.fire_due(limit=5):
            continue
        connection.close()

    pollers = [threading.Thread(target=poll) for _ in range(2)]
    for poller in pollers:
        poller.start()
    for poller in pollers:
        poller.join()
    assert sorted(fired, key=int) == [str(number) for number in range(40)]


@pytest.mark.django_db(transaction=True)
def test_an_act_that_cancels_and_a_timer_that_fires_never_wait_for_each_other(
    noon: clock.FrozenClock, handler: Callable
) -> None:
    """The act holds the case and cancels; the handler wants the case. Neither may deadlock."""
    Heartbeat.objects.create(process="case", at=NOON)
    timers.set_timer("toy", "1", NOON)
    handling, done = threading.Event(), []

    def handle(subject: str) -> None:
        handling.set()
        Heartbeat.objects.select_for_update().get(process="case")
        done.append(subject)

    def poll() -> None:
        timers.fire_due()
        connection.close()

    handler("toy", handle)
    poller = threading.Thread(target=poll)
    with transaction.atomic():
        Heartbeat.objects.select_for_update().get(process="case")
        poller.start()
        assert handling.wait(5)
        timers.cancel_timer("toy", "1")
    poller.join(10)
    assert not poller.is_alive()
    assert not Timer.objects.exists()


def test_a_timer_that_nobody_handles_is_seen(db: None, noon: clock.FrozenClock, caplog: Any) -> None:
    timers.set_timer("nobody's", "1", NOON)
    noon.move(timers.LEASE)
    fire_timers()
    assert "late_timers" not in caplog.text
    noon.move(MINUTE)
    fire_timers()
    assert "sweeper=late_timers found=1" in caplog.text
