"""Browsers without a browser: a signed-in client for each of the cast."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.test import Client

from matters.composing import stored
from tests.cast import Cast


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    """What a process keeps of another test's catalogue goes with that test."""
    cache.clear()
    stored.forget()


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Client]:
    """A client that is signed in under that account."""

    def signed_in(username: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(Cast.user(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


@pytest.fixture
def buyer(sign_in: Callable[[str], Client]) -> Client:
    """P3, who buys."""
    return sign_in("citizen3")


@pytest.fixture
def seller(sign_in: Callable[[str], Client]) -> Client:
    """P1, who sells."""
    return sign_in("citizen1")


@pytest.fixture
def stranger(sign_in: Callable[[str], Client]) -> Client:
    """P5, who takes no part and must see nothing."""
    return sign_in("citizen5")
