"""What a page tells the browser's own script about a passkey."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """The value for a data attribute; the template escapes it like any other text."""
    return json.dumps(value, cls=DjangoJSONEncoder)
