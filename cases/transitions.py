"""Asks a row whether a transition is open, and says no in words."""

from typing import Any, Protocol

from django.utils.translation import gettext as _
from django_fsm import can_proceed

from core.errors import WrongState


class Stateful(Protocol):
    """A row with a state machine."""

    state: Any

    def get_state_display(self) -> str:
        """The state in the reader's words."""


def allowed(row: Stateful, act: str) -> None:
    """Raises WrongState, naming the state that stands, when the act may not start from it."""
    if can_proceed(getattr(row, act)):
        return
    state = row.get_state_display()
    raise WrongState(
        _("It is now “%(state)s”. Nothing was changed; please look at it again.") % {"state": state},
        state=row.state,
    )
