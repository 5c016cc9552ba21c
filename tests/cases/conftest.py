"""Cases at the stages that the acts on a case start from."""

import pytest

from cases.models import Case
from tests.cast import Cast
from tests.chains import chains_stay_whole
from tests.journeys.helpers import (
    begin_house_transfer,
    complete_house_transfer,
    submitted_house_transfer,
)

__all__ = ["chains_stay_whole"]


@pytest.fixture
def draft(cast: Cast) -> Case:
    """A house transfer just begun by the buyer."""
    return begin_house_transfer(cast)


@pytest.fixture
def complete(cast: Cast, draft: Case) -> Case:
    """The same, filled in, signed by the seller, with its contract."""
    complete_house_transfer(cast, draft)
    return draft


@pytest.fixture
def at_window(cast: Cast) -> Case:
    """A submitted house transfer."""
    return submitted_house_transfer(cast)
