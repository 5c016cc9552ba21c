"""What “My data” shows: what was agreed to, where one is signed in, what lies unfinished; looks: looks.py."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.backends.db import SessionStore
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.consents import agreed_by
from accounts.privacy import Consent
from cases.models import Case
from cases.states import BEFORE_SUBMISSION
from core.text import pick
from matters.models import Element, Material
from portal.citizen import words
from portal.identity.sessions import SEEN


def _names(codes: set[str]) -> Mapping[str, str]:
    """code of an element or material -> its name."""
    elements = Element.objects.filter(code__in=codes).values_list("code", "name")
    materials = Material.objects.filter(code__in=codes).values_list("code", "name")
    return {code: pick(name) for code, name in [*elements, *materials]}


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
