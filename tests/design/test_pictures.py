"""The pictures of joint approval: whole, safe, small, and the same as their tables."""

import re
import time
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.formats import CITY_ZONE
from portal.pictures import joint_approval as joint
from portal.pictures import plan, svg
from portal.pictures.axis import Axis, days_between

NOW = datetime(2026, 11, 20, 10, 32, tzinfo=CITY_ZONE)
STATES = [joint.DONE, joint.RUNNING, joint.WAITING, joint.PAUSED, joint.LATE, joint.PLANNED]


def row(number: int, **changes: object) -> joint.Row:
    """A row of the big example: number n waits for n - 1 and n - 3."""
    start = NOW - timedelta(hours=30) + timedelta(hours=5 * number)
    values: dict[str, object] = {
        "key": f"M{number}",
        "department": "自然资源和规划局",
        "matter": f"国有建设用地使用权及房屋所有权转移登记 {number}",
        "state": STATES[number % len(STATES)],
        "start": start,
        "due": start + timedelta(days=2),
        "finish": start + timedelta(hours=9) if STATES[number % len(STATES)] == joint.DONE else None,
        "used": 0.4,
        "waits_for": tuple(f"M{other}" for other in (number - 1, number - 3) if other >= 0),
        "critical": number % 4 == 0,
    }
    return joint.Row(**(values | changes))


def big(count: int = 40) -> joint.JointApproval:
    return joint.JointApproval(
        rows=tuple(row(number) for number in range(count)), now=NOW, promise=NOW + timedelta(days=12)
    )


def test_forty_tasks_and_sixty_waits_take_at_most_80_kb_and_150_ms() -> None:
    picture = big()
    started = time.process_time()
    drawings = joint.draw(picture)
    assert time.process_time() - started <= 0.15
    assert sum(len(drawing.encode()) for drawing in drawings) <= 80 * 1024
    assert sum(len(one.waits_for) for one in picture.rows) >= 60


def test_each_drawing_is_well_formed_and_names_itself() -> None:
    for drawing in joint.draw(big(6)):
        root = ElementTree.fromstring(drawing)
        ids = set(root.attrib["aria-labelledby"].split())
        assert root.attrib["role"] == "img"
        assert ids == {element.attrib["id"] for element in root if element.tag in {"title", "desc"}}
        assert all(element.text for element in root if element.tag in {"title", "desc"})


def test_the_table_has_a_row_for_every_bar() -> None:
    picture = big()
    wide, narrow = joint.draw(picture)
    bars = [len(re.findall("<g><title>", drawing)) for drawing in (wide, narrow)]
    assert bars == [40, 40]
    assert [line["matter"] for line in joint.table(picture)] == [one.matter for one in picture.rows]


def test_the_table_names_what_is_waited_for() -> None:
    lines = joint.table(big(6))
    assert lines[4]["waits_for"] == f"{row(3).matter}、{row(1).matter}"
    assert lines[0]["waits_for"] == ""


def test_names_cannot_break_out_of_the_picture() -> None:
    nasty = '</text><script>alert(1)</script>"&'
    picture = joint.JointApproval(
        rows=(row(1, department=nasty, matter=nasty, note=nasty),), now=NOW, promise=NOW + timedelta(days=1)
    )
    for drawing in joint.draw(picture):
        assert "<script" not in drawing
        ElementTree.fromstring(drawing)


def test_no_drawing_holds_a_colour_or_a_style() -> None:
    for drawing in (*joint.draw(big(6)), *plan.draw(chain(5))):
        assert not re.search(r"#[0-9a-f]{3,6}\b(?![^\"]*\))|style=|fill=\"(?!url)", drawing)


@pytest.mark.parametrize("state", STATES)
def test_every_state_is_told_apart(state: str) -> None:
    promise = NOW + timedelta(days=3)
    drawn = {one: joint.draw(joint.JointApproval((row(0, state=one),), NOW, promise)) for one in STATES}
    assert list(drawn.values()).count(drawn[state]) == 1


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(st.integers(-200, 400), st.integers(1, 500), st.sampled_from(STATES), st.floats(0, 3)),
        min_size=1,
        max_size=12,
    ),
    st.integers(-100, 800),
)
def test_nothing_is_ever_drawn_outside_the_frame(
    shapes: list[tuple[int, int, str, float]], promise: int
) -> None:
    rows = tuple(
        row(
            number,
            start=NOW + timedelta(hours=start),
            due=NOW + timedelta(hours=start + length),
            state=state,
            used=used,
            finish=NOW + timedelta(hours=start + 1) if state == joint.DONE else None,
        )
        for number, (start, length, state, used) in enumerate(shapes)
    )
    picture = joint.JointApproval(rows, NOW, NOW + timedelta(hours=promise))
    for drawing, layout in zip(joint.draw(picture), (joint.WIDE, joint.NARROW), strict=True):
        for rect in ElementTree.fromstring(drawing).iter("rect"):
            left, width = float(rect.attrib["x"]), float(rect.attrib["width"])
            assert left >= -0.1
            assert width >= 0
            assert left + width <= layout.width + 0.1


def test_weekends_and_closed_days_take_no_room() -> None:
    friday, monday = NOW, NOW + timedelta(days=4)
    days = days_between([friday, monday], closed=[monday.date() - timedelta(days=1)])
    assert [day.day for day in days] == [20, 24]
    assert [day.day for day in days_between([friday, monday])] == [20, 23, 24]


def test_a_day_on_which_something_happens_is_shown_even_if_closed() -> None:
    saturday = datetime(2026, 11, 21, 10, tzinfo=CITY_ZONE)
    assert [day.day for day in days_between([NOW, saturday], closed=[saturday.date()])] == [20, 21]


def test_the_axis_never_runs_backwards() -> None:
    moments = [NOW + timedelta(minutes=17 * step) for step in range(600)]
    axis = Axis(days_between(moments), 100, 1000)
    places = [axis.x(moment) for moment in moments]
    assert places == sorted(places)
    assert 100 <= places[0] <= places[-1] <= 1000


def test_a_long_axis_labels_at_most_eight_days() -> None:
    axis = Axis(days_between([NOW, NOW + timedelta(days=90)]), 0, 700)
    assert len(axis.labelled()) <= 8


def chain(length: int) -> plan.Plan:
    """Each matter waits for the one before; the first hears of the last afterwards."""
    nodes = tuple(plan.Node(f"M{n}", "住建局", f"事项 {n}", "1 个工作日", n == 0) for n in range(length))
    edges = tuple(plan.Edge(f"M{n}", f"M{n + 1}", "结论") for n in range(length - 1))
    return plan.Plan(nodes, (*edges, plan.Edge(f"M{length - 1}", "M0", "回执", plan.NOTIFY_AFTER)))


def test_a_matter_stands_right_of_all_it_waits_for() -> None:
    thing = chain(4)
    order = [[node.key for node in layer] for layer in plan.layers(thing)]
    assert order == [["M0"], ["M1"], ["M2"], ["M3"]]


def test_a_ring_in_the_plan_still_gives_a_picture() -> None:
    thing = plan.Plan(chain(3).nodes, (plan.Edge("M0", "M1"), plan.Edge("M1", "M0"), plan.Edge("M1", "M2")))
    assert sum(len(layer) for layer in plan.layers(thing)) == 3
    for drawing in plan.draw(thing):
        ElementTree.fromstring(drawing)


def test_a_plan_of_forty_matters_and_sixty_arrows_stays_small() -> None:
    nodes = tuple(plan.Node(f"M{n}", "住建局", "交易确认与合同网签备案", "20 分钟") for n in range(40))
    edges = tuple(plan.Edge(f"M{n % 30}", f"M{n % 30 + 1 + n // 30 * 5}", "核验意见") for n in range(60))
    drawings = plan.draw(plan.Plan(nodes, edges))
    assert sum(len(drawing.encode()) for drawing in drawings) <= 80 * 1024


def test_an_arrow_to_a_matter_outside_the_plan_is_left_out() -> None:
    thing = plan.Plan(chain(2).nodes, (plan.Edge("M0", "M9"), plan.Edge("M0", "M1")))
    wide, _narrow = plan.draw(thing)
    assert len(re.findall('class="edge', wide)) == 1


def test_the_plans_table_tells_who_waits_and_what_is_handed_over() -> None:
    lines = plan.table(chain(3), "zh")
    assert lines[1]["waits_for"] == "事项 0"
    assert lines[1]["receives"] == "结论"
    assert lines[0]["waits_for"] == ""
    assert lines[0]["receives"] == "回执"


@given(st.text(max_size=60), st.floats(20, 300))
def test_shortened_words_fit_their_room(words: str, room: float) -> None:
    assert svg.width_of(svg.fit(words, room), 14) <= max(room, svg.width_of("…", 14))


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("税费申报缴纳", ["税费申报缴纳"]),
        ("交易确认与合同网签备案", ["交易确认与合", "同网签备案"]),
        ("First registration of mortgage", ["First registration", "of mortgage"]),
    ],
)
def test_a_long_name_breaks_in_two_near_the_middle(words: str, lines: list[str]) -> None:
    assert svg.two_lines(words, 150) == lines
