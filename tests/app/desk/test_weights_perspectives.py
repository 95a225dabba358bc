"""Perspectives above the tree: taken in one edit, and the officer's own kept, renamed, deleted and brought back."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk.weights_step import WeightsStep
from db.perspectives import perspectives
from decision.case_reading import read_case
from decision.case_writing import write_case
from decision.stakeholders.perspectives import stakeholders
from decision.weights import case_weights
from tests.app.desk.argument_fixtures import Desk, desk
from tests.app.desk.test_weights import case_of, look_at, shares, step, type_in

__all__ = ["desk", "step"]


def keep_as(step: WeightsStep, name: str) -> None:
    """Keep the present weights under a name."""
    step.save.click()
    step.naming.field.setText(name)
    QTest.keyClick(step.naming.field, Qt.Key.Key_Return)


def names(desk: Desk) -> list[str]:
    return [own.name for own in perspectives(desk.state.library)]


def test_a_perspective_is_chosen_by_key_and_resets_own_weights(desk: Desk, step: WeightsStep) -> None:
    type_in(step, "space", "50")
    card = step.perspectives.cards["ngo"]
    desk.bot.keyClick(card, Qt.Key.Key_Space)
    assert (case_of(desk).perspective, case_of(desk).weights) == ("ngo", None)
    assert step.tree.rows["space"].field.text() == "60"
    assert card.view is not None
    assert card.view.chosen
    edits = desk.edits()
    desk.bot.keyClick(card, Qt.Key.Key_Space)
    assert desk.edits() == edits  # it is chosen already
    desk.state.undo()
    assert case_of(desk).perspective == "balanced"
    assert case_of(desk).weights is not None
    step.reset.click()
    assert case_of(desk).weights is None


def test_own_weights_are_kept_for_every_case_and_taken_in_one_edit(desk: Desk, step: WeightsStep) -> None:
    desk.bot.keyClick(step.perspectives.cards["ocha"], Qt.Key.Key_Return)
    type_in(step, "space", "50")
    type_in(step, "insecurity", "70")
    kept, edits = shares(desk), desk.edits()
    keep_as(step, "  Border desk ")
    assert desk.edits() == edits  # to keep them changes no case
    assert names(desk) == ["Border desk"]
    assert step.status() == ("done", "Border desk")
    assert step.naming.isHidden()
    look_at(desk, "Afghanistan")
    assert step.status() == ("done", "Balanced desk")
    before, edits = case_of(desk), desk.edits()
    (card,) = step.perspectives.own_cards.values()
    QTest.mouseClick(card, Qt.MouseButton.LeftButton)
    assert desk.edits() == edits + 1
    assert shares(desk) == pytest.approx(kept, abs=1e-7)
    assert case_of(desk).perspective == "ocha"
    # The case stands alone: its file means the same where nobody knows the perspective.
    model = desk.state.workspace.model
    alone = read_case(write_case(case_of(desk)), model)
    assert desk.state.valuation is not None
    assert np.allclose(case_weights(model, alone).criteria, desk.state.valuation.weights.criteria)
    # Nor is it a party: those who would disagree are the modelled ones.
    views = stakeholders(model, case_of(desk)).views
    assert [view.perspective for view in views] == [one.id for one in model.perspectives]
    type_in(step, "space", "40")
    assert step.status() == ("done", "OCHA, changed")
    for _ in range(2):
        desk.state.undo()
    assert case_of(desk) == before


def test_a_name_that_cannot_be_is_told_at_the_field(desk: Desk, step: WeightsStep) -> None:
    keep_as(step, "Border desk")
    keep_as(step, "border DESK")
    assert step.naming.isVisible()
    assert "Another perspective of yours" in step.naming.fault.sentence.text()
    step.naming.field.setText(" ")
    step.naming.keep.click()
    assert "needs a name" in step.naming.fault.sentence.text()
    QTest.keyClick(step.naming.field, Qt.Key.Key_Escape)
    assert step.naming.isHidden()
    assert step.save.isVisible()
    assert names(desk) == ["Border desk"]


def test_own_perspectives_are_renamed_deleted_and_put_back(desk: Desk, step: WeightsStep) -> None:
    type_in(step, "space", "50")
    keep_as(step, "Border desk")
    (card,) = step.perspectives.own_cards.values()
    QTest.keyClick(card, Qt.Key.Key_F2)
    assert step.naming.field.text() == "Border desk"
    step.naming.field.setText("River desk")
    QTest.keyClick(step.naming.field, Qt.Key.Key_Return)
    assert names(desk) == ["River desk"]
    weights = case_of(desk).weights
    (card,) = step.perspectives.own_cards.values()
    assert card.hasFocus()
    QTest.keyClick(card, Qt.Key.Key_Delete)
    assert names(desk) == []
    assert step.perspectives.own_cards == {}
    assert case_of(desk).weights == weights
    gone = step.perspectives.gone
    assert gone is not None
    gone.back.click()
    assert names(desk) == ["River desk"]
    assert step.perspectives.gone is None
    (card,) = step.perspectives.own_cards.values()
    assert card.view is not None
    assert (card.view.name, card.view.chosen) == ("River desk", True)
    assert [action.text() for action in card.menu.actions()] == ["Rename (F2)", "Delete (Del)"]
    card.menu.actions()[1].trigger()
    assert names(desk) == []


def test_many_cards_scroll_sideways_and_follow_the_keyboard(desk: Desk, step: WeightsStep) -> None:
    for number in range(4):
        type_in(step, "space", str(41 + number))
        keep_as(step, f"Desk {number}")
    line = step.perspectives
    desk.bot.waitUntil(lambda: line.horizontalScrollBar().maximum() > 0)
    last = list(line.own_cards.values())[-1]
    for card in (last, line.cards["balanced"]):
        card.setFocus()
        seen = card.visibleRegion().boundingRect()
        assert seen.width() == card.width()


def test_a_modelled_name_is_not_given_to_own_weights(desk: Desk, step: WeightsStep) -> None:
    type_in(step, "space", "50")
    keep_as(step, " ocha ")
    assert names(desk) == []
    assert "“OCHA” is a modelled perspective" in step.naming.fault.sentence.text()
    step.naming.field.setText("OCHA, ours")
    QTest.keyClick(step.naming.field, Qt.Key.Key_Return)
    assert names(desk) == ["OCHA, ours"]
