"""The shared cache works without its server, and callers are told apart behind our own proxies."""

import pytest
from django.core.cache.backends.redis import RedisCache
from django.core.exceptions import ImproperlyConfigured

from core.caching import ForgivingRedisCache
from core.middleware import caller_address, read_proxies
from portal.settings import env


@pytest.fixture
def nowhere(tmp_path):
    """A cache whose server is not there."""
    return ForgivingRedisCache(f"unix://{tmp_path}/none.sock?db=0", {})


def test_without_its_server_it_is_an_empty_cache(nowhere):
    assert nowhere.add("tries", 0) is True
    assert nowhere.incr("tries") == 1
    nowhere.set("x", 1)
    assert nowhere.get("x", "none") == "none"
    assert (nowhere.touch("x"), nowhere.delete("x"), nowhere.has_key("x")) == (False, False, False)
    assert (nowhere.get_many(["x"]), nowhere.set_many({"x": 1}), nowhere.clear()) == ({}, [], None)


def test_it_forgives_everything_that_can_be_asked_of_it():
    asked = {name for name in vars(RedisCache) if not name.startswith("_")}
    asked -= {"get_backend_timeout"}
    assert asked <= set(vars(ForgivingRedisCache))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("redis://redis:6379/0", "redis://redis:6379/0"),
        ("redis+socket:///run/ow/r.sock?virtual_host=3", "unix:///run/ow/r.sock?db=3"),
        ("redis+socket:///run/ow/r.sock", "unix:///run/ow/r.sock?db=0"),
    ],
)
def test_the_brokers_address_is_the_caches(given, expected):
    assert env.redis_address(given) == expected


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "caller"),
    [
        ("203.0.113.9", "198.51.100.1", [], "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", "6.6.6.6, 198.51.100.1", ["10.0.0.0/8"], "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 10.0.0.7", ["10.0.0.0/8"], "198.51.100.1"),
        ("203.0.113.9", "198.51.100.1", ["10.0.0.0/8"], "203.0.113.9"),
        ("10.0.0.2", "", ["10.0.0.0/8"], "10.0.0.2"),
        ("10.0.0.2", "nonsense", ["10.0.0.0/8"], "10.0.0.2"),
        ("", "198.51.100.1", ["unix"], "198.51.100.1"),
        ("", "198.51.100.1", [], ""),
        ("::1", "2001:db8::1", ["::1"], "2001:db8::1"),
    ],
)
def test_only_our_own_proxies_say_who_calls(peer, forwarded, trusted, caller):
    assert caller_address(peer, forwarded, read_proxies(trusted)) == caller


def test_a_proxy_that_is_no_address_stops_the_start():
    with pytest.raises(ImproperlyConfigured):
        read_proxies(["nginx"])
