"""The situation questions of an errand: read from an address or a form, settled round by round.

A question may bring in a matter that has questions of its own, or make another one pointless, so
answers are settled until nothing changes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from core.clock import today
from core.text import pick
from matters.composing import Composition
from matters.composing.stored import compose_pinned
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbooks_pinned

Errand = OneThingVersion | Handbook
Answers = Mapping[str, Any]
Choose = Callable[[Mapping[str, Any]], Any]

# Says that a form was sent, so that a question with nothing ticked was answered with "none".
ASKED = "asked"
MOST_ROUNDS = 12  # a catalogue whose questions chase each other in a ring still gets an answer


@dataclass(frozen=True)
class Settled:
    """An errand composed in a situation, and the answers that made it."""

    composition: Composition
    answers: dict[str, Any]


def settle(errand: Errand, choose: Choose, on: date | None = None) -> Settled:
    """Compose until the questions that apply and their answers agree; None leaves a question open.

    By the handbooks of that day (today). An answer to a question that no longer applies is left out,
    and what it brought in with it.
    """
    pins = handbooks_pinned(errand, on or today())
    chosen: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    for _round in range(MOST_ROUNDS):
        composition = _composed(errand, pins, answers)
        for question in composition.questions:
            if question["id"] not in chosen:
                chosen[question["id"]] = choose(question)
        asked = {question["id"]: chosen[question["id"]] for question in composition.questions}
        applying = {name: value for name, value in asked.items() if value is not None}
        if applying == answers:
            break
        answers = applying
    return Settled(composition, applying)


def _composed(errand: Errand, pins: Mapping[str, int], answers: Answers) -> Composition:
    whole = isinstance(errand, OneThingVersion)
    return compose_pinned(
        one_thing_version_id=errand.pk if whole else None,
        handbook_id=None if whole else errand.pk,
        pins=pins,
        situation=answers,
        form={},
    )


def given(data: QueryDict) -> Choose:
    """Takes answers from an address or a form; what is no option of the question counts as not given."""

    def choose(question: Mapping[str, Any]) -> Any:
        options = [option["value"] for option in question["options"]]
        found = [value for value in data.getlist(question["id"]) if value in options]
        if question["multiple"]:
            return found if found or ASKED in data else None
        return found[0] if found else None

    return choose


def typical(question: Mapping[str, Any]) -> Any:
    """The fullest ordinary case: the first option, or everything that may be had together."""
    values = [option["value"] for option in question["options"]]
    return values if question["multiple"] else values[0]


def given_or_typical(data: QueryDict) -> Choose:
    """Given answers, and typical ones where nothing was said yet: for a guide, never for a form."""
    from_data = given(data)

    def choose(question: Mapping[str, Any]) -> Any:
        answer = from_data(question)
        return typical(question) if answer is None else answer

    return choose


def said(data: QueryDict, composition: Composition) -> dict[str, Any]:
    """What the reader has answered of the questions that apply; what was only assumed is left out."""
    from_data = given(data)
    answers = {question["id"]: from_data(question) for question in composition.questions}
    return {name: value for name, value in answers.items() if value is not None}


def as_parameters(answers: Answers) -> str:
    """The answers as the query part of an address, so that a link keeps them; empty without any."""
    if not answers:
        return ""
    data = QueryDict(mutable=True)
    data[ASKED] = "1"
    for name, value in answers.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data.urlencode()


def question_rows(questions: Sequence[Mapping[str, Any]], answers: Answers) -> list[dict[str, Any]]:
    """The questions as the `ask` component takes them."""
    return [
        {
            "number": number,
            "name": question["id"],
            "question": pick(question["text"]),
            "options": [(option["value"], pick(option)) for option in question["options"]],
            "value": answers.get(question["id"], ""),
            "multiple": question["multiple"],
        }
        for number, question in enumerate(questions, 1)
    ]
