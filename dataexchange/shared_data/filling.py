"""From an event to a prefilled draft: what departments know already is offered, never imposed."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings

from accounts.actor import Actor
from accounts.privacy_wording import GIVE_CONSENT
from cases import wording
from cases.actions import prefill_draft
from cases.actions.prefill_draft import Offer
from cases.composing import composition_of
from cases.models import Case, Draft, Party
from cases.states import BEFORE_SUBMISSION
from cases.values import doubt
from core import clock
from core.text import pick
from dataexchange import breaker
from dataexchange.connectors.base import ExchangeFailed
from dataexchange.models import QueryLog
from dataexchange.shared_data.asking import Query, Reply, ask_all
from dataexchange.shared_data.grants import granted
from dataexchange.shared_data.lookups import SIGNED_IN
from dataexchange.shared_data.wishes import Wish, wishes_for
from dataexchange.states import ANSWERED, SUCCESSES, Outcome
from ledger.access import look
from ledger.models import Event
from matters.composing.parts import Errand

log = logging.getLogger(__name__)

SUBSCRIBER = PARTNER = "shared-data"
LOOK_REASON = "Asked of the sharing list, to fill in the form:"
GIVE_UP_AFTER = timedelta(minutes=10)  # by then the applicant has typed it


def fill_in(event: Event) -> None:
    """Offers what is known to the case of the event. What can't be had is tried again for some minutes.

    Raises ExchangeFailed or TryLater while the service is down; late answers never change what was
    typed, and after ten minutes the event is let go.
    """
    case = _case_of(event)
    if case is None:
        return
    if case.state not in BEFORE_SUBMISSION:
        return
    if clock.now() - event.at > GIVE_UP_AFTER:
        log.warning("case %s is not prefilled any more: shared data was down too long", case.public_id)
        return
    draft = Draft.objects.get(case=case)
    errand = composition_of(case, draft.answers).errand
    wishes = _granted(case, errand, wishes_for(case, errand, _roles(event)))
    local = [wish for wish in wishes if wish.item.subject == SIGNED_IN]
    offers = {name: offer for wish in local for name, offer in _offers(wish, _identity(wish.party), errand)}
    remote = [wish for wish in wishes if wish.item.subject != SIGNED_IN]
    _offer(case, offers, draft)
    if remote and settings.SHARED_DATA_URL:
        _fill_from_outside(case, draft, errand, remote)


def _case_of(event: Event) -> Case | None:
    """The case that the event is about; an agreement names the one in which it was asked, if any."""
    rows = Case.objects.select_related("created_by")
    if event.action == GIVE_CONSENT:
        reference = event.data.get("case", "")
        return rows.by_reference(reference).first() if reference else None
    return rows.get(pk=event.subject_id)


def _roles(event: Event) -> set[str] | None:
    """The one role that an event is about; None for all."""
    return None if event.action in (wording.DRAFT_CASE, GIVE_CONSENT) else {event.data["role"]}


def _identity(party: Party) -> Mapping[str, Any]:
    """DI-IDENTITY: the person behind the party, as the portal itself knows them."""
    person = party.person or (party.organisation and party.organisation.legal_representative)
    if not person:
        return {}
    return {"name": pick(person.name, "zh"), "id_number": person.id_number, "mobile": person.mobile}


def _fill_from_outside(case: Case, draft: Draft, errand: Errand, wishes: Sequence[Wish]) -> None:
    wishes = _not_answered_yet(case, wishes)
    if not wishes:
        return
    breaker.ask_leave(PARTNER)
    for wish in wishes:
        _note_look(case, wish)
    queries = [_query(case, wish, draft) for wish in wishes]
    replies = ask_all(queries)
    for wish, reply in zip(wishes, replies, strict=True):
        _log(case, wish, reply.outcome, reply.milliseconds)
    found = {
        name: offer
        for wish, reply in zip(wishes, replies, strict=True)
        for name, offer in _offers(wish, reply.record, errand)
    }
    _offer(case, found, draft)
    _judge(replies)


def _judge(replies: Sequence[Reply]) -> None:
    """One mark on the service's health for the whole batch; raises when something is to be tried again."""
    failed = [reply for reply in replies if reply.outcome not in ANSWERED]
    worst = failed[0] if failed else replies[0]
    breaker.note(PARTNER, worst.outcome, wish=worst.wait, subscriber=SUBSCRIBER)
    if failed:
        raise ExchangeFailed(worst.outcome, f"{len(failed)} of {len(replies)} queries")


def _not_answered_yet(case: Case, wishes: Sequence[Wish]) -> list[Wish]:
    """Without what a try before this one has asked with success: nobody's record is read twice."""
    rows = QueryLog.objects.filter(case=case, outcome__in=SUCCESSES).values_list("item", "about", "elements")
    known: dict[tuple[str, str], set[str]] = {}
    for item, about, elements in rows:
        known.setdefault((item, about), set()).update(elements)
    return [
        wish
        for wish in wishes
        if not set(wish.lookup.elements) <= known.get((wish.lookup.item, wish.about), set())
    ]


def _granted(case: Case, errand: Errand, wishes: Sequence[Wish]) -> list[Wish]:
    """The wishes cut to the matters that hold a grant; without any the refusal is kept (A-105)."""
    pairs, allowed = granted(errand), []
    for wish in wishes:
        matters = {matter for matter in wish.lookup.matters if (matter, wish.lookup.item) in pairs}
        if matters:
            allowed.append(replace(wish, lookup=wish.lookup.of(matters, errand)))
        else:
            _log(case, wish, Outcome.REFUSED, 0)
    return allowed


def _query(case: Case, wish: Wish, draft: Draft) -> Query:
    subject = {"kind": wish.item.subject, **_number(wish.party), "hint": _hint(wish, draft)}
    purpose = {"case": str(case.public_id), "matters": sorted(wish.lookup.matters)}
    return Query(wish.lookup.item, subject, purpose)


def _number(party: Party) -> dict[str, str]:
    """The number by which a register knows the party."""
    if party.person:
        return {"id_number": party.person.id_number}
    return {"uscc": party.organisation.uscc} if party.organisation else {}


def _hint(wish: Wish, draft: Draft) -> dict[str, Any]:
    """Which of several things is meant: what was typed as the item's first field."""
    key = wish.item.record["fields"][0]["key"]
    names = [name for name, field in wish.lookup.elements.items() if field == key]
    typed = next((draft.answers[name] for name in names if draft.answers.get(name) is not None), None)
    return {} if typed is None else {key: typed}


def _offers(wish: Wish, record: Mapping[str, Any], errand: Errand) -> list[tuple[str, Offer]]:
    """The record's fields as offers; a value that does not fit its element is not offered."""
    elements = errand.sources.elements
    provider = wish.item.provider.code
    return [
        (name, Offer(item=wish.lookup.item, provider=provider, value=record[field]))
        for name, field in wish.lookup.elements.items()
        if record.get(field) not in (None, "") and doubt(elements[name], record[field]) is None
    ]


def _offer(case: Case, offers: Mapping[str, Offer], draft: Draft) -> None:
    """Offers what an earlier try has not offered already."""
    sources = draft.sources
    news = {name: one for name, one in offers.items() if sources.get(name, {}).get("value") != one["value"]}
    if news:
        prefill_draft(case, by=Actor.system(SUBSCRIBER), offers=news)


def _note_look(case: Case, wish: Wish) -> None:
    """A number leaves for another system and a record comes back: written down before."""
    look(
        Actor.system(SUBSCRIBER),
        case,
        sorted(wish.lookup.elements),
        f"{LOOK_REASON} {wish.lookup.item}",
        person_ids=[wish.party.person_id],
    )


def _log(case: Case, wish: Wish, outcome: str, milliseconds: int) -> None:
    QueryLog.objects.create(
        case=case,
        item=wish.lookup.item,
        provider=wish.item.provider.code,
        matters=sorted(wish.lookup.matters),
        about=wish.about,
        elements=sorted(wish.lookup.elements),
        at=clock.now(),
        outcome=outcome,
        milliseconds=milliseconds,
    )
