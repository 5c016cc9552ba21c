"""The rows of one application."""

from cases.models.case import Case, CaseQuerySet
from cases.models.feedback import Rating, Visit
from cases.models.intake import Correction, Pause, Undertaking
from cases.models.papers import Answer, CaseMaterial, Draft
from cases.models.party import Party
from cases.models.result import Result

__all__ = [
    "Answer",
    "Case",
    "CaseMaterial",
    "CaseQuerySet",
    "Correction",
    "Draft",
    "Party",
    "Pause",
    "Rating",
    "Result",
    "Undertaking",
    "Visit",
]
