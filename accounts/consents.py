"""What somebody has been told and has agreed to. Reads only."""

from collections.abc import Iterable

from django.conf import settings

from accounts.privacy import Consent


def standing(rows: Iterable[tuple[str, list[str]]]) -> frozenset[str]:
    """The elements that are agreed to after these (kind, elements), the oldest first. Pure."""
    agreed: set[str] = set()
    for kind, elements in rows:
        if kind == Consent.Kind.GIVEN:
            agreed |= set(elements)
        elif kind == Consent.Kind.WITHDRAWN:
            agreed -= set(elements)
    return frozenset(agreed)


def agreed_by(person_id: int) -> frozenset[str]:
    """The sensitive elements that this person has agreed to and not taken back."""
    rows = Consent.objects.filter(profile__person_id=person_id).order_by("id")
    return standing(rows.values_list("kind", "elements"))


def was_told(person_id: int) -> bool:
    """Whether the notice in its present version was shown to this person."""
    told = Consent.objects.filter(
        profile__person_id=person_id,
        kind=Consent.Kind.NOTICE,
        version=settings.PRIVACY_NOTICE_VERSION,
    )
    return told.exists()
