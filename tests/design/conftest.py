"""What the design tests share: strict templates and one browser."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.template import engines
from playwright.sync_api import Browser, sync_playwright

from portal import context, navigation
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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; settings.CHROMIUM may name another."""
    with sync_playwright() as playwright:
        path = getattr(settings, "CHROMIUM", "/usr/bin/chromium")
        opened = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield opened
        opened.close()
