"""Where people land after signing in."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("username", "place"),
    [
        ("citizen3", "/"),
        ("clerk1", "/hall/"),
        ("exit1", "/hall/exit/"),
        ("reviewer-d-zgj", "/desk/"),
        ("supervisor1", "/supervision/"),
    ],
)
def test_everybody_lands_where_their_work_is(city, username, place):
    answer = Client().post("/sign-in/", {"username": username, "password": "demo"})
    assert answer.status_code == 302
    assert answer["Location"] == place
