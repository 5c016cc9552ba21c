"""The played text-message centre: takes messages, delivers them a little later, shows the last ones.

Its own ways of misbehaving: `silent` delivers without a callback, `failing` can't reach any telephone.
"""

import threading
from collections import deque
from dataclasses import dataclass
from typing import Any

from sandbox.behaviour import Behaviour
from sandbox.callbacks import Callbacks

Answer = tuple[int, dict[str, Any]]
KEPT = 200


@dataclass
class Message:
    """One text message."""

    number: str
    mobile: str
    text: str
    state: str = "accepted"


class MessageCentre:
    """The last messages; every method is safe for many threads."""

    def __init__(self, key: str) -> None:
        self._messages: dict[str, Message] = {}
        self._last: deque[Message] = deque(maxlen=KEPT)
        self._lock = threading.RLock()
        self.callbacks = Callbacks(key)

    def answer(self, method: str, steps: list[str], content: dict[str, Any], behaviour: Behaviour) -> Answer:
        """A call of the portal: `steps` after /sms/. The same number twice is one message."""
        number = str(content.get("message", "")) if method == "POST" else (steps[1:] or [""])[0]
        if method == "POST" and steps == ["messages"]:
            return self._take(number, content, behaviour)
        with self._lock:
            found = self._messages.get(number)
        return (
            (200, {"message": number, "state": found.state}) if found else (404, {"error": "no such message"})
        )

    def last(self) -> list[Message]:
        """The newest first."""
        with self._lock:
            return list(reversed(self._last))

    def _take(self, number: str, content: dict[str, Any], behaviour: Behaviour) -> Answer:
        mobile, text = str(content.get("mobile", "")), str(content.get("text", ""))
        if not number or not mobile.isdigit() or not text:
            return 422, {"error": "a message has a number, a telephone and a text"}
        with self._lock:
            if number in self._messages:
                return 200, {"message": number, "state": self._messages[number].state}
            message = Message(number, mobile, text)
            message.state = "failed" if behaviour.mode == "failing" else "delivered"
            self._messages[number] = message
            self._last.append(message)
        url = str(content.get("notify_url", ""))
        if url and behaviour.mode != "silent":
            self.callbacks.tell(url, {"message": number, "state": message.state}, after=0.2)
        return 200, {"message": number, "state": "accepted"}
