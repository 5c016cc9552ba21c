"""Notices of what is missing: made and answered in one way at the window and at the desk."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Min
from django.utils.translation import gettext_lazy as _

from cases.composing import composition_of
from cases.deadlines import TOLERANCE_DUE
from cases.models import Answer, Case, Correction, Draft, Undertaking
from cases.rules import Gap, answered_gaps, source_of
from cases.selectors import materials_of
from cases.values import doubt
from core.errors import BadInput, Incomplete
from core.timers import cancel_timers, set_timer


def check_gaps(case: Case, gaps: Sequence[Gap]) -> list[Gap]:
    """The gaps with blanks trimmed; BadInput unless each names one material or element, and why."""
    composition = composition_of(case, {})
    sources = composition.errand.sources
    checked = [_clean(gap) for gap in gaps]
    wrong = [
        gap
        for gap in checked
        if not gap["reason"]
        or ("material" in gap) == ("element" in gap)
        or gap.get("material", next(iter(sources.materials), None)) not in sources.materials
        or gap.get("element", next(iter(sources.elements), None)) not in sources.elements
    ]
    if wrong or not checked:
        raise BadInput(
            _("Name each missing material or answer once, with the reason in words."),
            errors=wrong or [{"field": "gaps", "reason": _("Nothing was named.")}],
        )
    return checked


def _clean(gap: Any) -> Gap:
    if not isinstance(gap, dict):
        return {"reason": ""}
    texts = {
        key: gap[key].strip() for key in ("material", "element", "reason") if isinstance(gap.get(key), str)
    }
    return {"reason": "", **{key: text for key, text in texts.items() if text}}


def new_correction(
    case: Case,
    gaps: list[Gap],
    *,
    at: datetime,
    due: datetime,
    matter: str = "",
    department_id: int | None = None,
) -> Correction:
    """A numbered notice; the second for the same case is visible by its number."""
    ordinal = Correction.objects.filter(case=case).count() + 1
    return Correction.objects.create(
        case=case,
        ordinal=ordinal,
        gaps=gaps,
        asked_at=at,
        due_at=due,
        matter=matter,
        asked_by_department_id=department_id,
    )


def settle(
    case: Case, notices: Iterable[Correction], *, at: datetime
) -> tuple[list[Correction], list[Answer]]:
    """Answer those notices with what has come in since; every gap must be closed.

    Returns the answered notices and the answers that changed. Raises Incomplete naming all that is
    still open or doubtful.
    """
    draft = Draft.objects.get(case=case)
    notices = list(notices)
    fresh = _handed_in_since(case, notices)
    open_gaps = [
        gap
        for notice in notices
        for gap in answered_gaps(notice.gaps, draft.answers, fresh.get(notice.pk, set()))
    ]
    doubtful = _doubtful(case, notices, draft)
    if open_gaps or doubtful:
        raise Incomplete(_("Not everything that was asked for has come yet."), errors=[*open_gaps, *doubtful])
    answers = _update_answers(case, notices, draft)
    for notice in notices:
        notice.answered_at = at
    Correction.objects.bulk_update(notices, ["answered_at"])
    return notices, answers


def answerable(case: Case, notices: Iterable[Correction]) -> list[Correction]:
    """The notices whose every gap has been closed: one department's question waits for no other's."""
    notices = list(notices)
    answers = Draft.objects.get(case=case).answers
    fresh = _handed_in_since(case, notices)
    return [row for row in notices if not answered_gaps(row.gaps, answers, fresh.get(row.pk, set()))]


def close_unanswered(case: Case, matters: Collection[str], *, at: datetime) -> list[Correction]:
    """Closes the questions of matters that are decided or have fallen: nobody waits for them any more."""
    rows = list(Correction.objects.filter(case=case, matter__in=matters, answered_at__isnull=True))
    for row in rows:
        row.answered_at = at
    Correction.objects.bulk_update(rows, ["answered_at"])
    return rows


def _handed_in_since(case: Case, notices: list[Correction]) -> dict[int, set[str]]:
    """For each notice the materials handed in after it was sent: an old file answers no new question."""
    materials = materials_of(case)
    return {
        notice.pk: {row.material for row in materials if row.added_at >= notice.asked_at}
        for notice in notices
    }


def _asked_elements(notices: list[Correction]) -> list[str]:
    return [gap["element"] for notice in notices for gap in notice.gaps if "element" in gap]


def _doubtful(case: Case, notices: list[Correction], draft: Draft) -> list[Gap]:
    elements = composition_of(case, {}).errand.sources.elements
    return [
        {"element": name, "reason": reason}
        for name in _asked_elements(notices)
        if name in draft.answers and (reason := doubt(elements[name], draft.answers[name]))
    ]


def _update_answers(case: Case, notices: list[Correction], draft: Draft) -> list[Answer]:
    """The values given anew become the case's answers; `corrected` are those that changed.

    One that was sent back as it was is the applicant's to insist on, and is told apart for the staff.
    """
    names = dict.fromkeys(_asked_elements(notices))
    stated_before = Answer.objects.filter(case=case, element__in=names)
    before = dict(stated_before.values_list("element", "value"))
    rows = []
    for name in names:
        changed = name not in before or before[name] != draft.answers[name]
        stated = {"value": draft.answers[name], **source_of(draft.sources.get(name)), "corrected": changed}
        row, _created = Answer.objects.update_or_create(case=case, element=name, defaults=stated)
        rows.append(row)
    return rows


def next_owed(case: Case) -> datetime | None:
    """When the earliest of what is still owed is due; None when nothing is."""
    owed = Undertaking.objects.filter(case=case, fulfilled_at__isnull=True)
    return owed.aggregate(first=Min("due_at"))["first"]


def watch_what_is_owed(case: Case) -> None:
    """Points the case and its timer at the earliest undertaking that is still open."""
    case.tolerated_until = next_owed(case)
    if case.tolerated_until:
        set_timer(TOLERANCE_DUE, str(case.pk), case.tolerated_until)
    else:
        cancel_timers(str(case.pk), TOLERANCE_DUE)


def fulfil_undertakings(case: Case, *, at: datetime) -> list[Undertaking]:
    """Marks the owed materials that have come in by now."""
    here = {row.material for row in materials_of(case)}
    owed = [
        row
        for row in Undertaking.objects.filter(case=case, fulfilled_at__isnull=True)
        if row.material in here
    ]
    for row in owed:
        row.fulfilled_at = at
    if owed:
        Undertaking.objects.bulk_update(owed, ["fulfilled_at"])
    return owed
