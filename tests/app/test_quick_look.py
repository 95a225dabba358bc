"""The quick look: fewer draws of the same seed, and the same figures each time."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from app.quick_look import quick_look
from decision.case import Case
from decision.errors import CancelledError
from decision.model import DecisionModel
from decision.robustness.smaa import robustness
from decision.valuation import value_case


def test_it_repeats_and_agrees_with_the_draws_of_the_analysis(
    model: DecisionModel, nine: Mapping[str, Case]
) -> None:
    case = nine["somalia"]
    valuation = value_case(model, case)
    one, two = (quick_look(model, case, valuation, draws=3_000, seed=5) for _ in range(2))
    assert np.array_equal(one.shares, two.shares)
    other = quick_look(model, case, valuation, draws=3_000, seed=6)
    assert not np.array_equal(one.shares, other.shares)
    drawn = robustness(model, case, valuation.levels, valuation.weights, draws=3_000, seed=5)
    assert np.array_equal(one.shares, drawn.rank_acceptability[:, 0])
    assert 0 < one.agreeing <= len(one.ways) == 6
    assert one.agreeing == sum(way.first == "two_feet_out" for way in one.ways)


def test_it_can_be_cancelled(model: DecisionModel, nine: Mapping[str, Case]) -> None:
    case = nine["somalia"]
    with pytest.raises(CancelledError):
        quick_look(model, case, value_case(model, case), draws=9_000, seed=5, progress=lambda *_: False)
