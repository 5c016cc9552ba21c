"""Which errands fit what a visitor says: everyday words, pinyin, initials and codes."""

from typing import Any

from matters.finding import search
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbooks_listed, one_things_listed

MOST = 40


def errands_found(q: str) -> dict[str, Any]:
    """One-things and matters in force, the best first; without a question all one-things and some matters."""
    if not q:
        return {"things": list(one_things_listed()), "handbooks": list(_all_matters())}
    found = [hit.found for hit in search(q, limit=MOST) if not hit.ended]
    return {
        "things": [errand for errand in found if isinstance(errand, OneThingVersion)],
        "handbooks": [errand for errand in found if isinstance(errand, Handbook)],
    }


def _all_matters() -> Any:
    return handbooks_listed().defer("record")
