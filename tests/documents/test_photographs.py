"""A photograph's place is taken out and its pixels are not touched; what is hard to read is told."""

import hashlib
import io
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageFilter

from documents import files
from documents.clarity import BLURRED, DARK, GLARE, judge, measure
from documents.models import ContentType
from documents.photographs import without_place
from tests.documents.samples import image, pdf, photo_with_place, photo_with_place_in_words

GPS = 0x8825
ORIENTATION = 0x0112


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as opened:
        return opened.convert("RGB").tobytes()


def test_the_place_is_gone_and_the_picture_is_the_same_bit_by_bit(store: Any) -> None:
    data = photo_with_place()
    file = store(data, "photo.jpg")
    kept = files.read(file)
    with Image.open(io.BytesIO(kept)) as opened:
        assert not opened.getexif().get_ifd(GPS)
        assert opened.getexif()[ORIENTATION] == 6
    assert pixels(kept) == pixels(data)
    assert file.original_sha256 == hashlib.sha256(data).hexdigest()
    assert file.sha256 == hashlib.sha256(kept).hexdigest()


def test_a_place_told_in_words_and_a_second_picture_behind_go_too() -> None:
    data = photo_with_place_in_words()
    bare = without_place(data, ContentType.JPEG)
    assert bare is not None
    assert b"City" not in bare
    assert b"Exif" not in bare
    assert bare.endswith(b"\xff\xd9")
    assert pixels(bare) == pixels(data)


def test_the_place_in_a_png_goes_too() -> None:
    exif = Image.Exif()
    exif.get_ifd(GPS).update({1: "N", 2: (30.0, 15.0, 0.0)})
    data = image("PNG", exif=exif.tobytes())
    bare = without_place(data, ContentType.PNG)
    assert bare is not None
    assert b"eXIf" not in bare
    assert pixels(bare) == pixels(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (image(), ContentType.JPEG),
        (image("PNG"), ContentType.PNG),
        (pdf(), ContentType.PDF),
    ],
)
def test_a_file_that_tells_no_place_is_left_alone(data: bytes, kind: str) -> None:
    assert without_place(data, kind) is None


def page(paper: int = 200, ink: int = 40) -> Image.Image:
    """A page of small print in grey."""
    sheet = Image.new("L", (720, 1000), paper)
    draw = ImageDraw.Draw(sheet)
    for y in range(40, 960, 22):
        for x in range(40, 680, 14):
            draw.rectangle((x, y, x + 3 + (x * y) % 6, y + 11), fill=ink)
    return sheet


def with_lamp(sheet: Image.Image) -> Image.Image:
    ImageDraw.Draw(sheet).ellipse((200, 300, 480, 560), fill=255)
    return sheet


@pytest.mark.parametrize(
    ("picture", "hints"),
    [
        (page(), []),
        (page(250), []),
        (Image.new("L", (720, 1000), 240), []),
        (page().filter(ImageFilter.GaussianBlur(4)), [BLURRED]),
        (page(60, 10), [DARK]),
        (with_lamp(page(180)), [GLARE]),
        (with_lamp(page(250)), []),
        (Image.new("L", (3, 3), 128), []),
    ],
    ids=["clear", "a white scan", "empty", "blurred", "dark", "glaring", "white with a white patch", "tiny"],
)
def test_what_is_hard_to_read_is_told(picture: Image.Image, hints: list[str]) -> None:
    assert judge(measure(picture)) == hints


def test_a_hint_never_refuses(store: Any) -> None:
    out = io.BytesIO()
    page(40, 10).convert("RGB").save(out, "JPEG")
    assert DARK in store(out.getvalue(), "photo.jpg").hints
    assert store(pdf()).hints is None
