"""The way into the catalogue: life events, one-things with what they save, what a search found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from core.clock import today
from core.text import pick
from matters.models import Handbook, KnowledgeEntry, OneThingVersion
from matters.selectors import AUDIENCES, Hit, handbooks_listed, one_things_listed, search
from portal.citizen import words
from portal.citizen.situations import settle, typical

MOST_FOUND = 60
FIGURES_KEPT = 300  # seconds: a newly published handbook shows in the table within five minutes


@dataclass(frozen=True)
class LifeEvent:
    """A turn of life and the words by which its matters are known in Chinese."""

    key: str
    icon: str
    name: str | Promise
    words: tuple[str, ...]


LIFE_EVENTS = (
    LifeEvent("birth", "birth", pgettext_lazy("life event", "A birth"), ("出生", "新生儿", "生育")),
    LifeEvent("work", "work", pgettext_lazy("life event", "A job"), ("就业", "失业", "社会保障卡")),
    LifeEvent("home", "home", pgettext_lazy("life event", "A home"), ("房", "不动产", "水电气")),
    LifeEvent("health", "health", pgettext_lazy("life event", "Health"), ("医疗", "医保")),
    LifeEvent("road", "travel", pgettext_lazy("life event", "On the road"), ("护照", "驾驶证", "机动车")),
    LifeEvent(
        "shop", "shop", pgettext_lazy("life event", "A shop"), ("开办", "企业设立", "食品", "店招", "公章")
    ),
    LifeEvent(
        "plant",
        "factory",
        pgettext_lazy("life event", "A plant"),
        ("投资项目", "建设用地", "建设工程", "施工", "节能"),
    ),
    LifeEvent("retirement", "retire", pgettext_lazy("life event", "Retirement"), ("退休", "老年", "养老")),
)
EVENTS_BY_KEY = {event.key: event for event in LIFE_EVENTS}


def life_events() -> list[dict[str, Any]]:
    """The events behind which matters or one-things stand, with how many; two queries."""
    names = [*_names(_matters_now()), *_names(one_things_listed())]
    rows = []
    for event in LIFE_EVENTS:
        found = [name for name in names if _speaks_of(event, name["zh"])]
        if found:
            hint = ngettext("%(n)s matter", "%(n)s matters", len(found)) % {"n": len(found)}
            address = f"{reverse('portal:services')}?event={event.key}"
            rows.append({"icon": event.icon, "name": event.name, "hint": hint, "url": address})
    return rows


def _matters_now() -> Any:
    mentioned = Q()
    for event in LIFE_EVENTS:
        for word in event.words:
            mentioned |= Q(name__zh__icontains=word)
    return Handbook.objects.in_force(today()).filter(mentioned)


def _names(rows: Any) -> list[dict[str, str]]:
    return list(rows.values_list("name", flat=True))


def _speaks_of(event: LifeEvent, name: str) -> bool:
    return any(word in name for word in event.words)


def one_things() -> list[dict[str, Any]]:
    """Every one-thing in force with what it saves in its typical situation; one query when warm."""
    return [
        {
            "name": pick(version.name),
            "url": reverse("portal:one-thing", args=[version.one_thing.code]),
            **figures_of(version),
        }
        for version in one_things_listed()
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


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for; every part of it stands in the address."""

    q: str = ""
    audience: str = ""
    visits: str = ""
    event: str = ""


def found_for(wanted: Wanted) -> list[dict[str, Any]]:
    """The rows of a result page: one-things first among equals, ended matters last."""
    event = EVENTS_BY_KEY.get(wanted.event)
    rows = _searched(wanted.q) if wanted.q.strip() else _everything()
    return [row for row in rows if _fits(row, wanted) and (event is None or _speaks_of(event, row["zh"]))]


def _searched(q: str) -> Iterator[dict[str, Any]]:
    for hit in search(q[:200], limit=MOST_FOUND):
        yield _row_of(hit)


def _everything() -> Iterable[dict[str, Any]]:
    yield from (_one_thing_row(version) for version in one_things_listed())
    yield from (_matter_row(handbook, ended=False) for handbook in handbooks_listed().defer("record"))


def _row_of(hit: Hit) -> dict[str, Any]:
    if isinstance(hit.found, OneThingVersion):
        return _one_thing_row(hit.found)
    if isinstance(hit.found, KnowledgeEntry):
        return _knowledge_row(hit.found)
    return _matter_row(hit.found, ended=hit.ended)


def _one_thing_row(version: OneThingVersion) -> dict[str, Any]:
    figures = figures_of(version)
    return {
        "kind": "one_thing",
        "name": pick(version.name),
        "zh": version.name["zh"],
        "url": reverse("portal:one-thing", args=[version.one_thing.code]),
        "hint": words.dotted(
            [
                _("%(n)s departments at once") % {"n": figures["departments"]},
                words.workdays(figures["together"]),
                _("you bring %(papers)s")
                % {"papers": words.papers(figures["materials"]["applicant_brings"])},
            ]
        ),
        "audiences": {"person" if version.theme == "person" else "business"},
        "visits": None,
    }


def _matter_row(handbook: Handbook, *, ended: bool) -> dict[str, Any]:
    promised = {"value": handbook.promised_value, "unit": handbook.promised_unit}
    return {
        "kind": "ended" if ended else "matter",
        "name": pick(handbook.name),
        "zh": handbook.name["zh"],
        "url": reverse("portal:matter", args=[handbook.matter.code]),
        "hint": words.dotted(
            [pick(handbook.department.short_name), words.limit(promised), visits(handbook.visits_max)]
        ),
        "audiences": {
            name for name, codes in AUDIENCES.items() if set(codes) & set(handbook.service_objects)
        },
        "visits": handbook.visits_max,
    }


def _knowledge_row(entry: KnowledgeEntry) -> dict[str, Any]:
    url = ""
    if entry.one_thing:
        url = reverse("portal:one-thing", args=[entry.one_thing.code])
    elif entry.matter:
        url = reverse("portal:matter", args=[entry.matter.code])
    return {
        "kind": "answer",
        "name": pick(entry.question),
        "zh": entry.question["zh"],
        "url": url,
        "hint": pick(entry.answer),
        "audiences": set(AUDIENCES),
        "visits": None,
    }


def visits(most: int) -> str:
    """How often one has to come, in words."""
    if most == 0:
        return _("no visit")
    return ngettext("at most %(n)s visit", "at most %(n)s visits", most) % {"n": most}


def _fits(row: dict[str, Any], wanted: Wanted) -> bool:
    if wanted.audience and wanted.audience not in row["audiences"]:
        return False
    if wanted.visits in {"0", "1"} and row["kind"] != "answer":
        return row["visits"] is not None and row["visits"] <= int(wanted.visits)
    return True
