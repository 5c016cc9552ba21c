"""How a list of services is narrowed down: what stands in the address, as links to switch."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Department
from core.text import pick
from matters.finding import Narrowing, life_event

LONGEST = 100
NAMES = tuple(field.name for field in fields(Narrowing))


def narrowing_of(data: QueryDict) -> Narrowing:
    """What an address narrows the list down by."""
    return Narrowing(**{name: data.get(name, "").strip()[:LONGEST] for name in NAMES})


def address(q: str, narrowing: Narrowing, **changes: Any) -> str:
    """The address of this list with some of it changed; its first page unless `page` is given."""
    values = {"q": q, **asdict(narrowing), **changes}
    query = urlencode({name: value for name, value in values.items() if value})
    return f"{reverse('portal:services')}?{query}"


def groups(q: str, narrowing: Narrowing) -> list[dict[str, Any]]:
    """The switches in groups; the link of one that is on takes it away."""
    on = asdict(narrowing)
    return [
        {
            "name": title,
            "chips": [
                {
                    "label": label,
                    "on": on[name] == value,
                    "url": address(q, narrowing, **{name: "" if on[name] == value else value}),
                }
                for value, label in options
            ],
        }
        for name, title, options in _choices(narrowing)
    ]


def _choices(narrowing: Narrowing) -> list[tuple[str, str, list[tuple[str, str]]]]:
    found = [
        ("audience", _("For whom"), [("person", _("For people")), ("business", _("For enterprises"))]),
        ("visits", _("How often to come"), [("0", _("Without coming")), ("1", _("At most one visit"))]),
        ("online", _("How"), [("1", _("Can be applied for online"))]),
        (
            "place",
            _("Taken in near you"),
            [("town", _("At the township's centre")), ("village", _("In the village"))],
        ),
    ]
    event = life_event(narrowing.event)
    return [*found, ("event", _("Turn of life"), [(event.key, pick(event.name))])] if event else found


def departments() -> list[tuple[str, str]]:
    """(code, name) of every department, for a choice; one query."""
    rows = Department.objects.order_by("code").only("code", "short_name")
    return [(row.code, pick(row.short_name)) for row in rows]


def as_hidden(q: str, narrowing: Narrowing, *without: str) -> Mapping[str, str]:
    """What a form has to send along so that the rest of the list's state stays."""
    values = {"q": q, **asdict(narrowing)}
    return {name: value for name, value in values.items() if value and name not in without}
