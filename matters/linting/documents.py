"""Reading one JSON file so that whatever is in it becomes a document or a reason, never a traceback."""

import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from matters.linting.findings import pointer

MAX_BYTES = 20 * 1024 * 1024
MAX_NESTING = 60
MAX_NUMBER = 2**31 - 1


class Unreadable(ValueError):
    """Why a file can't be used, in words; `path` is the JSON pointer of the place, if it is known."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(reason)
        self.path = path


def read_document(file: Path) -> Any:
    """The document in a UTF-8 JSON file. Raises Unreadable."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Unreadable(_("The file is larger than %(size)d MB.") % {"size": MAX_BYTES >> 20})
        text = file.read_bytes().decode("utf-8")
    except OSError as error:
        raise Unreadable(_("The file can't be read: %(why)s") % {"why": error.strerror or ""}) from None
    except UnicodeDecodeError as error:
        raise Unreadable(_("The file is not UTF-8 at byte %(at)d.") % {"at": error.start}) from None
    return parse_document(text)


def parse_document(text: str) -> Any:
    """The document in a JSON text, with values that a database can hold. Raises Unreadable."""
    try:
        document = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except RecursionError:
        raise Unreadable(_("The file is nested too deeply.")) from None
    except Unreadable:
        raise
    except ValueError as error:
        raise Unreadable(_("The file is not JSON: %(why)s") % {"why": error}) from None
    _check_values(document)
    return document


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Unreadable(_("The key “%(key)s” is written twice.") % {"key": twice})
    return found


def _constant(name: str) -> float:
    raise Unreadable(_("%(name)s is not a JSON number.") % {"name": name})


def _check_values(document: Any) -> None:
    """Refuse nesting, numbers and characters that can't be kept; walks without recursion."""
    waiting = [(document, "", 0)]
    while waiting:
        value, path, depth = waiting.pop()
        if depth > MAX_NESTING:
            raise Unreadable(_("The file is nested too deeply."), path)
        if isinstance(value, dict):
            waiting += [(item, path + pointer(key), depth + 1) for key, item in value.items()]
            waiting += [(key, path, depth) for key in value]
        elif isinstance(value, list):
            waiting += [(item, f"{path}/{place}", depth + 1) for place, item in enumerate(value)]
        elif isinstance(value, str):
            _check_text(value, path)
        elif isinstance(value, int | float) and abs(value) > MAX_NUMBER:
            raise Unreadable(_("The number is too large."), path)


def _check_text(value: str, path: str) -> None:
    """PostgreSQL keeps neither NUL nor half a character."""
    if "\x00" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise Unreadable(_("The text has a character that can't be kept."), path)
