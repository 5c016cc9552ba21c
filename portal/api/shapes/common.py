"""Shapes that several answers share."""

from typing import Any

from drf_spectacular.utils import inline_serializer
from rest_framework import serializers


class TextShape(serializers.Serializer):
    """A text in both languages."""

    zh = serializers.CharField(allow_blank=True)
    en = serializers.CharField(allow_blank=True)


class SpanShape(serializers.Serializer):
    """A length of time."""

    value = serializers.IntegerField()
    unit = serializers.CharField()


class TokenShape(serializers.Serializer):
    """A bearer token."""

    token = serializers.CharField()
    expires_at = serializers.DateTimeField()


class FaultShape(serializers.Serializer):
    """One thing that is wrong: which field, element, material, party, question or matter, and why."""

    field = serializers.CharField(required=False)
    element = serializers.CharField(required=False)
    material = serializers.CharField(required=False)
    party = serializers.CharField(required=False)
    question = serializers.CharField(required=False)
    matter = serializers.CharField(required=False)
    reason = serializers.CharField()


class ProblemShape(serializers.Serializer):
    """A problem document (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="Stable: what a program decides by.")
    detail = serializers.CharField()
    trace_id = serializers.CharField(help_text="Tell it to the help desk.")
    errors = FaultShape(many=True, required=False)


def page_of(name: str, row: type[serializers.Serializer]) -> Any:
    """A page of a list: the rows and the address of the next page."""
    return inline_serializer(
        name, fields={"results": row(many=True), "next": serializers.URLField(allow_null=True)}
    )
