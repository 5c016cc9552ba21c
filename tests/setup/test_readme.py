"""The README is always true."""

from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).parent.parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
CHINESE = (ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def test_the_state_diagram_is_the_one_of_the_code(capsys):
    call_command("state_diagram")
    drawn = README.split("```mermaid\n")[1].split("```")[0]
    assert drawn.strip() == capsys.readouterr().out.strip()


@pytest.mark.parametrize("text", [README, CHINESE], ids=["en", "zh"])
def test_every_file_it_names_is_there(text):
    named = [part.split(")")[0] for part in text.split("](")[1:]]
    named += [part for part in text.split("`") if part.endswith(".py") and " " not in part]
    local = [name.split("#")[0] for name in named if not name.startswith("http")]
    missing = [name for name in local if name and not (ROOT / name).exists()]
    assert not missing


@pytest.mark.parametrize("text", [README, CHINESE], ids=["en", "zh"])
def test_it_shows_the_two_commands(text):
    assert "make demo" in text
    assert "make test" in text
