"""The supervisor's room: every figure is exactly the cases behind it, and nothing there can be changed."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from approvals.actions import open_round
from cases.models import Case
from core.clock import frozen, now
from supervision import selectors
from supervision.cursors import PAGE, newest_first, urgent_first
from tests.cast import FRIDAY_MORNING, Cast
from tests.journeys.helpers import approve, submitted_house_transfer

pytestmark = pytest.mark.django_db
PAGES = ("overview", "limits")


def visitor(username: str) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(Cast.user(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def in_review(cast: Cast) -> Case:
    with frozen(FRIDAY_MORNING):
        return open_round(submitted_house_transfer(cast), by=cast.clerk)


@pytest.mark.parametrize("username", ["supervisor1", "auditor1"])
def test_every_figure_leads_to_exactly_its_cases(cast: Cast, in_review: Case, username: str) -> None:
    client = visitor(username)
    with frozen(FRIDAY_MORNING + timedelta(hours=1)):
        submitted_house_transfer(cast)
        page = client.get(reverse("supervision:overview"))
        assert {dial["name"]: dial["value"] for dial in page.context["dials"]}["received_today"] == 2
        for dial in page.context["dials"]:
            behind = client.get(dial["url"])
            assert len(behind.context["rows"]) == dial["value"] == behind.context["total"]


def test_the_counts_move_with_a_decision(cast: Cast, in_review: Case) -> None:
    with frozen(FRIDAY_MORNING):
        for matter in ("M01", "M02", "M03"):
            approve(cast, in_review, matter)
        counts = selectors.live_counts(now())
    assert (counts["in_review"], counts["decided_today"], counts["on_shelf"]) == (0, 1, 1)


def test_a_lamp_counts_every_task_once(cast: Cast, in_review: Case) -> None:
    with frozen(FRIDAY_MORNING + timedelta(days=30)):
        rows = selectors.lights_by_matter(now())
        assert [(row["matter"], row["overdue"], row["open"]) for row in rows] == [
            ("M02", 1, 1),
            ("M03", 1, 1),
            ("M01", 1, 1),
        ]
        html = visitor("supervisor1").get(reverse("supervision:limits") + "?light=overdue").content.decode()
    assert html.count(f">{in_review.number}<") == 3


def test_the_case_page_masks_people_and_has_nothing_to_press(in_review: Case) -> None:
    html = visitor("supervisor1").get(reverse("supervision:case", args=[in_review.number])).content.decode()
    assert "王*明" in html
    assert "王小明" not in html
    assert "339981199001010116" not in html
    main = html[html.index('<main id="main"') : html.index("</main>")]
    assert not re.search(r"<(form|button)", main)


def test_a_draft_is_nobody_s_business(cast: Cast, in_review: Case) -> None:
    assert visitor("supervisor1").get(reverse("supervision:case", args=["no-such-case"])).status_code == 404


@pytest.mark.parametrize(
    "username", ["citizen3", "clerk1", "reviewer-d-zjj", "agent1", "catalogue1", "admin1"]
)
@pytest.mark.parametrize("name", PAGES)
def test_the_room_is_closed_to_everybody_else(in_review: Case, username: str, name: str) -> None:
    assert visitor(username).get(reverse(f"supervision:{name}")).status_code == 403
    assert visitor(username).get(reverse("supervision:case", args=[in_review.number])).status_code == 403


@pytest.mark.parametrize(
    "query", ["?figure=nothing", "", "?figure=overdue&at=yesterday", "?figure=overdue&after=%F0%9F%A6%8A"]
)
def test_odd_addresses_get_a_plain_answer(in_review: Case, query: str) -> None:
    status = visitor("supervisor1").get(reverse("supervision:cases") + query).status_code
    assert status == (200 if "overdue" in query else 404)


def test_nothing_in_the_room_can_be_posted(in_review: Case) -> None:
    client = visitor("supervisor1")
    for name in PAGES:
        assert client.post(reverse(f"supervision:{name}")).status_code == 405


def test_pages_meet_without_a_gap_or_a_repeat(cast: Cast, in_review: Case) -> None:
    for _number in range(2):
        submitted_house_transfer(cast)
    rows = Case.objects.all()
    assert [row.pk for row in newest_first(rows, "").rows] == sorted(rows.values_list("pk", flat=True))[::-1]
    assert (
        newest_first(rows, str(max(rows.values_list("pk", flat=True)))).rows[0].pk
        != newest_first(rows, "").rows[0].pk
    )
    tasks = selectors.tasks_in_light(now())
    first = urgent_first(tasks, "").rows[0]
    rest = urgent_first(tasks, f"{first.promised_due_at.isoformat()}_{first.pk}").rows
    assert [row.pk for row in urgent_first(tasks, "").rows[1:]] == [row.pk for row in rest]
    assert len(rest) < PAGE
