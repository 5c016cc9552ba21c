"""What makes a function an act: it runs in one transaction, whoever calls it.

An act that is called on its own opens a transaction. Inside the envelope of a call (idempotency)
or of another act it joins the one that is open, without a savepoint: what fails inside fails whole.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")

_enveloped: ContextVar[bool] = ContextVar("enveloped", default=False)


@contextmanager
def envelope() -> Iterator[None]:
    """One transaction around a call; acts within join it."""
    if _enveloped.get():
        yield
        return
    with transaction.atomic():
        token = _enveloped.set(True)
        try:
            yield
        finally:
            _enveloped.reset(token)


def act(function: Callable[P, R]) -> Callable[P, R]:
    """Marks a public act: all or nothing."""

    @wraps(function)
    def joined(*args: P.args, **kwargs: P.kwargs) -> R:
        with envelope():
            return function(*args, **kwargs)

    return joined
