"""Takes the pictures of README and docs anew: `make test ARGS=tests/browser/docs_pictures.py`.

No part of the suite: its name keeps it out. The day is fixed, so that a picture changes with the page alone.
"""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from approvals.actions import open_round
from cases.models import Case
from core import clock
from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import approve, begin_house_transfer, submitted_house_transfer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
COLOURS = 256  # a page has few; a third of the bytes


def take(page: Page, name: str, height: int) -> None:
    """The page's upper part, as a small PNG."""
    shot = page.screenshot(full_page=True, animations="disabled")
    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    cut = picture.crop((0, 0, picture.width, min(picture.height, height)))
    cut.quantize(COLOURS, dither=Image.Dither.NONE).save(PICTURES / f"{name}.png", optimize=True)


def case_in_review(cast: Cast) -> Case:
    case = open_round(submitted_house_transfer(cast), by=cast.clerk)
    approve(cast, case, "M01")
    return case


def test_take_the_pictures(open_page: OpenPage, cast: Cast) -> None:
    with clock.frozen(FRIDAY_MORNING):
        case, draft = case_in_review(cast), begin_house_transfer(cast)
        wide, phone = open_page("citizen3", viewport=DESKTOP), open_page("citizen3", viewport=PHONE)
        wide.goto(f"/cases/{case.number}/")
        take(wide, "case", 1260)
        wide.goto("/one-things/OT1/")
        take(wide, "guide", 900)
        phone.goto(f"/cases/{draft.public_id}/apply/questions/applicant/")
        take(phone, "question", 844)
        phone.get_by_role("button", name="长辈版").click()
        phone.goto(f"/cases/{case.number}/")
        take(phone, "elder", 844)
        desk = open_page("reviewer-d-zgj", viewport=DESKTOP)
        desk.goto("/desk/")
        desk.locator("main a[href^='/desk/tasks/']").first.click()
        desk.wait_for_url("**/desk/tasks/**")
        take(desk, "desk", 768)
