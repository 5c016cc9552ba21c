"""The whole ceremony of a passkey: a real browser, with an authenticator that its own debugger plays."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from accounts.demo import PASSWORD
from tests.browser.conftest import PHONE, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


def lay_in(page: Page) -> tuple[Any, str]:
    """Puts an authenticator into the browser; gives its debugger and the authenticator's name there."""
    debugger = page.context.new_cdp_session(page)
    debugger.send("WebAuthn.enable")
    made = debugger.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    return debugger, made["authenticatorId"]


def make_passkey(page: Page, name: str) -> None:
    page.goto("/account/second-factor/")
    page.locator("a[href*='webauthn/add']").click()
    page.get_by_label("Password").fill(PASSWORD)  # what comes next only the person may change
    page.get_by_role("button", name="Go on").click()
    page.get_by_label("Name, so that you know it again").fill(name)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto("/account/second-factor/webauthn/")
    expect(page.locator("main li b", has_text=name)).to_be_visible()


def sign_out(page: Page) -> None:
    page.context.clear_cookies()


def test_made_once_it_signs_in_without_a_password(open_page: OpenPage, live_server: Any, settings: Any):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = open_page("citizen1", viewport=PHONE, language="en")
    lay_in(page)
    make_passkey(page, "欧阳的手机")
    sign_out(page)
    page.goto("/sign-in/?next=/my/")
    page.get_by_role("button", name="With a passkey").click()
    page.wait_for_url("**/my/")


def test_who_turns_back_is_told_and_stays_outside(open_page: OpenPage, settings: Any):
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = open_page("citizen1", language="en")
    debugger, name = lay_in(page)
    make_passkey(page, "one")
    sign_out(page)
    debugger.send("WebAuthn.clearCredentials", {"authenticatorId": name})
    debugger.send("WebAuthn.setUserVerified", {"authenticatorId": name, "isUserVerified": False})
    page.goto("/sign-in/?next=/my/")
    page.get_by_role("button", name="With a passkey").click()
    expect(page.locator("[data-passkey-failed]")).to_be_visible()
    assert "/sign-in/" in page.url
