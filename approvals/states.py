"""The states of a round and of its tasks, and which acts lead from where to where."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoundState(models.TextChoices):
    """Where one parallel review of a case stands."""

    LIVE = "live", _("Live")
    SETTLED = "settled", _("Settled")
    BROKEN_OFF = "broken_off", _("Broken off")


class TaskState(models.TextChoices):
    """Where one department's part of a case stands."""

    WAITING = "waiting", _("Waiting for another department")
    READY = "ready", _("Ready")
    CLAIMED = "claimed", _("Being reviewed")
    ASKED = "asked", _("Waiting for the applicant")
    SUSPENDED = "suspended", _("Suspended")
    CONCLUDED = "concluded", _("Concluded")
    CANCELLED = "cancelled", _("Cancelled")


T = TaskState

TASK_TRANSITIONS: dict[str, tuple[tuple[TaskState, ...], TaskState]] = {
    "make_ready": ((T.WAITING,), T.READY),
    "claim": ((T.READY,), T.CLAIMED),
    "release": ((T.CLAIMED,), T.READY),
    "ask": ((T.CLAIMED,), T.ASKED),
    "answer": ((T.ASKED,), T.CLAIMED),
    "suspend": ((T.CLAIMED,), T.SUSPENDED),
    "resume": ((T.SUSPENDED,), T.CLAIMED),
    "conclude": ((T.CLAIMED, T.ASKED), T.CONCLUDED),
    "cancel": ((T.WAITING, T.READY, T.CLAIMED, T.ASKED, T.SUSPENDED), T.CANCELLED),
}

OPEN_TASK = (T.WAITING, T.READY, T.CLAIMED, T.ASKED, T.SUSPENDED)
AT_THE_DESK = (T.READY, T.CLAIMED, T.ASKED, T.SUSPENDED)


class Decision(models.TextChoices):
    """What a department may decide on a task."""

    APPROVE = "approve", _("Approve")
    REFUSE = "refuse", _("Refuse")
