"""Every errand of the catalogue goes through its pages, from the first press to the number, scripts off."""

import re
from collections import Counter
from typing import Any

import pytest
from django.test import Client

from accounts.models import Organisation, Person
from cases.actions import answer_form, confirm_party, invite_party
from cases.composing import composition_of
from cases.models import Case, Draft
from cases.states import CaseState
from matters.models import Element
from tests.cast import LINJIANG, Cast
from tests.filling import value_for
from tests.portal.walking import Walk

pytestmark = pytest.mark.django_db

ONE_THINGS = sorted(path.stem for path in (LINJIANG / "one_things").glob("OT*.json"))
ENDED = {"M20", "M22"}
MATTERS = sorted({path.stem for path in (LINJIANG / "matters").glob("M*.json")} - ENDED)
PAGES = 40  # far more than any errand has: a walk that goes in circles ends


def walk_of(client: Client) -> Walk:
    elements = {row.code: row.record for row in Element.objects.all()}
    return Walk(client, lambda name: value_for(elements[name]) if name in elements else "")


def begin(walk: Walk, code: str) -> Case:
    """The start page and, while an answer brings further questions, the situation page."""
    address = f"/apply/{'one-thing' if code.startswith('OT') else 'matter'}/{code}/"
    response = walk.send(address, walk.open(address), "")
    assert response.status_code == 303, response.content.decode()
    while response["Location"].endswith("/situation/"):
        address = response["Location"]
        response = walk.send(address, walk.open(address), "situation")
        assert response.status_code == 303
    return Case.objects.latest("id")


def answer_all(walk: Walk, tasks: str) -> None:
    """Each group's page, each until it leads on; new questions of a page are answered on it."""
    page = walk.open(tasks)
    for address in dict.fromkeys(page.xpath("//main//a[contains(@href, '/questions/')]/@href")):
        answer_group(walk, address)


def answer_group(walk: Walk, address: str) -> None:
    group = address
    for _page in range(PAGES):
        page = walk.open(address)
        if page.xpath("//main//*[@name='agree']"):  # sensitive data are agreed to first, once
            response = walk.send(consent_page(address), page, agree="yes", guardian="yes")
            continue
        response = walk.send(address, page, "question")
        assert response.status_code == 303, (address, response.content.decode()[:3000])
        address = response["Location"].split("#")[0]
        if group not in address:
            return
    raise AssertionError(f"{group} never ends")


def consent_page(address: str) -> str:
    return address.replace("/questions/", "/agree/").split("?")[0]


def hand_in(walk: Walk, address: str) -> None:
    """A file for every paper that the page asks for."""
    for form in walk.open(address).xpath("//form[@data-upload-form]"):
        assert walk.send_form(form, address).status_code == 303


def others_take_part(cast: Cast, case: Case) -> None:
    """The other parties of the situation say and sign what is theirs, each at the counter."""
    composition = composition_of(case, Draft.objects.get(case=case).answers)
    _first, *others = [party for party in composition.parties if party["signs"]]
    for party in others:
        person = Person.objects.get(code="P1") if "person" in party["kinds"] else None
        organisation = None if person else Organisation.objects.get(code="O2")
        invite_party(case, by=cast.citizen, role=party["role"], person=person, organisation=organisation)
        elements = composition.errand.sources.elements
        asked = {row.element for row in composition.fields}
        words = {name: value_for(elements[name]) for name in party["states"] if name in asked}
        answer_form(case, by=cast.clerk if case.channel == "window" else cast.citizen, form=words)
        confirm_party(case, by=cast.clerk, role=party["role"])


@pytest.mark.parametrize("code", [*ONE_THINGS, *MATTERS])
def test_page_by_page_from_the_start_to_the_number(cast: Cast, buyer: Client, code: str) -> None:
    walk = walk_of(buyer)
    case = begin(walk, code)
    pages = f"/cases/{case.public_id}"
    answer_all(walk, f"{pages}/apply/")
    hand_in(walk, f"{pages}/apply/materials/")
    others_take_part(cast, case)
    response = walk.send(
        f"{pages}/apply/check/", walk.open(f"{pages}/apply/check/"), "submit", undertakes="1"
    )
    assert response.status_code == 303, told(response)
    case.refresh_from_db()
    assert case.state == CaseState.SUBMITTED
    assert case.number in walk.open(response["Location"]).text_content()
    twice = {name: times for name, times in Counter(walk.asked).items() if times > 1 and name in stated(case)}
    assert twice == {}


def told(response: Any) -> str:
    """What the page says is missing."""
    return " ".join(re.findall(r"<li><a[^>]*>([^<]*)</a>", response.content.decode()))


def stated(case: Case) -> set[str]:
    return set(case.answers.values_list("element", flat=True))
