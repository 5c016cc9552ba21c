"""The sentences in which the acts on a case are told. Registered once, read by every process."""

from django.utils.translation import gettext_lazy as _

from ledger.registry import action

DRAFT_CASE = action("cases.draft_case", _("The application was begun"))
ANSWER_FORM = action("cases.answer_form", _("Answers were saved"), visible="none")
PREFILL_DRAFT = action(
    "cases.prefill_draft", _("Known data was filled in from the departments"), visible="staff"
)
INVITE_PARTY = action("cases.invite_party", _("%(name)s was asked to take part"))
ACCEPT_INVITATION = action("cases.accept_invitation", _("%(name)s takes part"))
DECLINE_PARTY = action("cases.decline_party", _("%(name)s does not take part"))
TAKE_BACK_INVITATION = action("cases.take_back_invitation", _("%(name)s is asked no longer"))
REMIND_PARTY = action("cases.remind_party", _("%(name)s was reminded"))
VOID_SIGNATURE = action(
    "cases.void_signature", _("What %(name)s had signed was changed: that signature no longer counts")
)
NAME_PARTY = action("cases.name_party", _("%(name)s was identified at a window, and named"), visible="staff")
CONFIRM_PARTY = action("cases.confirm_party", _("%(name)s confirmed and signed"))
ATTACH_MATERIAL = action("cases.attach_material", _("A material was handed in: %(name)s"))
REMOVE_MATERIAL = action("cases.remove_material", _("A file was taken back: %(name)s"))
REQUEST_PRE_REVIEW = action("cases.request_pre_review", _("A check before submission was asked for"))
ANSWER_PRE_REVIEW = action("cases.answer_pre_review", _("The window answered the check before submission"))
KEEP_DRAFT = action("cases.keep_draft", _("The draft is kept for longer"))
SUBMIT_CASE = action("cases.submit_case", _("The application was submitted; number %(number)s"))
ACCEPT_CASE = action("cases.accept_case", _("The window accepted the application"))
RETURN_CASE = action("cases.return_case", _("The window told everything that has to be corrected, at once"))
SUPPLEMENT_CASE = action("cases.supplement_case", _("What was asked for was handed in"))
REFUSE_CASE = action("cases.refuse_case", _("The window did not accept the application and said why"))
WITHDRAW_CASE = action("cases.withdraw_case", _("The application was withdrawn"))
DEEM_WITHDRAWN = action(
    "cases.deem_withdrawn", _("No answer came in time: the application counts as withdrawn")
)
EXPIRE_CASE = action("cases.expire_case", _("The draft expired"))
WITHDRAW_ACCEPTANCE = action(
    "cases.withdraw_acceptance", _("Acceptance was withdrawn because a material that was owed did not come")
)
CONCLUDE_CASE = action("cases.conclude_case", _("All departments have decided: %(words)s"))
SHELVE_RESULT = action("cases.shelve_result", _("A result is ready: %(name)s"))
HAND_OVER_RESULT = action("cases.hand_over_result", _("Results were handed over"))
DELIVER_CASE = action("cases.deliver_case", _("Everything has been handed over"))
RATE_CASE = action("cases.rate_case", _("The applicant judged the service"))
ANSWER_RATING = action("cases.answer_rating", _("A bad judgement was answered"))
WRITE_MESSAGE = action("cases.write_message", _("A message from %(from)s to %(to)s"), visible="staff")
URGE_CASE = action("cases.urge_case", _("The applicant's side asked %(name)s to hurry"))
ARCHIVE_CASE = action("cases.archive_case", _("The case was archived, one package per department"))
