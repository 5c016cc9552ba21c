"""Reading bodies: JSON that can be kept as it came, and files that end where the limit is."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext_lazy as _
from rest_framework.parsers import BaseParser, MultiPartParser

from documents.errors import FileRefused
from portal.api.problems import CallError

MAX_BODY = 1024 * 1024  # bytes; a whole application without its files takes a few kilobytes
MAX_DEPTH = 20
MAX_NUMBER = 10**18


class StrictJSONParser(BaseParser):
    """JSON in UTF-8 with a bounded size, depth and range of numbers, and no broken characters."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The body's value. Raises CallError 400 or 413 in words."""
        body = stream.read(MAX_BODY + 1)
        if len(body) > MAX_BODY:
            raise CallError(413)
        try:
            value = json.loads(body.decode(), parse_constant=_refuse_constant)
        except (ValueError, RecursionError):
            raise CallError(400, _("The body is not JSON in UTF-8.")) from None
        for part in _parts(value, MAX_DEPTH):
            _check(part)
        return value


def _refuse_constant(name: str) -> NoReturn:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def _parts(value: Any, depth: int) -> Iterator[Any]:
    """Every key and every plain value inside."""
    if depth == 0:
        raise CallError(400, _("The body is nested too deeply."))
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield name
            yield from _parts(inner, depth - 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _parts(inner, depth - 1)
    else:
        yield value


def _check(value: Any) -> None:
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= char <= "\udfff" for char in value):
            raise CallError(400, _("A text holds characters that can't be kept."), code="broken_text")
    elif isinstance(value, float):
        if not math.isfinite(value) or abs(value) > MAX_NUMBER:
            raise CallError(400, _("A number is too large."))
    elif isinstance(value, int) and abs(value) > MAX_NUMBER:
        raise CallError(400, _("A number is too large."))


class BoundedMultiPartParser(MultiPartParser):
    """A form with files; a file beyond the limit ends the reading at once."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """Fields and files. Raises FileRefused `file_too_large`, CallError 400 for a broken form."""
        request = parser_context["request"]._request
        request.upload_handlers.insert(0, SizeLimit(request))
        parsed = super().parse(stream, media_type, parser_context)
        for values in (parsed.data.keys(), *(parsed.data.getlist(name) for name in parsed.data)):
            for value in values:
                _check(value)
        return parsed


class SizeLimit(FileUploadHandler):
    """Counts the bytes of each file while they arrive."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """A file begins: count anew."""
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Passes the bytes on until there are too many."""
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_BYTES:
            raise FileRefused("file_too_large")
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler keeps the file."""
