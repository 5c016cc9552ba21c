"""What somebody has been told and has agreed to. Reads only."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet

from accounts.privacy import Consent


def standing(rows: Iterable[tuple[str, list[str]]]) -> frozenset[str]:
    """The elements that are agreed to after these (kind, elements), the oldest first. Pure."""
    return _last_said(Consent.Kind.GIVEN, rows)


def declined(rows: Iterable[tuple[str, list[str]]]) -> frozenset[str]:
    """The elements that are declined after these, and neither agreed to nor taken back since. Pure."""
    return _last_said(Consent.Kind.DECLINED, rows)


def _last_said(word: str, rows: Iterable[tuple[str, list[str]]]) -> frozenset[str]:
    last = {element: kind for kind, elements in rows for element in elements}
    return frozenset(element for element, kind in last.items() if kind == word)


def agreed_by(person_id: int) -> frozenset[str]:
    """The sensitive elements that this person has agreed to and not taken back."""
    return standing(_rows_of(person_id))


def declined_by(person_id: int) -> frozenset[str]:
    """The sensitive elements that this person declined; they are not asked again, only offered."""
    return declined(_rows_of(person_id))


def _rows_of(person_id: int) -> QuerySet[Consent, tuple[str, list[str]]]:
    rows = Consent.objects.filter(profile__person_id=person_id).order_by("id")
    return rows.values_list("kind", "elements")


def was_told(person_id: int) -> bool:
    """Whether the notice in its present version was shown to this person."""
    told = Consent.objects.filter(
        profile__person_id=person_id,
        kind=Consent.Kind.NOTICE,
        version=settings.PRIVACY_NOTICE_VERSION,
    )
    return told.exists()
