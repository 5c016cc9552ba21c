"""What can become of a call to another system."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Outcome(models.TextChoices):
    """How one exchange with a partner ended, each in words of its own."""

    ACCEPTED = "accepted", _("Taken over by the partner")
    NO_RECORD = "no_record", _("The partner has no such record")
    UNREACHABLE = "unreachable", _("The partner can't be reached")
    TIMED_OUT = "timed_out", _("The partner did not answer in time")
    BROKEN_OFF = "broken_off", _("The connection broke off before the answer was complete")
    BUSY = "busy", _("The partner asks for patience")
    FAILED = "failed", _("The partner reports a fault of its own")
    REFUSED = "refused", _("The partner refuses the call")
    UNREADABLE = "unreadable", _("The partner's answer can't be read")
    TOO_LARGE = "too_large", _("The partner's answer is larger than allowed")
    WRONG = "wrong", _("The partner's answer is about something else")


class Purpose(models.TextChoices):
    """Why a partner was called."""

    PUSH = "push", _("A task was handed on")
    UPDATE = "update", _("News about a task was handed on")
    WITHDRAW = "withdraw", _("A task was taken back")
    QUERY = "query", _("A shared record was asked for")


SUCCESSES = frozenset({Outcome.ACCEPTED, Outcome.NO_RECORD})
# What says nothing about the partner's health: it is there and has answered as it should.
ANSWERED = SUCCESSES | {Outcome.REFUSED}
