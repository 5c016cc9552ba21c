"""Say how it went in two taps: signed in, or by a signed link without signing in (C-15)."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.actor import Actor
from cases.actions import rate_case
from cases.models import Case
from cases.rating_links import opened
from core.errors import NotFound
from core.http import writes
from core.text import pick
from portal.citizen.drafts import Application
from portal.citizen.judged import Subject, subjects_of, told_of
from portal.judgement_form import GRADES, RUNS, JudgementForm, grade_of
from portal.views.common import case_url, of_case, see_other


@dataclass(frozen=True)
class Sheet:
    """One party's judgement of one case: what is to be judged now, and where the page stands."""

    case: Case
    actor: Actor
    subjects: list[Subject]
    address: str
    back_url: str

    def chosen(self, key: str) -> Subject:
        """The subject of that key. Raises NotFound where there is none."""
        for subject in self.subjects:
            if subject.key == key:
                return subject
        raise NotFound()


@writes
@of_case
def rate(request: HttpRequest, mine: Application) -> HttpResponse:
    """Five grades, tags, words: two presses are enough."""
    if mine.open or not mine.roles:
        raise NotFound()
    subjects = subjects_of(mine.case, mine.own_parties)
    return _page(
        request, Sheet(mine.case, mine.actor, subjects, case_url("rate", mine), case_url("case", mine))
    )


@writes
def rate_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The same by a link that was sent to one party: it opens this page and nothing else."""
    link = opened(token)
    subjects = subjects_of(link.case, [link.party])
    if link.visit is not None:
        subjects = [subject for subject in subjects if subject.visit == link.visit]
    address = reverse("portal:rate-by-link", kwargs={"token": token})
    return _page(request, Sheet(link.case, link.actor, subjects, address, ""))


def _page(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    data = request.POST if request.method == "POST" else request.GET
    default = sheet.subjects[0].key if sheet.subjects else ""
    subject = sheet.chosen(data.get("about", default))
    grade = grade_of(data.get("grade", ""))
    form = JudgementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        _keep(sheet, subject, form.cleaned_data)
        return see_other(f"{sheet.address}?about={subject.key}&thanks=1")
    return _shown(request, sheet, subject, form.for_grade(grade), grade)


def _keep(sheet: Sheet, subject: Subject, given: dict[str, Any]) -> None:
    runs = given["runs"] if subject.asks_runs else None
    rate_case(
        sheet.case,
        by=sheet.actor,
        grade=given["grade"],
        tags=given["tags"],
        words=given["words"],
        runs=runs,
        matter=subject.matter,
        visit=subject.visit,
    )


def _shown(
    request: HttpRequest, sheet: Sheet, subject: Subject, form: JudgementForm, grade: int | None
) -> HttpResponse:
    errors = [{"name": name, "message": " ".join(map(str, texts))} for name, texts in form.errors.items()]
    context = {
        "case": sheet.case,
        "name": pick(sheet.case.name),
        "subject": subject,
        "told": told_of(subject.rating) if subject.rating else None,
        "others": [row for row in sheet.subjects if row.key != subject.key and row.rating is None],
        "address": sheet.address,
        "back_url": sheet.back_url,
        "grades": GRADES,
        "grade": grade,
        "grade_words": str(dict(GRADES)[grade]) if grade else "",
        "runs": RUNS,
        "form": form,
        "thanks": bool(request.GET.get("thanks")) and subject.rating is not None,
        "errors": errors,
    }
    return render(request, "citizen/rate.html", context, status=422 if errors else 200)
