"""One byte string for one value: the form that is hashed.

Every part carries its kind and its length, so that no two different values share a form. The form
of a value and of the same value read back from PostgreSQL are equal: times are whole microseconds
in UTC, numbers lose trailing zeros, a JSON object has no order.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def canonical(value: Any) -> bytes:
    """The form of a value made of the plain Python kinds that the database gives back.

    Raises TypeError for any other kind.
    """
    if isinstance(value, str):
        return _framed(b"s", value.encode())
    if value is None:
        return b"n"
    if isinstance(value, bool):
        return b"t" if value else b"f"
    if isinstance(value, int):
        return _framed(b"#", str(value).encode())
    if isinstance(value, Mapping):
        return _mapping(value)
    if isinstance(value, list | tuple):
        return _sequence(value)
    return _scalar(value)


def _framed(kind: bytes, content: bytes) -> bytes:
    return b"%b%d:%b" % (kind, len(content), content)


def _sequence(values: Iterable[Any]) -> bytes:
    parts = [canonical(value) for value in values]
    return b"[%d:%b" % (len(parts), b"".join(parts))


def _mapping(value: Mapping[str, Any]) -> bytes:
    parts = sorted((canonical(key), canonical(item)) for key, item in value.items())
    return b"{%d:%b" % (len(parts), b"".join(key + item for key, item in parts))


def _scalar(value: Any) -> bytes:
    if isinstance(value, float):
        return _framed(b"#", _number(Decimal(repr(value))))
    if isinstance(value, Decimal):
        return _framed(b"#", _number(value))
    if isinstance(value, datetime):
        return _framed(b"@", str((value - EPOCH) // MICROSECOND).encode())
    if isinstance(value, date | time):
        return _framed(b"d", value.isoformat().encode())
    if isinstance(value, timedelta):
        return _framed(b"p", str(value // MICROSECOND).encode())
    if isinstance(value, UUID):
        return _framed(b"u", value.bytes)
    if isinstance(value, bytes | bytearray | memoryview):
        return _framed(b"b", bytes(value))
    raise TypeError(f"{type(value).__name__} has no canonical form.")


def _number(value: Decimal) -> bytes:
    """1.50 -> 1.5, 1E+2 -> 100, -0 -> 0; NaN and infinities by name."""
    if not value.is_finite():
        return str(value).encode()
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return b"0" if text in {"-0", ""} else text.encode()
