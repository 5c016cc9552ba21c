"""Without a network: one's own cases as they stood, where their owner chose so, and nobody else's ever."""

import pytest
from playwright.sync_api import Page, expect

from cases.models import Case
from tests.browser.conftest import PHONE, OpenPage, overflow, sign_in, violations
from tests.cast import Cast
from tests.journeys.helpers import submitted_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

CONTROLLED = "() => navigator.serviceWorker && navigator.serviceWorker.controller"
KEPT = "async () => (await caches.keys()).filter(name => name.startsWith('kept-')).length"


@pytest.fixture
def case(cast: Cast) -> Case:
    return submitted_house_transfer(cast)


def online_page(open_page: OpenPage, username: str, **how: object) -> Page:
    """A phone whose service worker is at work."""
    page = open_page(username, viewport=PHONE, service_workers="allow", **how)
    page.wait_for_function(CONTROLLED, timeout=60_000)  # it fetches its shell first
    return page


def keep(page: Page) -> None:
    page.goto("/my/device/")
    page.locator("main form button").click()
    expect(page.locator("main input[name=keep]")).to_have_value("0")


def read_offline(page: Page, address: str) -> str:
    """What that address shows without a network."""
    page.context.set_offline(True)
    page.goto(address)
    shown = page.inner_text("main")
    page.context.set_offline(False)
    return shown


def test_what_was_opened_is_read_without_a_network_and_says_how_old_it_is(
    open_page: OpenPage, case: Case
) -> None:
    page = online_page(open_page, "citizen3")
    keep(page)
    for address in ("/cases/", f"/cases/{case.number}/"):
        page.goto(address)
        expect(page.locator("[data-kept]")).to_be_hidden()
    page.context.set_offline(True)
    page.goto("/cases/")
    expect(page.locator("[data-kept]")).to_contain_text("您现在没有网络")
    page.locator("main a.pane-link").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-kept] time, [data-kept]")).to_contain_text("2026")
    assert [form.evaluate("form => form.outerHTML") for form in page.locator("main form:visible").all()] == []
    assert violations(page) == []
    assert overflow(page) == 0
    page.goto("/my/")
    expect(page.locator("h1")).to_have_text("现在没有网络")
    assert violations(page) == []
    page.context.set_offline(False)


def test_nothing_is_kept_unless_it_was_chosen(open_page: OpenPage, case: Case) -> None:
    page = online_page(open_page, "citizen3")
    page.goto(f"/cases/{case.number}/")
    assert page.evaluate(KEPT) == 0
    assert "现在没有网络" in read_offline(page, f"/cases/{case.number}/")


@pytest.mark.parametrize("offline", [False, True])
def test_signing_out_forgets_everything_with_or_without_a_network(
    open_page: OpenPage, case: Case, offline: bool
) -> None:
    page = online_page(open_page, "citizen3")
    keep(page)
    page.goto("/cases/")
    assert page.evaluate(KEPT) == 1
    page.context.set_offline(offline)
    with page.expect_event("requestfailed" if offline else "load"):
        page.evaluate("document.querySelector('form[action=\"/sign-out/\"]').submit()")
    page.context.set_offline(False)
    page.goto("/")
    page.wait_for_function(f"async () => await ({KEPT})() === 0")
    page.wait_for_function(CONTROLLED, timeout=60_000)  # it fetches its shell first
    assert "现在没有网络" in read_offline(page, "/cases/")


def test_another_person_on_the_same_phone_finds_nothing_of_the_first(open_page: OpenPage, case: Case) -> None:
    page = online_page(open_page, "citizen3")
    keep(page)
    page.goto(f"/cases/{case.number}/")
    page.context.add_cookies(
        [{**one, "value": ""} for one in page.context.cookies() if one["name"] == "sessionid"]
    )
    sign_in(page, "citizen5")
    page.wait_for_function(f"async () => await ({KEPT})() === 0")
    assert "现在没有网络" in read_offline(page, f"/cases/{case.number}/")
    page.goto("/my/device/")
    expect(page.locator("main input[name=keep]")).to_have_value("1")
