"""Where a photograph was taken: found in its metadata and taken out, the picture untouched bit by bit.

A department needs the page, not the place where it lay (Personal Information Protection Law art. 6).
Only files that tell a place are rewritten; which way is up stays in them.
"""

import io
from collections.abc import Iterator

from PIL import ExifTags, Image

from documents.models import ContentType

_GPS = ExifTags.IFD.GPSInfo
_ORIENTATION = ExifTags.Base.Orientation
# XMP and IPTC write places in words: coordinates, country, city (XMP part 2; IIM 4.2, 2:90 to 2:101).
_PLACE_WORDS = (b"GPSL", b"photoshop:City", b"photoshop:Country", b"Iptc4xmpCore:Location")

_SOI, _EOI, _SOS = b"\xff\xd8", 0xD9, 0xDA
_APP1, _APP13 = 0xE1, 0xED  # EXIF and XMP; Photoshop's block with IPTC
_APP2, _MULTI_PICTURE = 0xE2, b"MPF\0"  # more pictures after the end, with metadata of their own
_WITHOUT_LENGTH = frozenset([0x01, *range(0xD0, 0xD8)])

_PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_PNG_TELLING = frozenset([b"eXIf", b"tEXt", b"zTXt", b"iTXt"])


def without_place(data: bytes, content_type: str) -> bytes | None:
    """The photograph without its metadata, or None when it tells no place.

    The picture must have passed `check_content`.
    """
    if content_type == ContentType.PDF or not _tells_place(data):
        return None
    return _bare_jpeg(data) if content_type == ContentType.JPEG else _bare_png(data)


def _tells_place(data: bytes) -> bool:
    with Image.open(io.BytesIO(data)) as image:
        return bool(image.getexif().get_ifd(_GPS)) or any(word in data for word in _PLACE_WORDS)


def _bare_jpeg(data: bytes) -> bytes:
    """Every segment that shows the picture, none that speaks of it, nothing after its end (ITU T.81, B.1)."""
    kept = [_SOI, *_upright(data)]
    kept += [part for marker, part in _segments(data) if not _speaks(marker, part)]
    return b"".join(kept)


def _upright(data: bytes) -> Iterator[bytes]:
    """A segment that says nothing but which way is up."""
    with Image.open(io.BytesIO(data)) as image:
        turned = image.getexif().get(_ORIENTATION)
    if turned:
        exif = Image.Exif()
        exif[_ORIENTATION] = turned
        body = exif.tobytes()
        yield b"\xff\xe1" + (len(body) + 2).to_bytes(2) + body


def _speaks(marker: int, part: bytes) -> bool:
    return marker in (_APP1, _APP13) or (marker == _APP2 and part[4:8] == _MULTI_PICTURE)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(marker, bytes) of each segment after the start, a scan with its data, up to the picture's end."""
    position = 2
    while position + 1 < len(data):
        marker = data[position + 1]
        if marker == 0xFF:  # fill bytes may stand before a marker
            position += 1
            continue
        end = _end_of(data, position, marker)
        yield marker, data[position:end]
        if marker == _EOI:
            return
        position = end


def _end_of(data: bytes, position: int, marker: int) -> int:
    if marker == _EOI or marker in _WITHOUT_LENGTH:
        return position + 2
    end = position + 2 + int.from_bytes(data[position + 2 : position + 4])
    return _end_of_scan(data, end) if marker == _SOS else end


def _end_of_scan(data: bytes, position: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while True:
        position = data.find(b"\xff", position)
        if position < 0:
            return len(data)
        if data[position + 1 : position + 2] != b"\0" and data[position + 1] not in _WITHOUT_LENGTH:
            return position
        position += 2


def _bare_png(data: bytes) -> bytes:
    """Every chunk but those that hold text (PNG, third edition, 11.3.3)."""
    kept, position = [_PNG_HEAD], len(_PNG_HEAD)
    while position + 8 <= len(data):
        end = position + 12 + int.from_bytes(data[position : position + 4])
        if data[position + 4 : position + 8] not in _PNG_TELLING:
            kept.append(data[position:end])
        position = end
    return b"".join(kept)
