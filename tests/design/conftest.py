"""What the design tests share: strict templates and one browser."""

from collections.abc import Iterator

import pytest
from django.template import engines
from playwright.sync_api import Browser

from portal import context, navigation
from tests.chromium import open_chromium
from tests.design.rendering import MISSING


@pytest.fixture(autouse=True)
def _strict_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """An undefined variable leaves a mark that tests look for."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", MISSING)


@pytest.fixture
def every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every page of the frame exists, so that the menus show what they can show."""
    for module in (navigation, context):
        monkeypatch.setattr(module, "address", lambda name: f"/{name.replace(':', '/')}/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, for one module."""
    with open_chromium() as opened:
        yield opened
