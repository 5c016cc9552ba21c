"""The same call twice has one effect: the first answer is kept and given again.

    answer = once(scope, key, request_hash, lambda: Answer(201, {...}))

The key is claimed in the act's transaction, so an act that fails keeps nothing. A concurrent twin
waits for the first, at most five seconds; then it is told to try again.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import OperationalError, connection
from django.utils.translation import gettext_lazy as _

from core import clock
from core.acts import envelope
from core.errors import BadInput, WrongState
from core.models import IdempotencyKey

KEPT = timedelta(days=7)
LONGEST_KEY = 255
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL: lock_timeout was reached


@dataclass(frozen=True)
class Answer:
    """What a call gave: its status and its JSON body; `replayed` when it was given before."""

    status: int
    body: Any
    replayed: bool = False


class KeyReused(BadInput):
    """The key belongs to another request."""

    code = "idempotency_key_reused"
    title = _("This key was already used for another request")


class TwinRunning(WrongState):
    """The first call with this key has not ended."""

    code = "idempotency_key_in_use"
    title = _("The same request is being worked on. Please repeat it in a moment")


def request_hash(*parts: bytes | str) -> str:
    """One digest for method, path, body and the SHA-256 of each file; each part with its length."""
    digest = sha256()
    for part in parts:
        content = part.encode() if isinstance(part, str) else part
        digest.update(b"%d:" % len(content))
        digest.update(content)
    return digest.hexdigest()


def once(scope: str, key: str, fingerprint: str, act: Callable[[], Answer]) -> Answer:
    """Runs the act under this key, or gives the answer of its first run. Two statements.

    Raises KeyReused when the key stands for another request, TwinRunning after five seconds of
    waiting for a twin, BadInput for a key that is empty or too long.
    """
    if not 0 < len(key) <= LONGEST_KEY:
        raise BadInput(_("An Idempotency-Key has 1 to 255 characters."), code="idempotency_key_invalid")
    with envelope():
        claimed = _claim(scope, key, fingerprint)
        if claimed is None:
            return _first_answer(scope, key, fingerprint)
        answer = act()
        _keep(claimed, answer)
        return answer


def _claim(scope: str, key: str, fingerprint: str) -> int | None:
    """The new key's row, or None when the key is taken. Waits for a twin that is still running."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [scope, key, fingerprint, clock.now()])
            row = cursor.fetchone()
    except OperationalError as error:
        if getattr(error.__cause__, "pgcode", "") == LOCK_NOT_AVAILABLE:
            raise TwinRunning from error
        raise
    return row[0] if row else None


# The shorter wait holds for the whole act, which is as well: its caller waits too.
_CLAIM = """
WITH patience AS (SELECT set_config('lock_timeout', '5s', true))
INSERT INTO core_idempotencykey (scope, key, request_hash, response, created_at)
SELECT %s, %s, %s, '', %s FROM patience
ON CONFLICT (scope, key) DO NOTHING RETURNING id
"""


def _first_answer(scope: str, key: str, fingerprint: str) -> Answer:
    first = IdempotencyKey.objects.get(scope=scope, key=key)
    if first.request_hash != fingerprint:
        raise KeyReused
    return Answer(first.status or 0, json.loads(first.response), replayed=True)


def _keep(row_id: int, answer: Answer) -> None:
    body = json.dumps(answer.body, cls=DjangoJSONEncoder, ensure_ascii=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE core_idempotencykey SET status = %s, response = %s WHERE id = %s",
            [answer.status, body, row_id],
        )


def purge_keys() -> int:
    """Forgets keys older than seven days; gives how many."""
    gone, _rows = IdempotencyKey.objects.filter(created_at__lt=clock.now() - KEPT).delete()
    return gone
