"""The usual time in words, beside the promise and never instead of it (experience page, decision 4)."""

from django.utils.translation import gettext as _

from cases.models import Case, UsualTime
from core.calendar import working_minutes_between
from portal.citizen.words import language
from portal.formats import WORKING_DAY_MINUTES, duration


def usual_words(case: Case) -> str:
    """“Half are done within 1 day, nine of ten within 2”; empty where too few cases say anything. One query.

    What usually takes longer than was promised is told as the promise: a figure is no excuse.
    """
    errand = {"one_thing_version_id": case.one_thing_version_id, "handbook_id": case.handbook_id}
    found = UsualTime.objects.filter(**{name: key for name, key in errand.items() if key}).first()
    if found is None:
        return ""
    half, most = (min(minutes, _promised(case)) for minutes in (found.half_minutes, found.most_minutes))
    return _("Usually: half are done within %(half)s, nine of ten within %(most)s.") % {
        "half": duration(half, language(), WORKING_DAY_MINUTES),
        "most": duration(most, language(), WORKING_DAY_MINUTES),
    }


def _promised(case: Case) -> int:
    """The working minutes of the promise, from submission; no limit before there is one."""
    if case.submitted_at is None or case.promised_due_at is None:
        return 10**9
    return working_minutes_between(case.submitted_at, case.promised_due_at)
