"""What “My data” shows: who looked, what was agreed to, where one is signed in, what lies unfinished."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.actor import Actor
from accounts.consents import agreed_by
from accounts.labels import actor_in_words
from accounts.privacy import Consent
from cases.models import Case
from cases.states import BEFORE_SUBMISSION
from core.identity import mask_name
from core.text import pick
from ledger.access import looks_at
from ledger.models import AccessEntry
from matters.models import Element, Material
from portal.citizen import words
from portal.identity.sessions import SEEN

# Why somebody looked, as the pages write it down; here so that each has its words in every language.
PURPOSES = (
    gettext_noop("looking through the own application"),
    gettext_noop("following the own case"),
    gettext_noop("own papers"),
    gettext_noop("API"),
    gettext_noop("intake at the window"),
    gettext_noop("reading the file at work"),
    gettext_noop("supervision of time limits"),
    gettext_noop("hand-over"),
    gettext_noop("linking a document"),
    gettext_noop("copy of the own data"),
)
SHOWN = {
    "answers": gettext_noop("answers"),
    "materials": gettext_noop("papers handed in"),
    "identity numbers": gettext_noop("identity numbers"),
    "mobiles": gettext_noop("telephone numbers"),
    "collector": gettext_noop("who collects"),
    "name": gettext_noop("name"),
    "certificate": gettext_noop("certificate"),
    "everything": gettext_noop("everything"),
}
CASE = "cases.case"
MOST_NAMED = 6


def looks_of(actor: Actor, *, own: bool) -> QuerySet[AccessEntry]:
    """Who looked at this person's data, newest first; their own looks only on request."""
    rows = looks_at(actor.person_id or 0)
    return rows if own else rows.exclude(actor_id=actor.actor_id)


def look_rows(entries: Iterable[AccessEntry]) -> list[dict[str, Any]]:
    """Post, masked name, purpose, what was shown and in which case. Three queries at most."""
    entries = list(entries)
    cases = _cases({int(row.subject_id) for row in entries if row.subject_kind == CASE})
    names = _names({name for row in entries for name in row.fields})
    return [
        {
            "at": entry.at,
            "who": _who(entry),
            "why": _(entry.reason) if entry.reason else _("not told"),
            "what": _what(entry.fields, names),
            "case": cases.get(int(entry.subject_id)) if entry.subject_kind == CASE else None,
        }
        for entry in entries
    ]


def _who(entry: AccessEntry) -> str:
    """The post and, for somebody at work, the account's name with its middle hidden."""
    post = actor_in_words(entry.actor_label, entry.post_label)
    if entry.actor_id.startswith("system:"):
        return _("One Window itself")
    masked = mask_name(entry.actor_label) if entry.post_label else ""
    return " · ".join(part for part in (post, masked) if part)


def _cases(keys: set[int]) -> Mapping[int, dict[str, str]]:
    rows = Case.objects.filter(pk__in=keys)
    return {
        row.pk: {"name": pick(row.name), "url": reverse("portal:case", args=[row.number or row.public_id])}
        for row in rows
    }


def _names(codes: set[str]) -> Mapping[str, str]:
    """code of an element or material -> its name."""
    elements = Element.objects.filter(code__in=codes).values_list("code", "name")
    materials = Material.objects.filter(code__in=codes).values_list("code", "name")
    return {code: pick(name) for code, name in [*elements, *materials]}


def _what(fields: Iterable[str], names: Mapping[str, str]) -> str:
    said = [_(SHOWN[name]) if name in SHOWN else names.get(name, name) for name in fields]
    more = len(said) - MOST_NAMED
    listed = words.joined(said[:MOST_NAMED])
    return _("%(listed)s and %(number)s more") % {"listed": listed, "number": more} if more > 0 else listed


def consent_rows(person_id: int) -> list[dict[str, Any]]:
    """What was agreed to and stands, by errand, the newest first; and what one was told."""
    standing = agreed_by(person_id)
    given = Consent.objects.filter(profile__person_id=person_id, kind=Consent.Kind.GIVEN)
    names = _names(set(standing))
    rows, told = [], set()
    for row in given:
        elements = [name for name in row.elements if name in standing and name not in told]
        told |= set(elements)
        if elements:
            rows.append(
                {
                    "about": pick(row.about),
                    "what": words.joined(names.get(name, name) for name in elements),
                    "id": f"consent-{row.pk}",
                    "fields": {"elements": " ".join(elements)},
                    "at": row.at,
                    "as_guardian": row.as_guardian,
                }
            )
    return rows


def session_rows(user_id: int, current: str | None) -> list[dict[str, Any]]:
    """Where this account is signed in, this browser first."""
    rows = [_session(row, current) for row in UserSession.objects.filter(user_id=user_id)]
    living = [row for row in rows if row["alive"]]
    return sorted(living, key=lambda row: (not row["current"], -row["seen"].timestamp()))


def _session(row: UserSession, current: str | None) -> dict[str, Any]:
    kept = SessionStore(row.session_key).load()
    seen = kept.get(SEEN)
    return {
        "id": row.pk,
        "alive": bool(kept),
        "device": device_of(row.user_agent),
        "address": row.ip,
        "began": row.created_at,
        "seen": datetime.fromtimestamp(seen, UTC) if seen else row.created_at,
        "current": row.session_key == current,
    }


def device_of(agent: str) -> str:
    """“Chrome · Android” out of what a browser says of itself; never a fingerprint."""
    browsers = ("MicroMessenger", "Edg", "Firefox", "Chrome", "Safari")
    systems = ("HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Mac OS", "Linux")
    known = {"MicroMessenger": _("WeChat"), "Edg": "Edge", "Mac OS": "Mac"}
    found = [next((name for name in group if name in agent), "") for group in (browsers, systems)]
    return " · ".join(known.get(name, name) for name in found if name) or _("unknown device")


def draft_rows(actor: Actor) -> list[dict[str, Any]]:
    """Applications that this account began and has not sent."""
    rows = Case.objects.filter(created_by_id=actor.user_id, state__in=BEFORE_SUBMISSION)
    return [
        {
            "name": pick(row.name),
            "at": row.created_at,
            "url": reverse("portal:tasks", args=[row.public_id]),
            "id": f"erase-{row.pk}",
            "erase_url": reverse("portal:erase-draft", args=[row.public_id]),
        }
        for row in rows
    ]
