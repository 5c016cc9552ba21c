"""Health says which part is missing."""

from datetime import UTC, datetime, timedelta

import pytest

from core import clock, health, tasks
from core.tracing import TraceFilter, begin_trace, trace_id

NOW = datetime(2026, 11, 20, tzinfo=UTC)


@pytest.mark.django_db
def test_all_is_well_when_every_part_answers() -> None:
    tasks.heartbeat()
    checks = health.check_all()
    assert checks == {"database": "ok", "broker": "ok", "migrations": "ok", "worker": "ok"}
    assert health.is_healthy(checks)


@pytest.mark.django_db
def test_a_worker_without_a_heartbeat_for_a_minute_is_missed() -> None:
    with clock.frozen(NOW) as frozen:
        assert health.check_all()["worker"] == "no heartbeat"
        tasks.heartbeat()
        frozen.move(timedelta(seconds=60))
        assert health.check_all()["worker"] == "ok"
        frozen.move(timedelta(seconds=1))
        assert health.check_all()["worker"] == "no heartbeat"


@pytest.mark.django_db
def test_a_broken_part_is_named_without_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> str:
        raise ConnectionRefusedError("redis://user:secret@host")

    monkeypatch.setitem(health._CHECKS, "broker", broken)
    checks = health.check_all()
    assert checks["broker"] == "ConnectionRefusedError"
    assert not health.is_healthy(checks)


def test_log_lines_carry_the_number_of_their_request(caplog: pytest.LogCaptureFixture) -> None:
    begin_trace()
    caplog.handler.addFilter(TraceFilter())
    tasks.log.warning("something")
    assert caplog.records[0].trace_id == trace_id()
