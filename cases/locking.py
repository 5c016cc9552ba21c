"""How an act takes hold of a case: its row and its chain in one statement, before anything is read."""

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from core.errors import Stale
from ledger.recording import Held, hold


def hold_case(case: Case, *, expect: int | None = None) -> tuple[Case, Held]:
    """The case, locked and fetched afresh; the caller's object is never refreshed.

    `expect`: the version the page or call was made from. Raises Stale when another one stands.
    """
    fresh, held = hold(Case.objects.filter(pk=case.pk))
    if expect is not None and expect != held.seq:
        raise Stale(
            _("The application has moved on since you looked. Nothing was lost; look again, then repeat."),
            version=held.seq,
        )
    return fresh, held
