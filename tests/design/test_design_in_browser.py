"""The style guide in a real browser: accessible, whole at every width, and helpful with scripts."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from portal.styleguide.views import PAGES
from tests.design.rendering import ROOT, open_page, page_html

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("every_address"), pytest.mark.timeout(300)]
AXE = Path(ROOT / "tests" / "vendor" / "axe" / "axe.min.js")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds, one line each: rule and place."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    result = page.evaluate("tags => axe.run(document, {runOnly: tags})", TAGS)
    return [f"{one['id']}: {node['target']}" for one in result["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("language", "mode", "theme"),
    [("zh", "standard", "light"), ("en", "standard", "dark"), ("zh", "elder", "light")],
)
def test_axe_finds_nothing(browser: Browser, name: str, language: str, mode: str, theme: str) -> None:
    width = 390 if mode == "elder" else 1366
    page = open_page(browser, page_html(name, language, mode, theme), width)
    try:
        assert violations(page) == []
        assert page.problems == []
    finally:
        page.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_hangs_over_the_edge(browser: Browser, name: str, language: str) -> None:
    page = open_page(browser, page_html(name, language))
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    try:
        for width in (320, 390, 768, 1024, 1366):
            page.set_viewport_size({"width": width, "height": 768})
            assert (width, page.evaluate(over)) == (width, 0)
    finally:
        page.close()


@pytest.mark.parametrize("name", ["worklist", "console", "review", "overview"])
def test_a_staff_page_stands_still_at_1366_by_768(browser: Browser, name: str) -> None:
    page = open_page(browser, page_html(name))
    try:
        root = "document.documentElement"
        assert page.evaluate(f"{root}.scrollHeight <= {root}.clientHeight")
    finally:
        page.close()


PRESSED = (
    ".btn, .choice, select, .act-link, .modes button, .foot li a,"
    " main input:not([type=radio]):not([type=checkbox]):not([type=file])"
)


@pytest.mark.parametrize(("mode", "least"), [("standard", 44), ("elder", 60)])
def test_what_is_pressed_on_a_phone_is_large_enough(browser: Browser, mode: str, least: int) -> None:
    page = open_page(browser, page_html("forms", mode=mode), 390, 844)
    look = """([css, least]) => [...document.querySelectorAll(css)]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < least - 0.5)
        .map(e => e.outerHTML)"""
    try:
        assert page.evaluate(look, [PRESSED, least]) == []
    finally:
        page.close()


def test_the_error_summary_takes_the_focus_and_leads_into_the_field(browser: Browser) -> None:
    page = open_page(browser, page_html("forms"))
    try:
        assert page.evaluate("document.activeElement.className") == "errors"
        page.click(".errors a")
        assert page.evaluate("document.activeElement.id") == "f-idn"
    finally:
        page.close()


def test_the_box_for_a_correction_appears_only_for_a_disputed_value(browser: Browser) -> None:
    page = open_page(browser, page_html("forms"))
    try:
        box = page.locator("[data-field=place] .fix").first
        assert not box.is_visible()
        page.check("input[name=place-known][value=disputed]")
        assert box.is_visible()
    finally:
        page.close()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(browser: Browser) -> None:
    page = open_page(browser, page_html("home"))
    try:
        page.click(".me summary")
        page.keyboard.press("Escape")
        assert page.evaluate("document.querySelector('.me').open") is False
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    finally:
        page.close()


class Draft:
    """A server for autosave that can be made to fail."""

    def __init__(self) -> None:
        self.saved: dict[str, object] = {}
        self.failing = 0
        self.version = 1

    def answer(self, route: Route) -> None:
        if self.failing:
            self.failing -= 1
            route.abort()
            return
        body = json.loads(route.request.post_data or "{}")
        assert body["base_version"] == str(self.version) or body["base_version"] == self.version
        self.version += 1
        self.saved[body["field"]] = body["value"]
        route.fulfill(json={"version": self.version, "saved_at": "10:33"})


def form_with(browser: Browser, draft: Draft) -> Page:
    page = open_page(
        browser, page_html("forms").replace('data-autosave-url="#"', 'data-autosave-url="/draft/"')
    )
    page.route("**/draft/", draft.answer)
    return page


def test_what_is_typed_is_saved_and_said_so(browser: Browser) -> None:
    draft = Draft()
    page = form_with(browser, draft)
    try:
        page.fill("#f-price", "1,700,000.00")
        page.wait_for_selector("[data-saved] .lamp-ok + .num:text('10:33')")
        assert draft.saved == {"price": "1,700,000.00"}
    finally:
        page.close()


def test_what_could_not_be_sent_is_kept_and_tried_again(browser: Browser) -> None:
    draft = Draft()
    draft.failing = 1
    page = form_with(browser, draft)
    try:
        page.fill("#f-price", "1")
        page.wait_for_selector("[data-saved] .lamp-warn")
        page.fill("#f-price", "2")
        page.click("[data-saved] button")
        page.wait_for_selector("[data-saved] .lamp-ok + .num")
        assert draft.saved == {"price": "2"}
    finally:
        page.close()


@pytest.mark.parametrize(("status", "words"), [(401, "退出登录"), (409, "别人改过")])
def test_a_refused_save_says_why_and_keeps_the_text(browser: Browser, status: int, words: str) -> None:
    page = form_with(browser, Draft())
    page.route("**/draft/", lambda route: route.fulfill(status=status, body=""))
    try:
        page.fill("#f-price", "3")
        page.wait_for_selector(f"[data-saved]:has-text('{words}')")
        assert page.input_value("#f-price") == "3"
    finally:
        page.close()


def test_a_second_click_sends_nothing(browser: Browser) -> None:
    page = open_page(browser, page_html("forms"))
    try:
        sent = page.evaluate(
            """() => { const form = document.getElementById('answers'); let sent = 0;
               form.addEventListener('submit', e => { sent += !e.defaultPrevented; e.preventDefault(); });
               form.requestSubmit(); form.requestSubmit(); return sent; }"""
        )
        assert sent == 1
    finally:
        page.close()


def test_without_scripts_every_form_still_has_its_button(browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    try:
        page.set_content(page_html("forms"))
        assert page.locator(".up button:has-text('上传')").is_visible()
        assert page.locator("[data-upload-camera]").is_hidden()
    finally:
        context.close()
