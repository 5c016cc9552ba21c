"""The sentences in which the back office's acts are told."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

OPEN_ROUND = action("approvals.open_round", _("Sent to all departments at the same moment: %(names)s"))
CLAIM_TASK = action("approvals.claim_task", _("%(name)s: a reviewer has begun"))
RELEASE_TASK = action("approvals.release_task", _("%(name)s: put back for a colleague"), visible="staff")
REASSIGN_TASK = action("approvals.reassign_task", _("%(name)s: another officer goes on"), visible="staff")
DECIDE_TASK = action("approvals.decide_task", _("%(name)s: %(words)s"))
ASK_APPLICANT = action("approvals.ask_applicant", _("%(name)s: the reviewer has a question; no clock stops"))
ANSWER_QUESTION = action("approvals.answer_question", _("The reviewers' questions were answered"))
SUSPEND_TASK = action(
    "approvals.suspend_task", _("%(name)s: special procedure, %(planned_days)s working days")
)
RESUME_TASK = action("approvals.resume_task", _("%(name)s: the special procedure has ended"))
END_PAUSE = action(
    "approvals.end_pause",
    _("%(name)s: the days told for the special procedure are used; the clock runs on"),
)
APOLOGISE = action("approvals.apologise", _("We did not keep the promise, apologised and named a new day"))
BREAK_OFF_ROUND = action("approvals.break_off_round", _("The review was broken off"), visible="staff")
