"""Our payments and refunds of a day beside the gateway's statement, every difference named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils.translation import gettext as _

from cases.models import Payment, Refund
from cases.payment_states import HAS_MONEY, RefundState
from cases.sockets import gateway
from core.clock import ZONE

Key = tuple[str, str]  # payment or refund, and our number


@dataclass(frozen=True)
class Difference:
    """One movement on which the two books do not agree; an amount of None stands in neither."""

    kind: str
    number: str
    ours_fen: int | None
    theirs_fen: int | None
    words: str


@dataclass(frozen=True)
class Report:
    """What one day's comparison found; amounts in fen, refunds as what went out."""

    day: date
    movements: int
    paid_fen: int
    refunded_fen: int
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        return not self.differences


def reconcile(day: date) -> Report:
    """Compares that day of the city's calendar. Raises PartnerSilent or WrongState without a statement.

    Around midnight the two clocks may put a movement on different days: what is missing is looked for
    on the day before and after as well.
    """
    theirs = {(line.kind, line.number): line.amount_fen for line in gateway().statement(day)}
    ours = book(day)
    near = {**book(day - timedelta(days=1)), **book(day + timedelta(days=1))}
    return Report(
        day=day,
        movements=len(ours),
        paid_fen=sum(amount for (kind, _number), amount in ours.items() if kind == "payment"),
        refunded_fen=sum(amount for (kind, _number), amount in ours.items() if kind == "refund"),
        differences=tuple(differences(ours, theirs, near)),
    )


def book(day: date) -> dict[Key, int]:
    """Our movements of a day of the city."""
    begin = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    span = (begin, begin + timedelta(days=1))
    paid = Payment.objects.filter(state__in=HAS_MONEY, paid_at__range=span)
    back = Refund.objects.filter(state=RefundState.DONE, done_at__range=span)
    rows = {("payment", number): amount for number, amount in paid.values_list("order_no", "amount_fen")}
    returned = back.values_list(F("refund_no"), F("amount_fen"))
    return {**rows, **{("refund", number): amount for number, amount in returned}}


def differences(
    ours: Mapping[Key, int], theirs: Mapping[Key, int], near: Mapping[Key, int]
) -> list[Difference]:
    """Every difference, in the order of the numbers. `near`: our days before and after. Pure."""
    found = []
    for key in sorted({*ours, *theirs}):
        mine, other = ours.get(key, near.get(key)), theirs.get(key)
        if mine == other:
            continue
        if other is None:
            words = _("The gateway does not have it on that day.")
        elif mine is None:
            words = _("The gateway has it, we do not.")
        else:
            words = _("The amounts differ.")
        found.append(Difference(key[0], key[1], mine, other, words))
    return found
