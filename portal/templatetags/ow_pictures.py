"""Pictures as tags: rows in (mappings or objects, so that no room needs to import this one), SVG out."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from portal.pictures import joint_approval as joint
from portal.pictures import plan
from portal.rows import rows

register = template.Library()


def _language() -> str:
    return "en" if (get_language() or "zh").startswith("en") else "zh"


@register.inclusion_tag("components/joint_approval.html")
def joint_approval(
    items: Iterable[Any],
    now: datetime,
    promise: datetime,
    identifier: str = "joint",
    closed: Iterable[date] = (),
) -> dict[str, Any]:
    """{% joint_approval rows now promise %}: see templates/components/joint_approval.html for the rows."""
    defaults = {"finish": None, "used": 0.0, "waits_for": (), "critical": False, "note": ""}
    names = ("key", "department", "matter", "state", "start", "due", *defaults)
    found = rows(items, **{name: defaults.get(name) for name in names})
    picture = joint.JointApproval(
        rows=tuple(joint.Row(**{name: row[name] for name in names}) for row in found),
        now=now,
        promise=promise,
        language=_language(),
        closed=tuple(closed),
        identifier=identifier,
    )
    wide, narrow = joint.draw(picture)
    return {
        "wide": mark_safe(wide),  # noqa: S308 every text in it is escaped by portal.pictures.svg
        "narrow": mark_safe(narrow),  # noqa: S308
        "rows": joint.table(picture),
        "identifier": identifier,
    }


@register.inclusion_tag("components/plan.html")
def approval_plan(
    nodes: Iterable[Any], edges: Iterable[Any] = (), identifier: str = "plan"
) -> dict[str, Any]:
    """{% approval_plan nodes edges %}: how departments depend on one another, before any case exists."""
    boxes = tuple(
        plan.Node(row["key"], row["department"], row["matter"], row["limit"], row["critical"])
        for row in rows(nodes, key="", department="", matter="", limit="", critical=False)
    )
    lines = tuple(
        plan.Edge(row["source"], row["target"], row["label"], row["gate"])
        for row in rows(edges, source="", target="", label="", gate=plan.BEFORE_DECIDE)
    )
    picture = plan.Plan(boxes, lines, identifier)
    wide, narrow = plan.draw(picture)
    return {
        "wide": mark_safe(wide),  # noqa: S308 every text in it is escaped by portal.pictures.svg
        "narrow": mark_safe(narrow),  # noqa: S308
        "rows": plan.table(picture, _language()),
        "identifier": identifier,
    }
