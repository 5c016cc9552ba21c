"""The few SVG elements our pictures are made of. Every text is escaped; colours are classes, never values."""

from html import escape


def n(value: float) -> str:
    """A coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def text(x: float, y: float, words: str, css: str = "") -> str:
    """One line of words at a baseline."""
    return f'<text{_css(css)} x="{n(x)}" y="{n(y)}">{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, css: str, extra: str = "") -> str:
    """A rectangle; `extra` is trusted markup such as ' rx="3"'."""
    return f'<rect{_css(css)} x="{n(x)}" y="{n(y)}" width="{n(width)}" height="{n(height)}"{extra}/>'


def path(d: str, css: str) -> str:
    """A path; `d` is drawn by us, never by a reader."""
    return f'<path{_css(css)} d="{d}"/>'


def dot(x: float, y: float, css: str) -> str:
    """A dot where a line ends on a bar."""
    return f'<circle{_css(css)} cx="{n(x)}" cy="{n(y)}" r="4"/>'


def tip_down(x: float, y: float, css: str = "tip") -> str:
    """An arrow head whose point is at (x, y)."""
    return path(f"M{n(x)} {n(y)}l-5-9h10z", css)


def tip_up(x: float, y: float, css: str = "tip") -> str:
    """An arrow head that points up to (x, y)."""
    return path(f"M{n(x)} {n(y)}l-5 9h10z", css)


def tip_right(x: float, y: float, css: str = "tip") -> str:
    """An arrow head that points right to (x, y)."""
    return path(f"M{n(x)} {n(y)}l-9-5v10z", css)


def hatch(identifier: str) -> str:
    """The pattern of what waits; fill with `url(#identifier)`."""
    return (
        f'<defs><pattern id="{identifier}" class="hatch" width="7" height="7" patternUnits="userSpaceOnUse">'
        '<path d="M-1 8 8-1M-2 2 2-2M5 9 9 5"/></pattern></defs>'
    )


def width_of(words: str, size: float = 12.5) -> float:
    """About how wide the words are: a Han character is one em, a Latin one 0.56."""
    return sum(size if ord(letter) > 0x2E80 else size * 0.56 for letter in words)


def fit(words: str, room: float, size: float = 14) -> str:
    """The words, shortened with an ellipsis when they do not fit the room."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip() + "…"


def two_lines(words: str, room: float, size: float = 14) -> list[str]:
    """The words in one line, or in two of about equal length; the second is shortened if need be."""
    if width_of(words, size) <= room:
        return [words]
    middle = -(-len(words) // 2)
    places = [at for at, letter in enumerate(words) if letter == " " and width_of(words[:at], size) <= room]
    cut = min(places, key=lambda at: abs(at - middle), default=middle)
    while width_of(words[:cut], size) > room:
        cut -= 1
    return [words[:cut].rstrip(), fit(words[cut:].lstrip(), room, size)]


def picture(width: float, height: float, css: str, identifier: str, title: str, desc: str, body: str) -> str:
    """The whole <svg>, named for a screen reader; the table twin carries the same content."""
    return (
        f'<svg class="pic {css}" viewBox="0 0 {n(width)} {n(height)}" role="img" '
        f'aria-labelledby="{identifier}-t {identifier}-d"><title id="{identifier}-t">{escape(title)}</title>'
        f'<desc id="{identifier}-d">{escape(desc)}</desc>{body}</svg>'
    )


def _css(css: str) -> str:
    return f' class="{css}"' if css else ""
