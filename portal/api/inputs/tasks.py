"""What the calls on a task take."""

from rest_framework import serializers

from approvals.states import Decision
from portal.api.inputs.fields import MAX_TEXT, Code, Form, Text, Values, Whole

LONGEST_PROCEDURE = 250  # working days, about a year


class DecisionInput(Form):
    """A conclusion: the decision, its reasons, and the fields that others rely on."""

    decision = serializers.ChoiceField(choices=Decision.choices)
    opinion = Text(max_length=MAX_TEXT, allow_blank=True, allow_null=True, default="")
    conclusion = Values(required=False, allow_null=True)


class ReassignmentInput(Form):
    """The account of the officer who goes on, and why."""

    to = Code()
    reason = Text(max_length=MAX_TEXT)


class SuspensionInput(Form):
    """A special procedure (licensing law art. 45); only a written notice stops the clock."""

    kind = Text(max_length=80)
    basis = Text(max_length=300)
    planned_days = Whole(min_value=1, max_value=LONGEST_PROCEDURE)
    notice = Text(max_length=MAX_TEXT, allow_blank=True, allow_null=True, default="")
