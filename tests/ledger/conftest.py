"""A ledger with toys in it."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import override_settings

from core.keys import make_all
from ledger import registry
from ledger.access import close_own_connection
from ledger.checkpoints import sign_checkpoints
from ledger.recording import Held, hold, open_chain, record
from ledger.sequencer import number_events
from tests.ledger.toys import CHANGE, MAKE, Clerk, Part, Toy


@pytest.fixture(scope="session")
def _toy_tables(django_db_setup: None, django_db_blocker: Any) -> None:
    """The toys' tables, beside the product's."""
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS toys_part, toys_toy")
        with connection.schema_editor() as editor:
            editor.create_model(Toy)
            editor.create_model(Part)
        connection.close()


@pytest.fixture
def toys(_toy_tables: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Toys, and nothing else, are protected while the test runs."""
    protected = {Toy: registry.Protection("chain", None), Part: registry.Protection("toy__chain", None)}
    monkeypatch.setattr(registry._registry, "protected", protected)
    monkeypatch.setitem(
        registry._registry.labels,
        "toy",
        registry.Label(
            lambda ids: {toy.chain_id: toy.name for toy in Toy.objects.filter(chain__in=ids)},
            lambda name: Toy.objects.filter(name=name).values_list("chain_id", flat=True).first(),
        ),
    )
    yield
    close_own_connection()


@pytest.fixture
def empty_toys(toys: None, transactional_db: None) -> Iterator[None]:
    """For tests that commit."""
    yield
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM toys_part; DELETE FROM toys_toy")


@pytest.fixture(scope="session")
def key_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Keys made once."""
    directory = tmp_path_factory.mktemp("keys")
    make_all(directory)
    return directory


@pytest.fixture
def signing(key_dir: Path) -> Iterator[Path]:
    """Settings that know the keys."""
    with override_settings(KEY_DIR=key_dir):
        yield key_dir


@pytest.fixture
def listen(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Registers a subscriber of toys.make for the length of a test."""

    def register(key: str, handler: Callable[..., None], **options: Any) -> None:
        registered = registry._registry
        monkeypatch.setattr(registered, "subscribers", dict(registered.subscribers))
        monkeypatch.setattr(registered, "listeners", {k: [*v] for k, v in registered.listeners.items()})
        registry.subscriber(key, actions=[MAKE], **options)(handler)

    return register


def make_toy(name: str = "kite", **values: Any) -> Toy:
    """An act: a new toy with its chain."""
    with transaction.atomic():
        held = open_chain("toy")
        toy = Toy.objects.create(chain_id=held.id, name=name, **values)
        record(MAKE, held, by=Clerk(), subject=toy, changed=[toy], data={"name": name, "number": name})
    return toy


def change_toy(toy: Toy, *, parts: int = 0, **values: Any) -> tuple[Toy, Held]:
    """Another act: changes columns and adds parts."""
    with transaction.atomic():
        toy, held = hold(Toy.objects.filter(pk=toy.pk))
        for name, value in values.items():
            setattr(toy, name, value)
        toy.save()
        rows = [Part(toy=toy, label=f"part {number}", due_at=held.now) for number in range(parts)]
        made = Part.objects.bulk_create(rows)
        record(CHANGE, held, by=Clerk(), subject=toy, changed=[toy, *made], data={"parts": parts})
    return toy, held


@pytest.fixture
def history(toys: None, db: None, signing: Path) -> list[Toy]:
    """Three toys with five events each, numbered and signed."""
    made = [make_toy(f"kite {count}", price=Decimal("12.30"), note="红", count=count) for count in range(3)]
    for toy in made:
        for step in range(4):
            change_toy(toy, parts=2, note=f"step {step}")
    number_events()
    sign_checkpoints()
    return made
