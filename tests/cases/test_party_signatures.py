"""What each party signs for, when that falls away, and what each may read."""

import pytest

from cases.actions import (
    answer_form,
    attach_material,
    confirm_party,
    invite_party,
    prefill_draft,
    remove_material,
    submit_case,
)
from cases.composing import composition_of
from cases.models import Case, Party
from cases.readers import Reader, readable_files
from cases.selectors import materials_of, parties_of
from core.errors import Incomplete, NotFound, Stale
from tests.cases.taking_part import actions, person, seen
from tests.filling import paper
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS

pytestmark = pytest.mark.django_db


DEAL = {"declared_price", "property_address", "property_area", "property_use", "contract_date"}
PRIVATE = {"applicant_name", "applicant_id_number", "applicant_mobile", "homes_owned_count"}


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
