"""People, organisations, departments, places, and who acts where in which role."""

from datetime import date
from typing import Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.channels import AccessChannel  # noqa: F401  Django reads an app's models here
from accounts.privacy import Consent, DataExport, Profile  # noqa: F401  Django reads an app's models here
from core.values import present
from ledger.models import Chain


class Role(models.TextChoices):
    """What a post lets a person do. Rights hang on the role and the post's scope, never on the employer."""

    AGENT = "agent", _("Agent")
    CLERK = "clerk", _("Clerk")
    EXIT_CLERK = "exit_clerk", _("Exit clerk")
    CHIEF = "chief", _("Chief representative")
    REVIEWER = "reviewer", _("Reviewer")
    SYSTEM = "system", _("Department's system")
    SUPERVISOR = "supervisor", _("Supervisor")
    CATALOGUE_EDITOR = "catalogue_editor", _("Catalogue editor")
    AUDITOR = "auditor", _("Auditor")
    ADMINISTRATOR = "administrator", _("Administrator")


class Department(models.Model):
    """A body that decides matters under its own name and seal (实施主体)."""

    code = models.CharField(max_length=40, unique=True, help_text="The catalogue's id, such as D-ZGJ.")
    name = models.JSONField(help_text='{"zh", "en"}')
    short_name = models.JSONField(help_text='{"zh", "en"}')
    uscc = models.CharField(max_length=18, unique=True, help_text="GB 32100-2015.")
    consult_phone = models.CharField(max_length=40)
    complaint_phone = models.CharField(max_length=40)
    core = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Area(models.Model):
    """A place of the four levels city, county, township, village (GB/T 2260: 9 or 12 digits)."""

    code = models.CharField(max_length=12, unique=True)
    name = models.JSONField(help_text='{"zh", "en"}')
    kind = models.CharField(max_length=20)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ServicePoint(models.Model):
    """A hall where people are served: centre, sub-centre, township or village point (A-025, A-054)."""

    code = models.CharField(max_length=40, unique=True, help_text="The catalogue's hall id, such as H-MAIN.")
    name = models.JSONField(help_text='{"zh", "en"}')
    level = models.CharField(max_length=20)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="service_points")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    service_area = models.JSONField(null=True)
    opening_hours = models.JSONField(default=list)
    ordinal = models.PositiveIntegerField(default=0, help_text="Its place in the catalogue's list.")

    class Meta:
        ordering = ["ordinal", "code"]
        constraints = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="service_point_is_not_its_own_parent")
        ]

    def __str__(self) -> str:
        return self.code


class Person(models.Model):
    """A natural person as the real-name identity knows them."""

    class IdKind(models.TextChoices):
        RESIDENT_ID = "resident_id", _("Resident identity card")
        PASSPORT = "passport", _("Passport")
        HK_MACAO_PERMIT = "hk_macao_permit", _("Hong Kong or Macao permit")
        TAIWAN_PERMIT = "taiwan_permit", _("Taiwan permit")
        RESIDENCE_PERMIT = "residence_permit", _("Residence permit")
        FOREIGN_RESIDENT = "foreign_resident", _("Foreigner's permanent residence card")
        NONE_YET = "none_yet", _("No number yet")

    code = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="The catalogue's id, such as P1."
    )
    name = models.JSONField(help_text='{"zh", "en"}')
    id_kind = models.CharField(max_length=20, choices=IdKind.choices, default=IdKind.RESIDENT_ID)
    id_number = models.CharField(max_length=40, blank=True)
    birth_date = models.DateField(null=True)
    gender = models.CharField(max_length=10, blank=True)
    mobile = models.CharField(max_length=20, blank=True)
    flags = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["id_kind", "id_number"], condition=~Q(id_number=""), name="one_person_per_document"
            )
        ]

    def __str__(self) -> str:
        return f"person {self.pk}"

    @property
    def is_nameless(self) -> bool:
        """Known by a document number alone: nobody with that number has signed in or stood at a counter."""
        return not any(self.name.values())


class Organisation(models.Model):
    """A legal person; whoever represents it by law acts for it."""

    code = models.CharField(
        max_length=40, unique=True, null=True, blank=True, help_text="The catalogue's id, such as O1."
    )
    name = models.JSONField(help_text='{"zh", "en"}')
    uscc = models.CharField(max_length=18, unique=True, help_text="GB 32100-2015.")
    legal_representative = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="represented_organisations"
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.uscc


class User(AbstractUser):
    """An account. A citizen's account belongs to a person; staff act through a post."""

    person = models.OneToOneField(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="user"
    )

    class Meta(AbstractUser.Meta):
        pass


class PostQuerySet(models.QuerySet["Post"]):
    """The vocabulary in which posts are looked for."""

    def current(self, on: date) -> Self:
        """Posts in force on that day."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)


class Post(models.Model):
    """Who acts where in which role, from one day to another."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    role = models.CharField(max_length=20, choices=Role.choices)
    department = models.ForeignKey(Department, on_delete=models.PROTECT, null=True, related_name="posts")
    service_point = models.ForeignKey(ServicePoint, on_delete=models.PROTECT, null=True, related_name="posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="posts")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=[Role.REVIEWER, Role.SYSTEM]) | Q(department__isnull=False),
                name="deciding_posts_have_a_department",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.CLERK, Role.EXIT_CLERK, Role.CHIEF])
                | Q(service_point__isnull=False),
                name="hall_posts_have_a_service_point",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="post_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.user_id}"


class MandateQuerySet(models.QuerySet["Mandate"]):
    """The vocabulary in which mandates are looked for."""

    def in_force(self, on: date) -> Self:
        """Mandates that were taken up, not ended by anybody, and hold on that day."""
        return self.filter(
            accepted_at__isnull=False, revoked_at__isnull=True, valid_from__lte=on, valid_to__gte=on
        )

    def for_errand(self, code: str) -> Self:
        """Mandates that reach as far as that matter or one-thing."""
        return self.filter(Q(scope="") | Q(scope=code))


class Mandate(models.Model):
    """One person may act for another person or an organisation, for a while (A-052; Civil Code art. 165).

    It binds from the moment it was given, and serves its agent once they have taken it up.
    """

    chain = models.OneToOneField(Chain, on_delete=models.PROTECT, related_name="+")
    agent = models.ForeignKey(User, on_delete=models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="mandates")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="mandates"
    )
    scope = models.CharField(
        max_length=40, blank=True, help_text="A matter or one-thing code; empty means all."
    )
    valid_from = models.DateField()
    valid_to = models.DateField()
    given_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organisation__isnull=True)
                | Q(person__isnull=True, organisation__isnull=False),
                name="mandate_has_one_principal",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="mandate_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"

    @property
    def principal(self) -> Person | Organisation:
        """For whom the agent acts; `mandate_has_one_principal` keeps exactly one of the two."""
        return self.person or present(self.organisation, "the principal")


class CreditRecord(models.Model):
    """A recorded breach that bars its subject from commitment handling until it expires (A-153)."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="credit_records")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="credit_records"
    )
    reason = models.TextField()
    recorded_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(organisation__isnull=False),
                name="credit_record_has_a_subject",
            )
        ]

    def __str__(self) -> str:
        return f"credit record {self.pk}"
