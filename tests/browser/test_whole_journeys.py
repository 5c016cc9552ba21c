"""A single matter from the search to its number: by keyboard alone, without scripts, in WeChat's browser."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from cases.composing import composition_of
from cases.models import Case
from cases.states import CaseState
from tests.browser.by_keyboard import Keyboard
from tests.browser.conftest import PHONE, OpenPage, overflow, violations
from tests.cast import Cast
from tests.filling import one_page, value_for
from tests.journeys.helpers import begin_house_transfer, submitted_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

MATTER = "M50"
MOST_PAGES = 12
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 Version/4.0 Chrome/86.0 Mobile Safari/537.36 "
    "MMWEBID/1 MicroMessenger/8.0.16"
)
OPEN_QUESTIONS = ":is(#situation, #question) fieldset:not(:has(:checked)) label:first-child input[type=radio]"
FIELDS = "#question :is(input[type=text], input:not([type]), input[type=tel], textarea, select)"


@pytest.fixture
def paper(tmp_path: Path) -> str:
    path = tmp_path / "paper.pdf"
    path.write_bytes(one_page())
    return str(path)


def wanted(case: Case) -> dict[str, str]:
    """element -> what to type, for whatever the form may ask."""
    elements = composition_of(case, {}).errand.sources.elements
    return {name: str(value_for(element)) for name, element in elements.items()}


def test_by_keyboard_alone(open_page: OpenPage, paper: str) -> None:
    page = open_page("citizen3")
    hand = Keyboard(page)
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    hand.write(page.locator("#q"), "社会保障卡")
    page.keyboard.press("Enter")
    hand.press(page.locator(f"main a[href='/matters/{MATTER}/']").first)
    page.wait_for_url(re.compile(MATTER))
    hand.press(page.locator(f"main a[href^='/apply/matter/{MATTER}/']").first)
    page.wait_for_url(re.compile("/apply/matter/"))
    hand.press(page.locator("main form button.btn-primary"))
    page.wait_for_url(re.compile("/cases/"))
    words = wanted(Case.objects.get())
    for _page in range(MOST_PAGES):
        if page.url.endswith("/check/"):
            break
        fill_by_keyboard(hand, words, paper)
        with page.expect_navigation():
            hand.press(page.locator(".dock .btn-primary"))
    hand.press(page.get_by_role("button", name="提交申请"))
    page.wait_for_url(re.compile("/receipt/"))
    assert Case.objects.get().state == CaseState.SUBMITTED


def fill_by_keyboard(hand: Keyboard, words: dict[str, str], paper: str) -> None:
    """What this page asks for and does not know yet."""
    for name in open_questions(hand.page):
        hand.choose(hand.page.locator(f"main input[name='{name}']").first)
    for box in empty_fields(hand.page):
        hand.walk_to(box)
        if box.evaluate("box => box.tagName") == "SELECT":
            hand.page.keyboard.press("ArrowDown")
        else:
            hand.page.keyboard.type(words[name_of(box)])
    for material in ids_of(hand.page, ".up:not(:has(.lamp-ok))"):
        hand.bring(hand.page.locator(f"#{material} input[type=file]"), paper)
        expect(hand.page.locator(f"#{material} .lamp-ok")).to_be_visible()


def open_questions(page: Page) -> list[str]:
    """The names of the choices that nobody has made yet."""
    names: list[str] = page.locator(OPEN_QUESTIONS).evaluate_all("boxes => boxes.map(box => box.name)")
    return names


def empty_fields(page: Page) -> list[Locator]:
    """The boxes of this page's form that nothing stands in yet."""
    boxes = page.locator(FIELDS).all()
    return [box for box in boxes if box.is_visible() and not box.input_value()]


def name_of(box: Locator) -> str:
    """The element that a box is about."""
    return box.get_attribute("name") or ""


def ids_of(page: Page, selector: str) -> list[str]:
    """The ids of what is there now; a locator would look again after each change."""
    return [place.get_attribute("id") or "" for place in page.locator(selector).all()]


def test_without_scripts(open_page: OpenPage, paper: str) -> None:
    page = open_page("citizen3", viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    page.fill("#q", "社会保障卡")
    page.locator("main form button").first.click()
    page.locator(f"main a[href='/matters/{MATTER}/']").first.click()
    page.locator(f"main a[href^='/apply/matter/{MATTER}/']").first.click()
    page.locator("main form button.btn-primary").click()
    words = wanted(Case.objects.get())
    for _page in range(MOST_PAGES):
        if page.url.endswith("/check/"):
            break
        fill_without_scripts(page, words, paper)
        page.locator(".dock .btn-primary").click()
    page.get_by_role("button", name="提交申请").click()
    assert Case.objects.get().state == CaseState.SUBMITTED
    assert Case.objects.get().number in page.inner_text("main")


def fill_without_scripts(page: Page, words: dict[str, str], paper: str) -> None:
    """The plain forms: answers, fields, and files one form after the other."""
    for name in open_questions(page):
        page.locator(f"main input[name='{name}']").first.check()
    for box in empty_fields(page):
        if box.evaluate("box => box.tagName") == "SELECT":
            box.select_option(index=1)
        else:
            box.fill(words[name_of(box)])
    for material in ids_of(page, ".up:not(:has(.lamp-ok))"):
        page.locator(f"#{material} input[type=file]").set_input_files(paper)
        page.locator(f"#{material} [data-upload-send]").click()
        expect(page.locator(f"#{material} .file")).to_be_visible()


def test_in_wechats_browser(open_page: OpenPage, paper: str, cast: Cast) -> None:
    """Files one by one, no downloads: how to get at a file is said in words, and nothing else changes."""
    case = submitted_house_transfer(cast)
    page = open_page("citizen3", viewport=PHONE, user_agent=WECHAT)
    page.goto(f"/cases/{case.number}/")
    expect(page.locator(".in-wechat")).to_contain_text("在浏览器打开")
    assert violations(page) == []
    assert overflow(page) == 0
    draft = begin_house_transfer(cast)
    page.goto(f"/cases/{draft.public_id}/apply/materials/")
    box = page.locator("#up-M-CONTRACT input[type=file]").first
    assert box.get_attribute("multiple") is None
    for number in (1, 2):
        page.locator("#up-M-CONTRACT input[type=file]").first.set_input_files(paper)
        expect(page.locator("#up-M-CONTRACT [data-upload-list] .lamp-ok")).to_have_count(number)


@pytest.fixture
def other_site(live_server: Any) -> Iterator[int]:
    """The port of a website of somebody else's that shows a guide of ours in a frame."""
    page = f'<iframe src="{live_server.url}/one-things/OT1/"></iframe>'.encode()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_said: Any) -> None:
            """Quiet."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def test_a_registered_origin_frames_a_guide_and_any_other_is_refused(
    open_page: OpenPage, other_site: int, city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The origins of the registry have https; here they stand in for it over plain HTTP."""
    county, stranger = f"http://county.localhost:{other_site}", f"http://stranger.localhost:{other_site}"
    monkeypatch.setattr("portal.channels.framing_origins", lambda: [county])
    page = open_page()
    framed = page.frame_locator("iframe").locator("#errand")
    page.goto(county)
    expect(framed).to_be_visible()
    page.goto(stranger)
    page.wait_for_load_state("networkidle")
    expect(framed).to_have_count(0)
