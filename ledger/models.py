"""The rows of the ledger. Written by `ledger.recording`, the relay and the sequencer, by nobody else.

Events, their numbers, checkpoints and access entries are append-only: triggers refuse UPDATE,
DELETE and TRUNCATE (migration 0002).
"""

from django.db import models

from core.ids import uuid7


class Chain(models.Model):
    """One aggregate's history: a case, a handbook, a mandate. Its row is the lock of every act on it."""

    kind = models.CharField(max_length=40)
    seq = models.PositiveIntegerField(default=0, help_text="Of the last event; 0 before the first.")
    head = models.BinaryField(help_text="Hash of the last event; before the first, of the beginning.")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.kind} chain {self.pk}"


class Salt(models.Model):
    """The secret of a chain's digests. Erasing it makes them unreadable and leaves the chain whole."""

    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, primary_key=True, related_name="salt")
    value = models.BinaryField()

    class Meta:
        ordering = ["chain"]

    def __str__(self) -> str:
        return f"salt of chain {self.chain_id}"


class Event(models.Model):
    """Something that happened: who did what to which subject, and the digests of the rows it touched."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="events", db_index=False)
    seq = models.PositiveIntegerField()
    action = models.CharField(max_length=60)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=60)
    actor_label = models.CharField(max_length=200)
    post_label = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    data = models.JSONField(help_text="What the sentence needs. Personal values only as commitments.")
    digests = models.JSONField(help_text='[["table", "key", "digest" or null when deleted]]')
    prev = models.BinaryField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["chain", "seq"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="event_has_its_place")]

    def __str__(self) -> str:
        return f"{self.action} ({self.chain_id}/{self.seq})"


class Delivery(models.Model):
    """An event on its way to one subscriber. The row goes when the effect is there.

    Events are never deleted, so neither this table nor the two below pay for a foreign key's check.
    """

    event = models.ForeignKey(
        Event, on_delete=models.DO_NOTHING, related_name="deliveries", db_constraint=False, db_index=False
    )
    subscriber = models.CharField(max_length=80, help_text="Its key, and :part where it has several.")
    queue = models.CharField(max_length=60)
    next_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    fence = models.PositiveIntegerField(
        default=0, help_text="Moves with every claim; old holders are refused."
    )
    parked_at = models.DateTimeField(null=True, help_text="Given up after too many tries, until released.")
    last_error = models.TextField(default="", blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "subscriber"], name="one_delivery_per_event_and_subscriber"
            )
        ]
        indexes = [
            models.Index(
                fields=["queue", "next_at"], condition=models.Q(parked_at__isnull=True), name="delivery_due"
            )
        ]

    def __str__(self) -> str:
        return f"event {self.event_id} to {self.subscriber}"


class Inbox(models.Model):
    """That a subscriber has applied an event: written together with the effect."""

    event = models.ForeignKey(
        Event, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    subscriber = models.CharField(max_length=80)

    class Meta:
        verbose_name_plural = "inbox"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["event", "subscriber"], name="applied_once")]

    def __str__(self) -> str:
        return f"event {self.event_id} applied by {self.subscriber}"


class PendingEvent(models.Model):
    """A recorded event that the sequencer has not numbered yet."""

    event = models.OneToOneField(
        Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="+", db_constraint=False
    )

    class Meta:
        ordering = ["event"]

    def __str__(self) -> str:
        return f"event {self.event_id} pending"


class SequencedEvent(models.Model):
    """The place of a committed event among all: 1, 2, 3 without a gap.

    It repeats what the Merkle leaf is made of, so that a missing or changed event is named.
    """

    position = models.BigIntegerField(primary_key=True)
    event = models.ForeignKey(
        Event, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    chain = models.ForeignKey(
        Chain, on_delete=models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )
    seq = models.PositiveIntegerField()
    hash = models.BinaryField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="numbered_once")]

    def __str__(self) -> str:
        return str(self.position)


class Checkpoint(models.Model):
    """A signed Merkle root over the events numbered since the checkpoint before."""

    number = models.BigIntegerField(primary_key=True)
    first = models.BigIntegerField(help_text="Position of its first event.")
    last = models.BigIntegerField()
    root = models.BinaryField()
    prev_hash = models.BinaryField(help_text="Hash of the checkpoint before; empty for the first.")
    signed_at = models.DateTimeField()
    key_id = models.CharField(max_length=16)
    signature = models.BinaryField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="checkpoint_is_not_empty"
            ),
            models.UniqueConstraint(fields=["first"], name="checkpoints_do_not_overlap"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class AccessEntry(models.Model):
    """Who looked at whose data, in which post, why. Partitioned by month (migration 0001)."""

    pk = models.CompositePrimaryKey("at", "id")
    id = models.UUIDField(default=uuid7)
    at = models.DateTimeField()
    actor_id = models.CharField(max_length=60)
    actor_label = models.CharField(max_length=200)
    post_label = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.CharField(max_length=60)
    person_id = models.BigIntegerField(null=True, help_text="Whose data: they may see this entry.")
    fields = models.JSONField(help_text="Names of what was shown.")
    reason = models.CharField(max_length=200)

    class Meta:
        verbose_name_plural = "access entries"
        ordering = ["-at"]
        indexes = [
            models.Index(fields=["person_id", "-at"], name="access_by_person"),
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="access_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_label} looked at {self.subject_kind} {self.subject_id}"
