"""What a session remembers of its sign-in, and how long it lasts (reliability Z8).

Sessions end by the wall clock, as their cookies do, whatever day the working calendar has.
"""

import time

from django.contrib.sessions.backends.base import SessionBase

BEGAN, SEEN, IDLE, ASSURANCE, ENROL = "began", "seen", "idle", "assurance", "enrol"
STAFF_IDLE = 15 * 60  # seconds without a request
CITIZEN_IDLE = 30 * 60
LONGEST = 12 * 3600
NOTED_EVERY = 60  # seconds; a session is not written for each request


def begin(session: SessionBase, *, level: int, staff: bool, enrol: bool) -> None:
    """Notes a fresh sign-in. The session's key has changed with it already (fixation)."""
    now = int(time.time())
    session[BEGAN] = session[SEEN] = now
    session[IDLE] = STAFF_IDLE if staff else CITIZEN_IDLE
    session[ASSURANCE] = level
    session[ENROL] = enrol


def is_over(session: SessionBase, now: float) -> bool:
    """Whether it lay idle for too long, or lasted for twelve hours."""
    began, seen = session.get(BEGAN), session.get(SEEN)
    if began is None or seen is None:
        return False  # from before this was noted; the cookie's own age ends it
    return now - seen > session.get(IDLE, CITIZEN_IDLE) + NOTED_EVERY or now - began > LONGEST


def note_use(session: SessionBase, now: float) -> None:
    """Notes that somebody is there, once a minute at most."""
    if SEEN in session and now - session[SEEN] >= NOTED_EVERY:
        session[SEEN] = int(now)
