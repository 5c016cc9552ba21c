"""Conditions of acceptance that a program can look at: an age written into a sentence of the handbook.

A handbook states its conditions in words. Where one says 年满六十周岁 (aged 60 or over) or 未满十八周岁
(under 18) and a date of birth is known, the applicant is warned before they send anything in vain. A
warning never stops anybody: the department decides. Pure.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.identity import birth_date, is_citizen_id
from core.text import pick
from matters.composing import Composition

_AGE = re.compile(r"(年满|不满|未满)([0-9]{1,3}|[一二三四五六七八九十]{1,3})(?:周)?岁")
_DIGITS = {sign: value for value, sign in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class AgeLimit:
    """At least so many years, or fewer than so many."""

    years: int
    at_least: bool

    def is_met(self, born: date, on: date) -> bool:
        """Whether somebody born then is of that age on that day."""
        return (age_on(born, on) >= self.years) is self.at_least


def age_on(born: date, on: date) -> int:
    """Full years: the day before the birthday still counts as the younger age (full years, 周岁)."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def age_limits(condition: str) -> list[AgeLimit]:
    """The ages that a sentence names."""
    return [AgeLimit(_years(number), word == "年满") for word, number in _AGE.findall(condition)]


def _years(number: str) -> int:
    """十八 is 18, 六十 is 60, 七十五 is 75; figures as they stand."""
    if number.isdecimal() and number.isascii():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS.get(number[-1], 0)
    return 10 * (_DIGITS.get(tens, 0) or 1) + _DIGITS.get(ones, 0)


def unmet_conditions(composition: Composition, born: date | None, on: date) -> list[str]:
    """The conditions of age that are not met on that day, in the reader's words, each once."""
    if born is None:
        return []
    conditions = [
        condition
        for matter in composition.matters
        for condition in composition.errand.handbook(matter)["accept_conditions"]
    ]
    unmet = [
        pick(condition)
        for condition in conditions
        if not all(limit.is_met(born, on) for limit in age_limits(condition["zh"]))
    ]
    return list(dict.fromkeys(unmet))


def warnings(composition: Composition, answers: Mapping[str, Any], on: date) -> dict[str, str]:
    """element -> warning, at the answer that says when the applicant was born."""
    stated = _birth_answer(composition, answers)
    if stated is None:
        return {}
    element, born = stated
    unmet = unmet_conditions(composition, born, on)
    return {element: warning_of(unmet)} if unmet else {}


def warning_of(unmet: list[str]) -> str:
    """One sentence for unmet conditions, which says what may be done all the same."""
    return _(
        "A condition here is: %(conditions)s. By the date of birth it is not met today. You may still apply; "
        "the department decides."
    ) % {"conditions": pgettext("between names", ", ").join(unmet)}


def _birth_answer(composition: Composition, answers: Mapping[str, Any]) -> tuple[str, date] | None:
    """The applicant's date of birth: stated as such, or read from their identity number."""
    for row in composition.fields:
        value = answers.get(row.element)
        if not (row.element.startswith("applicant_") and isinstance(value, str)):
            continue
        kind = composition.errand.sources.elements[row.element]["type"]
        if kind == "date" and "birth" in row.element and (born := _day(value)):
            return row.element, born
    number = answers.get("applicant_id_number")
    if isinstance(number, str) and is_citizen_id(number) and (born := birth_date(number)):
        return "applicant_id_number", born
    return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
