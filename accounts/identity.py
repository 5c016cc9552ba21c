"""Later documents of a person: the same human being under another number."""

from django.conf import settings
from django.db import models

from accounts.models import Person
from ledger.models import Chain


class LinkedDocument(models.Model):
    """A document number that was linked to a person who is known under another one, or under none yet.

    A newborn gets its number after the household registration, a foreigner a new passport. Who is who
    is decided by a person with supervision's duty, on the papers, and stays on record.
    """

    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="linked_documents")
    id_kind = models.CharField(max_length=20, choices=Person.IdKind.choices)
    id_number = models.CharField(max_length=40)
    reason = models.CharField(max_length=500, help_text="What showed that it is the same person.")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["id_kind", "id_number"], name="a_linked_document_is_one_persons"),
            models.CheckConstraint(
                condition=~models.Q(id_number="") & ~models.Q(reason=""),
                name="linked_document_has_number_and_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"document {self.pk} of person {self.person_id}"
