"""A broker that is down costs a moment, once, and no act."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from ledger import doorbell


class Broker:
    """Stands for Celery and its connections: down or up."""

    def __init__(self, *, down: bool) -> None:
        self.down = down
        self.calls: list[tuple[str, dict[str, Any]]] = []

    @contextmanager
    def acquire(self, **options: Any) -> Iterator["Broker"]:
        """A producer out of the pool."""
        yield self

    def send_task(self, name: str, **options: Any) -> None:
        """Takes the call or does not."""
        self.calls.append((name, options))
        if self.down:
            raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def _closed_breaker(monkeypatch: pytest.MonkeyPatch, _silent_doorbell: None) -> None:
    monkeypatch.undo()  # the real bell, not the silent one
    doorbell.breaker.reset()


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch, _closed_breaker: None) -> Broker:
    """A broker that is up, until a test puts it down."""
    broker = Broker(down=False)
    monkeypatch.setattr(doorbell, "current_app", broker)
    monkeypatch.setattr(doorbell, "_producers", lambda: broker)
    return broker


def test_a_ring_names_the_queue_and_does_not_outlive_its_use(broker: Broker) -> None:
    assert doorbell.publish("papers")
    ((name, options),) = broker.calls
    assert (name, options["args"], options["queue"]) == ("ledger.deliver", ["papers"], "papers")
    assert options["expires"] == doorbell.EXPIRES_SECONDS


def test_a_broker_that_is_down_raises_nothing_and_is_not_asked_again_at_once(broker: Broker) -> None:
    broker.down = True
    assert [doorbell.publish("default") for _ in range(20)] == [False] * 20
    assert len(broker.calls) == 1


def test_a_broker_that_is_back_is_found_again(broker: Broker, monkeypatch: pytest.MonkeyPatch) -> None:
    broker.down = True
    doorbell.publish("default")
    broker.down = False
    monkeypatch.setattr(doorbell.breaker, "closed_until", time.monotonic())
    assert doorbell.publish("default")


def test_nobody_listens_at_the_address_and_the_caller_hardly_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """The real client against a socket that is not there."""
    doorbell._producers.cache_clear()
    monkeypatch.setattr(doorbell.current_app.conf, "broker_write_url", "redis+socket:///nonexistent/r.sock")
    begin = time.monotonic()
    assert not doorbell.publish("default")
    assert time.monotonic() - begin < 2
    doorbell._producers.cache_clear()
