"""What every way of running needs a row for: working days, timers, idempotency keys, heartbeats."""

from django.db import models
from django.db.models import F, Q


class CalendarYear(models.Model):
    """A year whose holidays and make-up working days have been published and loaded."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    source = models.CharField(max_length=300, blank=True, help_text="The notice it was taken from.")
    loaded_at = models.DateTimeField()

    class Meta:
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is not what its weekday says."""

    class Kind(models.TextChoices):
        HOLIDAY = "holiday"
        WORKDAY = "workday"

    date = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, on_delete=models.CASCADE, related_name="days")
    kind = models.CharField(max_length=7, choices=Kind.choices)

    class Meta:
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(condition=Q(date__year=F("year_id")), name="calendar_day_lies_in_its_year")
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class OpeningHours(models.Model):
    """One stretch of every working day in which offices are open, on the city's clock."""

    start = models.TimeField(unique=True)
    end = models.TimeField()

    class Meta:
        verbose_name_plural = "opening hours"
        ordering = ["start"]
        constraints = [
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="opening_hours_end_after_they_start")
        ]

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"


class CalendarVersion(models.Model):
    """One row that moves whenever the calendar changes, so that processes know their copy is old."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="one_calendar_version")]

    def __str__(self) -> str:
        return str(self.number)


class Timer(models.Model):
    """Something that is to happen at a time unless it is cancelled: a row, never a broker's countdown."""

    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    next_try_at = models.DateTimeField(help_text="due_at at first; later after a failure or a lease.")
    fence = models.PositiveIntegerField(default=0, help_text="Moves with every claim and every change.")
    failures = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        ordering = ["next_try_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject"], name="one_timer_per_kind_and_subject")
        ]
        indexes = [models.Index(fields=["next_try_at"], name="timer_next_try")]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class IdempotencyKey(models.Model):
    """A caller's key for one act, and the answer that act gave. Kept seven days."""

    scope = models.CharField(max_length=200, help_text="Actor and route.")
    key = models.CharField(max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    response = models.TextField(default="", help_text="JSON as it was given, order and all.")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["scope", "key"], name="one_answer_per_scope_and_key")]
        indexes = [models.Index(fields=["created_at"], name="key_age")]

    def __str__(self) -> str:
        return f"{self.scope} {self.key}"


class Attempt(models.Model):
    """Somebody tried something that may be tried only so often; whom and what stays a digest."""

    subject = models.CharField(max_length=64, help_text="Keyed digest of who or what was tried.")
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject", "at"], name="attempt_subject")]

    def __str__(self) -> str:
        return f"attempt {self.pk}"


class Heartbeat(models.Model):
    """When a kind of process last showed that it lives."""

    process = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["process"]

    def __str__(self) -> str:
        return self.process
