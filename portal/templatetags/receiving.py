"""Paying and receiving on a case's page."""

from typing import Any

from django import template

from portal.citizen import exits
from portal.citizen.following import Following

register = template.Library()


@register.inclusion_tag("citizen/parts/receiving.html")
def receiving(follow: Following) -> dict[str, Any]:
    """What there is to pay and how the results leave, for the applicant of a submitted case."""
    mine, bill = follow.mine, follow.bill
    if not mine.owner or not mine.case.number:
        return {"shown": False}
    return {
        "shown": True,
        "mine": mine,
        "bill": bill,
        "yuan": bill.total_fen / 100 if bill else 0,
        "state": bill.get_state_display() if bill else "",
        "way": exits.summary(mine.case),
        "changeable": exits.is_changeable(mine.case, follow.results),
    }
