"""The citizen's errand in a real browser: buyer and seller, each on their own screen."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from approvals.actions import open_round
from cases.models import Case
from cases.states import CaseState
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, overflow, violations
from tests.cast import Cast
from tests.journeys.helpers import BUYERS_WORDS, PDF, SELLERS_WORDS, approve, submitted_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

ANSWERS = {
    "applicant_kind": "person",
    "buyer_loan": "no",
    "applicant_role": "self",
    "seller_loan": "no",
    "marital_status": "single",
}


# What the page does by itself every 15 s.
POLL_NOW = """() => {
    const part = document.getElementById("follow");
    htmx.ajax("GET", part.getAttribute("hx-get"), {target: part, swap: "outerHTML"});
}"""


def answer_situation(page: Page, scope: str) -> None:
    for name, value in ANSWERS.items():
        page.locator(f"{scope} input[name={name}][value={value}]").check()


def fill_group(page: Page, words: dict[str, Any]) -> None:
    """Types what this page asks for; what is known already is left as it is."""
    for field in page.locator("#question [data-field]:not(.disputable *)").all():
        name = field.get_attribute("data-field") or ""
        if field.locator(".known").count() or name not in words:
            continue
        choice = field.locator(f"input[type=radio][value='{words[name]}']")
        if choice.count():
            choice.check()
        else:
            field.locator("input, textarea").fill(str(words[name]))
    page.get_by_role("button", name="保存并继续").click()


def fill_groups(page: Page, case: str, words: dict[str, Any]) -> None:
    page.goto(f"{case}apply/")
    links = page.locator("a[href*='/apply/questions/']").all()
    for address in dict.fromkeys(link.get_attribute("href") or "" for link in links):
        page.goto(address)
        fill_group(page, words)
        page.wait_for_load_state()


def upload_contract(page: Page, case: str, folder: Path) -> None:
    paper = folder / "contract.pdf"
    paper.write_bytes(PDF)
    page.goto(f"{case}apply/materials/")
    page.locator("#up-M-CONTRACT input[type=file]").set_input_files(paper)
    expect(page.locator("#up-M-CONTRACT .file .lamp-ok")).to_be_visible()


def test_from_the_search_to_the_number(open_page: OpenPage, tmp_path: Path) -> None:
    buyer = open_page("citizen3")
    buyer.goto("/")
    buyer.fill("#q", "二手房过户")
    buyer.keyboard.press("Enter")
    buyer.locator("a[href='/one-things/OT1/']").first.click()
    papers = buyer.locator("#errand .src-bring").count()
    buyer.locator("#errand input[name=buyer_loan][value=no]").check()
    expect(buyer).to_have_url(re.compile("buyer_loan=no"))
    assert buyer.locator("#errand .src-bring").count() < papers

    buyer.get_by_role("link", name="网上申请").first.click()
    answer_situation(buyer, "main")
    for box in buyer.locator("main input[name=house_services]").all():
        box.uncheck()
    buyer.get_by_role("button", name="开始申请").click()
    expect(buyer.locator("h1")).to_have_text("申请")
    case = buyer.url.removesuffix("apply/")

    fill_groups(buyer, case, BUYERS_WORDS)
    upload_contract(buyer, case, tmp_path)
    buyer.goto(f"{case}apply/parties/")
    buyer.locator("input[name=seller-who]").fill("339981195203150012")
    buyer.get_by_role("region", name="卖方").get_by_role("button", name="邀请参加").click()
    expect(buyer.locator(".messages")).to_contain_text("张*国")

    seller = open_page("citizen1", viewport=PHONE)
    seller.goto("/cases/")
    seller.get_by_text("二手房交易").first.click()
    fill_groups(seller, case, SELLERS_WORDS)
    seller.goto(f"{case}parties/seller/confirm/")
    seller.get_by_role("button", name="确认并签名").click()
    expect(seller.locator(".messages")).to_contain_text("已确认签名")

    buyer.goto(f"{case}apply/check/")
    buyer.get_by_role("button", name="提交申请").click()
    submitted = Case.objects.get()
    assert submitted.state == CaseState.SUBMITTED
    expect(buyer.locator(".done-panel .no")).to_have_text(submitted.number)
    buyer.go_back()
    buyer.reload()
    assert Case.objects.get().number == submitted.number


def test_what_is_typed_is_kept_without_pressing_anything(open_page: OpenPage) -> None:
    page = open_page("citizen3")
    page.goto("/apply/one-thing/OT1/?applicant_kind=person")
    answer_situation(page, "main")
    page.get_by_role("button", name="开始申请").click()
    page.locator("a[href$='/questions/deal/']").click()
    page.locator("#f-contract_date").fill("2026-11-16")
    page.locator("#f-ownership_share").focus()
    expect(page.locator("[data-saved]")).to_contain_text("已保存")
    page.reload()
    expect(page.locator("#f-contract_date")).to_have_value("2026-11-16")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_pages_before_signing_in_are_accessible_and_whole(
    open_page: OpenPage, language: str, viewport: dict[str, int]
) -> None:
    page = open_page(viewport=viewport, language=language)
    for address in (
        "/",
        "/services/?q=qqxxqq",
        "/services/",
        "/one-things/OT1/",
        "/matters/M20/",
        "/sign-in/",
        "/verify/",
    ):
        page.goto(address)
        assert (address, violations(page)) == (address, [])
        assert (address, overflow(page)) == (address, 0)


@pytest.mark.parametrize(("mode", "language"), [("standard", "en"), ("elder", "zh-CN")])
def test_pages_of_a_draft_are_accessible_and_whole_at_320(
    open_page: OpenPage, mode: str, language: str
) -> None:
    page = open_page("citizen3", viewport={"width": 320, "height": 640}, language=language)
    page.context.add_cookies([{"name": "ow_mode", "value": mode, "url": page.url}])
    page.goto("/apply/one-thing/OT1/?applicant_kind=person")
    answer_situation(page, "main")
    page.locator("main form button.btn-primary").click()
    case = page.url.removesuffix("apply/")
    paths = ("apply/", "apply/situation/", "apply/questions/applicant/", "apply/questions/deal/?back=1")
    for path in (*paths, "apply/materials/", "apply/parties/", "apply/check/", "withdraw/"):
        page.goto(f"{case}{path}")
        assert (path, violations(page)) == (path, [])
        assert (path, overflow(page)) == (path, 0)


def test_a_case_in_review_is_accessible_whole_and_refreshes_without_moving_the_focus(
    open_page: OpenPage, cast: Cast
) -> None:
    case = open_round(submitted_house_transfer(cast), by=cast.clerk)
    for viewport in ({"width": 320, "height": 640}, DESKTOP):
        page = open_page("citizen3", viewport=viewport)
        for path in ("", "receipt/", "answers/", "rate/"):
            page.goto(f"/cases/{case.number}/{path}")
            assert (path, violations(page)) == (path, [])
            assert (path, overflow(page)) == (path, 0)
    page.goto(f"/cases/{case.number}/")
    page.locator("nav.crumb a").focus()
    approve(cast, case, "M01")
    page.evaluate(POLL_NOW)
    expect(page.locator("#follow .line")).to_contain_text("予以批准")
    assert page.evaluate("document.activeElement.textContent") == "我的办件"
