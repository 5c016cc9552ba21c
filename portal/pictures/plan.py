"""How the departments of a one-thing depend on one another, before any case exists: boxes and arrows.

Left to right (top to bottom on a phone) by the longest way from a start; arrows carry the facts handed over.
Dashed = told afterwards, blocks nothing (gate `notify_after`); bold = decides the total.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.pictures import svg

BEFORE_START, BEFORE_DECIDE, NOTIFY_AFTER = "before_start", "before_decide", "notify_after"
WIDTH = 1080
BOX_HEIGHT = 92
BOX_EDGE = 10  # between the frame of a box and its words
LANE = 24
NARROW_BOX_HEIGHT = 92


@dataclass(frozen=True)
class Node:
    """One matter. `limit` is its promised time in words."""

    key: str
    department: str
    matter: str
    limit: str
    critical: bool = False


@dataclass(frozen=True)
class Edge:
    """`source`'s conclusion goes to `target`; `label` names the facts in it."""

    source: str
    target: str
    label: str = ""
    gate: str = BEFORE_DECIDE


@dataclass(frozen=True)
class Plan:
    """A one-thing's matters and what binds them."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    identifier: str = "plan"


@dataclass(frozen=True)
class Box:
    """A node with its place."""

    node: Node
    x: float
    y: float
    width: float
    height: float


def layers(plan: Plan) -> list[list[Node]]:
    """The nodes by their longest way from a start. Edges that only tell afterwards do not count, nor do edges
    that close a ring."""
    depth = {node.key: 0 for node in plan.nodes}
    blocking = [
        edge
        for edge in plan.edges
        if edge.gate != NOTIFY_AFTER and edge.source in depth and edge.target in depth
    ]
    for _round in plan.nodes:
        for edge in blocking:
            depth[edge.target] = max(depth[edge.target], min(depth[edge.source] + 1, len(plan.nodes) - 1))
    found = sorted(set(depth.values()))
    return [[node for node in plan.nodes if depth[node.key] == level] for level in found]


def draw(plan: Plan) -> tuple[str, str]:
    """The wide and the narrow drawing."""
    return _wide(plan), _narrow(plan)


def table(plan: Plan, language: str) -> list[dict[str, str]]:
    """The same content for the table twin, one mapping per box."""
    names = {node.key: node.matter for node in plan.nodes}
    comma = "、" if language == "zh" else ", "
    return [
        {
            "department": node.department,
            "matter": node.matter,
            "limit": node.limit,
            "waits_for": comma.join(
                names[edge.source]
                for edge in plan.edges
                if edge.target == node.key and edge.gate != NOTIFY_AFTER and edge.source in names
            ),
            "receives": comma.join(
                edge.label for edge in plan.edges if edge.target == node.key and edge.label
            ),
            "critical": _("yes") if node.critical else "",
        }
        for node in plan.nodes
    ]


def describe(plan: Plan) -> str:
    """The picture in one sentence for those who cannot see it."""
    first = len(layers(plan)[0]) if plan.nodes else 0
    return _("%(total)s matters; %(first)s start at once, the others when what they wait for is there.") % {
        "total": len(plan.nodes),
        "first": first,
    }


def _wide(plan: Plan) -> str:
    columns = layers(plan)
    place = {node.key: index for index, column in enumerate(columns) for node in column}
    known = [(edge, place[edge.target] - place[edge.source]) for edge in plan.edges if _known(edge, place)]
    over = [edge for edge, steps in known if steps <= 0]
    under = [edge for edge, steps in known if steps > 1]
    boxes = _columns(columns, top=24 + LANE * len(over))
    foot = max((box.y + BOX_HEIGHT for box in boxes.values()), default=0)
    parts = [_next_column(edge, boxes, plan) for edge, steps in known if steps == 1]
    parts += [_along(edge, boxes, 16 + LANE * index, over=True) for index, edge in enumerate(over)]
    parts += [_along(edge, boxes, foot + LANE * (index + 1), over=False) for index, edge in enumerate(under)]
    parts += [_box(box) for box in boxes.values()]
    title = pgettext("picture", "Which department waits for which")
    height = foot + LANE * (len(under) + 1)
    identifier = f"{plan.identifier}-w"
    return svg.picture(WIDTH, height, "only-l", identifier, title, describe(plan), "".join(parts))


def _columns(columns: list[list[Node]], top: float) -> dict[str, Box]:
    """Boxes column by column, each column centred; gaps stay wide enough for the facts handed over."""
    gap = 190 if len(columns) < 4 else 130
    width = min(212.0, max((WIDTH - 16 - gap * (len(columns) - 1)) / len(columns), 96))
    step = (WIDTH - 16 - width) / max(len(columns) - 1, 1)
    tallest = max((len(column) for column in columns), default=0)
    pitch = BOX_HEIGHT + 42
    return {
        node.key: Box(
            node, 8 + place * step, top + ((tallest - len(column)) / 2 + index) * pitch, width, BOX_HEIGHT
        )
        for place, column in enumerate(columns)
        for index, node in enumerate(column)
    }


def _narrow(plan: Plan) -> str:
    boxes: dict[str, Box] = {}
    top = 20.0
    for level in layers(plan):
        for start in range(0, len(level), 2):
            pair = level[start : start + 2]
            for index, node in enumerate(pair):
                left = 100 if len(pair) == 1 else 1 + index * 198
                boxes[node.key] = Box(node, left, top, 158, NARROW_BOX_HEIGHT)
            top += NARROW_BOX_HEIGHT + 24
        top += 44
    body = "".join(_downward(edge, boxes) for edge in plan.edges if _known(edge, boxes))
    body += "".join(_box(box) for box in boxes.values())
    title = pgettext("picture", "Which department waits for which")
    return svg.picture(358, top - 40, "only-s", f"{plan.identifier}-n", title, describe(plan), body)


def _known(edge: Edge, nodes: Mapping[str, object]) -> bool:
    return edge.source in nodes and edge.target in nodes


def _box(box: Box) -> str:
    css = "box crit" if box.node.critical else "box"
    inner = box.width - 2 * BOX_EDGE
    left = box.x + BOX_EDGE
    lines = svg.two_lines(box.node.matter, inner)
    parts = [
        f"<title>{svg.escape(f'{box.node.department} · {box.node.matter}, {box.node.limit}')}</title>",
        svg.rect(box.x, box.y, box.width, box.height, css, ' rx="4"'),
        svg.text(left, box.y + 21, svg.fit(box.node.department, inner, 12.5), "s"),
    ]
    parts += [svg.text(left, box.y + 42 + 19 * index, line, "b") for index, line in enumerate(lines)]
    parts.append(svg.text(left, box.y + box.height - 11, svg.fit(box.node.limit, inner, 12.5), "s num"))
    return f"<g>{''.join(parts)}</g>"


def _css(edge: Edge, boxes: dict[str, Box]) -> str:
    if edge.gate == NOTIFY_AFTER:
        return "dash"
    return "crit" if boxes[edge.source].node.critical and boxes[edge.target].node.critical else ""


def _next_column(edge: Edge, boxes: dict[str, Box], plan: Plan) -> str:
    """From the right side of a box to the left side of one in the next column."""
    source, target = boxes[edge.source], boxes[edge.target]
    css = _css(edge, boxes)
    begin = (
        source.y + BOX_HEIGHT / 2 + _spread(edge, [e for e in plan.edges if e.source == edge.source], boxes)
    )
    end = target.y + BOX_HEIGHT / 2 + _spread(edge, [e for e in plan.edges if e.target == edge.target], boxes)
    x1, x2 = source.x + source.width, target.x
    turn = x1 + 16
    if abs(begin - end) < 4:
        begin = end
    line = f"M{svg.n(x1)} {svg.n(begin)}H{svg.n(turn)}V{svg.n(end)}H{svg.n(x2 - 9)}"
    words = (
        svg.text(turn + 6, end - 7, svg.fit(edge.label, x2 - turn - 12, 12.5), "s halo") if edge.label else ""
    )
    return svg.path(line, f"edge {css}".strip()) + svg.tip_right(x2, end, f"tip {css}".strip()) + words


def _along(edge: Edge, boxes: dict[str, Box], lane: float, over: bool) -> str:
    """What leads back, or past a column, runs in a lane of its own over or under the boxes."""
    source, target = boxes[edge.source], boxes[edge.target]
    css = _css(edge, boxes)
    x1, x2 = source.x + source.width * 0.5, target.x + target.width * (0.5 if over else 0.35)
    start, end = (source.y, target.y) if over else (source.y + BOX_HEIGHT, target.y + BOX_HEIGHT)
    stop = end - 9 if over else end + 9
    line = f"M{svg.n(x1)} {svg.n(start)}V{svg.n(lane)}H{svg.n(x2)}V{svg.n(stop)}"
    head = svg.tip_down if over else svg.tip_up
    words = svg.fit(edge.label, abs(x1 - x2) - 20, 12.5)
    label = svg.text((x1 + x2) / 2, lane - 5, words, "s m halo") if edge.label else ""
    return svg.path(line, f"edge {css}".strip()) + head(x2, end, f"tip {css}".strip()) + label


def _spread(edge: Edge, siblings: list[Edge], boxes: dict[str, Box]) -> float:
    """How far from the middle an arrow leaves or enters, so that several do not lie on one another."""
    ahead = [e for e in siblings if _known(e, boxes) and boxes[e.target].x > boxes[e.source].x]
    in_order = sorted(ahead, key=lambda e: (boxes[e.source].y, boxes[e.target].y))
    if len(in_order) < 2:
        return 0
    return (in_order.index(edge) - (len(in_order) - 1) / 2) * min(18, 56 / len(in_order))


def _downward(edge: Edge, boxes: dict[str, Box]) -> str:
    source, target = boxes[edge.source], boxes[edge.target]
    if target.y <= source.y:
        return ""
    css = _css(edge, boxes)
    x1, x2 = source.x + source.width / 2, target.x + target.width / 2
    x2 += (x1 - x2) * 0.3 if x1 != x2 else 0
    turn = target.y - 30
    line = f"M{svg.n(x1)} {svg.n(source.y + source.height)}V{svg.n(turn)}H{svg.n(x2)}V{svg.n(target.y - 9)}"
    return svg.path(line, f"edge {css}".strip()) + svg.tip_down(x2, target.y, f"tip {css}".strip())
