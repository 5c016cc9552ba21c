"""What the apps say of themselves to the ledger."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured

from ledger import registry
from tests.ledger.toys import MAKE


def test_every_registered_action_has_a_sentence_in_both_languages() -> None:
    assert len(registry.actions()) > 3
    for action in registry.actions():
        event = SimpleNamespace(action=action.name, data={})
        assert registry.sentence_for(event, "en").strip(), action.name
        assert registry.sentence_for(event, "zh").strip(), action.name


def test_a_sentence_is_filled_from_the_events_data_in_the_readers_language() -> None:
    event = SimpleNamespace(action=MAKE, data={"name": {"zh": "风筝", "en": "kite"}})
    assert registry.sentence_for(event, "zh-hans") == "The toy 风筝 was made"
    assert registry.sentence_for(event, "en") == "The toy kite was made"


def test_a_place_that_an_old_event_does_not_fill_stays_empty() -> None:
    event = SimpleNamespace(action=MAKE, data={})
    assert registry.sentence_for(event, "en") == "The toy  was made"


def test_a_name_is_registered_once() -> None:
    with pytest.raises(ImproperlyConfigured, match="twice"):
        registry.action(MAKE, "again")


def test_visibility_is_one_of_three() -> None:
    with pytest.raises(ImproperlyConfigured, match="visible"):
        registry.action("toys.odd", "odd", visible="everybody")


def test_a_subscribers_key_is_unique(listen: Callable[..., None]) -> None:
    listen("toys.one", print)
    with pytest.raises(ImproperlyConfigured, match="twice"):
        listen("toys.one", print)


def test_a_delivery_finds_its_subscriber_and_part(listen: Callable[..., None]) -> None:
    listen("toys.push", print, split=lambda event: [])
    entry, part = registry.subscriber_named("toys.push:D-SWJ")
    assert (entry.key, part) == ("toys.push", "D-SWJ")
    assert registry.subscriber_named("gone") == (None, "")


def test_every_listed_subscriber_listens_to_registered_actions_and_every_table_is_protected_once() -> None:
    names = {action.name for action in registry.actions()}
    assert set(registry._registry.listeners) <= names
    assert all(model._meta.managed for model in registry.protected())
