"""What lies between the callers and the processes: the proxies before us, the cache that we share."""

from portal.settings import env
from portal.settings.celery import REDIS_URL

# Who may say for whom a call is (X-Forwarded-For): addresses or networks of our own proxies, and
# "unix" for one that calls through a socket. Nobody, unless told.
TRUSTED_PROXIES = env.names("TRUSTED_PROXIES")

# Tries to sign in are counted for all processes together; see core/caching.py for what happens without Redis.
CACHES = {
    "default": {
        "BACKEND": "core.caching.ForgivingRedisCache",
        "LOCATION": env.redis_address(REDIS_URL),
        "KEY_PREFIX": "one-window",
        "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
    }
}
