"""What leaves the store: never a page of the portal, never where a photograph was taken."""

import io
from typing import Any

import pytest
from PIL import Image

from core.errors import NotFound
from documents.models import StoredFile
from documents.previews import preview_png
from documents.serving import serve, serve_preview
from documents.storage import store as content_store
from tests.documents.samples import image, pdf, photo_with_place


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_a_file_is_served_as_what_it_is_and_can_do_nothing(store: Any) -> None:
    response = serve(store(pdf(), "房产证.pdf"))
    assert body(response) == pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Content-Disposition"].startswith("attachment")
    assert "no-store" in response["Cache-Control"]
    assert response["Content-Length"] == str(len(pdf()))


def test_a_file_may_be_shown_in_place_with_the_same_guards(store: Any) -> None:
    response = serve(store(image(), "photo.jpg"), inline=True)
    assert response["Content-Disposition"].startswith("inline")
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_name_can_not_break_a_header(store: Any) -> None:
    response = serve(store(pdf(), 'a"; filename=b.exe\r\nSet-Cookie: x=1.pdf'))
    assert "Set-Cookie" not in response
    assert "\r" not in response["Content-Disposition"]


def test_a_stored_file_has_no_address_of_its_own(store: Any) -> None:
    with pytest.raises(ValueError, match="no public address"):
        content_store().url(store(pdf()).key)


def test_a_preview_loses_the_place_and_keeps_the_picture_upright(store: Any) -> None:
    file = store(photo_with_place(), "photo.jpg")
    shown = Image.open(io.BytesIO(preview_png(file)))
    assert shown.format == "PNG"
    assert not shown.getexif()
    assert not shown.info
    assert shown.width < shown.height  # turned as its EXIF says
    assert b"GPS" not in preview_png(file)


def test_a_photograph_without_a_place_keeps_its_bytes_as_evidence(store: Any) -> None:
    file = store(image(), "photo.jpg")
    assert body(serve(file)) == image()
    assert file.original_sha256 is None


def test_every_page_of_a_pdf_can_be_looked_at_as_a_picture(store: Any) -> None:
    file = store(pdf(3))
    for page in (1, 2, 3):
        assert Image.open(io.BytesIO(preview_png(file, page, width=300))).width == 300
    for page in (0, 4, -1):
        with pytest.raises(NotFound):
            preview_png(file, page)


def test_a_preview_is_never_larger_than_a_screen_needs(store: Any) -> None:
    shown = Image.open(io.BytesIO(preview_png(store(pdf()), width=100_000)))
    assert shown.width <= 1600
    assert shown.height <= 2400


def test_a_preview_is_served_with_the_same_guards(store: Any) -> None:
    response = serve_preview(store(pdf()))
    assert response["Content-Type"] == "image/png"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_row_never_changes_what_lies_under_it(store: Any) -> None:
    file: StoredFile = store(pdf())
    assert file.key == f"{file.sha256[:2]}/{file.sha256[2:4]}/{file.sha256}"
