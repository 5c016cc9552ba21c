"""Who performs an act: loaded once per request, handed to every act as `by`.

An actor is a value, not a row: what the ledger stores of it (id and two labels) outlives the
account, and rights are read from it without another query.
"""

from dataclasses import dataclass, field
from datetime import date

from accounts.models import Organisation, Person, Post, Role, User
from core.text import both

HALL_ROLES = frozenset({Role.CLERK, Role.EXIT_CLERK, Role.CHIEF})
DESK_ROLES = frozenset({Role.REVIEWER, Role.SYSTEM, Role.CHIEF})


@dataclass(frozen=True)
class Actor:
    """A person at work, a department's system, or the product itself."""

    actor_id: str
    actor_label: str
    post_label: str = ""
    user_id: int | None = None
    person_id: int | None = None
    organisation_ids: frozenset[int] = frozenset()
    post_id: int | None = None
    role: str = ""
    department_id: int | None = None
    service_point_id: int | None = None
    username: str = field(default="", compare=False)

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
    def in_hall(self) -> bool:
        return self.role in HALL_ROLES

    @property
    def at_desk(self) -> bool:
        return self.role in DESK_ROLES


def actor_of(user: User, on: date, *, has_post: bool = True) -> Actor:
    """The actor behind a signed-in account: its post in force, else the person it belongs to.

    Two queries at most: the post with its department and hall, then the person's organisations. A
    caller who knows that no post is in force says `has_post=False` and saves the first.
    """
    post = _post_of(user, on) if has_post else None
    if post is None:
        return _citizen(user)
    return Actor(
        actor_id=f"user:{user.pk}",
        actor_label=_label(user, user.person),
        post_label=_post_label(post),
        user_id=user.pk,
        person_id=user.person_id,
        post_id=post.pk,
        role=post.role,
        department_id=post.department_id,
        service_point_id=post.service_point_id,
        username=user.username,
    )


def _post_of(user: User, on: date) -> Post | None:
    return (
        Post.objects.current(on)
        .select_related("department", "service_point", "user__person")
        .filter(user=user)
        .first()
    )


def _citizen(user: User) -> Actor:
    organisations = (
        Organisation.objects.filter(legal_representative_id=user.person_id).values_list("id", flat=True)
        if user.person_id
        else ()
    )
    return Actor(
        actor_id=f"user:{user.pk}",
        actor_label=_label(user, user.person),
        user_id=user.pk,
        person_id=user.person_id,
        organisation_ids=frozenset(organisations),
        username=user.username,
    )


def _label(user: User, person: Person | None) -> str:
    """What the ledger shows of an actor. An account name, never a citizen's full name."""
    return f"person {person.pk}" if person else user.username


def _post_label(post: Post) -> str:
    place = post.department or post.service_point
    where = both(place.short_name if post.department else place.name) if place else ""
    return f"{post.role} {where}".strip()
