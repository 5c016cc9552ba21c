"""One call to a partner, whatever the partner does: real HTTP, real misbehaviour."""

import time

import pytest
from django.core.exceptions import ImproperlyConfigured

from dataexchange.connectors.base import ExchangeFailed
from dataexchange.connectors.http import LARGEST_ANSWER, Address, call_json
from dataexchange.states import Outcome
from tests.sandbox.process import SandboxProcess

LIMIT = 2.0
ENDINGS = {
    "down": Outcome.BROKEN_OFF,
    "hang": Outcome.TIMED_OUT,
    "drip": Outcome.TIMED_OUT,
    "reset": Outcome.BROKEN_OFF,
    "error": Outcome.FAILED,
    "unavailable": Outcome.BUSY,
    "busy": Outcome.BUSY,
    "redirect": Outcome.REFUSED,
    "garbage": Outcome.UNREADABLE,
    "empty": Outcome.UNREADABLE,
    "deep": Outcome.UNREADABLE,
    "huge": Outcome.TOO_LARGE,
}


@pytest.mark.parametrize(("mode", "ending"), ENDINGS.items())
def test_every_way_of_misbehaving_ends_in_its_own_words_and_in_time(
    sandbox: SandboxProcess, mode: str, ending: Outcome
):
    sandbox.control("D-SWJ", mode=mode)
    begun = time.monotonic()
    with pytest.raises(ExchangeFailed) as failed:
        call_json("GET", f"{sandbox.url}/departments/D-SWJ/health", seconds=LIMIT)
    assert failed.value.outcome == ending
    assert time.monotonic() - begun < LIMIT + 2


def test_a_slow_answer_within_the_time_is_an_answer(sandbox: SandboxProcess):
    sandbox.control("D-SWJ", mode="slow", delay_seconds=0.3)
    assert call_json("GET", f"{sandbox.url}/departments/D-SWJ/health").content["status"] == "ok"


def test_a_partner_that_is_not_there_is_unreachable():
    with pytest.raises(ExchangeFailed) as failed:
        call_json("GET", "http://127.0.0.1:1/health", seconds=1.0)
    assert failed.value.outcome == Outcome.UNREACHABLE


def test_a_name_that_nobody_knows_is_unreachable():
    with pytest.raises(ExchangeFailed) as failed:
        call_json("GET", "http://partner.invalid/health", seconds=5.0)
    assert failed.value.outcome == Outcome.UNREACHABLE


def test_the_partners_wish_for_patience_is_heard(sandbox: SandboxProcess):
    sandbox.control("D-SWJ", mode="unavailable")
    with pytest.raises(ExchangeFailed) as failed:
        call_json("GET", f"{sandbox.url}/departments/D-SWJ/health")
    assert failed.value.wait == 2.0


@pytest.mark.parametrize(
    "url", ["", "ftp://a/b", "http://", "file:///etc/passwd", "http://u:p@a/", "http://a/?q=1", "//a"]
)
def test_only_a_plain_address_is_an_address(url: str):
    with pytest.raises(ImproperlyConfigured):
        Address.read(url)


def test_the_largest_answer_is_one_megabyte():
    assert LARGEST_ANSWER == 1024 * 1024
