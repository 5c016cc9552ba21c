"""What the sentence on top of a case is made from, and its smallest parts. Pure."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cases.states import Holder
from portal.citizen.words import language
from portal.formats import moment


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the sentence needs to know of a case at one moment; names are in the reader's language.

    `day` of `days`: how far the holder is, in working days. `others`: other departments at work at
    the same time. `results` of the case, of which `ready` to fetch, `sent` on their way, `given`
    handed over. `to_pay`: what is owed, in words; no law sets a last day for it, so none is told.
    """

    state: str
    now: datetime
    holder: str = Holder.APPLICANT
    department: str = ""
    due: datetime | None = None
    promise: datetime | None = None
    new_promise: datetime | None = None
    day: int = 0
    days: int = 0
    others: int = 0
    kept_until: datetime | None = None
    owner: bool = True
    must_sign: bool = False
    unsigned: tuple[str, ...] = ()
    questions_due: datetime | None = None
    owed_due: datetime | None = None
    paused: bool = False
    results: int = 0
    ready: int = 0
    sent: int = 0
    given: int = 0
    to_pay: str = ""
    by_silence: bool = False
    rated: bool = False


@dataclass(frozen=True)
class Telling:
    """`said` is how things stand, `todo` what the reader does now; `act` is the key of that act, or empty."""

    said: str
    todo: str
    act: str = ""

    @property
    def calm(self) -> bool:
        """Whether nothing is asked of the reader: the best news we have."""
        return not self.act


def when(at: datetime | None) -> str:
    """A moment inside a sentence."""
    return moment(at, language(), "month") if at else ""


def sentences(*parts: str) -> str:
    """Sentences one after the other; Chinese needs no blank between them."""
    return (" " if language() == "en" else "").join(part for part in parts if part)


def nothing() -> str:
    """The best news there is."""
    return _("You need do nothing now.")
