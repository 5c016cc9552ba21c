"""A person's own data: only they act, each act is on record, nothing agreed to is ever changed."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.actions import (
    Wishes,
    ask_export,
    fetch_export,
    finish_export,
    give_consent,
    note_notice,
    update_profile,
    withdraw_consent,
)
from accounts.actor import Actor
from accounts.consents import agreed_by, was_told
from accounts.privacy import Consent, DataExport, Profile
from core.errors import BadInput, NotAllowed, NotFound, TooOften, WrongState
from ledger.models import Event

pytestmark = pytest.mark.django_db
WISHES = Wishes(
    language="en", mode="elder", mobile="13812341234", email="a@b.cn", by_sms=False, by_email=True
)
PRODUCT = Actor.system("test")


@pytest.fixture
def citizen(cast):
    return cast.named("citizen3")


def actions(citizen) -> list[str]:
    chain = Profile.objects.get(person_id=citizen.person_id).chain_id
    return list(Event.objects.filter(chain_id=chain).order_by("seq").values_list("action", flat=True))


def test_wishes_are_kept_and_on_record(citizen):
    update_profile(citizen.person_id, by=citizen, wishes=WISHES)
    assert Profile.objects.get(person_id=citizen.person_id).mode == "elder"
    assert actions(citizen)[-1] == "accounts.update_profile"


def test_nobody_writes_anothers_wishes(citizen, cast):
    with pytest.raises(NotAllowed):
        update_profile(citizen.person_id, by=cast.named("citizen1"), wishes=WISHES)


def test_a_notice_is_kept_once_for_each_version(citizen, settings):
    note_notice(citizen.person_id, by=citizen)
    note_notice(citizen.person_id, by=citizen)
    assert was_told(citizen.person_id)
    settings.PRIVACY_NOTICE_VERSION = "2099-01"
    assert not was_told(citizen.person_id)
    assert actions(citizen).count("accounts.note_notice") == 1


def test_an_agreement_stands_until_it_is_taken_back(citizen):
    give_consent(citizen.person_id, by=citizen, elements=["x1", "x2"], about={"zh": "甲", "en": "A"})
    withdraw_consent(citizen.person_id, by=citizen, elements=["x1"])
    assert {"x1", "x2"} & agreed_by(citizen.person_id) == {"x2"}
    with pytest.raises(WrongState):
        withdraw_consent(citizen.person_id, by=citizen, elements=["x1"])


def test_an_agreement_about_nothing_or_for_another_is_refused(citizen, cast):
    with pytest.raises(BadInput):
        give_consent(citizen.person_id, by=citizen, elements=[], about={})
    with pytest.raises(NotAllowed):
        give_consent(citizen.person_id, by=cast.named("citizen1"), elements=["a"], about={})
    with pytest.raises(NotAllowed):
        withdraw_consent(citizen.person_id, by=cast.clerk, elements=["a"])


@pytest.mark.parametrize("sql", ["UPDATE accounts_consent SET version = 'x'", "DELETE FROM accounts_consent"])
def test_the_database_keeps_every_consent_as_it_was(citizen, sql):
    give_consent(citizen.person_id, by=citizen, elements=["a"], about={})
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_copy_is_asked_made_and_fetched_on_record(citizen):
    export = ask_export(citizen.person_id, by=citizen)
    finish_export(export, by=PRODUCT, sha256="0" * 64, size=7)
    finish_export(export, by=PRODUCT, sha256="1" * 64, size=8)
    row = fetch_export(DataExport.objects.get(), by=citizen)
    assert (row.sha256, row.size) == ("0" * 64, 7)
    assert actions(citizen)[-3:] == ["accounts.ask_export", "accounts.finish_export", "accounts.fetch_export"]


def test_a_second_copy_waits_and_nobody_fetches_anothers(citizen, cast):
    export = ask_export(citizen.person_id, by=citizen)
    with pytest.raises(TooOften):
        ask_export(citizen.person_id, by=citizen)
    with pytest.raises(NotAllowed):
        ask_export(citizen.person_id, by=cast.clerk)
    with pytest.raises(NotFound):
        fetch_export(export, by=cast.named("citizen1"))
    with pytest.raises(WrongState):
        fetch_export(export, by=citizen)


def test_a_consent_row_says_what_it_was_about(citizen):
    row = give_consent(
        citizen.person_id, by=citizen, elements=["b", "a"], about={"zh": "甲", "en": "A"}, as_guardian=True
    )
    kept = Consent.objects.get(pk=row.pk)
    assert (kept.elements, kept.as_guardian, kept.about["en"]) == (["a", "b"], True, "A")
