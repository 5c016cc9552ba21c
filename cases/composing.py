"""What a case is made of, composed from the versions it pinned when it began."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from cases.models import Case
from core.errors import DomainError
from matters.composing import Composition
from matters.composing.stored import compose_pinned


class MatterEnded(DomainError):
    """The law has ended a matter: it is shown as history and never applied for."""

    status = 422
    code = "matter_ended"
    title = _("The law has ended this matter")


def composition_of(case: Case, answers: Mapping[str, Any]) -> Composition:
    """The case's errand in its situation, with these answers for conditions on form values."""
    return compose_pinned(
        one_thing_version_id=case.one_thing_version_id,
        handbook_id=case.handbook_id,
        pins=case.pins,
        situation=case.situation,
        form=answers,
    )


def refuse_ended(composition: Composition) -> None:
    """Raises MatterEnded when the situation includes a matter that is history."""
    ended = [
        code for code in composition.matters if composition.errand.handbook(code)["status"] == "cancelled"
    ]
    if ended:
        raise MatterEnded(
            _("It can be read as history, but no longer be applied for: %(matters)s.")
            % {"matters": ", ".join(ended)},
            errors=[{"matter": code, "reason": str(MatterEnded.title)} for code in ended],
        )
