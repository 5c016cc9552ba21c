"""From an identity provider's claims to a person, checked. Pure.

Every province names its claims in its own way: `settings.OIDC_CLAIMS` says which of theirs is which of
ours, `settings.OIDC_LEVELS` how its words for the level of assurance are counted here.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.actions.admit_person import Identified
from accounts.assurance import Level
from accounts.models import Person
from core.errors import BadInput
from core.identity import is_citizen_id, is_uscc

LONGEST_NAME = 100
LONGEST_NUMBER = 40
LONGEST_MOBILE = 20
REPRESENTATIVE = "legal_representative"


def identified_by(
    claims: Mapping[str, Any], names: Mapping[str, str], levels: Mapping[str, int]
) -> Identified:
    """Who this is. Raises BadInput where the number is missing or its check digit is wrong.

    A provider that tells no level has confirmed the real name by definition of its service; a level
    that nobody counted here is worth no more than a password.
    """

    def said(name: str) -> str:
        value = claims.get(names.get(name, name))
        return " ".join(value.split()) if isinstance(value, str) else ""

    kind = said("id_kind") or str(Person.IdKind.RESIDENT_ID)
    number = said("id_number").upper()
    _check(kind, number)
    level = said("level")
    uscc = said("uscc").upper()
    return Identified(
        id_kind=kind,
        id_number=number,
        name=said("name")[:LONGEST_NAME],
        level=levels.get(level, Level.ACCOUNT) if level else Level.REAL_NAME,
        mobile=said("mobile")[:LONGEST_MOBILE],
        uscc=uscc if is_uscc(uscc) else "",
        organisation_name=said("organisation_name")[:LONGEST_NAME],
        represents=said("organisation_role") == REPRESENTATIVE,
    )


def _check(kind: str, number: str) -> None:
    known = kind in Person.IdKind.values and kind != Person.IdKind.NONE_YET
    right = is_citizen_id(number) if kind == Person.IdKind.RESIDENT_ID else 0 < len(number) <= LONGEST_NUMBER
    if not (known and right):
        raise BadInput(
            _("The identity service did not tell a document number that can be right."), code="no_identity"
        )
