"""Handing papers in, without a browser: forms, pieces, order, reuse, and what hostile files get (C-07)."""

import base64
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from lxml import html
from pypdf import PdfReader

from cases.actions import attach_material, submit_case
from cases.models import Case, CaseMaterial
from core.errors import BadInput
from documents import files
from documents.storage import store as content_store
from ledger.models import Event
from tests.cast import Cast
from tests.documents.samples import UPLOADS, image, pdf
from tests.journeys.helpers import begin_house_transfer, complete_house_transfer

pytestmark = pytest.mark.django_db

REFUSED = sorted(case for case, (_name, _data, code) in UPLOADS.items() if code)
HX = {"HX-Request": "true"}


@pytest.fixture
def draft(cast: Cast) -> Case:
    return begin_house_transfer(cast)


def place(case: Case, tail: str = "") -> str:
    return f"/cases/{case.public_id}/materials/M-CONTRACT/{tail}"


def hand_in(client: Client, case: Case, *sent: tuple[str, bytes], **headers: str) -> HttpResponse:
    uploads = [SimpleUploadedFile(name, data) for name, data in sent]
    return client.post(place(case), {"file": uploads}, headers=headers)


def send_in_pieces(client: Client, data: bytes, name: str = "contract.pdf") -> str:
    """Sends a file by tus; its key."""
    told = f"filename {base64.b64encode(name.encode()).decode()}"
    head = {"Tus-Resumable": "1.0.0"}
    begun = client.generic(
        "POST", "/uploads/", headers={**head, "Upload-Length": str(len(data)), "Upload-Metadata": told}
    )
    address = begun["Location"]
    kind = "application/offset+octet-stream"
    brought = client.generic(
        "PATCH", address, data, content_type=kind, headers={**head, "Upload-Offset": "0"}
    )
    assert brought.status_code == 204
    return address.rsplit("/", 1)[-1]


def here(case: Case) -> list[CaseMaterial]:
    return list(CaseMaterial.objects.filter(case=case, replaced_at=None).select_related("file"))


def photos(client: Client, case: Case, count: int) -> list[CaseMaterial]:
    hand_in(client, case, *[(f"{n}.jpg", image(size=(30 + n, 40))) for n in range(count)])
    return here(case)


def test_several_files_go_with_one_form_and_no_script(buyer: Client, draft: Case) -> None:
    answer = hand_in(buyer, draft, ("a.pdf", pdf()), ("b.jpg", image()))
    assert (answer.status_code, answer["Location"][-14:]) == (303, "#up-M-CONTRACT")
    assert [row.file.name for row in here(draft)] == ["a.pdf", "b.jpg"]


def test_one_bad_file_among_good_ones_is_named_and_the_good_ones_are_kept(buyer: Client, draft: Case) -> None:
    answer = hand_in(buyer, draft, ("good.pdf", pdf()), ("bad.exe", b"MZ" + bytes(99)))
    page = html.fromstring(answer.content)
    [alert] = page.xpath("//section[@id='up-M-CONTRACT']//*[@role='alert']")
    assert answer.status_code == 422
    assert "bad.exe" in alert.text_content()
    assert "Everything else is kept" in alert.text_content()
    assert [row.file.name for row in here(draft)] == ["good.pdf"]


@pytest.mark.parametrize("case", REFUSED)
def test_a_hostile_file_is_refused_in_words(buyer: Client, draft: Case, case: str) -> None:
    name, data, _code = UPLOADS[case]
    by_form = hand_in(buyer, draft, (name, data), **HX)
    assert by_form.status_code == 422
    if data:
        by_pieces = buyer.post(place(draft), {"upload": send_in_pieces(buyer, data, name)}, headers=HX)
        assert by_pieces.status_code == 422
    assert here(draft) == []


def test_a_file_that_came_in_pieces_is_handed_over_once(buyer: Client, draft: Case) -> None:
    key = send_in_pieces(buyer, pdf())
    for _time in range(3):
        assert buyer.post(place(draft), {"upload": key}, headers=HX).status_code == 200
    assert [row.file.name for row in here(draft)] == ["contract.pdf"]


def test_nobody_hands_over_what_another_has_sent(buyer: Client, seller: Client, draft: Case) -> None:
    key = send_in_pieces(seller, pdf())
    for wrong in (key, "nonsense", "01a1fa04-88ab-77aa-b3ac-424194923029"):
        assert buyer.post(place(draft), {"upload": wrong}, headers=HX).status_code == 422
    assert here(draft) == []


def test_the_section_can_be_asked_for_while_the_security_check_runs(
    buyer: Client, draft: Case, settings: Any
) -> None:
    settings.DOCUMENT_SCANNER = "tests.documents.test_uploads.SlowScanner"
    answer = hand_in(buyer, draft, ("a.pdf", pdf()), **HX)
    assert b"data-scan-waiting" in answer.content
    assert b"Security check running" in answer.content
    asked = buyer.get(place(draft), headers=HX)
    assert b"data-scan-waiting" in asked.content
    assert b"<h1" not in asked.content


def press(client: Client, case: Case, do: str, places: list[tuple[int, int]]) -> HttpResponse:
    form: dict[str, Any] = {"do": do, "place": [key for key, _turn in places]}
    form |= {f"turn-{key}": turn for key, turn in places}
    return client.post(place(case, "pages/"), form)


def places_of(answer: HttpResponse) -> list[tuple[int, int]]:
    page = html.fromstring(answer.content)
    keys = [int(value) for value in page.xpath("//input[@name='place']/@value")]
    return [(key, int(page.xpath(f"string(//input[@name='turn-{key}']/@value)"))) for key in keys]


def test_five_photos_become_one_pdf_in_the_chosen_order_without_script(buyer: Client, draft: Case) -> None:
    rows = photos(buyer, draft, 5)
    keys = [row.pk for row in rows]
    first = buyer.get(place(draft, "pages/"))
    assert places_of(first) == [(key, 0) for key in keys]
    moved = press(buyer, draft, f"up:{keys[4]}", places_of(first))
    turned = press(buyer, draft, f"turn:{keys[0]}", places_of(moved))
    assert places_of(turned) == [(keys[0], 90), (keys[1], 0), (keys[2], 0), (keys[4], 0), (keys[3], 0)]
    made = press(buyer, draft, "bind", places_of(turned))
    assert made.status_code == 303
    [row] = here(draft)
    pages = PdfReader(io.BytesIO(files.read(row.file))).pages
    assert row.file.pages == len(pages) == 5
    assert [page.rotation for page in pages] == [90, 0, 0, 0, 0]
    widths = [page.images[0].image.width for page in pages]
    assert widths == [30, 31, 32, 34, 33]


def test_the_photos_are_kept_and_their_hashes_recorded(buyer: Client, draft: Case) -> None:
    rows = photos(buyer, draft, 2)
    press(buyer, draft, "bind", [(row.pk, 0) for row in rows])
    event = Event.objects.filter(action="cases.combine_material").get()
    assert event.data["made_of"] == [row.file.sha256 for row in rows]
    assert all(files.is_intact(row.file) for row in rows)


def test_a_page_left_out_stays_a_file_of_its_own(buyer: Client, draft: Case) -> None:
    rows = photos(buyer, draft, 3)
    left = press(buyer, draft, f"leave:{rows[1].pk}", [(row.pk, 0) for row in rows])
    press(buyer, draft, "bind", places_of(left))
    assert sorted(row.file.pages for row in here(draft)) == [1, 2]


@pytest.mark.parametrize("do", ["", "up:", "up:x", "turn:999999", "up:99999999999999999999", "bind"])
def test_an_order_that_can_not_be_changes_nothing(buyer: Client, draft: Case, do: str) -> None:
    photos(buyer, draft, 2)
    answer = press(buyer, draft, do, [(999999, 45)])
    assert answer.status_code in (200, 422)
    assert len(here(draft)) == 2


def test_a_stranger_can_not_put_pages_in_order(stranger: Client, buyer: Client, draft: Case) -> None:
    photos(buyer, draft, 2)
    assert stranger.get(place(draft, "pages/")).status_code == 404
    assert stranger.get(place(draft, "reuse/")).status_code == 404


def test_what_was_handed_in_before_need_not_be_sent_again(
    buyer: Client, stranger: Client, cast: Cast, draft: Case
) -> None:
    hand_in(buyer, draft, ("deed.pdf", pdf(2)))
    other = begin_house_transfer(cast)
    page = html.fromstring(buyer.get(place(other, "reuse/")).content)
    [key] = page.xpath("//input[@name='file']/@value")
    assert "deed.pdf" in page.text_content()
    assert buyer.post(place(other, "reuse/"), {"file": key}).status_code == 303
    assert [row.file.name for row in here(other)] == ["deed.pdf"]
    assert html.fromstring(buyer.get(place(other, "reuse/")).content).xpath("//input[@name='file']") == []
    for wrong in ("nonsense", "01a1fa04-88ab-77aa-b3ac-424194923029"):
        assert buyer.post(place(other, "reuse/"), {"file": wrong}).status_code in (303, 404)
    assert len(here(other)) == 1


def test_what_departments_share_is_listed_with_their_names(buyer: Client, draft: Case) -> None:
    page = html.fromstring(buyer.get(f"/cases/{draft.public_id}/apply/materials/").content)
    assert page.xpath("count(//*[contains(@class, 'src-shared')])") > 0
    assert "provided by" in page.text_content()


def test_there_is_no_receipt_without_the_files(cast: Cast, draft: Case) -> None:
    complete_house_transfer(cast, draft)
    [row] = here(draft)
    content_store().delete(row.file.key)
    with pytest.raises(BadInput) as refused:
        submit_case(draft, by=cast.citizen)
    assert refused.value.code == "file_lost"
    assert refused.value.errors[0]["material"] == row.material
    assert Case.objects.get(pk=draft.pk).number is None


def test_a_case_holds_only_so_much(cast: Cast, draft: Case, settings: Any) -> None:
    settings.CASE_MAX_BYTES = 2 * len(pdf())
    kept = files.store(SimpleUploadedFile("a.pdf", pdf()), by=cast.citizen)
    attach_material(draft, by=cast.citizen, material="M-CONTRACT", files=[kept, kept])
    with pytest.raises(BadInput) as refused:
        attach_material(draft, by=cast.citizen, material="M-CONTRACT", files=[kept])
    assert refused.value.code == "too_much"
    assert len(here(draft)) == 2
