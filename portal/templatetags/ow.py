"""The pages' own words: formats, icons, lamps and marks. Built in to every template, nothing to load.

The larger pieces live beside this file: `ow_forms` (what people fill in), `ow_pieces` (what people read)
and `ow_pictures`; they are built in through this library as well.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext_lazy

from core import clock, identity
from core.text import pick as pick_text
from portal import formats
from portal.citizen import words
from portal.pictures.icons import ICONS, LAMPS
from portal.templatetags import ow_forms, ow_pictures, ow_pieces

register = template.Library()
for library in (ow_forms.register, ow_pictures.register, ow_pieces.register):
    register.tags.update(library.tags)
    register.filters.update(library.filters)

LAMP_WORDS = {
    "ok": pgettext_lazy("lamp", "On time"),
    "warn": pgettext_lazy("lamp", "Due soon"),
    "late": pgettext_lazy("lamp", "Overdue"),
    "hold": pgettext_lazy("lamp", "Paused"),
    "idle": pgettext_lazy("lamp", "Not started"),
}
# What the clocks and the supervisor call the same four states.
LAMP_NAMES = {
    "green": "ok",
    "on_time": "ok",
    "yellow": "warn",
    "due_soon": "warn",
    "red": "late",
    "overdue": "late",
    "blue": "hold",
    "paused": "hold",
}
SOURCES = {
    "bring": ("bag", pgettext_lazy("material", "Bring it")),
    "upload": ("bag", pgettext_lazy("material", "Upload it")),
    "shared": ("link", pgettext_lazy("material", "Shared, not needed")),
    "gap": ("gap", pgettext_lazy("material", "May follow later")),
    "form": ("form", pgettext_lazy("material", "Made for you")),
}
SOURCE_CLASSES = {"upload": "bring"}


def language() -> str:
    """`zh` or `en`: the language the page is being written in."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


@register.filter
def joined(names: Iterable[str]) -> str:
    """{{ matters|joined }}: names in one line with the language's own comma."""
    return words.joined(names)


# ---------- drawings ----------


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """{% icon "home" %}: a drawing of portal.pictures.icons. Decorative unless it gets a `label`."""
    drawing = mark_safe(ICONS[name])  # noqa: S308 our own drawings
    if label:
        return format_html(
            '<svg class="i" viewBox="0 0 24 24" role="img" aria-label="{}">{}</svg>', label, drawing
        )
    return format_html('<svg class="i" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', drawing)


@register.simple_tag
def lamp(state: str, text: str | None = None, box: bool = False) -> SafeString:
    """{% lamp "late" %}: shape + word + colour. `text` replaces the word, `box` gives it a ground.

    State: ok, warn, late, hold, idle, or the clocks' own names (on_time, due_soon, overdue, paused).
    """
    kind = LAMP_NAMES.get(state, state)
    return format_html(
        '<span class="lamp lamp-{}{}"><svg viewBox="0 0 16 16" aria-hidden="true">{}</svg>{}</span>',
        kind,
        " lamp-box" if box else "",
        mark_safe(LAMPS[kind]),  # noqa: S308 our own drawings
        LAMP_WORDS[kind] if text is None else text,
    )


@register.simple_tag
def source_mark(kind: str, text: str = "") -> SafeString:
    """{% source_mark "shared" %}: where a material comes from. Kind: bring, upload, shared, gap, form."""
    drawing, word = SOURCES[kind]
    return format_html(
        '<span class="src src-{}">{}{}</span>', SOURCE_CLASSES.get(kind, kind), icon(drawing), text or word
    )


# ---------- texts and figures ----------


@register.filter
def pick(value: Mapping[str, str] | str | None) -> str:
    """{{ matter.name|pick }}: the text in the reader's language."""
    return pick_text(value)


@register.filter(name="zh_date")
def zh_date_filter(value: date | datetime | None, style: str = "full") -> str:
    """{{ at|zh_date }} or {{ at|zh_date:"near" }}; styles in portal.formats.moment. Empty for nothing."""
    if not value:
        return ""
    today = formats.local(clock.now()).date() if style == "near" else None
    return formats.moment(value, language(), style, today)


@register.simple_tag(name="zh_date")
def zh_date_tag(value: date | datetime | None, style: str = "full") -> SafeString | str:
    """{% zh_date at %}: the same as a <time> element that never breaks across lines."""
    if not value:
        return ""
    shown = formats.local(value)
    return format_html(
        '<time class="nb num" datetime="{}">{}</time>', shown.isoformat(), zh_date_filter(value, style)
    )


@register.filter
def duration(minutes: int | None, kind: str = "") -> str:
    """{{ minutes|duration }}: 4 小时 58 分. "working": days of 6.5 working hours; "day": days of 24 h."""
    if minutes is None:
        return ""
    day = {"working": formats.WORKING_DAY_MINUTES, "day": 1440}.get(kind, 0)
    return formats.duration(minutes, language(), day)


@register.filter
def money(amount: Decimal | float | str | None) -> str:
    """{{ fee|money }}: 1,680,000.00 元."""
    return "" if amount in (None, "") else formats.money(amount, language())


@register.simple_tag(name="money")
def money_tag(amount: Decimal | float | str | None) -> str:
    """{% money fee %}: the filter as a tag."""
    return money(amount)


@register.filter
def money_capitals(amount: Decimal | float | str | None) -> str:
    """{{ price|money_capitals }}: 壹佰陆拾捌万元整, as contracts have it; the same in both languages."""
    return "" if amount in (None, "") else formats.money_in_capitals(amount)


@register.filter
def count(number: int | None) -> str:
    """{{ total|count }}: 3,275."""
    return "" if number is None else f"{number:,}"


@register.filter(name="mask_name")
def mask_name_filter(value: Mapping[str, str] | str | None) -> str:
    """{{ person.name|mask_name }}: 王*明."""
    return identity.mask_name(pick_text(value))


@register.filter(name="mask_id")
def mask_id_filter(value: str | None) -> str:
    """{{ person.id_number|mask_id }}: what may be shown of a document number."""
    return identity.mask_id(value or "")


@register.filter(name="mask_mobile")
def mask_mobile_filter(value: str | None) -> str:
    """{{ person.mobile|mask_mobile }}: 138****0004."""
    return identity.mask_mobile(value or "")


@register.simple_tag
def now_in_bar() -> SafeString:
    """The clock of the staff bar, before a script takes it over."""
    now = formats.local(clock.now())
    day = (
        f"{now.month}月{now.day}日 周{formats.ZH_WEEKDAYS[now.weekday()]}"
        if language() == "zh"
        else f"{formats.EN_WEEKDAYS[now.weekday()]} {now.day} {formats.EN_MONTHS[now.month - 1]}"
    )
    return format_html("{} <b>{}</b>", day, f"{now:%H:%M}")


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: object) -> str:
    """{% query state="late" after=None %}: this address with parameters changed; None drops one."""
    parameters = context["request"].GET.copy()
    for name, value in changes.items():
        parameters.pop(name, None)
        if value is not None:
            parameters[name] = value
    return f"?{parameters.urlencode()}" if parameters else "?"
