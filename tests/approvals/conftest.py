"""Cases at the stages that the acts of the back office start from."""

from collections.abc import Callable

import pytest
from django.test import Client

from approvals.actions import open_round
from cases.models import Case
from tests.cast import Cast
from tests.chains import chains_stay_whole
from tests.journeys.helpers import submitted_house_transfer

__all__ = ["chains_stay_whole"]


@pytest.fixture
def at_window(cast: Cast) -> Case:
    """A submitted house transfer."""
    return submitted_house_transfer(cast)


@pytest.fixture
def in_review(cast: Cast, at_window: Case) -> Case:
    """The same, accepted: three departments at work."""
    return open_round(at_window, by=cast.clerk)


@pytest.fixture
def sign_in(cast: Cast) -> Callable[[str], Client]:
    """A client that is signed in under that account, reading English."""

    def signed_in(username: str) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(Cast.user(username), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in
