"""The states of a case and of its results, and which acts lead from where to where.

One table is the truth: the transitions on the models read their sources from here, the state
diagram in the README is generated from here, and every state x transition pair is tested.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseState(models.TextChoices):
    """Where an application stands (rules.md B.5, architecture page)."""

    DRAFT = "draft", _("Draft")
    PRE_REVIEW = "pre_review", _("In pre-review")
    EXPIRED = "expired", _("Expired")
    SUBMITTED = "submitted", _("Submitted")
    CORRECTING = "correcting", _("Waiting for correction")
    NOT_ACCEPTED = "not_accepted", _("Not accepted")
    DEEMED_WITHDRAWN = "deemed_withdrawn", _("Deemed withdrawn")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    IN_REVIEW = "in_review", _("In review")
    ACCEPTANCE_WITHDRAWN = "acceptance_withdrawn", _("Acceptance withdrawn")
    GRANTED = "granted", _("Granted")
    PARTLY_GRANTED = "partly_granted", _("Partly granted")
    REFUSED = "refused", _("Refused")
    DELIVERED = "delivered", _("Delivered")
    ARCHIVED = "archived", _("Archived")


S = CaseState

# act -> (states it may start from, state it leads to)
CASE_TRANSITIONS: dict[str, tuple[tuple[CaseState, ...], CaseState]] = {
    "ask_pre_review": ((S.DRAFT,), S.PRE_REVIEW),
    "answer_pre_review": ((S.PRE_REVIEW,), S.DRAFT),
    "expire": ((S.DRAFT, S.PRE_REVIEW), S.EXPIRED),
    "submit": ((S.DRAFT, S.PRE_REVIEW), S.SUBMITTED),
    "ask_correction": ((S.SUBMITTED,), S.CORRECTING),
    "supplement": ((S.CORRECTING,), S.SUBMITTED),
    "refuse_acceptance": ((S.SUBMITTED, S.CORRECTING), S.NOT_ACCEPTED),
    "deem_withdrawn": ((S.CORRECTING,), S.DEEMED_WITHDRAWN),
    "accept": ((S.SUBMITTED,), S.IN_REVIEW),
    "withdraw_acceptance": ((S.IN_REVIEW,), S.ACCEPTANCE_WITHDRAWN),
    "withdraw": ((S.DRAFT, S.PRE_REVIEW, S.SUBMITTED, S.CORRECTING, S.IN_REVIEW), S.WITHDRAWN),
    "grant": ((S.IN_REVIEW,), S.GRANTED),
    "grant_partly": ((S.IN_REVIEW,), S.PARTLY_GRANTED),
    "refuse": ((S.IN_REVIEW,), S.REFUSED),
    "deliver": ((S.GRANTED, S.PARTLY_GRANTED), S.DELIVERED),
    "archive": ((S.DELIVERED, S.REFUSED), S.ARCHIVED),
}

BEFORE_SUBMISSION = (S.DRAFT, S.PRE_REVIEW)
AT_INTAKE = (S.SUBMITTED, S.CORRECTING)
DECIDED = (S.GRANTED, S.PARTLY_GRANTED, S.REFUSED, S.DELIVERED, S.ARCHIVED)
ENDED = (
    S.EXPIRED,
    S.NOT_ACCEPTED,
    S.DEEMED_WITHDRAWN,
    S.WITHDRAWN,
    S.ACCEPTANCE_WITHDRAWN,
    S.REFUSED,
    S.DELIVERED,
    S.ARCHIVED,
)
OPEN = tuple(state for state in S if state not in ENDED)


class ResultState(models.TextChoices):
    """Where one result of a case is on its way to the applicant."""

    PENDING = "pending", _("Being made")
    ON_SHELF = "on_shelf", _("On the exit shelf")
    IN_TRANSFER = "in_transfer", _("On its way")
    HANDED_OVER = "handed_over", _("Handed over")


RESULT_TRANSITIONS: dict[str, tuple[tuple[ResultState, ...], ResultState]] = {
    "shelve": ((ResultState.PENDING,), ResultState.ON_SHELF),
    "send": ((ResultState.ON_SHELF,), ResultState.IN_TRANSFER),
    "come_back": ((ResultState.IN_TRANSFER,), ResultState.ON_SHELF),
    "hand_over": ((ResultState.ON_SHELF, ResultState.IN_TRANSFER), ResultState.HANDED_OVER),
}


class Holder(models.TextChoices):
    """Whose turn it is: at every moment exactly one, or nobody because the case has ended."""

    APPLICANT = "applicant", _("The applicant")
    WINDOW = "window", _("The window")
    DEPARTMENTS = "departments", _("The departments")
    EXIT = "exit", _("The exit window")
    NOBODY = "nobody", _("Nobody: finished")


class Channel(models.TextChoices):
    """How the application came in; the applicant's free choice (B.2 art. 6)."""

    ONLINE = "online", _("Online")
    WINDOW = "window", _("At a window")
    AGENT = "agent", _("Through an agent")
