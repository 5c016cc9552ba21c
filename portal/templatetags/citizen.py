"""Words of the citizen's pages that must not break across lines."""

import re

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

# Parts of a moment as portal.formats.moment writes it, with the stop that follows: a day, a weekday with its
# time; in English the whole of it.
MOMENT = re.compile(
    r"(?:\d{4}年)?\d{1,2}月\d{1,2}日[。，；]?"
    r"|（周.）(?:\d\d:\d\d)?[。，；]?"
    r"|[A-Z][a-z]{2} \d{1,2} [A-Z][a-z]{2}(?:, \d\d:\d\d)?[.,;:]?"
)


@register.filter
def whole_moments(text: str) -> SafeString:
    """{{ telling.said|whole_moments }}: no day and no time is cut in two."""
    kept = MOMENT.sub(lambda found: f'<span class="nb">{found[0]}</span>', escape(text))
    return mark_safe(kept)  # noqa: S308 escaped above
