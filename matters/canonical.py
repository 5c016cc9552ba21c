"""The canonical form of a record, and its fingerprint: what every printed and sent copy carries."""

import json
from hashlib import sha256
from typing import Any


def canonical_json(record: Any) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces and non-ASCII kept."""
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8")


def fingerprint(record: Any) -> str:
    """SHA-256 of the canonical JSON, in lower-case hexadecimal."""
    return sha256(canonical_json(record)).hexdigest()
