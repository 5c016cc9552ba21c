"""What the parties of an application have agreed on, in plain words, for those who sign it."""

import hashlib
import json
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cases.models import Party
from cases.selectors import views_of
from cases.signatures import signed_elements, words_of
from cases.visibility import visible_situation
from core.text import pick
from portal.citizen import words
from portal.citizen.acting import called
from portal.citizen.drafts import Application
from portal.citizen.questions import groups_of, shown
from portal.citizen.situations import question_rows


def people(mine: Application) -> list[dict[str, str]]:
    """Who takes part and as what; oneself is called so."""
    rows = []
    for party in mine.parties:
        holder = party.person or party.organisation
        name = called(holder) if holder else ""
        own = party.role in mine.roles
        rows.append(
            {"label": pick(party.name), "value": _("%(name)s (you)") % {"name": name} if own else name}
        )
    return rows


def agreed(mine: Application, party: Party) -> list[dict[str, Any]]:
    """The groups of what this party signs besides its own words, each value as it stands now."""
    view = next(view for view in views_of(mine.parties) if view.role == party.role)
    groups = groups_of(mine.composition)
    names = [row.element for group in groups for row in group.fields]
    signed = signed_elements(mine.composition, views_of(mine.parties), view, names) - set(party.states)
    answers = mine.readable()
    found = [
        {"name": group.name, "items": _items(mine, [row.element for row in group.fields], signed, answers)}
        for group in groups
    ]
    return [group for group in found if group["items"]]


def _items(
    mine: Application, names: Collection[str], signed: Collection[str], answers: Mapping[str, Any]
) -> list[dict[str, str]]:
    elements = mine.composition.errand.sources.elements
    return [
        {"label": pick(elements[name]["name"]), "value": shown(elements[name], answers.get(name))}
        for name in names
        if name in signed
    ]


def open_points(mine: Application, party: Party) -> list[str]:
    """Names of what the parties agree on and nobody has stated yet, and that has to be stated."""
    view = next(view for view in views_of(mine.parties) if view.role == party.role)
    due = [row.element for row in mine.composition.fields if row.required]
    signed = signed_elements(mine.composition, views_of(mine.parties), view, due) - set(party.states)
    elements = mine.composition.errand.sources.elements
    return [pick(elements[name]["name"]) for name in due if name in signed and name not in mine.draft.answers]


def fingerprint(mine: Application, party: Party) -> str:
    """A digest of all that the page to sign shows: a signature from another state of things is not taken."""
    views = views_of(mine.parties)
    view = next(view for view in views if view.role == party.role)
    words = words_of(mine.composition, views, view, mine.draft.answers)
    content = json.dumps([words, visible(mine)], sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()[:32]


def terms(mine: Application) -> list[dict[str, str]]:
    """What is applied for, as the situation says; only what this reader may know."""
    known = visible(mine)
    rows = []
    for row in question_rows(mine.composition.questions, known):
        chosen = row["value"] if isinstance(row["value"], list) else [row["value"]]
        text = words.joined(label for value, label in row["options"] if value in chosen)
        if row["name"] in known:
            rows.append({"label": row["question"], "value": text or _("none of these")})
    return rows


def visible(mine: Application) -> dict[str, Any]:
    """The situation's answers that this reader may read (cases.visibility)."""
    return visible_situation(mine.reader.eyes, mine.case.situation, mine.composition)
