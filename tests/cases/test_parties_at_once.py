"""Two of several parties who act at the same moment."""

import pytest

from accounts.models import Person
from cases.actions import (
    accept_invitation,
    answer_form,
    confirm_party,
    decline_party,
    invite_party,
    submit_case,
)
from cases.models import Case, Party
from tests.cases.taking_part import by_name, person
from tests.journeys.helpers import SELLERS_WORDS
from tests.racing import race, winners

pytestmark = pytest.mark.django_db


@pytest.mark.django_db(transaction=True)
class TestAtTheSameMoment:
    def test_two_who_open_one_link_get_one_seat(self, cast, draft):
        twin = Person.objects.create(name={"zh": "张建国", "en": ""}, id_number="339981195203150039")
        user = cast.user("agent1")
        user.posts.all().delete()
        user.person = twin
        user.save()
        invitation = by_name(cast, draft)
        first, second = cast.seller, cast.named("agent1")
        results = race(
            lambda: accept_invitation(invitation, by=first, holder=person("P1")),
            lambda: accept_invitation(invitation, by=second, holder=twin),
        )
        assert len(winners(results)) == 1
        assert Party.objects.filter(case=draft, role="seller").count() == 1

    def test_a_price_changed_while_the_seller_signs_is_never_signed_unseen(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=person("P1"))
        answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
        shown, buyer, seller = Case.objects.get(pk=draft.pk).version, cast.citizen, cast.seller
        race(
            lambda: answer_form(draft, by=buyer, form={"declared_price": 1}),
            lambda: confirm_party(draft, by=seller, role="seller", expect=shown),
        )
        assert Party.objects.get(case=draft, role="seller").confirmed_at is None

    def test_declining_and_submitting_at_once_ends_one_way(self, cast, complete):
        buyer, seller = cast.citizen, cast.seller
        results = race(
            lambda: submit_case(complete, by=buyer),
            lambda: decline_party(complete, by=seller, role="seller"),
        )
        assert len(winners(results)) == 1
        submitted = Case.objects.get(pk=complete.pk).number is not None
        assert submitted == Party.objects.filter(case=complete, role="seller").exists()
