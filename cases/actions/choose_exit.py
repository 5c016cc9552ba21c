"""Choose how the results leave: at a counter, by courier, or electronically."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.models import ServicePoint
from cases import money_wording as wording
from cases.composing import composition_of
from cases.delivery import caps_of, ways_of
from cases.locking import hold_case
from cases.models import Case, ExitChoice, Result
from cases.policies import must_own
from cases.selectors import parties_of
from cases.states import BEFORE_SUBMISSION, ENDED, ResultState
from core.acts import act
from core.errors import BadInput, Incomplete, WrongState
from ledger.recording import record
from matters.composing import Composition

WORDS = {
    Result.Method.COUNTER: {"zh": "窗口领取", "en": "at a counter"},
    Result.Method.COURIER: {"zh": "快递送达", "en": "by courier"},
    Result.Method.ELECTRONIC: {"zh": "只要电子证照", "en": "electronically"},
}


@dataclass(frozen=True)
class Wish:
    """What was chosen; `price_fen` is what the courier asked when it was."""

    method: str
    service_point: ServicePoint | None = None
    recipient: str = ""
    mobile: str = ""
    address: str = ""
    distance: str = ""
    price_fen: int | None = None


@act
def choose_exit(case: Case, wish: Wish, *, by: Actor) -> ExitChoice:
    """May be changed until the last result has left the shelf.

    Raises BadInput for a way that the errand does not offer or a price above the cap, Incomplete for a
    parcel without address, WrongState when everything has left.
    """
    case, held = hold_case(case)
    must_own(by, case, parties_of(case))
    _must_be_open(case)
    composition = composition_of(case, {})
    _must_be_offered(wish, composition)
    cap = caps_of(composition).get(wish.distance)
    _must_be_whole(wish, cap)
    values = {**vars(wish), "chosen_at": held.now, "cap_fen": cap if wish.price_fen is not None else None}
    choice, _new = ExitChoice.objects.update_or_create(case=case, defaults=values)
    way = WORDS[Result.Method(wish.method)]
    record(wording.CHOOSE_EXIT, held, by=by, subject=case, changed=[choice], data={"way": way})
    return choice


def _must_be_open(case: Case) -> None:
    if case.state in BEFORE_SUBMISSION or case.state in ENDED:
        raise WrongState(_("The results have left already, or there are none."), state=case.state)
    results = list(Result.objects.filter(case=case))
    gone = (ResultState.IN_TRANSFER, ResultState.HANDED_OVER)
    if results and all(result.state in gone for result in results):
        raise WrongState(_("The results have left already, or there are none."), state=case.state)


def _must_be_offered(wish: Wish, composition: Composition) -> None:
    if wish.method not in ways_of(composition):
        raise BadInput(_("The results of this errand do not leave that way."), errors=[{"field": "method"}])
    if wish.method == Result.Method.COUNTER and wish.service_point is None:
        raise Incomplete(_("Please say at which counter."), errors=[{"field": "service_point"}])


def _must_be_whole(wish: Wish, cap: int | None) -> None:
    """A parcel has a name, a telephone, an address and a fair price."""
    if wish.method != Result.Method.COURIER:
        return
    absent = [name for name in ("recipient", "mobile", "address") if not getattr(wish, name).strip()]
    if absent:
        reason = _("This has to be filled in.")
        raise Incomplete(
            _("The courier needs a name, a telephone number and an address."),
            errors=[{"field": name, "reason": reason} for name in absent],
        )
    if cap is None or wish.price_fen is None or wish.price_fen > cap:
        raise BadInput(
            _("The courier asks more than the published cap; nothing was ordered."), code="above_cap"
        )
