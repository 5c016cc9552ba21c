"""The clerk's day in a real browser: answer an application, take one in, hand a result over."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connections
from django.urls import reverse
from playwright.sync_api import Page, expect

from approvals.actions import open_round
from cases.models import Case
from cases.states import CaseState
from ledger import relay
from ledger.access import close_own_connection
from tests.browser.conftest import DESKTOP, PHONE, OpenPage, overflow, violations
from tests.cast import Cast
from tests.filling import submitted
from tests.journeys.helpers import BUYERS_WORDS, PDF, SELLERS_WORDS, approve, submitted_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

LAPTOP = {"width": 1280, "height": 720}
SITUATION = {
    "applicant_role": "self",
    "applicant_kind": "person",
    "marital_status": "single",
    "seller_loan": "no",
    "buyer_loan": "no",
}


def at(name: str, case: Case) -> str:
    return reverse(f"windows:{name}", kwargs={"reference": case.public_id})


def state_of(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def drain() -> None:
    """Delivers everything in a thread of its own: signing starts a loop, and the browser has one here."""
    with ThreadPoolExecutor(1) as pool:
        pool.submit(_drain_and_close).result()


def _drain_and_close() -> None:
    try:
        relay.drain_all()
    finally:
        connections.close_all()
        close_own_connection()


def handed_out(cast: Cast) -> Case:
    """A case whose three results lie on the shelf."""
    case = submitted_house_transfer(cast)
    open_round(case, by=cast.clerk)
    for matter in ("M01", "M02", "M03"):
        approve(cast, case, matter)
    drain()
    return case


def test_an_application_is_accepted_with_one_key(open_page: OpenPage, cast: Cast) -> None:
    case = submitted_house_transfer(cast)
    page = open_page("clerk1")
    page.goto(reverse("windows:intake"))
    page.get_by_role("link", name=case.number).focus()
    page.keyboard.press("Enter")
    bar = page.locator("footer.act")
    expect(bar).to_be_in_viewport(ratio=1)
    for words in ("现在受理，最迟", "住建局", "税务局", "资规局"):
        expect(bar).to_contain_text(words)
    page.keyboard.press("F8")
    expect(page.get_by_role("main")).to_contain_text("已受理")
    assert state_of(case) == CaseState.IN_REVIEW


def test_everything_wrong_is_told_in_one_notice(open_page: OpenPage, cast: Cast) -> None:
    case = submitted_house_transfer(cast)
    page = open_page("clerk1")
    page.goto(at("case", case))
    group = page.get_by_role("radiogroup", name="存量房买卖合同")
    group.get_by_text("告知").click()
    page.keyboard.press("F7")
    expect(page.get_by_role("alert")).to_contain_text("存量房买卖合同")
    page.locator("[name=why-material-M-CONTRACT]").fill("缺第二页")
    page.keyboard.press("F7")
    expect(page.get_by_role("main")).to_contain_text("一次性告知")
    assert state_of(case) == CaseState.CORRECTING


def test_a_walk_in_leaves_with_a_receipt(open_page: OpenPage, cast: Cast, tmp_path: Path) -> None:
    page = open_page("clerk1")
    page.goto(reverse("windows:console"))
    page.keyboard.type("ershoufang")
    page.keyboard.press("Enter")
    page.locator(f"a[href='{reverse('windows:begin', kwargs={'code': 'OT1'})}']").click()
    for name, value in SITUATION.items():
        page.locator(f"[name=situation-{name}][value={value}]").check()
    page.fill("[name=party-applicant]", "339981199001010116")
    page.fill("[name=party-seller]", "339981195203150012")
    page.keyboard.press("F8")
    page.wait_for_url("**/fill/")
    fill_in(page, tmp_path)
    page.keyboard.press("F8")
    expect(page.get_by_role("main")).to_contain_text("已收件")
    drain()
    expect(page.locator("#papers a")).to_have_count(1)
    assert state_of(Case.objects.get()) == CaseState.SUBMITTED


def fill_in(page: Page, folder: Path) -> None:
    """The words of both, the contract, and the seller at the counter."""
    for name, value in {**BUYERS_WORDS, **SELLERS_WORDS}.items():
        field = page.locator(f"[name=f-{name}]")
        if field.evaluate("element => element.tagName") == "SELECT":
            field.select_option(str(value))
        else:
            field.fill(str(value))
    page.keyboard.press("F7")
    expect(page.get_by_role("main")).to_contain_text("已保存")
    contract = folder / "contract.pdf"
    contract.write_bytes(PDF)
    paper = page.locator("#m-M-CONTRACT")
    paper.locator("input[type=file]").set_input_files(contract)
    paper.locator("button").click()
    expect(paper.get_by_role("link")).to_have_text("contract.pdf")
    seller = page.locator("#p-seller")
    seller.get_by_role("checkbox").check()
    seller.get_by_role("button").click()
    expect(page.locator("#p-seller")).to_contain_text("已确认")


def test_results_go_to_a_party_and_to_nobody_else(open_page: OpenPage, cast: Cast) -> None:
    case = handed_out(cast)
    page = open_page("exit1")
    page.goto(reverse("windows:exit"))
    page.get_by_role("link", name=case.number).click()
    page.get_by_role("radio", name="其他人").check()
    page.fill("[name=collector]", "路人甲")
    page.keyboard.press("F8")
    expect(page.get_by_role("alert")).to_contain_text("没有交付")
    page.get_by_role("radio", name="王*明").check()
    page.keyboard.press("F8")
    expect(page.get_by_role("main")).to_contain_text("全部交付完毕")
    assert state_of(case) == CaseState.DELIVERED


@pytest.mark.parametrize("language", ["zh-CN", "en-US"])
def test_every_page_of_the_hall_is_open_to_everybody(open_page: OpenPage, cast: Cast, language: str) -> None:
    waiting, ready = submitted(cast, "M14", leave_out={"M-HEALTH"}), handed_out(cast)
    names = ("intake", "cases", "exit", "console")
    addresses = [reverse(f"windows:{name}") for name in names]
    addresses += [at("case", waiting), at("case", ready), at("hand-over", ready)]
    addresses += [reverse("windows:begin", kwargs={"code": "OT1"})]
    page = open_page("clerk1", language=language)
    for address in addresses:
        page.goto(address)
        assert (address, violations(page)) == (address, [])
        for viewport in (PHONE, LAPTOP, DESKTOP):
            page.set_viewport_size(viewport)
            assert (address, overflow(page)) == (address, 0)
            still = page.evaluate("document.documentElement.scrollHeight <= innerHeight")
            assert still or viewport == PHONE, f"{address} scrolls at {viewport}"
