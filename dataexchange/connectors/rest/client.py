"""The calls of the rest connector."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from dataexchange.connectors.base import Message, Receipt
from dataexchange.connectors.http import JsonAnswer, call_json
from dataexchange.connectors.rest.config import RestConfig
from dataexchange.connectors.rest.mapping import body_of, receipt_from


class RestConnector:
    """`base.Connector` over HTTP."""

    def __init__(self, config: RestConfig) -> None:
        self._config = config

    def push_task(self, message: Message, *, key: str) -> Receipt:
        """POST tasks, with the key as Idempotency-Key."""
        return receipt_from(self._post("tasks", body_of(message), key), message["task"])

    def withdraw_task(self, task: str, *, key: str) -> Receipt:
        """POST tasks/<id>/withdraw."""
        return receipt_from(self._post(f"tasks/{quote(task, safe='')}/withdraw", b"{}", key), task)

    def task_status(self, task: str) -> Mapping[str, Any]:
        """GET tasks/<id>."""
        return self._call("GET", f"tasks/{quote(task, safe='')}").content

    def health(self) -> None:
        """GET health; any readable answer will do."""
        self._call("GET", "health")

    def _post(self, path: str, body: bytes, key: str) -> JsonAnswer:
        return self._call("POST", path, body, {"Idempotency-Key": key})

    def _call(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> JsonAnswer:
        token = {"Authorization": f"Bearer {self._config.token}"} if self._config.token else {}
        return call_json(
            method, self._config.address / path, content=body, headers={**token, **(headers or {})}
        )
