"""What the frame of every page needs: `site`, worked out only when a template asks for it."""

from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from core.identity import mask_name
from core.text import pick
from portal.navigation import OWN, PUBLIC, RAILS, Link, address, links

MODES = ("standard", "elder")
THEMES = ("light", "dark", "auto")
MODE_COOKIE, THEME_COOKIE = "ow_mode", "ow_theme"


class Site:
    """The frame around one page. Works for anonymous visitors, error pages and partial renderings alike."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._actor = getattr(request, "actor", None)

    @property
    def mode(self) -> str:
        """`elder` for 长辈版, else `standard`; kept in a cookie that outlives the session."""
        return self._choice(MODE_COOKIE, MODES)

    @property
    def theme(self) -> str:
        return self._choice(THEME_COOKIE, THEMES)

    @property
    def language(self) -> str:
        """`zh` or `en`, for class names and formats."""
        return (get_language() or "zh").split("-")[0]

    @property
    def html_lang(self) -> str:
        return "en" if self.language == "en" else "zh-Hans"

    @cached_property
    def city(self) -> dict[str, Any]:
        """Names in the reader's language, plus `hotline` and `fictional`."""
        return {
            key: pick(value) if isinstance(value, dict) else value for key, value in settings.CITY.items()
        }

    @cached_property
    def nav(self) -> list[Link]:
        return links(PUBLIC, self._request.path)

    @cached_property
    def own(self) -> list[Link]:
        """The signed-in person's own pages, in the chip's menu."""
        return links(OWN, self._request.path)

    @cached_property
    def rail(self) -> list[Link]:
        """The rooms a post opens."""
        return links(RAILS.get(self._role, ()), self._request.path)

    @cached_property
    def user_name(self) -> str:
        """The masked name on the chip, the account name of staff, or empty when nobody is signed in."""
        user = getattr(self._request, "user", None)
        if user is None or not user.is_authenticated:
            return ""
        name = getattr(self._actor, "person_name", None)
        return mask_name(pick(name)) if name and not self._role else user.get_username()

    @property
    def is_staff_room(self) -> bool:
        return bool(self._role)

    @property
    def acting_for(self) -> dict[str, str] | None:
        """Set by the apply pages on the request: {"name", "note", "change_url"}."""
        acting = getattr(self._request, "acting_for", None)
        return {"note": "", "change_url": "", **acting} if acting else None

    @property
    def in_wechat(self) -> bool:
        """WeChat's own browser: it saves no file, and its file box takes one file at a time."""
        return "MicroMessenger" in self._request.headers.get("User-Agent", "")

    @property
    def framed(self) -> bool:
        """Whether a registered channel shows this page in a frame: its links then lead out of it."""
        return bool(getattr(self._request, "framed", False))

    @property
    def kept_at(self) -> datetime | None:
        """When this page was made, if the reader's device may keep it (portal/device.py)."""
        return getattr(self._request, "kept_at", None)

    @property
    def trace_id(self) -> str:
        """What to read out on the telephone when a page failed."""
        return str(getattr(self._request, "trace_id", "") or "")

    @property
    def error_layout(self) -> str:
        """An error asked for by htmx is a panel in the page, not a page in the page."""
        return "errors/fragment.html" if self._request.headers.get("HX-Request") else "layout/public.html"

    @property
    def path(self) -> str:
        """Where to come back to after a switch of language or mode."""
        return self._request.get_full_path()

    @cached_property
    def urls(self) -> dict[str, str]:
        """The frame's own addresses; empty while a page does not exist."""
        names = {
            "home": "portal:home",
            "sign_in": "portal:sign-in",
            "sign_out": "portal:sign-out",
            "set_mode": "portal:set-mode",
            "set_language": "set_language",
            "accessibility": "portal:accessibility",
            "official": "portal:official",
            "departments": "portal:departments",
            "help": "portal:help",
            "complain": "portal:complain",
            "figures": "portal:figures",
            "negative_list": "portal:negative-list",
            "staff_search": "portal:staff-search",
        }
        return {key: address(name) for key, name in names.items()}

    @property
    def _role(self) -> str:
        return str(getattr(self._actor, "role", "") or "")

    def _choice(self, cookie: str, allowed: tuple[str, ...]) -> str:
        value = self._request.COOKIES.get(cookie, "")
        return value if value in allowed else allowed[0]


def page(request: HttpRequest) -> dict[str, Site]:
    """Context processor."""
    return {"site": Site(request)}
