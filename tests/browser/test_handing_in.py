"""Handing papers in by a real browser: the network goes, the session ends, photos find their order (C-07)."""

import hashlib
import io
import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect
from pypdf import PdfReader

from cases.models import CaseMaterial
from documents import files
from documents.models import PartialUpload
from tests.browser.conftest import PHONE, OpenPage, overflow, violations
from tests.browser.conftest import sign_in as sign_in_at
from tests.browser.test_citizen import answer_situation
from tests.journeys.helpers import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]

PIECE = 512 * 1024
SECTION = "#up-M-CONTRACT"


def noise(width: int = 1000, height: int = 1000) -> bytes:
    """A PNG that can't be made smaller: about three bytes a pixel."""
    out = io.BytesIO()
    Image.frombytes("RGB", (width, height), random.Random(5).randbytes(width * height * 3)).save(out, "PNG")
    return out.getvalue()


def photo(width: int) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, 40), "white").save(out, "JPEG")
    return out.getvalue()


def sent(name: str, data: bytes, kind: str = "image/png") -> dict[str, Any]:
    return {"name": name, "mimeType": kind, "buffer": data}


def papers_page(page: Page) -> None:
    page.goto("/apply/one-thing/OT1/?applicant_kind=person")
    answer_situation(page, "main")
    page.locator("main form button.btn-primary").click()
    page.goto(page.url.removesuffix("apply/") + "apply/materials/")


def choose(page: Page, *chosen: dict[str, Any]) -> None:
    page.locator(f"{SECTION} input[type=file]").first.set_input_files(list(chosen))


def handed_in(page: Page) -> Any:
    return page.locator(f"{SECTION} [data-upload-list] .lamp-ok")


def here() -> list[CaseMaterial]:
    return list(CaseMaterial.objects.filter(replaced_at=None).select_related("file"))


def count_offsets(page: Page, fails_at: int, when: Callable[[Route], None]) -> list[int]:
    """Where each piece began; `when` is done to the one that begins at or after `fails_at`, once armed."""
    offsets: list[int] = []
    armed = [True]

    def watch(route: Route) -> None:
        offset = int(route.request.headers.get("upload-offset", "-1"))
        if route.request.method == "PATCH" and armed[0] and offset >= fails_at:
            armed[0] = False
            when(route)
            return
        if route.request.method == "PATCH":
            offsets.append(offset)
        route.continue_()

    page.route(re.compile("/uploads/"), watch)
    return offsets


def test_a_lost_network_costs_nothing_that_has_arrived(open_page: OpenPage) -> None:
    data = noise()
    page = open_page("citizen3")
    papers_page(page)
    offsets = count_offsets(page, int(len(data) * 0.4), lambda route: route.abort("internetdisconnected"))
    choose(page, sent("deed.png", data))
    expect(page.locator(f"{SECTION} [role=alert]")).to_contain_text("网络断了")
    expect(handed_in(page)).to_have_count(1)
    [row] = here()
    assert row.file.sha256 == hashlib.sha256(data).hexdigest()
    assert files.read(row.file) == data
    assert offsets == sorted(set(offsets)) == [n * PIECE for n in range(len(offsets))]


def test_an_ended_session_keeps_the_file_until_one_has_signed_in_again(open_page: OpenPage) -> None:
    data = noise()
    page = open_page("citizen3")
    papers_page(page)

    def sign_out(route: Route) -> None:
        page.context.clear_cookies()
        headers = {key: value for key, value in route.request.headers.items() if key != "cookie"}
        route.continue_(headers=headers)

    offsets = count_offsets(page, 2 * PIECE, sign_out)
    choose(page, sent("deed.png", data))
    expect(page.locator(f"{SECTION} [role=alert]")).to_contain_text("已退出登录")
    assert PartialUpload.objects.get().file is None
    page.locator(SECTION).get_by_role("link", name="重新登录").click()
    page.fill("#id_username", "citizen3")
    page.fill("#id_password", "demo")
    page.click("main form button")
    page.wait_for_url(re.compile("apply/materials/"))
    expect(handed_in(page)).to_have_count(1)
    assert here()[0].file.sha256 == hashlib.sha256(data).hexdigest()
    assert offsets.count(0) == 1


def test_another_person_on_the_same_device_finds_nothing_of_it(open_page: OpenPage) -> None:
    page = open_page("citizen3")
    papers_page(page)
    page.route(re.compile("/uploads/"), lambda route: route.abort("internetdisconnected"))
    choose(page, sent("deed.png", noise(300, 300)))
    expect(page.locator(f"{SECTION} [role=alert]")).to_contain_text("网络断了")
    page.context.clear_cookies()
    sign_in_at(page, "citizen5")
    papers_page(page)
    page.unroute(re.compile("/uploads/"))
    expect(page.locator(f"{SECTION}.enhanced")).to_be_visible()
    left = """() => new Promise((resolve) => {
        const open = indexedDB.open("ow-uploads", 1);
        open.onsuccess = () => {
            const all = open.result.transaction("files").objectStore("files").getAll();
            all.onsuccess = () => resolve(all.result.length);
        };
    })"""
    page.wait_for_function(f"async () => (await ({left})()) === 0")
    assert here() == []


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_five_photos_become_one_pdf_in_the_chosen_order(open_page: OpenPage, language: str) -> None:
    page = open_page("citizen3", viewport=PHONE, language=language)
    papers_page(page)
    choose(page, *[sent(f"{n}.jpg", photo(30 + n), "image/jpeg") for n in range(5)])
    expect(handed_in(page)).to_have_count(5)
    assert (violations(page), overflow(page)) == ([], 0)
    page.locator(f"{SECTION} .up-bind a").click()
    last = page.locator("#bind li").last.locator("button[id^=up-]")
    key = last.get_attribute("id")
    last.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#bind li").nth(3).locator(f"#{key}")).to_be_focused()
    page.locator("#bind li").first.locator("button[value^=turn]").click()
    expect(page.locator("#bind li").first.locator("img")).to_have_class("turned-90")
    assert (violations(page), overflow(page)) == ([], 0)
    page.locator("#do-bind").click()
    expect(handed_in(page)).to_have_count(1)
    [row] = here()
    pages = PdfReader(io.BytesIO(files.read(row.file))).pages
    assert [one.images[0].image.width for one in pages] == [30, 31, 32, 34, 33]
    assert pages[0].rotation == 90


def test_a_wrong_kind_of_file_is_told_at_once_and_no_retry_is_offered(open_page: OpenPage) -> None:
    page = open_page("citizen3")
    papers_page(page)
    choose(
        page,
        sent("deed.docx", b"PK", "application/msword"),
        sent("empty.pdf", b"", "application/pdf"),
        sent("not.pdf", b"MZ nothing", "application/pdf"),
        sent("good.pdf", PDF, "application/pdf"),
    )
    expect(handed_in(page)).to_have_count(1)
    alerts = page.locator(f"{SECTION} [data-upload-pending] [role=alert]")
    expect(alerts).to_have_count(3)
    for told in alerts.all():
        expect(told).to_contain_text("其他内容都已保留")
    expect(page.locator(SECTION).get_by_role("button", name="立即重试")).to_have_count(0)
    assert (violations(page), overflow(page)) == ([], 0)


def test_a_file_can_be_paused_and_given_up(open_page: OpenPage) -> None:
    page = open_page("citizen3")
    papers_page(page)
    row = page.locator(f"{SECTION} [data-upload-pending] .file")
    count_offsets(page, 0, lambda route: None)  # the first piece stays on its way
    with page.expect_request(lambda request: request.method == "PATCH"):
        choose(page, sent("deed.png", noise()))
    row.get_by_role("button", name="暂停").click()
    expect(row).to_contain_text("已暂停")
    row.get_by_role("button", name="继续").click()
    expect(handed_in(page)).to_have_count(1)
    count_offsets(page, 0, lambda route: None)
    choose(page, sent("other.png", noise(300, 300)))
    row.get_by_role("button", name="取消").click()
    expect(row).to_have_count(0)
    assert len(here()) == 1
