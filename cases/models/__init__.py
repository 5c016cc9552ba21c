"""The rows of one application."""

from cases.models.case import Case, CaseQuerySet
from cases.models.delivery import ExitChoice, Shipment
from cases.models.feedback import Rating, Referral, Visit
from cases.models.intake import Correction, Pause, Undertaking
from cases.models.papers import Answer, CaseMaterial, Draft
from cases.models.party import Invitation, Party
from cases.models.payments import Bill, BillLine, Payment, Refund
from cases.models.result import Result
from cases.models.talk import Apology, Message, Urge
from cases.models.usual import UsualTime

__all__ = [
    "Answer",
    "Apology",
    "Bill",
    "BillLine",
    "Case",
    "CaseMaterial",
    "CaseQuerySet",
    "Correction",
    "Draft",
    "ExitChoice",
    "Invitation",
    "Message",
    "Party",
    "Pause",
    "Payment",
    "Rating",
    "Referral",
    "Refund",
    "Result",
    "Shipment",
    "Undertaking",
    "Urge",
    "UsualTime",
    "Visit",
]
