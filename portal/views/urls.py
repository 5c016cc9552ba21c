"""The addresses of the citizen's room."""

from django.urls import include, path, register_converter

from portal.views import (
    account,
    anonymous,
    apply,
    bill,
    callbacks,
    certificates,
    channels,
    ending,
    exits,
    follow,
    guide,
    home,
    information,
    invitations,
    judgements,
    judging,
    keeping,
    mandates,
    mine,
    parties,
    progress,
    questions,
    serving,
    submission,
    uploads,
    verify,
)

app_name = "portal"


class Reference:
    """A case's number or public id; anything else is an address that does not exist."""

    regex = "[0-9A-Za-z-]{1,60}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


class Kind(Reference):
    """What a guide is about."""

    regex = "one-thing|matter"


register_converter(Reference, "case_ref")
register_converter(Kind, "guide_kind")

urlpatterns = [
    path("", home.home, name="home"),
    path("services/", home.services, name="services"),
    path("one-things/<str:code>/", guide.one_thing, name="one-thing"),
    path("matters/<str:code>/", guide.matter, name="matter"),
    path("print/<guide_kind:kind>/<str:code>/", guide.printed, name="guide-print"),
    path("print/<guide_kind:kind>/<str:code>/form/", guide.form, name="guide-form"),
    path("qr/<guide_kind:kind>/<str:code>/", guide.qr, name="guide-qr"),
    path("sheets/<guide_kind:kind>/<str:code>/<str:day>/<str:mark>/", guide.sheet, name="sheet"),
    path("help/", information.help_page, name="help"),
    path("departments/", information.departments, name="departments"),
    path("negative-list/", information.negative_list, name="negative-list"),
    path("figures/", information.figures, name="figures"),
    path("official/", information.official, name="official"),
    path("channels/ticket/", channels.ticket, name="channel-ticket"),
    path("enter/<str:ticket>/", channels.enter, name="enter"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("sign-in/step-up/", account.step_up, name="step-up"),
    path("mode/", account.set_mode, name="set-mode"),
    path("", include("portal.views.my_urls")),
    path("notices/", mine.notices, name="notices"),
    path("notices/<uuid:public_id>/", mine.open_notice, name="open-notice"),
    path("apply/<guide_kind:kind>/<str:code>/", apply.start, name="start"),
    path("apply/<guide_kind:kind>/<str:code>/begun/<str:group>/", anonymous.question, name="begun"),
    path(
        "apply/<guide_kind:kind>/<str:code>/begun/<str:group>/field/",
        anonymous.keep_field,
        name="begun-keep",
    ),
    path("cases/", mine.cases, name="cases"),
    path("cases/<case_ref:reference>/", follow.case, name="case"),
    path("cases/<case_ref:reference>/answers/", follow.answers, name="answers"),
    path("cases/<case_ref:reference>/promise.ics", follow.calendar, name="calendar"),
    path("cases/<case_ref:reference>/apply/", apply.tasks, name="tasks"),
    path("cases/<case_ref:reference>/apply/elsewhere/", keeping.elsewhere, name="elsewhere"),
    path("cases/<case_ref:reference>/apply/keep/", keeping.keep_longer, name="keep-longer"),
    path("cases/<case_ref:reference>/apply/situation/", apply.situation, name="situation"),
    path("cases/<case_ref:reference>/apply/materials/", uploads.materials, name="materials"),
    path("cases/<case_ref:reference>/apply/parties/", parties.parties, name="parties"),
    path("cases/<case_ref:reference>/apply/check/", submission.check, name="check"),
    path("cases/<case_ref:reference>/apply/questions/<str:group>/", questions.question, name="question"),
    path("cases/<case_ref:reference>/apply/questions/<str:group>/field/", questions.keep, name="keep"),
    path("cases/<case_ref:reference>/parties/<str:role>/invite/", parties.invite, name="invite"),
    path("cases/<case_ref:reference>/parties/<str:role>/confirm/", parties.confirm, name="confirm"),
    path("cases/<case_ref:reference>/parties/<str:role>/uninvite/", parties.uninvite, name="uninvite"),
    path("cases/<case_ref:reference>/parties/<str:role>/remind/", parties.remind, name="remind"),
    path("cases/<case_ref:reference>/parties/<str:role>/decline/", parties.decline, name="decline"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("my/mandates/", mandates.mandates, name="mandates"),
    path("my/mandates/new/", mandates.give, name="mandate-give"),
    path("my/mandates/<int:key>/accept/", mandates.accept, name="mandate-accept"),
    path("my/mandates/<int:key>/end/", mandates.end, name="mandate-end"),
    path("cases/<case_ref:reference>/submit/", submission.submit, name="submit"),
    path("cases/<case_ref:reference>/pre-review/", submission.pre_review, name="pre-review"),
    path("cases/<case_ref:reference>/receipt/", submission.receipt, name="receipt"),
    path("cases/<case_ref:reference>/materials/<str:material>/", uploads.upload, name="upload"),
    path("", include("portal.views.material_urls")),
    path("cases/<case_ref:reference>/files/<int:file>/", uploads.file, name="file"),
    path("cases/<case_ref:reference>/files/<int:file>/remove/", uploads.remove, name="file-remove"),
    path("cases/<case_ref:reference>/correct/", ending.correct, name="correct"),
    path("cases/<case_ref:reference>/bill/", bill.bill, name="bill"),
    path("cases/<case_ref:reference>/bill/pay/", bill.pay, name="pay"),
    path("cases/<case_ref:reference>/bill/cancel/", bill.cancel, name="cancel-payment"),
    path("cases/<case_ref:reference>/exit/", exits.choose, name="exit"),
    path("my/certificates/", certificates.certificates, name="certificates"),
    path("callbacks/payments/", callbacks.payments, name="payment-callback"),
    path("callbacks/courier/", callbacks.courier, name="courier-callback"),
    path("callbacks/sms/", callbacks.text_messages, name="sms-callback"),
    path("cases/<case_ref:reference>/withdraw/", ending.take_back, name="withdraw"),
    path("cases/<case_ref:reference>/messages/", follow.message, name="message"),
    path("cases/<case_ref:reference>/urge/", follow.urge, name="urge"),
    path("cases/<case_ref:reference>/rate/", judging.rate, name="rate"),
    path("rate/<path:token>/", judging.rate_by_link, name="rate-by-link"),
    path("progress/", progress.progress, name="progress"),
    path("judgements/", judgements.judgements, name="judgements"),
    path("judgements/<int:key>/answer/", judgements.answer, name="judgement-answer"),
    path("judgements/<int:key>/author/", judgements.author, name="judgement-author"),
    path("cases/<case_ref:reference>/papers/<uuid:public_id>/", serving.paper, name="paper"),
    path(
        "cases/<case_ref:reference>/certificates/<uuid:public_id>/", serving.certificate, name="certificate"
    ),
    path("verify/", verify.certificate, name="verify"),
    path("verify/<path:identifier>", verify.certificate, name="verify-certificate"),
]
