"""Who takes part in a case: buyer and seller, parents, a bank."""

from django.db import models
from django.db.models import Q

from accounts.models import Organisation, Person


class Party(models.Model):
    """One role of a case, its holder, what only they may state, and their confirmation."""

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
