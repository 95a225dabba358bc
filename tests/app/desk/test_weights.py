"""The tree of weights by hand: every set adds up to 100, locked weights stay, and one move is one edit."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from app.desk.weight_slider import WeightSlider
from app.desk.weights_changes import figures
from app.desk.weights_step import WeightsStep
from app.words import Words
from decision.case import Case
from decision.elicitation.levels import level_shares
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]

WORDS = Words()


@pytest.fixture
def step(desk: Desk) -> WeightsStep:
    made = WeightsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1100, 800)
    look_at(desk, "UNMIL")
    made.show()
    desk.bot.waitExposed(made)
    return made


def look_at(desk: Desk, title: str) -> None:
    """Open a case without waiting for its analysis: weights need none."""
    desk.state.open(next(item.id for item in desk.state.library.summaries() if title in item.title))


def case_of(desk: Desk) -> Case:
    assert desk.state.stored_case is not None
    return desk.state.stored_case


def shares(desk: Desk, family: str | None = None) -> dict[str, float]:
    """The shares of a level as they are shown."""
    assert desk.state.valuation is not None
    return level_shares(desk.state.workspace.model, desk.state.valuation.weights, family)


def type_in(step: WeightsStep, key: str, text: str) -> None:
    step.tree.rows[key].field.setText(text)
    step.tree.rows[key].field.editingFinished.emit()


def at(slider: WeightSlider, percent: float) -> QPoint:
    return QPoint(round(slider.x_of(percent)), slider.height() // 2)


def test_one_weight_moves_the_others_of_its_set_in_proportion(desk: Desk, step: WeightsStep) -> None:
    edits = desk.edits()
    type_in(step, "hostility", "60")
    assert desk.edits() == edits + 1
    families = shares(desk)
    assert families["hostility"] == pytest.approx(0.60)
    assert sum(families.values()) == pytest.approx(1)
    assert families["geography"] / families["space"] == pytest.approx(0.15 / 0.30)
    type_in(step, "insecurity", "100")
    assert desk.state.valuation is not None
    within = desk.state.valuation.weights.criteria
    ids = desk.state.workspace.model.criterion_ids
    assert within[ids.index("insecurity")] == pytest.approx(0.60)
    assert within[ids.index("host_hostility")] == pytest.approx(0)
    assert within.sum() == pytest.approx(1)
    assert step.status() == ("done", "Balanced desk, changed")


def test_what_is_no_weight_is_put_back_and_told(desk: Desk, step: WeightsStep) -> None:
    told: list[str] = []
    desk.state.noticed.connect(lambda sentence, _: told.append(sentence))
    before, edits = case_of(desk), desk.edits()
    bad = ["", "-5", "101", "much", "nan"]
    for text in bad:
        type_in(step, "hostility", text)
        assert step.tree.rows["hostility"].field.text() == "35"
    assert (case_of(desk), desk.edits()) == (before, edits)
    assert [f"“{text}”" in sentence for text, sentence in zip(bad, told, strict=True)] == [True] * len(bad)


def test_a_drag_is_seen_while_it_goes_on_and_is_one_edit(desk: Desk, step: WeightsStep) -> None:
    before, edits = case_of(desk), desk.edits()
    notices: list[str] = []
    desk.state.noticed.connect(lambda sentence, _: notices.append(sentence))
    slider = step.tree.rows["coherence"].slider
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 20))
    seen = []
    for percent in (30, 100, 36):
        QTest.mouseMove(slider, at(slider, percent))
        seen.append(shares(desk))
    assert [made["coherence"] for made in seen] == pytest.approx([0.30, 1.0, 0.36])
    # Over the end of the scale and back: the others have their proportions again.
    assert seen[2]["geography"] / seen[2]["hostility"] == pytest.approx(0.15 / 0.35)
    assert (case_of(desk), desk.edits()) == (before, edits)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, 36))
    assert desk.edits() == edits + 1
    assert notices == ["Coherence set from 20 to 36; the others of its set made room."]
    assert [row.field.text() for key, row in step.tree.rows.items() if key in seen[2]] == [
        "28", "12", "24", "36",
    ]  # fmt: skip
    desk.state.undo()
    assert case_of(desk) == before


def test_escape_in_a_drag_leaves_everything_as_it_was(desk: Desk, step: WeightsStep) -> None:
    before, edits = case_of(desk), desk.edits()
    slider = step.tree.rows["space"].slider
    slider.setFocus()
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 30))
    QTest.mouseMove(slider, at(slider, 70))
    assert shares(desk)["space"] == pytest.approx(0.70)
    QTest.keyClick(slider, Qt.Key.Key_Escape)
    assert shares(desk)["space"] == pytest.approx(0.30)
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, 70))
    assert (case_of(desk), desk.edits()) == (before, edits)


NONE, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
KEYS = [
    (Qt.Key.Key_Right, NONE, 36),
    (Qt.Key.Key_Down, NONE, 35),
    (Qt.Key.Key_Left, SHIFT, 30),
    (Qt.Key.Key_Up, SHIFT, 35),
    (Qt.Key.Key_PageUp, NONE, 45),
    (Qt.Key.Key_PageDown, NONE, 35),
    (Qt.Key.Key_Home, NONE, 0),
    (Qt.Key.Key_Left, NONE, 0),
    (Qt.Key.Key_End, NONE, 100),
    (Qt.Key.Key_PageUp, NONE, 100),
]


def test_keys_move_a_weight(desk: Desk, step: WeightsStep) -> None:
    for key, modifier, percent in KEYS:
        QTest.keyClick(step.tree.rows["hostility"].slider, key, modifier)
        assert shares(desk)["hostility"] * 100 == pytest.approx(percent)
    QTest.keyClick(step.tree.rows["hostility"].slider, Qt.Key.Key_Escape)
    assert shares(desk)["hostility"] == pytest.approx(0.35)
    type_in(step, "hostility", "34.6")
    for key, percent in ((Qt.Key.Key_Right, 35), (Qt.Key.Key_Left, 34)):
        QTest.keyClick(step.tree.rows["hostility"].slider, key)
        assert shares(desk)["hostility"] * 100 == pytest.approx(percent)


def test_a_run_of_keys_is_one_edit_when_the_keyboard_leaves(desk: Desk, step: WeightsStep) -> None:
    edits = desk.edits()
    slider = step.tree.rows["hostility"].slider
    slider.setFocus()
    for _ in range(3):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    assert desk.edits() == edits
    step.tree.rows["space"].slider.setFocus()
    assert desk.edits() == edits + 1
    assert shares(desk)["hostility"] == pytest.approx(0.38)


def test_a_locked_weight_stays_and_is_named(desk: Desk, step: WeightsStep) -> None:
    notices: list[str] = []
    desk.state.noticed.connect(lambda sentence, _: notices.append(sentence))
    rows = step.tree.rows
    rows["hostility"].lock.click()
    slider = rows["coherence"].slider
    slider.setFocus()
    for _ in range(16):
        QTest.keyClick(slider, Qt.Key.Key_Right)
    rows["space"].slider.setFocus()
    families = shares(desk)
    assert families["hostility"] == pytest.approx(0.35)
    assert families["coherence"] == pytest.approx(0.36)
    assert families["geography"] / families["space"] == pytest.approx(0.15 / 0.30)
    assert notices == ["Coherence set from 20 to 36; Hostility is locked, the rest of its set made room."]
    type_in(step, "coherence", "90")
    assert shares(desk)["coherence"] == pytest.approx(0.65)
    assert notices[1] == "Coherence set from 36 to 65, all that Hostility leaves while it is locked."
    QTest.keyClick(rows["hostility"].slider, Qt.Key.Key_Right)
    assert notices[2] == "Hostility is locked; unlock it to move it."
    assert not rows["hostility"].field.isEnabled()
    QTest.keyClick(rows["hostility"].slider, Qt.Key.Key_L)
    QTest.keyClick(rows["hostility"].slider, Qt.Key.Key_Right)
    assert shares(desk)["hostility"] == pytest.approx(0.36)


def test_too_many_locks_are_told_and_nothing_moves(desk: Desk, step: WeightsStep) -> None:
    before = case_of(desk)
    for key in ("hostility", "geography", "space"):
        step.tree.rows[key].lock.click()
    slider = step.tree.rows["coherence"].slider
    assert slider.held
    assert step.tree.hint(None).startswith("Too many locks")
    assert step.tree.hint("space") == ""
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=at(slider, 80))
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=at(slider, 80))
    assert case_of(desk) == before
    step.tree.rows["space"].lock.click()
    assert not slider.held
    assert step.tree.hint(None) == ""


def test_locks_are_of_one_case(desk: Desk, step: WeightsStep) -> None:
    step.tree.rows["hostility"].lock.click()
    look_at(desk, "Afghanistan")
    assert not step.tree.rows["hostility"].lock.isChecked()
    look_at(desk, "UNMIL")
    assert step.tree.rows["hostility"].lock.isChecked()


def test_a_family_folds_and_unfolds(step: WeightsStep) -> None:
    row = step.tree.rows["insecurity"]
    step.tree.rows["hostility"].chevron.click()
    assert not row.isVisible()
    assert step.tree.rows["area_mismatch"].isVisible()
    step.tree.rows["hostility"].chevron.click()
    assert row.isVisible()


def test_a_step_that_was_not_looked_at_catches_up(step: WeightsStep) -> None:
    step.hide()
    type_in(step, "space", "50")
    step.show()
    assert step.tree.rows["space"].field.text() == "50.0"
    assert step.tree.rows["space"].slider.percent == pytest.approx(50)


def test_below_a_width_the_ways_go_under_the_tree(step: WeightsStep) -> None:
    assert step.panel.x() > step.tree.geometry().right()
    step.resize(930, 500)
    step.layout().activate()
    step.panel.parentWidget().layout().activate()
    assert step.panel.y() > step.tree.geometry().bottom()


PARTS = st.lists(st.floats(0, 1), min_size=1, max_size=6).filter(lambda made: sum(made) > 0.01)


@given(PARTS)
def test_shown_figures_of_a_set_add_up_to_100(made: list[float]) -> None:
    parts = [value / sum(made) for value in made]
    shown = [float(text) for text in figures(WORDS, parts)]
    assert sum(shown) == pytest.approx(100, abs=1e-6)
    assert all(abs(text - part * 100) < 0.1 + 1e-6 for text, part in zip(shown, parts, strict=True))
    for (one, first), (other, second) in itertools.combinations(zip(parts, shown, strict=True), 2):
        assert (one - other) * (first - second) >= 0 or abs(one - other) < 1e-9


def test_figures_are_of_the_language_that_is_spoken_now() -> None:
    words = Words()
    assert figures(words, [0.333, 0.667]) == ["33.3", "66.7"]
    words.use("fr")
    assert figures(words, [0.333, 0.667]) == ["33,3", "66,7"]
