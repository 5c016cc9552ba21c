"""A handbook page: its answers, its reasons, its paper, and what the paper is worth later (C-03)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.clock import today
from matters.models import Handbook, OneThingVersion
from matters.selectors import handbooks_listed, one_things_listed
from portal.citizen import sheets
from portal.citizen.guide import guide_for
from portal.citizen.sheets import Standing, mark_of, sheet_for

pytestmark = pytest.mark.django_db

KILOBYTE = 1024
MOST_STATEMENTS = 25
START = re.compile(r'href="(/apply/[^"]+)"')
NAMES = re.compile(r'<b class="name">(.*?)</b>')


def page(client: Client, address: str) -> str:
    response = client.get(address, headers={"accept-language": "en"})
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def every_guide() -> Iterator[str]:
    yield from (f"/one-things/{version.one_thing.code}/" for version in one_things_listed())
    yield from (f"/matters/{book.matter.code}/" for book in handbooks_listed())


def start_parameters(html: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(unescape(START.findall(html)[0])).query)


def test_every_guide_says_who_what_how_long_how_much_how_often_and_where(client: Client, city: None) -> None:
    for address in every_guide():
        html = page(client, address)
        for label in ("Who may apply", "What to bring", "How long", "How much", "How often to come", "Where"):
            assert label in html, (address, label)
        assert "9:00\u2060–\u206012:00" in html, address
        assert len(html.encode()) <= 40 * KILOBYTE, (address, len(html.encode()))


def test_a_guide_takes_a_bounded_number_of_statements(client: Client, city: None) -> None:
    counts = {}
    for address in every_guide():
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts[address] = len(queries)
    assert max(counts.values()) <= MOST_STATEMENTS, counts


def test_each_paper_says_why_by_whom_and_by_which_clause(client: Client, city: None) -> None:
    html = page(client, "/one-things/OT1/?asked=1&applicant_role=agent")
    papers = html.count('<li class="mat')
    assert papers == html.count('<details class="why"')
    assert papers == html.count("<dt>Needed for</dt>") == html.count("<dt>Clause</dt>")
    assert "<dt>Issued by</dt>" in html
    assert "<dt>Data that replace it</dt>" in html
    assert "Who is handling this? An agent" in html


def test_answers_stay_in_every_address_of_the_page(client: Client, city: None) -> None:
    html = page(client, "/one-things/OT1/?asked=1&applicant_kind=person&buyer_loan=no")
    for name in ("start", "print", "qr"):
        addresses = {
            "start": START.findall(html),
            "print": re.findall(r'href="(/print/[^"]+)"', html),
            "qr": re.findall(r'src="(/qr/[^"]+)"', html),
        }
        assert all("buyer_loan=no" in unescape(found) for found in addresses[name]), name


def test_an_application_begins_with_what_was_said_and_nothing_assumed(client: Client, city: None) -> None:
    assert start_parameters(page(client, "/one-things/OT1/")) == {}
    said = start_parameters(page(client, "/one-things/OT1/?buyer_loan=no"))
    assert said["buyer_loan"] == ["no"]
    assert set(said) == {"asked", "buyer_loan"}


def test_an_answer_that_no_longer_applies_is_not_carried_over(client: Client, city: None) -> None:
    """Without provident fund the marriage is not asked about: its answer stays behind."""
    asked = (
        "asked=1&applicant_kind=person&buyer_loan=no&applicant_role=self&old_loan=no&marital_status=married"
    )
    every = start_parameters(page(client, f"/one-things/OT1/?{asked}&house_services=provident_fund"))
    company = asked.replace("=person", "=company")
    fewer = page(client, f"/one-things/OT1/?{company}")
    questions = set(re.findall(r'<input id="q-(\w+?)-\w+" ', fewer))
    kept = set(start_parameters(fewer)) - {"asked"}
    assert kept <= questions
    assert len(kept) < len(set(every) - {"asked"})


def test_a_guide_promises_a_day_of_the_working_calendar(client: Client, city: None) -> None:
    assert "Apply today, and it is done by" in page(client, "/one-things/OT4/")


def test_what_has_ended_promises_nothing(client: Client, city: None) -> None:
    assert "it is done by" not in page(client, "/matters/M20/")


def test_paper_and_screen_name_the_same_papers(client: Client, city: None) -> None:
    """C03.2: the same values on both, for every one-thing."""
    for version in one_things_listed():
        code = version.one_thing.code
        screen = page(client, f"/one-things/{code}/")
        paper = page(client, f"/print/one-thing/{code}/")
        names = NAMES.findall(paper)
        assert len(names) == screen.count('<li class="mat')
        assert all(name in screen for name in names)
        for text in re.findall(r"<dt>Clause</dt><dd>(.*?)</dd>", screen):
            assert text in paper


def test_the_blank_form_asks_each_element_once(client: Client, city: None) -> None:
    html = page(client, "/print/one-thing/OT1/form/")
    labels = re.findall(r'<th scope="row">(.*?)(?: <span|</th>)', html)
    guide = guide_for("one-thing", "OT1", QueryDict())
    assert len(labels) == len(guide.composition.fields)


def test_a_phone_opens_the_page_by_its_code(client: Client, city: None) -> None:
    response = client.get("/qr/one-thing/OT1/?buyer_loan=no")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content.startswith(b"<?xml")


# ---------- what a printed guide is worth ----------


def sheet(answers: str = "", *, mark: str = "", day: str = "") -> Any:
    data = QueryDict(answers)
    found = mark or mark_of(guide_for("one-thing", "OT1", data))
    return sheet_for("one-thing", "OT1", day or f"{today():%Y%m%d}", found, data)


def test_a_sheet_holds_on_its_day(city: None) -> None:
    assert sheet("asked=1&buyer_loan=no").standing is Standing.CURRENT


def test_another_situation_makes_another_sheet(city: None) -> None:
    mark = mark_of(guide_for("one-thing", "OT1", QueryDict("buyer_loan=no")))
    assert sheet("asked=1&buyer_loan=yes", mark=mark).standing is Standing.UNKNOWN


@pytest.mark.parametrize(("day", "mark"), [("20260399", ""), ("today", ""), ("", "0" * 12), ("99991231", "")])
def test_a_sheet_that_was_not_printed_here_is_unknown(day: str, mark: str, city: None) -> None:
    assert sheet(mark=mark, day=day).standing is Standing.UNKNOWN


def test_a_sheet_is_outdated_once_one_of_its_handbooks_changes(
    city: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark, printed = mark_of(guide_for("one-thing", "OT1", QueryDict())), today()
    tomorrow = printed + timedelta(days=1)
    _publish_again("M03", tomorrow)
    monkeypatch.setattr(sheets, "today", lambda: tomorrow)
    found = sheet(mark=mark, day=f"{printed:%Y%m%d}")
    assert found.standing is Standing.OUTDATED
    assert found.printed_on == printed


def _publish_again(code: str, first_day: date) -> None:
    """The handbook ends the day before and comes into force again with another fingerprint."""
    book = Handbook.objects.get(matter__code=code)
    Handbook.objects.filter(pk=book.pk).update(effective_to=first_day - timedelta(days=1))
    book.pk, book.version, book.effective_from, book.fingerprint = None, 2, first_day, "f" * 64
    book.save()


def test_the_page_behind_the_code_says_so_in_words(client: Client, city: None) -> None:
    paper = page(client, "/print/one-thing/OT1/?buyer_loan=no")
    version = OneThingVersion.objects.get(one_thing__code="OT1")
    assert version.fingerprint[:16] in paper
    mark = mark_of(guide_for("one-thing", "OT1", QueryDict("buyer_loan=no")))
    assert mark in paper
    day = f"{today():%Y%m%d}"
    assert "says what holds today" in page(client, f"/sheets/one-thing/OT1/{day}/{mark}/?buyer_loan=no")
    assert "do not know this paper" in page(client, f"/sheets/one-thing/OT1/{day}/{'0' * 12}/")
    assert "no longer in the catalogue" in page(client, f"/sheets/one-thing/OT99/{day}/{mark}/")


def test_half_a_question_about_a_certificate_is_told_what_is_missing(client: Client, city: None) -> None:
    assert "verification code is missing" in page(client, "/verify/?identifier=1.2.156.3005")
    assert "verification code is missing" not in page(client, "/verify/")
