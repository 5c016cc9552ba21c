"""Reviewers and the supervisor in a real browser: decide, rely on each other, see the figures move."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from approvals.actions import open_round
from cases.models import Case
from tests.browser.conftest import DESKTOP, PHONE, overflow, violations
from tests.cast import Cast
from tests.journeys.helpers import CONCLUSIONS, approve, submitted_house_transfer, task_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]
SMALL = {"width": 1280, "height": 720}


@pytest.fixture
def case(cast: Cast) -> Case:
    """A house transfer that three departments work on."""
    return open_round(submitted_house_transfer(cast), by=cast.clerk)


def fill_conclusion(page: Page, matter: str) -> None:
    for name, value in CONCLUSIONS[matter].items():
        page.fill(f"#f-c-{name}", str(value))


def test_a_decision_reaches_the_next_department_and_the_supervisor(
    open_page: Callable[..., Page], cast: Cast, case: Case
) -> None:
    supervisor = open_page("supervisor1", language="en-GB")
    supervisor.goto("/supervision/")
    expect(supervisor.get_by_role("link", name="In review", exact=False).first).to_contain_text("1")

    housing = open_page("reviewer-d-zjj", language="en-GB")
    housing.goto("/desk/")
    housing.get_by_role("link", name=case.number).click()
    housing.get_by_role("button", name="Take on").click()
    expect(housing.get_by_role("status").first).to_contain_text("You are reviewing this task now")
    fill_conclusion(housing, "M01")
    housing.fill("#f-opinion", "属实")
    housing.get_by_role("button", name="Approve and pass on").click()
    expect(housing.get_by_text("is decided.")).to_be_visible()

    registry = open_page("reviewer-d-zgj", language="en-GB")
    registry.goto(f"/desk/tasks/{task_of(case, 'M03').public_id}/")
    expect(registry.get_by_text("HY-2026-0001")).to_be_visible()
    expect(registry.get_by_text("You can decide once these departments have concluded")).to_be_visible()
    expect(registry.get_by_role("button", name="Approve and pass on")).to_be_disabled()

    approve(cast, case, "M02")
    registry.reload()
    fill_conclusion(registry, "M03")
    registry.get_by_role("button", name="Approve and pass on").click()
    expect(registry.get_by_text("is decided.")).to_be_visible()

    supervisor.reload()
    expect(supervisor.get_by_role("link", name="Decided today")).to_contain_text("1")
    supervisor.get_by_role("link", name="Decided today").click()
    supervisor.get_by_role("link", name=case.number).click()
    expect(supervisor.get_by_role("heading", level=1)).to_contain_text("Second-hand house transfer")


@pytest.mark.parametrize("language", ["zh-CN", "en-GB"])
@pytest.mark.parametrize("viewport", [DESKTOP, SMALL, PHONE], ids=["1366", "1280", "390"])
def test_the_pages_are_accessible_and_whole(
    open_page: Callable[..., Page], case: Case, language: str, viewport: dict[str, int]
) -> None:
    task = task_of(case, "M03").public_id
    visits = {
        "reviewer-d-zgj": [
            "/desk/",
            "/desk/?q=0",
            *(f"/desk/tasks/{task}/{page}" for page in ("", "ask/", "suspend/")),
        ],
        "supervisor1": [
            "/supervision/",
            "/supervision/limits/",
            "/supervision/cases/?figure=in_review",
            f"/supervision/cases/{case.number}/",
        ],
    }
    for username, addresses in visits.items():
        page = open_page(username, viewport=viewport, language=language)
        for address in addresses:
            page.goto(address)
            assert (address, violations(page)) == (address, [])
            assert (address, overflow(page)) == (address, 0)
            if viewport != PHONE:
                root = "document.documentElement"
                assert page.evaluate(f"{root}.scrollHeight <= {root}.clientHeight"), address
