"""Debian's Chromium for the tests that need a real browser."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, expect, sync_playwright

EXECUTABLE = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
PATIENCE = 15_000  # milliseconds: two cores may be busy


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """A browser of one's own, closed with its event loop at the end.

    Playwright's sync interface runs an event loop in this thread. In it Django refuses the
    database, `asyncio.run` refuses to start (which signing a PDF needs), and a second Playwright
    refuses too. So nobody keeps it longer than one module of tests.
    """
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=EXECUTABLE, args=ARGUMENTS)
            yield browser
            browser.close()
    finally:
        if before is None:
            del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
        else:
            os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before
