"""Renders style-guide pages the way a browser gets them, without a server or a database."""

import mimetypes
import re
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory
from django.utils import translation
from playwright.sync_api import Browser, Page, Route

from core.middleware import CONTENT_POLICY
from portal.styleguide.views import index

ROOT = Path(__file__).resolve().parent.parent.parent
STATIC = ROOT / "static"
TEMPLATES = ROOT / "templates"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
MISSING = "!!undefined!!"


class SignedIn:
    """A visitor with a name, for the chip in the mast."""

    is_authenticated = True
    person = None

    def get_username(self) -> str:
        return "visitor1"


def request_for(
    path: str = "/styleguide/", mode: str = "standard", theme: str = "light", signed_in: bool = True
) -> HttpRequest:
    """A request as the layouts see it."""
    request = RequestFactory().get(path)
    request.user = SignedIn() if signed_in else AnonymousUser()
    request.COOKIES.update(ow_mode=mode, ow_theme=theme)
    return request


def page_html(name: str, language: str = "zh", mode: str = "standard", theme: str = "light") -> str:
    """One page of the style guide as text."""
    with translation.override(LANGUAGES[language]):
        return index(request_for(mode=mode, theme=theme), name).content.decode()


def open_page(browser: Browser, html: str, width: int = 1366, height: int = 768) -> Page:
    """The page in a browser; our static files come from the disk, anything else from outside fails."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.problems = []
    page.on("console", lambda entry: page.problems.append(entry.text) if entry.type == "error" else None)
    page.on("pageerror", lambda error: page.problems.append(str(error)))
    page.route("**/*", lambda route: _answer(route, html))
    page.goto("http://page.test/styleguide/")
    return page


def _answer(route: Route, html: str) -> None:
    path = urlsplit(route.request.url).path
    if not path.startswith("/static/"):
        policy = {"Content-Security-Policy": CONTENT_POLICY.format(ancestors="'none'")}
        route.fulfill(body=html, content_type="text/html; charset=utf-8", headers=policy)
        return
    file = STATIC / path.removeprefix("/static/")
    if file.is_file():
        route.fulfill(path=file, content_type=mimetypes.guess_type(file.name)[0] or "text/plain")
    else:
        route.fulfill(status=404, body="")


def templates() -> list[Path]:
    """Every page template of the product except papers, which a PDF writer reads."""
    return sorted(path for path in TEMPLATES.rglob("*.html") if "papers" not in path.parts)


def tokens(name: str = "tokens.css") -> dict[str, str]:
    """The colours of a token file: name without --ow- → #rrggbb. Print's own values are left out."""
    text = (STATIC / "css" / name).read_text(encoding="utf-8").split("@media print")[0]
    return dict(re.findall(r"--ow-([\w-]+):\s*(#[0-9a-f]{6})\b", text))
