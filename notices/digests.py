"""Several messages to one person as one: how many, which, and where to read them."""

from collections.abc import Sequence
from dataclasses import dataclass

from notices.models import Notice

MOST_NAMED = 5


@dataclass(frozen=True)
class Words:
    """What leaves by a channel, in the receiver's language: a title, the short and the long text, a path."""

    title: str
    short: str
    body: str
    link: str


def words_of(notices: Sequence[Notice]) -> Words:
    """One notice as it is, several as a digest in the language of the newest."""
    if len(notices) == 1:
        return _alone(notices[0])
    language = notices[-1].language
    listed = [_line(notice, language) for notice in notices[:MOST_NAMED]]
    more = len(notices) - len(listed)
    count = len(notices)
    if language == "en":
        title = f"{count} messages about your cases"
        rest = [f"and {more} more"] if more else []
    else:
        title = f"您的办件有 {count} 条新消息"
        rest = [f"还有 {more} 条"] if more else []
    return Words(title, title, "\n".join([*listed, *rest]), "/notices/")


def _alone(notice: Notice) -> Words:
    language = notice.language
    return Words(notice.title[language], short_of(notice), notice.body[language], notice.link)


def short_of(notice: Notice) -> str:
    """What a locked telephone may show: the occasion, the case's number, the date; no errand, no name."""
    language = notice.language
    parts = [notice.title[language]]
    if notice.about:
        parts.append(f"case {notice.about}" if language == "en" else f"办件 {notice.about}")
    if short := notice.short.get(language, ""):
        parts.append(short)
    return (". " if language == "en" else "。").join(parts)


def _line(notice: Notice, language: str) -> str:
    about = f" ({notice.about})" if notice.about else ""
    return f"· {notice.title[language]}{about}"
