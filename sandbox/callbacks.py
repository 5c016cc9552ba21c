"""Signed news to the portal: told again until it is taken, as a real partner would."""

import hashlib
import hmac
import json
import logging
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

log = logging.getLogger("sandbox.callbacks")

TRIES = 6
FIRST_PAUSE = 0.5
SECONDS = 5.0
HEADER = "X-Signature"


def signature(key: str, method: str, path: str, body: bytes) -> str:
    """The same words as on the portal's side: HMAC-SHA256 over method, path and body."""
    return hmac.new(key.encode(), f"{method} {path}\n".encode() + body, hashlib.sha256).hexdigest()


class Callbacks:
    """Tells the portal, in threads of its own."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._stop = threading.Event()
        self._pool = ThreadPoolExecutor(4, thread_name_prefix="sandbox-callbacks")

    def tell(self, url: str, content: dict[str, Any], *, after: float = 0.0, forged: bool = False) -> None:
        """Sends the news soon; `forged` signs it with a key that is not the portal's."""
        self._pool.submit(self._send, url, content, after, forged)

    def stop(self) -> None:
        """Lays down the work."""
        self._stop.set()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _send(self, url: str, content: dict[str, Any], after: float, forged: bool) -> None:
        pause = after
        for number in range(TRIES):
            if self._stop.wait(pause):
                return
            status = self._post(url, content, "forged" if forged else self._key)
            log.info("told %s: %s", urlsplit(url).path, status or "nobody there")
            if status and status < 500:
                return
            pause = FIRST_PAUSE * 2**number

    def _post(self, url: str, content: dict[str, Any], key: str) -> int:
        body = json.dumps({**content, "sandbox": True, "at": time.time()}).encode()
        headers = {
            "Content-Type": "application/json",
            HEADER: signature(key, "POST", urlsplit(url).path, body),
        }
        request = urllib.request.Request(url, body, headers, method="POST")  # noqa: S310  from our own order
        try:
            with urllib.request.urlopen(request, timeout=SECONDS) as response:  # noqa: S310
                return int(response.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            return 0
