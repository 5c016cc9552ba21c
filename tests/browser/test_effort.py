"""How much work an errand is for a citizen: the house transfer from the first page to its number."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from cases.models import Case
from cases.states import CaseState
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.hand import Hand, answer
from tests.browser.test_citizen import ANSWERS
from tests.journeys.helpers import BUYERS_WORDS, PDF, SELLERS_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

MOST_INPUTS = 40  # beyond personal data, buyer and seller together


def begin(hand: Hand) -> None:
    page = hand.page
    page.goto("/")
    hand.write(page.locator("#q"), "卖房", what="search")
    hand.tap(page.locator("main form button").first)
    hand.tap(page.locator("a[href='/one-things/OT1/']").first)
    hand.tap(page.get_by_role("link", name="网上申请").first)
    for name, value in ANSWERS.items():
        box = page.locator(f"main input[name={name}][value={value}]")
        if not box.is_checked():
            hand.tap(box)
    for box in page.locator("main input[name=house_services]:checked").all():
        hand.tap(box)
    hand.tap(page.get_by_role("button", name="开始申请"))
    page.wait_for_url(re.compile("/apply/"))


def fill_in(hand: Hand, words: dict[str, object]) -> None:
    """Along the pages' own buttons, until nothing more is asked."""
    while "/questions/" in hand.page.url or hand.page.locator(".dock a[href*='/questions/']").count():
        if "/questions/" in hand.page.url:
            answer(hand, words)
        else:
            hand.tap(hand.page.locator(".dock a.btn-primary"))


def bring_papers(hand: Hand, folder: Path) -> None:
    contract = folder / "contract.pdf"
    contract.write_bytes(PDF)
    hand.tap(hand.page.locator(".dock a.btn-primary"))
    hand.choose_file(hand.page.locator("#up-M-CONTRACT input[type=file]"), contract)
    expect(hand.page.locator("#up-M-CONTRACT .file .lamp-ok")).to_be_visible()
    hand.tap(hand.page.locator(".dock .btn-primary"))


def invite(hand: Hand) -> None:
    hand.tap(hand.page.locator(".dock a.btn-primary"))
    hand.write(hand.page.locator("input[name=seller-who]"), "339981195203150012", what="seller-who")
    hand.tap(hand.page.get_by_role("region", name="卖方").get_by_role("button", name="邀请参加"))
    expect(hand.page.locator(".messages")).to_contain_text("张*国")


def take_part(hand: Hand) -> None:
    page = hand.page
    page.goto("/cases/")
    hand.tap(page.get_by_role("link", name=re.compile("二手房交易")).first)
    hand.tap(page.locator("main a.btn-primary").first)
    fill_in(hand, SELLERS_WORDS)
    hand.tap(page.locator(".dock a.btn-primary"))
    hand.tap(page.get_by_role("button", name="确认并签名"))
    expect(page.locator(".messages")).to_contain_text("已确认签名")


def hand_in(hand: Hand) -> None:
    hand.tap(hand.page.get_by_role("link", name="回到任务清单").first)
    hand.tap(hand.page.locator(".dock .btn-primary"))
    hand.tap(hand.page.get_by_role("button", name="提交申请"))
    hand.page.wait_for_url(re.compile("/receipt/"))


def test_buyer_and_seller_together_need_few_inputs(
    open_page: OpenPage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    buyer, seller = Hand(open_page("citizen3", viewport=PHONE)), Hand(open_page("citizen1", viewport=PHONE))
    begin(buyer)
    fill_in(buyer, BUYERS_WORDS)
    bring_papers(buyer, tmp_path)
    invite(buyer)
    take_part(seller)
    hand_in(buyer)
    with capsys.disabled():
        print(f"\nOT1: buyer {buyer.inputs} inputs, seller {seller.inputs}, {buyer.seconds():.1f} s together")
    assert Case.objects.get().state == CaseState.SUBMITTED
    assert buyer.inputs + seller.inputs <= MOST_INPUTS, buyer.done + seller.done
