"""The public pages in a real browser: legible on a small phone, for everyone, and on one sheet of paper."""

import re

import pytest

from tests.browser.conftest import DESKTOP, OpenPage, overflow, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

SMALL_PHONE = {"width": 360, "height": 740}
PAGES = (
    "/",
    "/services/?q=公积金",
    "/services/?q=火星移民",
    "/services/?audience=person&place=town",
    "/one-things/OT1/",
    "/matters/M20/",
    "/help/",
    "/departments/",
    "/negative-list/",
    "/figures/",
    "/official/",
    "/sheets/one-thing/OT1/20261120/000000000000/?buyer_loan=no",
    "/verify/?identifier=1.2.156",
)
SHEET = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize(("viewport", "language"), [(SMALL_PHONE, "zh-CN"), (DESKTOP, "en-US")])
def test_public_pages_are_for_everyone(open_page: OpenPage, viewport: dict[str, int], language: str) -> None:
    page = open_page(viewport=viewport, language=language)
    faults = {}
    for address in PAGES:
        page.goto(address)
        faults[address] = [*violations(page), *([f"overflow {overflow(page)}"] if overflow(page) else [])]
    assert {address: found for address, found in faults.items() if found} == {}


def test_every_guide_prints_on_one_page_of_a4(open_page: OpenPage) -> None:
    sheets = {}
    for language in ("zh-CN", "en-US"):
        page = open_page(language=language)
        for number in range(1, 8):
            page.goto(f"/print/one-thing/OT{number}/")
            sheets[language, number] = len(SHEET.findall(page.pdf(prefer_css_page_size=True)))
    assert set(sheets.values()) == {1}, sheets


def test_an_answer_changes_the_list_at_once_and_stands_in_the_address(open_page: OpenPage) -> None:
    """C03.1, and the same list for whoever opens that address."""
    page = open_page(viewport=SMALL_PHONE)
    page.goto("/one-things/OT1/")
    before = page.locator(".mat").count()
    page.locator("input[name=buyer_loan][value=no]").check()
    page.wait_for_url("**buyer_loan=no**")
    page.wait_for_function(f"document.querySelectorAll('.mat').length < {before}")
    papers = page.locator(".mat").all_inner_texts()
    page.reload()
    assert page.locator(".mat").all_inner_texts() == papers
    assert "buyer_loan=no" in (page.locator("a[href^='/apply/']").first.get_attribute("href") or "")
