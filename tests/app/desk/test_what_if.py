"""What-if in the dock: tried beside the case by mouse and keys, put away, brought back, made an edit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from app.desk.controls import ChoiceBox
from app.desk.ranks_dock import RanksDock
from app.desk.what_if_slider import TrySlider
from decision.case import Estimate
from decision.doctrine import consult_doctrine
from decision.recommendation import choose
from decision.valuation import value_case
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]
LEFT, NONE, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def dock_of(desk: Desk, title: str) -> RanksDock:
    dock = RanksDock(desk.state, desk.theme)
    desk.bot.addWidget(dock)
    dock.resize(300, 900)
    dock.show()
    desk.open(title)
    return dock


def slider(dock: RanksDock, key: str) -> TrySlider:
    control = dock.what_if.rows[key].control
    assert isinstance(control, TrySlider)
    return control


def advice_at(desk: Desk, levels: dict[str, float]) -> str | None:
    """What is recommended with these best levels, worked out without any of what-if."""
    state = desk.state
    assert state.stored_case is not None
    ratings = dict(state.stored_case.ratings)
    for key, level in levels.items():
        ratings[key] = replace(ratings[key], estimate=Estimate(0, level, 100))
    case = replace(state.stored_case, ratings=ratings)
    valuation = value_case(state.workspace.model, case)
    doctrine = consult_doctrine(state.workspace.model, case, valuation.levels)
    return choose(state.workspace.model, valuation.values, doctrine.standings)[0]


def test_a_starter_tries_a_level_at_which_the_advice_turns(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    panel, state = dock.what_if, desk.state
    case, edits = state.case, desk.edits()
    assert panel.lead.text() == state.workspace.words("what_if.none")
    assert dock.foot.isHidden()
    assert len(panel.starters) >= 2
    panel.starters[0].click()
    assert state.what_if is not None
    (key,) = state.what_if.keys
    assert advice_at(desk, dict(state.what_if.levels)) != advice_at(desk, {})
    assert state.tried.trial is not None
    assert state.tried.trial.tried.advice == advice_at(desk, {key: state.what_if.levels[key]})
    assert state.case is case is state.stored_case
    assert desk.edits() == edits
    assert panel.table.isVisible()
    assert not panel.starters[0].isVisible()
    assert state.workspace.words("option.one_foot_in_one_foot_out.name") in panel.order.text()


def test_a_slider_moves_by_keys_and_by_mouse_and_escape_puts_it_back(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    dock.what_if.start_level("insecurity")
    control = slider(dock, "insecurity")
    now = control.value()
    for key, modifier, step in (
        (Qt.Key.Key_Left, NONE, -1),
        (Qt.Key.Key_Left, SHIFT, -6),
        (Qt.Key.Key_PageDown, NONE, -16),
        (Qt.Key.Key_Right, NONE, -15),
    ):
        QTest.keyClick(control, key, modifier)
        assert desk.state.what_if is not None
        assert desk.state.what_if.levels == {"insecurity": now + step}
    middle = round(control.track().center().y())
    QTest.mousePress(control, LEFT, NONE, QPoint(round(control.x_of(20)), middle))
    QTest.mouseMove(control, QPoint(round(control.x_of(10)), middle))
    assert desk.state.what_if is not None
    assert slider(dock, "insecurity") is control  # it stays under the hand
    assert control.value() == 10
    QTest.keyClick(control, Qt.Key.Key_Escape)
    assert desk.state.what_if.levels == {"insecurity": now - 15}
    QTest.mouseRelease(control, LEFT)
    QTest.keyClick(control, Qt.Key.Key_End)
    assert desk.state.what_if.levels == {"insecurity": 100}


def test_the_ticks_and_the_sentence_tell_where_the_advice_turns(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    desk.state.try_levels({"insecurity": 50})
    (tick,) = slider(dock, "insecurity")._ticks
    assert advice_at(desk, {"insecurity": tick.value}) != advice_at(desk, {"insecurity": 50})
    assert advice_at(desk, {"insecurity": tick.value - 1}) == advice_at(desk, {"insecurity": 50})
    assert str(tick.value) in dock.what_if.more.text()
    assert desk.state.workspace.words("option.two_feet_out.sentence") in dock.what_if.more.text()
    assert str(tick.value) in slider(dock, "insecurity").accessibleDescription()


def test_values_stand_beside_values_in_the_new_order(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    state, words = desk.state, desk.state.workspace.words
    state.try_levels({"insecurity": 30})
    assert state.case is not None
    rating = replace(state.case.ratings["insecurity"], estimate=Estimate(30, 30, 30))
    then = value_case(
        state.workspace.model, replace(state.case, ratings={**state.case.ratings, "insecurity": rating})
    )
    assert state.valuation is not None
    lines = dock.what_if.table.lines
    assert [line.rank for line in lines] == ["1", "2", "3"]
    assert [line.place for line in lines] == [1, 2, 0]
    assert [line.was for line in lines] == [words("what_if.was", rank="2"), words("what_if.was", rank="1"), ""]
    for line in lines:
        before, after = float(state.valuation.values[line.place]), float(then.values[line.place])
        assert line.figures == (words.number(before, 1), words.number(after, 1), words.change(after - before))


def test_weights_and_facts_are_tried_too(desk: Desk) -> None:
    dock = dock_of(desk, "DR Congo")
    state, words = desk.state, desk.state.workspace.words
    model = state.workspace.model
    assert state.case is not None
    dock.what_if._fill_weights()
    actions = dock.what_if.weight_menu.actions()
    assert [action.isEnabled() for action in actions] == [True] * 4
    for action in actions[:3]:
        action.trigger()
    assert state.what_if is not None
    assert set(state.what_if.weights) == set(model.family_ids[:3])
    dock.what_if.weight_menu.clear()
    dock.what_if._fill_weights()
    assert not any(action.isEnabled() for action in dock.what_if.weight_menu.actions())
    QTest.keyClick(slider(dock, model.family_ids[0]), Qt.Key.Key_Left)
    trial = state.tried.trial
    assert trial is not None
    before, after = (answer.valuation.weights.families for answer in (trial.base, trial.tried))
    assert after[0] == pytest.approx(before[0] - 0.01)
    assert after[3] == pytest.approx(before[3] + 0.01)
    state.tried.replace(None)
    state.tried.try_fact("mission.uses_force", "engages")
    box = dock.what_if.rows["mission.uses_force"].control
    assert isinstance(box, ChoiceBox)
    box.setCurrentIndex(box.findData("no"))
    box.activated.emit(box.currentIndex())
    assert state.what_if is not None
    assert state.what_if.facts == {"mission.uses_force": "no"}
    # R1 no longer excludes two feet in: doctrine's word on it is told.
    assert words("option.two_feet_in.sentence") in dock.what_if.more.text()


def test_the_menu_of_levels_holds_every_criterion_once(desk: Desk) -> None:
    dock = dock_of(desk, "DR Congo")
    model = desk.state.workspace.model
    dock.what_if.start_level("insecurity")
    dock.what_if._fill_levels()
    actions = dock.what_if.level_menu.actions()
    assert len(actions) == len(model.criteria) + len(model.family_ids)
    open_ones = [action for action in actions if action.isEnabled()]
    assert len(open_ones) == len(model.criteria) - 1
    open_ones[0].trigger()
    assert desk.state.what_if is not None
    assert desk.state.what_if.keys == ("insecurity", "host_hostility")


def test_what_is_put_away_can_be_brought_back(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    state, foot = desk.state, dock.foot
    state.try_levels({"insecurity": 30, "ngo_distance": 80})
    dock.what_if.rows["insecurity"].drop.click()
    assert list(dock.what_if.rows) == ["ngo_distance"]
    foot.reset.click()
    assert state.what_if is None
    assert dock.what_if.rows == {}
    assert foot.reset.isHidden() or not foot.reset.isVisible()
    foot.bring_back.click()
    assert state.what_if is not None
    assert state.what_if.levels == {"ngo_distance": 80}
    assert foot.reset.isVisible()


def test_the_trial_follows_the_case_beneath_and_waits_for_it_to_come_back(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    state = desk.state
    state.try_levels({"insecurity": 30})
    case = state.stored_case
    assert case is not None
    rating = replace(case.ratings["ngo_distance"], estimate=Estimate(90, 90, 90))
    moved = replace(case, ratings={**case.ratings, "ngo_distance": rating})
    first = list(dock.what_if.table.lines)
    state.preview(moved)
    assert dock.what_if.table.lines != first
    assert state.tried.trial is not None
    assert state.tried.trial.base.case is moved
    assert state.tried.trial.tried.case.ratings["ngo_distance"] == rating
    state.drop_preview()
    assert dock.what_if.table.lines == first
    desk.open("Liberia")
    assert state.what_if is None
    assert dock.what_if.rows == {}
    state.open(case.id)
    assert state.what_if is not None
    assert state.what_if.levels == {"insecurity": 30}


def test_what_is_tried_becomes_one_edit_that_can_be_undone(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    state, words, notices = desk.state, desk.state.workspace.words, []
    state.noticed.connect(lambda said, undo: notices.append((said, undo)))
    case, edits = state.stored_case, desk.edits()
    assert case is not None
    state.try_levels({"insecurity": 30})
    state.tried.try_weight("geography", 0.4)
    dock.foot.apply.click()
    assert desk.edits() == edits + 1
    assert state.what_if is None
    assert notices == [(words.count("what_if.applied_many", 2), True)]
    stored = state.library.case(case.id)
    assert stored.ratings["insecurity"].estimate.best == 30
    assert stored.weights is not None
    assert stored.weights.families["geography"] == 40
    step = state.pending.undoable(case.id)
    assert step is not None
    assert step.action == "what_if"
    state.undo()
    assert state.library.case(case.id) == case
    assert words.has("action.what_if")


def test_an_unrated_level_is_tried_from_the_middle(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    desk.leave_out("insecurity")
    dock.what_if.start_level("insecurity")
    assert desk.state.what_if is not None
    assert desk.state.what_if.levels == {"insecurity": 50}
    row = dock.what_if.rows["insecurity"]
    assert desk.state.workspace.words("what_if.not_rated") in row.figures.text()
    assert all(label.text() for label in row.findChildren(QLabel) if label.isVisible())
