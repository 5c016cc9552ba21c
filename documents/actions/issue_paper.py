"""Write a paper and put it on the record."""

from typing import Any

from django.db.models import QuerySet

from accounts.actor import Actor
from core.acts import act
from documents import wording
from documents.files import keep, record_kept
from documents.models import Paper
from documents.numbers import next_paper_number
from documents.papers.contexts import PaperContext, content_digest
from documents.papers.rendering import page_count, render
from ledger.recording import hold, record


@act
def issue_paper(
    context: PaperContext,
    *,
    aggregate: QuerySet[Any],
    source_event: int,
    by: Actor,
    language: str = "zh",
) -> Paper:
    """The paper that an event calls for, once per kind and event however often it is asked for.

    `aggregate` is the one row (a case, say) on whose chain it is recorded. Drawing takes longer
    than anything else here, so it is done before the lock is taken. Raises GlyphMissing.
    """
    wanted = Paper.objects.filter(
        chain__in=aggregate.values("chain"), kind=context.kind, source_event=source_event
    )
    if issued := wanted.first():
        return issued
    number = next_paper_number(context.word)
    pdf = render(context, language, number=number)
    kept, pages = keep(pdf), page_count(pdf)
    row, held = hold(aggregate)
    if issued := wanted.first():
        return issued
    file = record_kept(kept, name=f"{context.title['zh']} {context.case_number}", by=by, pages=pages)
    paper = Paper.objects.create(
        chain_id=held.id,
        kind=context.kind,
        number=number,
        language=language,
        file=file,
        issued_at=held.now,
        content_sha256=content_digest(context, number=number, language=language),
        source_event=source_event,
    )
    data = {"kind": context.kind, "title": dict(context.title), "number": number, "sha256": file.sha256}
    record(wording.ISSUE_PAPER, held, by=by, subject=row, changed=[paper, file], data=data)
    return paper
