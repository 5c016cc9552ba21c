"""Paying and receiving, with the played gateway and courier as a real process over real HTTP."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from approvals.actions import open_round
from cases.models import Case
from cases.sockets import plug_courier, plug_gateway
from core import clock
from core.clock import FrozenClock
from dataexchange.courier.carrier import Carrier
from dataexchange.payments.gateway import Gateway
from ledger import access, relay
from tests.cast import FRIDAY_MORNING, Cast
from tests.filling import submitted
from tests.sandbox.process import SandboxProcess, running_sandbox

KEY = "a key of this test"
PASSPORT, HOUSE_LOAN = "M63", "M04"


@pytest.fixture(autouse=True)
def _looks_go_the_tests_way(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Access entries go the way of the test's transaction."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        monkeypatch.setattr(access, "_own_connection", lambda: connection)
    yield
    access.close_own_connection()


@pytest.fixture
def at() -> Iterator[FrozenClock]:
    """A Friday morning that goes on only when it is told to."""
    with clock.frozen(FRIDAY_MORNING) as frozen:
        yield frozen


@pytest.fixture(scope="session")
def partners_process() -> Iterator[SandboxProcess]:
    """One sandbox with keys for all these tests."""
    with running_sandbox(PAYMENT_KEY=KEY, COURIER_KEY=KEY, SMS_KEY=KEY, DELAY_SECONDS="0") as process:
        yield process


@pytest.fixture
def partners(partners_process: SandboxProcess, settings: Any) -> Iterator[SandboxProcess]:
    """Gateway, courier and message centre are plugged in; nothing calls back: tests carry the news."""
    url = partners_process.url
    settings.PARTNERS = {
        "payments": {"url": f"{url}/gateway", "key": KEY},
        "courier": {"url": f"{url}/carrier", "key": KEY},
        "sms": {"url": f"{url}/sms", "key": KEY},
    }
    settings.PAYMENT_PAGES = url
    settings.SITE_URL = "http://127.0.0.1:9"
    for name in ("gateway", "carrier", "sms"):
        partners_process.control(name, mode="silent", delay_seconds=0.0)
    plug_gateway(Gateway())
    plug_courier(Carrier())
    yield partners_process
    plug_gateway(None)
    plug_courier(None)


@pytest.fixture
def plugged() -> Iterator[None]:
    """A gateway that nobody calls in the test: only that there is one matters."""
    plug_gateway(Gateway())
    yield
    plug_gateway(None)


Opened = Callable[..., Case]


@pytest.fixture
def accepted(cast: Cast) -> Opened:
    """Makes an accepted case of an errand, its bill included."""

    def make(code: str = PASSPORT, situation: Any = None) -> Case:
        case = submitted(cast, code, situation)
        open_round(Case.objects.get(pk=case.pk), by=cast.clerk)
        relay.drain("default")
        return Case.objects.get(pk=case.pk)

    return make


@pytest.fixture
def payer(cast: Cast) -> Client:
    """The applicant's browser."""
    client = Client()
    client.force_login(cast.user("citizen3"))
    return client
