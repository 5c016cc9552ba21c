"""The states of a stored file and of a certificate."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Scan(models.TextChoices):
    """What the safety check of a file's content says."""

    PENDING = "pending", _("Being checked")
    CLEAN = "clean", _("Checked")
    INFECTED = "infected", _("Harmful")
    UNREADABLE = "unreadable", _("Could not be checked")


class CertificateState(models.TextChoices):
    """What a certificate is worth today."""

    VALID = "valid", _("Valid")
    SUSPENDED = "suspended", _("Suspended")
    REVOKED = "revoked", _("Revoked")
    CANCELLED = "cancelled", _("Cancelled")
    EXPIRED = "expired", _("Expired")
    REPLACED = "replaced", _("Replaced by a newer version")


# The words of the ministry interface (rules.md B.7): 01 valid, 02 held, 03 revoked, 04 cancelled, 05 lapsed.
STATE_CODES = {
    CertificateState.VALID: "01",
    CertificateState.SUSPENDED: "02",
    CertificateState.REVOKED: "03",
    CertificateState.CANCELLED: "04",
    CertificateState.EXPIRED: "05",
    CertificateState.REPLACED: "05",
}
ENDED = (
    CertificateState.REVOKED,
    CertificateState.CANCELLED,
    CertificateState.EXPIRED,
    CertificateState.REPLACED,
)
