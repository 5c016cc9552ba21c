"""Answers as one looks them through: by group, in words, with where each came from."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core import clock
from core.text import pick
from portal.citizen.drafts import Application, providers_of
from portal.citizen.questions import own_groups, shown
from portal.citizen.words import language
from portal.formats import moment


def known_sources(sources: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
    """element -> where its value comes from: department, record, when it was asked for."""
    names = providers_of(sources)
    found = {}
    for element, source in sources.items():
        department, record = names.get(source["item"], ("", source["item"]))
        at = moment(datetime.fromisoformat(source["at"]), language(), "near", clock.today())
        found[element] = _("%(department)s · %(record)s, asked %(at)s") % {
            "department": department,
            "record": record,
            "at": at,
        }
    return found


def by_group(mine: Application, *, changeable: bool) -> list[dict[str, Any]]:
    """The reader's own answers in groups, as the `summary` component takes them."""
    sources = known_sources(mine.draft.sources)
    answers = mine.readable()
    return [
        {
            "name": group.name,
            "items": [
                _item(mine, group.key, row.element, answers, sources, changeable) for row in group.fields
            ],
        }
        for group in own_groups(mine.composition, mine.voice)
    ]


def _item(
    mine: Application,
    group: str,
    name: str,
    answers: Mapping[str, Any],
    sources: Mapping[str, str],
    changeable: bool,
) -> dict[str, Any]:
    element = mine.composition.errand.sources.elements[name]
    page = reverse("portal:question", kwargs={"reference": mine.reference, "group": group})
    return {
        "label": pick(element["name"]),
        "value": shown(element, answers.get(name)),
        "change_url": f"{page}?back=1#f-{name}" if changeable else "",
        "source": sources.get(name, ""),
        "disputed": name in sources and mine.draft.sources[name]["stand"] == "disputed",
    }
