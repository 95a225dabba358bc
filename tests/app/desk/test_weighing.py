"""The four ways to set weights by hand: what each gives is shown beside the present, and used in one edit."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desk.weighing_answers import Way
from app.desk.weighing_order import OrderPage
from app.desk.weighing_pairs import END, PairsPage, step_of, value_of
from app.desk.weighing_points import PointsPage
from app.desk.weights_step import WeightsStep
from decision.elicitation.pairwise import SCALE, Judgements, RandomIndex, priorities
from tests.app.desk.argument_fixtures import Desk, desk
from tests.app.desk.test_weights import case_of, look_at, shares, step

__all__ = ["desk", "step"]

FOUR = ("hostility", "geography", "space", "coherence")


def choose(step: WeightsStep, way: Way) -> None:
    step.panel.segments[way].click()


def points(step: WeightsStep, way: Way) -> PointsPage:
    choose(step, way)
    page = step.panel.pages[way]
    assert isinstance(page, PointsPage)
    return page


def order(step: WeightsStep) -> OrderPage:
    choose(step, Way.ORDER)
    page = step.panel.pages[Way.ORDER]
    assert isinstance(page, OrderPage)
    return page


def pairs(step: WeightsStep) -> PairsPage:
    choose(step, Way.PAIRWISE)
    page = step.panel.pages[Way.PAIRWISE]
    assert isinstance(page, PairsPage)
    return page


def offered(step: WeightsStep) -> list[str]:
    return [given for _, _, given in step.panel.outcome.table.rows]


def enter(page: PointsPage, key: str, text: str) -> None:
    page.fields[key].setText(text)
    page.fields[key].editingFinished.emit()


def judge(page: PairsPage, *values: float) -> None:
    """Bring each pair from where it is to a judgement with the arrow keys."""
    for row, value in zip(page.rows, values, strict=True):
        way = step_of(value) - row.step
        for _ in range(abs(way)):
            QTest.keyClick(row, Qt.Key.Key_Right if way > 0 else Qt.Key.Key_Left)


def test_every_way_begins_where_the_weights_are(step: WeightsStep) -> None:
    for way in (Way.DIRECT, Way.SWING):
        choose(step, way)
        assert [now for _, now, _ in step.panel.outcome.table.rows] == ["35", "15", "30", "20"]
        assert sum(map(float, offered(step))) == pytest.approx(100)
    assert [points(step, Way.DIRECT).fields[key].text() for key in FOUR] == ["35", "15", "30", "20"]
    assert [points(step, Way.SWING).fields[key].text() for key in FOUR] == ["100", "43", "86", "57"]
    assert order(step).order.keys == ("hostility", "space", "coherence", "geography")
    assert [row.step for row in pairs(step).rows] == [-1, 0, -1, 1, 0, -1]


def test_points_on_any_scale_are_used_in_one_edit(desk: Desk, step: WeightsStep) -> None:
    page = points(step, Way.DIRECT)
    assert not step.panel.outcome.use.isEnabled()
    for key, text in zip(FOUR, ("6", "0", "2,5", "1.5"), strict=True):
        enter(page, key, text)
    assert offered(step) == ["60", "0", "25", "15"]
    before, edits = case_of(desk), desk.edits()
    step.panel.outcome.use.click()
    assert desk.edits() == edits + 1
    assert list(shares(desk).values()) == pytest.approx([0.60, 0, 0.25, 0.15])
    assert not step.panel.outcome.use.isEnabled()
    desk.state.undo()
    assert case_of(desk) == before
    assert page.fields["hostility"].text() == "6"  # what was answered is still there to be used


def test_what_is_no_points_is_told(desk: Desk, step: WeightsStep) -> None:
    told: list[str] = []
    desk.state.noticed.connect(lambda sentence, _: told.append(sentence))
    page = points(step, Way.DIRECT)
    for text in ("-1", "inf", "many", ""):
        enter(page, "space", text)
        assert page.fields["space"].text() == "30"
    for key in FOUR:
        enter(page, key, "0")
    assert page.fields["coherence"].text() == "20"  # nothing at all is no weighing
    assert len(told) == 5


def test_of_swings_the_greatest_counts_100(step: WeightsStep) -> None:
    page = points(step, Way.SWING)
    enter(page, "geography", "200")
    assert [page.fields[key].text() for key in FOUR] == ["50", "100", "43", "28.5"]
    slider = page.sliders["geography"]
    slider.setFocus()
    QTest.keyClick(slider, Qt.Key.Key_PageDown)
    slider.clearFocus()
    assert page.fields["geography"].text() == "100"
    assert float(page.fields["hostility"].text()) == pytest.approx(50 / 0.9, abs=0.1)


def test_an_order_is_made_by_keys_and_by_dragging(step: WeightsStep) -> None:
    page = order(step)
    QTest.keyClick(page.rows["geography"], Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert page.order.keys == ("hostility", "space", "geography", "coherence")
    assert page.rows["geography"].hasFocus()
    assert offered(step) == ["52.1", "14.6", "27.1", "6.2"]
    row = page.rows["coherence"]
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    QTest.mouseMove(row, row.mapFrom(page, QPoint(60, 5)))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    page.layout().activate()
    assert page.order.keys == ("coherence", "hostility", "space", "geography")
    assert [page.rows[key].y() for key in page.order.keys] == sorted(row.y() for row in page.rows.values())


def test_tied_rows_share_a_rank_and_weigh_the_same(step: WeightsStep) -> None:
    page = order(step)
    page.rows["space"].tie.click()
    assert [page.rows[key].rank for key in page.order.keys] == [1, 1, 2, 3]
    hostility, _, space, _ = offered(step)
    assert abs(float(hostility) - float(space)) < 0.11
    QTest.keyClick(page.rows["space"], Qt.Key.Key_Equal)
    assert page.rows["space"].rank == 2
    assert page.rows["hostility"].tie.isHidden()


def test_the_scale_of_pairs_says_what_it_means() -> None:
    assert [step_of(value_of(step)) for step in range(-END, END + 1)] == list(range(-END, END + 1))
    assert sorted(map(value_of, range(-END, END + 1))) == pytest.approx(sorted(SCALE))
    assert (value_of(-2), value_of(2)) == (3, pytest.approx(1 / 3))


def test_comparisons_that_contradict_are_named_and_mended(desk: Desk, step: WeightsStep) -> None:
    page, box = pairs(step), step.panel.consistency
    values = (3, 1, 2, 1 / 2, 4, 2)
    judge(page, *values)
    expected = priorities(Judgements(FOUR, values), RandomIndex.SAATY_1980)
    assert expected.ratio > 0.10
    assert [float(text) for text in offered(step)] == pytest.approx(
        [share * 100 for share in expected.shares.values()], abs=0.1
    )
    assert box.picture.accessibleName().startswith(f"Consistency ratio {expected.ratio:.2f};")
    assert page.rows[4].suggestion is not None
    assert [row.suggestion for place, row in enumerate(page.rows) if place != 4] == [None] * 5
    assert box.leave.text() == "Keep 4"
    box.leave.click()
    assert not box.take.isVisible()
    assert "above the limit" in box.sentence.text()
    QTest.keyClick(page.rows[4], Qt.Key.Key_Left)  # another judgement is asked about again
    assert box.leave.text() == "Keep 5"
    box.take.click()
    assert page.judgements is not None
    assert priorities(page.judgements, RandomIndex.SAATY_1980).acceptable
    assert "well enough" in box.sentence.text()
    edits = desk.edits()
    step.panel.outcome.use.click()
    assert desk.edits() == edits + 1
    assert list(shares(desk).values()) == pytest.approx(
        list(priorities(page.judgements, RandomIndex.SAATY_1980).shares.values()), abs=1e-6
    )


def test_a_pair_is_judged_by_the_pointer(step: WeightsStep) -> None:
    row = pairs(step).rows[0]
    QTest.mousePress(row, Qt.MouseButton.LeftButton, pos=QPoint(round(row.x_of(-4)), 14))
    QTest.mouseMove(row, QPoint(round(row.x_of(3)), 14))
    QTest.mouseRelease(row, Qt.MouseButton.LeftButton)
    assert row.step == 3
    assert row.accessibleDescription() == "Geography matters 4 times as much as Hostility."


def test_the_criteria_of_one_family_are_weighed_alone(desk: Desk, step: WeightsStep) -> None:
    before = shares(desk)
    step.panel.level.setCurrentIndex(step.panel.level.findData("geography"))
    page = pairs(step)
    assert len(page.rows) == 1
    assert not step.panel.consistency.picture.isVisible()  # one comparison contradicts none
    judge(page, 3)
    step.panel.outcome.use.click()
    assert shares(desk, "geography") == pytest.approx({"area_mismatch": 0.75, "mission_overlap": 0.25}, abs=1e-6)
    assert shares(desk) == pytest.approx(before, abs=1e-7)


def test_locks_keep_an_answer_from_being_used(step: WeightsStep) -> None:
    enter(points(step, Way.DIRECT), "space", "90")
    step.tree.rows["hostility"].lock.click()
    assert not step.panel.outcome.use.isEnabled()
    assert step.panel.outcome.reason.text() == "Hostility is locked; unlock it to use these."
    step.tree.rows["hostility"].lock.click()
    assert step.panel.outcome.use.isEnabled()


def test_an_answer_waits_with_its_case_until_it_is_begun_anew(desk: Desk, step: WeightsStep) -> None:
    page = points(step, Way.DIRECT)
    enter(page, "space", "90")
    look_at(desk, "Afghanistan")
    assert page.fields["space"].text() != "90"
    look_at(desk, "UNMIL")
    assert page.fields["space"].text() == "90"
    step.panel.from_present.click()
    assert page.fields["space"].text() == "30"
    step.panel.from_equal.click()
    assert offered(step) == ["25"] * 4
