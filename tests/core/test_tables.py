"""Tables that leave the house: every character survives, and nothing in them runs."""

import csv
import io

import pytest

from core.tables import csv_text

NAMES = ["𬴂𫍯", "𩇔", "王\n小明", '他说"好"', "a,b", "", "‘’"]


def read_back(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.encode("utf-8").decode("utf-8-sig"), newline="")))


def test_every_name_comes_back_as_it_was():
    assert read_back(csv_text(["姓名"], [[name] for name in NAMES])) == [
        ["姓名"],
        *([name] for name in NAMES),
    ]


@pytest.mark.parametrize("text", ["=1+1", "+86 500", "-2", "@sum(a1)", "\t=1"])
def test_what_looks_like_a_formula_is_text(text):
    assert read_back(csv_text(["x"], [[text]]))[1] == [f"'{text}"]


def test_numbers_stay_numbers():
    assert read_back(csv_text(["x", "y"], [[-2, 1.5]]))[1] == ["-2", "1.5"]
