"""The task list of an application: what is left, in any order, and what waits for what (C-05)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.rules import tolerance_days, unanswered
from core.text import pick
from portal.citizen import seats, words
from portal.citizen.agreeing import asked_groups
from portal.citizen.drafts import Application
from portal.citizen.questions import Group, state_of

MINUTES_PER_FIELD = 0.5
DONE, DOING, TODO, BLOCKED = "done", "doing", "todo", "blocked"


def sections(mine: Application) -> list[dict[str, Any]]:
    """The sections with their tasks, as the `tasks` component takes them."""
    found = [{"title": _("What you state"), "items": [*_situation(mine), *_groups(mine)]}]
    if mine.owner and unanswered(mine.composition, mine.case.situation):
        return [*found, *_after_the_situation()]
    if mine.owner:
        found.append({"title": _("Papers"), "items": [_materials(mine)]})
        if others := _parties(mine):
            found.append({"title": _("Others who take part"), "items": others})
        found.append({"title": _("Submit"), "items": [_check(mine, found)]})
    else:
        found.append({"title": _("Confirm"), "items": _confirmations(mine)})
    return found


def _after_the_situation() -> list[dict[str, Any]]:
    """While the situation is open, papers and signatures wait for it: it decides which are needed."""
    reason = _("First answer “Your situation”: it decides what is needed here.")
    waiting = [(_("Papers"), _("Hand in the papers")), (_("Submit"), _("Look through, then submit"))]
    return [
        {"title": title, "items": [{"label": label, "url": "", "state": BLOCKED, "hint": reason}]}
        for title, label in waiting
    ]


def _page(mine: Application, name: str, **kwargs: str) -> str:
    return reverse(f"portal:{name}", kwargs={"reference": mine.reference, **kwargs})


def _situation(mine: Application) -> list[dict[str, Any]]:
    if not (mine.owner and mine.composition.questions):
        return []
    left = len(unanswered(mine.composition, mine.case.situation))
    count = len(mine.composition.questions)
    hint = ngettext("%(n)s question decides the rest", "%(n)s questions decide the rest", count) % {
        "n": count
    }
    state = DONE if not left else TODO if left == count else DOING
    return [{"label": _("Your situation"), "url": _page(mine, "situation"), "state": state, "hint": hint}]


def _groups(mine: Application) -> list[dict[str, Any]]:
    rows = []
    asked = {group.key: group for group in asked_groups(mine)}
    for whole in mine.groups:
        group = asked.get(whole.key)
        if group is None or _only_left_out_is_open(mine, whole, group):
            rows.append(_left_out(mine, whole))
            continue
        state, hint = state_of(group, mine.composition, mine.readable())
        known = sum(row.element in mine.draft.sources for row in group.fields)
        if known and not hint:
            hint = ngettext("%(n)s answer is filled in", "%(n)s answers are filled in", known) % {"n": known}
        url = _page(mine, "question", group=group.key)
        rows.append({"key": group.key, "label": group.name, "url": url, "state": state, "hint": hint})
    return rows


def _only_left_out_is_open(mine: Application, whole: Group, asked: Group) -> bool:
    state, _hint = state_of(asked, mine.composition, mine.readable())
    return len(asked.fields) < len(whole.fields) and state == DONE


def _left_out(mine: Application, group: Group) -> dict[str, Any]:
    """A group of which the rest was declined: nobody's next task; looking through names what is missing."""
    state, _hint = state_of(group, mine.composition, mine.readable())
    return {
        "key": group.key,
        "label": group.name,
        "url": _page(mine, "question", group=group.key),
        "state": DONE if state == DONE else DOING,
        "state_text": _("Left out"),
        "hint": _("Left out: you did not agree. At the window it can be done instead."),
        "waiting": True,
    }


def _materials(mine: Application) -> dict[str, Any]:
    here = mine.handed_in
    wanted = [row.material for row in mine.to_bring]
    may_follow = {row.material for row in mine.to_bring if tolerance_days(row)}
    given = [code for code in wanted if code in here]
    left = [code for code in wanted if code not in here and code not in may_follow]
    label = (
        _("Hand in %(papers)s") % {"papers": words.papers(len(wanted))} if wanted else _("No papers needed")
    )
    hint = (
        _("%(given)s of %(wanted)s are here") % {"given": len(given), "wanted": len(wanted)}
        if given
        else _("may be handed in later")
        if wanted and not left
        else ""
    )
    state = DONE if not left and (given or not wanted) else DOING if given else TODO
    return {"label": label, "url": _page(mine, "materials"), "state": state, "hint": hint}


def _parties(mine: Application) -> list[dict[str, Any]]:
    """Who still has to do what: what is theirs to do is no task of the applicant's, waiting is."""
    page = _page(mine, "parties")
    rows = [{"label": row["name"], "url": page, **_stage(row)} for row in seats.rows_of(mine)]
    first = mine.parties[0] if mine.parties else None
    if first is not None and first.person_id and not any(party.joint_with for party in mine.parties):
        label = _("Somebody who applies together with you")
        hint = _("the other parent, a spouse, a co-owner")
        rows.append(
            {"label": label, "url": page, "state": DONE, "state_text": _("Only if you like"), "hint": hint}
        )
    return rows


def _stage(row: dict[str, Any]) -> dict[str, Any]:
    if row["stage"] == seats.SIGNED:
        return {"state": DONE, "hint": _("Confirmed and signed")}
    if row["stage"] in (seats.EMPTY, seats.ENDED):
        return {"state": TODO, "hint": _("Not asked yet")}
    word = _("Waiting for them")
    hint = row["todo"] or _("asked; has not opened the link yet")
    return {"state": DOING, "state_text": word, "hint": hint, "waiting": True}


def _check(mine: Application, so_far: list[dict[str, Any]]) -> dict[str, Any]:
    """Always open: looking through is how one learns what is missing."""
    left = sum(item["state"] != DONE for section in so_far for item in section["items"])
    hint = (
        ngettext("%(n)s part is not finished", "%(n)s parts are not finished", left) % {"n": left}
        if left
        else ""
    )
    return {
        "label": _("Look through, then submit"),
        "url": _page(mine, "check"),
        "state": TODO,
        "hint": hint,
    }


def _confirmations(mine: Application) -> list[dict[str, Any]]:
    return [
        {
            "label": _("Confirm and sign as %(role)s") % {"role": pick(party.name)},
            "url": _page(mine, "confirm", role=party.role),
            "state": DONE if party.confirmed_at else TODO,
        }
        for party in mine.own_parties
        if party.signs
    ]


def minutes(mine: Application) -> int:
    """About how long the rest takes, in minutes: half a minute for a box, two for a paper, one at least."""
    boxes = sum(
        mine.draft.answers.get(row.element) is None for group in asked_groups(mine) for row in group.fields
    )
    files = len({row.material for row in mine.to_bring} - mine.handed_in)
    return max(1, round(boxes * MINUTES_PER_FIELD + (files * 2 if mine.owner else 0)))


def next_task(found: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The reader's first task that is not done: what the one button at the bottom leads to."""
    items = (item for section in found for item in section["items"])
    return next(
        (item for item in items if item["state"] not in (DONE, BLOCKED) and not item.get("waiting")), None
    )
