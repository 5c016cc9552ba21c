"""The sentence on top of a case: one for every state and joint situation, in both languages.

`tellings.zh.txt` and `tellings.en.txt` hold every sentence as it was last read and approved. After a
change of words, read what WRITE_TELLINGS=1 makes of them, and commit it with the change.
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from cases.states import CaseState, Holder
from portal.telling import Scene, Telling, tell

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(days=3), NOW + timedelta(days=12)
PAST = NOW - timedelta(days=1)
FOLDER = Path(__file__).parent
LANGUAGES = {"zh": "zh-hans", "en": "en"}
BUREAU = {"zh": "资规局", "en": "Planning Bureau"}
S = CaseState

More = dict[str, Any]
Axis = dict[str, More]

# What may be so or otherwise in a state, apart from everything else; every combination is reachable.
OWNER: Axis = {"": {}, "another party": {"owner": False}}
REVIEW: Axis = {
    "at a bureau": {"holder": Holder.DEPARTMENTS, "due": SOON},
    "at a bureau, day 2 of 3": {"holder": Holder.DEPARTMENTS, "due": SOON, "day": 2, "days": 3},
    "at a bureau, late": {"holder": Holder.DEPARTMENTS, "due": PAST},
    "in a special procedure": {"holder": Holder.DEPARTMENTS, "due": SOON, "paused": True},
    "only the answer is missing": {"holder": Holder.APPLICANT, "due": SOON, "questions_due": SOON},
}
OTHERS: Axis = {"": {}, "1 other": {"others": 1}, "2 others": {"others": 2}}
PROMISE: Axis = {
    "promise ahead": {"promise": LATER},
    "promise broken": {"promise": PAST},
    "apologised": {"promise": PAST, "new_promise": LATER},
    "broken again": {"promise": PAST, "new_promise": PAST},
}
ASKED: Axis = {
    "": {},
    "asked": {"questions_due": SOON},
    "owes a paper": {"owed_due": LATER},
    "asked, owes a paper": {"questions_due": SOON, "owed_due": LATER},
    "to pay": {"to_pay": "80.00 元"},
}
SILENCE: Axis = {"": {}, "by silence": {"by_silence": True}}
RESULTS: Axis = {
    "being made": {"results": 2},
    "one ready": {"results": 2, "ready": 1},
    "all ready": {"results": 2, "ready": 2},
    "one sent": {"results": 2, "ready": 1, "sent": 1},
    "all sent": {"results": 2, "sent": 2},
    "one fetched": {"results": 2, "ready": 1, "given": 1},
    "to pay first": {"results": 2, "ready": 2, "to_pay": "80.00 元"},
}
EXIT: Axis = {"": {"holder": Holder.EXIT, "due": SOON}}
SCENES: dict[CaseState, tuple[Axis, ...]] = {
    S.DRAFT: (
        {
            "": {},
            "others have to sign": {"unsigned": ("seller", "bank")},
            "asked to sign": {"owner": False, "must_sign": True},
            "has signed": {"owner": False},
        },
    ),
    S.PRE_REVIEW: ({"": {"holder": Holder.WINDOW}},),
    S.EXPIRED: ({"": {}},),
    S.SUBMITTED: ({"in time": {"due": SOON}, "late": {"due": PAST}}, {"": {"holder": Holder.WINDOW}}),
    S.CORRECTING: ({"": {"due": SOON}}, OWNER),
    S.NOT_ACCEPTED: ({"": {}},),
    S.DEEMED_WITHDRAWN: ({"": {}},),
    S.WITHDRAWN: ({"": {}},),
    S.ACCEPTANCE_WITHDRAWN: ({"": {}},),
    S.IN_REVIEW: (REVIEW, OTHERS, PROMISE, ASKED, SILENCE, OWNER),
    S.GRANTED: (EXIT, RESULTS, OWNER),
    S.PARTLY_GRANTED: (EXIT, RESULTS, OWNER),
    S.REFUSED: ({"": {}},),
    S.DELIVERED: ({"": {}, "judged": {"rated": True}}, OWNER),
    S.ARCHIVED: ({"": {}},),
}


def scenes() -> Iterator[tuple[str, Scene]]:
    """Every combination, with its name."""
    for state, axes in SCENES.items():
        for choice in product(*(axis.items() for axis in axes)):
            name = ", ".join(part for part in (state.value, *(name for name, _more in choice)) if part)
            more: More = {}
            for _name, one in choice:
                more |= one
            yield name, Scene(state=state, now=NOW, **more)


def told(scene: Scene, language: str) -> Telling:
    with translation.override(LANGUAGES[language]):
        return tell(replace(scene, department=BUREAU[language]))


ALL = dict(scenes())
MOST_AT_ONCE = 2  # of what is kept word for word: all others are made of the same sentences


def approved() -> Iterator[tuple[str, Scene]]:
    """The situations in which at most two things are not as usual."""
    for state, axes in SCENES.items():
        usual = [next(iter(axis)) for axis in axes]
        for choice in product(*axes):
            if sum(one != other for one, other in zip(choice, usual, strict=True)) <= MOST_AT_ONCE:
                name = ", ".join(part for part in (state.value, *choice) if part)
                yield name, ALL[name]


def test_every_state_has_a_sentence_and_more_than_forty_situations_are_told() -> None:
    assert {scene.state for scene in ALL.values()} == set(CaseState)
    assert len(ALL) > 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_whole_and_says_how_it_stands_and_what_to_do(language: str) -> None:
    for name, scene in ALL.items():
        telling = told(scene, language)
        words = f"{telling.said} {telling.todo}"
        assert telling.said.strip(), name
        assert telling.todo.strip(), name
        assert telling.calm == (not telling.act), name
        assert "%(" not in words, name
        assert "None" not in words, name
        assert "  " not in words, name


def test_the_chinese_sentence_is_chinese() -> None:
    for name, scene in ALL.items():
        telling = told(replace(scene, unsigned=()), "zh")
        assert not any(char.isascii() and char.isalpha() for char in telling.said + telling.todo), name
        assert telling.said.endswith("。"), name


def test_nobody_but_the_applicant_is_asked_for_what_only_the_applicant_may_do() -> None:
    for name, scene in ALL.items():
        if not scene.owner and scene.state not in {S.DRAFT, S.DELIVERED}:
            assert told(scene, "en").calm, name


def test_whatever_is_asked_of_the_applicant_stands_in_the_sentence() -> None:
    for name, scene in ALL.items():
        if scene.state == S.IN_REVIEW and scene.owner:
            words = told(scene, "en").todo
            assert ("question" in words) == bool(scene.questions_due), name
            assert ("follow" in words) == bool(scene.owed_due), name
            assert ("pay" in words) == bool(scene.to_pay), name


def test_a_broken_promise_is_owned_up_to_with_the_new_day_while_that_lies_ahead() -> None:
    for name, scene in ALL.items():
        if scene.state == S.IN_REVIEW:
            said = told(scene, "en").said
            broken = scene.promise == PAST and not (scene.paused and scene.new_promise is None)
            assert ("We apologise" in said) == broken, name
            assert ("Now it is done by" in said) == (broken and scene.new_promise == LATER), name


def test_the_day_by_which_something_is_due_stands_in_the_sentence() -> None:
    assert "11月23日（周一）10:00" in told(ALL["correcting"], "zh").todo


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sentences_are_those_that_were_approved(language: str) -> None:
    lines = []
    for name, scene in approved():
        telling = told(scene, language)
        lines.append(f"{name}\n    {telling.said}\n    {telling.todo} [{telling.act}]")
    text = "\n".join(lines) + "\n"
    file = FOLDER / f"tellings.{language}.txt"
    if os.environ.get("WRITE_TELLINGS"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")
