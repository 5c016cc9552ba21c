"""Whether an applicant is known surely enough for what they apply for (A-102)."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.assurance import required_level
from core.errors import NotAllowed
from matters.composing import Composition


class AssuranceTooLow(NotAllowed):
    """The applicant has to show more of who they are; `level` says how much. The draft stays as it is."""

    code = "assurance_too_low"
    title = _("Please confirm who you are")

    def __init__(self, detail: Any = "", **extra: Any) -> None:
        usual = _("This application asks for a surer sign-in. Everything you wrote is kept.")
        super().__init__(detail or usual, **extra)


def level_of(composition: Composition) -> int:
    """The level that this errand asks for in this situation."""
    handbooks = [composition.errand.handbook(code) for code in composition.matters]
    return required_level(handbooks, settings.ASSURANCE_DEFAULT)


def must_be_assured(by: Actor, composition: Composition) -> None:
    """Raises AssuranceTooLow for an applicant; staff have seen the person or their mandate."""
    needed = level_of(composition)
    if not by.role and by.assurance < needed:
        raise AssuranceTooLow(level=needed)
