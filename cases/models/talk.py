"""What is said between a case's parties and those who have it: messages, urgings, apologies."""

from django.db import models
from django.db.models import F, Q

from accounts.models import Department


class Message(models.Model):
    """One thing said between a party and the window; a party reads its own thread only."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="messages")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="messages")
    from_window = models.BooleanField()
    text = models.TextField()
    author = models.CharField(max_length=80, help_text="The actor's id; readers are told the side only.")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["case", "party"], name="message_thread")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_message_says_something")]

    def __str__(self) -> str:
        return f"message of case {self.case_id}"


class Urge(models.Model):
    """A party asked whoever has the case to hurry (催办): once a day for each case, always on record."""

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="urges")
    party = models.ForeignKey("cases.Party", on_delete=models.PROTECT, related_name="urges")
    department = models.ForeignKey(
        Department, on_delete=models.PROTECT, null=True, related_name="urges", help_text="Empty: the window."
    )
    on = models.DateField(help_text="The day in the city.")
    urged_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "on"], name="a_case_is_urged_once_a_day")]

    def __str__(self) -> str:
        return f"urging of case {self.case_id}"


class Apology(models.Model):
    """The promise was broken: said once, with the day by which it is done instead."""

    case = models.OneToOneField("cases.Case", on_delete=models.PROTECT, related_name="apology")
    promised_at = models.DateTimeField(help_text="The promise that was broken.")
    new_due_at = models.DateTimeField()
    said_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(new_due_at__gt=F("said_at")), name="a_new_promise_lies_ahead")
        ]

    def __str__(self) -> str:
        return f"apology for case {self.case_id}"
