"""Importing is all or nothing, repeats without effect, and follows the rules of versions."""

import re
from collections.abc import Callable
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accounts.models import Area, Department, Organisation, Person, ServicePoint
from core.calendar import due
from ledger.models import Event
from matters.canonical import fingerprint
from matters.importing import sections
from matters.importing.running import import_folder
from matters.importing.stored import stored_catalogue
from matters.linting import read_folder
from matters.models import (
    CatalogueImport,
    CityRules,
    CodeTable,
    Edge,
    Handbook,
    ImportedRecord,
    KnowledgeEntry,
    Law,
    MaterialLine,
    Matter,
    OneThingVersion,
    SearchEntry,
)

M01 = "matters/M01.json"
LATER = "2027-03-01"


def upgrade(record: Any) -> None:
    """The next version of a handbook, in force later."""
    record["version"] += 1
    record["effective_from"] = LATER
    record["change_note"] = {"zh": "缩短时限", "en": "Shorter limit"}
    record["promised_limit"] = {"value": 10, "unit": "minute"}


def counted() -> dict[str, int]:
    models = (Department, Matter, Handbook, Law, CodeTable, ImportedRecord, CityRules, SearchEntry, Event)
    return {model.__name__: model.objects.count() for model in models}


def codes_of(outcome: Any) -> list[str]:
    return [finding.code for finding in outcome.findings]


def test_the_whole_city_is_there(linjiang: None) -> None:
    assert (Department.objects.count(), ServicePoint.objects.count()) == (24, 11)
    assert (Matter.objects.count(), Handbook.objects.published().count()) == (48, 48)
    assert OneThingVersion.objects.published().count() == 7
    assert (Person.objects.exclude(code=None).count(), Organisation.objects.count()) == (6, 3)
    assert Area.objects.get(code="339981001001").parent.code == "339981001"
    assert Area.objects.get(code="339981001").parent.code == "339981000"
    assert ServicePoint.objects.get(code="H-SUB1").parent.code == "H-MAIN"
    assert not MaterialLine.objects.filter(law=None).exists()
    assert Edge.objects.filter(gate="before_start", source__code="M03", target__code="M05").count() == 1


def test_every_record_can_be_written_out_again(linjiang: None, linjiang_folder: Path) -> None:
    kept = {(entry.kind, entry.id): fingerprint(entry.record) for entry in stored_catalogue().entries}
    read = read_folder(linjiang_folder).catalogue.entries
    assert kept == {(entry.kind, entry.id): fingerprint(entry.record) for entry in read}


def test_halls_keep_the_order_of_the_file(linjiang: None, records: Callable[[str], Any]) -> None:
    assert list(ServicePoint.objects.values_list("code", flat=True)) == list(records("halls"))


def test_a_second_import_changes_nothing(linjiang: None, linjiang_folder: Path) -> None:
    before = counted()
    outcome = import_folder(linjiang_folder, publish=True)
    assert (outcome.findings, outcome.written, outcome.published) == ([], {}, [])
    assert counted() == before


def test_an_error_leaves_nothing_behind(db: None, edit: Callable[..., Path]) -> None:
    folder = edit("elements.json", lambda found: found[0].update(type="nonsense"))
    outcome = import_folder(folder, publish=True)
    assert outcome.refused
    assert set(counted().values()) == {0}


def test_what_only_the_database_refuses_is_a_finding_too(db: None, edit: Callable[..., Path]) -> None:
    folder = edit("laws.json", lambda found: found[0].update(version="x" * 500))
    outcome = import_folder(folder)
    assert codes_of(outcome) == ["SCHEMA"]
    assert not Department.objects.exists()


def test_a_trial_writes_nothing(db: None, linjiang_folder: Path) -> None:
    outcome = import_folder(linjiang_folder, publish=True, dry_run=True)
    assert outcome.findings == []
    assert set(counted().values()) == {0}


def test_without_publish_handbooks_are_drafts_until_they_are_published(
    db: None, linjiang_folder: Path
) -> None:
    import_folder(linjiang_folder)
    assert Handbook.objects.count() == 48
    assert not Handbook.objects.published().exists()
    outcome = import_folder(linjiang_folder, publish=True)
    assert len(outcome.published) == 55
    assert Handbook.objects.published().count() == 48


def test_a_higher_version_closes_the_old_one_the_day_before(
    linjiang: None, edit: Callable[..., Path]
) -> None:
    outcome = import_folder(edit(M01, upgrade), publish=True)
    assert outcome.findings == []
    assert outcome.written == {"matters": 1}
    old, new = Handbook.objects.filter(matter__code="M01").order_by("version")
    assert (str(old.effective_to), new.version, new.effective_to) == ("2027-02-28", 2, None)
    assert not new.is_in_force(old.effective_to)


def test_a_draft_of_a_higher_version_closes_nothing(linjiang: None, edit: Callable[..., Path]) -> None:
    import_folder(edit(M01, upgrade))
    old, new = Handbook.objects.filter(matter__code="M01").order_by("version")
    assert (old.effective_to, new.published_at) == (None, None)


def test_the_old_folder_still_merges_after_an_upgrade(
    linjiang: None, edit: Callable[..., Path], linjiang_folder: Path
) -> None:
    import_folder(edit(M01, upgrade), publish=True)
    outcome = import_folder(linjiang_folder, publish=True)
    assert (outcome.findings, outcome.written) == ([], {})


def _other(key: str, value: Any) -> Callable[[Any], None]:
    def change(found: Any) -> None:
        (found[0] if isinstance(found, list) else found)[key] = value

    return change


NAME = {"zh": "别名", "en": "Other"}


@pytest.mark.parametrize(
    ("file", "change"),
    [
        (M01, _other("note", None)),
        ("one_things/OT1.json", _other("note", NAME)),
        ("laws.json", _other("name", NAME)),
        ("departments.json", _other("name", NAME)),
        ("halls.json", _other("name", NAME)),
        ("windows.json", _other("name", NAME)),
        ("people.json", _other("name", NAME)),
        ("organisations.json", _other("name", NAME)),
        ("codes.json", _other("name", NAME)),
        ("elements.json", _other("name", NAME)),
        ("knowledge.json", _other("answer", NAME)),
        ("rules.json", _other("sub_centre_max", 9)),
        ("calendar.json", lambda found: found["years"][1]["holidays"].pop()),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_same_id_with_other_content_is_a_conflict(
    file: str, change: Callable[[Any], Any], linjiang: None, edit: Callable[..., Path]
) -> None:
    before = counted()
    outcome = import_folder(edit(file, lambda found: change(found) and None), publish=True)
    assert "CONFLICT" in codes_of(outcome)
    assert {finding.file for finding in outcome.findings if finding.code == "CONFLICT"} == {file}
    assert counted() == before


@pytest.mark.parametrize(
    ("key", "value", "path"),
    [("version", 3, "/version"), ("effective_from", "2026-01-01", "/effective_from")],
)
def test_a_version_that_skips_or_begins_too_early_is_a_conflict(
    key: str, value: Any, path: str, linjiang: None, edit: Callable[..., Path]
) -> None:
    outcome = import_folder(edit(M01, lambda found: upgrade(found) or found.update({key: value})))
    assert [(finding.code, finding.path) for finding in outcome.findings] == [("CONFLICT", path)]


def test_a_new_year_of_the_calendar_is_added(linjiang: None, edit: Callable[..., Path]) -> None:
    year = {"year": 2027, "holidays": ["2027-01-01"], "makeup_workdays": []}
    outcome = import_folder(edit("calendar.json", lambda found: found["years"].append(year)))
    assert outcome.findings == []
    assert not due(date(2027, 1, 4), 1, "workday").provisional


def test_a_part_of_a_catalogue_is_judged_on_top_of_the_database(
    linjiang: None, folder: Path, edit: Callable[..., Path]
) -> None:
    edit(M01, upgrade)
    for file in folder.rglob("*.json"):
        if file.name not in ("M01.json", "meta.json"):
            file.unlink()
    outcome = import_folder(folder, publish=True)
    assert (outcome.findings, outcome.written) == ([], {"matters": 1})


def test_a_one_thing_waits_for_its_matters_to_be_in_force(db: None, folder: Path) -> None:
    import_folder(folder)
    for file in folder.glob("matters/*"):
        file.unlink()
    assert set(codes_of(import_folder(folder, publish=True))) == {"UNKNOWN_REF"}
    assert import_folder(folder).findings == []


def test_a_part_of_a_catalogue_alone_is_not_enough(db: None, folder: Path) -> None:
    (folder / "laws.json").unlink()
    assert "SCHEMA" in codes_of(import_folder(folder))


def test_an_upgrade_that_breaks_a_stored_one_thing_is_refused(
    linjiang: None, edit: Callable[..., Path], folder: Path
) -> None:
    def lose_conclusion(record: Any) -> None:
        upgrade(record)
        record["conclusion_fields"] = record["conclusion_fields"][3:]

    edit(M01, lose_conclusion)
    (folder / "one_things" / "OT1.json").unlink()
    outcome = import_folder(folder, publish=True)
    assert set(codes_of(outcome)) == {"PAYLOAD"}


def test_another_city_joins_the_first(linjiang: None, folder: Path) -> None:
    _rename_city(folder)
    outcome = import_folder(folder, publish=True)
    assert outcome.findings == []
    assert CityRules.objects.count() == 2
    assert Handbook.objects.published().count() == 96
    assert ServicePoint.objects.last().ordinal == 21
    assert Handbook.objects.get(matter__code="ZM01").rules.catalogue == "otherville"


def _rename_city(folder: Path) -> None:
    """Another catalogue of the same bureaus: other halls, windows, matters and one-things."""
    for file in folder.rglob("*.json"):
        text = re.sub(r'"(M\d\d|OT\d|X01|K\d|F\d|DR\d)"', r'"Z\1"', file.read_text(encoding="utf-8"))
        text = re.sub(r'"([HW])-', r'"\1-Z', text)
        file.write_text(text.replace('"id": "linjiang"', '"id": "otherville"'), encoding="utf-8")


def test_an_app_above_writes_its_own_kind(
    db: None, linjiang_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setitem(
        sections._loaders, "windows", lambda entries, context: seen.extend(e.id for e in entries)
    )
    import_folder(linjiang_folder)
    assert seen[:3] == ["W-INV", "W-BIZ", "W-RE"]


def test_each_publication_and_the_import_are_events(linjiang: None) -> None:
    assert Event.objects.filter(action="matters.publish_handbook").count() == 55
    told = Event.objects.get(action="matters.import_catalogue")
    assert told.data["catalogue"] == "linjiang"
    assert told.data["published"] == CatalogueImport.objects.get().published == 55


def test_the_command_prints_a_finding_per_line_and_exits_with_one(
    db: None, edit: Callable[..., Path]
) -> None:
    folder = edit(M01, lambda found: found["materials"][0].update(basis=None))
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("import_catalogue", str(folder), "--publish", stdout=out, stderr=err)
    assert left.value.code == 1
    assert out.getvalue().startswith(f"error NO_LEGAL_BASIS {M01}#/materials/0/basis: ")


def test_knowledge_is_tied_to_what_it_is_about(linjiang: None) -> None:
    assert KnowledgeEntry.objects.get(code="K1").one_thing.code == "OT1"
    assert KnowledgeEntry.objects.get(code="K2").matter.code == "M14"
