"""An act takes hold of an aggregate and leaves its event, one statement each."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError

from core import clock
from core.errors import NotFound
from ledger.models import Chain, Delivery, Event, PendingEvent
from ledger.recording import hold, open_chain, record
from ledger.registry import sentence_for
from tests.ledger.conftest import change_toy, make_toy
from tests.ledger.toys import CHANGE, MAKE, Clerk, Part, Toy

pytestmark = pytest.mark.usefixtures("toys", "db")


def test_an_event_keeps_who_did_what_in_which_post_to_what() -> None:
    toy = make_toy("风筝")
    event = Event.objects.get()
    assert (event.action, event.seq, event.chain_id) == (MAKE, 1, toy.chain_id)
    assert (event.actor_id, event.actor_label, event.post_label) == ("user:7", "clerk1", "clerk 服务中心")
    assert (event.subject_kind, event.subject_id) == ("toys.toy", str(toy.pk))
    assert [entry[:2] for entry in event.digests] == [["toys_toy", str(toy.pk)]]
    assert sentence_for(event, "en") == "The toy 风筝 was made"


def test_events_of_a_chain_hang_on_each_other() -> None:
    toy = make_toy()
    change_toy(toy, name="ball")
    first, second = Event.objects.order_by("seq")
    chain = Chain.objects.get()
    assert bytes(second.prev) == bytes(first.hash)
    assert (chain.seq, bytes(chain.head)) == (2, bytes(second.hash))


def test_holding_recording_and_opening_are_one_statement_each(django_assert_num_queries: Callable) -> None:
    toy = make_toy()
    with transaction.atomic():
        with django_assert_num_queries(1):
            toy, held = hold(Toy.objects.filter(pk=toy.pk))
        with django_assert_num_queries(1):
            record(CHANGE, held, by=Clerk(), subject=toy, changed=[toy])
        with django_assert_num_queries(1):
            open_chain("toy")


def test_a_row_below_is_held_with_the_chain_above_it() -> None:
    toy, _held = change_toy(make_toy(), parts=1)
    part, held = hold(Part.objects.all(), chain="toy__chain")
    assert (held.id, held.seq, part.label) == (toy.chain_id, 2, "part 0")


def test_one_hold_serves_several_events_of_an_act() -> None:
    toy, held = hold(Toy.objects.filter(pk=make_toy().pk))
    for _ in range(3):
        record(CHANGE, held, by=Clerk(), subject=toy, changed=[toy])
    assert list(Event.objects.order_by("seq").values_list("seq", flat=True)) == [1, 2, 3, 4]
    assert Chain.objects.get().seq == 4


def test_a_deleted_row_leaves_an_empty_digest() -> None:
    toy, _held = change_toy(make_toy(), parts=1)
    part = Part.objects.get()
    with transaction.atomic():
        toy, held = hold(Toy.objects.all())
        part.delete()
        part.pk = 99
        record(CHANGE, held, by=Clerk(), subject=toy, deleted=[part])
    assert Event.objects.latest("seq").digests == [["toys_part", "99", None]]


def test_what_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        hold(Toy.objects.filter(pk=0))


@pytest.mark.django_db(transaction=True)
def test_holding_needs_a_transaction() -> None:
    with pytest.raises(TransactionManagementError):
        hold(Toy.objects.all())


def test_an_unregistered_action_is_refused() -> None:
    toy, held = hold(Toy.objects.filter(pk=make_toy().pk))
    with pytest.raises(ImproperlyConfigured, match=r"toys\.unheard"):
        record("toys.unheard", held, by=Clerk(), subject=toy)


def test_a_hold_that_is_not_the_chains_end_is_refused() -> None:
    toy, held = hold(Toy.objects.filter(pk=make_toy().pk))
    change_toy(toy)
    with pytest.raises(RuntimeError, match="not held"):
        record(CHANGE, held, by=Clerk(), subject=toy)


def test_the_databases_clock_is_read_once_per_act_and_a_frozen_one_goes_first() -> None:
    toy, held = change_toy(make_toy())
    assert Event.objects.latest("seq").at == held.now
    at = datetime(2026, 1, 1, tzinfo=UTC)
    with clock.frozen(at):
        _toy, held = change_toy(toy)
    assert held.now == at


def test_a_personal_value_enters_only_as_a_commitment_of_its_chain() -> None:
    one, other = open_chain("toy"), open_chain("toy")
    assert one.commit({"id": "339981195203150012"}) == one.commit({"id": "339981195203150012"})
    assert one.commit("339981195203150012") != other.commit("339981195203150012")
    assert len(one.commit("x")) == 64
    assert one.salt not in repr(one).encode()


def test_nothing_is_delivered_where_nobody_listens_and_every_event_waits_for_its_number() -> None:
    make_toy()
    assert not Delivery.objects.exists()
    assert PendingEvent.objects.count() == 1


def test_deliveries_are_written_with_the_event(listen: Callable[..., None]) -> None:
    listen("toys.plain", print)
    listen("toys.push", print, split=lambda event: [(event.data["name"], "partner.D-SWJ"), ("b", "default")])
    make_toy("kite")
    assert sorted(Delivery.objects.values_list("subscriber", "queue")) == [
        ("toys.plain", "default"),
        ("toys.push:b", "default"),
        ("toys.push:kite", "partner.D-SWJ"),
    ]


def test_an_act_that_fails_leaves_no_event_and_no_delivery(listen: Callable[..., None]) -> None:
    listen("toys.plain", print)
    with transaction.atomic():
        make_toy()
        transaction.set_rollback(True)
    assert [model.objects.count() for model in (Chain, Event, Delivery, PendingEvent)] == [0, 0, 0, 0]


def test_writers_that_race_never_fork_a_chain(empty_toys: None) -> None:
    toy = make_toy()
    start = threading.Barrier(6)
    seen: list[Any] = []

    def write() -> None:
        start.wait()
        for _ in range(15):
            _toy, held = change_toy(toy, parts=1)
            seen.append((held.seq, held.now))
        connection.close()

    writers = [threading.Thread(target=write) for _ in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    events = list(Event.objects.order_by("seq"))
    assert [event.seq for event in events] == list(range(1, 92))
    assert all(bytes(b.prev) == bytes(a.hash) for a, b in pairwise(events))
    assert [at for _seq, at in sorted(seen)] == sorted(at for _seq, at in seen)
