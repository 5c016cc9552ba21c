"""Autosave in a real browser: loss, conflict, a lost session, a closed tab, fields that appear."""

import os
import re

import pytest
from playwright.sync_api import Page, Route, expect

from accounts.demo import PASSWORD
from cases.models import Case, Draft
from tests.browser.conftest import PHONE, OpenPage, overflow, violations
from tests.browser.typing_at import edit_under_loss
from tests.cast import Cast
from tests.faults.patience import until
from tests.journeys.helpers import begin_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(600)]

IS_FREE = """() => {
    const focused = document.activeElement, dock = document.querySelector(".dock");
    if (dock.contains(focused) || !focused.matches("input, select, textarea")) return true;
    return focused.getBoundingClientRect().bottom <= dock.getBoundingClientRect().top;
}"""
EDITS = int(os.environ.get("AUTOSAVE_EDITS", "40"))  # `make long`: 200 edits, 20 of 20 runs
RUNS = int(os.environ.get("AUTOSAVE_RUNS", "1"))


def group_of(page: Page, case: Case, element: str) -> str:
    """The page on which that element is asked."""
    page.goto(f"/cases/{case.public_id}/apply/")
    for link in page.locator("a[href*='/apply/questions/']").all():
        address = link.get_attribute("href") or ""
        if f'data-row="{element}"' in page.request.get(address).text():
            return address
    raise AssertionError(f"{element} is asked nowhere")


def kept(case: Case) -> dict[str, object]:
    answers: dict[str, object] = Draft.objects.get(case=case).answers
    return answers


@pytest.fixture
def case(cast: Cast) -> Case:
    return begin_house_transfer(cast)


@pytest.mark.parametrize("seed", range(RUNS))
def test_the_server_holds_what_was_typed_last_whatever_the_network_loses(
    open_page: OpenPage, case: Case, seed: int
) -> None:
    page = open_page("citizen3")
    page.goto(group_of(page, case, "declared_price"))
    boxes = [
        row.get_attribute("data-row") or "" for row in page.locator("[data-row]:has(.field input)").all()
    ]
    boxes = [name for name in boxes if page.locator(f"#f-{name}").count()]
    typist, network = edit_under_loss(page, boxes, edits=EDITS, loss=0.2, seed=seed)
    page.reload()
    shown = {name: page.locator(f"#f-{name}").input_value() for name in typist.typed}
    assert network.passed > 0
    assert {name: as_shown(text) for name, text in shown.items()} == {
        name: as_shown(text) for name, text in typist.typed.items()
    }


def as_shown(text: str) -> str:
    """Numbers lose leading zeros when they are read."""
    return str(int(text)) if text.isascii() and text.isdecimal() else text


def test_signing_in_again_on_the_page_saves_what_was_typed_meanwhile(open_page: OpenPage, case: Case) -> None:
    page = open_page("citizen3", viewport=PHONE)
    page.goto(group_of(page, case, "contract_date"))
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.context.add_cookies([one for one in cookies if one["name"] != "sessionid"])
    page.locator("#f-contract_date").fill("2026年11月18日")
    panel = page.locator(".autosave-panel")
    panel.locator("input[name=username]").fill("citizen3")
    assert overflow(page) == 0
    assert violations(page) == []
    panel.locator("input[name=password]").fill(PASSWORD)
    panel.locator("form button.btn-primary").click()
    expect(panel).to_have_count(0)
    expect(page.locator("[data-saved] .lamp-ok")).to_be_visible()
    assert kept(case)["contract_date"] == "2026-11-18"


def test_two_tabs_show_both_values_and_the_reader_chooses(open_page: OpenPage, case: Case) -> None:
    page = open_page("citizen3")
    address = group_of(page, case, "contract_date")
    page.goto(address)
    other = page.context.new_page()
    other.goto(address)
    other.locator("#f-contract_date").fill("2026-11-15")
    other.locator("h1").click()
    expect(other.locator("[data-saved] .lamp-ok")).to_be_visible()
    page.locator("#f-contract_date").fill("2026-11-16")
    page.locator("h1").click()
    panel = page.locator(".autosave-panel")
    expect(panel).to_contain_text("2026-11-15")
    expect(panel).to_contain_text("2026-11-16")
    assert kept(case)["contract_date"] == "2026-11-15"
    panel.locator("[data-do=mine]").click()
    expect(page.locator("[data-saved] .lamp-ok")).to_be_visible()
    assert kept(case)["contract_date"] == "2026-11-16"


def test_a_tab_that_closes_in_the_middle_of_a_word_loses_nothing(open_page: OpenPage, case: Case) -> None:
    page = open_page("citizen3")
    page.goto(group_of(page, case, "contract_date"))
    page.locator("#f-contract_date").press_sequentially("2026-11-1")
    page.goto("about:blank")
    until(lambda: kept(case).get("contract_date") == "2026-11-01", seconds=10, say=lambda: kept(case))


def test_without_a_network_a_reload_brings_back_what_was_typed(open_page: OpenPage, case: Case) -> None:
    page = open_page("citizen3")
    page.goto(group_of(page, case, "contract_date"))
    page.route(re.compile("/field/$"), lambda route: route.abort())
    page.locator("#f-contract_date").fill("2026-11-17")
    expect(page.locator("[data-saved] .lamp-warn")).to_be_visible()
    page.unroute(re.compile("/field/$"))
    page.reload()
    expect(page.locator("[data-saved] .lamp-ok")).to_be_visible()
    expect(page.locator("#f-contract_date")).to_have_value("2026-11-17")
    assert kept(case)["contract_date"] == "2026-11-17"


def test_what_the_form_itself_brought_is_nobody_elses_change(open_page: OpenPage, case: Case) -> None:
    """A page sent back with an error is mended and sent again before autosave has caught up."""
    page = open_page("citizen3")
    page.goto(group_of(page, case, "contract_date"))
    page.route(re.compile("/field/$"), lambda route: route.abort())
    page.locator("#f-contract_date").fill("2026-11-16")
    page.locator("#f-ownership_share").fill("一半")
    page.locator("#f-declared_price").fill("很多")
    page.get_by_role("button", name="保存并继续").click()
    expect(page).to_have_title(re.compile("^错误"))
    page.unroute(re.compile("/field/$"))
    held: list[Route] = []
    page.route(re.compile("/field/$"), lambda route: held.append(route) if is_date(route) else route.abort())
    with page.expect_request(re.compile("/field/$")):  # what waits is sent, beginning with the date
        page.evaluate("window.dispatchEvent(new Event('online'))")
    page.locator("#f-ownership_share").fill("单独所有")
    page.locator("#f-declared_price").fill("1680000")
    with page.expect_response(re.compile("/field/$")):
        held.pop().continue_()
    page.get_by_role("button", name="保存并继续").click()
    expect(page).not_to_have_url(re.compile("/deal/"))
    assert kept(case)["ownership_share"] == "单独所有"


def is_date(route: Route) -> bool:
    return (route.request.post_data_json or {}).get("field") == "contract_date"


def test_choosing_the_courier_asks_for_the_address_at_once(open_page: OpenPage, case: Case) -> None:
    page = open_page("citizen3")
    page.goto(group_of(page, case, "delivery_method"))
    page.locator("input[name=delivery_method][value=courier]").check()
    expect(page.locator("#f-delivery_address")).to_be_visible()
    page.locator("input[name=delivery_method][value=electronic]").check()
    expect(page.locator("#f-delivery_address")).to_have_count(0)


def test_the_bar_at_the_bottom_never_covers_the_field_one_is_in(open_page: OpenPage, case: Case) -> None:
    page = open_page("citizen3", viewport={"width": 360, "height": 640})
    page.goto(group_of(page, case, "contract_date"))
    for _field in range(20):
        page.keyboard.press("Tab")
        page.wait_for_function(IS_FREE)
