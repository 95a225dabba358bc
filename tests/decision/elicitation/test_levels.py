"""One level of the tree at a time: the other levels stay as they were, and the case reads back what was put in."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case_reading import case_from
from decision.case_writing import case_document
from decision.elicitation.levels import level_ids, level_of, level_shares, override_with, whole_override
from decision.model import DecisionModel
from decision.weights import case_weights
from tests.decision.conftest import FAMILIES, build_case, examples

LEVELS = (None, *FAMILIES)


def test_every_weight_is_on_one_level(model: DecisionModel) -> None:
    for level in LEVELS:
        assert [level_of(model, key) for key in level_ids(model, level)] == [level] * len(level_ids(model, level))
    names = [key for level in LEVELS for key in level_ids(model, level)]
    assert sorted(names) == sorted([*model.family_ids, *model.criterion_ids])


@given(level=st.sampled_from(LEVELS), data=st.data())
@examples(40)
def test_a_level_is_replaced_and_the_others_stay(
    model: DecisionModel, level: str | None, data: st.DataObject
) -> None:
    case = build_case(perspective="ngo", weights=({"space": 0.5}, {"insecurity": 0.7}))
    before = case_weights(model, case)
    points = data.draw(st.lists(st.floats(0.01, 1), min_size=9, max_size=9))
    wanted = dict(zip(level_ids(model, level), points, strict=False))
    wanted = {key: value / sum(wanted.values()) for key, value in wanted.items()}
    changed = dataclasses.replace(case, weights=override_with(model, before, level, wanted))
    after = case_weights(model, case_from(case_document(changed), model))
    for other in LEVELS:
        expected = wanted if other == level else level_shares(model, before, other)
        assert level_shares(model, after, other) == pytest.approx(expected, abs=1e-7)


def test_a_whole_override_stands_by_itself(model: DecisionModel) -> None:
    """Under any perspective it means the same: nothing is left to be filled in."""
    weights = case_weights(model, build_case(perspective="ocha"))
    own = whole_override(model, weights)
    for perspective in model.perspectives:
        case = dataclasses.replace(build_case(perspective=perspective.id), weights=own)
        assert case_weights(model, case).criteria == pytest.approx(weights.criteria, abs=1e-7)
