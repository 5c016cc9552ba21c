"""Answers of the catalogue. Handbooks are told by catalogue.schema.json, not again here."""

from rest_framework import serializers

from portal.api.shapes.common import SpanShape, TextShape


class MatterShape(serializers.Serializer):
    """A matter in the list."""

    code = serializers.CharField()
    name = TextShape()
    department = serializers.CharField()
    handling_type = serializers.CharField()
    promised_limit = SpanShape()
    visits_max = serializers.IntegerField()
    fee = serializers.DictField()
    version = serializers.IntegerField()
    status = serializers.CharField()


class OneThingShape(serializers.Serializer):
    """A one-thing in the list."""

    code = serializers.CharField()
    name = TextShape()
    theme = serializers.CharField()
    lead_department = serializers.CharField()
    window = serializers.CharField()
    matters = serializers.ListField(child=serializers.CharField())
    target = serializers.DictField(allow_null=True)
    version = serializers.IntegerField()


class HandbookShape(serializers.Serializer):
    """The record whole, exactly as in the catalogue, and its fingerprint. Further keys: the format's."""

    id = serializers.CharField()
    version = serializers.IntegerField()
    name = TextShape()
    effective_from = serializers.DateField()
    effective_to = serializers.DateField(allow_null=True)
    fingerprint = serializers.CharField(help_text="SHA-256 of the record's canonical JSON.")


class ComposedShape(serializers.Serializer):
    """What an errand needs in a situation (rules O1 to O8)."""

    questions = serializers.ListField(child=serializers.CharField())
    matters = serializers.ListField(child=serializers.CharField())
    departments = serializers.ListField(child=serializers.CharField())
    materials = serializers.ListField(child=serializers.DictField())
    material_counts = serializers.DictField()
    fields = serializers.ListField(child=serializers.DictField())
    delivered_fields = serializers.ListField(child=serializers.DictField())
    field_counts = serializers.DictField()
    decision_levels = serializers.ListField(child=serializers.ListField())
    start_levels = serializers.ListField(child=serializers.ListField())
    schedule = serializers.ListField(child=serializers.DictField())
    critical_path = serializers.ListField(child=serializers.CharField())
    earliest_finish = serializers.DictField()
    in_series = serializers.DictField()
    statutory = serializers.DictField()
    parties = serializers.ListField(child=serializers.DictField())
    labels = serializers.DictField(child=TextShape())
    reasons = serializers.DictField()


class DueShape(serializers.Serializer):
    """The last day of a time limit."""

    due = serializers.DateField()
    provisional = serializers.BooleanField(help_text="A year without a published calendar was counted.")


class StandingShape(serializers.Serializer):
    """Whether a certificate holds; nothing about its holder. What is not valid here may say nothing more."""

    valid = serializers.BooleanField()
    identifier = serializers.CharField()
    state = serializers.CharField(allow_null=True)
    name = TextShape(allow_null=True)
    issuer = TextShape(allow_null=True)
    issued_on = serializers.DateField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)
    checked_at = serializers.DateTimeField()
