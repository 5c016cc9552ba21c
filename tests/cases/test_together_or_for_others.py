"""Who applies together, and who applies under a mandate."""

import pytest

from accounts.actions import revoke_mandate
from accounts.models import Organisation
from cases.actions import (
    Invitee,
    PartySpec,
    accept_invitation,
    answer_form,
    confirm_party,
    draft_case,
    invite_by_link,
    invite_party,
    submit_case,
)
from cases.composing import composition_of
from cases.models import Case, Draft, Party
from cases.readers import Reader, readable_answers
from cases.selectors import notice_readers, parties_of
from core.errors import BadInput, Incomplete, NotAllowed
from matters.selectors import one_thing_in_force
from tests.cases.taking_part import person, seen
from tests.journeys.helpers import SINGLE_CASH

pytestmark = pytest.mark.django_db


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


MOTHERS = {
    "applicant_name": ("王芳", "王*"),
    "applicant_mobile": ("13812341234", "138****1234"),
    "applicant_address": ("临江市滨江路一百零八号三单元五零二室", "临江市***"),
    "bank_account": ("6222021234567890123", "622************0123"),
    "bank_name": ("临江银行", "临江银行"),
    "child_name": ("王新", "王新"),
    "child_birth_date": ("2026-11-10", "2026-11-10"),
}


def test_who_applies_together_reads_the_others_data_in_part_and_the_childs_in_full(cast):
    case = TestTogether().joined(cast)
    answer_form(case, by=cast.citizen, form={name: whole for name, (whole, _part) in MOTHERS.items()})
    fresh = Case.objects.get(pk=case.pk)
    draft, parties = Draft.objects.get(case=fresh), parties_of(fresh)
    composition = composition_of(fresh, draft.answers)
    for actor, place in ((cast.named("citizen2"), 1), (cast.citizen, 0)):
        read = readable_answers(Reader.of(actor, fresh, parties), draft.answers, composition, parties)
        assert {name: read.get(name) for name in MOTHERS} == {
            name: values[place] for name, values in MOTHERS.items()
        }
