"""Whatever lies in a folder becomes findings, never a traceback."""

import json
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matters.linting import lint_folder
from matters.linting.documents import Unreadable, parse_document

BROKEN: list[tuple[str, bytes]] = [
    ("not JSON", b"{"),
    ("empty", b""),
    ("not UTF-8", '{"名": 1}'.encode("gb18030")),
    ("a byte order mark", b"\xef\xbb\xbf[]"),
    ("a key twice", b'[{"id": "A", "id": "B"}]'),
    ("not a number", b"[NaN]"),
    ("too large a number", b"[1e300]"),
    ("half a character", rb'["\ud800"]'),
    ("a NUL", rb'["\u0000"]'),
    ("bottomless", b"[" * 100_000),
    ("deep", b"[" * 200 + b"]" * 200),
    ("a list of numbers", b"[1, 2]"),
    ("a text", b'"x"'),
    ("null", b"null"),
    ("an object", b"{}"),
    ("a list of lists", b"[[]]"),
]
FILES = [
    "meta",
    "codes",
    "rules",
    "calendar",
    "departments",
    "intermediaries",
    "matters/M01",
    "one_things/OT1",
]


@pytest.fixture(autouse=True)
def _small(small_folder: Path) -> None:
    """Judging ten matters shows what judging fifty does."""


@pytest.mark.parametrize("content", [row[1] for row in BROKEN], ids=[row[0] for row in BROKEN])
@pytest.mark.parametrize("file", ["rules", "departments", "matters/M01"])
def test_a_broken_file_is_a_schema_finding(file: str, content: bytes, folder: Path) -> None:
    (folder / f"{file}.json").write_bytes(content)
    found = lint_folder(folder)[1]
    assert any(f.code == "SCHEMA" and f.file == f"{file}.json" for f in found)


@pytest.mark.parametrize("file", FILES[:6])
def test_a_missing_file_is_named(file: str, folder: Path) -> None:
    (folder / f"{file}.json").unlink()
    assert {(f.code, f.file) for f in lint_folder(folder)[1]} == {("SCHEMA", f"{file}.json")}


def test_a_folder_in_place_of_a_file_is_named(folder: Path) -> None:
    (folder / "laws.json").unlink()
    (folder / "laws.json").mkdir()
    assert ("SCHEMA", "laws.json") in {(f.code, f.file) for f in lint_folder(folder)[1]}


def test_a_file_of_no_kind_is_named(folder: Path) -> None:
    (folder / "law.json").write_text("[]")
    assert [(f.code, f.file) for f in lint_folder(folder)[1]] == [("SCHEMA", "law.json")]


def test_a_missing_folder_is_one_finding(tmp_path: Path) -> None:
    assert [f.code for f in lint_folder(tmp_path / "nowhere")[1]] == ["SCHEMA"]


def test_a_broken_record_does_not_hide_or_blame_its_neighbours(edit: Callable[..., Path]) -> None:
    def spoil(found: Any) -> None:
        found[3]["verified"] = "perhaps"

    found = lint_folder(edit("laws.json", spoil))[1]
    assert [(f.code, f.path) for f in found] == [("SCHEMA", "/3/verified")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=10,
    ),
    key=st.sampled_from(
        ["id", "situations", "materials", "form", "parties", "promised_limit", "fee", "result", "name", "faq"]
    ),
)
def test_any_value_in_any_place_is_judged(value: Any, key: str, folder: Path) -> None:
    record = json.loads((folder / "matters" / "M01.json").read_text())
    record[key] = value
    (folder / "matters" / "M02.json").write_text(json.dumps(record))
    assert isinstance(lint_folder(folder)[1], list)


@given(st.text())
def test_any_text_is_a_document_or_unreadable(text: str) -> None:
    with suppress(Unreadable):
        json.dumps(parse_document(text))


def test_the_command_prints_findings_as_json_and_exits_with_one(folder: Path) -> None:
    (folder / "laws.json").write_text("[")
    out = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("lint_catalogue", str(folder), format="json", stdout=out)
    assert left.value.code == 1
    found = json.loads(out.getvalue())
    assert [set(entry) for entry in found] == [{"file", "code", "level", "path", "detail"}]


def test_the_command_is_silent_about_a_clean_folder(linjiang_folder: Path) -> None:
    out = StringIO()
    call_command("lint_catalogue", str(linjiang_folder), stdout=out)
    assert out.getvalue() == ""


def test_the_command_judges_single_handbooks(linjiang_folder: Path, examples: Path) -> None:
    out = StringIO()
    files = [str(examples / name) for name in ("good_matter.json", "bad_one_thing.json")]
    with pytest.raises(SystemExit):
        call_command("lint_catalogue", str(linjiang_folder), "--handbook", *files, stdout=out)
    assert out.getvalue().startswith("error CYCLE bad_one_thing.json#/record/edges: ")
    assert out.getvalue().count("\n") == 1
