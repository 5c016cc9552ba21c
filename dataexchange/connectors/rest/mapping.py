"""From the portal's messages to the partner's and back; what the partner's answers must look like."""

import json
from typing import Any

import jsonschema

from dataexchange.connectors.base import ExchangeFailed, Message, Receipt
from dataexchange.connectors.http import JsonAnswer
from dataexchange.states import Outcome

TAKEN_OVER = jsonschema.Draft202012Validator(
    {
        "type": "object",
        "required": ["task", "accepted"],
        "properties": {
            "task": {"type": "string", "maxLength": 100},
            "accepted": {"const": True},
            "reference": {"type": "string", "maxLength": 100},
        },
    }
)


def body_of(message: Message) -> bytes:
    """The message as it goes out: the portal's own names, one JSON object."""
    return json.dumps(message, ensure_ascii=False, sort_keys=True).encode()


def receipt_from(answer: JsonAnswer, task: str) -> Receipt:
    """The partner's receipt. Raises ExchangeFailed when it is none, or about another task."""
    if not TAKEN_OVER.is_valid(answer.content):
        raise ExchangeFailed(Outcome.UNREADABLE, "not a receipt", answer.status)
    content: dict[str, Any] = answer.content
    if content["task"] != task:
        raise ExchangeFailed(Outcome.WRONG, "a receipt for another task", answer.status)
    return Receipt(content.get("reference", ""), answer.status)
