"""Calls the API as somebody, the way a program would, and counts the statements each call takes."""

import itertools
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from portal.api.views.tokens import new_token
from tests.cast import Cast

_keys = itertools.count(1)


def new_key() -> str:
    """A key that no call used before."""
    return f"key-{next(_keys)}"


@dataclass
class Caller:
    """One account at the API. `statements` is what the last call took."""

    token: str = ""
    language: str = "en"
    statements: list[str] = field(default_factory=list)
    client: APIClient = field(default_factory=lambda: APIClient(raise_request_exception=False))

    @classmethod
    def named(cls, username: str) -> "Caller":
        return cls(token=new_token(Cast.user(username))["token"])

    def call(self, method: str, path: str, body: Any = None, **options: Any) -> Any:
        """The raw answer to a call of /api/v1/…; JSON unless `format` says otherwise."""
        headers = {"Accept-Language": self.language, **options.pop("headers", {})}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        options.setdefault("format", "json")
        address = path if path.startswith(("/", "http")) else f"/api/v1/{path}"
        with CaptureQueriesContext(connection) as captured:
            answer = getattr(self.client, method)(address, body, headers=headers, **options)
        self.statements = [query["sql"] for query in captured.captured_queries]
        return answer

    def get(self, path: str, **query: Any) -> Any:
        return self.call("get", path, query or None, format=None)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        """A call that acts, with a new Idempotency-Key unless one is given."""
        sent = {"Idempotency-Key": key or new_key(), **headers}
        return self.call("post", path, body if body is not None else {}, headers=sent)

    def patch(self, path: str, body: Any, **headers: str) -> Any:
        return self.call("patch", path, body, headers=headers)

    def upload(
        self, case: str, material: str, *contents: bytes, key: str | None = None, name: str = "paper.pdf"
    ) -> Any:
        files = [SimpleUploadedFile(name, content, "application/pdf") for content in contents]
        return self.call(
            "post",
            f"cases/{case}/materials/",
            {"material": material, "file": files},
            format="multipart",
            headers={"Idempotency-Key": key or new_key()},
        )


def ok(answer: Any, status: int = 200) -> Any:
    """The body of an answer that went well."""
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def refused(answer: Any, status: int, code: str) -> Any:
    """The problem document of a call that was refused for that reason."""
    assert answer.status_code == status, answer.content.decode()
    body = answer.json()
    assert answer["Content-Type"] == "application/problem+json"
    assert (body["status"], body["code"]) == (status, code), body
    assert body["title"]
    assert body["detail"]
    assert body["trace_id"]
    assert body["type"]
    return body


def named(problem: dict[str, Any], kind: str) -> set[str]:
    """What the entries of a problem name, such as all its elements."""
    return {entry[kind] for entry in problem.get("errors", []) if kind in entry}
