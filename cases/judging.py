"""What a judgement means: which grades are bad, which words fit a grade, what runs are told. Pure."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

Text = Mapping[str, str]

GRADES = range(1, 6)  # 1 best, 5 worst (GB/T 39046-2020 A.8)
BAD = frozenset({4, 5})  # 不满意, 非常不满意 (国办发〔2019〕51号)
ANSWER_WORKDAYS = 5  # to put right and answer; local practice, rules.md B.6
PROMISED_RUNS = 1  # "at most one run"
TAGS_FILE = Path(__file__).parent / "rating_tags.json"


@dataclass(frozen=True)
class Tag:
    """A ready-made word of praise or blame."""

    code: str
    name: Text


@cache
def tags_of(grade: int) -> tuple[Tag, ...]:
    """The words offered with a grade, from `rating_tags.json`; none for something that is no grade."""
    rows = json.loads(TAGS_FILE.read_text(encoding="utf-8"))["by_grade"].get(str(grade), [])
    return tuple(Tag(row["code"], {"zh": row["zh"], "en": row["en"]}) for row in rows)


def known_tags(tags: Iterable[str], grade: int) -> list[str]:
    """Those of the words that belong to this grade, each once, in the order of the list."""
    given = set(tags)
    return [tag.code for tag in tags_of(grade) if tag.code in given]


@dataclass(frozen=True)
class Share:
    """A figure that never hides what it was counted from."""

    numerator: int
    denominator: int

    @property
    def rate(self) -> float | None:
        return self.numerator / self.denominator if self.denominator else None


def realised(runs: Sequence[int | None]) -> Share:
    """The realisation rate (A-163): of those who said how often they came, who came at most once."""
    told = [number for number in runs if number is not None]
    return Share(sum(number <= PROMISED_RUNS for number in told), len(told))


def satisfied(grades: Sequence[int]) -> Share:
    """The satisfaction rate: of all judgements, those that are not bad."""
    return Share(sum(grade not in BAD for grade in grades), len(grades))
