"""What every connector offers, whatever the transport.

A connector turns the portal's message into what the partner reads, sends it, and says in the words
of `states.Outcome` what became of it. It keeps nothing, decides nothing and never retries: the
ledger's deliveries do. Sending the same `key` twice must have one effect at the partner.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from dataexchange.states import Outcome

Message = Mapping[str, Any]


@dataclass(frozen=True)
class Receipt:
    """The partner's word that it has taken something over."""

    reference: str = ""
    status: int | None = None


@dataclass
class ExchangeFailed(Exception):
    """A call that did not succeed. `wait`: seconds the partner asked for, if it did."""

    outcome: Outcome
    detail: str = ""
    status: int | None = None
    wait: float | None = field(default=None)

    def __str__(self) -> str:
        return f"{self.outcome}: {self.detail}" if self.detail else str(self.outcome)


class Connector(Protocol):
    """The way to one department's own system."""

    def push_task(self, message: Message, *, key: str) -> Receipt:
        """Hands a task over, or news about one that was handed over. Raises ExchangeFailed."""

    def withdraw_task(self, task: str, *, key: str) -> Receipt:
        """Takes a task back (its public id); one that never arrived is fine. Raises ExchangeFailed."""

    def task_status(self, task: str) -> Mapping[str, Any]:
        """Where a task stands there, in the partner's words. Raises ExchangeFailed."""

    def health(self) -> None:
        """Returns when the partner answers. Raises ExchangeFailed."""
