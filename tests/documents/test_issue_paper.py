"""A paper is written once per event, on the record of what it belongs to."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet

from accounts.actor import Actor
from core import clock
from core.errors import NotFound
from documents import files
from documents.actions import issue_paper
from documents.errors import GlyphMissing
from documents.models import Paper, StoredFile
from documents.papers.contexts import NotAcceptedNotice
from documents.subscribers import contents_are_intact
from ledger.models import Event
from matters.models import CatalogueImport
from tests.documents.samples import AT, HEAD, PAPERS, text

CONTEXT = PAPERS["acceptance"]


def issue(aggregate: QuerySet[Any], by: Actor, **options: Any) -> Paper:
    return issue_paper(CONTEXT, aggregate=aggregate, **{"source_event": 7, "by": by, **options})


def test_a_paper_is_kept_numbered_and_readable(aggregate: Any, by: Actor) -> None:
    with clock.frozen(AT):
        paper = issue(aggregate, by, language="en")
    assert paper.number.startswith("受〔2026〕第 ")
    assert (paper.kind, paper.language, paper.issued_at) == ("acceptance", "en", AT)
    assert files.read(paper.file).startswith(b"%PDF-")
    assert paper.file.pages == 1
    assert paper.file.name == "受理通知书 339981-20261120-03-000117.pdf"


def test_it_leaves_one_event_that_covers_the_paper_and_its_file(aggregate: Any, by: Actor) -> None:
    paper = issue(aggregate, by)
    event = Event.objects.get(action="documents.issue_paper")
    assert event.chain_id == aggregate.get().chain_id
    assert event.data["number"] == paper.number
    assert event.data["sha256"] == paper.file.sha256
    covered = {(table, key) for table, key, _digest in event.digests}
    assert covered == {("documents_paper", str(paper.pk)), ("documents_storedfile", str(paper.file_id))}
    assert "王小明" not in str(event.data)


def test_asking_twice_for_one_event_gives_the_same_paper(aggregate: Any, by: Actor) -> None:
    assert issue(aggregate, by) == issue(aggregate, by)
    assert Event.objects.filter(action="documents.issue_paper").count() == 1
    assert StoredFile.objects.count() == 1


def test_another_event_or_another_kind_gets_its_own_paper(aggregate: Any, by: Actor) -> None:
    first, second = issue(aggregate, by), issue(aggregate, by, source_event=8)
    third = issue_paper(PAPERS["receipt"], aggregate=aggregate, source_event=7, by=by)
    assert len({first.number, second.number, third.number}) == 3


def test_nothing_is_issued_with_a_character_missing(aggregate: Any, by: Actor) -> None:
    context = NotAcceptedNotice(**{**HEAD, "addressee": "\ue123", "reason": text("理由", "reason")})
    with pytest.raises(GlyphMissing):
        issue_paper(context, aggregate=aggregate, source_event=7, by=by)
    assert not Paper.objects.exists()
    assert not Event.objects.exists()


def test_there_is_no_paper_without_the_thing_it_belongs_to(db: None, by: Actor) -> None:
    with pytest.raises(NotFound):
        issue(CatalogueImport.objects.filter(pk=0), by)
    assert not Paper.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_at_once_write_one_paper(aggregate: Any, by: Actor) -> None:
    both_ready = threading.Barrier(2)
    issued: list[Paper] = []

    def work() -> None:
        try:
            both_ready.wait(timeout=20)
            issued.append(issue(aggregate, by))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(issued) == 2
    assert issued[0] == issued[1]
    assert Paper.objects.count() == StoredFile.objects.count() == 1


def test_the_verifier_names_a_file_whose_content_was_changed(
    aggregate: Any, by: Actor, settings: Any
) -> None:
    paper = issue(aggregate, by)
    covered = {"documents_storedfile": {str(paper.file_id)}}
    assert list(contents_are_intact(paper.chain_id, covered)) == []
    path = settings.MEDIA_ROOT / paper.file.key
    path.chmod(0o600)
    path.write_bytes(b"%PDF-forged")
    assert list(contents_are_intact(paper.chain_id, covered)) == [
        ("documents_storedfile", str(paper.file_id), "edited")
    ]
