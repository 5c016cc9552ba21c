"""Small words of the citizen's pages: limits, lists, the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

# How a person wants to be spoken to (accounts.privacy.Profile) -> the language that pages are made in.
LOCALES = {"zh": "zh-hans", "en": "en"}


def language() -> str:
    """`zh` or `en`: what the page is written in."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def limit(value: Mapping[str, Any] | None) -> str:
    """A handbook's limit {"value", "unit"} in words: 20 minutes, 1 working day."""
    if value is None:
        return _("no limit in law")
    number = value["value"]
    words = {
        "minute": ngettext("%(n)s minute", "%(n)s minutes", number),
        "hour": ngettext("%(n)s hour", "%(n)s hours", number),
        "workday": ngettext("%(n)s working day", "%(n)s working days", number),
        "day": ngettext("%(n)s day", "%(n)s days", number),
        "month": ngettext("%(n)s month", "%(n)s months", number),
    }
    return words[value["unit"]] % {"n": number}


def workdays(number: int) -> str:
    """So many working days in words."""
    return limit({"value": number, "unit": "workday"})


def papers(number: int) -> str:
    """So many papers in words."""
    return ngettext("%(n)s paper", "%(n)s papers", number) % {"n": number}


def joined(names: Iterable[str]) -> str:
    """Names in one line, each once, with the language's own comma."""
    return pgettext("between names", ", ").join(dict.fromkeys(name for name in names if name))


def dotted(facts: Iterable[str]) -> str:
    """Unlike facts in one line, each once."""
    return " · ".join(dict.fromkeys(fact for fact in facts if fact))
