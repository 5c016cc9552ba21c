"""How a played system behaves at the moment, and what each way of misbehaving does to an answer.

normal       answers at once; a task is decided after `delay_seconds`
manual       takes tasks and decides, or asks about, only what it is told to (`answer` in the control call)
slow         answers the call itself only after `delay_seconds`
down         closes the connection without a word
hang         takes the call and never answers
error        500            unavailable  503 with Retry-After        busy  429 with Retry-After
redirect     sends the caller to a cloud's metadata address
reset        does the work, then resets the connection: the dangerous one
garbage      does the work, then answers with a web page
empty        does the work, then answers with nothing
huge         does the work, then answers without end
deep         does the work, then answers with JSON nested a hundred thousand times
drip         does the work, then answers one byte per second
wrong        does the work, then answers about something else; its decisions are malformed
repeat       like normal, and every decision is sent five times
silent, forged, short, dear, lost, failing: see `sandbox.till`, `sandbox.carrier`, `sandbox.messages`
"""

import json
import threading
from dataclasses import dataclass, field, replace
from typing import Any

BEFORE_WORK = frozenset({"down", "hang", "error", "unavailable", "busy", "redirect"})
AFTER_WORK = frozenset({"reset", "garbage", "empty", "huge", "deep", "drip", "wrong"})
DECIDING = frozenset({"normal", "slow", "wrong", "repeat"}) | (AFTER_WORK - {"wrong"})
PARTNERS_OWN = frozenset({"silent", "forged", "short", "dear", "lost", "failing"})
MODES = BEFORE_WORK | AFTER_WORK | DECIDING | PARTNERS_OWN | {"manual"}
RETRY_AFTER_SECONDS = 2
NESTING = 100_000
METADATA = "http://169.254.169.254/latest/meta-data/"
SOMEBODY_ELSE = "00000000-0000-7000-8000-000000000000"


@dataclass
class Behaviour:
    """What a system was told to do; `over` is set when it is told something else."""

    mode: str = "normal"
    delay_seconds: float = 1.0
    decision: str = "approve"
    opinion: str = ""
    over: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def decides(self) -> bool:
        """Whether tasks are decided without being asked to."""
        return self.mode in DECIDING


@dataclass(frozen=True)
class Reply:
    """An answer and the manner in which it leaves: whole, drop, hang, reset, drip or flood."""

    status: int
    body: bytes
    manner: str = "whole"
    content_type: str = "application/json; charset=utf-8"
    headers: tuple[tuple[str, str], ...] = ()


def json_reply(status: int, content: dict[str, Any]) -> Reply:
    """A JSON answer, marked as the sandbox's."""
    return Reply(status, json.dumps({"sandbox": True, **content}, ensure_ascii=False).encode())


def told(behaviour: Behaviour, orders: dict[str, Any]) -> Behaviour:
    """The behaviour after these orders. Raises ValueError for an unknown mode or a bad delay."""
    mode = orders.get("mode", behaviour.mode)
    if mode not in MODES:
        raise ValueError(f"Unknown mode {mode!r}; known are {', '.join(sorted(MODES))}.")
    return replace(
        behaviour,
        mode=mode,
        delay_seconds=float(orders.get("delay_seconds", behaviour.delay_seconds)),
        decision=str(orders.get("decision", behaviour.decision)),
        opinion=str(orders.get("opinion", behaviour.opinion)),
        over=threading.Event(),
    )


def instead_of_work(mode: str) -> Reply | None:
    """The answer of a system that does not even begin; None when it does."""
    retry = (("Retry-After", str(RETRY_AFTER_SECONDS)),)
    refusals = {"error": 500, "unavailable": 503, "busy": 429}
    if mode in refusals:
        body = json_reply(refusals[mode], {"error": f"told to be {mode}"}).body
        return Reply(refusals[mode], body, headers=retry if mode != "error" else ())
    if mode == "redirect":
        return Reply(302, b"", headers=(("Location", METADATA),))
    return Reply(0, b"", manner={"down": "drop"}.get(mode, mode)) if mode in {"down", "hang"} else None


def spoiled(mode: str, reply: Reply) -> Reply:
    """The answer of a system that did the work and spoils its words."""
    if mode not in AFTER_WORK or reply.status >= 400:
        return reply
    if mode == "garbage":
        return Reply(200, "<!doctype html><p>系统维护中 (sandbox)</p>".encode(), content_type="text/html")
    if mode == "empty":
        return Reply(200, b"")
    if mode == "deep":
        return Reply(200, b"[" * NESTING + b"]" * NESTING)
    if mode == "wrong":
        said = json.loads(reply.body)
        other = {"task": SOMEBODY_ELSE, "query": SOMEBODY_ELSE}
        named = {name: SOMEBODY_ELSE for name in ("order", "refund", "message") if name in said}
        return json_reply(reply.status, {**said, **other, **named})
    return replace(reply, manner={"huge": "flood"}.get(mode, mode))
