"""Who looked at whose data is kept, whatever becomes of the request."""

from datetime import UTC, date, datetime

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse

from core import clock
from core.http import reads
from ledger import access, partitions
from ledger.access import look, looks_at
from ledger.models import AccessEntry
from ledger.recording import open_chain
from tests.ledger.toys import Clerk, Toy

pytestmark = pytest.mark.usefixtures("empty_toys")


@pytest.fixture
def toy() -> Toy:
    with transaction.atomic():
        return Toy.objects.create(chain_id=open_chain("toy").id)


def test_an_entry_says_who_saw_what_of_whom_and_why(toy: Toy) -> None:
    look(Clerk(), toy, ["name", "mobile"], "intake", person_ids=[7, 8])
    entry = looks_at(7)[0]
    assert (entry.actor_label, entry.post_label, entry.reason) == ("clerk1", "clerk 服务中心", "intake")
    assert (entry.subject_kind, entry.subject_id, entry.fields) == (
        "toys.toy",
        str(toy.pk),
        ["name", "mobile"],
    )
    assert [found.person_id for found in looks_at(8)] == [8]


def test_an_entry_outlives_the_rollback_of_what_it_was_for(toy: Toy) -> None:
    with transaction.atomic():
        look(Clerk(), toy, ["name"], "intake")
        transaction.set_rollback(True)
    assert AccessEntry.objects.count() == 1


def test_a_page_that_only_reads_may_look(toy: Toy) -> None:
    @reads
    def page(request: HttpRequest) -> HttpResponse:
        look(Clerk(), toy, ["name"], "intake")
        return HttpResponse()

    request = HttpRequest()
    request.method = "GET"
    assert page(request).status_code == 200
    assert AccessEntry.objects.count() == 1


def test_what_cannot_be_noted_is_not_shown(toy: Toy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "_INSERT", access._INSERT.replace("ledger_accessentry", "no_such_table"))
    with pytest.raises(DatabaseError):
        look(Clerk(), toy, ["name"], "intake")


def test_a_lost_connection_is_made_anew(toy: Toy) -> None:
    look(Clerk(), toy, ["name"], "intake")
    with access._own_connection().cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    connection.cursor().execute("SELECT pg_terminate_backend(%s, 5000)", [backend])
    look(Clerk(), toy, ["name"], "intake")
    assert AccessEntry.objects.count() == 2


def test_months_have_partitions_before_they_come() -> None:
    with clock.frozen(datetime(2031, 12, 9, tzinfo=UTC)):
        assert partitions.ensure_partitions() == ["ledger_accessentry_2032_01", "ledger_accessentry_2032_02"]
        assert partitions.ensure_partitions() == []
    try:
        with clock.frozen(datetime(2032, 1, 1, tzinfo=UTC)):
            look(Clerk(), Toy(pk=1), ["name"], "new year")
        with connection.cursor() as cursor:
            cursor.execute("SELECT tableoid::regclass::text FROM ledger_accessentry")
            assert cursor.fetchall() == [("ledger_accessentry_2032_01",)]
    finally:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE ledger_accessentry_2032_01, ledger_accessentry_2032_02")


def test_a_year_has_twelve_months() -> None:
    assert partitions._later(date(2026, 11, 1), 2) == date(2027, 1, 1)
