"""portal/settings/env.py: a nonsense value stops the start, in words."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env


def test_a_text_without_default_must_be_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("THING", raising=False)
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env.text("THING")


def test_an_empty_text_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "")
    assert env.text("THING", "default") == "default"
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env.text("THING")


@pytest.mark.parametrize(
    ("value", "meaning"), [("on", True), ("Yes", True), ("1", True), ("off", False), ("0", False)]
)
def test_a_flag_has_many_spellings(monkeypatch: pytest.MonkeyPatch, value: str, meaning: bool) -> None:
    monkeypatch.setenv("THING", value)
    assert env.flag("THING", default=not meaning) is meaning


def test_an_unset_flag_has_its_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", " ")
    assert env.flag("THING", default=True) is True


def test_a_flag_that_is_neither_on_nor_off_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "perhaps")
    with pytest.raises(ImproperlyConfigured, match="perhaps"):
        env.flag("THING")


def test_a_number_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "ten")
    with pytest.raises(ImproperlyConfigured, match="THING"):
        env.number("THING", 1)


def test_names_lose_blanks_and_empty_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", " a, ,b,")
    assert env.names("THING") == ["a", "b"]


def test_a_database_on_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "postgresql://ow:p%40ss@db:6432/city?sslmode=require")
    database = env.database("THING")
    assert (database["USER"], database["PASSWORD"]) == ("ow", "p@ss")
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db", "6432", "city")
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_a_database_on_a_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "postgresql://ow@/city?host=/run/one%20window")
    database = env.database("THING")
    assert (database["HOST"], database["NAME"], database["OPTIONS"]) == ("/run/one window", "city", {})


def test_only_postgresql_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("THING", "sqlite:///city.db")
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        env.database("THING")
