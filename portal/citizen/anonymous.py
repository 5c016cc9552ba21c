"""An application that somebody begins without signing in: kept under their session, taken over later.

Only the session's row on our side holds it, only its own cookie leads there, and it goes with the
session. Sensitive elements are not asked before somebody has signed in and agreed (PIPL art. 29).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from accounts.actor import Actor
from core.clock import today
from core.errors import DomainError
from matters.composing import Composition
from matters.composing.stored import compose_pinned
from matters.models import OneThingVersion
from matters.selectors import handbooks_pinned
from portal.channels import came_through
from portal.citizen.beginning import begin_application
from portal.citizen.guide import errand_of, guide_for, is_applicable
from portal.citizen.notice import record_shown
from portal.citizen.questions import Group, Voice, own_groups
from portal.citizen.situations import Errand, as_parameters

BEGUN = "begun_application"
SENSITIVE = "sensitive_personal"


@dataclass(frozen=True)
class Begun:
    """What an anonymous applicant has said so far."""

    kind: str
    code: str
    situation: Mapping[str, Any]
    answers: Mapping[str, Any] = field(default_factory=dict)
    group: str = ""
    element: str = ""  # where they last wrote: there they go on

    @property
    def errand(self) -> Errand:
        """The version in force now."""
        return errand_of(self.kind, self.code)

    @property
    def parameters(self) -> str:
        """The situation, for links that keep it."""
        return as_parameters(self.situation)

    def wrote(self, group: str, values: Mapping[str, Any], element: str) -> "Begun":
        """The same with these values; cleared ones go."""
        kept = {name: value for name, value in {**self.answers, **values}.items() if value is not None}
        return replace(self, answers=kept, group=group, element=element or self.element)


def begun_in(session: SessionBase) -> Begun | None:
    """What this session has begun, if anything."""
    kept = session.get(BEGUN)
    return Begun(**kept) if kept else None


def keep(session: SessionBase, begun: Begun) -> None:
    """One at a time: a second errand begun takes the first one's place."""
    session[BEGUN] = asdict(begun)


def forget(session: SessionBase) -> None:
    """It has become a draft, or is not wanted any more."""
    session.pop(BEGUN, None)


def composition_for(begun: Begun) -> Composition:
    """The errand as the answers so far make it."""
    errand = begun.errand
    whole = isinstance(errand, OneThingVersion)
    return compose_pinned(
        one_thing_version_id=errand.pk if whole else None,
        handbook_id=None if whole else errand.pk,
        pins=handbooks_pinned(errand, today()),
        situation=begun.situation,
        form=begun.answers,
    )


def groups_asked(composition: Composition) -> list[Group]:
    """The applicant's own groups without what is sensitive."""
    parties = composition.parties
    stated = {element: party["role"] for party in parties for element in party["states"]}
    voice = Voice(stated, frozenset({parties[0]["role"]}), owner=True)
    elements = composition.errand.sources.elements
    found = []
    for group in own_groups(composition, voice):
        rows = tuple(row for row in group.fields if elements[row.element]["sensitivity"] != SENSITIVE)
        if rows:
            found.append(Group(group.key, group.name, rows))
    return found


def take_over(request: HttpRequest, by: Actor) -> str:
    """Makes a draft of what was begun before signing in; where to go on, or "" when nothing was begun.

    Whoever may apply for a company as well is asked for whom first; what stands in the way of a draft
    is told on the page where applications begin, and nothing is lost.
    """
    begun = begun_in(request.session)
    if begun is None or not by.is_citizen:
        return ""
    start = f"{reverse('portal:start', args=[begun.kind, begun.code])}?{begun.parameters}"
    try:
        composition = composition_for(begun)
        kinds = composition.parties[0]["kinds"]
        if "person" not in kinds or (by.organisation_ids and "organisation" in kinds):
            return start
        if not is_applicable(guide_for(begun.kind, begun.code, QueryDict(begun.parameters))):
            return start
        return hand_over(request, begun, composition, by)
    except DomainError:
        return start


def hand_over(request: HttpRequest, begun: Begun, composition: Composition, by: Actor) -> str:
    """The draft, for the signed-in person themself; gives the address of the same question."""
    answers = dict(begun.answers)
    case = begin_application(
        begun.errand,
        composition,
        by=by,
        situation=begun.situation,
        answers=answers,
        came_through=came_through(request.session),
    )
    record_shown(request, by)
    forget(request.session)
    return address_of(str(case.public_id), begun)


def address_of(reference: str, begun: Begun) -> str:
    """The question where they last wrote, at that field; the task list when they wrote nothing."""
    if not begun.group:
        return reverse("portal:tasks", args=[reference])
    place = f"#f-{begun.element}" if begun.element else ""
    return f"{reverse('portal:question', args=[reference, begun.group])}{place}"


def begun_about(session: SessionBase, kind: str, code: str) -> Begun | None:
    """What this session has already written about that errand."""
    begun = begun_in(session)
    return begun if begun and (begun.kind, begun.code) == (kind, code) else None


def sign_in_address(begun: Begun) -> str:
    """Signing in from here leads on with the application."""
    back = f"{reverse('portal:start', args=[begun.kind, begun.code])}?{begun.parameters}"
    return f"{reverse('portal:sign-in')}?{urlencode({'next': back})}"
