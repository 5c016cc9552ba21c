"""Signatures show any change; seals are drawn; keys are made once."""

import io
import random
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from core import keys
from documents.authority import make_demo_authority
from documents.papers.rendering import render
from documents.seals import SIZE, seal_name, seal_png
from documents.signing import receipt_holds, sign_receipt, signer, validate
from tests.documents.samples import PAPERS

PAYLOAD = {"number": "339981-20261120-03-000117", "content_sha256": "9f" * 32, "submitted_at": "2026-11-20"}


@pytest.fixture(scope="module")
def plain() -> bytes:
    return render(PAPERS["receipt"], "zh", number="收〔2026〕第 000001 号")


@pytest.fixture
def signed(plain: bytes) -> bytes:
    return signer().sign(plain, reason="颁发", name="临江市自然资源和规划局")


def test_a_signed_pdf_holds_and_an_unsigned_one_does_not(plain: bytes, signed: bytes) -> None:
    assert validate(signed).valid
    assert validate(signed).timestamped
    assert not validate(plain).valid
    assert not validate(b"no pdf at all").valid


def test_the_signature_follows_pades(signed: bytes) -> None:
    field = PdfReader(io.BytesIO(signed)).get_fields()["Seal"]
    signature = field["/V"]
    assert signature["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature["/Reason"] == "颁发"
    first, length, second, rest = signature["/ByteRange"]
    assert first == 0
    assert second + rest == len(signed)
    assert length < second


def test_one_changed_byte_of_the_document_is_noticed(signed: bytes) -> None:
    """Anywhere but in the hole for the signature itself, which the file's own hash covers."""
    first, length, second, rest = PdfReader(io.BytesIO(signed)).get_fields()["Seal"]["/V"]["/ByteRange"]
    chance = random.Random(20261120)
    document = [*range(first, first + length), *range(second, second + rest)]
    for place in chance.sample(document, 40):
        forged = bytearray(signed)
        forged[place] ^= 1 + chance.randrange(255)
        assert not validate(bytes(forged)).valid, place


def test_something_added_behind_the_signature_is_noticed(signed: bytes) -> None:
    writer = PdfWriter(io.BytesIO(signed), incremental=True)
    writer.add_blank_page(200, 200)
    longer = io.BytesIO()
    writer.write(longer)
    assert longer.getvalue().startswith(signed)
    assert not validate(longer.getvalue()).valid


def test_another_authority_is_not_trusted(signed: bytes, settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "keys" / "certificates"
    folder.mkdir(parents=True)
    make_demo_authority(folder)
    settings.KEY_DIR = tmp_path / "keys"
    result = validate(signed)
    assert result.intact
    assert not result.trusted


def test_the_demo_authority_says_that_it_is_one(key_dir: Path) -> None:
    for name in ("ca", "signer", "tsa"):
        certificate = x509.load_pem_x509_certificate((key_dir / "certificates" / f"{name}.pem").read_bytes())
        assert "DEMO" in certificate.subject.rfc4514_string()
    assert not (key_dir / "certificates" / "ca.key").exists()


def test_private_keys_are_their_owners_alone_and_made_once(key_dir: Path) -> None:
    secrets = list(key_dir.rglob("*.key"))
    assert len(secrets) >= 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in secrets)
    before = {path: path.read_bytes() for path in secrets}
    assert keys.make_all(key_dir) == []
    assert {path: path.read_bytes() for path in secrets} == before


def test_without_keys_the_message_says_what_to_run(settings: Any, tmp_path: Path) -> None:
    settings.KEY_DIR = tmp_path / "nowhere"
    with pytest.raises(ImproperlyConfigured, match="make_keys"):
        sign_receipt(PAYLOAD)


def test_a_receipt_holds_for_its_own_words_alone() -> None:
    signature = sign_receipt(PAYLOAD)
    assert receipt_holds(dict(reversed(PAYLOAD.items())), signature)
    assert not receipt_holds({**PAYLOAD, "number": "339981-20261120-03-000118"}, signature)


def test_an_earlier_receipt_holds_while_its_public_key_is_kept(settings: Any, tmp_path: Path) -> None:
    settings.KEY_DIR = tmp_path / "old"
    keys.make_all(settings.KEY_DIR)
    signature, public = sign_receipt(PAYLOAD), (settings.KEY_DIR / "receipts" / "receipt.pub").read_bytes()
    settings.KEY_DIR = tmp_path / "new"
    keys.make_all(settings.KEY_DIR)
    assert not receipt_holds(PAYLOAD, signature)
    (settings.KEY_DIR / "receipts" / "receipt-2026.pub").write_bytes(public)
    assert receipt_holds(PAYLOAD, signature)
    assert not receipt_holds({**PAYLOAD, "number": "another"}, signature)
    assert receipt_holds(PAYLOAD, sign_receipt(PAYLOAD))


@examples(deadline=None, max_examples=40)
@given(st.text(max_size=120))
def test_no_made_up_signature_holds(text: str) -> None:
    assert not receipt_holds(PAYLOAD, text)


def test_a_seal_is_round_red_and_transparent() -> None:
    seal = Image.open(io.BytesIO(seal_png("临江市自然资源和规划局（不动产登记中心）", demo=True)))
    assert (seal.size, seal.mode) == ((SIZE, SIZE), "RGBA")
    corner, rim, star = (seal.getpixel(at) for at in [(4, 4), (SIZE // 2, 9), (SIZE // 2, int(SIZE * 0.47))])
    assert corner[3] == 0
    assert rim == star == (180, 35, 24, 255)


def test_the_name_stands_on_the_rim_and_every_department_has_its_own_seal() -> None:
    one, other = (seal_png(name, demo=True) for name in ("临江市税务局", "临江市公安局"))
    assert one != other
    empty, named = _ink(seal_png("", demo=True)), _ink(one)
    assert named > empty * 1.1


def test_what_stands_in_brackets_is_not_on_the_seal() -> None:
    assert seal_name("临江市自然资源和规划局（不动产登记中心）") == "临江市自然资源和规划局"
    assert seal_png("甲局（乙）", demo=True) == seal_png("甲局", demo=True)


def test_a_demonstration_seal_says_so() -> None:
    assert _ink(seal_png("甲局", demo=True)) > _ink(seal_png("甲局", demo=False))


def _ink(png: bytes) -> int:
    return sum(Image.open(io.BytesIO(png)).getchannel("A").point(lambda alpha: alpha > 127 and 1).tobytes())
