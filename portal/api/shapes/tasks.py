"""Answers about a task."""

from rest_framework import serializers

from portal.api.shapes.cases import MaterialShape, TaskRowShape
from portal.api.shapes.common import TextShape


class TaskCaseShape(serializers.Serializer):
    """The case a task belongs to."""

    id = serializers.UUIDField()
    number = serializers.CharField(allow_null=True)
    name = TextShape()
    state = serializers.CharField()


class TaskShape(TaskRowShape):
    """A task with its case."""

    version = serializers.IntegerField(help_text="The case's version; send it back as If-Match.")
    case = TaskCaseShape()


class ConclusionFieldShape(serializers.Serializer):
    """A field of the conclusion that other departments rely on."""

    element = serializers.CharField()
    required = serializers.BooleanField()
    name = TextShape()
    type = serializers.CharField()


class TaskDetailShape(TaskShape):
    """A task with the slice of the case that its matter needs."""

    form = serializers.DictField()
    materials = MaterialShape(many=True)
    conclusion_fields = ConclusionFieldShape(many=True)
