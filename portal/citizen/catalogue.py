"""The way into the catalogue: turns of life, one-things with what they save, what a search found."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.clock import today
from core.text import pick
from matters.finding import Hit, audience_counts, hits, life_event_counts
from matters.models import Handbook, HandbookQuestion, KnowledgeEntry, OneThingVersion
from matters.selectors import one_things_listed
from portal.citizen import words
from portal.citizen.situations import settle, typical

FIGURES_KEPT = 300  # seconds: a newly published handbook shows in the table within five minutes
MOST_ON_HOME = 12
MOST_HINTS = 3
Row = dict[str, Any]


def life_events() -> list[Row]:
    """The turns of life behind which matters or one-things stand, with how many; one query."""
    return [
        {
            "icon": event.icon,
            "name": pick(event.name),
            "hint": ngettext("%(n)s matter", "%(n)s matters", count) % {"n": count},
            "url": f"{reverse('portal:services')}?event={event.key}",
        }
        for event, count in life_event_counts()
    ]


def audiences() -> list[Row]:
    """The two ways in by who one is; one query."""
    named = {"person": (_("For people"), "person"), "business": (_("For enterprises"), "work")}
    counts = audience_counts()
    return [
        {
            "name": name,
            "icon": icon,
            "hint": ngettext("%(n)s matter", "%(n)s matters", counts[key]) % {"n": counts[key]},
            "url": f"{reverse('portal:services')}?audience={key}",
        }
        for key, (name, icon) in named.items()
    ]


def one_things() -> list[Row]:
    """The first one-things in force with what they save in their typical situation; one query when warm."""
    return [
        {
            "name": pick(version.name),
            "url": reverse("portal:one-thing", args=[version.one_thing.code]),
            **figures_of(version),
        }
        for version in one_things_listed()[:MOST_ON_HOME]
    ]


def figures_of(version: OneThingVersion) -> dict[str, Any]:
    """Before and after of one errand: boxes, papers, departments, working days."""
    key = f"portal:figures:{version.pk}:{today()}"
    found = cache.get(key)
    if found is None:
        found = _figures(version)
        cache.set(key, found, FIGURES_KEPT)
    return found


def _figures(version: OneThingVersion) -> dict[str, Any]:
    answer = settle(version, typical).composition.answer()
    return {
        "fields": answer["field_counts"],
        "materials": answer["material_counts"],
        "departments": len(answer["departments"]),
        "series": answer["in_series"]["workdays"],
        "together": answer["earliest_finish"]["workdays"],
    }


def rows_of(entries: Any) -> list[Row]:
    """Entries of the search index as rows of a result page."""
    return [_row_of(hit) for hit in hits(entries)]


def suggestions() -> list[Row]:
    """What else one may ask when nothing was found: the city's own questions and the first one-things."""
    answers = KnowledgeEntry.objects.select_related("one_thing", "matter")[:MOST_HINTS]
    things = one_things_listed()[:MOST_HINTS]
    return [
        *({"name": pick(thing.name), "url": _address(thing.one_thing, None)} for thing in things),
        *({"name": pick(row.question), "url": _answer_url(row)} for row in answers),
    ]


def _row_of(hit: Hit) -> Row:
    make: Mapping[type, Callable[[Any], Row]] = {
        OneThingVersion: _one_thing_row,
        KnowledgeEntry: _knowledge_row,
        HandbookQuestion: _question_row,
        Handbook: _matter_row,
    }
    row = make[type(hit.found)](hit.found)
    return {**row, "kind": "ended"} if hit.ended else row


def _one_thing_row(version: OneThingVersion) -> Row:
    figures = figures_of(version)
    return {
        "kind": "one_thing",
        "name": pick(version.name),
        "url": reverse("portal:one-thing", args=[version.one_thing.code]),
        "hint": words.dotted(
            [
                ngettext("%(n)s department", "%(n)s departments at once", figures["departments"])
                % {"n": figures["departments"]},
                words.workdays(figures["together"]),
                _("you bring %(papers)s")
                % {"papers": words.papers(figures["materials"]["applicant_brings"])},
            ]
        ),
    }


def _matter_row(handbook: Handbook) -> Row:
    promised = {"value": handbook.promised_value, "unit": handbook.promised_unit}
    return {
        "kind": "matter",
        "name": pick(handbook.name),
        "url": reverse("portal:matter", args=[handbook.matter.code]),
        "hint": words.dotted(
            [pick(handbook.department.short_name), words.limit(promised), visits(handbook.visits_max)]
        ),
    }


def _knowledge_row(entry: KnowledgeEntry) -> Row:
    return {
        "kind": "answer",
        "name": pick(entry.question),
        "url": _answer_url(entry),
        "hint": pick(entry.answer),
    }


def _question_row(row: HandbookQuestion) -> Row:
    return {
        "kind": "answer",
        "name": pick(row.question),
        "url": f"{_address(None, row.handbook.matter)}#faq",
        "hint": pick(row.answer),
    }


def _answer_url(entry: KnowledgeEntry) -> str:
    """Where an answer is told: its guide, or the page of questions where it belongs to none."""
    if entry.one_thing or entry.matter:
        return f"{_address(entry.one_thing, entry.matter)}#faq"
    return f"{reverse('portal:help')}#{entry.code}"


def _address(one_thing: Any, matter: Any) -> str:
    if one_thing:
        return reverse("portal:one-thing", args=[one_thing.code])
    return reverse("portal:matter", args=[matter.code])


def visits(most: int) -> str:
    """How often one has to come, in words."""
    if most == 0:
        return _("no visit")
    return ngettext("at most %(n)s visit", "at most %(n)s visits", most) % {"n": most}
