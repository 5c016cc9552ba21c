"""Sample content of the style guide: one second-hand house transfer of the demo city, in both languages.

Figures of the errand come from the catalogue's oracle (OT1-married_loan_all); queues and rates are samples.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from core.text import pick

SAMPLE = Path(__file__).with_name("sample.json")
MOMENTS = {"now", "promise", "start", "due", "finish", "at"}


def sample() -> dict[str, Any]:
    """Everything the style guide's templates show, in the reader's language."""
    return _read(json.loads(SAMPLE.read_text(encoding="utf-8")))


def _read(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        if value.keys() == {"zh", "en"}:
            return pick(value)
        return {key: _read(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_read(item) for item in value]
    if name in MOMENTS and isinstance(value, str) and value.startswith("2026-"):
        return datetime.fromisoformat(value)
    return value
