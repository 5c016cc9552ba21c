"""One browser for a module, a page for each of the cast: phone or desktop, Chinese or English."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from accounts.demo import PASSWORD
from tests.cast import Cast
from tests.chromium import PATIENCE, open_chromium

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1366, "height": 768}
AXE = Path(__file__).parent.parent / "vendor" / "axe" / "axe.min.js"
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]

OpenPage = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, for one module."""
    with open_chromium() as opened:
        yield opened


@pytest.fixture
def open_page(browser: Browser, live_server: Any, cast: Cast) -> Iterator[OpenPage]:
    """`open_page(username, viewport=PHONE, language="en")` gives a page of its own, signed in if named.

    Service workers sleep unless asked for: what they answer no test's `route` sees. Every fault of a
    script and every failed request of a page fails the test at its end.
    """
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def opened(
        username: str = "",
        *,
        viewport: dict[str, int] = DESKTOP,
        language: str = "zh-CN",
        service_workers: Literal["allow", "block"] = "block",
        **more: Any,
    ) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport=viewport,
            locale=language,
            service_workers=service_workers,
            **more,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on(
            "response",
            lambda answer: faults.append(f"{answer.status} {answer.url}") if answer.status >= 500 else None,
        )
        if username:
            sign_in(page, username)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def sign_in(page: Page, username: str) -> None:
    """Through the page itself."""
    page.goto("/sign-in/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main form button")
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, one line each: rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("tags => axe.run(document, {runOnly: tags})", AXE_TAGS)
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]


def overflow(page: Page) -> int:
    """How many pixels hang over the right edge."""
    root = "document.documentElement"
    return page.evaluate(f"{root}.scrollWidth - {root}.clientWidth")
