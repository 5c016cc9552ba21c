"""A single handbook is judged on top of a catalogue."""

import json
from pathlib import Path
from typing import Any

from matters.linting import Finding, lint_folder, lint_handbook

M01, OT1 = "matters/M01.json", "one_things/OT1.json"


def test_the_examples_have_exactly_the_expected_findings(linjiang_folder: Path, examples: Path) -> None:
    base, clean = lint_folder(linjiang_folder)
    assert clean == []
    for handbook in _expected(examples)["handbooks"]:
        found = lint_handbook(base, examples / handbook["file"])
        expected = {(handbook["file"], f["code"], f["path"]) for f in handbook["findings"]}
        assert {(f.file, f.code, f.path) for f in found} == expected
        assert handbook["publishable"] == all(f.level == "warning" for f in found)


def _expected(examples: Path) -> Any:
    return json.loads((examples / "expected_findings.json").read_text(encoding="utf-8"))


def test_a_handbook_that_breaks_a_one_thing_is_told_where(linjiang_folder: Path, tmp_path: Path) -> None:
    record = json.loads((linjiang_folder / M01).read_text())
    record.update(version=2, effective_from="2027-01-01", conclusion_fields=record["conclusion_fields"][3:])
    whole = {"format": "one-window-handbook", "kind": "matter", "record": record}
    file = tmp_path / "m01.json"
    file.write_text(json.dumps({**whole, "new_materials": [], "new_elements": []}))
    found: list[Finding] = lint_handbook(lint_folder(linjiang_folder)[0], file)
    assert {f.code for f in found} == {"PAYLOAD"}
    assert {f.file for f in found} == {OT1}
