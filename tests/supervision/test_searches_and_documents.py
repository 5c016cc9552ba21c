"""Searches that found nothing, and later documents: supervision's two small pages."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from accounts.selectors import person_by_reference
from ledger.models import AccessEntry
from matters.models import MissedQuery
from supervision.views import searches
from tests.cast import Cast

pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
PASSPORT = {
    "known_number": "339981199001010116",
    "kind": "passport",
    "number": "E12345678",
    "reason": "Old and new passport side by side",
}


def visitor(username: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Cast.user(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def missed(count: int) -> None:
    MissedQuery.objects.bulk_create(
        MissedQuery(text=f"找不到{number}", times=3 + number, first_on=DAY, last_on=DAY)
        for number in range(count)
    )


@pytest.mark.parametrize("username", ["supervisor1", "auditor1", "catalogue1"])
def test_what_was_looked_for_in_vain_is_read_by_those_who_can_mend_it(cast: Cast, username: str) -> None:
    missed(2)
    MissedQuery.objects.create(text="只有一个人问", times=1, first_on=DAY, last_on=DAY)
    page = visitor(username).get(reverse("supervision:searches")).content.decode()
    assert page.index("找不到1") < page.index("找不到0")
    assert "只有一个人问" not in page


@pytest.mark.parametrize("name", ["searches", "documents"])
@pytest.mark.parametrize("username", ["clerk1", "reviewer-d-zjj", "citizen3"])
def test_nobody_else_comes_in(cast: Cast, username: str, name: str) -> None:
    assert visitor(username).get(reverse(f"supervision:{name}")).status_code == 403


def test_many_searches_cost_as_much_as_few_and_the_page_says_that_it_cuts(
    cast: Cast, django_assert_max_num_queries: Callable
) -> None:
    missed(searches.MOST + 20)
    client = visitor("supervisor1")
    with django_assert_max_num_queries(4):
        page = client.get(reverse("supervision:searches"))
    assert len(page.context["rows"]) == searches.MOST
    assert "most wanted are shown" in page.content.decode()


def test_none_missed_is_good_news(cast: Cast) -> None:
    page = visitor("supervisor1").get(reverse("supervision:searches")).content.decode()
    assert "Every search was answered" in page


def test_a_document_is_linked_after_the_masked_name_was_confirmed(cast: Cast) -> None:
    client, address = visitor("supervisor1"), reverse("supervision:documents")
    asked = client.post(address, PASSPORT)
    person = Person.objects.get(code="P3")
    assert asked.context["found"]["pk"] == person.pk
    assert person.name["en"] not in asked.content.decode()
    assert person_by_reference("E12345678") is None
    assert AccessEntry.objects.filter(person_id=person.pk, reason="linking a document").exists()
    assert client.post(address, {**PASSPORT, "confirmed": str(person.pk)}).status_code == 303
    assert person_by_reference("E12345678") == person


@pytest.mark.parametrize(
    "changes", [{"known_number": "nobody"}, {"number": "1"}, {"reason": ""}, {"kind": "library_card"}]
)
def test_what_does_not_fit_is_said_and_nothing_is_linked(cast: Cast, changes: dict[str, str]) -> None:
    person = Person.objects.get(code="P3")
    sent = {**PASSPORT, "confirmed": str(person.pk), **changes}
    answer = visitor("supervisor1").post(reverse("supervision:documents"), sent)
    assert answer.status_code == 422
    assert "<title>Error:" in answer.content.decode()
    assert not person.linked_documents.exists()


def test_a_confirmation_of_somebody_else_asks_again(cast: Cast) -> None:
    other = Person.objects.get(code="P1")
    answer = visitor("supervisor1").post(
        reverse("supervision:documents"), {**PASSPORT, "confirmed": str(other.pk)}
    )
    assert answer.status_code == 200
    assert person_by_reference("E12345678") is None
