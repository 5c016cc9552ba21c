"""Dates, lengths of time and sums read as people write them."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from portal import formats
from portal.templatetags import ow

AT = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "style", "words"),
    [
        ("zh", "full", "2026年11月24日（周二）17:30"),
        ("zh", "month", "11月24日（周二）17:30"),
        ("zh", "short", "11-24 17:30"),
        ("zh", "iso", "2026-11-24 17:30"),
        ("zh", "clock", "17:30"),
        ("en", "full", "Tue 24 Nov 2026, 17:30"),
        ("en", "month", "Tue 24 Nov, 17:30"),
    ],
)
def test_a_moment_is_told_in_the_citys_time(language: str, style: str, words: str) -> None:
    assert formats.moment(AT, language, style) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(23, "昨天"), (24, "今天"), (25, "明天"), (26, "11月26日（周四）"), (22, "11月22日（周日）")],
)
def test_a_near_day_has_its_own_word(day: int, words: str) -> None:
    assert formats.moment(date(2026, 11, day), "zh", "near", date(2026, 11, 24)) == words


def test_near_is_judged_by_the_citys_midnight_not_by_utc() -> None:
    with clock.frozen(datetime(2026, 11, 23, 16, 30, tzinfo=UTC)):  # 00:30 on the 24th in the city
        assert ow.zh_date_filter(AT, "near") == "今天 17:30"


def test_a_date_without_a_time_has_no_clock() -> None:
    assert formats.moment(date(2026, 11, 24), "zh") == "2026年11月24日（周二）"


@pytest.mark.parametrize(
    ("minutes", "day", "words"),
    [
        (0, 0, "0 分"),
        (17, 0, "17 分"),
        (60, 0, "1 小时"),
        (298, 0, "4 小时 58 分"),
        (-92, 0, "−1 小时 32 分"),
        (688, 390, "1 天 4 小时 58 分"),
        (1440, 1440, "1 天"),
    ],
)
def test_a_length_of_time_is_told_in_words(minutes: int, day: int, words: str) -> None:
    assert formats.duration(minutes, "zh", day) == words


@given(st.integers(min_value=-100_000, max_value=100_000))
def test_a_length_of_time_loses_no_minute(minutes: int) -> None:
    words = formats.duration(minutes, "en", formats.WORKING_DAY_MINUTES).replace("−", "").split()
    size = {"d": formats.WORKING_DAY_MINUTES, "h": 60, "min": 1}
    total = sum(int(number) * size[unit] for number, unit in zip(words[::2], words[1::2], strict=True))
    assert total == abs(minutes)


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        (1680000, "壹佰陆拾捌万元整"),
        (920000, "玖拾贰万元整"),
        (0, "零元整"),
        ("0.05", "伍分"),
        ("10.50", "壹拾元伍角整"),
        ("10000.01", "壹万元零壹分"),
        (20005, "贰万零伍元整"),
        (100200030, "壹亿零贰拾万零叁拾元整"),
        (1005000, "壹佰万伍仟元整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
    ],
)
def test_a_sum_in_capitals_is_as_contracts_have_it(amount: int | str, capitals: str) -> None:
    assert formats.money_in_capitals(amount) == capitals


@given(st.integers(min_value=0, max_value=10**14))
def test_a_sum_in_capitals_can_be_read_back(fen: int) -> None:
    assert read_back(formats.money_in_capitals(Decimal(fen) / 100)) == fen


def read_back(capitals: str) -> int:
    """Fen of a sum in capitals, by the rules of the units alone."""
    digits = {letter: value for value, letter in enumerate(formats.DIGITS)}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = 0
    fen = 0
    for letter in capitals.removesuffix("整"):
        if letter in digits:
            digit = digits[letter]
        elif letter in units:
            section, digit = section + digit * units[letter], 0
        elif letter == "万":
            total, section, digit = total + (section + digit) * 10**4, 0, 0
        elif letter == "亿":
            total, section, digit = (total + section + digit) * 10**8, 0, 0
        elif letter == "元":
            fen, total, section, digit = (total + section + digit) * 100, 0, 0, 0
        else:
            fen, digit = fen + digit * {"角": 10, "分": 1}[letter], 0
    return fen


def test_money_has_two_decimals_and_separators() -> None:
    assert formats.money("1680000", "zh") == "1,680,000.00 元"
    assert formats.money(Decimal("80"), "en") == "¥80.00"


def test_filters_print_nothing_for_nothing() -> None:
    assert [ow.zh_date_filter(None), ow.duration(None), ow.money(None), ow.count(None)] == ["", "", "", ""]


def test_an_aware_time_is_moved_a_plain_date_is_not() -> None:
    assert formats.local(AT) - AT == timedelta(0)
    assert formats.local(AT).hour == 17
    assert formats.local(date(2026, 11, 24)) == date(2026, 11, 24)
