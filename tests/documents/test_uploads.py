"""What may be handed in, and how it is kept."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from accounts.actor import Actor
from documents import files
from documents.errors import FILE_REFUSALS, FileRefused, NotYetReadable
from documents.models import SafetyCheck, StoredFile
from documents.names import MAX_BYTES, clean_name
from documents.scanning import EICAR, Verdict
from documents.states import Scan
from documents.tasks import scan_one, scan_waiting
from tests.documents.samples import UPLOADS, image, pdf


@pytest.mark.parametrize("case", UPLOADS)
def test_every_kind_of_file_has_its_verdict(case: str, store: Any, settings: Any) -> None:
    name, data, refusal = UPLOADS[case]
    if refusal is None:
        file = store(data, name)
        assert (file.original_sha256 or file.sha256) == hashlib.sha256(data).hexdigest()
        return
    with pytest.raises(FileRefused) as refused:
        store(data, name)
    assert refused.value.code == refusal
    assert refused.value.status == 422
    assert StoredFile.objects.count() == 0
    assert _on_disk(settings.MEDIA_ROOT) == []


def test_the_table_covers_at_least_forty_files_and_ten_refusals() -> None:
    assert len(UPLOADS) >= 40
    assert {refusal for *_file, refusal in UPLOADS.values()} >= set(FILE_REFUSALS) - {"file_too_large"}


def test_every_refusal_says_what_is_wrong_and_what_to_do(settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 20 * 1024 * 1024
    for code in FILE_REFUSALS:
        refusal = FileRefused(code)
        assert str(refusal.title)
        assert "%(" not in str(refusal.detail)
    assert "20 MB" in str(FileRefused("file_too_large").detail)


def test_one_byte_over_the_limit_is_refused_and_the_limit_itself_is_not(store: Any, settings: Any) -> None:
    data = pdf()
    settings.UPLOAD_MAX_BYTES = len(data)
    assert store(data).size == len(data)
    settings.UPLOAD_MAX_BYTES = len(data) - 1
    with pytest.raises(FileRefused) as refused:
        store(data)
    assert refused.value.code == "file_too_large"


def test_an_endless_upload_is_cut_at_the_limit(db: None, by: Actor, settings: Any) -> None:
    settings.UPLOAD_MAX_BYTES = 100_000
    taken = 0

    class Endless:
        name = "endless.pdf"

        def chunks(self) -> Any:
            nonlocal taken
            while True:
                taken += 1
                yield bytes(10_000)

    with pytest.raises(FileRefused):
        files.store(Endless(), by=by)
    assert taken == 11
    assert _on_disk(settings.MEDIA_ROOT) == []


def test_a_file_lies_under_its_hash_and_the_same_content_lies_there_once(store: Any, settings: Any) -> None:
    first, second = store(pdf(), "a.pdf"), store(pdf(), "b.pdf")
    assert first.pk != second.pk
    assert [path.name for path in _on_disk(settings.MEDIA_ROOT)] == [first.sha256]
    assert files.read(first) == pdf()


def test_a_kept_file_is_not_readable_by_others(store: Any, settings: Any) -> None:
    store(pdf())
    [path] = _on_disk(settings.MEDIA_ROOT)
    assert path.stat().st_mode & 0o007 == 0


def test_a_changed_or_lost_content_is_noticed(store: Any, settings: Any) -> None:
    file = store(pdf())
    [path] = _on_disk(settings.MEDIA_ROOT)
    assert files.is_intact(file)
    path.chmod(0o600)
    path.write_bytes(pdf(2))
    assert not files.is_intact(file)
    path.unlink()
    assert not files.is_intact(file)


class SlowScanner:
    """A scanner on the network: answers later."""

    immediate = False
    answer = Verdict(Scan.CLEAN)

    def scan(self, content: Any) -> Verdict:
        return Verdict(Scan.INFECTED, "EICAR") if EICAR in content.read() else self.answer


@pytest.fixture
def slow_scanner(settings: Any) -> None:
    settings.DOCUMENT_SCANNER = f"{__name__}.SlowScanner"


@pytest.mark.usefixtures("slow_scanner")
def test_a_file_waits_for_a_slow_scanner_and_nobody_reads_it_until_then(store: Any) -> None:
    file = store(pdf())
    assert file.scan == Scan.PENDING
    with pytest.raises(NotYetReadable) as refused:
        files.open_content(file)
    assert refused.value.code == "file_not_checked"
    assert scan_waiting() == 1
    assert file.scan == Scan.CLEAN
    assert files.read(file) == pdf()
    assert scan_waiting() == 0


@pytest.mark.usefixtures("slow_scanner")
def test_a_file_found_harmful_later_is_never_opened(store: Any) -> None:
    file = store(image(comment=EICAR), "photo.jpg")
    scan_one(file.pk)
    scan_one(file.pk)
    assert file.scan == Scan.INFECTED
    assert SafetyCheck.objects.get().finding == "EICAR"
    with pytest.raises(NotYetReadable) as refused:
        files.open_content(file)
    assert refused.value.code == "file_infected"


NAMES = [
    ("deed.pdf", "deed.pdf"),
    ("../../etc/passwd", "passwd.pdf"),
    ("C:\\Users\\wang\\房产证.PDF", "房产证.pdf"),
    ("con.pdf", "file_con.pdf"),
    ("\u202efdp.exe", "fdp.pdf"),
    ("合\u200b同\u2066.pdf", "合同.pdf"),
    ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"),
    ("  .hidden.pdf ", "hidden.pdf"),
    ("report.final.v2.pdf", "report.final.v2.pdf"),
    ("\0\0.pdf", "file.pdf"),
    ("", "file.pdf"),
    ("🏠.pdf", "🏠.pdf"),
    ("㐂𠮷𬴂.jpeg", "㐂𠮷𬴂.pdf"),
]


@pytest.mark.parametrize(("given_name", "cleaned"), NAMES)
def test_a_name_is_cleaned_without_losing_what_it_says(given_name: str, cleaned: str) -> None:
    assert clean_name(given_name, "application/pdf") == cleaned


@examples(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(max_size=400))
def test_any_name_becomes_one_safe_last_part_of_a_path(name: str) -> None:
    cleaned = clean_name(name, "image/png")
    assert Path(cleaned).name == cleaned
    assert cleaned.endswith(".png")
    assert len(cleaned.encode()) <= MAX_BYTES + 4
    assert len(cleaned) <= StoredFile._meta.get_field("name").max_length
    assert not set(cleaned) & set('/\\<>:"|?*\r\n\0\u202e')
    assert clean_name(cleaned, "image/png") == cleaned


def test_the_name_given_is_kept_with_the_extension_of_the_content(store: Any) -> None:
    assert store(pdf(), "照片.jpg").name == "照片.pdf"


def test_the_uploader_is_kept_as_the_ledger_names_them(db: None, by: Actor) -> None:
    file = files.store(SimpleUploadedFile("a.pdf", pdf()), by=by)
    assert (file.uploaded_by, file.uploaded_by_label) == ("system:test", "test")


def _on_disk(folder: Path) -> list[Path]:
    return [path for path in Path(folder).rglob("*") if path.is_file()]
