"""After the test of an act the chains it touched are whole: no row changed that no event tells of."""

from collections.abc import Iterator

import pytest
from django.db import connection

from ledger.models import Chain
from ledger.verifying import chains


@pytest.fixture(autouse=True)
def chains_stay_whole(request: pytest.FixtureRequest) -> Iterator[None]:
    """Verifies the cases' chains; a test that changes rows behind the acts' back is marked `forges`."""
    acting = "cast" in request.fixturenames and request.node.get_closest_marker("forges") is None
    if acting:
        request.getfixturevalue("cast")  # set up before, so that it is still there at the end
    yield
    if acting and not connection.needs_rollback:
        cases = Chain.objects.filter(kind="case").values_list("pk", flat=True)
        assert chains.verify_chains(list(cases)) == []
