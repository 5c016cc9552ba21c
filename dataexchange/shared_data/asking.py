"""Queries of the sharing list over HTTP: several at once, all within one bounded time."""

import json
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import jsonschema
from django.conf import settings

from dataexchange.connectors.base import ExchangeFailed
from dataexchange.connectors.http import Address, JsonAnswer, call_json
from dataexchange.rules import fits_subject
from dataexchange.states import Outcome

AT_ONCE = 4
BUDGET_SECONDS = 5.0
RECORD = jsonschema.Draft202012Validator(
    {
        "type": "object",
        "required": ["query", "item", "found", "record"],
        "properties": {
            "query": {"type": "string"},
            "item": {"type": "string"},
            "found": {"type": "boolean"},
            "record": {
                "type": "object",
                "maxProperties": 100,
                "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
            },
        },
    }
)


@dataclass(frozen=True)
class Query:
    """What is asked: an item, about a subject, for the matters of a case."""

    item: str
    subject: Mapping[str, Any]
    purpose: Mapping[str, Any]
    id: str = field(default_factory=lambda: str(uuid4()))


@dataclass(frozen=True)
class Reply:
    """What came of a query; an empty record unless one was found."""

    outcome: Outcome
    record: Mapping[str, Any]
    milliseconds: int
    wait: float | None = None


def ask_all(queries: Sequence[Query], *, budget: float = BUDGET_SECONDS) -> list[Reply]:
    """The replies in the order of the queries. Never raises for what the service does."""
    if not queries:
        return []
    address = Address.read(settings.SHARED_DATA_URL)
    end = time.monotonic() + budget
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="shared-data") as pool:
        return list(pool.map(lambda query: _ask(address, query, end), queries))


def _ask(address: Address, query: Query, end: float) -> Reply:
    begun = time.monotonic()
    try:
        record = _record_of(query, _call(address, query, end - begun))
        outcome, wait = (Outcome.ACCEPTED if record else Outcome.NO_RECORD), None
    except ExchangeFailed as failure:
        record, outcome, wait = {}, failure.outcome, failure.wait
    return Reply(outcome, record, int((time.monotonic() - begun) * 1000), wait)


def _call(address: Address, query: Query, seconds: float) -> JsonAnswer:
    if seconds <= 0:
        raise ExchangeFailed(Outcome.TIMED_OUT)
    content = {"query": query.id, "subject": query.subject, "purpose": query.purpose}
    return call_json("POST", address / query.item, content=json.dumps(content).encode(), seconds=seconds)


def _record_of(query: Query, answer: JsonAnswer) -> Mapping[str, Any]:
    """The record found. Raises ExchangeFailed for an answer to another query or about somebody else."""
    content = answer.content
    if not RECORD.is_valid(content):
        raise ExchangeFailed(Outcome.UNREADABLE)
    record: Mapping[str, Any] = content["record"] if content["found"] else {}
    mine = content["query"] == query.id and content["item"] == query.item
    if not mine or not fits_subject(record, query.subject):
        raise ExchangeFailed(Outcome.WRONG)
    return record
