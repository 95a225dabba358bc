"""The ratings step, driven by hand: drag, type, keys; one edit each, and undone exactly."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desk.band_track import BandTrack
from app.desk.ratings_step import RatingsStep
from decision.case import Case, Confidence, Estimate
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def step(desk: Desk) -> RatingsStep:
    made = RatingsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1100, 860)
    desk.open("UNMIL")
    made.show()
    desk.bot.waitExposed(made)
    return made


def at(track: BandTrack, level: float) -> QPoint:
    return QPoint(round(track.x_of(level)), track.height() // 2)


def case_of(desk: Desk) -> Case:
    assert desk.state.stored_case is not None
    return desk.state.stored_case


def test_dragging_a_marker_moves_the_ranks_and_is_one_edit(desk: Desk, step: RatingsStep) -> None:
    before, edits = case_of(desk), desk.edits()
    assert desk.state.valuation is not None
    values = desk.state.valuation.values.copy()
    track = step.rows["insecurity"].track
    best = before.ratings["insecurity"].estimate.best
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=at(track, best))
    seen = []
    for level in (30, 50, 80):
        QTest.mouseMove(track, at(track, level))
        seen.append(float(desk.state.valuation.values[0]))
    assert seen[0] >= seen[1] >= seen[2]
    assert seen[2] < values[0]
    assert desk.edits() == edits
    assert desk.state.stored_case == before
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=at(track, 80))
    assert desk.edits() == edits + 1
    after = case_of(desk).ratings["insecurity"].estimate
    assert after.best == pytest.approx(80, abs=1)
    assert after.high - after.best == before.ratings["insecurity"].estimate.high - best
    desk.state.undo()
    assert case_of(desk) == before


def test_escape_puts_a_marker_back(desk: Desk, step: RatingsStep) -> None:
    before, edits = case_of(desk), desk.edits()
    track = step.rows["insecurity"].track
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=at(track, before.ratings["insecurity"].estimate.best))
    QTest.mouseMove(track, at(track, 90))
    assert desk.state.case != before
    QTest.keyClick(track, Qt.Key.Key_Escape)
    assert desk.state.case == before
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=at(track, 90))
    assert desk.edits() == edits


def test_an_end_of_the_range_can_be_dragged_but_not_past_the_marker(desk: Desk, step: RatingsStep) -> None:
    track, estimate = step.rows["ngo_distance"].track, case_of(desk).ratings["ngo_distance"].estimate
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=at(track, estimate.low))
    QTest.mouseMove(track, at(track, 99))
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=at(track, 99))
    after = case_of(desk).ratings["ngo_distance"].estimate
    assert (after.low, after.best, after.high) == (estimate.best, estimate.best, estimate.high)


def test_keys_move_the_marker_and_a_run_of_them_is_one_edit(desk: Desk, step: RatingsStep) -> None:
    edits, track = desk.edits(), step.rows["insecurity"].track
    best = case_of(desk).ratings["insecurity"].estimate.best
    track.setFocus()
    for _ in range(3):
        QTest.keyClick(track, Qt.Key.Key_Right)
    QTest.keyClick(track, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(track, Qt.Key.Key_PageUp)
    desk.bot.waitUntil(lambda: desk.edits() == edits + 1, timeout=3000)
    assert case_of(desk).ratings["insecurity"].estimate.best == best + 3 + 5 + 10


def test_alt_moves_the_ends(desk: Desk, step: RatingsStep) -> None:
    track, before = step.rows["insecurity"].track, case_of(desk).ratings["insecurity"].estimate
    track.setFocus()
    QTest.keyClick(track, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(track, Qt.Key.Key_Right, both)
    track.clearFocus()
    desk.bot.waitUntil(lambda: case_of(desk).ratings["insecurity"].estimate != before, timeout=3000)
    after = case_of(desk).ratings["insecurity"].estimate
    assert (after.low, after.best, after.high) == (before.low - 1, before.best, before.high + 1)


@pytest.mark.parametrize("text", ["", "-1", "101", "4.5", "many", "٣"])
def test_what_is_no_level_is_put_back_and_told(desk: Desk, step: RatingsStep, text: str) -> None:
    before, edits, told = case_of(desk), desk.edits(), []
    desk.state.noticed.connect(lambda sentence, _: told.append(sentence))
    field = step.rows["insecurity"].field
    field.setText(text)
    field.editingFinished.emit()
    assert desk.edits() == edits
    assert case_of(desk) == before
    assert "Insecurity" in told[-1]
    assert field.text() == "18"


def test_a_typed_level_widens_the_range_to_hold_it(desk: Desk, step: RatingsStep) -> None:
    field = step.rows["insecurity"].field
    field.setText("66")
    field.editingFinished.emit()
    after = case_of(desk).ratings["insecurity"].estimate
    assert (after.low, after.best, after.high) == (10, 66, 66)


def test_an_unrated_criterion_is_seen_as_unknown_and_rated_by_one_figure(desk: Desk, step: RatingsStep) -> None:
    case = case_of(desk)
    rest = {name: rating for name, rating in case.ratings.items() if name != "insecurity"}
    desk.state.edit(replace(case, ratings=rest), "rating", "ratings.insecurity", "")
    row = step.rows["insecurity"]
    assert step.status() == ("part", "14 of 15 rated")
    assert row.field.text() == ""
    assert "unknown" in row.track.accessibleDescription()
    row.field.setText("30")
    row.field.editingFinished.emit()
    rating = case_of(desk).ratings["insecurity"]
    assert (rating.estimate.low, rating.estimate.best, rating.estimate.high) == (20, 30, 40)
    assert rating.confidence is Confidence.LOW


def test_the_detail_holds_reason_evidence_and_range_of_one_rating(desk: Desk, step: RatingsStep) -> None:
    step.rows["insecurity"].opened.emit("insecurity")
    detail, edits = step.details["insecurity"], desk.edits()
    assert list(detail.links.links) == ["e6", "e7"]
    detail.links.picker.setText("resolution ext")
    QTest.keyClick(detail.links.picker, Qt.Key.Key_Return)
    assert case_of(desk).ratings["insecurity"].evidence == ("e2", "e6", "e7")
    assert detail.links.picker.text() == ""
    detail._low.setText("30")
    detail._low.editingFinished.emit()
    assert case_of(desk).ratings["insecurity"].estimate.low == 10
    assert "0 to 18" in detail._faults["low"].fault
    detail._low.setText("12")
    detail._low.editingFinished.emit()
    assert case_of(desk).ratings["insecurity"].estimate.low == 12
    desk.bot.mouseClick(detail.anchors.anchors[75], Qt.MouseButton.LeftButton)
    assert case_of(desk).ratings["insecurity"].estimate.best == 75
    desk.bot.mouseClick(detail._clear, Qt.MouseButton.LeftButton)
    assert "insecurity" not in case_of(desk).ratings
    assert desk.edits() == edits + 4
    for _ in range(4):
        desk.state.undo()
    assert case_of(desk).ratings["insecurity"].estimate.best == 18


def test_filters_show_what_they_say(desk: Desk, step: RatingsStep) -> None:
    step.head.choices["unsure"].click()
    shown = {name for name, row in step.rows.items() if not row.isHidden()}
    unsure = {name for name, rating in case_of(desk).ratings.items() if rating.confidence is Confidence.LOW}
    assert shown == unsure
    step.head.choices["unrated"].click()
    assert all(row.isHidden() for row in step.rows.values())


def test_a_level_that_does_not_fit_a_fact_is_warned_of_beside_it(step: RatingsStep) -> None:
    field = step.rows["mission_engagement"].field
    field.setText("90")
    field.editingFinished.emit()
    row = step.rows["mission_engagement"]
    assert "Does not fit the fact" in row._meaning.text()
    assert not row._warning.isHidden()
    row.opened.emit("mission_engagement")
    assert "Does not fit the fact" in step.details["mission_engagement"]._warning.sentence.text()
    field.setText("5")
    field.editingFinished.emit()
    assert row._warning.isHidden()
    assert step.details["mission_engagement"]._warning.sentence.text() == ""


def test_every_row_speaks_to_a_screen_reader(step: RatingsStep) -> None:
    for name, row in step.rows.items():
        assert row.track.accessibleName() == row.name
        assert row.track.accessibleDescription(), name
        assert row.field.accessibleName()


def test_a_computed_level_is_fixed_until_a_reason_is_written(desk: Desk, step: RatingsStep) -> None:
    row, edits = step.rows["area_mismatch"], desk.edits()
    assert not row.field.isEnabled()
    QTest.mousePress(row.track, Qt.MouseButton.LeftButton, pos=at(row.track, 0))
    QTest.mouseMove(row.track, at(row.track, 60))
    QTest.mouseRelease(row.track, Qt.MouseButton.LeftButton, pos=at(row.track, 60))
    QTest.keyClick(row.track, Qt.Key.Key_Right)
    assert desk.state.case == desk.state.stored_case
    row.opened.emit("area_mismatch")
    detail = step.details["area_mismatch"]
    assert not detail.anchors.anchors[50].isEnabled()
    detail._reason("  ")
    assert desk.edits() == edits
    detail._reason("Two counties are out of the mission's reach.")
    assert desk.edits() == edits + 1
    assert row.field.isEnabled()
    desk.bot.mouseClick(detail.anchors.anchors[25], Qt.MouseButton.LeftButton)
    assert case_of(desk).ratings["area_mismatch"].estimate.best == 25
    detail._reason("")
    assert case_of(desk).ratings["area_mismatch"].rationale
    assert detail._faults["rationale"].fault
    desk.bot.mouseClick(detail._clear, Qt.MouseButton.LeftButton)
    assert "area_mismatch" not in case_of(desk).ratings
    assert not row.field.isEnabled()


def test_the_fits_are_shown_to_the_keyboard_as_to_the_pointer(desk: Desk, step: RatingsStep) -> None:
    step.activateWindow()
    desk.bot.waitUntil(step.isActiveWindow)
    row = step.rows["insecurity"]
    assert row._callout.isHidden()
    row.field.setFocus(Qt.FocusReason.TabFocusReason)
    assert not row._callout.isHidden()
    words = [text for _, text in row._callout._parts]
    assert words == ["Fit at 18", "100", "95", "0", "bands meet at 20 and 75"]
    step.rows["ngo_distance"].field.setFocus()
    assert row._callout.isHidden()


def test_a_filter_leaves_the_row_that_is_in_hand(desk: Desk, step: RatingsStep) -> None:
    case = case_of(desk)
    rest = {name: rating for name, rating in case.ratings.items() if name != "insecurity"}
    desk.state.edit(replace(case, ratings=rest), "rating", "ratings.insecurity", "")
    step.head.choices["unrated"].click()
    row = step.rows["insecurity"]
    assert [name for name, other in step.rows.items() if not other.isHidden()] == ["insecurity"]
    QTest.mousePress(row.track, Qt.MouseButton.LeftButton, pos=at(row.track, 40))
    QTest.mouseMove(row.track, at(row.track, 45))
    assert not row.isHidden()
    QTest.mouseRelease(row.track, Qt.MouseButton.LeftButton, pos=at(row.track, 45))
    assert case_of(desk).ratings["insecurity"].estimate.best == pytest.approx(45, abs=1)


def test_ends_are_dragged_from_the_outside_of_the_marker_even_where_they_lie_under_it(
    desk: Desk, step: RatingsStep
) -> None:
    track = step.rows["insecurity"].track

    def estimate() -> object:
        made = case_of(desk).ratings["insecurity"].estimate
        return made.low, made.best, made.high

    def drag(start: QPoint, end: QPoint, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.mousePress(track, Qt.MouseButton.LeftButton, keys, start)
        QTest.mouseMove(track, end)
        QTest.mouseRelease(track, Qt.MouseButton.LeftButton, keys, end)

    rating = replace(case_of(desk).ratings["insecurity"], estimate=Estimate(40, 40, 40))
    ratings = {**case_of(desk).ratings, "insecurity": rating}
    desk.state.edit(replace(case_of(desk), ratings=ratings), "rating", "ratings.insecurity", "")
    drag(at(track, 40) + QPoint(7, 0), at(track, 60))
    assert estimate() == (40, 40, pytest.approx(60, abs=1))
    drag(at(track, 40) - QPoint(7, 0), at(track, 20))
    assert estimate() == (pytest.approx(20, abs=1), 40, pytest.approx(60, abs=1))
    drag(at(track, 40), at(track, 70), Qt.KeyboardModifier.AltModifier)
    assert estimate() == (pytest.approx(20, abs=1), 40, pytest.approx(70, abs=1))
    drag(at(track, 40), at(track, 10), Qt.KeyboardModifier.AltModifier)
    assert estimate() == (pytest.approx(10, abs=1), 40, pytest.approx(70, abs=1))


def test_rows_are_walked_and_unfolded_by_keys_and_the_nearest_anchor_is_marked(
    desk: Desk, step: RatingsStep
) -> None:
    step.activateWindow()
    desk.bot.waitUntil(step.isActiveWindow)
    names = list(step.rows)
    step.show_criterion("insecurity")
    assert step.rows["insecurity"].track.hasFocus()
    QTest.keyClick(step.rows["insecurity"].track, Qt.Key.Key_Up)
    above = names[names.index("insecurity") - 1]
    assert step.rows[above].track.hasFocus()
    QTest.keyClick(step.rows[above].track, Qt.Key.Key_Down)
    QTest.keyClick(step.rows["insecurity"].track, Qt.Key.Key_Return)
    anchors = step.details["insecurity"].anchors.anchors
    assert [anchor for anchor, one in anchors.items() if one.isChecked()] == [25]
    QTest.keyClick(anchors[75], Qt.Key.Key_Space)
    assert case_of(desk).ratings["insecurity"].estimate.best == 75
    assert [anchor for anchor, one in anchors.items() if one.isChecked()] == [75]
    QTest.keyClick(step.rows["insecurity"].track, Qt.Key.Key_Return)
    assert step.details == {}


def test_a_row_is_shown_whatever_the_filter_and_its_evidence_leads_to_the_item(
    desk: Desk, step: RatingsStep
) -> None:
    asked: list[str] = []
    step.evidence_asked.connect(asked.append)
    step.resize(1100, 300)
    step.head.choices["unrated"].click()
    shown = list(step.rows.values())[-1]
    step.show_criterion(shown.criterion.id)
    assert not shown.isHidden()
    assert step.head.choices["all"].isChecked()
    desk.bot.waitUntil(lambda: not shown.visibleRegion().isEmpty())
    step.show_criterion("no such criterion")
    shown.opened.emit(shown.criterion.id)
    detail = step.details[shown.criterion.id]
    first = case_of(desk).ratings[shown.criterion.id].evidence[0]
    detail.links.links[first].click()
    assert asked == [first]
    detail.links.crosses[first].click()
    assert first not in case_of(desk).ratings[shown.criterion.id].evidence
    detail._protected.click()
    assert case_of(desk).ratings[shown.criterion.id].protected
    assert not detail._mark.isHidden()
    assert "protected" in shown._evidence.accessibleName()
