"""The joint-approval picture of one case: who works on what at the same time, and what decides the total.

Bar = the time allowed; filled = used; hatched = waiting or paused; red outline = overdue; bold = decides the
total. Two drawings, wide and narrow (never a scaled-down wide one), and rows for the table twin.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal import formats
from portal.pictures import svg
from portal.pictures.axis import Axis, day_label, days_between

DONE, RUNNING, WAITING, PAUSED, LATE, PLANNED = "done", "running", "waiting", "paused", "late", "planned"
LAMPS = {DONE: "ok", RUNNING: "ok", WAITING: "idle", PAUSED: "hold", LATE: "late", PLANNED: "idle"}
LEAST_BAR = 10
BAR = 14
COMMAS = {"zh": "、", "en": ", "}
LEADING = 16  # between the two lines of a long name


@dataclass(frozen=True)
class Row:
    """One department's task. `start` is real or planned; `finish` only when done; `used` 0 to 1."""

    key: str
    department: str
    matter: str
    state: str
    start: datetime
    due: datetime
    finish: datetime | None = None
    used: float = 0.0
    waits_for: tuple[str, ...] = ()
    critical: bool = False
    note: str = ""


@dataclass(frozen=True)
class JointApproval:
    """One case's rows at one moment. `closed` are the days the axis leaves out besides weekends."""

    rows: tuple[Row, ...]
    now: datetime
    promise: datetime
    language: str = "zh"
    closed: tuple[date, ...] = ()
    identifier: str = "joint"
    days: tuple[date, ...] = field(init=False)

    def __post_init__(self) -> None:
        moments = [self.now, self.promise]
        for row in self.rows:
            moments += [row.start, row.due, *([row.finish] if row.finish else [])]
        object.__setattr__(self, "days", days_between(moments, self.closed))


@dataclass(frozen=True)
class Layout:
    """Where things stand in one of the two drawings."""

    width: float
    left: float
    right: float
    row: float
    head: float
    bar_offset: float
    narrow: bool

    def bar_top(self, index: int) -> float:
        return self.head + index * self.row + self.bar_offset


# Right of the axis there is room for the words beside a bar that ends with it.
WIDE = Layout(width=1080, left=354, right=872, row=44, head=64, bar_offset=15, narrow=False)
NARROW = Layout(width=358, left=4, right=246, row=74, head=52, bar_offset=50, narrow=True)


def draw(picture: JointApproval) -> tuple[str, str]:
    """The wide and the narrow drawing."""
    return _drawing(picture, WIDE), _drawing(picture, NARROW)


def table(picture: JointApproval) -> list[dict[str, str]]:
    """The same content for the table twin, one mapping per row of the picture."""
    names = {row.key: row.matter for row in picture.rows}

    def shown(moment: datetime | None) -> str:
        return formats.moment(moment, picture.language, "month") if moment else ""

    return [
        {
            "department": row.department,
            "matter": row.matter,
            "lamp": LAMPS[row.state],
            "state": _word(row.state),
            "start": shown(row.start),
            "due": shown(row.due),
            "finish": shown(row.finish),
            "used": f"{row.used:.0%}",
            "waits_for": COMMAS[picture.language].join(names[key] for key in row.waits_for if key in names),
            "critical": _("yes") if row.critical else "",
        }
        for row in picture.rows
    ]


def _drawing(picture: JointApproval, layout: Layout) -> str:
    axis = Axis(picture.days, layout.left, layout.right)
    identifier = f"{picture.identifier}-{'n' if layout.narrow else 'w'}"
    bottom = layout.head + len(picture.rows) * layout.row
    parts = [svg.hatch(f"{identifier}-h"), *_grid(picture, layout, axis, bottom)]
    now = axis.x(picture.now)
    parts += [_bar(row, index, layout, axis, now, identifier) for index, row in enumerate(picture.rows)]
    parts += _links(picture, layout, axis)
    parts += _marks(picture, axis, layout, bottom)
    parts += [_words(row, index, layout, axis, picture) for index, row in enumerate(picture.rows)]
    css = "only-s" if layout.narrow else "only-l"
    title = _("Joint approval: when each department works on its matter")
    return svg.picture(layout.width, bottom + 50, css, identifier, title, describe(picture), "".join(parts))


def describe(picture: JointApproval) -> str:
    """The picture in one sentence for those who cannot see it."""
    open_rows = [row for row in picture.rows if row.state != DONE]
    return _(
        "%(total)s matters, %(open)s still open, promised by %(promise)s. The table has the same content."
    ) % {
        "total": len(picture.rows),
        "open": len(open_rows),
        "promise": formats.moment(picture.promise, picture.language, "month"),
    }


def _grid(picture: JointApproval, layout: Layout, axis: Axis, bottom: float) -> list[str]:
    top = layout.head - 26
    parts = []
    today = formats.local(picture.now).date()
    if today in axis.days:
        left = axis.left + axis.days.index(today) * axis.day_width
        parts.append(svg.rect(left, top, axis.day_width, bottom - top, "shade"))
    for index, day in axis.labelled():
        x = axis.left + index * axis.day_width
        if index:
            parts.append(svg.path(f"M{svg.n(x)} {svg.n(top)}V{svg.n(bottom)}", "grid day"))
        parts.append(
            svg.text(x + axis.day_width / 2, top - 8, day_label(day, picture.language, layout.narrow), "s m")
        )
    lines = range(len(picture.rows) + 1)
    parts += [
        svg.path(f"M0 {svg.n(layout.head + at * layout.row)}H{svg.n(layout.width)}", "grid") for at in lines
    ]
    return parts


def _span(row: Row, axis: Axis) -> tuple[float, float]:
    """Left and right edge of a row's bar, never narrower than can be seen."""
    left = axis.x(row.start)
    right = axis.x(row.finish if row.state == DONE and row.finish else row.due)
    right = max(right, left + LEAST_BAR)
    return (left, right) if right <= axis.right else (axis.right - max(right - left, LEAST_BAR), axis.right)


def _bar(row: Row, index: int, layout: Layout, axis: Axis, now: float, identifier: str) -> str:
    left, right = _span(row, axis)
    top = layout.bar_top(index)
    body = svg.rect(left, top, right - left, BAR, "fillok")
    if row.state != DONE:
        css = "allow late" if row.state == LATE else "allow crit" if row.critical else "allow"
        body = svg.rect(left, top, right - left, BAR, css)
        body += _filling(row, left, right, top, now, identifier)
    title = f"{row.department} · {row.matter}: {_word(row.state)}"
    return f"<g><title>{svg.escape(title)}</title>{body}</g>"


def _filling(row: Row, left: float, right: float, top: float, now: float, identifier: str) -> str:
    """Used time is filled to the share used; waiting and paused time is hatched up to now."""
    if row.state in {WAITING, PAUSED}:
        width = min(max(now, left), right) - left
        return svg.rect(left, top, width, BAR, "", f' fill="url(#{identifier}-h)"') if width > 0 else ""
    width = (right - left) * min(max(row.used, 0), 1)
    css = "filll" if row.state == LATE else "fillb"
    return svg.rect(left, top, width, BAR, css) if width > 0 and row.state != PLANNED else ""


def _links(picture: JointApproval, layout: Layout, axis: Axis) -> list[str]:
    """What still waits for what: from the end of the one to the start (or along) of the other."""
    places = {row.key: index for index, row in enumerate(picture.rows)}
    parts = []
    for index, row in enumerate(picture.rows):
        for key in row.waits_for if row.state != DONE else ():
            if key in places and picture.rows[places[key]].state != DONE:
                parts.append(_link(picture.rows[places[key]], places[key], row, index, layout, axis))
    return parts


def _link(source: Row, at: int, target: Row, to: int, layout: Layout, axis: Axis) -> str:
    css = "crit" if source.critical and target.critical else ""
    end, start = _span(source, axis)[1], _span(target, axis)[0]
    down = to > at
    begin = layout.bar_top(at) + (BAR if down else 0)
    if start < end - 1:
        middle = layout.bar_top(to) + BAR / 2
        line = svg.path(f"M{svg.n(end)} {svg.n(begin)}V{svg.n(middle)}", f"edge {css}".strip())
        return line + svg.dot(end, middle, f"tip {css}".strip())
    x = max(start, end)
    target_edge = layout.bar_top(to) + (0 if down else BAR)
    stop = target_edge + (-6 if down else 6)
    turn = f"M{svg.n(end)} {svg.n(begin - BAR / 2 if down else begin + BAR / 2)}H{svg.n(x)}V{svg.n(stop)}"
    head = svg.tip_down if down else svg.tip_up
    return svg.path(turn, f"edge {css}".strip()) + head(x, target_edge, f"tip {css}".strip())


def _marks(picture: JointApproval, axis: Axis, layout: Layout, bottom: float) -> list[str]:
    """The line of now and the line of the promise, each with its clock at the foot, never on one another."""
    now, due = axis.x(picture.now), axis.x(picture.promise)
    now_words, due_words = pgettext("picture", "now"), pgettext("picture", "promised")
    lower = bottom + (24 if abs(due - now) < 100 else 0)
    now_clock = formats.moment(picture.now, picture.language, "clock")
    due_clock = formats.moment(picture.promise, picture.language, "clock")
    return [
        _mark(now, bottom, f"{now_words} {now_clock}", ("now", "nowbox", "wi"), layout),
        _mark(due, lower, f"{due_words} {due_clock}", ("due", "duebox", "w"), layout),
    ]


def _mark(x: float, foot: float, label: str, css: tuple[str, str, str], layout: Layout) -> str:
    line, box, ink = css
    width = svg.width_of(label) + 16
    left = min(max(x - width / 2, 0), layout.width - width)
    return (
        svg.path(f"M{svg.n(x)} {svg.n(layout.head - 20)}V{svg.n(foot)}", line)
        + svg.rect(left, foot, width, 22, box, ' rx="3"')
        + svg.text(left + width / 2, foot + 15.5, label, f"s m {ink}")
    )


def _words(row: Row, index: int, layout: Layout, axis: Axis, picture: JointApproval) -> str:
    """Names at the left (above the bar on a phone) and the note beside the bar."""
    top, bold = layout.bar_top(index), "b" if row.critical else ""
    note = _beside(row, top, layout, axis, picture.language)
    if layout.narrow:
        names = svg.two_lines(row.matter, layout.width - 12)
        last = top - 13
        return _lines(6, last - LEADING * (len(names) - 1), names, f"halo {bold}".strip()) + note
    return (
        _centred(0, top, svg.two_lines(row.department, 88, 12.5), "s")
        + _centred(96, top, svg.two_lines(row.matter, 248), bold)
        + note
    )


def _centred(x: float, top: float, words: list[str], css: str) -> str:
    """One line beside the bar, or two around its middle."""
    return _lines(x, top + 12 - LEADING / 2 * (len(words) - 1), words, css)


def _lines(x: float, first: float, words: list[str], css: str) -> str:
    return "".join(svg.text(x, first + LEADING * at, line, css) for at, line in enumerate(words))


def _beside(row: Row, top: float, layout: Layout, axis: Axis, language: str) -> str:
    """The note at the right of the bar, else at its left, else over its end."""
    note = row.note or _note(row, language, "short" if layout.narrow else "month")
    left, right = _span(row, axis)
    width = svg.width_of(note)
    css = "halo b" if row.critical and row.state != DONE else "halo s"
    css += " bad" if row.state == LATE else ""
    base = top + 11.5
    if right + 10 + width <= layout.width:
        return svg.text(right + 10, base, note, css)
    if left - 10 - width >= axis.left:
        return svg.text(left - 10, base, note, f"{css} e")
    return svg.text(layout.width - 4, base, svg.fit(note, layout.width - axis.left, 12.5), f"{css} e")


def _note(row: Row, language: str, style: str) -> str:
    if row.state == DONE and row.finish:
        return f"{_word(DONE)} {formats.moment(row.finish, language, 'clock')}"
    if row.state in {WAITING, PAUSED}:
        return _word(row.state)
    return _("by %(time)s") % {"time": formats.moment(row.due, language, style)}


def _word(state: str) -> str:
    return {
        DONE: pgettext("picture", "done"),
        RUNNING: pgettext("picture", "at work"),
        WAITING: pgettext("picture", "waiting for another"),
        PAUSED: pgettext("picture", "paused"),
        LATE: pgettext("picture", "overdue"),
        PLANNED: pgettext("picture", "to come"),
    }[state]
