"""The floors of the house and what stands on them, as the code has it."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model

# From the bottom up; a floor may rest on itself and on those below (architecture page).
FLOORS = [
    {"core"},
    {"ledger"},
    {"accounts"},
    {"notices", "documents"},
    {"matters"},
    {"cases"},
    {"approvals"},
    {"windows"},
    {"dataexchange"},
    {"supervision"},
    {"portal"},
]
LEVEL = {app: level for level, floor in enumerate(FLOORS) for app in floor}


def models() -> list[type[Model]]:
    """Every model of the product, tables between two of them included."""
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.app_label in LEVEL]


def action_modules() -> Iterator[ModuleType]:
    """Every file of every `actions` folder: the list of everything that can happen."""
    for app in LEVEL:
        try:
            package = importlib.import_module(f"{app}.actions")
        except ModuleNotFoundError:
            continue
        for found in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{app}.actions.{found.name}")


def act_of(module: ModuleType) -> Callable[..., Any] | None:
    """The act that a file is named after."""
    found = getattr(module, module.__name__.rpartition(".")[2], None)
    return found if inspect.isfunction(found) else None
