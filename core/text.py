"""Texts of the catalogue come in two languages; a reader sees one."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language


def pick(value: Mapping[str, str] | str | None, language: str | None = None) -> str:
    """The text in that language (or the active one), else in the other, else empty."""
    if not value:
        return ""
    if isinstance(value, str):
        return value
    code = (language or get_language() or "zh").split("-")[0]
    return value.get(code) or value.get("zh") or value.get("en") or ""


def in_one_line(values: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Several names as one text in each language."""
    names = list(values)
    return {
        "zh": "、".join(pick(name, "zh") for name in names),
        "en": ", ".join(pick(name, "en") for name in names),
    }


def quoted(value: Mapping[str, str]) -> dict[str, str]:
    """A text that will stand between quotation marks: its own become single ones (GB/T 15834-2011, 4.8)."""
    return {code: text.translate(_INNER) for code, text in value.items()}


_INNER = str.maketrans("“”", "‘’")


def both(value: Mapping[str, str] | str | None) -> str:
    """Both languages in one line, for records that are read in either."""
    if not value:
        return ""
    if isinstance(value, str):
        return value
    parts = [value.get("zh", ""), value.get("en", "")]
    return " / ".join(part for part in dict.fromkeys(parts) if part)
