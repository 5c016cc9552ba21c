"""Whether a typed value fits its data element: pure, in the reader's words.

A draft keeps whatever was typed and shows the doubt beside it; submitting names every doubt at
once. Only a value of the wrong kind (a list where a text belongs) is turned away at the door.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from cases import typed_values
from cases.examples import example_of
from cases.identity_elements import document_kinds, lists_documents, wrong_numbers
from core.errors import BadInput
from core.identity import is_uscc
from core.identity_documents import doubt_document, join, split

Element = Mapping[str, Any]
NUMERIC = frozenset({"integer", "decimal", "money_cny", "area_m2"})
MAX_TEXT = 4000


def fit_to_type(element: Element, value: Any) -> Any:
    """The value as it is kept, or BadInput when it is of the wrong JSON kind.

    Texts lose surrounding blanks and control characters; numbers, dates, codes and document numbers
    are read however they were typed (cases.typed_values); "" and null clear the element.
    """
    if value is None or value == "":
        return None
    kind = element["type"]
    if isinstance(value, str):
        return _fit_text(element, value)
    if kind == "boolean" and isinstance(value, bool):
        return value
    if kind in NUMERIC and isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise BadInput(
        _("This value is of the wrong kind."),
        errors=[
            {"element": element["id"], "reason": _("Expected a value of type %(type)s.") % {"type": kind}}
        ],
    )


def _fit_text(element: Element, value: str) -> Any:
    text = typed_values.without_controls(value)
    if len(text) > MAX_TEXT:
        raise BadInput(_("This text is too long: %(max)s characters at most.") % {"max": MAX_TEXT})
    if not text:
        return None
    kind = element["type"]
    if document_kinds(element):
        return join(*split(typed_values.narrow(text)))
    if kind in NUMERIC:
        return typed_values.number(kind, text)
    if read := _READERS.get(kind):
        return read(text)
    pattern = element["constraints"]["pattern"]
    return typed_values.code(pattern, text) if pattern else text


def _read_boolean(text: str) -> bool | str:
    words = {"true": True, "yes": True, "on": True, "false": False, "no": False}
    return words.get(text.lower(), text)


def _without_blanks(text: str) -> str:
    return re.sub(r"\s", "", typed_values.narrow(text)).upper()


_READERS: dict[str, Callable[[str], Any]] = {
    "boolean": _read_boolean,
    "date": typed_values.day,
    "mobile": typed_values.mobile,
    "uscc": _without_blanks,
    "email": typed_values.narrow,
}


def doubt(element: Element, value: Any) -> str | None:
    """What is wrong with a kept value, in words, or None."""
    if document_kinds(element):
        return _check_document(element, value)
    check = _CHECKS.get(element["type"], _check_text)
    return check(element, value)


def _check_text(element: Element, value: Any) -> str | None:
    limit = element["constraints"]["max_length"]
    if not isinstance(value, str):
        return _("This should be a text.")
    if limit and len(value) > limit:
        return _("Too long: %(max)s characters at most.") % {"max": limit}
    pattern = element["constraints"]["pattern"]
    if pattern and not re.fullmatch(pattern, value):
        return _wrong_form(example_of(pattern))
    if lists_documents(element) and (wrong := wrong_numbers(value)):
        return _(
            "The last character of %(number)s does not fit the others: please compare with the card."
        ) % {"number": wrong[0]}
    return None


def _wrong_form(example: str) -> str:
    if not example:
        return _("This does not have the expected form.")
    return _("This does not have the expected form, such as %(example)s.") % {"example": example}


def _check_number(element: Element, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return _("This should be a number, such as 120 or 89.6.")
    limits = element["constraints"]
    if limits["min"] is not None and value < limits["min"]:
        return _("At least %(min)s.") % {"min": limits["min"]}
    if limits["max"] is not None and value > limits["max"]:
        return _("At most %(max)s.") % {"max": limits["max"]}
    if element["type"] == "integer" and not float(value).is_integer():
        return _("This should be a whole number.")
    if element["type"] == "money_cny" and typed_values.decimals(value) > 2:
        return _("An amount in yuan has at most two decimals.")
    return None


def _check_date(element: Element, value: Any) -> str | None:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return _("This is not a date, such as 2026-11-20.")
    return None


def _check_choice(element: Element, value: Any) -> str | None:
    if value not in {option["value"] for option in element["options"]}:
        return _("Choose one of the options offered.")
    return None


def _check_boolean(element: Element, value: Any) -> str | None:
    return None if isinstance(value, bool) else _("Answer yes or no.")


def _check_document(element: Element, value: Any) -> str | None:
    if not isinstance(value, str):
        return _("This should be a text.")
    return doubt_document(value, document_kinds(element))


def _check_uscc(element: Element, value: Any) -> str | None:
    if not isinstance(value, str) or len(value) != 18:
        return _("A unified social credit code has 18 characters, such as 91339981MA2DEM0178.")
    if not is_uscc(value):
        return _("The last character does not fit the others: please compare with the licence.")
    return None


def _check_email(element: Element, value: Any) -> str | None:
    try:
        validate_email(value)
    except ValidationError:
        return _("This is not an e-mail address, such as name@example.com.")
    return _check_text(element, value)


_CHECKS: dict[str, Callable[[Element, Any], str | None]] = {
    "integer": _check_number,
    "decimal": _check_number,
    "money_cny": _check_number,
    "area_m2": _check_number,
    "date": _check_date,
    "choice": _check_choice,
    "boolean": _check_boolean,
    "uscc": _check_uscc,
    "email": _check_email,
}
