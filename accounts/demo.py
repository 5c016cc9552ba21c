"""The accounts of the demo city: one for each person, hall, department and supervising role.

Only for demonstration and tests; `demo_accounts` refuses to run in production.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth.hashers import make_password

from accounts.actions import Terms, accept_mandate, give_mandate
from accounts.actor import actor_of
from accounts.models import Department, Organisation, Person, Post, Role, ServicePoint, User
from core.clock import today

PASSWORD = "demo"  # noqa: S105  the demo city's password is public on purpose
SINCE = date(2026, 1, 1)
AGENT, A_YEAR = "agent1", 365


@dataclass(frozen=True)
class DemoAccount:
    """One account as the demo wants it."""

    username: str
    role: str
    person: Person | None = None
    department: Department | None = None
    service_point: ServicePoint | None = None

    def row(self) -> dict[str, str | None]:
        """The line that `demo_accounts` prints."""
        return {
            "username": self.username,
            "role": self.role,
            "department": self.department.code if self.department else None,
            "service_point": self.service_point.code if self.service_point else None,
            "person": self.person.code if self.person else None,
        }


def wanted_accounts() -> list[DemoAccount]:
    """Every account that the database's people, halls and departments call for, in a stable order."""
    return [*_citizens(), *_hall(), *_departments(), *_officers()]


def _citizens() -> Iterator[DemoAccount]:
    people = Person.objects.filter(code__isnull=False).order_by("id")
    for number, person in enumerate(people, 1):
        yield DemoAccount(f"citizen{_number(person, number)}", "citizen", person=person)
    yield DemoAccount(AGENT, Role.AGENT)


def _number(person: Person, running: int) -> str:
    """`citizen3` is person P3; a person named otherwise gets the running number."""
    code = person.code or ""
    return code[1:] if code.startswith("P") and code[1:].isdigit() else str(running)


def _hall() -> Iterator[DemoAccount]:
    points = list(ServicePoint.objects.order_by("id"))
    for number, point in enumerate(points, 1):
        yield DemoAccount(f"clerk{number}", Role.CLERK, service_point=point)
    if points:
        yield DemoAccount("exit1", Role.EXIT_CLERK, service_point=points[0])
        yield DemoAccount("chief1", Role.CHIEF, service_point=points[0])


def _departments() -> Iterator[DemoAccount]:
    for department in Department.objects.order_by("id"):
        yield DemoAccount(f"reviewer-{department.code.lower()}", Role.REVIEWER, department=department)
        yield DemoAccount(f"system-{department.code.lower()}", Role.SYSTEM, department=department)


def _officers() -> Iterator[DemoAccount]:
    yield DemoAccount("supervisor1", Role.SUPERVISOR)
    yield DemoAccount("catalogue1", Role.CATALOGUE_EDITOR)
    yield DemoAccount("auditor1", Role.AUDITOR)
    yield DemoAccount("admin1", Role.ADMINISTRATOR)


def create_accounts(accounts: list[DemoAccount]) -> int:
    """Create those that are missing, with the demo password; returns how many were made.

    A department's system account gets no password: it signs in with client credentials only.
    """
    known = set(User.objects.values_list("username", flat=True))
    taken = set(User.objects.filter(person__isnull=False).values_list("person_id", flat=True))
    missing = [
        account
        for account in accounts
        if account.username not in known and not (account.person and account.person.pk in taken)
    ]
    hashed, unusable = make_password(PASSWORD), make_password(None)
    users = User.objects.bulk_create(
        User(
            username=account.username,
            person=account.person,
            password=unusable if account.role == Role.SYSTEM else hashed,
        )
        for account in missing
    )
    Post.objects.bulk_create(
        Post(
            user=user,
            role=account.role,
            department=account.department,
            service_point=account.service_point,
            valid_from=SINCE,
        )
        for user, account in zip(users, missing, strict=True)
        if account.role != "citizen"
    )
    return len(missing)


def give_mandates() -> int:
    """Whoever is of age, and every organisation, lets the demo's helper act for a year; how many are new.

    So that `agent1` can show how one acts for another; those who have given one already give no second.
    """
    agent = User.objects.get(username=AGENT)
    terms = Terms("", today(), today() + timedelta(days=A_YEAR))
    principals: list[Person | Organisation] = [*_of_age()]
    principals += Organisation.objects.filter(code__isnull=False).order_by("id")
    new = [one for one in principals if not one.mandates.filter(agent=agent).exists()]
    for principal in new:
        by = actor_of(_account_of(principal), today())
        accept_mandate(give_mandate(principal, by=by, agent=agent, terms=terms), by=actor_of(agent, today()))
    return len(new)


def _of_age() -> Iterator[Person]:
    """People with an account who are eighteen or older (Civil Code art. 17)."""
    this_day = today()
    for person in Person.objects.filter(code__isnull=False, user__isnull=False).order_by("id"):
        born = person.birth_date
        if born and (born.year + 18, born.month, born.day) <= (this_day.year, this_day.month, this_day.day):
            yield person


def _account_of(principal: Person | Organisation) -> User:
    person = principal if isinstance(principal, Person) else principal.legal_representative
    return User.objects.get(person=person)
