"""The order in which photographs become the pages of one PDF, changed by one button at a time.

The whole state stands in the form: nothing is kept until the PDF is made, and no script is needed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import CaseMaterial
from documents.clarity import WORDS
from documents.states import Scan
from portal.citizen.drafts import Application

FULL_TURN, QUARTER = 360, 90


@dataclass(frozen=True)
class Place:
    """A file in its place, turned clockwise by so many degrees."""

    key: int
    turn: int = 0


def files_to_bind(mine: Application, material: str) -> list[CaseMaterial]:
    """The reader's files of a material that passed the safety check, as they were handed in."""
    return [row for row in mine.materials if row.material == material and row.file.scan == Scan.CLEAN]


def places_in(form: QueryDict, rows: Iterable[CaseMaterial]) -> tuple[Place, ...]:
    """What the form says, without files that are not there any more; all files where it says nothing."""
    keys = {row.pk: None for row in rows}
    told = [int(text) for text in form.getlist("place") if text.isdecimal() and len(text) < 19]
    wanted = dict.fromkeys(key for key in told if key in keys) if told else keys
    return tuple(Place(key, _turn_in(form, key)) for key in wanted)


def _turn_in(form: QueryDict, key: int) -> int:
    text = form.get(f"turn-{key}", "0")
    return int(text) % FULL_TURN // QUARTER * QUARTER if text.isdecimal() and len(text) < 5 else 0


def changed(places: tuple[Place, ...], do: str) -> tuple[Place, ...]:
    """The order after one press: "up:7", "down:7", "turn:7" or "leave:7"; anything else changes nothing."""
    what, _colon, text = do.partition(":")
    at = next((i for i, place in enumerate(places) if str(place.key) == text), None)
    if at is None:
        return places
    if what == "turn":
        turned = replace(places[at], turn=(places[at].turn + QUARTER) % FULL_TURN)
        return (*places[:at], turned, *places[at + 1 :])
    if what == "leave":
        return (*places[:at], *places[at + 1 :])
    to = {"up": at - 1, "down": at + 1}.get(what, at)
    return _swapped(places, at, to) if 0 <= to < len(places) else places


def _swapped(places: tuple[Place, ...], at: int, to: int) -> tuple[Place, ...]:
    order = list(places)
    order[at], order[to] = order[to], order[at]
    return tuple(order)


def pages(mine: Application, places: tuple[Place, ...], rows: Iterable[CaseMaterial]) -> list[dict[str, Any]]:
    """The places as the page shows them."""
    files = {row.pk: row for row in rows}
    return [
        {
            "key": place.key,
            "turn": place.turn,
            "number": number,
            "name": files[place.key].file.name,
            "sheets": files[place.key].file.pages,
            "hint": hint_of(files[place.key]),
            "thumb_url": f"{_file_url(mine, place.key)}?preview=1",
            "first": number == 1,
            "last": number == len(places),
        }
        for number, place in enumerate(places, 1)
    ]


def hint_of(row: CaseMaterial) -> str:
    """What may be hard to read about a photograph, and how to do better; empty when nothing is."""
    found = [WORDS[code] for code in row.file.hints or () if code in WORDS]
    return " ".join(f"{what} {better}" for what, better in found[:1])


def said(places: tuple[Place, ...], do: str) -> str:
    """What the press has done, to be read out."""
    what, _colon, text = do.partition(":")
    at = next((i for i, place in enumerate(places, 1) if str(place.key) == text), None)
    if what == "leave":
        return _("Left out. It stays beside the PDF as a file of its own.")
    if at is None:
        return ""
    words = {"page": at, "pages": len(places)}
    if what == "turn":
        return _("Page %(page)s has been turned to the right.") % words
    return _("This is now page %(page)s of %(pages)s.") % words


def _file_url(mine: Application, key: int) -> str:
    return reverse("portal:file", kwargs={"reference": mine.reference, "file": key})


def as_sheets(places: Iterable[Place]) -> list[tuple[int, int]]:
    """As the act takes them."""
    return [(place.key, place.turn) for place in places]


def material_words(mine: Application, material: str) -> Mapping[str, str]:
    """The material's name and the address to go back to."""
    page = "materials" if mine.open else "correct"
    back = reverse(f"portal:{page}", kwargs={"reference": mine.reference})
    return {"title": mine.name_of(material), "back_url": f"{back}#up-{material}"}
