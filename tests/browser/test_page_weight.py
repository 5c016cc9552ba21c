"""What a public page weighs on a poor network, held against the budgets (experience.md 6.6)."""

import gzip
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Response

from tests.browser.conftest import PHONE, OpenPage
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

KB = 1024
HTML, STYLES, SCRIPTS = 40 * KB, 45 * KB, 75 * KB  # bytes as they travel, compressed
MOST_REQUESTS = 40
KINDS = {"document": "html", "stylesheet": "styles", "script": "scripts"}
SHIFT = """() => new Promise((done) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => { sum += one.value; }))
        .observe({type: "layout-shift", buffered: true});
    setTimeout(() => done(sum), 100);
})"""


@dataclass
class Weight:
    """Bytes by kind, how many requests, and how far things moved while the page came."""

    html: int = 0
    styles: int = 0
    scripts: int = 0
    requests: int = 0
    strangers: int = 0
    shift: float = 0.0

    def add(self, answer: Response, home: str) -> None:
        self.requests += 1
        self.strangers += urlsplit(answer.url).netloc != home and not answer.url.startswith("data:")
        size = len(gzip.compress(answer.body())) if answer.status == 200 else 0
        kind = {"document": "html", "stylesheet": "styles", "script": "scripts"}.get(
            answer.request.resource_type
        )
        if kind:
            setattr(self, kind, getattr(self, kind) + size)


def weigh(context: BrowserContext, address: str, home: str) -> Weight:
    """The page as a phone gets it for the first time, in a tab of its own."""
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address)
    weight = Weight(shift=page.evaluate(SHIFT))
    for answer in answers:
        weight.add(answer, home)
    page.close()
    return weight


def test_public_pages_and_the_case_page_keep_their_budgets(
    open_page: OpenPage, live_server: Any, cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    case = submitted_house_transfer(cast)
    page = open_page("citizen3", viewport=PHONE)
    home = urlsplit(live_server.url).netloc
    weights = {
        address: weigh(page.context, address, home)
        for address in ("/", "/services/?q=公积金", "/one-things/OT1/", f"/cases/{case.number}/")
    }
    with capsys.disabled():
        for address, weight in weights.items():
            print(f"\n{address}: {weight}")
    assert [address for address, found in weights.items() if found.html > HTML] == []
    assert [address for address, found in weights.items() if found.styles > STYLES] == []
    assert [address for address, found in weights.items() if found.scripts > SCRIPTS] == []
    assert [address for address, found in weights.items() if found.requests > MOST_REQUESTS] == []
    assert [address for address, found in weights.items() if found.strangers] == []
    assert [address for address, found in weights.items() if found.shift > 0.05] == []
