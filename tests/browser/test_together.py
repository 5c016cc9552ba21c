"""Several on one application, each on their own phone: seller and buyer, both parents, a company's agent."""

import re

import pytest
from playwright.sync_api import Page, expect

from cases.actions import attach_material
from cases.models import Case, Party
from cases.states import CaseState
from tests.browser.conftest import PHONE, OpenPage, overflow, violations
from tests.browser.test_citizen import answer_situation, fill_groups
from tests.cast import Cast
from tests.filling import paper
from tests.journeys.helpers import BUYERS_WORDS, SELLERS_WORDS

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.timeout(300)]


def whole(page: Page) -> None:
    """Nothing hangs over the edge, and axe finds nothing."""
    assert (page.url, violations(page)) == (page.url, [])
    assert (page.url, overflow(page)) == (page.url, 0)


def path_of(link: str) -> str:
    """The path of a link, to be opened at the test's own server."""
    return re.sub(r"^https?://[^/]+", "", link)


def begin(page: Page, address: str) -> str:
    """Begins where everything is answered; gives the address of the case."""
    page.goto(address)
    page.locator("main form button.btn-primary").click()
    page.wait_for_url(re.compile("/apply/"))
    return re.sub(r"apply/.*", "", page.url)


def test_buyer_and_seller_on_two_phones_to_submission(open_page: OpenPage, cast: Cast) -> None:
    buyer = open_page("citizen3", viewport=PHONE)
    buyer.goto("/apply/one-thing/OT1/")
    answer_situation(buyer, "main")
    buyer.get_by_role("button", name="开始申请").click()
    buyer.wait_for_url(re.compile("/apply/"))
    case = re.sub(r"apply/.*", "", buyer.url)
    fill_groups(buyer, case, BUYERS_WORDS)
    attach_material(Case.objects.get(), by=cast.citizen, material="M-CONTRACT", files=[paper(cast.citizen)])
    buyer.goto(f"{case}apply/parties/")
    buyer.locator("#id_seller-name").fill("张建国")
    buyer.locator("section[aria-labelledby=r-seller]").get_by_role("button", name="邀请参加").click()
    link = path_of(buyer.locator(".link-text").inner_text())
    whole(buyer)

    seller = open_page(viewport=PHONE)
    seller.goto(link)
    expect(seller.locator("main")).not_to_contain_text("王")
    whole(seller)
    seller.get_by_role("link", name="登录查看").click()
    seller.fill("#id_username", "citizen1")
    seller.fill("#id_password", "demo")
    seller.click("main form button")
    expect(seller.locator("main")).to_contain_text("王*明")
    whole(seller)
    seller.locator("button[value=accept]").click()
    seller.wait_for_url(re.compile("/apply/"))
    fill_groups(seller, case, SELLERS_WORDS)
    seller.goto(f"{case}parties/seller/confirm/")
    for word in ("1,680,000", "望江路18号3幢502室", "王*明"):
        expect(seller.locator("main")).to_contain_text(word)
    whole(seller)
    seller.get_by_role("button", name="确认并签名").click()
    expect(seller.locator(".messages")).to_contain_text("已确认签名")

    buyer.goto(f"{case}apply/check/")
    buyer.get_by_role("button", name="提交申请").click()
    buyer.wait_for_url(re.compile("/receipt/"))
    assert Case.objects.get().state == CaseState.SUBMITTED


def test_both_parents_for_a_child_without_a_number(open_page: OpenPage) -> None:
    father = open_page("citizen3", viewport=PHONE)
    case = begin(father, "/apply/one-thing/OT4/?mother_employed=no&birth_registered=yes&asked=1")
    father.goto(f"{case}apply/parties/")
    expect(father.locator(".asfor")).to_contain_text("您正以 新生儿 的名义办理")
    father.locator("#id_applicant-joint-name").fill("李秀英")
    father.get_by_role("button", name="邀请参加").click()
    link = path_of(father.locator(".link-text").inner_text())
    mother = open_page("citizen2", viewport=PHONE)
    mother.goto(link)
    mother.locator("button[value=accept]").click()
    mother.wait_for_url(re.compile("/apply/"))
    mother.goto(f"{case}parties/applicant-2/confirm/")
    whole(mother)
    assert Party.objects.get(role="applicant-2").joint_with.role == "applicant"


def test_an_authorised_person_acts_for_a_company_under_its_name(open_page: OpenPage, cast: Cast) -> None:
    agent = open_page("citizen5", viewport=PHONE)
    boss = open_page("citizen3", viewport=PHONE)
    boss.goto("/my/mandates/new/")
    boss.locator("input[name=principal][value^=o]").first.check()
    boss.fill("#f-agent_name", "赵志强")
    boss.fill("#f-agent_number", "citizen5")
    boss.locator("#f-scope").select_option("OT2")
    whole(boss)
    boss.get_by_role("button", name="出具这项委托").click()
    expect(boss.locator(".messages")).to_contain_text("已出具")
    agent.goto("/my/mandates/")
    whole(agent)
    agent.get_by_role("button", name="接受委托").click()
    agent.goto("/apply/one-thing/OT2/")
    agent.locator("input[name=applicant]").last.check()
    whole(agent)
    agent.get_by_role("button", name="开始申请").click()
    agent.wait_for_url(re.compile("/cases/"))
    expect(agent.locator(".asfor")).to_contain_text("临江市云溪餐饮管理有限公司")
    whole(agent)
    assert Party.objects.get().mandate.organisation.code == "O1"
