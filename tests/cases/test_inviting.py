"""Asked by name or number, seated, reminded, declining: how somebody comes to take part, or does not."""

from datetime import timedelta

import pytest

from accounts.models import Mandate
from cases.actions import (
    Invitee,
    PartySpec,
    accept_invitation,
    answer_form,
    attach_material,
    decline_invitation,
    decline_party,
    draft_case,
    invite_by_link,
    invite_party,
    remind_party,
    submit_case,
)
from cases.models import Case, CaseMaterial, Draft, Invitation, Party
from core import clock
from core.errors import Incomplete, NotAllowed, TooOften, WrongState
from matters.selectors import one_thing_in_force
from tests.cases.taking_part import actions, by_name, person
from tests.cast import FRIDAY_MORNING
from tests.filling import paper
from tests.journeys.helpers import SELLERS_WORDS, SINGLE_CASH

pytestmark = pytest.mark.django_db


class TestInviting:
    def test_a_name_waits_for_whoever_bears_it(self, cast, draft):
        invitation = by_name(cast, draft)
        assert not Party.objects.filter(case=draft, role="seller").exists()
        assert not Case.objects.visible_to(cast.seller).filter(pk=draft.pk).exists()
        party = accept_invitation(invitation, by=cast.seller, holder=person("P1"))
        assert party.person == person("P1")
        assert Case.objects.visible_to(cast.seller).filter(pk=draft.pk).exists()

    def test_somebody_of_another_name_may_not_take_it(self, cast, draft):
        invitation = by_name(cast, draft)
        with pytest.raises(NotAllowed):
            accept_invitation(invitation, by=cast.stranger, holder=person("P5"))

    def test_nobody_takes_it_in_the_name_of_another(self, cast, draft):
        invitation = by_name(cast, draft)
        with pytest.raises(NotAllowed):
            accept_invitation(invitation, by=cast.stranger, holder=person("P1"))

    def test_a_number_under_another_name_seats_nobody_and_tells_nothing(self, cast, draft):
        whom = Invitee(name="李四", person=person("P1"))
        invitation = invite_by_link(draft, by=cast.citizen, role="seller", whom=whom)
        assert not Party.objects.filter(case=draft, role="seller").exists()
        with pytest.raises(NotAllowed):
            accept_invitation(invitation, by=cast.seller, holder=person("P1"))

    def test_a_number_under_the_right_name_is_seated_at_once(self, cast, draft):
        whom = Invitee(name="张建国", person=person("P1"))
        invite_by_link(draft, by=cast.citizen, role="seller", whom=whom)
        assert Case.objects.visible_to(cast.seller).filter(pk=draft.pk).exists()

    def test_a_new_link_ends_the_one_before(self, cast, draft):
        first = by_name(cast, draft)
        by_name(cast, draft, name="赵志强")
        with pytest.raises(WrongState):
            accept_invitation(first, by=cast.seller, holder=person("P1"))

    def test_a_link_ends_after_two_weeks(self, cast, draft):
        with clock.frozen(FRIDAY_MORNING):
            invitation = by_name(cast, draft)
        with clock.frozen(FRIDAY_MORNING + timedelta(days=15)), pytest.raises(WrongState):
            accept_invitation(invitation, by=cast.seller, holder=person("P1"))

    def test_taking_it_twice_is_one_seat(self, cast, draft):
        invitation = by_name(cast, draft)
        for _press in range(2):
            accept_invitation(invitation, by=cast.seller, holder=person("P1"))
        assert actions(draft).count("cases.accept_invitation") == 1

    def test_an_applicant_can_t_be_their_own_seller(self, cast, draft):
        with pytest.raises(NotAllowed) as refusal:
            invite_party(draft, by=cast.citizen, role="seller", person=person("P3"))
        assert refusal.value.code == "conflict_of_interest"
        myself = Invitee(person=person("P3"))
        with pytest.raises(NotAllowed):
            invite_by_link(draft, by=cast.citizen, role="seller", whom=myself)

    def test_nobody_begins_a_deal_with_themself(self, cast):
        both = [PartySpec(role, person=person("P3")) for role in ("applicant", "seller")]
        with pytest.raises(NotAllowed):
            draft_case(
                one_thing_in_force("OT1"),
                by=cast.citizen,
                service_point=cast.hall,
                channel="online",
                situation=SINGLE_CASH,
                parties=both,
            )

    def test_the_seller_makes_no_links(self, cast, complete):
        with pytest.raises(NotAllowed):
            invite_by_link(complete, by=cast.seller, role="seller", whom=Invitee(name="李四"))

    def test_asking_another_by_name_empties_the_seat_and_the_sheet(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=person("P1"))
        answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
        file = attach_material(draft, by=cast.seller, material="M-CONTRACT", files=[paper(cast.seller)])[0]
        by_name(cast, draft, name="赵志强")
        assert not Party.objects.filter(case=draft, role="seller").exists()
        assert not set(SELLERS_WORDS) & set(Draft.objects.get(case=draft).answers)
        assert CaseMaterial.objects.get(pk=file.pk).replaced_at
        assert not Case.objects.visible_to(cast.seller).filter(pk=draft.pk).exists()


class TestDecliningAndReminding:
    def test_declining_frees_the_seat_and_takes_the_words_out(self, cast, complete):
        decline_party(complete, by=cast.seller, role="seller")
        assert not Party.objects.filter(case=complete, role="seller").exists()
        assert not set(SELLERS_WORDS) & set(Draft.objects.get(case=complete).answers)
        with pytest.raises(Incomplete):
            submit_case(complete, by=cast.citizen)

    def test_a_link_can_be_declined_unopened(self, cast, draft):
        invitation = by_name(cast, draft)
        decline_invitation(invitation, by=cast.seller, holder=person("P1"))
        with pytest.raises(WrongState):
            accept_invitation(invitation, by=cast.seller, holder=person("P1"))

    def test_only_the_one_who_was_asked_declines(self, cast, draft):
        invitation = by_name(cast, draft)
        with pytest.raises(NotAllowed):
            decline_invitation(invitation, by=cast.stranger, holder=person("P5"))
        with pytest.raises(NotAllowed):
            decline_party(draft, by=cast.stranger, role="seller")
        with pytest.raises(NotAllowed):
            decline_party(draft, by=cast.citizen, role="applicant")

    def test_a_reminder_goes_out_once_a_day(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=person("P1"))
        with clock.frozen(FRIDAY_MORNING):
            remind_party(draft, by=cast.citizen, role="seller")
            with pytest.raises(TooOften):
                remind_party(draft, by=cast.citizen, role="seller")
        with clock.frozen(FRIDAY_MORNING + timedelta(days=1)):
            assert remind_party(draft, by=cast.citizen, role="seller").reminded_at

    def test_who_has_signed_is_not_reminded_and_strangers_remind_nobody(self, cast, complete):
        with pytest.raises(WrongState):
            remind_party(complete, by=cast.citizen, role="seller")
        with pytest.raises(NotAllowed):
            remind_party(complete, by=cast.stranger, role="seller")


def test_no_invitation_is_left_open_twice(cast, draft):
    for name in ("甲", "乙"):
        by_name(cast, draft, name=name)
    assert Invitation.objects.filter(case=draft, revoked_at__isnull=True).count() == 1
    assert not Mandate.objects.exists()
