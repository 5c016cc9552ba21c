"""My data: who looked and why, within seconds; agreements; a whole copy; drafts that go for good."""

import csv
import hashlib
import io
import json
import zipfile

import pytest
from django.apps import apps
from django.test import Client
from django.test.utils import override_settings
from django.utils import translation

from accounts.actions import withdraw_consent
from accounts.actor import Actor, actor_of
from accounts.consents import agreed_by
from accounts.models import Person, User
from accounts.privacy import DataExport, Profile
from cases.models import Case, CaseMaterial, Draft
from cases.states import CaseState
from core import clock
from ledger.access import look as note_look
from ledger.models import Event, Salt
from ledger.verifying.chains import verify_chains
from portal.citizen.copying import SECTIONS, TABLE, answers_table, forget_copy, make_copy
from portal.citizen.my_data import device_of
from tests.cast import Cast
from tests.consistency.floors import LEVEL
from tests.portal.test_applying import begin

pytestmark = pytest.mark.django_db
EN = {"accept-language": "en"}


def person_of(username: str) -> int:
    return Cast.user(username).person_id


def test_a_look_at_work_stands_here_at_once_with_post_and_purpose(buyer, sign_in, cast):
    case = begin(buyer)
    case.number = "LJ-1"
    look(cast.clerk, case, person_of("citizen3"))
    page = buyer.get("/my/looks/", headers=EN).content.decode()
    assert "Clerk" in page
    assert "intake at the window" in page
    assert "papers handed in" in page
    assert "clerk1" not in page


def look(by, case, person):
    note_look(by, case, ["answers", "materials"], "intake at the window", person_ids=[person])


def test_nobody_reads_who_looked_at_anothers_data(buyer, stranger, cast):
    case = begin(buyer)
    look(cast.clerk, case, person_of("citizen3"))
    assert "intake at the window" not in stranger.get("/my/looks/?own=1", headers=EN).content.decode()


@pytest.mark.parametrize(
    "page", ["", "profile/", "looks/", "consents/", "sessions/", "copy/", "copy/progress/"]
)
def test_every_page_is_the_citizens_own(buyer, sign_in, page):
    assert buyer.get(f"/my/{page}").status_code == 200
    assert Client().get(f"/my/{page}").status_code == 302
    if page != "sessions/":
        assert sign_in("clerk1").get(f"/my/{page}").status_code == 404


def test_wishes_change_language_and_size_at_once(buyer):
    wishes = {"language": "en", "mode": "elder", "mobile": "13812341234", "email": "", "by_sms": "on"}
    answer = buyer.post("/my/profile/", wishes)
    assert answer.cookies["ow_mode"].value == "elder"
    profile = Profile.objects.get(person_id=person_of("citizen3"))
    assert (profile.by_sms, profile.by_email) == (True, False)


def test_a_wrong_number_is_named_and_nothing_changes(buyer):
    answer = buyer.post("/my/profile/", {"language": "en", "mode": "elder", "mobile": "12"}, headers=EN)
    assert answer.status_code == 422
    assert "eleven digits" in answer.content.decode()


def test_reading_the_notice_is_kept_with_its_version(buyer, settings):
    settings.PRIVACY_NOTICE_VERSION = "2098-01"  # everybody was told the present one
    assert "I have read it" in buyer.get("/privacy/", headers=EN).content.decode()
    buyer.post("/privacy/")
    assert "I have read it" not in buyer.get("/privacy/", headers=EN).content.decode()
    settings.PRIVACY_NOTICE_VERSION = "2099-01"
    assert "I have read it" in buyer.get("/privacy/", headers=EN).content.decode()


def disagree(cast) -> None:
    actor = cast.named("citizen3")
    withdraw_consent(actor.person_id, by=actor, elements=agreed_by(actor.person_id))


def test_sensitive_questions_wait_for_their_own_agreement(buyer, cast):
    case = begin(buyer)
    disagree(cast)
    question = f"/cases/{case.public_id}/apply/questions/applicant/"
    agree = buyer.get(question)["Location"]
    assert agree == f"/cases/{case.public_id}/apply/agree/applicant/"
    assert "ID number" in buyer.get(agree, headers=EN).content.decode()
    assert buyer.post(agree).status_code == 422
    assert buyer.post(agree, {"agree": "yes"})["Location"] == question
    assert buyer.get(question).status_code == 200


def test_taking_it_back_says_what_follows_and_asks_anew(buyer, cast):
    case = begin(buyer)
    page = buyer.get("/my/consents/", headers=EN).content.decode()
    assert "neither ask for these data nor fetch them" in page
    elements = " ".join(agreed_by(person_of("citizen3")))
    buyer.post("/my/consents/", {"elements": elements})
    assert not agreed_by(person_of("citizen3"))
    assert buyer.get(f"/cases/{case.public_id}/apply/questions/applicant/").status_code == 303


@pytest.fixture
def media(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_the_copy_is_whole_and_only_ones_own(buyer, stranger, media):
    case = begin(buyer)
    buyer.post("/my/copy/")
    export = DataExport.objects.select_related("profile").get()
    make_copy(export, by=Actor.system("test"))
    answer = buyer.post(f"/my/copy/{export.public_id}/")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {TABLE, *(f"{name}.json" for name in SECTIONS)} == set(archive.namelist())
    cases = json.loads(archive.read("cases.json"))["content"]
    assert cases[0]["reference"] == str(case.public_id)
    assert cases[0]["answers"]["applicant_name"]
    assert hashlib.sha256(answer.content).hexdigest() == DataExport.objects.get().sha256
    assert stranger.post(f"/my/copy/{export.public_id}/").status_code == 404


def test_the_profile_says_when_no_texts_are_sent(buyer, settings):
    settings.SMS_QUIET_FROM, settings.SMS_QUIET_TO = 22, 8
    assert "From 22:00 to 8:00 none are sent" in buyer.get("/my/profile/", headers=EN).content.decode()
    settings.SMS_QUIET_TO = 22
    assert "none are sent" not in buyer.get("/my/profile/", headers=EN).content.decode()


def test_a_rare_name_survives_from_the_form_to_the_table(buyer, media):
    case = begin(buyer)
    buyer.post(f"/cases/{case.public_id}/apply/questions/applicant/", {"applicant_name": "𬴂𫍯"})
    table = answers_table(actor_of(User.objects.get(username="citizen3"), clock.today()))
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert [row[3] for row in rows if "𬴂" in row[3]] == ["𬴂𫍯"]
    assert {row[0] for row in rows[1:]} == {str(case.public_id)}


def test_a_copy_is_gone_when_its_days_are_over(buyer, media):
    buyer.post("/my/copy/")
    export = DataExport.objects.select_related("profile").get()
    make_copy(export, by=Actor.system("test"))
    forget_copy(str(export.public_id))
    assert not list((media / "exports").glob("*.zip"))


LEFT_OUT = {
    "accounts.Person": "the person themself: section person",
    "accounts.Organisation": "public register; whom one represents stands there",
    "accounts.Post": "staff at work",
    "approvals.Task": "who decided, at work",
    "cases.Invitation": "an invitation to a case; told in that case's history",
}
COPIED = {
    "accounts.User",
    "accounts.LinkedDocument",
    "accounts.Mandate",
    "accounts.CreditRecord",
    "accounts.Profile",
    "notices.Notice",
    "cases.Case",
    "cases.Party",
}


def test_every_table_about_people_is_copied_or_left_out_for_a_reason():
    about = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.split(".")[0] in LEVEL
        for field in model._meta.concrete_fields
        if field.related_model in (Person, User)
    }
    assert about - COPIED - set(LEFT_OUT) == set()


def test_a_deleted_draft_leaves_neither_words_nor_papers(buyer):
    case = begin(buyer)
    buyer.post(f"/cases/{case.public_id}/erase/")
    kept = Case.objects.get(pk=case.pk)
    assert (kept.state, kept.situation) == (CaseState.WITHDRAWN, {})
    assert Draft.objects.get(case=case).answers == {}
    assert not CaseMaterial.objects.filter(case=case).exists()
    assert not Salt.objects.filter(chain_id=case.chain_id).exists()
    last = Event.objects.filter(chain_id=case.chain_id).order_by("seq").last()
    assert last.action == "ledger.erase_salt"
    assert verify_chains([case.chain_id]) == []


def test_only_ones_own_draft_can_be_deleted(buyer, stranger):
    case = begin(buyer)
    assert stranger.post(f"/cases/{case.public_id}/erase/").status_code == 404
    assert Draft.objects.get(case=case).answers


@override_settings(ASSURANCE_DEFAULT=2)
def test_submitting_with_a_weaker_sign_in_asks_to_step_up_and_loses_nothing(buyer):
    case = begin(buyer)
    check = f"/cases/{case.public_id}/apply/check/"
    answer = buyer.post(f"/cases/{case.public_id}/submit/", headers={"referer": f"http://testserver{check}"})
    assert answer["Location"].startswith("/sign-in/step-up/?level=2&next=")
    assert "Everything you wrote is kept" in buyer.get(answer["Location"], headers=EN).content.decode()
    assert Case.objects.get(pk=case.pk).state == CaseState.DRAFT


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Linux; Android 14) Chrome/131 MicroMessenger/8", "WeChat · Android"),
        ("Mozilla/5.0 (Windows NT 10.0) Firefox/133.0", "Firefox · Windows"),
        ("", "unknown device"),
    ],
)
def test_a_device_is_named_in_words(agent, words):
    with translation.override("en"):
        assert device_of(agent) == words
