"""Dates, lengths of time and sums of money as people of either language read them.

Pure functions: language is "zh" or "en", times are shown in the city's own zone (Asia/Shanghai).
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import overload
from zoneinfo import ZoneInfo

CITY_ZONE = ZoneInfo("Asia/Shanghai")
WORKING_DAY_MINUTES = 390  # 9:00-12:00 and 13:30-17:00
ZH_WEEKDAYS = "一二三四五六日"
EN_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
EN_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DIGITS = "零壹贰叁肆伍陆柒捌玖"
SMALL_UNITS = ("", "拾", "佰", "仟")
GREAT_UNITS = ("", "万", "亿", "万亿")


@overload
def local(value: datetime) -> datetime: ...


@overload
def local(value: date) -> date: ...


def local(value: date) -> date:
    """An aware time in the city's zone; a plain date or a naive time stays as it is."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(CITY_ZONE)
    return value


def moment(value: date | datetime, language: str, style: str = "full", today: date | None = None) -> str:
    """A date or a time in words.

    Styles: full 2026年11月24日（周二）17:30 · month 11月24日（周二）17:30 · near 今天 17:30, 昨天, 明天, else
    month (needs `today`) · short 11-24 17:30, for tables · iso 2026-11-24 17:30 · clock 17:30.
    """
    value = local(value)
    clock = f"{value:%H:%M}" if isinstance(value, datetime) else ""
    day = value.date() if isinstance(value, datetime) else value
    if style == "clock":
        return clock
    if style in {"short", "iso"}:
        return f"{day:{'%m-%d' if style == 'short' else '%Y-%m-%d'}} {clock}".strip()
    if style == "near" and today and abs((day - today).days) <= 1:
        return _near(day, today, clock, language)
    return _in_chinese(day, clock, style) if language == "zh" else _in_english(day, clock, style)


def _near(day: date, today: date, clock: str, language: str) -> str:
    words = {"zh": ("昨天", "今天", "明天"), "en": ("yesterday", "today", "tomorrow")}[language]
    word = words[(day - today) // timedelta(days=1) + 1]
    return f"{word} {clock}".strip()


def _in_chinese(day: date, clock: str, style: str) -> str:
    year = f"{day.year}年" if style == "full" else ""
    return f"{year}{day.month}月{day.day}日（周{ZH_WEEKDAYS[day.weekday()]}）{clock}"


def _in_english(day: date, clock: str, style: str) -> str:
    year = f" {day.year}" if style == "full" else ""
    text = f"{EN_WEEKDAYS[day.weekday()]} {day.day} {EN_MONTHS[day.month - 1]}{year}"
    return f"{text}, {clock}" if clock else text


def duration(minutes: int, language: str, day_minutes: int = 0) -> str:
    """So many minutes in words: 17 分, 4 小时 58 分; with `day_minutes` also days. Late times carry −."""
    sign = "−" if minutes < 0 else ""
    rest = abs(int(minutes))
    days, rest = divmod(rest, day_minutes) if day_minutes else (0, rest)
    hours, rest = divmod(rest, 60)
    words = {"zh": ("天", "小时", "分"), "en": ("d", "h", "min")}[language]
    parts = [f"{number} {word}" for number, word in zip((days, hours, rest), words, strict=True) if number]
    return sign + " ".join(parts or [f"0 {words[2]}"])


def money(amount: Decimal | float | str, language: str) -> str:
    """Yuan with two decimals and separators: 1,680,000.00 元, or ¥1,680,000.00 in English."""
    text = f"{Decimal(str(amount)):,.2f}"
    return f"{text} 元" if language == "zh" else f"¥{text}"


def money_in_capitals(amount: Decimal | float | str) -> str:
    """Yuan in the capitals that contracts and receipts use: 壹佰陆拾捌万元整. Under 10^16 yuan."""
    fen = int((Decimal(str(amount)) * 100).to_integral_value())
    yuan, jiao, rest = fen // 100, fen // 10 % 10, fen % 10
    text = f"{_capitals(yuan)}元" if yuan or not (jiao or rest) else ""
    if jiao:
        text += f"{DIGITS[jiao]}角"
    elif rest and yuan:
        text += DIGITS[0]
    return text + (f"{DIGITS[rest]}分" if rest else "整")


def _capitals(number: int) -> str:
    """A whole number in capitals: groups of four digits, one zero between what is not adjacent."""
    if number == 0:
        return DIGITS[0]
    text, gap = "", False
    for place in range(len(GREAT_UNITS) - 1, -1, -1):
        group = number // 10000**place % 10000
        if group == 0:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += DIGITS[0]
        text += _group(group) + GREAT_UNITS[place]
        gap = False
    return text


def _group(group: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if digit:
            text += (DIGITS[0] if gap else "") + DIGITS[digit] + SMALL_UNITS[place]
        gap = bool(text) and not digit
    return text
