"""Everything that can happen to a case, one file an act.

`accept_case`, `conclude_case`, `withdraw_case` and `withdraw_acceptance` are the halves that
approvals calls under the lock it holds.
"""

from cases.actions.accept_case import accept_case
from cases.actions.accept_invitation import accept_invitation
from cases.actions.answer_form import answer_form
from cases.actions.answer_pre_review import answer_pre_review
from cases.actions.answer_rating import answer_rating
from cases.actions.ask_payment import ask_payment
from cases.actions.ask_shipment import ask_shipment
from cases.actions.attach_material import attach_material
from cases.actions.begin_payment import begin_payment
from cases.actions.bill_case import bill_case
from cases.actions.cancel_payment import cancel_payment
from cases.actions.choose_exit import Wish, choose_exit
from cases.actions.combine_material import combine_material
from cases.actions.conclude_case import conclude_case
from cases.actions.confirm_party import confirm_party
from cases.actions.decline_invitation import decline_invitation
from cases.actions.decline_party import decline_party
from cases.actions.deem_withdrawn import deem_withdrawn
from cases.actions.draft_case import PartySpec, draft_case
from cases.actions.end_bill import end_bill
from cases.actions.erase_draft import erase_draft
from cases.actions.expire_case import expire_case
from cases.actions.fail_payment import fail_payment
from cases.actions.hand_over_results import hand_over_results
from cases.actions.invite_by_link import Invitee, invite_by_link
from cases.actions.invite_party import invite_party
from cases.actions.keep_draft import keep_draft
from cases.actions.name_party import name_party
from cases.actions.note_shipment import note_shipment
from cases.actions.prefill_draft import Offer, prefill_draft
from cases.actions.rate_case import rate_case
from cases.actions.refuse_case import refuse_case
from cases.actions.remind_party import remind_party
from cases.actions.remove_material import remove_material
from cases.actions.request_pre_review import request_pre_review
from cases.actions.return_case import return_case
from cases.actions.settle_payment import settle_payment
from cases.actions.settle_refund import settle_refund
from cases.actions.shelve_result import shelve_result
from cases.actions.submit_case import submit_case
from cases.actions.supplement_case import supplement_case
from cases.actions.take_back_invitation import take_back_invitation
from cases.actions.urge_case import urge_case
from cases.actions.waive_fee import waive_fee
from cases.actions.withdraw_acceptance import withdraw_acceptance
from cases.actions.withdraw_case import withdraw_case
from cases.actions.write_message import write_message

__all__ = [
    "Invitee",
    "Offer",
    "PartySpec",
    "Wish",
    "accept_case",
    "accept_invitation",
    "answer_form",
    "answer_pre_review",
    "answer_rating",
    "ask_payment",
    "ask_shipment",
    "attach_material",
    "begin_payment",
    "bill_case",
    "cancel_payment",
    "choose_exit",
    "combine_material",
    "conclude_case",
    "confirm_party",
    "decline_invitation",
    "decline_party",
    "deem_withdrawn",
    "draft_case",
    "end_bill",
    "erase_draft",
    "expire_case",
    "fail_payment",
    "hand_over_results",
    "invite_by_link",
    "invite_party",
    "keep_draft",
    "name_party",
    "note_shipment",
    "prefill_draft",
    "rate_case",
    "refuse_case",
    "remind_party",
    "remove_material",
    "request_pre_review",
    "return_case",
    "settle_payment",
    "settle_refund",
    "shelve_result",
    "submit_case",
    "supplement_case",
    "take_back_invitation",
    "urge_case",
    "waive_fee",
    "withdraw_acceptance",
    "withdraw_case",
    "write_message",
]
