"""Photographs and PDFs become one PDF: in the chosen order, turned as told, as fine as they were."""

import io
from typing import Any

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from documents.combining import AS_IT_IS, FINE, Sheet, combine
from documents.errors import FileRefused
from documents.models import StoredFile
from tests.documents.samples import image, pdf, photo_with_place

COLOURS = ["red", "green", "blue", "yellow", "purple"]


def photo(colour: str, size: tuple[int, int] = (300, 400), kind: str = "JPEG", mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


def drawn(data: bytes) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(data)
    return [page.render(scale=0.2).to_pil().convert("RGB") for page in document]


def colour_of(page: Image.Image) -> tuple[int, ...]:
    """The middle of a page, rounded: JPEG is not exact."""
    return tuple(round(part / 64) for part in page.getpixel((page.width // 2, page.height // 2)))


def test_five_photos_become_five_pages_in_the_chosen_order(store: Any) -> None:
    files = {colour: store(photo(colour), f"{colour}.jpg") for colour in COLOURS}
    order = ["blue", "red", "purple", "yellow", "green"]
    bound = combine([Sheet(files[colour]) for colour in order])
    assert bound.pages == 5
    expected = [colour_of(Image.new("RGB", (2, 2), colour)) for colour in order]
    assert [colour_of(page) for page in drawn(bound.data)] == expected


def test_a_turn_turns_the_page(store: Any) -> None:
    file = store(photo("red"), "photo.jpg")
    upright, turned = drawn(combine([Sheet(file), Sheet(file, 90)]).data)
    assert upright.width < upright.height
    assert turned.width > turned.height


def test_a_photo_that_says_which_way_is_up_stands_upright(store: Any) -> None:
    lying = store(photo_with_place(), "photo.jpg")  # 300 by 200, to be turned by a quarter
    [page] = drawn(combine([Sheet(lying)]).data)
    assert page.width < page.height


def test_a_small_photo_is_not_compressed_again(store: Any) -> None:
    data = image()
    bound = combine([Sheet(store(data, "photo.jpg"))])
    assert data in bound.data


def test_a_large_photo_is_made_as_fine_as_a_scan(store: Any) -> None:
    data = image(size=(4000, 3000), quality=97)
    assert len(data) > AS_IT_IS
    bound = combine([Sheet(store(data, "photo.jpg"))])
    [picture] = PdfReader(io.BytesIO(bound.data)).pages[0].images
    assert picture.image is not None
    assert max(picture.image.size) <= max(FINE)
    assert len(bound.data) <= AS_IT_IS


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1"])
def test_every_sort_of_png_finds_its_page(store: Any, mode: str) -> None:
    data = io.BytesIO()
    Image.new("RGB", (300, 400), "white").convert(mode).save(data, "PNG")
    assert combine([Sheet(store(data.getvalue(), "scan.png"))]).pages == 1


def test_a_print_colour_photo_finds_its_page(store: Any) -> None:
    data = photo("red", mode="RGB")
    out = io.BytesIO()
    Image.open(io.BytesIO(data)).convert("CMYK").save(out, "JPEG")
    assert combine([Sheet(store(out.getvalue(), "photo.jpg"))]).pages == 1


def test_a_pdf_brings_all_its_pages(store: Any) -> None:
    bound = combine([Sheet(store(photo("red"), "a.jpg")), Sheet(store(pdf(3))), Sheet(store(pdf(2)), 180)])
    assert bound.pages == len(PdfReader(io.BytesIO(bound.data)).pages) == 6


def test_too_many_pages_are_refused_before_anything_is_drawn() -> None:
    with pytest.raises(FileRefused) as refused:
        combine([Sheet(StoredFile(pages=300)), Sheet(StoredFile(pages=201))])
    assert refused.value.code == "file_too_many_pages"
