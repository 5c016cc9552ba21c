"""A closed case goes to the archive: one package for each department, once, whole or not at all."""

import hashlib
import importlib
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from approvals.actions import archive_case, decide_task, open_round
from approvals.case_files import CaseFile
from approvals.deadlines import ARCHIVE_AGAIN
from approvals.selectors import ready_for_archive
from approvals.tasks import archive_closed, archive_one
from cases.actions import attach_material, hand_over_results, rate_case, submit_case
from cases.models import Case
from cases.states import CaseState
from core.clock import FrozenClock, frozen, now
from core.errors import Incomplete, NotAllowed, Stale, WrongState
from core.models import Timer
from core.timers import fire_due
from documents.files import read
from documents.models import ArchivePackage, Certificate
from documents.storage import store
from ledger import relay
from ledger.models import Event
from ledger.verifying.one_case import verify_case
from tests.cast import FRIDAY_MORNING, Cast
from tests.filling import paper
from tests.journeys.helpers import (
    approve,
    begin_house_transfer,
    complete_house_transfer,
    submitted_house_transfer,
    task_of,
)
from tests.racing import race, winners

pytestmark = pytest.mark.django_db
ARCHIVE = Actor.system("archive")
ACT = importlib.import_module("approvals.actions.archive_case")
CLOSING = timedelta(days=200)
FOUR_BYTES = "𠮷屋合同.pdf"


def deliver(cast: Cast) -> Case:
    """A house transfer from application to hand-over, with all its papers and certificates."""
    case = begin_house_transfer(cast)
    complete_house_transfer(cast, case)
    attach_material(case, by=cast.citizen, material="M-CONTRACT", files=[paper(cast.citizen, FOUR_BYTES)])
    case = open_round(submit_case(case, by=cast.citizen), by=cast.clerk)
    for matter in ("M01", "M02", "M03"):
        approve(cast, case, matter)
    relay.drain_all()
    hand_over_results(case, by=cast.exit_clerk, method="electronic", collector="王小明")
    rate_case(case, by=cast.citizen, grade=1, runs=0)
    return Case.objects.get(pk=case.pk)


def refuse(cast: Cast) -> Case:
    """A house transfer that the first department refuses; its papers are not written yet."""
    case = open_round(submitted_house_transfer(cast), by=cast.clerk)
    decide_task(task_of(case, "M01"), by=cast.reviewer("D-ZJJ"), decision="refuse", opinion="查封")
    return Case.objects.get(pk=case.pk)


@pytest.fixture
def time() -> Iterator[FrozenClock]:
    with frozen(FRIDAY_MORNING) as still:
        yield still


@pytest.fixture
def refused(cast: Cast, time: FrozenClock) -> Case:
    return refuse(cast)


@pytest.fixture
def final(refused: Case, time: FrozenClock) -> Case:
    """The same, when nobody can appeal any more."""
    time.move(CLOSING)
    return refused


@pytest.fixture
def fit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The four checks pass: for tests of what comes after them, that need no papers."""
    monkeypatch.setattr(CaseFile, "faults", lambda _whole: [])


def packages(case: Case) -> dict[str, ArchivePackage]:
    rows = ArchivePackage.objects.filter(chain_id=case.chain_id).select_related("department", "file")
    return {row.department.code: row for row in rows}


def opened(package: ArchivePackage) -> tuple[dict[str, Any], zipfile.ZipFile]:
    """A package's manifest and its ZIP."""
    content = zipfile.ZipFile(io.BytesIO(read(package.file)))
    return json.loads(content.read("manifest.json")), content


def scopes(manifest: dict[str, Any]) -> dict[str, set[str]]:
    """kind -> the scopes of its files."""
    found: dict[str, set[str]] = {}
    for file in manifest["files"]:
        found.setdefault(file["kind"], set()).add(file["scope"])
    return found


def check_whole(code: str, package: ArchivePackage, numbers: set[str]) -> None:
    """The manifest is the row's, and lists every file of the ZIP with its digest and size."""
    manifest, content = opened(package)
    assert hashlib.sha256(content.read("manifest.json")).hexdigest() == package.manifest_sha256
    assert (manifest["fonds"], manifest["department"]["code"]) == (package.fonds, code)
    listed = {file["path"]: (file["sha256"], file["size"]) for file in manifest["files"]}
    inside = {name: content.read(name) for name in content.namelist() if name != "manifest.json"}
    assert listed == {name: (hashlib.sha256(data).hexdigest(), len(data)) for name, data in inside.items()}
    assert len(listed) == package.files
    assert {package.number, *manifest["files_of_others"]} == numbers


def check_own_only(case: Case, code: str, package: ArchivePackage) -> None:
    """What other departments asked for and decided is not in it."""
    manifest, content = opened(package)
    [entry] = [task for task in case.rounds.get().plan["tasks"] if task["department"] == code]
    paths = [file["path"] for file in manifest["files"]]
    assert [path for path in paths if path.startswith("conclusions/")] == [
        f"conclusions/{entry['matter']}.json"
    ]
    stated = {row["element"] for row in json.loads(content.read("application.json"))}
    assert stated
    assert stated <= set(entry["fields"])
    certificates = Certificate.objects.filter(chain_id=case.chain_id, department__code=code)
    kept = {file["sha256"] for file in manifest["files"] if file["kind"] == "certificate"}
    assert kept == {row.file.sha256 for row in certificates}


def test_each_department_gets_a_whole_package_of_its_own_on_one_record(cast: Cast, time: FrozenClock) -> None:
    case = deliver(cast)
    time.move(CLOSING)
    assert archive_case(case, by=ARCHIVE).state == CaseState.ARCHIVED
    kept = packages(case)
    numbers = {row.number for row in kept.values()}
    assert set(kept) == {"D-ZJJ", "D-SWJ", "D-ZGJ"}
    assert len({row.fonds for row in kept.values()}) == len(numbers) == 3
    for code, package in kept.items():
        check_whole(code, package, numbers)
        check_own_only(case, code, package)
    manifest, content = opened(kept["D-ZGJ"])
    assert scopes(manifest) == {
        "record": {"own", "shared"},
        "material": {"shared"},
        "paper": {"shared"},
        "certificate": {"own"},
        "conclusion": {"own"},
    }
    assert json.loads(content.read("conclusions/M03.json"))["facts_from"]
    [named] = [file for file in manifest["files"] if file.get("name") == FOUR_BYTES]
    assert named["path"].endswith(FOUR_BYTES)
    event = Event.objects.get(chain_id=case.chain_id, action="cases.archive_case")
    assert event.data["packages"] == {code: row.number for code, row in kept.items()}
    assert {row.through_seq for row in kept.values()} == {event.seq - 1}
    assert list(verify_case(case.chain_id)) == []


@pytest.mark.usefixtures("fit")
def test_a_package_cannot_be_changed_and_a_change_behind_the_back_is_named(final: Case) -> None:
    archive_case(final, by=ARCHIVE)
    row = packages(final)["D-ZGJ"]
    assert row.retention == "D10"
    with pytest.raises(DatabaseError), transaction.atomic():
        ArchivePackage.objects.filter(pk=row.pk).update(fonds="X")
    with transaction.atomic():
        connection.cursor().execute("SET LOCAL session_replication_role = replica")
        ArchivePackage.objects.filter(pk=row.pk).update(fonds="X")
        found = {(problem.table, problem.key) for problem in verify_case(final.chain_id)}
        transaction.set_rollback(True)
    assert found == {("documents_archivepackage", str(row.pk))}


@pytest.mark.usefixtures("fit")
def test_a_departments_packages_are_handed_over_once_each_under_its_number(
    final: Case, tmp_path: Path
) -> None:
    archive_case(final, by=ARCHIVE)
    package = packages(final)["D-ZGJ"]
    call_command("export_archive", "D-ZGJ", str(package.year), str(tmp_path))
    [copied] = tmp_path.iterdir()
    assert copied.name == f"{package.number}.zip"
    assert hashlib.sha256(copied.read_bytes()).hexdigest() == package.file.sha256
    copied.write_bytes(b"kept")
    call_command("export_archive", "D-ZGJ", str(package.year), str(tmp_path))
    assert copied.read_bytes() == b"kept"


@pytest.mark.forges
@pytest.mark.usefixtures("fit")
def test_a_damaged_package_is_not_handed_over(final: Case, tmp_path: Path) -> None:
    archive_case(final, by=ARCHIVE)
    package = packages(final)["D-ZGJ"]
    store().delete(package.file.key)
    with pytest.raises(CommandError):
        call_command("export_archive", "D-ZGJ", str(package.year), str(tmp_path))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("fit")
def test_supervision_reads_which_packages_there_are(final: Case) -> None:
    archive_case(final, by=ARCHIVE)
    client = Client(headers={"accept-language": "en"})
    client.force_login(Cast.user("supervisor1"), backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("supervision:case", args=[final.number])).content.decode()
    for package in packages(final).values():
        assert package.number in page


@pytest.mark.usefixtures("fit")
def test_repeating_changes_nothing(final: Case) -> None:
    archived = archive_case(final, by=ARCHIVE)
    again = archive_case(final, by=ARCHIVE)
    assert again.version == archived.version
    assert len(packages(final)) == 3


def test_nobody_archives_by_hand(cast: Cast, final: Case) -> None:
    for who in (cast.clerk, cast.supervisor, cast.citizen, cast.stranger, cast.reviewer("D-ZJJ")):
        with pytest.raises(NotAllowed):
            archive_case(final, by=who)
    assert not packages(final)


@pytest.mark.usefixtures("fit")
def test_what_can_still_be_appealed_against_stays_and_the_sweeper_counts_as_the_act_does(
    refused: Case, time: FrozenClock
) -> None:
    time.move(timedelta(days=178))
    for _day in range(20):
        found = ready_for_archive(now(), 10)
        if found:
            break
        with pytest.raises(WrongState) as still:
            archive_case(refused, by=ARCHIVE)
        assert still.value.code == "appeal_open"
        time.move(timedelta(days=1))
    assert found == [refused.pk]
    assert archive_case(refused, by=ARCHIVE).state == CaseState.ARCHIVED


def test_a_case_that_is_not_closed_is_not_archived(cast: Cast, at_window: Case) -> None:
    for case in (at_window, open_round(at_window, by=cast.clerk)):
        with pytest.raises(WrongState):
            archive_case(case, by=ARCHIVE)


def test_a_case_with_a_lost_file_or_without_its_decision_waits_and_does_not_hold_up_others(
    final: Case, time: FrozenClock
) -> None:
    contract = final.materials.get().file
    whole = store().open(contract.key).read()
    store().delete(contract.key)
    with pytest.raises(Incomplete) as refused:
        archive_case(final, by=ARCHIVE)
    assert {error["nature"] for error in refused.value.errors} == {"authenticity", "completeness"}
    assert not archive_one(final.pk)
    assert ready_for_archive(now(), 10) == []
    store().save(contract.key, ContentFile(whole))
    relay.drain_all()
    time.move(timedelta(days=1, minutes=1))
    assert fire_due() == 1
    assert not Timer.objects.filter(kind=ARCHIVE_AGAIN).exists()
    assert ready_for_archive(now(), 10) == [final.pk]
    assert archive_one(final.pk)


@pytest.mark.usefixtures("fit")
def test_cut_off_in_the_middle_it_leaves_nothing_and_is_made_again_with_the_same_bytes(
    final: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: set[str] = set()

    def cut_off(*_args: Any, **_given: Any) -> int:
        made.update(row.file.sha256 for row in packages(final).values())
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(ACT, "record", cut_off)
        with pytest.raises(SystemExit):
            archive_case(final, by=ARCHIVE)
    assert len(made) == 3
    assert not packages(final)
    archive_case(final, by=ARCHIVE)
    assert {row.file.sha256 for row in packages(final).values()} == made


@pytest.mark.usefixtures("fit")
def test_what_happened_while_it_was_packed_is_not_left_out(
    cast: Cast, final: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = ACT.pack

    def meanwhile(*args: Any) -> Any:
        if not final.ratings.exists():
            rate_case(final, by=cast.citizen, grade=2)
        return pack(*args)

    with monkeypatch.context() as patched:
        patched.setattr(ACT, "pack", meanwhile)
        with pytest.raises(Stale):
            archive_case(final, by=ARCHIVE)
    assert archive_case(final, by=ARCHIVE).state == CaseState.ARCHIVED


@pytest.mark.usefixtures("fit")
def test_the_sweeper_hands_over_a_batch_in_the_papers_queue(
    final: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    handed: list[tuple[tuple[int], str]] = []
    monkeypatch.setattr(archive_one, "apply_async", lambda args, queue: handed.append((args, queue)))
    assert archive_closed() == 1
    assert handed == [((final.pk,), "papers")]
    archive_one(final.pk)
    assert archive_closed() == 0


@pytest.mark.usefixtures("fit")
@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_make_one_package_for_each_department(cast: Cast) -> None:
    with frozen(FRIDAY_MORNING) as time:
        case = refuse(cast)
        time.move(CLOSING)
        results = race(*(lambda: archive_case(case, by=ARCHIVE) for _twin in range(2)))
    assert len(winners(results)) == 2
    assert len(packages(case)) == 3
    assert Event.objects.filter(chain_id=case.chain_id, action="cases.archive_case").count() == 1
