"""The sentence on top of a case: who has it, until when, and what the reader is to do, if anything.

Pure: values in, words in the active language out. There is a sentence for every state a case can be
in; the test walks all of them (experience.md 4.1: no state without a sentence).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from cases.states import CaseState, Holder
from portal.citizen.words import joined, language
from portal.formats import moment


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What the sentence needs to know of a case at one moment; names are in the reader's language."""

    state: str
    now: datetime
    holder: str = Holder.APPLICANT
    department: str = ""
    due: datetime | None = None
    promise: datetime | None = None
    kept_until: datetime | None = None
    owner: bool = True
    must_sign: bool = False
    unsigned: tuple[str, ...] = ()
    questions_due: datetime | None = None
    owed_due: datetime | None = None
    paused: bool = False
    results: int = 0
    ready: int = 0
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


def tell(scene: Scene) -> Telling:
    """The sentence for this scene. Raises KeyError for a state nobody wrote a sentence for."""
    return _SENTENCES[CaseState(scene.state)](scene)


def _when(at: datetime | None) -> str:
    return moment(at, language(), "month") if at else ""


def _sentences(*parts: str) -> str:
    """Sentences one after the other; Chinese needs no blank between them."""
    return (" " if language() == "en" else "").join(part for part in parts if part)


def _nothing() -> str:
    return _("You need do nothing now.")


def _draft(scene: Scene) -> Telling:
    if scene.must_sign:
        return Telling(
            _("You are asked to take part in this application."),
            _("Please check what you state, then confirm and sign."),
            "confirm",
        )
    if not scene.owner:
        return Telling(
            _("You have confirmed and signed. The applicant submits when everything is there."), _nothing()
        )
    said = _("This has not been submitted yet.")
    if scene.unsigned:
        waits = _("It also waits for the signature of: %(roles)s.") % {"roles": joined(scene.unsigned)}
        said = _sentences(said, waits)
    return Telling(said, _("Please fill in what is left, then submit."), "fill")


def _pre_review(scene: Scene) -> Telling:
    return Telling(
        _("The window is looking through your draft before you submit it. No legal clock runs yet."),
        _nothing(),
    )


def _expired(scene: Scene) -> Telling:
    return Telling(
        _("This draft was not submitted in time and has expired."),
        _("You may begin again at any time. You need do nothing now."),
    )


def _submitted(scene: Scene) -> Telling:
    said = _("The window has your application and answers by %(due)s.") % {"due": _when(scene.due)}
    if scene.due and scene.now > scene.due:
        said = _(
            "The window should have answered by %(due)s. We apologise; silence counts as acceptance."
        ) % {"due": _when(scene.due)}
    return Telling(said, _nothing())


def _correcting(scene: Scene) -> Telling:
    said = _("The window has told everything that has to be corrected, at once.")
    if not scene.owner:
        return Telling(_sentences(said, _("The applicant does this.")), _nothing())
    todo = _("Please correct it by %(due)s; nothing else is asked for.") % {"due": _when(scene.due)}
    return Telling(said, todo, "correct")


def _not_accepted(scene: Scene) -> Telling:
    return Telling(
        _("The window did not accept the application. The notice says why."),
        _("If you do not agree, the notice says where you can have it reviewed."),
    )


def _deemed_withdrawn(scene: Scene) -> Telling:
    return Telling(
        _("What was asked for did not come in time, so the application counts as withdrawn."),
        _("You may apply again at any time. You need do nothing now."),
    )


def _withdrawn(scene: Scene) -> Telling:
    return Telling(
        _("The application was withdrawn."), _("You may apply again at any time. You need do nothing now.")
    )


def _acceptance_withdrawn(scene: Scene) -> Telling:
    return Telling(
        _("A paper that was to follow did not come in time, so acceptance was taken back."),
        _("You may apply again with all papers. The notice says where you can have it reviewed."),
    )


def _in_review(scene: Scene) -> Telling:
    said = _sentences(_reviewing(scene), _promise(scene))
    if scene.by_silence:
        silence = _("The window did not answer in time, so the application counts as accepted.")
        said = _sentences(silence, said)
    if scene.owner and scene.questions_due:
        todo = _("A reviewer has a question: please answer by %(due)s.")
        return Telling(said, todo % {"due": _when(scene.questions_due)}, "answer")
    if scene.owner and scene.owed_due:
        todo = _("Please hand in by %(due)s what was to follow; the review goes on meanwhile.")
        return Telling(said, todo % {"due": _when(scene.owed_due)}, "owed")
    return Telling(said, _nothing())


def _reviewing(scene: Scene) -> str:
    if scene.holder == Holder.APPLICANT:
        return _("The review goes on as soon as the question is answered.")
    if scene.paused:
        return _("%(department)s is in a special procedure; that part's clock stands still.") % {
            "department": scene.department
        }
    if scene.due and scene.now > scene.due:
        return _("%(department)s is reviewing and is late: it was due by %(due)s.") % {
            "department": scene.department,
            "due": _when(scene.due),
        }
    return _("All papers are in. %(department)s is reviewing, until %(due)s at the latest.") % {
        "department": scene.department,
        "due": _when(scene.due),
    }


def _promise(scene: Scene) -> str:
    if scene.promise is None:
        return ""
    if scene.now > scene.promise:
        return _("We promised everything by %(due)s and did not keep it. We apologise.") % {
            "due": _when(scene.promise)
        }
    return _("Everything is done by %(due)s.") % {"due": _when(scene.promise)}


def _decided(scene: Scene, said: str) -> Telling:
    """Granted, whole or in part: the results are being made, or wait to be fetched."""
    if not scene.ready:
        being_made = _("The results are being made, ready by %(due)s.") % {"due": _when(scene.due)}
        return Telling(_sentences(said, being_made), _nothing())
    said = _sentences(said, _("The results are ready."))
    if not scene.owner:
        return Telling(said, _nothing())
    return Telling(said, _("Download them below, or fetch them at the exit window."), "collect")


def _granted(scene: Scene) -> Telling:
    return _decided(scene, _("All departments have approved."))


def _partly_granted(scene: Scene) -> Telling:
    return _decided(
        scene, _("A part is approved, a part is not; the decision says why and where it can be reviewed.")
    )


def _refused(scene: Scene) -> Telling:
    return Telling(
        _("It was not approved. The decision says why."),
        _("If you do not agree, the decision says where you can have it reviewed."),
    )


def _delivered(scene: Scene) -> Telling:
    said = _("Everything is done and handed over.")
    if scene.rated:
        return Telling(said, _nothing())
    return Telling(said, _("Tell us how it went, if you like."), "rate")


def _archived(scene: Scene) -> Telling:
    return Telling(_("Everything is done and filed."), _nothing())


_SENTENCES: dict[CaseState, Callable[[Scene], Telling]] = {
    CaseState.DRAFT: _draft,
    CaseState.PRE_REVIEW: _pre_review,
    CaseState.EXPIRED: _expired,
    CaseState.SUBMITTED: _submitted,
    CaseState.CORRECTING: _correcting,
    CaseState.NOT_ACCEPTED: _not_accepted,
    CaseState.DEEMED_WITHDRAWN: _deemed_withdrawn,
    CaseState.WITHDRAWN: _withdrawn,
    CaseState.ACCEPTANCE_WITHDRAWN: _acceptance_withdrawn,
    CaseState.IN_REVIEW: _in_review,
    CaseState.GRANTED: _granted,
    CaseState.PARTLY_GRANTED: _partly_granted,
    CaseState.REFUSED: _refused,
    CaseState.DELIVERED: _delivered,
    CaseState.ARCHIVED: _archived,
}
