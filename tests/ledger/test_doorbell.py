"""A broker that is down costs a moment, once, and no act."""

import time
from typing import Any

import pytest

from ledger import doorbell


class Broker:
    """Stands for Celery: down or up."""

    def __init__(self, *, down: bool) -> None:
        self.down = down
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def send_task(self, name: str, **options: Any) -> None:
        self.calls.append((name, options))
        if self.down:
            raise ConnectionRefusedError


@pytest.fixture(autouse=True)
def _closed_breaker(monkeypatch: pytest.MonkeyPatch, _silent_doorbell: None) -> None:
    monkeypatch.undo()  # the real bell, not the silent one
    doorbell.breaker.reset()


def test_a_ring_names_the_queue_and_does_not_outlive_its_use(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = Broker(down=False)
    monkeypatch.setattr(doorbell, "current_app", broker)
    assert doorbell.publish("papers")
    ((name, options),) = broker.calls
    assert (name, options["args"], options["queue"]) == ("ledger.deliver", ["papers"], "papers")
    assert options["expires"] == doorbell.EXPIRES_SECONDS


def test_a_broker_that_is_down_raises_nothing_and_is_not_asked_again_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    broker = Broker(down=True)
    monkeypatch.setattr(doorbell, "current_app", broker)
    assert [doorbell.publish("default") for _ in range(20)] == [False] * 20
    assert len(broker.calls) == 1


def test_a_broker_that_is_back_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = Broker(down=True)
    monkeypatch.setattr(doorbell, "current_app", broker)
    doorbell.publish("default")
    broker.down = False
    monkeypatch.setattr(doorbell.breaker, "closed_until", time.monotonic())
    assert doorbell.publish("default")
