"""Seller and buyer, both parents, agents: asked, seated, signing, declining, and what each may read."""

from datetime import timedelta

import pytest

from accounts.actions import revoke_mandate
from accounts.models import Mandate, Organisation, Person
from cases.actions import (
    Invitee,
    PartySpec,
    accept_invitation,
    answer_form,
    attach_material,
    confirm_party,
    decline_invitation,
    decline_party,
    draft_case,
    invite_by_link,
    invite_party,
    prefill_draft,
    remind_party,
    remove_material,
    submit_case,
)
from cases.composing import composition_of
from cases.models import Case, CaseMaterial, Draft, Invitation, Party
from cases.readers import Reader, readable_answers, readable_files
from cases.selectors import materials_of, notice_readers, parties_of
from core import clock
from core.errors import BadInput, Incomplete, NotAllowed, NotFound, Stale, TooOften, WrongState
from ledger.models import Event
from matters.selectors import one_thing_in_force
from tests.cast import FRIDAY_MORNING
from tests.filling import paper
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS, SINGLE_CASH
from tests.racing import race, winners

pytestmark = pytest.mark.django_db

DEAL = {"declared_price", "property_address", "property_area", "property_use", "contract_date"}
PRIVATE = {"applicant_name", "applicant_id_number", "applicant_mobile", "homes_owned_count"}


def person(code: str) -> Person:
    return Person.objects.get(code=code)


def by_name(cast, draft, name="张建国", role="seller"):
    return invite_by_link(draft, by=cast.citizen, role=role, whom=Invitee(name=name))


def actions(case):
    return list(Event.objects.filter(chain=case.chain_id).order_by("seq").values_list("action", flat=True))


def seen(actor, case):
    fresh = Case.objects.get(pk=case.pk)
    draft, parties = Draft.objects.get(case=fresh), parties_of(fresh)
    composition = composition_of(fresh, draft.answers)
    return set(readable_answers(Reader.of(actor, fresh, parties), draft.answers, composition, parties))


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


class TestSignatures:
    @pytest.mark.parametrize(
        ("form", "void"),
        [
            ({"declared_price": 1}, True),
            ({"property_address": "别处1号"}, True),
            ({"contract_date": "2026-11-18"}, True),
            ({"applicant_mobile": "13800000099"}, False),
            ({"delivery_method": "window"}, False),
            ({"declared_price": 1680000}, False),
        ],
    )
    def test_a_seller_signs_for_the_deal_and_not_for_the_buyer_s_own_affairs(
        self, cast, complete, form, void
    ):
        answer_form(complete, by=cast.citizen, form=form)
        assert (Party.objects.get(case=complete, role="seller").confirmed_at is None) is void
        assert ("cases.void_signature" in actions(complete)) is void

    def test_another_deal_voids_the_signature(self, cast, complete):
        answer_form(complete, by=cast.citizen, form={}, situation={"buyer_loan": "yes"})
        assert Party.objects.get(case=complete, role="seller").confirmed_at is None

    def test_nothing_is_submitted_over_a_void_signature(self, cast, complete):
        answer_form(complete, by=cast.citizen, form={"declared_price": 1})
        with pytest.raises(Incomplete) as refusal:
            submit_case(complete, by=cast.citizen)
        assert [gap["party"] for gap in refusal.value.errors] == ["seller"]

    def test_what_a_register_fills_in_takes_no_signature_back(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=person("P1"))
        answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
        confirm_party(draft, by=cast.seller, role="seller")
        offer = {"item": "DI-ESTATE", "provider": "D-ZGJ", "value": 89.6}
        prefill_draft(draft, by=cast.clerk, offers={"property_area": offer})
        assert Party.objects.get(case=draft, role="seller").confirmed_at
        answer_form(draft, by=cast.citizen, form={"property_area": 98.6})
        assert Party.objects.get(case=draft, role="seller").confirmed_at is None

    def test_whoever_signs_from_an_old_page_is_asked_to_look_again(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=person("P1"))
        answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
        shown = Case.objects.get(pk=draft.pk).version
        answer_form(draft, by=cast.citizen, form={"declared_price": 1})
        with pytest.raises(Stale):
            confirm_party(draft, by=cast.seller, role="seller", expect=shown)

    def test_the_seller_s_gaps_are_the_seller_s(self, cast, draft):
        answer_form(draft, by=cast.citizen, form=BUYERS_WORDS)
        invite_party(draft, by=cast.citizen, role="seller", person=person("P1"))
        with pytest.raises(Incomplete) as refusal:
            submit_case(draft, by=cast.citizen)
        whose = {gap["element"]: gap.get("party") for gap in refusal.value.errors if "element" in gap}
        assert {whose[name] for name in SELLERS_WORDS} == {"seller"}


class TestReading:
    def test_a_seller_reads_the_deal_and_nothing_private_of_the_buyer(self, cast, complete):
        assert seen(cast.seller, complete) >= DEAL | set(SELLERS_WORDS)
        assert not seen(cast.seller, complete) & PRIVATE

    def test_a_buyer_reads_nothing_that_the_seller_alone_states(self, cast, complete):
        assert seen(cast.citizen, complete) >= DEAL | PRIVATE
        assert not seen(cast.citizen, complete) & set(SELLERS_WORDS)

    def test_a_stranger_reads_only_what_is_public_anyway(self, cast, complete):
        assert not seen(cast.stranger, complete) & (PRIVATE | set(SELLERS_WORDS) | {"declared_price"})

    def test_each_knows_of_their_own_files_only(self, cast, complete):
        attach_material(complete, by=cast.seller, material="M-TRANSFER", files=[paper(cast.seller)])
        parties, files = parties_of(complete), materials_of(complete)
        composition = composition_of(complete, {})

        def readable(actor):
            rows = readable_files(Reader.of(actor, complete, parties), files, composition)
            return {row.material for row in rows}

        assert readable(cast.citizen) == {"M-CONTRACT"}
        assert readable(cast.seller) == {"M-TRANSFER"}
        assert readable(cast.stranger) == set()

    def test_nobody_takes_another_party_s_file_back(self, cast, complete):
        file = complete.materials.get()
        with pytest.raises(NotFound):
            remove_material(complete, by=cast.seller, file_id=file.pk)


def newborn(cast):
    return draft_case(
        one_thing_in_force("OT4"),
        by=cast.citizen,
        service_point=cast.hall,
        channel="online",
        situation={"mother_employed": "no", "birth_registered": "yes"},
    )


class TestTogether:
    CHILD = {"child_name": "王新", "child_gender": "male", "child_birth_date": "2026-11-10"}

    def joined(self, cast):
        case = newborn(cast)
        whom = Invitee(name="李秀英", joint=True)
        invitation = invite_by_link(case, by=cast.citizen, role="applicant", whom=whom)
        accept_invitation(invitation, by=cast.named("citizen2"), holder=person("P2"))
        return case

    def test_the_other_parent_reads_the_sheet_and_writes_nothing(self, cast):
        case = self.joined(cast)
        answer_form(case, by=cast.citizen, form=self.CHILD)
        assert seen(cast.named("citizen2"), case) >= set(self.CHILD)
        with pytest.raises(NotAllowed):
            answer_form(case, by=cast.named("citizen2"), form={"child_name": "李新"})

    def test_the_application_waits_for_both(self, cast):
        case = self.joined(cast)
        with pytest.raises(Incomplete) as refusal:
            submit_case(case, by=cast.citizen)
        assert "applicant-2" in {gap.get("party") for gap in refusal.value.errors}
        with pytest.raises(NotAllowed):
            submit_case(case, by=cast.named("citizen2"))

    def test_nobody_signs_a_sheet_that_is_not_finished(self, cast):
        case = self.joined(cast)
        with pytest.raises(Incomplete):
            confirm_party(case, by=cast.named("citizen2"), role="applicant-2")

    def test_both_parents_are_two_people(self, cast):
        whom = Invitee(person=person("P3"), joint=True)
        with pytest.raises(NotAllowed):
            invite_by_link(newborn(cast), by=cast.citizen, role="applicant", whom=whom)

    def test_no_crowd_applies_together(self, cast):
        case = newborn(cast)
        for name in ("甲", "乙", "丙"):
            whom = Invitee(name=name, joint=True)
            invite_by_link(case, by=cast.citizen, role="applicant", whom=whom)
        with pytest.raises(BadInput):
            invite_by_link(case, by=cast.citizen, role="applicant", whom=Invitee(name="丁", joint=True))


def begun_for(cast, by, code="P1", **changes):
    return draft_case(
        one_thing_in_force("OT1"),
        by=by,
        service_point=cast.hall,
        channel="online",
        situation=SINGLE_CASH,
        parties=[PartySpec("applicant", person=person(code), **changes)],
    )


class TestUnderAMandate:
    def test_the_agent_is_seated_for_the_principal_and_both_see_the_case(self, cast):
        cast.mandate(cast.seller, "citizen5")
        case = begun_for(cast, cast.stranger)
        assert Party.objects.get(case=case).mandate
        for who in (cast.stranger, cast.seller):
            assert Case.objects.visible_to(who).filter(pk=case.pk).exists()
        assert answer_form(case, by=cast.stranger, form={"declared_price": 5})

    @pytest.mark.parametrize("scope", ["OT4", "M01"])
    def test_a_mandate_for_something_else_does_not_reach(self, cast, scope):
        cast.mandate(cast.seller, "citizen5", scope=scope)
        with pytest.raises(NotAllowed):
            begun_for(cast, cast.stranger)

    def test_what_was_begun_under_a_mandate_closes_with_it(self, cast):
        mandate = cast.mandate(cast.seller, "citizen5", scope="OT1")
        case = begun_for(cast, cast.stranger)
        revoke_mandate(mandate, by=cast.seller)
        assert not Case.objects.visible_to(cast.stranger).filter(pk=case.pk).exists()
        with pytest.raises(NotAllowed):
            answer_form(case, by=cast.stranger, form={"declared_price": 5})
        assert Case.objects.visible_to(cast.seller).filter(pk=case.pk).exists()

    def test_a_helper_of_the_hall_needs_one_too(self, cast):
        with pytest.raises(NotAllowed):
            begun_for(cast, cast.agent)
        cast.mandate(cast.seller, "agent1")
        case = begun_for(cast, cast.agent)
        assert [one.code for one in notice_readers(parties_of(case)[0])] == ["P1"]

    def test_an_agent_buys_from_nobody_in_their_own_name(self, cast):
        cast.mandate(cast.seller, "citizen5")
        case = begun_for(cast, cast.stranger)
        with pytest.raises(NotAllowed):
            invite_party(case, by=cast.stranger, role="seller", person=person("P5"))

    @pytest.mark.parametrize(
        ("wish", "readers"), [(None, {"P1", "P5"}), ("agent", {"P5"}), ("principal", {"P1"})]
    )
    def test_messages_go_where_it_was_said(self, cast, wish, readers):
        cast.mandate(cast.seller, "citizen5")
        case = begun_for(cast, cast.stranger, notices_to=wish)
        assert {one.code for one in notice_readers(parties_of(case)[0])} == readers

    def test_an_authorised_person_applies_for_the_company(self, cast):
        cast.mandate(cast.citizen, "citizen5", scope="OT2", organisation="O1")
        company = PartySpec("applicant", organisation=Organisation.objects.get(code="O1"))
        case = draft_case(
            one_thing_in_force("OT2"),
            by=cast.stranger,
            service_point=cast.hall,
            channel="online",
            parties=[company],
        )
        assert Party.objects.get(case=case).mandate.agent == cast.user("citizen5")


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


def test_no_invitation_is_left_open_twice(cast, draft):
    for name in ("甲", "乙"):
        by_name(cast, draft, name=name)
    assert Invitation.objects.filter(case=draft, revoked_at__isnull=True).count() == 1
    assert not Mandate.objects.exists()
