"""Paying and receiving on a case's page."""

from typing import Any

from django import template

from portal.citizen import exits
from portal.citizen.drafts import Application
from portal.citizen.money import money_of

register = template.Library()


@register.inclusion_tag("citizen/parts/receiving.html")
def receiving(mine: Application) -> dict[str, Any]:
    """What there is to pay and how the results leave, for the applicant of a submitted case."""
    if not mine.owner or not mine.case.number:
        return {"shown": False}
    money = money_of(mine.case)
    way = exits.summary(mine.case)
    return {
        "shown": True,
        "mine": mine,
        "bill": money.bill,
        "yuan": money.bill.total_fen / 100 if money.bill else 0,
        "state": money.bill.get_state_display() if money.bill else "",
        "way": way,
        "changeable": exits.is_changeable(mine.case),
    }
