"""The demo city's one-things, composed from the files."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from matters.composing import Sources, compose_records
from matters.composing.composition import Composition

ROOT = Path(__file__).resolve().parent.parent.parent
LINJIANG = ROOT / "catalogue" / "linjiang"
ORACLE = ROOT / "tests" / "catalogue_oracle" / "oracle.json"


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


SUBJECTS = {item["id"]: item["subject"] for item in _read(LINJIANG / "shared_data.json")}


def one_things() -> list[str]:
    """The codes of all one-things."""
    return sorted(path.stem for path in (LINJIANG / "one_things").glob("*.json"))


def profiles() -> list[tuple[str, dict[str, Any]]]:
    """Every situation profile of the oracle."""
    return [(case["one_thing"], case) for case in _read(ORACLE)["cases"]]


@cache
def _records(kind: str) -> dict[str, Any]:
    return {record["id"]: record for record in _read(LINJIANG / f"{kind}.json")}


def composed(code: str, profile: dict[str, Any] | None = None) -> Composition:
    """A one-thing with the handbooks of its own matters, as a case pins them."""
    record = _read(LINJIANG / "one_things" / f"{code}.json")
    own = [line["matter"] for line in record["matters"]]
    handbooks = {matter: _read(LINJIANG / "matters" / f"{matter}.json") for matter in own}
    rules = _read(LINJIANG / "rules.json")
    sources = Sources(handbooks, _records("materials"), _records("elements"), rules)
    given = profile or {"situation": {}, "form": {}}
    return compose_records(record, sources, given["situation"], given["form"])
