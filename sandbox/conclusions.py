"""What a played department puts into its conclusion: the fields that the pushed task asks for."""

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

LOCAL = timedelta(hours=8)
CLASS = re.compile(r"\[([^\]]+)\](?:\{(\d+)\})?")
FORMAL = frozenset({"decision_result", "decision_date"})  # the portal fills these in itself
REFUSAL = "沙箱：按指示不予通过 / Sandbox: refused as told"
SMALL_HOME_M2 = 140
# Deed tax on a home, by homes already owned: up to 140 m2 and above (Ministry of Finance, State
# Taxation Administration and Ministry of Housing, notice 16 of 2024; further homes: Deed Tax Law art. 3).
DEED_TAX_RATES = {0: (0.01, 0.015), 1: (0.01, 0.02)}
FURTHER_HOMES_RATE = 0.03


def decision_for(message: dict[str, Any], decision: str, opinion: str) -> dict[str, Any]:
    """The body of the call that decides the task."""
    if decision != "approve":
        return {"decision": decision, "opinion": opinion or REFUSAL, "conclusion": {}}
    wanted = [field for field in message.get("conclusion_fields", []) if field["element"] not in FORMAL]
    known = {**message.get("elements", {}), **message.get("facts", {})}
    conclusion = {field["element"]: _value(field, message, known) for field in wanted}
    return {
        "decision": "approve",
        "opinion": opinion or "沙箱：核对无误 / Sandbox: in order",
        "conclusion": {name: value for name, value in conclusion.items() if value is not None},
    }


def _value(field: dict[str, Any], message: dict[str, Any], known: dict[str, Any]) -> Any:
    """What is known already, else something that fits the element's type."""
    name, kind = field["element"], field["type"]
    if name == "deed_tax_amount":
        return deed_tax(known)
    if known.get(name) is not None:
        return known[name]
    if kind == "choice":
        return next((option for option in field["options"] if option not in {"refused", "fail"}), None)
    if kind == "date":
        return (datetime.now(UTC) + LOCAL).date().isoformat()
    if kind in {"money_cny", "area_m2", "decimal", "integer"}:
        return max(0, int(field.get("min") or 0))
    return True if kind == "boolean" else _number_of(field, message)


def deed_tax(known: dict[str, Any]) -> float:
    """CNY with two decimals; 0 when the price is not known."""
    price, homes = known.get("declared_price"), known.get("homes_owned_count")
    if not isinstance(price, int | float):
        return 0
    small, large = DEED_TAX_RATES.get(homes if isinstance(homes, int) else 0, (FURTHER_HOMES_RATE,) * 2)
    area = known.get("property_area")
    is_small = not isinstance(area, int | float) or area <= SMALL_HOME_M2
    return round(price * (small if is_small else large), 2)


def _number_of(field: dict[str, Any], message: dict[str, Any]) -> str:
    """A document number of the sandbox's own, always the same for the same task."""
    seed = hashlib.sha256(f"{message['task']}/{field['element']}".encode()).hexdigest().upper()
    digits = str(int(seed, 16))
    if field.get("pattern"):
        return _by_pattern(field["pattern"], digits)
    return f"SANDBOX-{digits[:12]}"[: field.get("max_length") or 40]


def _by_pattern(pattern: str, digits: str) -> str:
    """A text for the simple patterns of the catalogue: classes with counts, and literals between them."""
    supply = iter(digits)

    def fill(found: re.Match[str]) -> str:
        count = int(found[2] or 1)
        choose = (lambda: next(supply)) if "0-9" in found[1] else (lambda: found[1][0])
        return "".join(choose() for _ in range(count))

    return CLASS.sub(fill, pattern.strip("^$"))
