"""Every event reaches every subscriber, and its effect is there once."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from core.clock import now
from core.models import Heartbeat
from ledger import doorbell, relay, tasks
from ledger.models import Delivery, Event, Inbox
from tests.ledger.conftest import make_toy

pytestmark = pytest.mark.usefixtures("toys", "db")
Listen = Callable[..., None]


def effect(event: Event, part: str = "") -> None:
    """What a subscriber leaves in the database."""
    Heartbeat.objects.create(process=f"effect {event.pk} {part}".strip(), at=now())


def lease_ends() -> None:
    """Time passes until every lease and every wait is over."""
    Delivery.objects.update(next_at=now() - timedelta(hours=1), lease_until=now() - timedelta(hours=1))


def test_a_delivery_ends_with_its_effect(listen: Listen) -> None:
    listen("toys.effect", effect)
    make_toy()
    assert relay.drain("default") == 1
    assert Heartbeat.objects.count() == 1
    assert not Delivery.objects.exists()
    assert Inbox.objects.get().subscriber == "toys.effect"
    assert relay.drain("default") == 0


def test_a_queue_is_served_by_its_own_drain_only(listen: Listen) -> None:
    listen("toys.effect", effect, queue="papers")
    make_toy()
    assert relay.drain("default") == 0
    assert relay.drain("papers") == 1


def test_each_part_of_a_split_event_has_its_own_effect(listen: Listen) -> None:
    listen("toys.effect", effect, split=lambda event: [("a", "default"), ("b", "default")])
    make_toy()
    assert relay.drain_all() == 2
    assert sorted(beat.process.split()[-1] for beat in Heartbeat.objects.all()) == ["a", "b"]


def test_an_event_delivered_again_has_no_second_effect(listen: Listen) -> None:
    """As after a restored backup, or an operator who replays by hand."""
    listen("toys.effect", effect)
    make_toy()
    delivery = Delivery.objects.get()
    relay.drain("default")
    delivery.pk = None
    delivery.save(force_insert=True)
    assert relay.drain("default") == 1
    assert Heartbeat.objects.count() == 1
    assert not Delivery.objects.exists()


def test_a_worker_that_dies_after_its_effect_and_before_its_end_leaves_neither(listen: Listen) -> None:
    class Killed(BaseException):
        """Nothing catches a kill."""

    def die(event: Event) -> None:
        effect(event)
        raise Killed

    listen("toys.effect", die)
    make_toy()
    with pytest.raises(Killed):
        relay.drain("default")
    assert not Heartbeat.objects.exists()
    assert not Inbox.objects.exists()
    assert relay.claim("default") == []  # leased to the dead
    lease_ends()
    assert len(relay.claim("default")) == 1


def test_a_worker_that_comes_back_from_the_dead_is_refused_by_the_fence(listen: Listen) -> None:
    listen("toys.effect", effect)
    make_toy()
    stale = relay.claim("default")
    lease_ends()
    fresh = relay.claim("default")
    assert relay.work_off(stale) == 0
    assert not Heartbeat.objects.exists()
    assert relay.work_off(fresh) == 1
    assert relay.work_off(stale) == 0
    assert Heartbeat.objects.count() == 1


def test_a_late_failure_of_a_stale_worker_does_not_disturb_the_new_one(listen: Listen) -> None:
    def fail(event: Event) -> None:
        raise ValueError

    listen("toys.effect", fail, outside=True)
    make_toy()
    stale = relay.claim("default")
    lease_ends()
    fresh = relay.claim("default")
    relay.work_off(stale)
    assert Delivery.objects.get().fence == fresh[0].fence
    assert Delivery.objects.get().lease_until is not None


def test_a_poisoned_event_is_parked_and_the_others_go_on(listen: Listen) -> None:
    def fail_on_poison(event: Event) -> None:
        if event.data["name"] == "poison":
            raise ValueError("no")
        effect(event)

    listen("toys.effect", fail_on_poison)
    make_toy("poison")
    make_toy("good")
    for _ in range(relay.TRIES_INSIDE + 2):
        relay.drain("default")
        lease_ends()
    (parked,) = relay.parked()
    assert (parked.attempts, parked.last_error) == (relay.TRIES_INSIDE, "ValueError: no")
    assert Heartbeat.objects.count() == 1
    assert relay.release([parked.pk]) == 1
    assert len(relay.claim("default")) == 1


def test_an_event_that_kills_every_worker_is_parked_too(listen: Listen) -> None:
    listen("toys.effect", effect)
    make_toy()
    for _ in range(relay.TRIES_INSIDE):
        assert relay.claim("default")
        lease_ends()
    assert relay.drain("default") == 0
    assert relay.parked()[0].last_error == "its worker died every time"


def test_an_event_for_a_subscriber_that_is_gone_is_parked(listen: Listen) -> None:
    listen("toys.effect", effect)
    make_toy()
    Delivery.objects.update(subscriber="somebody:else")
    relay.drain("default")
    assert relay.parked()[0].last_error == "no such subscriber"


def test_waits_grow_and_end_at_ten_minutes(listen: Listen) -> None:
    def fail(event: Event) -> None:
        raise ValueError

    listen("toys.effect", fail, outside=True)
    make_toy()
    waits = []
    for _ in range(14):
        relay.drain("default")
        waits.append((Delivery.objects.get().next_at - now()).total_seconds())
        lease_ends()
    assert waits[0] <= 2
    assert 290 <= waits[-1] <= 600
    assert all(later < 2.1 * 2 ** (place + 1) for place, later in enumerate(waits))


def test_a_receiver_that_asks_for_time_is_not_counted_as_a_try(listen: Listen) -> None:
    def later(event: Event) -> None:
        raise relay.TryLater(30, "breaker open")

    listen("toys.effect", later, outside=True)
    make_toy()
    relay.drain("default")
    delivery = Delivery.objects.get()
    assert (delivery.attempts, delivery.last_error) == (0, "breaker open")
    assert 25 < (delivery.next_at - now()).total_seconds() <= 30
    assert relay.wake("toys.effect") == 1
    assert len(relay.claim("default")) == 1


def test_a_slow_receiver_holds_no_more_than_its_leases(listen: Listen) -> None:
    listen("toys.push", effect, outside=True, split=lambda e: [("slow", "partner"), ("quick", "partner")])
    for number in range(8):
        make_toy(f"kite {number}")
    claimed = [held.subscriber for _ in range(9) for held in relay.claim("partner")]
    assert sorted(claimed) == ["toys.push:quick"] * 4 + ["toys.push:slow"] * 4
    Delivery.objects.filter(subscriber="toys.push:quick").update(lease_until=None)
    assert {held.subscriber for held in relay.claim("partner")} == {"toys.push:quick"}


@pytest.mark.usefixtures("empty_toys")
def test_an_outside_handler_runs_in_no_transaction(listen: Listen) -> None:
    seen: list[bool] = []
    listen("toys.push", lambda event: seen.append(connection.in_atomic_block), outside=True)
    make_toy()
    relay.drain("default")
    assert seen == [False]
    assert not Delivery.objects.exists()


def test_the_sweeper_rings_for_what_no_bell_brought(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[str] = []
    monkeypatch.setattr(doorbell, "publish", rung.append)
    listen("toys.effect", effect, queue="papers")
    make_toy()
    tasks.sweep()
    assert rung == []  # too young: its own bell will do
    lease_ends()
    tasks.sweep()
    assert rung == ["papers"]
    tasks.deliver("papers")
    tasks.sweep()
    assert rung == ["papers"]


@pytest.mark.usefixtures("empty_toys")
def test_many_workers_at_once_apply_each_event_once(listen: Listen) -> None:
    applied: list[int] = []

    def note(event: Event) -> None:
        effect(event)
        applied.append(event.pk)

    listen("toys.effect", note)
    for number in range(30):
        make_toy(f"kite {number}")
    start = threading.Barrier(4)

    def work() -> None:
        start.wait()
        while Delivery.objects.exists():
            relay.drain("default")
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(applied) == len(set(applied)) == 30
    assert Heartbeat.objects.count() == Inbox.objects.count() == 30


@pytest.mark.usefixtures("empty_toys")
def test_the_bell_rings_once_per_queue_and_commit(listen: Listen, monkeypatch: pytest.MonkeyPatch) -> None:
    rung: list[Any] = []
    monkeypatch.setattr(doorbell, "publish", rung.append)
    listen("toys.effect", effect, split=lambda event: [("a", "default"), ("b", "default"), ("c", "papers")])
    make_toy()
    assert rung == ["default", "papers"]
    make_toy()
    assert rung == ["default", "papers"] * 2
