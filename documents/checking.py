"""What a file really is, told by its content: PDF, JPEG or PNG, whole, and nothing else besides."""

import mmap
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import filetype
import pypdf
from PIL import Image
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from documents.errors import PDF_MAX_PAGES, FileRefused
from documents.models import ContentType

# Larger pictures would need more memory to show than a page is worth: a JPEG can be decoded small.
MAX_PIXELS = {ContentType.JPEG: 64_000_000, ContentType.PNG: 40_000_000}
PDF_MAX_OBJECTS = 20_000
_MARKER, _START_OF_SCAN, _END_OF_IMAGE = 0xFF, 0xDA, b"\xff\xd9"
_FORMATS = {ContentType.JPEG: "JPEG", ContentType.PNG: "PNG"}
_FOREIGN_TEXT = re.compile(rb"<\?php|<script|<iframe|<!doctype html|<html[\s>]|<svg[\s>]", re.IGNORECASE)
_HEAD = 1024
_PROMISING = (".pdf", ".jpg", ".jpeg", ".png")
_PDF_END = re.compile(rb"%%EOF[\s\x00]*")
_PDF_BROKEN_OFF = re.compile(rb"%%EOF\s+\d+ \d+ obj")
# What runs, opens something outside or carries another file (ISO 32000-1, 12.6 and 7.11.4).
_ACTIVE_KEYS = {"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent"}
_ACTIVE_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/SubmitForm", "/Rendition", "/Movie", "/GoToE"}
_ACTIVE_KINDS = {"/FileAttachment", "/RichMedia", "/Screen", "/3D", "/Movie", "/Sound", "/EmbeddedFile"}
# Parts of a PDF that only describe how pages look: nothing there is ever run.
_PASSIVE_KEYS = {"/Resources", "/Contents", "/StructTreeRoot", "/Parent", "/P", "/StructParents", "/AP"}


@dataclass(frozen=True)
class Content:
    """A file that was found to be whole."""

    content_type: str
    pages: int


def check_content(path: Path, name: str = "") -> Content:
    """The content of a file on disk. Raises FileRefused with the first reason that applies.

    `name`, as its sender gave it, decides nothing but which words a foreign content is refused with.
    """
    if path.stat().st_size == 0:
        raise FileRefused("file_empty")
    content_type = _sniff(path, name)
    _refuse_hidden_content(path, content_type)
    if content_type == ContentType.PDF:
        return Content(content_type, _check_pdf(path))
    _check_image(path, content_type)
    return Content(content_type, 1)


def _sniff(path: Path, name: str) -> ContentType:
    kind = filetype.guess(str(path))
    if kind is None or kind.mime not in ContentType.values:
        promised = name.lower().endswith(_PROMISING)
        raise FileRefused("file_mismatch" if promised else "file_type")
    return ContentType(kind.mime)


def _refuse_hidden_content(path: Path, content_type: ContentType) -> None:
    """A file that another program would read as an archive or a page is refused (polyglots).

    A picture holds no text of its own, so markup anywhere in it is foreign. In a PDF only its
    head and what follows its end are looked at: its pages may well quote markup.
    """
    if zipfile.is_zipfile(path):
        raise FileRefused("file_disguised")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        if content_type != ContentType.PDF:
            if _FOREIGN_TEXT.search(content) or content.find(b"%PDF-") >= 0:
                raise FileRefused("file_disguised")
            return
        if _FOREIGN_TEXT.search(content[:_HEAD]):
            raise FileRefused("file_disguised")
        _check_pdf_end(content)


def _check_pdf_end(content: mmap.mmap) -> None:
    end = content.rfind(b"%%EOF")
    if end < 0:
        raise FileRefused("file_damaged")
    if _PDF_BROKEN_OFF.match(content[end : end + _HEAD]):
        raise FileRefused("file_damaged")
    if not _PDF_END.fullmatch(content[end:]):
        raise FileRefused("file_disguised")


def _check_pdf(path: Path) -> int:
    """The number of pages of a PDF that opens without a password and runs nothing."""
    try:
        with path.open("rb") as file:
            reader = pypdf.PdfReader(file)
            if reader.is_encrypted:
                raise FileRefused("file_encrypted")
            root = reader.root_object
            _refuse_page_count(root)
            _refuse_active_content(root)
            pages = len(reader.pages)
    except (PyPdfError, KeyError, ValueError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        raise FileRefused("file_damaged") from None
    if not pages > 0:
        raise FileRefused("file_damaged")
    if pages > PDF_MAX_PAGES:
        raise FileRefused("file_too_many_pages")
    return pages


def _refuse_page_count(root: DictionaryObject) -> None:
    """Refuse by the count the file itself states, before its pages are walked."""
    if int(_dictionary(root["/Pages"]).get("/Count", 0)) > PDF_MAX_PAGES:
        raise FileRefused("file_too_many_pages")


def _dictionary(item: Any) -> DictionaryObject:
    found = item.get_object()
    if not isinstance(found, DictionaryObject):
        raise TypeError("not a dictionary")
    return found


def _refuse_active_content(root: DictionaryObject) -> None:
    for seen, node in enumerate(_reachable(root)):
        if seen > PDF_MAX_OBJECTS:
            raise FileRefused("file_too_many_pages")
        if _is_active(node):
            raise FileRefused("file_active")


def _is_active(node: DictionaryObject) -> bool:
    kinds = {node.get("/Type"), node.get("/Subtype")}
    return bool(
        _ACTIVE_KEYS & set(node)
        or (isinstance(node.get("/S"), NameObject) and str(node["/S"]) in _ACTIVE_ACTIONS)
        or _ACTIVE_KINDS & {str(kind) for kind in kinds if isinstance(kind, NameObject)}
    )


def _reachable(root: DictionaryObject) -> Iterator[DictionaryObject]:
    """Every dictionary reachable from the catalogue, each once; drawing instructions are left out."""
    waiting: list[Any] = [root]
    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if isinstance(node, IndirectObject):
            if node.idnum in seen:
                continue
            seen.add(node.idnum)
            node = node.get_object()
        if isinstance(node, ArrayObject):
            waiting.extend(node)
        elif isinstance(node, DictionaryObject):
            yield node
            waiting.extend(node.raw_get(key) for key in node if key not in _PASSIVE_KEYS)


def _check_image(path: Path, content_type: ContentType) -> None:
    """A picture that decodes and fits in memory.

    `verify` checks a PNG's checksums without unpacking it; a JPEG has none, so its end is looked for
    and it is decoded small. (WeasyPrint tells Pillow to accept pictures without their end.)
    """
    try:
        with Image.open(path, formats=[_FORMATS[content_type]]) as image:
            if image.width * image.height > MAX_PIXELS[content_type]:
                raise FileRefused("image_too_large")
            image.verify()
        if content_type == ContentType.JPEG:
            _check_jpeg_end(path.read_bytes())
            with Image.open(path, formats=["JPEG"]) as image:
                image.draft("L", (256, 256))
                image.load()
    except Image.DecompressionBombError:
        raise FileRefused("image_too_large") from None
    except (OSError, SyntaxError, ValueError, IndexError):
        raise FileRefused("file_damaged") from None


def _check_jpeg_end(data: bytes) -> None:
    """The end marker must follow the picture itself, not only a thumbnail in its head (ITU T.81, B.1)."""
    position = 2
    while data[position + 1] != _START_OF_SCAN:
        if data[position] != _MARKER:
            raise ValueError("no marker where one must be")
        filled = data[position + 1] == _MARKER
        position += 1 if filled else 2 + int.from_bytes(data[position + 2 : position + 4])
    if data.find(_END_OF_IMAGE, position) < 0:
        raise ValueError("no end of image")
