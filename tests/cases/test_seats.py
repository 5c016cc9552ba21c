"""Nobody deals with themself, and nobody speaks for both sides (Civil Code art. 168)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.names import same_name
from cases.seats import Seat, clash

BUYER, SELLER = "applicant", "seller"


def seat(role: str, holder: str, agent: str = "", side: str = "") -> Seat:
    return Seat(role, holder, side or role, agent)


@pytest.mark.parametrize(
    ("seats", "refused"),
    [
        ([seat(BUYER, "person:3"), seat(SELLER, "person:1")], False),
        ([seat(BUYER, "person:3"), seat(SELLER, "person:3")], True),
        ([seat(BUYER, "organisation:3"), seat(SELLER, "person:3")], False),
        ([seat(BUYER, "person:3"), seat(SELLER, "person:1", agent="person:3")], True),
        ([seat(BUYER, "person:3", agent="person:1"), seat(SELLER, "person:1")], True),
        ([seat(BUYER, "person:3", agent="person:9"), seat(SELLER, "person:1", agent="person:9")], True),
        ([seat(BUYER, "person:3", agent="person:8"), seat(SELLER, "person:1", agent="person:9")], False),
        ([seat(BUYER, "person:3"), seat("applicant-2", "person:2", side=BUYER)], False),
        ([seat(BUYER, "person:3"), seat("applicant-2", "person:3", side=BUYER)], True),
        (
            [
                seat(BUYER, "person:3", agent="person:9"),
                seat("applicant-2", "person:2", agent="person:9", side=BUYER),
            ],
            False,
        ),
    ],
)
def test_who_may_sit_where(seats: list[Seat], refused: bool) -> None:
    assert (clash(seats) is not None) is refused


HOLDERS = st.sampled_from(["person:1", "person:2", "person:3", "organisation:1"])
AGENTS = st.sampled_from(["", "person:1", "person:4", "user:9"])
SEATS = st.lists(st.tuples(HOLDERS, AGENTS), min_size=1, max_size=4)


@given(SEATS)
def test_the_order_of_the_seats_decides_nothing(rows: list[tuple[str, str]]) -> None:
    seats = [seat(f"role{place}", holder, agent) for place, (holder, agent) in enumerate(rows)]
    assert (clash(seats) is None) == (clash(reversed(seats)) is None)


@given(SEATS)
def test_taking_somebody_away_never_makes_a_clash(rows: list[tuple[str, str]]) -> None:
    seats = [seat(f"role{place}", holder, agent) for place, (holder, agent) in enumerate(rows)]
    if clash(seats) is None:
        assert clash(seats[1:]) is None


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("张建国", True),
        (" 张 建国 ", True),
        ("zhang jianguo", True),
        ("ZhangJianguo", True),
        ("张建军", False),
        ("", False),
    ],
)
def test_a_name_is_the_same_however_it_is_written(written: str, same: bool) -> None:
    assert same_name(written, {"zh": "张建国", "en": "Zhang Jianguo"}) is same
