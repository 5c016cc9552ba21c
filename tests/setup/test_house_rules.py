"""The house's own rules, each broken once."""

from pathlib import Path

import pytest

from scripts.house_rules import LONGEST_FILE, LONGEST_FUNCTION, breaches

LONG = "def f():\n" + "    x = 1\n" * LONGEST_FUNCTION


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (LONG, "a function has at most"),
        ("x = 1\n" * (LONGEST_FILE + 1), "a file has at most"),
        ("Case.objects.filter(id=1).update(state='granted')\n", "past the state machine"),
    ],
)
def test_a_breach_is_named(tmp_path: Path, code: str, words: str) -> None:
    (tmp_path / "a.py").write_text(code)
    [breach] = breaches(tmp_path / "a.py")
    assert words in breach


@pytest.mark.parametrize(
    "code",
    ["d.update(a=1)\n", LONG.replace("    x = 1\n", "", 1), "update(state=1)\n", "x = 1\n" * LONGEST_FILE],
)
def test_what_is_allowed_is_not_named(tmp_path: Path, code: str) -> None:
    (tmp_path / "a.py").write_text(code)
    assert list(breaches(tmp_path / "a.py")) == []
