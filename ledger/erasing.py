"""Lawful erasure (Personal Information Protection Law art. 47): the salt goes, the chain stays whole."""

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from ledger.models import Salt
from ledger.recording import By, Held, record
from ledger.registry import action

ERASE_SALT = action("ledger.erase_salt", _("Personal data was erased: %(reason)s"))


def erase_salt(held: Held, *, by: By, subject: Model, reason: str) -> None:
    """Records the erasure and deletes the chain's salt: its digests and commitments say nothing any more.

    The caller deletes or blanks the rows themselves in the same transaction. Nothing can be
    recorded on the chain afterwards.
    """
    record(ERASE_SALT, held, by=by, subject=subject, data={"reason": reason})
    Salt.objects.filter(chain_id=held.id).delete()
    held.salt = b""
