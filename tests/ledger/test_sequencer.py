"""Committed events are numbered without a gap, in the order of every chain."""

import threading

import pytest
from django.db import connection, transaction

from ledger import sequencer
from ledger.models import Event, PendingEvent, SequencedEvent
from tests.ledger.conftest import change_toy, make_toy

pytestmark = pytest.mark.usefixtures("toys", "db")


def test_every_event_gets_the_next_number() -> None:
    for number in range(3):
        change_toy(make_toy(f"kite {number}"))
    assert sequencer.number_events() == 6
    assert sequencer.number_events() == 0
    assert list(SequencedEvent.objects.values_list("position", flat=True)) == [1, 2, 3, 4, 5, 6]
    assert not PendingEvent.objects.exists()


def test_large_backlogs_are_numbered_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "BATCH", 2)
    for number in range(5):
        make_toy(f"kite {number}")
    assert sequencer.number_events() == 5


def test_readers_follow_the_numbers() -> None:
    change_toy(make_toy())
    sequencer.number_events()
    assert [(place, event.seq) for place, event in sequencer.events_after(0)] == [(1, 1), (2, 2)]
    assert [place for place, _event in sequencer.events_after(1)] == [2]


def test_an_event_that_commits_late_is_numbered_late_and_leaves_no_gap(empty_toys: None) -> None:
    """Its id is older than that of one already numbered: whoever reads by number misses nothing."""
    written, numbered = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            make_toy("slow")
            written.set()
            numbered.wait(10)
        connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert written.wait(10)
    make_toy("quick")
    assert sequencer.number_events() == 1
    numbered.set()
    thread.join()
    assert sequencer.number_events() == 1
    names = [event.data["name"] for _place, event in sequencer.events_after(0)]
    assert names == ["quick", "slow"]
    assert Event.objects.get(data__name="slow").pk < Event.objects.get(data__name="quick").pk


def test_two_sequencers_at_once_number_each_event_once(empty_toys: None) -> None:
    for number in range(40):
        make_toy(f"kite {number}")
    start = threading.Barrier(3)

    def number() -> None:
        start.wait()
        sequencer.number_events()
        connection.close()

    threads = [threading.Thread(target=number) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sequencer.number_events()
    positions = list(SequencedEvent.objects.values_list("position", flat=True))
    assert positions == list(range(1, 41))
