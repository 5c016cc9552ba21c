"""The sentence from acceptance to the hand-over: who has it, until when, what is asked. Pure."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.states import Holder
from portal.scene import Scene, Telling, nothing, sentences, when


def in_review(scene: Scene) -> Telling:
    """Who reviews, who else works, the promise, and what the applicant is asked for meanwhile."""
    silence = ""
    if scene.by_silence:
        silence = _("The window did not answer in time, so the application counts as accepted.")
    said = sentences(silence, _reviewing(scene), _others(scene), _promise(scene))
    if not scene.owner:
        return Telling(said, nothing())
    asked = _asked(scene)
    return Telling(said, sentences(*asked.values()) or nothing(), next(iter(asked), ""))


def _asked(scene: Scene) -> dict[str, str]:
    """What the applicant is asked for during the review: the key of each act, and the words."""
    asked = {}
    if scene.questions_due:
        words = _("A reviewer has a question: please answer by %(due)s.")
        asked["answer"] = words % {"due": when(scene.questions_due)}
    if scene.owed_due:
        words = _("Please hand in by %(due)s what was to follow; the review goes on meanwhile.")
        asked["owed"] = words % {"due": when(scene.owed_due)}
    return asked | _payable(scene)


def _payable(scene: Scene) -> dict[str, str]:
    return {"pay": _("Please pay %(amount)s.") % {"amount": scene.to_pay}} if scene.to_pay else {}


def _reviewing(scene: Scene) -> str:
    if scene.holder == Holder.APPLICANT:
        if scene.owner:
            return _("The review goes on as soon as the question is answered.")
        return _("The review goes on as soon as the applicant has answered a question.")
    named = {"department": scene.department, "due": when(scene.due)}
    if scene.paused:
        return _("%(department)s is in a special procedure; that part's clock stands still.") % named
    if scene.due and scene.now > scene.due:
        return _("%(department)s is reviewing and is late: it was due by %(due)s.") % named
    papers = _("All papers are in.") if scene.owed_due is None else _("Accepted with a paper to follow.")
    return sentences(papers, _at_work(scene) % {**named, "day": scene.day, "days": scene.days})


def _at_work(scene: Scene) -> str:
    if scene.days:
        return _("%(department)s is reviewing (day %(day)s of %(days)s), until %(due)s at the latest.")
    return _("%(department)s is reviewing, until %(due)s at the latest.")


def _others(scene: Scene) -> str:
    """Whoever else works meanwhile: being in one pair of hands does not mean that all others rest."""
    if not scene.others or scene.holder == Holder.APPLICANT:
        return ""
    words = ngettext(
        "%(n)s other department is at work at the same time.",
        "%(n)s other departments are at work at the same time.",
        scene.others,
    )
    return words % {"n": scene.others}


def _promise(scene: Scene) -> str:
    """The promise; once it is broken, the apology and the new day, as long as that lies ahead."""
    if scene.promise is None:
        return ""
    if scene.now <= scene.promise:
        return _("Everything is done by %(due)s.") % {"due": when(scene.promise)}
    if scene.paused and scene.new_promise is None:
        return _("Everything is done later by as many working days as the procedure takes.")
    sorry = _("We promised everything by %(due)s and did not keep it. We apologise.") % {
        "due": when(scene.promise)
    }
    if scene.new_promise is None or scene.now > scene.new_promise:
        return sorry
    return sentences(sorry, _("Now it is done by %(due)s at the latest.") % {"due": when(scene.new_promise)})


def decided(scene: Scene, said: str) -> Telling:
    """Granted, whole or in part: the results are being made, wait to be fetched, or are on their way."""
    due = _payable(scene)
    waiting = scene.results - scene.ready - scene.sent - scene.given
    if waiting > 0 and not scene.ready:
        being_made = _("The results are being made, ready by %(due)s.") % {"due": when(scene.due)}
        said = sentences(said, being_made)
    elif waiting > 0:
        rest = _("A part of the results is ready; the rest is being made, by %(due)s.")
        said = sentences(said, rest % {"due": when(scene.due)})
    elif scene.ready:
        said = sentences(said, _("The results are ready."))
    if scene.sent:
        said = sentences(said, _("The courier has what you asked to be sent."))
    if scene.owner and due:
        return Telling(said, *_first(due))
    if not scene.owner or not scene.ready:
        return Telling(said, nothing())
    return Telling(said, _("Download them below, or fetch them at the exit window."), "collect")


def _first(asked: dict[str, str]) -> tuple[str, str]:
    act, words = next(iter(asked.items()))
    return words, act
