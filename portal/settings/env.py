"""Typed readers of environment variables: a nonsense value stops the start, in words."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_MISSING = object()


def text(name: str, default: object = _MISSING) -> str:
    """The variable as text; without a default it must be set and not empty."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is _MISSING:
        raise ImproperlyConfigured(f"Set the environment variable {name}.")
    return str(default)


def flag(name: str, default: bool = False) -> bool:
    """on/off, true/false, yes/no, 1/0."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in {"1", "on", "true", "yes"}:
        return True
    if value in {"0", "off", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} must be on or off, not {value!r}.")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def database(name: str) -> dict:
    """A PostgreSQL address as Django wants it.

    `postgresql://user:password@host:port/name` or, on a unix socket,
    `postgresql://user@/name?host=/path/of/the/socket/directory`.
    """
    url = urlsplit(text(name))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must start with postgresql://")
    query = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": query.pop("host", url.hostname or ""),
        "PORT": str(url.port or query.pop("port", "")),
        "OPTIONS": query,
    }


def pairs(name: str, default: str = "") -> dict[str, str]:
    """`ours:theirs,ours:theirs`; a part without a colon stops the start."""
    found = {}
    for part in text(name, default).split(","):
        left, colon, right = part.partition(":")
        if not colon:
            raise ImproperlyConfigured(f"{name} must be pairs such as name:value, not {part!r}.")
        found[left.strip()] = right.strip()
    return found


def redis_address(url: str) -> str:
    """Celery's address of a Redis as the client library writes it.

    `redis+socket:///path?virtual_host=0` is `unix:///path?db=0`; any other stays as it is.
    """
    parts = urlsplit(url)
    if parts.scheme != "redis+socket":
        return url
    return f"unix://{parts.path}?db={dict(parse_qsl(parts.query)).get('virtual_host', '0')}"
