"""CATCH_ALL, VAGUE_HARD, VAGUE_SOFT: texts that say nothing definite (A-037)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.catalogue import Catalogue, Entry
from matters.linting.findings import Finding

Steps = tuple[object, ...]


@dataclass(frozen=True)
class VagueWords:
    """The words and patterns of rules.json, compiled."""

    catch_all: re.Pattern[str]
    hard: re.Pattern[str]
    soft: re.Pattern[str]
    exempt: re.Pattern[str]

    @classmethod
    def of(cls, terms: Any) -> "VagueWords":
        """Raises re.error for a pattern that can't be compiled."""
        return cls(
            catch_all=_either(terms["catch_all"], terms["catch_all_patterns"]),
            hard=_either(terms["hard"], terms["hard_patterns"]),
            soft=_either(terms["soft"], []),
            exempt=re.compile(terms["exempt_pattern"]),
        )

    def judge(self, text: str) -> tuple[str, str] | None:
        """(code, the words found): a catch-all, else a hard word, else a soft one."""
        tries = (
            ("CATCH_ALL", self.catch_all, text),
            ("VAGUE_HARD", self.hard, self.exempt.sub("", text)),
            ("VAGUE_SOFT", self.soft, text),
        )
        for code, pattern, where in tries:
            found = pattern.search(where)
            if found:
                return code, found.group()
        return None


def check_wording(catalogue: Catalogue) -> Iterator[Finding]:
    """At most one finding per text; only the Chinese half is judged."""
    for entry in catalogue.of("rules"):
        try:
            words = VagueWords.of(entry.record["vague_terms"])
        except re.error as error:
            reason = _("A pattern can't be read: %(why)s") % {"why": error}
            yield entry.finding("SCHEMA", reason, "vague_terms")
            return
        for record in catalogue.entries:
            for text, steps in _texts(record):
                found = words.judge(text)
                if found:
                    reason = _("“%(words)s” does not say what exactly.") % {"words": found[1]}
                    yield record.finding(found[0], reason, *steps, "zh")


def _texts(entry: Entry) -> Iterator[tuple[str, Steps]]:
    record = entry.record
    if entry.kind in ("matters", "one_things", "materials", "elements"):
        yield record["name"]["zh"], ("name",)
    if entry.kind == "elements":
        yield record["help"]["zh"], ("help",)
    if entry.kind == "matters":
        yield record["result"]["name"]["zh"], ("result", "name")
        for place, condition in enumerate(record["accept_conditions"]):
            yield condition["zh"], ("accept_conditions", place)
        for place, faq in enumerate(record["faq"]):
            yield faq["answer"]["zh"], ("faq", place, "answer")


def _either(terms: list[str], patterns: list[str]) -> re.Pattern[str]:
    for pattern in patterns:
        re.compile(pattern)
    return re.compile("|".join([*map(re.escape, terms), *(f"(?:{pattern})" for pattern in patterns)]))
