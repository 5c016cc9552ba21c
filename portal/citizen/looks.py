"""Who looked at one's data, in the reader's language: codes of the record become words only here (C-16).

The record keeps a purpose as an English sentence and what was shown as codes; nobody may rewrite it.
Looks of one post at one case within an hour stand in one row.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts.actor import Actor
from accounts.labels import actor_in_words
from cases.models import Case
from core.text import pick
from documents.models import Paper
from ledger.access import looks_at
from ledger.models import AccessEntry
from matters.models import DataItem, Element, Material
from portal.citizen import words

# Why somebody looked, as it is written down; here so that each has its words in every language.
PURPOSES = (
    gettext_noop("looking through the own application"),
    gettext_noop("following the own case"),
    gettext_noop("own papers"),
    gettext_noop("API"),
    gettext_noop("intake at the window"),
    gettext_noop("reviewing the task"),
    gettext_noop("reading the file at work"),
    gettext_noop("supervision of time limits"),
    gettext_noop("hand-over"),
    gettext_noop("hand-over refused: no authority"),
    gettext_noop("linking a document"),
    gettext_noop("copy of the own data"),
    gettext_noop("calling back the author of a bad grade"),
    gettext_noop("A file was read to decide the matter"),
    gettext_noop("Handed on to the system of the department that decides"),
)
SHARING = gettext_noop("Asked of the sharing list, to fill in the form: %(item)s")
SHOWN = {
    "answers": gettext_noop("answers"),
    "answers (masked)": gettext_noop("answers, partly hidden"),
    "materials": gettext_noop("papers handed in"),
    "identity numbers": gettext_noop("identity numbers"),
    "mobiles": gettext_noop("telephone numbers"),
    "parties (masked)": gettext_noop("who takes part, partly hidden"),
    "timeline": gettext_noop("the course of the case"),
    "collector": gettext_noop("who collects"),
    "author of a judgement": gettext_noop("who gave the grade"),
    "name": gettext_noop("name"),
    "certificate": gettext_noop("certificate"),
    "everything": gettext_noop("everything"),
}
PAGE = re.compile(r"page (?P<page>\d+) of (?P<code>\S+)|(?P<other>\S+) page (?P<at>\d+)")
FILE = re.compile(r"file (?P<code>\S+)|(?P<other>\S+) original")
PAPER = re.compile(r"paper (?P<kind>\w+)")
LANGUAGES = ("zh-hans", "en")
CASE = "cases.case"
MOST_NAMED = 6
TOGETHER = timedelta(hours=1)


@dataclass(frozen=True)
class Names:
    """The catalogue's words for codes; sharing-list items by their names too, as older records have them."""

    codes: Mapping[str, str]
    items: Mapping[str, str]


def looks_of(actor: Actor, *, own: bool) -> QuerySet[AccessEntry]:
    """Who looked at this person's data, newest first; their own looks only on request."""
    rows = looks_at(actor.person_id or 0)
    return rows if own else rows.exclude(actor_id=actor.actor_id)


def look_rows(entries: Iterable[AccessEntry]) -> list[dict[str, Any]]:
    """Post, purpose, what was shown, in which case, how often; newest first. Four queries at most."""
    entries = list(entries)
    cases = _cases({int(row.subject_id) for row in entries if row.subject_kind == CASE})
    names = _names({code for row in entries for field in row.fields for code in field.split()})
    return [
        _row(group, names, cases.get(int(group[0].subject_id)) if group[0].subject_kind == CASE else None)
        for group in grouped(entries)
    ]


def grouped(entries: Iterable[AccessEntry]) -> list[list[AccessEntry]]:
    """Looks of one post at one thing within an hour of the newest of them, newest first. Pure."""
    groups: list[list[AccessEntry]] = []
    newest: dict[tuple[str, ...], list[AccessEntry]] = {}
    for entry in entries:
        key = (_post_of(entry), entry.subject_kind, entry.subject_id)
        group = newest.get(key)
        if group is None or group[0].at - entry.at > TOGETHER:
            group = newest[key] = []
            groups.append(group)
        group.append(entry)
    return groups


def _post_of(entry: AccessEntry) -> str:
    """The post; a person without one, and a part of the product, stand for themselves."""
    is_post = entry.post_label and not entry.actor_id.startswith("system:")
    return entry.post_label if is_post else entry.actor_id


def _row(group: Sequence[AccessEntry], names: Names, case: Mapping[str, str] | None) -> dict[str, Any]:
    details = [
        {"at": entry.at, "why": purpose(entry.reason, names), "what": _listed(_what(entry, names))}
        for entry in group
    ]
    return {
        "at": group[0].at,
        "who": _who(group[0]),
        "why": words.joined(dict.fromkeys(str(one["why"]) for one in details)),
        "what": _listed([text for entry in group for text in _what(entry, names)]),
        "case": case,
        "count": len(group),
        "details": details if len(group) > 1 else [],
    }


def _who(entry: AccessEntry) -> str:
    """The post, never the account: its name says nothing to the reader."""
    if entry.actor_id.startswith("system:"):
        return _("One Window itself")
    return actor_in_words(entry.actor_label, entry.post_label)


def purpose(reason: str, names: Names) -> str:
    """Why, in the reader's language; what somebody typed themselves stays as they typed it."""
    if not reason:
        return _("not told")
    for known in PURPOSES:
        if reason in _in_every_language(known):
            return _(known)
    for before in (text.split("%(item)s")[0] for text in _in_every_language(SHARING)):
        if reason.startswith(before):
            item = reason.removeprefix(before)
            return _(SHARING) % {"item": names.items.get(item, item)}
    return reason


@cache
def _in_every_language(known: str) -> frozenset[str]:
    """Older records have some purposes in the language of whoever wrote them."""
    found = {known}
    for language in LANGUAGES:
        with override(language):
            found.add(_(known))
    return frozenset(found)


def _what(entry: AccessEntry, names: Names) -> list[str]:
    return [_field(field, names) for field in entry.fields]


def _field(field: str, names: Names) -> str:
    if field in SHOWN:
        return _(SHOWN[field])
    if found := PAGE.fullmatch(field):
        code, page = found["code"] or found["other"], found["page"] or found["at"]
        return _("%(paper)s, page %(page)s") % {"paper": names.codes.get(code, code), "page": page}
    if found := FILE.fullmatch(field):
        code = found["code"] or found["other"]
        return _("%(paper)s, the whole file") % {"paper": names.codes.get(code, code)}
    if (found := PAPER.fullmatch(field)) and found["kind"] in Paper.Kind.values:
        return str(Paper.Kind(found["kind"]).label)
    return names.codes.get(field, field)


def _listed(said: Iterable[str]) -> str:
    each = list(dict.fromkeys(said))
    more = len(each) - MOST_NAMED
    listed = words.joined(each[:MOST_NAMED])
    return _("%(listed)s and %(number)s more") % {"listed": listed, "number": more} if more > 0 else listed


def _cases(keys: set[int]) -> Mapping[int, dict[str, str]]:
    rows = Case.objects.filter(pk__in=keys)
    return {
        row.pk: {"name": pick(row.name), "url": reverse("portal:case", args=[row.number or row.public_id])}
        for row in rows
    }


def _names(codes: set[str]) -> Names:
    """Codes of elements, materials and items of the sharing list -> their names."""
    elements = Element.objects.filter(code__in=codes).values_list("code", "name")
    materials = Material.objects.filter(code__in=codes).values_list("code", "name")
    items = list(DataItem.objects.values_list("code", "name"))
    called = {known: pick(name) for code, name in items for known in (code, *name.values())}
    named = {code: pick(name) for code, name in [*elements, *materials, *items]}
    return Names(named, called)
