"""What can go wrong with an act, as one family.

An act raises one of these; two translators (core.http for pages, portal.api.problems for the API)
turn it into an answer. `code` is stable and machine-readable, `title` says what happened, `detail`
what is kept and what to do next, both in the reader's language. `errors` names fields.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _


class DomainError(Exception):
    """Something the rules do not let happen; never a fault of the program."""

    status = 400
    code = "bad_request"
    title: Any = _("This can't be done")

    def __init__(
        self,
        detail: Any = "",
        *,
        code: str | None = None,
        title: Any = None,
        errors: Sequence[Mapping[str, Any]] | None = None,
        **extra: Any,
    ) -> None:
        super().__init__(str(code or self.code))
        self.detail = detail
        self.code = code or self.code
        self.title = title or self.title
        self.errors = list(errors or [])
        self.extra = extra

    def __str__(self) -> str:
        extra = f" {self.errors}" if self.errors else ""
        return f"{self.code}: {self.detail or self.title}{extra}"


class BadInput(DomainError):
    """The call can't be understood: wrong type, unknown code, unreadable file."""

    status = 422
    code = "invalid"
    title = _("Something in the input is not right")


class Incomplete(DomainError):
    """Everything that is missing, named at once (Administrative Licensing Law art. 32)."""

    status = 422
    code = "incomplete"
    title = _("Something is still missing")


class NotAllowed(DomainError):
    """The actor may see this but may not do it."""

    status = 403
    code = "not_allowed"
    title = _("You may not do this")


class NotFound(DomainError):
    """It does not exist, or the actor may not know that it does."""

    status = 404
    code = "not_found"
    title = _("Not found")


class WrongState(DomainError):
    """The act does not fit the state the thing is in now."""

    status = 409
    code = "wrong_state"
    title = _("This is no longer possible")


class TooOften(DomainError):
    """It may be done, but not so often; says when again."""

    status = 429
    code = "too_often"
    title = _("That was often enough for now")


class Blocked(WrongState):
    """A gate is not passed yet: another department has to conclude first."""

    code = "blocked"
    title = _("Another department has to conclude first")


class Stale(WrongState):
    """The page or call was made from an older version than the one that stands."""

    code = "stale"
    title = _("Someone changed this in the meantime")
