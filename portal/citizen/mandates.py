"""Mandates given and received, as the two whom they concern read them."""

from typing import Any

from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Mandate, Organisation, Person
from core import clock
from core.text import pick
from matters.selectors import handbooks_listed, one_things_listed
from portal.citizen.acting import called

RELATED = ("person", "organisation", "agent__person")
MOST_SHOWN = 50


def given_by(actor: Actor) -> list[dict[str, Any]]:
    """Who may act for the reader, or for an organisation they represent; the newest first."""
    people = Mandate.objects.filter(person_id=actor.person_id) if actor.person_id else Mandate.objects.none()
    rows = people | Mandate.objects.filter(organisation_id__in=actor.organisation_ids)
    return _rows(rows, given=True)


def received_by(actor: Actor) -> list[dict[str, Any]]:
    """For whom the reader may act; the newest first."""
    return _rows(Mandate.objects.filter(agent_id=actor.user_id), given=False)


def _rows(mandates: Any, *, given: bool) -> list[dict[str, Any]]:
    found = list(mandates.select_related(*RELATED).order_by("-id")[:MOST_SHOWN])
    names = scope_names({mandate.scope for mandate in found})
    return [_row(mandate, names, given) for mandate in found]


def _row(mandate: Mandate, names: dict[str, str], given: bool) -> dict[str, Any]:
    lamp, word = _standing(mandate)
    live = lamp in ("ok", "hold")
    agent, principal = agent_name(mandate), called(mandate.principal)
    return {
        "key": mandate.pk,
        "other": agent if given else principal,
        "principal": _("acts for %(name)s") % {"name": principal} if given else "",
        "scope": names.get(mandate.scope, mandate.scope),
        "valid_from": mandate.valid_from,
        "valid_to": mandate.valid_to,
        "lamp": lamp,
        "word": word,
        "acceptable": not given and lamp == "hold",
        "endable": live,
        "end_id": f"end-{mandate.pk}",
    }


def agent_name(mandate: Mandate) -> str:
    """The agent masked; a helper of the hall by their account."""
    person = mandate.agent.person
    return called(person) if person else mandate.agent.get_username()


def _standing(mandate: Mandate) -> tuple[str, str]:
    today = clock.today()
    if mandate.revoked_at:
        return "idle", _("Ended")
    if mandate.valid_to < today:
        return "idle", _("Run out")
    if mandate.accepted_at is None:
        return "hold", _("Not taken up yet")
    return ("ok", _("In force")) if mandate.valid_from <= today else ("ok", _("Begins later"))


def scope_names(codes: set[str]) -> dict[str, str]:
    """code -> name of what a mandate is for; the empty code is everything."""
    return {"": _("everything"), **{code: name for code, name in _errands() if code in codes}}


def scopes() -> list[tuple[str, str]]:
    """What one may choose: everything, a one-thing, or a single matter."""
    return [("", _("Everything")), *_errands()]


def _errands() -> list[tuple[str, str]]:
    """(code, name) of all one-things and matters as they stand today."""
    return [
        *((row.one_thing.code, pick(row.name)) for row in one_things_listed()),
        *((row.matter.code, pick(row.name)) for row in handbooks_listed()),
    ]


def principals(actor: Actor) -> list[tuple[str, str]]:
    """For whom the reader may give a mandate: themself, and organisations they represent by law."""
    own = [("me", _("Myself"))] if actor.person_id else []
    bodies = Organisation.objects.filter(pk__in=actor.organisation_ids).order_by("id")
    return [*own, *((f"o{row.pk}", pick(row.name)) for row in bodies)]


def principal_of(actor: Actor, key: str) -> Person | Organisation | None:
    """The one behind a choice of `principals`, None for anything else."""
    if key == "me" and actor.person_id:
        return Person.objects.get(pk=actor.person_id)
    number = key.removeprefix("o")
    if number.isdecimal() and int(number) in actor.organisation_ids:
        return Organisation.objects.get(pk=int(number))
    return None
