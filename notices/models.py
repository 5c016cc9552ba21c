"""Notices and their dispatches."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from core.ids import uuid7


class Notice(models.Model):
    """One message to one person, in both languages. Written first; leaving by a channel comes after."""

    public_id = models.UUIDField(default=uuid7, unique=True, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=40)
    about = models.CharField(max_length=60, blank=True, help_text="What it is about: a case's number.")
    title = models.JSONField(help_text='{"zh", "en"}')
    body = models.JSONField(help_text='{"zh", "en"}')
    short = models.JSONField(default=dict, help_text='{"zh", "en"}: what and by when, for a text message.')
    language = models.CharField(max_length=2, default="zh", help_text="The receiver's: zh or en.")
    urgent = models.BooleanField(default=False, help_text="Does not wait for the morning.")
    link = models.CharField(max_length=300, blank=True, help_text="A path of the portal.")
    source_event = models.BigIntegerField(null=True, help_text="The ledger event that called for it.")
    reminder_of = models.CharField(max_length=60, blank=True, help_text="What it reminds of: told once.")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "source_event"],
                condition=Q(source_event__isnull=False),
                name="one_notice_per_person_kind_and_event",
            ),
            models.UniqueConstraint(
                fields=["reminder_of", "kind", "person"],
                condition=~Q(reminder_of=""),
                name="one_reminder_per_person_and_thing",
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.kind} {self.about}".strip()


class Dispatch(models.Model):
    """A notice on its way by one channel. A lease keeps two workers from sending it twice."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting to be sent")
        SENT = "sent", _("Sent")
        ARRIVED = "arrived", _("Arrived")
        MERGED = "merged", _("Sent with others as one message")
        SKIPPED = "skipped", _("No address, or not wanted this way")
        FAILED = "failed", _("Not delivered")

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="dispatches")
    channel = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="Not to be tried before: the lease or the next try.")
    message_no = models.CharField(max_length=32, blank=True, help_text="Ours, for what carries it.")
    sent_at = models.DateTimeField(null=True)
    arrived_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="one_dispatch_per_channel"),
            models.CheckConstraint(
                condition=Q(state__in=["sent", "arrived", "merged"], sent_at__isnull=False)
                | (~Q(state__in=["sent", "arrived", "merged"]) & Q(sent_at__isnull=True)),
                name="sent_dispatch_has_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state="queued"), name="dispatch_waiting"),
            models.Index(fields=["message_no"], condition=~Q(message_no=""), name="dispatch_by_message"),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.state}"
