"""The weights step: every set adds up to 100, and choosing a perspective is one edit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from app.desk.weights_step import WeightsStep, rescaled
from decision.case import Case
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def step(desk: Desk) -> WeightsStep:
    made = WeightsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    desk.open("UNMIL")
    return made


def case_of(desk: Desk) -> Case:
    assert desk.state.stored_case is not None
    return desk.state.stored_case


def type_in(step: WeightsStep, key: str, text: str) -> None:
    step.fields[key].setText(text)
    step.fields[key].editingFinished.emit()


def test_one_weight_moves_the_others_of_its_set_in_proportion(desk: Desk, step: WeightsStep) -> None:
    edits = desk.edits()
    type_in(step, "hostility", "60")
    assert desk.edits() == edits + 1
    assert desk.state.valuation is not None
    shares = dict(zip(desk.state.workspace.model.family_ids, desk.state.valuation.weights.families, strict=True))
    assert shares["hostility"] == pytest.approx(0.60)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["geography"] / shares["space"] == pytest.approx(0.15 / 0.30)
    type_in(step, "insecurity", "100")
    within = desk.state.valuation.weights.criteria
    ids = desk.state.workspace.model.criterion_ids
    assert within[ids.index("insecurity")] == pytest.approx(0.60)
    assert within[ids.index("host_hostility")] == pytest.approx(0)
    assert within.sum() == pytest.approx(1)
    assert step.status() == ("done", "Balanced desk, changed")


@pytest.mark.parametrize("text", ["", "-5", "101", "much", "nan"])
def test_what_is_no_weight_is_put_back_and_told(desk: Desk, step: WeightsStep, text: str) -> None:
    told: list[str] = []
    desk.state.noticed.connect(lambda sentence, _: told.append(sentence))
    before, edits = case_of(desk), desk.edits()
    type_in(step, "hostility", text)
    assert (case_of(desk), desk.edits()) == (before, edits)
    assert step.fields["hostility"].text() == "35.0"
    assert told


def test_a_perspective_is_chosen_by_key_and_resets_own_weights(desk: Desk, step: WeightsStep) -> None:
    type_in(step, "space", "50")
    desk.bot.keyClick(step.cards["ngo"], Qt.Key.Key_Space)
    assert case_of(desk).perspective == "ngo"
    assert case_of(desk).weights is None
    assert step.fields["space"].text() == "60.0"
    desk.state.undo()
    assert case_of(desk).perspective == "balanced"
    assert case_of(desk).weights is not None
    step._reset.click()
    assert case_of(desk).weights is None


shares = st.lists(st.floats(0, 1), min_size=1, max_size=6).filter(lambda made: sum(made) > 0.01)


@given(shares, st.floats(0, 1), st.data())
def test_a_rescaled_set_adds_up_and_keeps_proportions(
    made: list[float], share: float, data: st.DataObject
) -> None:
    total = sum(made)
    before = {str(place): value / total for place, value in enumerate(made)}
    key = data.draw(st.sampled_from(sorted(before)))
    after = rescaled(before, list(before), key, share)
    assert sum(after.values()) == pytest.approx(1)
    assert min(after.values()) >= 0
    if len(before) > 1:
        assert after[key] == pytest.approx(share)
    others = [name for name in before if name != key and before[name] > 1e-6]
    if len(others) > 1 and share < 1 - 1e-6:
        first, second = others[:2]
        assert after[first] * before[second] == pytest.approx(after[second] * before[first], abs=1e-12)
