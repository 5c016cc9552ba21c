"""Everything that can happen while departments review, one file an act."""

from approvals.actions.accept_by_silence import accept_by_silence
from approvals.actions.answer_question import answer_question
from approvals.actions.apologise import apologise
from approvals.actions.archive_case import archive_case
from approvals.actions.ask_applicant import ask_applicant
from approvals.actions.claim_task import claim_task
from approvals.actions.decide_task import decide_task
from approvals.actions.end_pause import end_pause
from approvals.actions.open_round import open_round
from approvals.actions.reassign_task import reassign_task
from approvals.actions.release_task import release_task
from approvals.actions.resume_task import resume_task
from approvals.actions.suspend_task import suspend_task
from approvals.actions.withdraw import withdraw
from approvals.actions.withdraw_acceptance import withdraw_acceptance

__all__ = [
    "accept_by_silence",
    "answer_question",
    "apologise",
    "archive_case",
    "ask_applicant",
    "claim_task",
    "decide_task",
    "end_pause",
    "open_round",
    "reassign_task",
    "release_task",
    "resume_task",
    "suspend_task",
    "withdraw",
    "withdraw_acceptance",
]
