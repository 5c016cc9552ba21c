"""The cache that all processes share: counters of tries, answers that cost much to work out.

Redis may be gone at any time and nothing is lost by it: what is asked then is not there, and what is
put is forgotten. Nothing that matters may live here alone.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class ForgivingRedisCache(RedisCache):
    """Redis as a cache; while it does not answer, an empty cache."""

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """As if it had been put."""
        return bool(_or_else(True, super().add, *args, **kwargs))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        """Not there."""
        return _or_else(default, super().get, key, default, version)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Forgotten."""
        _or_else(None, super().set, *args, **kwargs)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Not there."""
        return bool(_or_else(False, super().touch, *args, **kwargs))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Not there."""
        return bool(_or_else(False, super().delete, *args, **kwargs))

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """None were there."""
        _or_else(None, super().delete_many, *args, **kwargs)

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """None of them."""
        return dict(_or_else({}, super().get_many, *args, **kwargs))

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        """All forgotten."""
        return list(_or_else([], super().set_many, *args, **kwargs))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Not there."""
        return bool(_or_else(False, super().has_key, *args, **kwargs))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        """The first of its kind."""
        return int(_or_else(delta, super().incr, key, delta, version))

    def clear(self) -> None:
        """Empty anyway."""
        _or_else(None, super().clear)


def _or_else(otherwise: Any, call: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    try:
        return call(*args, **kwargs)
    except RedisError as error:
        log.warning("the cache does not answer: %s", type(error).__name__)
        return otherwise
