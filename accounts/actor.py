"""Who performs an act: loaded once per request, handed to every act as `by`.

An actor is a value, not a row: what the ledger stores of it (id and two labels) outlives the
account, and rights are read from it without another query.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from accounts.models import Role, User
from core.errors import NotFound
from core.text import both

HALL_ROLES = frozenset({Role.CLERK, Role.EXIT_CLERK, Role.CHIEF})
INTAKE_ROLES = frozenset({Role.CLERK, Role.CHIEF})
DESK_ROLES = frozenset({Role.REVIEWER, Role.SYSTEM, Role.CHIEF})


@dataclass(frozen=True)
class Authority:
    """A mandate in force, as its agent holds it: one principal, one errand or all ("")."""

    mandate_id: int
    person_id: int | None
    organisation_id: int | None
    scope: str

    def covers(self, errand: str) -> bool:
        """Whether it reaches as far as that matter or one-thing."""
        return self.scope in ("", errand)


@dataclass(frozen=True)
class Actor:
    """A person at work, a department's system, or the product itself."""

    actor_id: str
    actor_label: str
    post_label: str = ""
    user_id: int | None = None
    person_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    mandates: tuple[Authority, ...] = ()
    post_id: int | None = None
    role: str = ""
    department_id: int | None = None
    service_point_id: int | None = None
    username: str = field(default="", compare=False)
    assurance: int = field(default=1, compare=False)  # accounts.assurance.Level of the sign-in
    # {"zh", "en"}, for their own page's frame; never part of a log line or of what the ledger keeps.
    person_name: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def system(cls, name: str) -> "Actor":
        """The product itself: a timer, a sweeper, a subscriber."""
        return cls(actor_id=f"system:{name}", actor_label=name, post_label="One Window", role="product")

    @property
    def is_product(self) -> bool:
        return self.role == "product"

    @property
    def is_citizen(self) -> bool:
        return not self.role and self.person_id is not None

    @property
    def mandate_ids(self) -> frozenset[int]:
        """The mandates under which this actor may act for others today."""
        return frozenset(held.mandate_id for held in self.mandates)

    def authority_for(
        self, errand: str, *, person_id: int | None = None, organisation_id: int | None = None
    ) -> Authority | None:
        """The mandate under which this actor may do that errand for a person or an organisation."""
        principal = (person_id, organisation_id)
        return next(
            (
                held
                for held in self.mandates
                if held.covers(errand) and (held.person_id, held.organisation_id) == principal
            ),
            None,
        )

    @property
    def in_hall(self) -> bool:
        return self.role in HALL_ROLES

    @property
    def at_desk(self) -> bool:
        return self.role in DESK_ROLES


def actor_of(user: User, on: date) -> Actor:
    """The actor behind a signed-in account: its post in force, else the person it belongs to."""
    actor = find_actor("%(user)s", {"user": user.pk}, on)
    if actor is None:
        raise NotFound
    return actor


def find_actor(account: str, given: Mapping[str, Any], on: date) -> Actor | None:
    """The actor of the account whose key that SQL gives, None where it gives no key. One statement.

    `account` is a constant of the program, never what somebody typed; its parameters are `given`.
    Every call and page asks this first, so it is written in SQL: the ORM would take longer to write
    the statement than the database to answer it.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"{_ACTOR} WHERE account.id = ({account})", {**given, "on": on})
        row = cursor.fetchone()
    return _actor(row) if row else None


def _actor(row: tuple[Any, ...]) -> Actor:
    (user_id, username, person_id, post_id, role, department_id, service_point_id, place) = row[:8]
    organisations, mandates, name = row[8:]
    return Actor(
        actor_id=f"user:{user_id}",
        # An account name, never a citizen's full name: the ledger keeps it for ever.
        actor_label=f"person {person_id}" if person_id else username,
        post_label=f"{role} {both(json.loads(place or '{}'))}".strip() if role else "",
        user_id=user_id,
        person_id=person_id,
        organisation_ids=frozenset(organisations),
        mandates=tuple(Authority(**held) for held in json.loads(mandates)),
        post_id=post_id,
        role=role or "",
        department_id=department_id,
        service_point_id=service_point_id,
        username=username,
        person_name=json.loads(name or "{}"),
    )


_ACTOR = """
SELECT account.id, account.username, account.person_id, post.id, post.role, post.department_id,
       post.service_point_id, post.place,
       CASE WHEN post.id IS NULL THEN ARRAY(
           SELECT id FROM accounts_organisation WHERE legal_representative_id = account.person_id
       ) ELSE '{}' END,
       CASE WHEN post.id IS NULL OR post.role = 'agent' THEN (
           SELECT COALESCE(json_agg(json_build_object(
               'mandate_id', held.id, 'person_id', held.person_id,
               'organisation_id', held.organisation_id, 'scope', held.scope) ORDER BY held.id), '[]')
           FROM accounts_mandate held
           WHERE held.agent_id = account.id AND held.accepted_at IS NOT NULL AND held.revoked_at IS NULL
             AND held.valid_from <= %(on)s AND held.valid_to >= %(on)s
       )::text ELSE '[]' END,
       person.name::text
FROM accounts_user account
LEFT JOIN accounts_person person ON person.id = account.person_id
LEFT JOIN LATERAL (
    SELECT held.id, held.role, held.department_id, held.service_point_id,
           COALESCE(department.short_name, point.name)::text AS place
    FROM accounts_post held
    LEFT JOIN accounts_department department ON department.id = held.department_id
    LEFT JOIN accounts_servicepoint point ON point.id = held.service_point_id
    WHERE held.user_id = account.id AND held.valid_from <= %(on)s
      AND (held.valid_to IS NULL OR held.valid_to >= %(on)s)
    ORDER BY held.id LIMIT 1
) post ON true
"""
