"""An act is a file, named by what it does, and says who does it."""

import importlib
import inspect
from types import ModuleType

import pytest

from scripts.house_rules import breaches, product_files
from tests.consistency.floors import act_of, action_modules

MODULES = sorted(action_modules(), key=lambda module: module.__name__)

# Acts of the product itself, which nobody in particular does.
NOBODYS = {
    "accounts.actions.note_person": "half of another act, which says who named the number",
    "notices.actions.notify": "follows an event, which says who acted",
    "notices.actions.send_dispatch": "the post, not a person",
    "documents.actions.scan_file": "the scanner",
    "documents.actions.drop_upload": "who sent the file, or the sweeper; it never counted yet",
    "notices.actions.note_arrival": "the message centre, of a message that an event called for",
}


def _name(module: ModuleType) -> str:
    return module.__name__


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_a_file_of_actions_holds_the_act_it_is_named_after(module: ModuleType) -> None:
    act = act_of(module)
    assert act is not None
    assert act.__doc__


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_an_act_is_re_exported_by_its_folder(module: ModuleType) -> None:
    folder, _, name = module.__name__.rpartition(".")
    package = importlib.import_module(folder)
    assert getattr(package, name) is getattr(module, name)
    assert name in package.__all__


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_an_act_takes_who_does_it_by_name(module: ModuleType) -> None:
    act = act_of(module)
    assert act is not None
    by = inspect.signature(act).parameters.get("by")
    if module.__name__ in NOBODYS:
        assert by is None
    else:
        assert by is not None
        assert by.kind is inspect.Parameter.KEYWORD_ONLY
        assert by.default is inspect.Parameter.empty


def test_no_file_or_function_is_too_long_and_no_state_is_written_past_its_machine() -> None:
    found = [breach for path in product_files() for breach in breaches(path)]
    assert found == []
