"""Which items an errand calls for, about whom: the whole catalogue, without a database."""

from typing import Any

import pytest

from dataexchange.rules import FAILURES_TO_OPEN, LONGEST_REST_SECONDS, fits_subject, rest_seconds
from dataexchange.shared_data.lookups import Lookup, lookups_of, own_secrets
from tests.dataexchange.catalogue import SUBJECTS, composed, one_things, profiles


@pytest.mark.parametrize("code", one_things())
def test_every_element_is_looked_up_at_most_once(code: str):
    lookups = lookups_of(composed(code).errand, SUBJECTS)
    elements = [name for lookup in lookups for name in lookup.elements]
    assert len(elements) == len(set(elements))
    assert len({(lookup.item, lookup.role) for lookup in lookups}) == len(lookups)


@pytest.mark.parametrize(("code", "profile"), profiles())
def test_whatever_the_form_promises_to_prefill_is_looked_up(code: str, profile: dict[str, Any]):
    composition = composed(code, profile)
    promised = {row.element for row in composition.fields if row.prefilled}
    looked_up = {name for one in lookups_of(composition.errand, SUBJECTS) for name in one.elements}
    assert promised <= looked_up


def test_the_register_is_asked_about_the_seller_and_the_household_about_the_buyer():
    roles = {one.item: one.role for one in lookups_of(composed("OT1").errand, SUBJECTS)}
    assert roles["DI-ESTATE"] == "seller"
    assert roles["DI-HOUSECNT"] == "applicant"
    assert roles["DI-IDENTITY"] == "applicant"


def test_before_consent_only_private_words_of_the_party_itself_remain():
    errand = composed("OT1").errand
    estate = next(one for one in lookups_of(errand, SUBJECTS) if one.item == "DI-ESTATE")
    seller = next(party for party in errand.record["parties"] if party["role"] == "seller")
    assert set(own_secrets(estate, seller["states"], errand.sources.elements).elements) == {"seller_name"}
    assert own_secrets(estate, (), errand.sources.elements).elements == {}


@pytest.mark.parametrize(
    ("failures", "wish", "rest"),
    [
        (1, None, 0.0),
        (FAILURES_TO_OPEN - 1, None, 0.0),
        (FAILURES_TO_OPEN, None, 5.0),
        (FAILURES_TO_OPEN + 1, None, 10.0),
        (FAILURES_TO_OPEN + 50, None, LONGEST_REST_SECONDS),
        (1, 30.0, 30.0),
        (1, 86_400.0, 600.0),
        (1, -5.0, 0.0),
    ],
)
def test_a_failing_partner_rests_longer_and_longer(failures: int, wish: float | None, rest: float):
    assert rest_seconds(failures, wish=wish, spread=1.0) == rest


def test_many_callers_are_kept_apart():
    assert rest_seconds(FAILURES_TO_OPEN, spread=0.0) < rest_seconds(FAILURES_TO_OPEN, spread=1.0)


@pytest.mark.parametrize(
    ("record", "fits"),
    [({}, True), ({"id_number": "1"}, True), ({"id_number": "2"}, False), ({"uscc": "9"}, True)],
)
def test_a_record_about_somebody_else_is_noticed(record: dict[str, str], fits: bool):
    assert fits_subject(record, {"id_number": "1"}) is fits


def test_a_query_is_cut_to_the_matters_that_hold_a_grant():
    errand = composed("OT1").errand
    asked = {"homes_owned_count": "count", "contract_date": "date"}
    cut = Lookup("DI-X", "applicant", asked, frozenset({"M01", "M02"})).of({"M02"}, errand)
    assert cut.matters == {"M02"}
    assert set(cut.elements) == {"homes_owned_count"}
