"""The registry of channels: entered, given new keys and closed by an administrator alone, on record."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from accounts.actions import Entry, close_channel, register_channel, rotate_channel_key
from accounts.actor import Actor
from accounts.channel_keys import digest_of, is_origin
from accounts.channel_selectors import channel_with_key, framing_origins, open_channel, own_channel
from accounts.channels import AccessChannel
from core import clock
from core.errors import BadInput, NotAllowed
from ledger.models import Event
from tests.cast import Cast

pytestmark = pytest.mark.django_db
Kind = AccessChannel.Kind


def entry(code: str = "province-app", **changes: Any) -> Entry:
    given = {
        "name": {"zh": "省政务APP", "en": "The province's app"},
        "owner": {"zh": "省大数据局", "en": "The province's data bureau"},
        "kind": Kind.PROVINCE_APP,
        "origins": ["https://app.example"],
    }
    return Entry(code, **{**given, **changes})


def test_a_channel_is_entered_with_a_key_of_which_only_the_digest_is_kept(cast: Cast) -> None:
    channel, key = register_channel(entry(), by=cast.named("admin1"))
    assert channel.key_digest == digest_of(key)
    assert channel_with_key("province-app", key) == channel
    event = Event.objects.get(action="accounts.register_channel")
    assert event.actor_label == "admin1"
    assert key not in str(event.data) + str(event.digests)


@pytest.mark.parametrize("who", ["supervisor1", "clerk1", "citizen3"])
def test_nobody_but_an_administrator_runs_the_registry(cast: Cast, who: str) -> None:
    channel, _key = register_channel(entry(), by=cast.named("admin1"))
    by = cast.named(who)
    for act in (
        lambda: register_channel(entry("other"), by=by),
        lambda: rotate_channel_key(channel, by=by),
        lambda: close_channel(channel, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


@pytest.mark.parametrize(
    "changes", [{"origins": ["https://app.example/path"]}, {"origins": ["*"]}, {"kind": "own_app"}]
)
def test_what_is_no_channel_is_not_entered(city: None, changes: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        register_channel(entry(**changes), by=Actor.system("set-up"))


def test_a_code_is_entered_once_and_there_is_one_own_site(city: None) -> None:
    by = Actor.system("set-up")
    register_channel(entry(), by=by)
    call_command("channels", "own")
    call_command("channels", "own")
    assert AccessChannel.objects.count() == 3
    for again in (entry(), entry("second-site", kind=Kind.OWN_SITE, origins=[])):
        with pytest.raises(BadInput):
            register_channel(again, by=by)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://app.example", True),
        ("https://app.example:8443", True),
        ("http://app.example", False),
        ("https://app.example/", False),
        ("https://*.example", False),
        ("https://a.example https://b.example", False),
        ("https://a.example;script-src", False),
        ("'self'", False),
        ("https://", False),
    ],
)
def test_an_origin_can_smuggle_nothing_into_the_policy(text: str, good: bool) -> None:
    assert is_origin(text) is good


def test_both_keys_serve_for_a_day_after_a_rotation(city: None, monkeypatch: pytest.MonkeyPatch) -> None:
    by = Actor.system("set-up")
    channel, old = register_channel(entry(), by=by)
    channel, new = rotate_channel_key(channel, by=by)
    assert channel_with_key(channel.code, old) == channel_with_key(channel.code, new) == channel
    later = clock.now() + timedelta(hours=25)
    monkeypatch.setattr("core.clock.now", lambda: later)
    assert channel_with_key(channel.code, old) is None
    assert channel_with_key(channel.code, new) == channel


def test_a_key_that_became_known_ends_at_once(city: None) -> None:
    by = Actor.system("set-up")
    channel, old = register_channel(entry(), by=by)
    channel, new = rotate_channel_key(channel, by=by, at_once=True)
    assert channel_with_key(channel.code, old) is None
    assert channel_with_key(channel.code, new) == channel


def test_a_closed_channel_frames_nothing_and_opens_nothing(city: None) -> None:
    by = Actor.system("set-up")
    channel, key = register_channel(entry(), by=by)
    assert framing_origins() == ["https://app.example"]
    close_channel(channel, by=by)
    close_channel(channel, by=by)
    assert framing_origins() == []
    assert open_channel(channel.code) is channel_with_key(channel.code, key) is None
    assert Event.objects.filter(action="accounts.close_channel").count() == 1


@pytest.mark.parametrize("key", ["", " ", "guessed", "é"])
def test_no_other_word_opens_a_channel(city: None, key: str) -> None:
    register_channel(entry(), by=Actor.system("set-up"))
    call_command("channels", "own")
    for code in ("province-app", "own-site", "unknown", ""):
        assert channel_with_key(code, key) is None


def test_an_administrator_works_with_the_command(cast: Cast) -> None:
    told = StringIO()
    names = ["--name-zh", "微信", "--name-en", "WeChat", "--owner-zh", "腾讯", "--owner-en", "Tencent"]
    call_command("channels", "--by", "admin1", "register", "wechat", "--kind", "wechat", *names, stdout=told)
    key = told.getvalue().strip()
    assert channel_with_key("wechat", key)
    told = StringIO()
    call_command("channels", "--by", "admin1", "rotate", "wechat", "--at-once", stdout=told)
    assert channel_with_key("wechat", told.getvalue().strip())
    call_command("channels", "--by", "admin1", "close", "wechat")
    assert open_channel("wechat") is None
    told = StringIO()
    call_command("channels", "list", stdout=told)
    assert told.getvalue().startswith("wechat")
    assert own_channel(Kind.OWN_SITE) is None
