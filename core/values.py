"""Reading a column that may be empty where a state or a constraint says that it is not."""

from typing import TypeVar

T = TypeVar("T")


def present(value: T | None, what: str) -> T:
    """The value, which is there by a rule kept elsewhere: a state, a constraint of the table, a role.

    `what` names it for whoever reads the log. Raises ValueError where the rule was broken: that is a
    fault of the program, so it is no DomainError.
    """
    if value is None:
        raise ValueError(f"{what} is missing where it has to be there")
    return value
