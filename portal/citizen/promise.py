"""The promise as an entry for a telephone's calendar (RFC 5545)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from cases.models import Case
from core.text import pick

HALF_AN_HOUR = timedelta(minutes=30)
DAY = timedelta(days=1)


def entry_of(case: Case, due: datetime, stated_at: datetime, link: str) -> bytes:
    """One entry that ends at the promise, with a reminder a day before; `link` leads to the case."""
    event = Event()
    event.add("uid", str(case.public_id))
    event.add("dtstamp", stated_at)
    event.add("dtstart", due - HALF_AN_HOUR)
    event.add("dtend", due)
    event.add("summary", _("Done by now: %(name)s") % {"name": pick(case.name)})
    event.add("description", f"{case.number}\n{link}")
    event.add("url", link)
    event.add_component(_reminder())
    calendar = Calendar()
    calendar.add("prodid", "-//One Window//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return calendar.to_ical()


def _reminder() -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _("Done by tomorrow"))
    alarm.add("trigger", -DAY)
    return alarm
