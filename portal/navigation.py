"""Where the pages' frames lead: the public menu, and the rail of each staff role.

An entry names an address; while no page answers to that name, the entry does not appear.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Role


@dataclass(frozen=True)
class Entry:
    """One line of a menu before it is known where the reader stands."""

    name: str
    label: str | Promise
    icon: str = ""
    also: tuple[str, ...] = ()  # heads of paths that belong to this entry too


@dataclass(frozen=True)
class Link:
    """One line of a menu as the layout prints it."""

    url: str
    label: str | Promise
    icon: str
    current: bool


CATALOGUE = ("/services/", "/one-things/", "/matters/", "/apply/")
PUBLIC = (
    Entry("portal:home", pgettext_lazy("menu", "Services"), "search", also=CATALOGUE),
    Entry("portal:cases", _("My cases"), "list"),
    Entry("portal:appointments", _("Appointments"), "calendar"),
    Entry("portal:help", _("Help"), "chat"),
)

OWN = (
    Entry("portal:notices", _("Messages"), "bell"),
    Entry("portal:mandates", _("Who may act for me"), "people"),
    Entry("portal:certificates", _("My certificates"), "card"),
    Entry("portal:my-data", _("My data"), "shield"),
)

HALL = (
    Entry("windows:console", pgettext_lazy("rail", "Reception"), "people"),
    Entry("windows:intake", pgettext_lazy("rail", "Intake"), "queue"),
    Entry("windows:cases", pgettext_lazy("rail", "Cases"), "list"),
    Entry("windows:exit", pgettext_lazy("rail", "Hand-out"), "send"),
    Entry("windows:appointments", pgettext_lazy("rail", "Booked"), "calendar"),
    Entry("windows:today", pgettext_lazy("rail", "Today"), "chart"),
)
DESK = (
    Entry("desk:tasks", pgettext_lazy("rail", "To do"), "list"),
    Entry("desk:team", pgettext_lazy("rail", "Section"), "person"),
    Entry("desk:consultations", pgettext_lazy("rail", "Consult"), "people"),
    Entry("desk:certificates", pgettext_lazy("rail", "Issue"), "card"),
)
STUDIO = (
    Entry("studio:matters", pgettext_lazy("rail", "Matters"), "book"),
    Entry("studio:one-things", pgettext_lazy("rail", "One-things"), "panes"),
    Entry("studio:knowledge", pgettext_lazy("rail", "Knowledge"), "chat"),
    Entry("studio:checks", pgettext_lazy("rail", "Checks"), "done"),
)
EXCHANGE = (
    Entry("exchange:board", pgettext_lazy("rail", "Exchange"), "exchange"),
    Entry("exchange:grants", pgettext_lazy("rail", "Grants"), "lock"),
    Entry("exchange:queries", pgettext_lazy("rail", "Queries"), "eye"),
)
SEARCHES = Entry("supervision:searches", pgettext_lazy("rail", "Searches"), "search")
DOCUMENTS = Entry("supervision:documents", pgettext_lazy("rail", "Documents"), "card")
SUPERVISION = (
    Entry("supervision:overview", pgettext_lazy("rail", "Overview"), "panes"),
    Entry("supervision:limits", pgettext_lazy("rail", "Limits"), "clock"),
    SEARCHES,
    DOCUMENTS,
    Entry("supervision:analysis", pgettext_lazy("rail", "Analysis"), "chart"),
    Entry("supervision:orders", pgettext_lazy("rail", "Orders"), "bell"),
    Entry("supervision:ratings", pgettext_lazy("rail", "Ratings"), "star"),
    Entry("supervision:complaints", pgettext_lazy("rail", "Complaints"), "chat"),
    Entry("supervision:reports", pgettext_lazy("rail", "Reports"), "file"),
)
AUDIT = (
    Entry("supervision:overview", pgettext_lazy("rail", "Overview"), "panes"),
    Entry("supervision:limits", pgettext_lazy("rail", "Limits"), "clock"),
    Entry("supervision:audit", pgettext_lazy("rail", "Audit"), "shield"),
    Entry("supervision:access", pgettext_lazy("rail", "Access"), "eye"),
)
JUDGED = Entry("portal:judgements", pgettext_lazy("rail", "Judged"), "star")
RAILS: dict[str, tuple[Entry, ...]] = {
    Role.AGENT: HALL,
    Role.CLERK: (*HALL, JUDGED),
    Role.EXIT_CLERK: (*HALL, JUDGED),
    Role.CHIEF: (*HALL, *DESK, JUDGED),
    Role.REVIEWER: (*DESK, JUDGED),
    Role.SUPERVISOR: SUPERVISION,
    Role.CATALOGUE_EDITOR: (*STUDIO, SEARCHES),
    Role.AUDITOR: AUDIT,
    Role.ADMINISTRATOR: (
        *EXCHANGE,
        DOCUMENTS,
        Entry("admin:index", pgettext_lazy("rail", "Accounts"), "settings"),
    ),
}


# Where each role begins its day after signing in; everybody else begins at home.
WORKPLACES: dict[str, str] = {
    Role.CLERK: "windows:intake",
    Role.CHIEF: "windows:intake",
    Role.EXIT_CLERK: "windows:exit",
    Role.REVIEWER: "desk:tasks",
    Role.SUPERVISOR: "supervision:overview",
    Role.AUDITOR: "supervision:overview",
    Role.CATALOGUE_EDITOR: "supervision:searches",
}


def address(name: str) -> str:
    """The path of a named page, or empty while no page answers to that name."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def links(entries: Iterable[Entry], path: str) -> list[Link]:
    """The entries that lead somewhere; the one with the longest address at the head of `path` is current."""
    known = [(entry, url) for entry in entries if (url := address(entry.name))]
    reach = {url: _reach(entry, url, path) for entry, url in known}
    here = max(reach, key=lambda url: reach[url], default="")
    return [Link(url, entry.label, entry.icon, url == here and reach[url] > 0) for entry, url in known]


def _reach(entry: Entry, url: str, path: str) -> int:
    """How many characters of `path` the entry accounts for; the first page accounts for itself alone."""
    heads = [head for head in (url, *entry.also) if path == head or (head != "/" and path.startswith(head))]
    return max((len(head) for head in heads), default=0)
