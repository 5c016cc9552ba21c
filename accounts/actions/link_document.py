"""Link a later document number to a person, under supervision."""

from django.utils.translation import gettext_lazy as _

from accounts import identity_wording
from accounts.actor import Actor
from accounts.identity import LinkedDocument
from accounts.models import Person, Role
from core.acts import act
from core.errors import BadInput, NotAllowed
from core.identity_documents import KINDS, join, split
from core.values import present
from ledger.recording import Held, open_chain, record

LINKING_ROLES = frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR})
LONGEST_REASON = 500  # characters


@act
def link_document(person: Person, *, by: Actor, kind: str, number: str, reason: str) -> LinkedDocument:
    """The person is known under this number too; one who had none yet, a newborn, bears it from now on.

    Raises NotAllowed for anybody but supervision, BadInput for a number that does not fit its kind,
    that somebody else bears, or without a reason.
    """
    if by.role not in LINKING_ROLES:
        raise NotAllowed(_("Documents are linked to a person by supervision."))
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise BadInput(_("Say in a sentence what shows that it is the same person."))
    kind, number = _fitting(kind, number)
    person = Person.objects.select_for_update().get(pk=person.pk)
    _refuse_taken(kind, number)
    held = open_chain("linked document")
    document = _link(person, by, kind, number, why, held)
    if person.id_kind == Person.IdKind.NONE_YET:
        person.id_kind, person.id_number = kind, number
        person.save(update_fields=["id_kind", "id_number"])
    record(
        identity_wording.LINK_DOCUMENT,
        held,
        by=by,
        subject=document,
        changed=[document],
        data={"person": person.pk, "kind": kind, "number": held.commit(number)},
    )
    return document


def _fitting(kind: str, number: str) -> tuple[str, str]:
    """Kind and number as they are kept. Raises BadInput."""
    if kind not in set(Person.IdKind.values) - {Person.IdKind.NONE_YET}:
        raise BadInput(_("This kind of document is not accepted here."))
    _kind, plain = split(join(kind, number))
    if not KINDS[kind].fits(plain):
        raise BadInput(_("This number does not fit its kind of document: please compare with the card."))
    return kind, plain


def _refuse_taken(kind: str, number: str) -> None:
    """One document, one person: two people under one number are not merged by a program."""
    known = {"id_kind": kind, "id_number": number}
    if Person.objects.filter(**known).exists() or LinkedDocument.objects.filter(**known).exists():
        raise BadInput(_("Somebody is known under this number already."))


def _link(person: Person, by: Actor, kind: str, number: str, reason: str, held: Held) -> LinkedDocument:
    return LinkedDocument.objects.create(
        chain_id=held.id,
        person=person,
        id_kind=kind,
        id_number=number,
        reason=reason,
        linked_by_id=present(by.user_id, "the account"),
        linked_at=held.now,
    )
