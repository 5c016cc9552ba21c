"""What a case yields, and its way to the applicant."""

from datetime import datetime

from django.db import models
from django.db.models import Q
from django_fsm import FSMField, FSMModelMixin, transition

from cases.states import RESULT_TRANSITIONS, ResultState
from documents.models import Certificate


def _sources(act: str) -> list[str]:
    return [str(state) for state in RESULT_TRANSITIONS[act][0]]


class Result(FSMModelMixin, models.Model):
    """The result of one granted matter of a case."""

    class Method(models.TextChoices):
        COUNTER = "counter"
        COURIER = "courier"
        ELECTRONIC = "electronic"

    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, related_name="results")
    matter = models.CharField(max_length=40)
    name = models.JSONField(help_text='{"zh", "en"}')
    state = FSMField(default=ResultState.PENDING, choices=ResultState.choices, protected=True)
    certificate = models.OneToOneField(
        Certificate, on_delete=models.PROTECT, null=True, related_name="result"
    )
    shelved_at = models.DateTimeField(null=True)
    method = models.CharField(max_length=12, choices=Method.choices, blank=True)
    collector = models.CharField(max_length=80, blank=True, help_text="Who took it, masked.")
    handed_over_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["state", "shelved_at"], name="result_shelf")]
        constraints = [
            models.UniqueConstraint(fields=["case", "matter"], name="one_result_per_matter"),
            models.CheckConstraint(
                condition=Q(state=ResultState.PENDING)
                | Q(certificate__isnull=False, shelved_at__isnull=False),
                name="shelved_result_has_its_certificate",
            ),
            models.CheckConstraint(
                condition=~Q(state=ResultState.HANDED_OVER)
                | (Q(handed_over_at__isnull=False) & ~Q(method="")),
                name="handed_over_result_says_how",
            ),
        ]

    def __str__(self) -> str:
        return f"result {self.matter} of case {self.case_id}"

    @transition(field=state, source=_sources("shelve"), target=ResultState.ON_SHELF)
    def shelve(self, *, certificate: Certificate, at: datetime) -> None:
        self.certificate = certificate
        self.shelved_at = at

    @transition(field=state, source=_sources("send"), target=ResultState.IN_TRANSFER)
    def send(self) -> None:
        self.method = self.Method.COURIER

    @transition(field=state, source=_sources("come_back"), target=ResultState.ON_SHELF)
    def come_back(self) -> None:
        self.method = ""

    @transition(field=state, source=_sources("hand_over"), target=ResultState.HANDED_OVER)
    def hand_over(self, *, way: str, collector: str, at: datetime) -> None:
        self.method = way
        self.collector = collector
        self.handed_over_at = at
