"""The sentence on top of a case: who has it, until when, and what the reader is to do, if anything.

Pure: values in, words in the active language out. There is a sentence for every state a case can be
in; the test walks all of them (experience.md 4.1: no state without a sentence).
"""

from collections.abc import Callable

from django.utils.translation import gettext as _

from cases.states import CaseState
from portal.citizen.words import joined
from portal.scene import Scene, Telling, nothing, sentences, when
from portal.telling_review import decided, in_review

__all__ = ["Scene", "Telling", "tell"]


def tell(scene: Scene) -> Telling:
    """The sentence for this scene. Raises KeyError for a state nobody wrote a sentence for."""
    return _SENTENCES[CaseState(scene.state)](scene)


def _draft(scene: Scene) -> Telling:
    if scene.must_sign:
        return Telling(
            _("You are asked to take part in this application."),
            _("Please check what you state, then confirm and sign."),
            "confirm",
        )
    if not scene.owner:
        return Telling(
            _("You have confirmed and signed. The applicant submits when everything is there."), nothing()
        )
    said = _("This has not been submitted yet.")
    if scene.unsigned:
        waits = _("It also waits for the signature of: %(roles)s.") % {"roles": joined(scene.unsigned)}
        said = sentences(said, waits)
    return Telling(said, _("Please fill in what is left, then submit."), "fill")


def _pre_review(scene: Scene) -> Telling:
    return Telling(
        _("The window is looking through your draft before you submit it. No legal clock runs yet."),
        nothing(),
    )


def _expired(scene: Scene) -> Telling:
    return Telling(
        _("This draft was not submitted in time and has expired."),
        _("You may begin again at any time. You need do nothing now."),
    )


def _submitted(scene: Scene) -> Telling:
    said = _("The window has your application and answers by %(due)s.") % {"due": when(scene.due)}
    if scene.due and scene.now > scene.due:
        said = _(
            "The window should have answered by %(due)s. We apologise; silence counts as acceptance."
        ) % {"due": when(scene.due)}
    return Telling(said, nothing())


def _correcting(scene: Scene) -> Telling:
    said = _("The window has told everything that has to be corrected, at once.")
    if not scene.owner:
        return Telling(sentences(said, _("The applicant does this.")), nothing())
    todo = _("Please correct it by %(due)s; nothing else is asked for.") % {"due": when(scene.due)}
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


def _granted(scene: Scene) -> Telling:
    return decided(scene, _("All departments have approved."))


def _partly_granted(scene: Scene) -> Telling:
    return decided(
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
        return Telling(said, nothing())
    return Telling(said, _("Tell us how it went, if you like."), "rate")


def _archived(scene: Scene) -> Telling:
    return Telling(_("Everything is done and filed."), nothing())


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
    CaseState.IN_REVIEW: in_review,
    CaseState.GRANTED: _granted,
    CaseState.PARTLY_GRANTED: _partly_granted,
    CaseState.REFUSED: _refused,
    CaseState.DELIVERED: _delivered,
    CaseState.ARCHIVED: _archived,
}
