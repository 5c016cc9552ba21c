"""The notice of how personal data are processed, before anything is asked (PIPL art. 17).

It is shown once for each version, on the page on which one begins or takes part, and what was shown
is recorded on the person's own chain. Whoever has not signed in yet has it noted in their session and
recorded when what they began is taken over. It is told, not asked: nobody has to agree to it, and
sensitive data wait for an agreement of their own (portal/citizen/agreeing.py).
"""

from django.conf import settings
from django.http import HttpRequest

from accounts.actions import note_notice
from accounts.actor import Actor
from accounts.consents import was_told
from portal.citizen.drafts import Application

SHOWN = "privacy_notice_shown"
FIELD = "told"


def notice_to_show(request: HttpRequest, actor: Actor) -> str:
    """The version that this reader has yet to be shown; empty when they were, or work here."""
    version = settings.PRIVACY_NOTICE_VERSION
    if actor.role or request.session.get(SHOWN) == version:
        return ""
    if actor.person_id is not None and was_told(actor.person_id):
        return ""
    return version


def note_shown(request: HttpRequest, actor: Actor) -> bool:
    """Takes down what the sent form had on its page; False when the page did not have what it must."""
    if notice_to_show(request, actor):
        if request.POST.get(FIELD) != settings.PRIVACY_NOTICE_VERSION:
            return False
        request.session[SHOWN] = settings.PRIVACY_NOTICE_VERSION
    record_shown(request, actor)
    return True


def record_shown(request: HttpRequest, actor: Actor) -> None:
    """On the record of a person who has signed in: what their session was shown, now or before."""
    if actor.is_citizen and actor.person_id and request.session.get(SHOWN) == settings.PRIVACY_NOTICE_VERSION:
        note_notice(actor.person_id, by=actor)


def must_read_notice(mine: Application) -> bool:
    """Whether a party whom somebody else named is asked something without having been shown it."""
    actor = mine.actor
    begun_here = mine.case.created_by_id == actor.user_id
    return actor.is_citizen and not begun_here and not was_told(actor.person_id or 0)
