"""What an errand costs, by its handbooks and its situation; every catalogue entry that charges anything."""

import pytest

from cases.charges import applying, fen, goes_back

HOME = {"name": {"zh": "不动产登记费（住宅）"}, "kind": "fee", "amount": 80}
OTHER = {"name": {"zh": "不动产登记费（非住宅）"}, "kind": "fee", "amount": 550}
TAX = {"name": {"zh": "契税"}, "kind": "tax", "amount": None}


@pytest.mark.parametrize(
    ("items", "chosen", "expected"),
    [
        ([HOME, OTHER], {"住宅"}, [HOME]),
        ([HOME, OTHER], {"商业"}, [OTHER]),
        ([OTHER, HOME], {"住宅", "本人"}, [HOME]),
        ([HOME, OTHER], set(), [HOME]),
        ([HOME], {"商业"}, [HOME]),
        ([TAX], {"住宅"}, [TAX]),
        ([TAX, HOME, OTHER], {"住宅"}, [TAX, HOME]),
        ([], {"住宅"}, []),
    ],
)
def test_alternatives_are_told_apart_by_what_was_chosen(items, chosen, expected) -> None:
    assert list(applying(items, chosen)) == expected


def test_doubt_is_to_the_applicants_benefit() -> None:
    high, low = (
        {"name": {"zh": name}, "kind": "fee", "amount": sum_} for name, sum_ in (("甲", 9), ("乙", 5))
    )
    assert list(applying([high, low], {"丙"})) == [low]


@pytest.mark.parametrize(("yuan", "expected"), [(80, 8000), (12.5, 1250), (0.1, 10), (19.99, 1999), (0, 0)])
def test_yuan_become_whole_fen(yuan, expected) -> None:
    assert fen(yuan) == expected


@pytest.mark.parametrize(
    ("matter", "due", "granted", "expected"),
    [
        ("M03", 8000, ["M03"], False),
        ("M03", 8000, [], True),
        ("M03", 8000, ["M01"], True),
        ("M03", 0, [], False),
    ],
)
def test_a_fee_goes_back_where_nothing_was_done_for_it(matter, due, granted, expected) -> None:
    assert goes_back(matter, due, granted) is expected
