"""Beginning, filling in, inviting, confirming, handing in: what happens before submission."""

import pytest

from accounts.models import Organisation, Person
from approvals.actions import withdraw
from cases.actions import (
    PartySpec,
    answer_form,
    attach_material,
    confirm_party,
    draft_case,
    expire_case,
    invite_party,
    prefill_draft,
    remove_material,
    submit_case,
)
from cases.composing import MatterEnded
from cases.models import Case, CaseMaterial, Draft, Party, Visit
from cases.rules import doubts
from cases.states import CaseState
from core.errors import BadInput, Incomplete, NotAllowed, NotFound, Stale, WrongState
from ledger.models import Event
from matters.models import Element
from matters.selectors import handbook_shown, one_thing_in_force
from tests.filling import paper
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS, SINGLE_CASH

pytestmark = pytest.mark.django_db


def events(case: Case) -> list[str]:
    return list(Event.objects.filter(chain=case.chain_id).order_by("seq").values_list("action", flat=True))


def begin(cast, by=None, **changes):
    call = {"service_point": cast.hall, "channel": "online", "situation": SINGLE_CASH, **changes}
    return draft_case(one_thing_in_force("OT1"), by=by or cast.citizen, **call)


class TestDraftCase:
    def test_it_pins_the_handbooks_in_force_and_seats_the_caller(self, cast):
        case = begin(cast)
        assert case.state == CaseState.DRAFT
        assert set(case.pins) == {"M01", "M02", "M03", "M04", "M05", "M70"}
        party = Party.objects.get(case=case)
        assert (party.role, party.person.code) == ("applicant", "P3")
        assert events(case) == ["cases.draft_case"]

    def test_coming_to_a_window_is_a_run(self, cast):
        buyer = PartySpec("applicant", person=Person.objects.get(code="P3"))
        case = begin(cast, by=cast.clerk, channel="window", parties=[buyer])
        assert Visit.objects.filter(case=case).count() == 1

    @pytest.mark.parametrize("who", ["supervisor", "auditor", "exit_clerk"])
    def test_officers_do_not_apply(self, cast, who):
        with pytest.raises(NotAllowed):
            begin(cast, by=getattr(cast, who))

    @pytest.mark.parametrize("who", ["clerk", "agent"])
    def test_a_clerk_or_agent_says_for_whom(self, cast, who):
        with pytest.raises(BadInput):
            begin(cast, by=getattr(cast, who))

    def test_a_role_the_errand_does_not_have_is_refused(self, cast):
        with pytest.raises(BadInput):
            begin(cast, parties=[PartySpec("landlord", person=Person.objects.get(code="P3"))])

    def test_a_person_can_t_be_the_bank(self, cast):
        with pytest.raises(BadInput):
            begin(cast, parties=[PartySpec("mortgagee", person=Person.objects.get(code="P3"))])

    def test_a_company_applies_through_its_legal_representative(self, cast):
        company = PartySpec("applicant", organisation=Organisation.objects.get(code="O1"))
        case = begin(cast, parties=[company])
        assert Case.objects.visible_to(cast.citizen).filter(pk=case.pk).exists()
        assert not Case.objects.visible_to(cast.stranger).filter(pk=case.pk).exists()

    def test_what_the_law_has_ended_is_never_applied_for(self, cast):
        with pytest.raises(MatterEnded):
            draft_case(handbook_shown("M20"), by=cast.citizen, service_point=cast.hall, channel="online")
        assert not Case.objects.exists()


def test_nobody_applies_for_a_stranger(cast):
    victim = PartySpec("applicant", person=Person.objects.get(code="P3"))
    with pytest.raises(NotAllowed):
        begin(cast, by=cast.stranger, parties=[victim])


def test_whoever_names_only_the_other_side_is_the_applicant(cast):
    case = begin(cast, parties=[PartySpec("seller", person=Person.objects.get(code="P1"))])
    codes = {party.role: party.person.code for party in Party.objects.filter(case=case)}
    assert codes == {"applicant": "P3", "seller": "P1"}


def test_a_role_is_filled_once(cast):
    mine = PartySpec("applicant", person=Person.objects.get(code="P3"))
    with pytest.raises(BadInput):
        begin(cast, parties=[mine, mine])


def test_an_applicant_is_not_replaced_and_a_new_seller_finds_an_empty_sheet(cast, draft):
    stranger = Person.objects.get(code="P5")
    with pytest.raises(NotAllowed):
        invite_party(draft, by=cast.citizen, role="applicant", person=stranger)
    invite_party(draft, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
    answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
    invite_party(draft, by=cast.citizen, role="seller", person=stranger)
    assert not set(SELLERS_WORDS) & set(Draft.objects.get(case=draft).answers)


def test_a_withdrawn_draft_stays_private(cast, complete):
    withdraw(complete, by=cast.citizen)
    for who in (cast.clerk, cast.supervisor, cast.auditor, cast.exit_clerk):
        assert not Case.objects.visible_to(who).filter(pk=complete.pk).exists()


class TestAnswerForm:
    def test_any_subset_is_kept_as_typed(self, cast, draft):
        answer_form(
            draft, by=cast.citizen, form={"declared_price": "1,680,000", "applicant_mobile": "138 0000 0003"}
        )
        kept = Draft.objects.get(case=draft).answers
        assert kept == {"declared_price": 1680000, "applicant_mobile": "13800000003"}

    def test_a_doubtful_value_is_kept_and_named(self, cast, draft):
        wrong = "339981199001010117"
        answer_form(draft, by=cast.citizen, form={"applicant_id_number": wrong, "declared_price": "十万"})
        kept = Draft.objects.get(case=draft).answers
        assert kept == {"applicant_id_number": wrong, "declared_price": "十万"}
        elements = {element.code: element.record for element in Element.objects.all()}
        assert {doubt["element"] for doubt in doubts(elements, kept)} == set(kept)

    def test_rare_characters_survive(self, cast, draft):
        answer_form(draft, by=cast.citizen, form={"applicant_name": "𬴂𫍯"})
        assert Draft.objects.get(case=draft).answers["applicant_name"] == "𬴂𫍯"

    def test_null_clears_a_value(self, cast, draft):
        answer_form(draft, by=cast.citizen, form={"declared_price": 5})
        answer_form(draft, by=cast.citizen, form={"declared_price": None})
        assert "declared_price" not in Draft.objects.get(case=draft).answers

    @pytest.mark.parametrize(
        "form", [{"no_such_element": 1}, {"applicant_name": ["x"]}, {"declared_price": True}]
    )
    def test_an_unknown_element_or_a_wrong_kind_is_refused_and_nothing_is_lost(self, cast, draft, form):
        answer_form(draft, by=cast.citizen, form=BUYERS_WORDS)
        with pytest.raises(BadInput):
            answer_form(draft, by=cast.citizen, form=form)
        assert Draft.objects.get(case=draft).answers == BUYERS_WORDS

    def test_a_stranger_writes_nothing(self, cast, draft):
        with pytest.raises(NotAllowed):
            answer_form(draft, by=cast.stranger, form={"declared_price": 1})

    def test_a_party_writes_only_what_it_states(self, cast, complete):
        with pytest.raises(NotAllowed):
            answer_form(complete, by=cast.seller, form={"declared_price": 1})

    def test_a_later_change_voids_the_confirmation(self, cast, complete):
        assert Party.objects.get(case=complete, role="seller").confirmed_at
        answer_form(complete, by=cast.citizen, form={"seller_mobile": "13800000009"})
        assert Party.objects.get(case=complete, role="seller").confirmed_at is None

    def test_the_same_value_again_voids_nothing(self, cast, complete):
        answer_form(complete, by=cast.citizen, form=SELLERS_WORDS)
        assert Party.objects.get(case=complete, role="seller").confirmed_at

    def test_a_stale_page_changes_nothing(self, cast, draft):
        with pytest.raises(Stale):
            answer_form(draft, by=cast.citizen, form={"declared_price": 1}, expect=7)

    def test_after_submission_nothing_is_open(self, cast, at_window):
        with pytest.raises(WrongState):
            answer_form(at_window, by=cast.citizen, form={"declared_price": 1})


class TestPrefill:
    OFFER = {"item": "DI-ESTATE", "provider": "D-ZGJ", "value": 89.6}

    def test_known_values_fill_what_nobody_typed(self, cast, draft):
        prefill_draft(draft, by=cast.clerk, offers={"property_area": self.OFFER})
        kept = Draft.objects.get(case=draft)
        assert kept.answers["property_area"] == 89.6
        assert kept.sources["property_area"]["stand"] == "offered"

    def test_what_was_typed_stays_and_the_difference_is_a_dispute(self, cast, draft):
        answer_form(draft, by=cast.citizen, form={"property_area": 98.6})
        prefill_draft(draft, by=cast.clerk, offers={"property_area": self.OFFER})
        kept = Draft.objects.get(case=draft)
        assert kept.answers["property_area"] == 98.6
        assert kept.sources["property_area"]["stand"] == "disputed"

    def test_the_applicants_word_prevails_and_the_record_is_kept_beside_it(self, cast, draft):
        prefill_draft(draft, by=cast.clerk, offers={"property_area": self.OFFER})
        answer_form(draft, by=cast.citizen, form={**BUYERS_WORDS, "property_area": 98.6})
        invite_party(draft, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
        answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
        confirm_party(draft, by=cast.seller, role="seller")
        attach_material(draft, by=cast.citizen, material="M-CONTRACT", files=[paper(cast.citizen)])
        case = submit_case(draft, by=cast.citizen)
        answer = case.answers.get(element="property_area")
        assert (answer.value, answer.disputed_value, answer.source) == (98.6, 89.6, "applicant")

    def test_what_comes_too_late_changes_nothing(self, cast, at_window):
        before = len(events(at_window))
        prefill_draft(at_window, by=cast.clerk, offers={"property_area": self.OFFER})
        assert len(events(at_window)) == before


class TestParties:
    def test_the_invited_party_sees_the_case_and_confirms(self, cast, draft):
        assert not Case.objects.visible_to(cast.seller).filter(pk=draft.pk).exists()
        invite_party(draft, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
        assert Case.objects.visible_to(cast.seller).filter(pk=draft.pk).exists()
        answer_form(draft, by=cast.seller, form=SELLERS_WORDS)
        party = confirm_party(draft, by=cast.seller, role="seller")
        assert party.confirmed_how == "account"
        assert party.signature["signature"]

    def test_nobody_signs_for_another(self, cast, complete):
        with pytest.raises(NotAllowed):
            confirm_party(complete, by=cast.stranger, role="seller")
        with pytest.raises(NotAllowed):
            confirm_party(complete, by=cast.seller, role="applicant")

    def test_a_clerk_confirms_whom_they_identified_at_the_counter(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
        answer_form(draft, by=cast.citizen, form=SELLERS_WORDS)
        assert confirm_party(draft, by=cast.clerk, role="seller").confirmed_how == "counter"

    def test_nobody_signs_an_empty_sheet(self, cast, draft):
        invite_party(draft, by=cast.citizen, role="seller", person=Person.objects.get(code="P1"))
        with pytest.raises(Incomplete) as refusal:
            confirm_party(draft, by=cast.seller, role="seller")
        assert {error["element"] for error in refusal.value.errors} == set(SELLERS_WORDS)

    def test_confirming_twice_is_one_confirmation(self, cast, complete):
        before = len(events(complete))
        confirm_party(complete, by=cast.seller, role="seller")
        assert len(events(complete)) == before

    def test_an_empty_role_can_t_confirm(self, cast, draft):
        with pytest.raises(NotFound):
            confirm_party(draft, by=cast.citizen, role="seller")

    def test_a_confirmed_party_is_not_replaced(self, cast, complete):
        with pytest.raises(WrongState):
            invite_party(complete, by=cast.citizen, role="seller", person=Person.objects.get(code="P5"))

    def test_the_seller_does_not_invite(self, cast, complete):
        with pytest.raises(NotAllowed):
            invite_party(
                complete, by=cast.seller, role="mortgagee", organisation=Organisation.objects.get(code="O2")
            )


class TestMaterials:
    def test_files_keep_their_order_and_a_withdrawn_one_stays_stored(self, cast, draft):
        first, second = (
            attach_material(draft, by=cast.citizen, material="M-CONTRACT", files=[paper(cast.citizen)])[0]
            for _file in range(2)
        )
        assert (first.ordinal, second.ordinal) == (1, 2)
        remove_material(draft, by=cast.citizen, file_id=first.pk)
        remove_material(draft, by=cast.citizen, file_id=first.pk)
        assert CaseMaterial.objects.filter(case=draft).count() == 2
        assert CaseMaterial.objects.filter(case=draft, replaced_at__isnull=True).count() == 1
        assert events(draft).count("cases.remove_material") == 1

    def test_an_unknown_material_is_refused(self, cast, draft):
        with pytest.raises(BadInput):
            attach_material(draft, by=cast.citizen, material="M-NOTHING", files=[paper(cast.citizen)])

    def test_a_stranger_hands_in_nothing(self, cast, draft):
        with pytest.raises(NotAllowed):
            attach_material(draft, by=cast.stranger, material="M-CONTRACT", files=[paper(cast.stranger)])

    def test_after_submission_nothing_is_handed_in_unasked(self, cast, at_window):
        with pytest.raises(WrongState):
            attach_material(at_window, by=cast.citizen, material="M-CONTRACT", files=[paper(cast.citizen)])


def test_a_draft_expires_and_keeps_what_was_typed(cast, complete):
    case = expire_case(complete, by=cast.clerk)
    assert case.state == CaseState.EXPIRED
    assert Draft.objects.get(case=case).answers
    with pytest.raises(WrongState):
        expire_case(complete, by=cast.clerk)
