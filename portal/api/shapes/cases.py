"""Answers about a case."""

from rest_framework import serializers

from approvals.states import Decision, TaskState
from cases.states import CaseState, Holder, ResultState
from portal.api.shapes.common import TextShape


def moment(*, null: bool = True) -> serializers.DateTimeField:
    """An instant."""
    return serializers.DateTimeField(allow_null=null)


class HolderShape(serializers.Serializer):
    """Who has the case now, since when, and by when they must act."""

    kind = serializers.ChoiceField(choices=Holder.choices)
    department = serializers.CharField(allow_null=True)
    label = serializers.CharField()
    since = moment(null=False)
    due = moment()


class CaseSummaryShape(serializers.Serializer):
    """What lists and acts answer of a case."""

    id = serializers.UUIDField()
    number = serializers.CharField(allow_null=True)
    state = serializers.ChoiceField(choices=CaseState.choices)
    version = serializers.IntegerField(help_text="Moves with every act; send it back as If-Match.")
    one_thing = serializers.CharField(allow_null=True)
    matter = serializers.CharField(allow_null=True)
    name = TextShape()
    channel = serializers.CharField()
    service_point = serializers.CharField()
    holder = HolderShape()
    created_at = moment(null=False)
    submitted_at = moment()
    accepted_at = moment()
    accepted_by_silence = serializers.BooleanField()
    tolerated_until = moment()
    promised_due = moment()
    statutory_due = moment()
    decided_at = moment()
    delivered_at = moment()
    closed_at = moment()


class PartyShape(serializers.Serializer):
    """Somebody who takes part."""

    id = serializers.IntegerField()
    role = serializers.CharField()
    name = TextShape()
    person = serializers.CharField(allow_null=True, help_text="The catalogue's id, else a masked number.")
    organisation = serializers.CharField(allow_null=True)
    label = serializers.CharField(allow_blank=True)
    signs = serializers.BooleanField()
    states = serializers.ListField(child=serializers.CharField())
    confirmed_at = moment()


class ReceiptShape(serializers.Serializer):
    """Proof of what was received."""

    number = serializers.CharField()
    content_sha256 = serializers.CharField()
    submitted_at = moment(null=False)
    signature = serializers.CharField()


class ClockShape(serializers.Serializer):
    """One clock of a case or a task."""

    kind = serializers.ChoiceField(choices=["notice", "promised", "statutory", "felt"])
    started = moment(null=False)
    due = moment()
    ended = moment()
    pauses = serializers.ListField(child=serializers.DictField())
    provisional = serializers.BooleanField(required=False)


class TaskRowShape(serializers.Serializer):
    """One matter of a case in the hands of one department."""

    id = serializers.UUIDField()
    matter = serializers.CharField()
    name = TextShape()
    department = serializers.CharField()
    state = serializers.ChoiceField(choices=TaskState.choices)
    required = serializers.BooleanField()
    depends_on = serializers.ListField(child=serializers.CharField(), help_text="Matters concluded first.")
    facts = serializers.DictField(help_text="element -> value that other conclusions brought.")
    facts_from = serializers.DictField()
    decision = serializers.ChoiceField(choices=Decision.choices, allow_null=True)
    opinion = serializers.CharField(allow_null=True, allow_blank=True)
    started_at = moment()
    claimed_at = moment()
    promised_due = moment()
    statutory_due = moment()
    concluded_at = moment()
    clocks = ClockShape(many=True)


class ResultShape(serializers.Serializer):
    """What a granted matter yields."""

    id = serializers.IntegerField()
    matter = serializers.CharField()
    name = TextShape()
    state = serializers.ChoiceField(choices=ResultState.choices)
    identifier = serializers.CharField(allow_null=True)
    verify_code = serializers.CharField(allow_null=True)
    method = serializers.CharField(allow_null=True)
    shelved_at = moment()
    handed_over_at = moment()


class MaterialShape(serializers.Serializer):
    """One file."""

    id = serializers.UUIDField()
    material = serializers.CharField()
    name = serializers.CharField()
    content_type = serializers.CharField()
    sha256 = serializers.CharField()
    size = serializers.IntegerField()
    pages = serializers.IntegerField()
    scan = serializers.CharField()
    added_at = moment(null=False)


class GapShape(serializers.Serializer):
    """Something missing or doubtful."""

    element = serializers.CharField(required=False)
    material = serializers.CharField(required=False)
    question = serializers.CharField(required=False)
    reason = serializers.CharField()


class CorrectionShape(serializers.Serializer):
    """A notice of everything missing, or a reviewer's question."""

    ordinal = serializers.IntegerField()
    matter = serializers.CharField(allow_null=True)
    gaps = GapShape(many=True)
    asked_at = moment(null=False)
    due = moment(null=False)
    answered_at = moment()


class UndertakingShape(serializers.Serializer):
    """A material that is to follow."""

    material = serializers.CharField()
    due = moment(null=False)
    fulfilled_at = moment()


class CaseShape(CaseSummaryShape):
    """A case whole, cut to what its reader may see."""

    language = serializers.CharField()
    situation = serializers.DictField()
    clocks = ClockShape(many=True)
    parties = PartyShape(many=True)
    tasks = TaskRowShape(many=True)
    results = ResultShape(many=True)
    runs = serializers.IntegerField()
    form = serializers.DictField()
    sources = serializers.DictField()
    warnings = GapShape(many=True)
    materials = MaterialShape(many=True)
    corrections = CorrectionShape(many=True)
    undertakings = UndertakingShape(many=True)
    receipt = ReceiptShape(allow_null=True)
    refusal = serializers.DictField(allow_null=True)


class CaseWithPartiesShape(CaseSummaryShape):
    """A case and who takes part in it."""

    parties = PartyShape(many=True)


class AnsweredShape(CaseSummaryShape):
    """A case after answers were saved."""

    form = serializers.DictField()
    warnings = GapShape(many=True)


class SubmittedShape(CaseSummaryShape):
    """A case that was submitted."""

    receipt = ReceiptShape()


class AcceptedShape(CaseSummaryShape):
    """A case whose review has begun."""

    tasks = TaskRowShape(many=True)


class HandedOverShape(CaseSummaryShape):
    """A case whose results are being handed over."""

    results = ResultShape(many=True)


class PartyWithVersionShape(PartyShape):
    """A party, and the case's version after the act."""

    version = serializers.IntegerField()


class HandedInShape(MaterialShape):
    """The first file, all files of the call, and the case's version after the act."""

    files = MaterialShape(many=True)
    version = serializers.IntegerField()


class RatingShape(serializers.Serializer):
    """A judgement that was kept."""

    id = serializers.IntegerField()
    grade = serializers.IntegerField()
    matter = serializers.CharField(allow_null=True)
    rated_at = moment(null=False)
    version = serializers.IntegerField()


class TimelineEntryShape(serializers.Serializer):
    """One event in words."""

    seq = serializers.IntegerField()
    at = moment(null=False)
    action = serializers.CharField()
    sentence = serializers.CharField()
    by = serializers.CharField()


class TimelineShape(serializers.Serializer):
    """The events that this reader may know of, in order."""

    results = TimelineEntryShape(many=True)
    next = serializers.URLField(allow_null=True)


class ProofShape(serializers.Serializer):
    """The case's chain, and where its events lie under signed checkpoints."""

    chain = serializers.IntegerField()
    events = serializers.ListField(child=serializers.DictField())
    checkpoints = serializers.ListField(child=serializers.DictField())
