"""JsonLogic with the operators of rule O1 (catalogue README, section 4). Pure.

`{"var": "situation.x"}` is the answer to question x, `{"var": "form.y"}` the value of element y, null
when absent. Values are used as given: nothing is converted, so an answer of the wrong type makes a
comparison false and never an error. A condition nested deeper than `MAX_DEPTH` is refused by the
linter; evaluated all the same, its deeper part counts as null.
"""

from collections.abc import Callable, Mapping
from typing import Any

Values = Mapping[str, Mapping[str, Any]]

OPERATORS = ("var", "==", "!=", ">", ">=", "<", "<=", "in", "and", "or", "!")
ARITY = {"var": 1, "==": 2, "!=": 2, ">": 2, ">=": 2, "<": 2, "<=": 2, "in": 2, "!": 1}
MAX_DEPTH = 40


def holds(condition: Any, situation: Mapping[str, Any], form: Mapping[str, Any]) -> bool:
    """Whether the condition holds for these answers and values. A condition null always holds."""
    if condition is None:
        return True
    return truthy(evaluate(condition, {"situation": situation, "form": form}))


def evaluate(logic: Any, values: Values, depth: int = 0) -> Any:
    """The value of an expression; whatever is not an operator stands for itself."""
    if depth > MAX_DEPTH:
        return None
    if isinstance(logic, list):
        return [evaluate(item, values, depth + 1) for item in logic]
    if not isinstance(logic, dict) or len(logic) != 1:
        return logic
    operator, arguments = next(iter(logic.items()))
    if operator == "var":
        return _variable(arguments, values)
    if operator in ("and", "or"):
        return _junction(operator, arguments_of(arguments), values, depth)
    if operator not in _OPERATIONS:
        return logic
    found = [evaluate(item, values, depth + 1) for item in arguments_of(arguments)]
    return _OPERATIONS[operator](*[*found, None, None][: ARITY[operator]])


def arguments_of(arguments: Any) -> list[Any]:
    """JsonLogic lets a single argument stand without a list."""
    return arguments if isinstance(arguments, list) else [arguments]


def truthy(value: Any) -> bool:
    """Falsy are null, false, 0, "" and []; an object is true even when empty."""
    return isinstance(value, dict) or bool(value)


def same(left: Any, right: Any, depth: int = 0) -> bool:
    """Equality without conversion: 1 equals 1.0, "1" does not equal 1, true does not equal 1."""
    if depth > MAX_DEPTH:
        return False
    if _is_number(left) and _is_number(right):
        return bool(left == right)
    if type(left) is not type(right):
        return False
    if isinstance(left, list):
        pairs = zip(left, right, strict=False)
        return len(left) == len(right) and all(same(a, b, depth + 1) for a, b in pairs)
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(same(left[k], right[k], depth + 1) for k in left)
    return bool(left == right)


def variables(logic: Any, depth: int = 0) -> list[str]:
    """The names used in an expression, in order, each once."""
    if depth > MAX_DEPTH:
        return []
    if isinstance(logic, list):
        found = [name for item in logic for name in variables(item, depth + 1)]
    elif isinstance(logic, dict):
        found = [name for key, item in logic.items() for name in _named(key, item, depth)]
    else:
        found = []
    return list(dict.fromkeys(found))


def _named(operator: str, arguments: Any, depth: int) -> list[str]:
    if operator == "var":
        return [name for name in arguments_of(arguments)[:1] if isinstance(name, str)]
    return variables(arguments, depth + 1)


def _variable(arguments: Any, values: Values) -> Any:
    name = (arguments_of(arguments) or [None])[0]
    if not isinstance(name, str):
        return None
    scope, _, key = name.partition(".")
    return values.get(scope, {}).get(key)


def _junction(operator: str, arguments: list[Any], values: Values, depth: int) -> Any:
    """`and` gives the first falsy value or the last one, `or` the first truthy or the last."""
    value: Any = operator == "and"
    for item in arguments:
        value = evaluate(item, values, depth + 1)
        if truthy(value) == (operator == "or"):
            break
    return value


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ordered(compare: Callable[[float, float], bool]) -> Callable[[Any, Any], bool]:
    return lambda left, right: _is_number(left) and _is_number(right) and compare(left, right)


_OPERATIONS: dict[str, Callable[..., Any]] = {
    "==": same,
    "!=": lambda left, right: not same(left, right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    "in": lambda item, items: isinstance(items, list) and any(same(item, other) for other in items),
    "!": lambda value: not truthy(value),
}
