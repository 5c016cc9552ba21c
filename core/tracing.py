"""The number of the request at hand: in the answer, in every log line, on the page of an error."""

import logging
from contextvars import ContextVar
from uuid import uuid4

_trace: ContextVar[str] = ContextVar("trace_id", default="-")


def begin_trace() -> str:
    """A new number for this request (or task); 32 hex digits."""
    number = uuid4().hex
    _trace.set(number)
    return number


def trace_id() -> str:
    """The number of the request at hand, "-" outside one."""
    return _trace.get()


class TraceFilter(logging.Filter):
    """Puts `trace_id` on each log record, for formatters that show it."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.trace_id = trace_id()
        return True
