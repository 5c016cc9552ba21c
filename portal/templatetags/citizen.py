"""Words of the citizen's pages that must not break across lines."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# A moment as portal.formats.moment writes it, in either language, with its weekday and time.
MOMENT = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:（周.）)?(?:\d\d:\d\d)?"
    r"|[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?:, \d\d:\d\d)?"
)


@register.filter
def whole_moments(text: str) -> SafeString:
    """{{ telling.said|whole_moments }}: every date with its time stays on one line."""
    kept = MOMENT.sub(lambda found: f'<span class="nb">{found[0]}</span>', escape(text))
    return mark_safe(kept)  # noqa: S308 escaped above
