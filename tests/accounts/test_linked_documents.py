"""A later number of the same person is linked under supervision, and stays on record."""

import pytest

from accounts.actions import link_document
from accounts.models import Person
from accounts.selectors import person_by_reference
from core.errors import BadInput, NotAllowed
from ledger.models import Event
from tests.cast import Cast

pytestmark = pytest.mark.django_db

PASSPORT = {"kind": "passport", "number": "e 1234 5678", "reason": "Old and new passport side by side"}


def test_a_person_is_found_under_the_later_number_too(cast: Cast) -> None:
    person = Person.objects.get(code="P3")
    link_document(person, by=cast.supervisor, **PASSPORT)
    assert person_by_reference("E12345678") == person
    assert person_by_reference("339981199001010116") == person


def test_it_is_on_record_without_the_number_itself(cast: Cast) -> None:
    document = link_document(Person.objects.get(code="P3"), by=cast.supervisor, **PASSPORT)
    event = Event.objects.get(chain=document.chain)
    assert event.action == "accounts.link_document"
    assert "E12345678" not in str(event.data)


def test_a_newborn_bears_its_number_from_then_on(cast: Cast) -> None:
    newborn = Person.objects.create(name={"zh": "宝宝", "en": ""}, id_kind=Person.IdKind.NONE_YET)
    number = "110101199003070030"
    link_document(newborn, by=cast.supervisor, kind="resident_id", number="11010119900307803X", reason="入户")
    newborn.refresh_from_db()
    assert (newborn.id_kind, newborn.id_number) == ("resident_id", "11010119900307803X")
    assert person_by_reference(number) is None


def test_only_supervision_links(cast: Cast) -> None:
    for someone in (cast.citizen, cast.clerk, cast.chief, cast.auditor):
        with pytest.raises(NotAllowed):
            link_document(Person.objects.get(code="P3"), by=someone, **PASSPORT)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "E1"},
        {"kind": "none_yet"},
        {"kind": "nonsense"},
        {"reason": "  "},
        {"kind": "resident_id", "number": "339981195203150012"},
    ],
)
def test_what_does_not_fit_or_is_somebody_else_s_is_refused(cast: Cast, change: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        link_document(Person.objects.get(code="P3"), by=cast.supervisor, **{**PASSPORT, **change})
