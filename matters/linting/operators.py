"""LOGIC_OPERATOR: conditions may only use the operators of rule O1, with the right number of arguments."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from matters.jsonlogic import ARITY, MAX_DEPTH, OPERATORS, arguments_of
from matters.linting.findings import Finding, pointer

CONDITIONS = ("needed_if", "visible_if", "included_if")


def operator_findings(document: Any, file: str) -> Iterator[Finding]:
    """Judge every condition of a document of any shape, even one that lacks the right form."""
    waiting: list[tuple[Any, tuple[object, ...]]] = [(document, ())]
    while waiting:
        value, steps = waiting.pop()
        if isinstance(value, dict):
            for key, item in value.items():
                if key in CONDITIONS:
                    fault = logic_fault(item)
                    if fault:
                        yield Finding(file, pointer(*steps, key), "LOGIC_OPERATOR", fault)
                else:
                    waiting.append((item, (*steps, key)))
        elif isinstance(value, list):
            waiting += [(item, (*steps, place)) for place, item in enumerate(value)]


def logic_fault(logic: Any, depth: int = 0) -> str:
    """Why an expression can't be evaluated; empty when it can."""
    if depth > MAX_DEPTH:
        return _("The condition is nested too deeply.")
    if isinstance(logic, list):
        return next(filter(None, (logic_fault(item, depth + 1) for item in logic)), "")
    if not isinstance(logic, dict):
        return ""
    if len(logic) != 1:
        return _("A condition has one operator at each place.")
    operator, arguments = next(iter(logic.items()))
    return _operator_fault(operator, arguments) or (
        "" if operator == "var" else logic_fault(arguments_of(arguments), depth + 1)
    )


def _operator_fault(operator: str, arguments: Any) -> str:
    names = {"operator": operator}
    if operator not in OPERATORS:
        return _("The operator “%(operator)s” is not allowed.") % names
    count = len(arguments_of(arguments))
    if operator in ARITY and count != ARITY[operator]:
        return _("The operator “%(operator)s” has the wrong number of arguments.") % names
    if operator == "var" and not isinstance(arguments_of(arguments)[0], str):
        return _("A variable is named by a text.")
    return "" if count else _("The operator “%(operator)s” has no arguments.") % names
