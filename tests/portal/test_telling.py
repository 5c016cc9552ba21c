"""The sentence on top of a case: one for every state, in both languages, and what it asks for."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from cases.states import CaseState, Holder
from portal.telling import Scene, tell

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
SOON = NOW + timedelta(days=3)
PAST = NOW - timedelta(days=1)
S = CaseState

# state, what else is known, what the reader is asked to do
SCENES: list[tuple[CaseState, dict[str, Any], str]] = [
    (S.DRAFT, {}, "fill"),
    (S.DRAFT, {"unsigned": ("卖方", "贷款银行")}, "fill"),
    (S.DRAFT, {"owner": False, "must_sign": True}, "confirm"),
    (S.DRAFT, {"owner": False}, ""),
    (S.PRE_REVIEW, {}, ""),
    (S.EXPIRED, {}, ""),
    (S.SUBMITTED, {"holder": Holder.WINDOW, "due": SOON}, ""),
    (S.SUBMITTED, {"holder": Holder.WINDOW, "due": PAST}, ""),
    (S.CORRECTING, {"due": SOON}, "correct"),
    (S.CORRECTING, {"due": SOON, "owner": False}, ""),
    (S.NOT_ACCEPTED, {}, ""),
    (S.DEEMED_WITHDRAWN, {}, ""),
    (S.WITHDRAWN, {}, ""),
    (S.ACCEPTANCE_WITHDRAWN, {}, ""),
    (S.IN_REVIEW, {"holder": Holder.DEPARTMENTS, "department": "资规局", "due": SOON, "promise": SOON}, ""),
    (S.IN_REVIEW, {"holder": Holder.DEPARTMENTS, "department": "资规局", "due": PAST, "promise": SOON}, ""),
    (S.IN_REVIEW, {"holder": Holder.DEPARTMENTS, "department": "资规局", "due": PAST, "promise": PAST}, ""),
    (S.IN_REVIEW, {"holder": Holder.DEPARTMENTS, "department": "资规局", "due": SOON, "paused": True}, ""),
    (S.IN_REVIEW, {"holder": Holder.DEPARTMENTS, "due": SOON, "by_silence": True}, ""),
    (S.IN_REVIEW, {"holder": Holder.APPLICANT, "questions_due": SOON, "promise": SOON}, "answer"),
    (S.IN_REVIEW, {"holder": Holder.APPLICANT, "questions_due": SOON, "owner": False}, ""),
    (S.IN_REVIEW, {"holder": Holder.DEPARTMENTS, "due": SOON, "owed_due": SOON}, "owed"),
    (S.GRANTED, {"holder": Holder.EXIT, "due": SOON, "results": 1}, ""),
    (S.GRANTED, {"holder": Holder.EXIT, "due": SOON, "results": 1, "ready": 1}, "collect"),
    (S.GRANTED, {"holder": Holder.EXIT, "due": SOON, "results": 1, "ready": 1, "owner": False}, ""),
    (S.PARTLY_GRANTED, {"holder": Holder.EXIT, "due": SOON, "results": 2, "ready": 1}, "collect"),
    (S.REFUSED, {}, ""),
    (S.DELIVERED, {}, "rate"),
    (S.DELIVERED, {"rated": True}, ""),
    (S.ARCHIVED, {}, ""),
]


def scene(state: CaseState, more: dict[str, Any]) -> Scene:
    return Scene(state=state, now=NOW, **more)


def test_every_state_has_a_sentence() -> None:
    assert {state for state, _more, _act in SCENES} == set(CaseState)


@pytest.mark.parametrize(("state", "more", "act"), SCENES)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_sentence_says_how_it_stands_and_what_to_do(
    state: CaseState, more: dict[str, Any], act: str, language: str
) -> None:
    with translation.override(language):
        told = tell(scene(state, more))
    assert told.said.strip()
    assert told.todo.strip()
    assert told.act == act
    assert told.calm == (not act)
    assert "%(" not in told.said + told.todo
    assert "None" not in told.said + told.todo


@pytest.mark.parametrize(("state", "more", "act"), SCENES)
def test_a_chinese_sentence_is_chinese(state: CaseState, more: dict[str, Any], act: str) -> None:
    with translation.override("zh-hans"):
        told = tell(scene(state, more))
    assert not any(char.isascii() and char.isalpha() for char in told.said + told.todo)
    assert told.said.endswith("。")


def test_the_day_by_which_something_is_due_stands_in_the_sentence() -> None:
    with translation.override("zh-hans"):
        told = tell(scene(S.CORRECTING, {"due": SOON}))
    assert "11月23日（周一）10:00" in told.todo


def test_a_broken_promise_is_owned_up_to() -> None:
    late = {"holder": Holder.DEPARTMENTS, "department": "资规局", "due": PAST, "promise": PAST}
    with translation.override("en"):
        assert "We apologise" in tell(scene(S.IN_REVIEW, late)).said
