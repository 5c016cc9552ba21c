"""Who takes part in a case: buyer and seller, parents, a bank."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import Mandate, Organisation, Person
from core.ids import uuid7

FIRST_PLACE = 0  # the errand's roles are numbered in its order, and the first one applies


class PartyQuerySet(models.QuerySet["Party"]):
    """The vocabulary in which parties are looked for."""

    def applicants(self) -> Self:
        """The first role of each errand; whoever applies jointly with it has a role of their own."""
        return self.filter(ordinal=FIRST_PLACE, joint_with__isnull=True)

    def of(self, actor: Actor) -> Self:
        """The seats in which this actor takes part (cases.policies.roles_of, as a query)."""
        seats = Q(organisation_id__in=actor.organisation_ids) | Q(mandate_id__in=actor.mandate_ids)
        if actor.person_id is not None:
            seats |= Q(person_id=actor.person_id)
        return self.filter(seats)


class Party(models.Model):
    """One role of a case, its holder, what only they may state, and their confirmation.

    Columns that came later are null where they say nothing: null is left out of the ledger's digests.
    """

    class NoticesTo(models.TextChoices):
        """Who gets the messages of a party that acts through an agent."""

        BOTH = "both", _("Both")
        AGENT = "agent", _("The agent")
        PRINCIPAL = "principal", _("The person or organisation itself")

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=40)
    name = models.JSONField(help_text='The role in words: {"zh", "en"}')
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="parties")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="parties"
    )
    ordinal = models.PositiveSmallIntegerField(default=0)
    signs = models.BooleanField(default=True)
    states = models.JSONField(default=list, help_text="Elements that only this party may state and confirm.")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_how = models.CharField(max_length=20, blank=True, help_text="account, counter or submission")
    signature = models.JSONField(null=True, help_text="digest of what was confirmed, and its signature")
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, null=True, help_text="Under which somebody else acts for them."
    )
    notices_to = models.CharField(  # noqa: DJ001  null: nobody acts for them
        max_length=10, choices=NoticesTo.choices, null=True
    )
    reminded_at = models.DateTimeField(null=True, help_text="When the applicant last reminded them.")
    joint_with = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, help_text="The party whose statements they sign too."
    )

    objects = PartyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "parties"
        ordering = ["ordinal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["case", "role"], name="one_party_per_role"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False), name="party_is_somebody"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(signature__isnull=False),
                name="confirmed_party_has_signed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} of case {self.case_id}"

    @property
    def is_applicant(self) -> bool:
        """Whether this is the errand's first role (`PartyQuerySet.applicants`)."""
        return self.ordinal == FIRST_PLACE and self.joint_with_id is None


class Invitation(models.Model):
    """Somebody was asked into a role by a link that serves for this alone, for a while.

    A person or organisation named by number stands here and is seated at once; a bare name waits for
    whoever signs in under it. The link carries the public id, signed; what it is worth is decided here.
    """

    public_id = models.UUIDField(unique=True, default=uuid7, editable=False)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="invitations")
    role = models.CharField(max_length=40)
    joint = models.BooleanField(default=False, help_text="To sign with the holder of the role.")
    name = models.CharField(max_length=100, blank=True, help_text="As the applicant wrote it.")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    declined_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "role"],
                condition=Q(declined_at__isnull=True, revoked_at__isnull=True),
                name="one_invitation_per_role",
            ),
            models.CheckConstraint(
                condition=~Q(name="") | Q(person__isnull=False) | Q(organisation__isnull=False),
                name="invitation_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True) | Q(revoked_at__isnull=True),
                name="invitation_ends_once",
            ),
            models.CheckConstraint(condition=Q(expires_at__gt=F("invited_at")), name="invitation_lasts"),
        ]

    def __str__(self) -> str:
        return f"invitation as {self.role} into case {self.case_id}"

    def is_open(self, at: datetime) -> bool:
        """Whether it can still be answered."""
        answered = self.accepted_at or self.declined_at or self.revoked_at
        return answered is None and at < self.expires_at
