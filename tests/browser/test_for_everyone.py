"""Large letters, a voice, few pixels, colours of one's own: the same pages, whole and legible."""

import re

import pytest
from playwright.sync_api import Page, expect

from approvals.actions import ask_applicant, claim_task, open_round
from cases.actions import refuse_case, return_case
from cases.models import Case
from tests.browser.conftest import PHONE, OpenPage, overflow, violations
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer, task_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

SMALLEST = {"width": 320, "height": 640}
ZOOMED = {"width": 320, "height": 256}  # 1280 x 1024 at 400 %
PRICE = {"element": "declared_price", "reason": "与合同第三条不一致。"}
CONTRACT = {"material": "M-CONTRACT", "reason": "第 2 页看不清。"}
MINE = (
    "/",
    "/cases/",
    "/notices/",
    "/my/",
    "/my/profile/",
    "/my/looks/",
    "/my/consents/",
    "/my/sessions/",
    "/my/copy/",
    "/my/mandates/",
    "/my/mandates/new/",
    "/my/certificates/",
    "/privacy/",
    "/progress/",
    "/nothing-here/",
    "/supervision/",
)

# A voice that says everything at once and remembers it.
VOICE = """
window.said = [];
const voices = [{lang: "zh-HK"}, {lang: "zh-CN"}, {lang: "en-US"}];
const speech = {
    getVoices: () => window.voiceless ? [{lang: "fr-FR"}] : voices,
    addEventListener: () => {},
    cancel: () => { window.said.push("(cancelled)"); },
    speak: (words) => {
        window.said.push(`${words.lang} ${words.text}`);
        if (window.said.length < window.enough) queueMicrotask(() => words.dispatchEvent(new Event("end")));
    },
};
Object.defineProperty(window, "speechSynthesis", {value: speech});
window.SpeechSynthesisUtterance = class extends EventTarget {
    constructor(text) { super(); this.text = text; }
};
window.enough = 1000;
"""


def elder(page: Page) -> Page:
    page.goto("/")
    page.get_by_role("button", name="长辈版").click()
    expect(page.locator("html")).to_have_attribute("data-mode", "elder")
    return page


def states(cast: Cast) -> list[str]:
    """The addresses of one case in each state in which its page looks different."""
    correcting = return_case(submitted_house_transfer(cast), by=cast.clerk, gaps=[CONTRACT, PRICE])
    refused = refuse_case(
        submitted_house_transfer(cast), by=cast.clerk, reason="房屋已被查封。", remedy="60 日内可申请复议。"
    )
    asked = open_round(submitted_house_transfer(cast), by=cast.clerk)
    reviewer = cast.reviewer("D-ZJJ")
    ask_applicant(claim_task(task_of(asked, "M01"), by=reviewer), by=reviewer, gaps=[PRICE])

    def pages(case: Case, *paths: str) -> list[str]:
        return [f"/cases/{case.number}/{path}" for path in ("", *paths)]

    return [*pages(correcting, "correct/"), *pages(refused), *pages(asked, "answers/", "exit/", "withdraw/")]


def faults(page: Page, addresses: list[str]) -> dict[str, list[str]]:
    found = {}
    for address in addresses:
        page.goto(address)
        found[address] = [*violations(page), *([f"overflow {overflow(page)}"] if overflow(page) else [])]
    return {address: wrong for address, wrong in found.items() if wrong}


def test_every_page_of_one_s_own_and_every_state_is_whole_at_320_and_in_forced_colours(
    open_page: OpenPage, cast: Cast
) -> None:
    addresses = [*MINE, *states(cast)]
    large = elder(open_page("citizen3", viewport=SMALLEST))
    assert faults(large, addresses) == {}
    zoomed = open_page("citizen3", viewport=ZOOMED, language="en")
    zoomed.emulate_media(forced_colors="active", reduced_motion="reduce", contrast="more")
    assert faults(zoomed, addresses) == {}


def test_the_elder_version_stays_after_signing_out(open_page: OpenPage) -> None:
    page = elder(open_page("citizen3", viewport=PHONE))
    page.goto("/my/")
    page.context.request.post(
        "/sign-out/",
        form={"csrfmiddlewaretoken": page.locator("input[name=csrfmiddlewaretoken]").first.input_value()},
        headers={"referer": page.url},
    )
    page.goto("/my/")
    expect(page).to_have_url(re.compile("/sign-in/"))
    expect(page.locator("html")).to_have_attribute("data-mode", "elder")
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") == 22


def test_a_page_is_read_in_order_without_a_number_of_a_person(open_page: OpenPage, cast: Cast) -> None:
    case = open_round(submitted_house_transfer(cast), by=cast.clerk)
    page = open_page("citizen3", viewport=PHONE)
    page.add_init_script(VOICE)
    elder(page)
    page.goto(f"/cases/{case.number}/answers/")
    button = page.locator("[data-read]")
    words = button.inner_text()
    button.click()
    expect(button).to_have_text(words)
    said = page.evaluate("window.said")
    assert said[0] == f"zh-CN {page.locator('h1').inner_text()}"
    assert page.locator("main").inner_text().count("339981199001010116") == 1
    assert "339981199001010116" not in "".join(said)
    assert any("0 1 1 6" in words for words in said)
    assert said[-1] == "(cancelled)"
    assert page.locator(".being-read").count() == 0


def test_reading_can_be_stopped(open_page: OpenPage, city: None) -> None:
    page = open_page(viewport=PHONE)
    page.add_init_script(f"{VOICE}; window.enough = 3;")
    elder(page)
    button = page.locator("[data-read]")
    words = button.inner_text()
    button.click()
    expect(page.locator(".being-read")).to_have_count(1)
    expect(button).not_to_have_text(words)
    button.click()
    expect(button).to_have_text(words)
    assert page.evaluate("window.said.at(-1)") == "(cancelled)"


def test_without_a_voice_for_the_language_there_is_no_button(open_page: OpenPage, city: None) -> None:
    page = open_page(viewport=PHONE)
    page.add_init_script(f"window.voiceless = true; {VOICE}")
    elder(page)
    expect(page.locator("[data-read]")).to_be_hidden()
