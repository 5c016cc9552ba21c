"""The same call twice has one effect and one answer."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from core import clock, idempotency
from core.idempotency import Answer, KeyReused, TwinRunning, once
from core.models import Heartbeat, IdempotencyKey

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def effect(answer: Answer | None = None) -> Callable[[], Answer]:
    """An act that leaves a row."""

    def act() -> Answer:
        Heartbeat.objects.create(process=f"effect {Heartbeat.objects.count()}", at=NOW)
        return answer or Answer(201, {"number": "339981", "name": "王小明"})

    return act


def test_the_first_answer_is_given_again(db: None) -> None:
    first = once("citizen:cases", "k1", "h", effect())
    second = once("citizen:cases", "k1", "h", effect())
    assert (first.status, first.replayed) == (201, False)
    assert second == Answer(201, {"number": "339981", "name": "王小明"}, replayed=True)
    assert Heartbeat.objects.count() == 1


def test_it_costs_two_statements(db: None, django_assert_num_queries: Callable) -> None:
    with django_assert_num_queries(4):  # savepoint of the test's transaction, claim, keep, release
        once("s", "k", "h", lambda: Answer(200, {}))


def test_another_body_under_the_same_key_is_refused(db: None) -> None:
    once("s", "k", "h", effect())
    with pytest.raises(KeyReused) as refused:
        once("s", "k", "other", effect())
    assert (refused.value.status, refused.value.code) == (422, "idempotency_key_reused")


def test_keys_of_other_actors_and_routes_do_not_meet(db: None) -> None:
    once("alice:cases", "k", "h", effect())
    once("bob:cases", "k", "h", effect())
    assert Heartbeat.objects.count() == 2


def test_an_error_is_not_stored_and_the_key_stays_free(db: None) -> None:
    def fail() -> Answer:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        once("s", "k", "h", fail)
    assert once("s", "k", "another body", effect()).replayed is False


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_has_1_to_255_characters(db: None, key: str) -> None:
    with pytest.raises(idempotency.BadInput):
        once("s", key, "h", effect())


def test_keys_are_forgotten_after_seven_days(db: None) -> None:
    with clock.frozen(NOW) as frozen:
        once("s", "k", "h", effect())
        frozen.move(timedelta(days=7))
        assert idempotency.purge_keys() == 0
        frozen.move(timedelta(seconds=1))
        assert idempotency.purge_keys() == 1


def test_the_hash_tells_parts_apart() -> None:
    assert idempotency.request_hash("ab", "c") != idempotency.request_hash("a", "bc")
    assert idempotency.request_hash("POST", b"{}") == idempotency.request_hash("POST", "{}")


@pytest.mark.django_db(transaction=True)
def test_twins_at_once_have_one_effect_and_one_answer() -> None:
    start, answers = threading.Barrier(8), []

    def call() -> None:
        start.wait()
        answers.append(once("s", "k", "h", effect()))
        connection.close()

    twins = [threading.Thread(target=call) for _ in range(8)]
    for twin in twins:
        twin.start()
    for twin in twins:
        twin.join()
    assert Heartbeat.objects.count() == 1
    assert sorted(answer.replayed for answer in answers) == [False] + [True] * 7
    assert len({str(answer.body) for answer in answers}) == 1


@pytest.mark.django_db(transaction=True)
def test_a_twin_that_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first call is still running; the patience is shortened for the test."""
    monkeypatch.setattr(idempotency, "_CLAIM", idempotency._CLAIM.replace("'5s'", "'50ms'"))
    refused: list[TwinRunning] = []

    def call() -> None:
        try:
            once("s", "k", "h", effect())
        except TwinRunning as error:
            refused.append(error)
        connection.close()

    def first() -> Answer:
        twin = threading.Thread(target=call)
        twin.start()
        twin.join()
        return Answer(200, {})

    once("s", "k", "h", first)
    assert [error.status for error in refused] == [409]
    assert IdempotencyKey.objects.count() == 1
    assert not Heartbeat.objects.exists()
