"""The demo city's catalogue, as files, as records and in the database."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from core import calendar_cache
from matters.composing import Sources, stored

ROOT = Path(__file__).resolve().parent.parent.parent
LINJIANG = ROOT / "catalogue" / "linjiang"
ORACLE = ROOT / "tests" / "catalogue_oracle"

Edit = Callable[..., Path]


def read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def _forget_what_was_kept() -> Iterator[None]:
    """Rolled-back rows give their keys to others."""
    stored.forget()
    calendar_cache.forget()
    yield
    stored.forget()
    calendar_cache.forget()


@pytest.fixture(scope="session")
def linjiang_folder() -> Path:
    return LINJIANG


@pytest.fixture(scope="session")
def examples() -> Path:
    return ORACLE / "examples"


@pytest.fixture(scope="session")
def records() -> Callable[[str], Any]:
    """records("matters") -> {id: record}, records("one_things") likewise, records("rules") the file."""

    def load(kind: str) -> Any:
        if (LINJIANG / kind).is_dir():
            found = [read(file) for file in sorted((LINJIANG / kind).glob("*.json"))]
        else:
            found = read(LINJIANG / f"{kind}.json")
        return {record["id"]: record for record in found} if isinstance(found, list) else found

    return load


@pytest.fixture(scope="session")
def sources(records: Callable[[str], Any]) -> Sources:
    return Sources(records("matters"), records("materials"), records("elements"), records("rules"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue that a test may spoil."""
    copy = tmp_path / "city"
    shutil.copytree(LINJIANG, copy)
    return copy


@pytest.fixture
def small_folder(folder: Path) -> Path:
    """A catalogue of ten matters and one one-thing, for tests that only judge."""
    kept = {*["M01", "M02", "M03", "M04", "M05", "M06", "M14", "M70", "M80", "M81", "OT1"], None}
    for file in [*folder.glob("matters/*"), *folder.glob("one_things/*")]:
        if file.stem not in kept:
            file.unlink()
    knowledge = [entry for entry in read(folder / "knowledge.json") if entry["about"] in kept]
    (folder / "knowledge.json").write_text(json.dumps(knowledge), encoding="utf-8")
    return folder


@pytest.fixture
def edit(folder: Path) -> Edit:
    """edit("matters/M01.json", change) runs change(document) and writes the document back."""

    def change_file(name: str, change: Callable[[Any], Any]) -> Path:
        file = folder / name
        document = read(file)
        replaced = change(document)
        text = json.dumps(document if replaced is None else replaced, ensure_ascii=False)
        file.write_text(text, encoding="utf-8")
        return folder

    return change_file


@pytest.fixture
def linjiang(city: None) -> None:
    """The whole demo city in the database, in force."""
