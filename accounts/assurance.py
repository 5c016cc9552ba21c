"""How surely the portal knows who acts (A-102): three levels, as unified identity platforms tell them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """Each includes the ones below."""

    ACCOUNT = 1, _("Signed in with name and password")
    REAL_NAME = 2, _("Real name confirmed, or a second factor shown")
    REAL_PERSON = 3, _("The person themself confirmed, such as by their face")


def required_level(handbooks: Iterable[Mapping[str, Any]], default: int) -> int:
    """The highest level that one of the included matters asks for.

    A handbook names it as `assurance`; one that names none has the city's default.
    """
    return max((int(handbook.get("assurance", default)) for handbook in handbooks), default=default)
