"""Who came through which channel: a ticket counts, a word in the address does not; who may frame a page."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.core.signing import TimestampSigner
from django.test import Client

from accounts.actions import Entry, close_channel, register_channel
from accounts.actor import Actor
from accounts.channels import AccessChannel
from cases.actions import answer_form, submit_case
from cases.models import Case
from core.clock import now
from supervision.channel_figures import ChannelFigures, channel_rows
from tests.cast import Cast
from tests.journeys.helpers import SINGLE_CASH, complete_house_transfer

pytestmark = pytest.mark.django_db
APP = "https://app.example"
IN_A_FRAME = {"sec-fetch-dest": "iframe"}
PUBLIC = ("/", "/services/?q=公积金", "/one-things/OT1/", "/matters/M20/", "/help/", "/departments/")
NEVER = ("/sign-in/", "/apply/one-thing/OT1/", "/privacy/", "/progress/", "/my/device/", "/offline/")


@pytest.fixture
def app(city: None) -> tuple[AccessChannel, str]:
    """The province's app and its key; the own site and the counter are there too."""
    call_command("channels", "own")
    name = {"zh": "省政务APP", "en": "The province's app"}
    entry = Entry("province-app", name, name, AccessChannel.Kind.PROVINCE_APP, [APP])
    return register_channel(entry, by=Actor.system("set-up"))


def ticket(key: str, code: str = "province-app") -> str:
    """The address that the channel's server gets for its key."""
    answer = Client().post("/channels/ticket/", headers={"authorization": f"Channel {code}:{key}"})
    assert answer.status_code == 200
    return str(answer.json()["url"]).removeprefix("http://testserver")


def begin(client: Client, cast: Cast) -> Case:
    """An application of the buyer, begun on its page."""
    client.force_login(cast.user("citizen3"))
    answer = client.post("/apply/one-thing/OT1/", {"key": uuid4().hex})
    assert answer.status_code == 303
    return Case.objects.latest("id")


def came_by(address: str, cast: Cast) -> str:
    """The channel of an application begun after opening that address."""
    client = Client()
    client.get(address)
    case = begin(client, cast)
    return case.came_through.code if case.came_through else ""


def test_whoever_arrives_with_a_ticket_is_counted_for_its_channel(
    cast: Cast, app: tuple[AccessChannel, str]
) -> None:
    address = ticket(app[1])
    client = Client()
    assert client.get(f"{address}?next=/one-things/OT1/").headers["Location"] == "/one-things/OT1/"
    case = begin(client, cast)
    assert case.came_through == app[0]


@pytest.mark.parametrize(
    "address",
    [
        "/?channel=province-app",
        "/enter/province-app/",
        "/enter/province-app:1rYxyz:forged/",
        f"/enter/{TimestampSigner(salt='another').sign('province-app')}/",
    ],
)
def test_a_forged_channel_counts_for_the_own_site(
    cast: Cast, app: tuple[AccessChannel, str], address: str
) -> None:
    assert came_by(address, cast) == "own-site"


def test_a_ticket_ends_with_its_two_minutes_and_with_its_channel(
    cast: Cast, app: tuple[AccessChannel, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = ticket(app[1])
    with monkeypatch.context() as patch:
        patch.setattr("accounts.channel_keys.TICKET_SECONDS", -1)
        assert came_by(address, cast) == "own-site"
    client = Client()
    client.get(address)
    close_channel(app[0], by=Actor.system("set-up"))
    case = begin(client, cast)
    assert case.came_through is not None
    assert case.came_through.code == "own-site"


@pytest.mark.parametrize(
    "word", ["", "Channel", "Channel province-app:", "Channel province-app:x", "Bearer x"]
)
def test_without_its_key_there_is_no_ticket(app: tuple[AccessChannel, str], word: str) -> None:
    assert Client().post("/channels/ticket/", headers={"authorization": word}).status_code == 401


def test_a_ticket_leads_to_our_own_pages_only(app: tuple[AccessChannel, str]) -> None:
    assert Client().get(f"{ticket(app[1])}?next=https://evil.example/").headers["Location"] == "/"


def test_figures_of_each_channel_are_about_the_same_applications(
    cast: Cast, app: tuple[AccessChannel, str], django_assert_num_queries
) -> None:
    for _time in range(2):
        client = Client()
        client.get(ticket(app[1]))
        case = begin(client, cast)
    answer_form(case, by=cast.citizen, form={}, situation=SINGLE_CASH)
    complete_house_transfer(cast, case)
    submit_case(case, by=cast.citizen)
    with django_assert_num_queries(2):
        rows = {row["name"]: row["figures"] for row in channel_rows(now())}
    assert rows["省政务APP"] == ChannelFigures(begun=2, submitted=1)
    assert rows["本网站"] == ChannelFigures()
    client = Client()
    client.force_login(cast.user("supervisor1"))
    page = client.get("/supervision/channels/")
    assert page.status_code == 200
    assert APP in page.content.decode()
    assert 'href="/supervision/channels/"' in client.get("/supervision/").content.decode()


@pytest.mark.parametrize("address", PUBLIC)
def test_registered_origins_may_frame_public_pages(app: tuple[AccessChannel, str], address: str) -> None:
    framed = Client().get(address, headers=IN_A_FRAME)
    assert framed.headers["Content-Security-Policy"].endswith(f"frame-ancestors {APP}")
    assert "X-Frame-Options" not in framed.headers
    assert b'<base target="_top">' in framed.content
    plain = Client().get(address)
    assert plain.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
    assert plain.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("address", NEVER)
def test_pages_where_one_types_or_signs_in_are_framed_by_nobody(
    app: tuple[AccessChannel, str], address: str
) -> None:
    answer = Client().get(address, headers=IN_A_FRAME)
    assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")


def test_a_signed_in_person_is_framed_by_nobody(cast: Cast, app: tuple[AccessChannel, str]) -> None:
    client = Client()
    client.force_login(cast.user("citizen3"))
    for address in PUBLIC:
        answer = client.get(address, headers=IN_A_FRAME)
        assert answer.headers["Content-Security-Policy"].endswith("frame-ancestors 'none'")
        assert answer.headers["X-Frame-Options"] == "DENY"
