"""Certificates: identifiers, issue, signature, the public question, and what may become of them."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from accounts.actor import Actor
from core import clock
from core.errors import BadInput, NotAllowed, WrongState
from documents import files
from documents.actions import (
    cancel_certificate,
    issue_certificate,
    replace_certificate,
    restore_certificate,
    revoke_certificate,
    suspend_certificate,
)
from documents.certificates import CertificateDraft, CertificateField, verification_address, verify
from documents.identifiers import CODE_ALPHABET, Identifier, new_verify_code, parse
from documents.models import Certificate
from documents.numbers import certificate_type
from documents.signing import validate
from documents.states import CertificateState
from ledger.models import Event
from tests.documents.samples import AT, text

VECTORS = [  # rules.md B.7, recomputed from public certificates
    ("11100000000013338W011", "11430000006122244L", "20230000403", 1, "U"),
    ("11100000MB03271699022", "340100", "000000016", 1, "9"),
    ("11100000000013338W009", "11330105002500287C", "2025052201", 2, "0"),
]


@pytest.mark.parametrize(("kind", "issuer", "serial", "version", "check"), VECTORS)
def test_the_check_character_agrees_with_published_identifiers(
    kind: str, issuer: str, serial: str, version: int, check: str
) -> None:
    identifier = Identifier(kind, issuer, serial, version)
    assert identifier.check == check
    assert parse(str(identifier)) == identifier


@given(
    st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=1, max_size=32),
    st.integers(1, 999),
    st.integers(min_value=0),
    st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
)
def test_one_wrong_character_is_always_found(serial: str, version: int, place: int, other: str) -> None:
    written = str(Identifier("113399810020000390001", "113399810020000390", serial, version))
    at = len("1.2.156.3005.2.") + place % (len(written) - len("1.2.156.3005.2."))
    if written[at] in (".", other):
        return
    with pytest.raises(BadInput):
        parse(written[:at] + other + written[at + 1 :])


@pytest.mark.parametrize(
    "bad", ["", "1.2.156.3005.2", "x" * 500, "1.2.156.3005.2.A.B.C.001.Z", "\0", "１.２"]
)
def test_what_is_no_identifier_is_refused(bad: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse(bad)
    assert refused.value.code == "certificate_identifier"


def test_verification_codes_are_short_readable_and_never_the_same() -> None:
    codes = {new_verify_code() for _code in range(500)}
    assert len(codes) == 500
    assert all(re.fullmatch(rf"[{CODE_ALPHABET}]{{4}}-[{CODE_ALPHABET}]{{4}}", code) for code in codes)
    assert not set("01ILO") & set(CODE_ALPHABET)


@pytest.fixture
def draft(registrar: Any) -> CertificateDraft:
    return CertificateDraft(
        source="M03",
        name=text("不动产权证书", "Real estate certificate"),
        holder="王小明",
        holder_number="339981198503150018",
        department=registrar,
        issued_at=AT,
        fields=(CertificateField(text("坐落", "Address"), "临江市滨江街道文晖路 88 号"),),
    )


@pytest.fixture
def certificate(draft: CertificateDraft, aggregate: Any, by: Actor) -> Certificate:
    with clock.frozen(AT):
        return issue_certificate(draft, aggregate=aggregate, by=by)


@pytest.fixture
def officer(registrar: Any) -> Actor:
    return Actor("user:1", "officer", role="reviewer", department_id=registrar.pk)


def test_a_certificate_has_an_identifier_by_the_standard(certificate: Certificate) -> None:
    identifier = parse(certificate.identifier)
    assert identifier.type == "113399810020000390001"
    assert identifier.issuer == "113399810020000390"
    assert re.fullmatch(r"2026\d{9}", identifier.serial)
    assert identifier.version == 1
    assert certificate.state_code == "01"


def test_its_file_is_small_signed_time_stamped_and_says_what_it_certifies(certificate: Certificate) -> None:
    pdf = files.read(certificate.file)
    assert len(pdf) <= 120_000
    result = validate(pdf)
    assert (result.valid, result.timestamped) == (True, True)
    assert "DEMO" in result.signer
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for part in ("不动产权证书", "王小明", "临江市滨江街道文晖路", "演示", certificate.identifier):
        assert part in words
    assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_it_leaves_one_event_without_the_holder(certificate: Certificate, draft: CertificateDraft) -> None:
    event = Event.objects.get(action="documents.issue_certificate")
    assert event.data["identifier"] == certificate.identifier
    assert draft.holder not in str(event.data)
    assert draft.holder_number not in str(event.data)
    assert draft.holder_number not in str(vars(certificate))
    assert {table for table, *_rest in event.digests} == {"documents_certificate", "documents_storedfile"}


def test_a_result_has_one_certificate_however_often_it_is_asked_for(
    certificate: Certificate, draft: CertificateDraft, aggregate: Any, by: Actor
) -> None:
    assert issue_certificate(draft, aggregate=aggregate, by=by) == certificate
    other = issue_certificate(replace(draft, source="M04"), aggregate=aggregate, by=by)
    assert parse(other.identifier).type.endswith("002")
    assert Certificate.objects.count() == 2


def test_types_count_within_each_department(registrar: Any, tax: Any) -> None:
    codes = [
        certificate_type(department, source).code
        for department, source in [(registrar, "M03"), (tax, "M02"), (registrar, "M04"), (registrar, "M03")]
    ]
    assert [code[18:] for code in codes] == ["001", "001", "002", "001"]
    assert all(len(code) == 21 for code in codes)


def test_anyone_with_the_code_learns_that_it_holds_and_nothing_about_its_holder(
    certificate: Certificate,
) -> None:
    standing = verify(certificate.identifier, certificate.verify_code)
    assert standing is not None
    assert standing.valid
    assert standing.issued_on == date(2026, 11, 20)
    assert "王小明" not in str(standing)


@pytest.mark.parametrize("typed", ["{lower}", "{spaced}", " {code} "])
def test_the_code_may_be_typed_as_people_type(certificate: Certificate, typed: str) -> None:
    code = certificate.verify_code
    written = typed.format(code=code, lower=code.lower(), spaced=code.replace("-", " "))
    assert verify(certificate.identifier, written) is not None


def test_a_wrong_code_and_an_unknown_certificate_get_the_same_answer_at_the_same_cost(
    certificate: Certificate, django_assert_num_queries: Any
) -> None:
    unknown = str(Identifier("113399810020000390001", "113399810020000390", "2026999999999", 1))
    for identifier, code in [
        (certificate.identifier, "AAAA-AAAA"),
        (unknown, certificate.verify_code),
        ("nonsense\0\ud800", "é\0\ud800" * 3000),
        (certificate.identifier, ""),
    ]:
        with django_assert_num_queries(1):
            assert verify(identifier, code) is None


def test_the_printed_address_leads_to_the_verification_page(certificate: Certificate, settings: Any) -> None:
    settings.SITE_URL = "https://city.example/"
    address = verification_address(certificate.identifier, certificate.verify_code)
    assert address == f"https://city.example/verify/{certificate.identifier}?code={certificate.verify_code}"


def test_a_certificate_past_its_last_day_does_not_hold(
    draft: CertificateDraft, aggregate: Any, by: Actor
) -> None:
    with clock.frozen(AT):
        certificate = issue_certificate(
            replace(draft, valid_until=date(2026, 11, 20)), aggregate=aggregate, by=by
        )
        assert verify(certificate.identifier, certificate.verify_code).valid
    with clock.frozen(datetime(2026, 11, 20, 16, 1, tzinfo=UTC)):  # past midnight in Linjiang
        standing = verify(certificate.identifier, certificate.verify_code)
    assert (standing.valid, standing.state) == (False, "expired")


S = CertificateState
LISTED = {
    ("suspend", S.VALID): S.SUSPENDED,
    ("restore", S.SUSPENDED): S.VALID,
    ("revoke", S.VALID): S.REVOKED,
    ("revoke", S.SUSPENDED): S.REVOKED,
    ("cancel", S.VALID): S.CANCELLED,
    ("cancel", S.SUSPENDED): S.CANCELLED,
    ("expire", S.VALID): S.EXPIRED,
    ("expire", S.SUSPENDED): S.EXPIRED,
    ("replace", S.VALID): S.REPLACED,
}
ARGUMENTS: dict[str, dict[str, Any]] = {
    "suspend": {"reason": "r"},
    "restore": {},
    "revoke": {"reason": "r", "at": AT},
    "cancel": {"reason": "r", "at": AT},
    "expire": {"at": AT},
    "replace": {"at": AT},
}


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("change", ARGUMENTS)
def test_only_the_listed_changes_of_state_are_possible(state: S, change: str) -> None:
    certificate = Certificate()
    certificate.__dict__["state"] = state
    if (change, state) in LISTED:
        getattr(certificate, change)(**ARGUMENTS[change])
        assert certificate.state == LISTED[change, state]
        return
    with pytest.raises(Exception, match="Can't switch"):
        getattr(certificate, change)(**ARGUMENTS[change])


def test_every_transition_of_the_model_is_in_the_table() -> None:
    defined = {
        (each.name, source)
        for each in Certificate()._meta.get_field("state").get_all_transitions(Certificate)
        for source in [each.source]
    }
    assert defined == {(change, str(state)) for change, state in LISTED}


def test_the_issuing_department_suspends_and_restores(certificate: Certificate, officer: Actor) -> None:
    suspended = suspend_certificate(certificate, reason="复核", by=officer)
    standing = verify(certificate.identifier, certificate.verify_code)
    assert (standing.valid, standing.state, suspended.state_code) == (False, "suspended", "02")
    restore_certificate(certificate, by=officer)
    assert verify(certificate.identifier, certificate.verify_code).valid
    assert [event.action for event in Event.objects.order_by("seq")][-2:] == [
        "documents.suspend_certificate",
        "documents.restore_certificate",
    ]


@pytest.mark.parametrize("end", [revoke_certificate, cancel_certificate])
def test_an_ended_certificate_never_holds_again(certificate: Certificate, officer: Actor, end: Any) -> None:
    ended = end(certificate, reason="登记错误", by=officer)
    assert ended.ended_at is not None
    assert not verify(certificate.identifier, certificate.verify_code).valid
    with pytest.raises(WrongState):
        end(certificate, reason="again", by=officer)
    with pytest.raises(WrongState):
        restore_certificate(certificate, by=officer)


def test_another_department_may_not_touch_it(certificate: Certificate, tax: Any) -> None:
    stranger = Actor("user:2", "other", role="reviewer", department_id=tax.pk)
    for change in (suspend_certificate, revoke_certificate, cancel_certificate):
        with pytest.raises(NotAllowed):
            change(certificate, reason="r", by=stranger)
    assert verify(certificate.identifier, certificate.verify_code).valid
    assert Event.objects.count() == 1


def test_a_new_version_takes_over_under_the_same_serial(
    certificate: Certificate, draft: CertificateDraft, officer: Actor
) -> None:
    new = replace_certificate(certificate, draft=replace(draft, holder="李四"), by=officer)
    assert new.replaces == certificate
    assert parse(new.identifier).serial == parse(certificate.identifier).serial
    assert parse(new.identifier).version == 2
    assert verify(new.identifier, new.verify_code).valid
    assert verify(certificate.identifier, certificate.verify_code).state == "replaced"
    with pytest.raises(WrongState):
        replace_certificate(certificate, draft=draft, by=officer)


def test_a_new_version_certifies_the_same_thing(
    certificate: Certificate, draft: CertificateDraft, officer: Actor
) -> None:
    with pytest.raises(NotAllowed):
        replace_certificate(certificate, draft=replace(draft, source="M04"), by=officer)


@pytest.mark.parametrize(
    "lie",
    [{"state": "revoked"}, {"state": "suspended"}, {"ended_at": AT}, {"state": "cancelled", "ended_at": AT}],
)
def test_the_database_refuses_a_state_without_what_belongs_to_it(
    certificate: Certificate, lie: dict[str, Any]
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Certificate.objects.filter(pk=certificate.pk).update(**lie)
