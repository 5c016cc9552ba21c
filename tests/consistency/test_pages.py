"""Every page says whether it reads or writes; every template is used, whole, and leads somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver

from portal.urls import room_patterns
from scripts.paths import PRODUCT_FOLDERS, ROOT

TEMPLATES = ROOT / "templates"
NAMES = sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*") if path.is_file())
LINK = re.compile(r"{%-?\s*url\s+[\"']([\w:-]+)[\"']")
QUOTED = re.compile(r"[\"']([\w/{}.-]+\.(?:html|txt))[\"']")

NOT_OURS = {"django.views.i18n.set_language": "Django's own: keeps the language in a cookie"}

# Pages of ours that django-allauth asks for by names it puts together itself.
NAMED_BY_ALLAUTH = re.compile(r"mfa/.*\.html|account/reauthenticate\.html")


def _routes(patterns: list[URLPattern | URLResolver], space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """(name with its namespace, route) of every route."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _routes(pattern.url_patterns, inner)
        else:
            yield f"{space}{pattern.name}", pattern


@pytest.mark.parametrize(("name", "route"), list(_routes(room_patterns)))
def test_a_page_declares_whether_it_reads_or_writes(name: str, route: URLPattern) -> None:
    if route.lookup_str not in NOT_OURS:
        assert getattr(route.callback, "declares", None) in {"reads", "writes"}


@pytest.mark.parametrize("name", NAMES)
def test_a_template_knows_all_its_tags(name: str) -> None:
    assert get_template(name)


def test_every_link_of_every_template_leads_to_a_route() -> None:
    known = {name for name, _route in _routes(get_resolver().url_patterns)}
    wanted = {(link, name) for name in NAMES for link in LINK.findall(_text(TEMPLATES / name))}
    assert [(link, name) for link, name in sorted(wanted) if link not in known] == []


def test_every_template_is_used() -> None:
    named = {found for path in _sources() for found in QUOTED.findall(_text(path))}
    patterns = [re.compile(re.sub(r"\\{.*?\\}", r"[\\w-]+", re.escape(found))) for found in named]
    ours = [name for name in NAMES if not NAMED_BY_ALLAUTH.fullmatch(name)]
    unused = [name for name in ours if not any(pattern.fullmatch(name) for pattern in patterns)]
    assert unused == []


def _sources() -> Iterator[Path]:
    for folder in PRODUCT_FOLDERS:
        yield from (ROOT / folder).rglob("*.py")
    yield from TEMPLATES.rglob("*.*")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
