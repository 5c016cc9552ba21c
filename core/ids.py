"""Public identifiers: unguessable, and in order of birth so that indexes stay compact."""

from uuid import UUID

import uuid6


def uuid7() -> UUID:
    """A new UUID version 7 (RFC 9562)."""
    return UUID(int=uuid6.uuid7().int)
