"""Fits and values of many draws at once against the curves they come from, one level at a time."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.robustness.acceptability import Tally
from decision.robustness.fit_kernel import FitKernel
from tests.decision.conftest import THRESHOLDS, examples, fit, small_document

Array = NDArray[np.float64]
Points = list[list[float]]


def model_with(criteria: list[list[Points]]) -> DecisionModel:
    """A model of so many criteria, each with a curve of its own for every option."""
    options = [f"option_{place}" for place in range(len(criteria[0]))]
    document: dict[str, Any] = small_document({}, options=options)
    document["criteria"] = [
        {
            "id": f"criterion_{place}",
            "family": "hostility",
            "source": "test",
            "curves": dict(zip(options, curves, strict=True)),
        }
        for place, curves in enumerate(criteria)
    ]
    return model_from(document, "x")


def curve_points(finest: int) -> st.SearchStrategy[Points]:
    """A curve of up to seven knots, at whole parts (so many a point) of the scale; flat pieces are common."""
    levels = st.sets(st.integers(1, 100 * finest - 1), max_size=5).map(
        lambda inner: [0.0, *(place / finest for place in sorted(inner)), 100.0]
    )
    fits = st.integers(0, 4).map(lambda quarter: quarter * 25.0) | st.floats(0, 100)
    return levels.flatmap(
        lambda xs: st.lists(fits, min_size=len(xs), max_size=len(xs)).map(
            lambda ys: [list(point) for point in zip(xs, ys, strict=True)]
        )
    )


@st.composite
def models(draw: st.DrawFn, finest: int = 1) -> DecisionModel:
    options, criteria = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    one = curve_points(finest)
    shared = draw(st.lists(one, min_size=1, max_size=2))  # options of one model often have knots in common
    curves = st.sampled_from(shared) | one
    return model_with(
        [draw(st.lists(curves, min_size=options, max_size=options)) for _ in range(criteria)],
    )


def levels_at_and_between_knots(model: DecisionModel) -> Array:
    """Criteria x levels: every knot of any curve, the middles between them, and the least steps beside them."""
    knots = {float(x) for criterion in model.criteria for curve in criterion.curves for x in curve.xs}
    middles = {(one + other) / 2 for one, other in itertools.pairwise(sorted(knots))}
    beside = {float(np.nextafter(knot, end)) for knot in knots for end in (0, 100)}
    return np.tile(sorted(knots | middles | beside), (len(model.criteria), 1))


def fits_by_curve(model: DecisionModel, levels: Array) -> Array:
    """Options x criteria x draws."""
    return np.array(
        [
            [criterion.curves[option].at(levels[place]) for place, criterion in enumerate(model.criteria)]
            for option in range(len(model.option_ids))
        ]
    )


def assert_kernel_is_the_curves(model: DecisionModel, levels: Array, seed: int = 1) -> None:
    kernel, wanted = FitKernel.of(model), fits_by_curve(model, levels)
    assert np.abs(kernel.fits(levels) - wanted).max() <= 1e-9
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(model.criteria)), levels.shape[1]).T
    values = np.einsum("ocd,cd->od", wanted, weights)
    assert np.abs(kernel.values(levels, weights) - values).max() <= 1e-9


def test_the_shipped_model_at_every_tenth_of_a_point(model: DecisionModel) -> None:
    levels = np.tile(np.arange(0, 1001) / 10, (len(model.criteria), 1))
    assert_kernel_is_the_curves(model, levels)
    assert_kernel_is_the_curves(model, levels_at_and_between_knots(model))


def test_the_shipped_model_by_the_formulas_of_the_design(model: DecisionModel) -> None:
    levels = np.random.default_rng(4).random((len(THRESHOLDS), 60)) * 100
    fits = FitKernel.of(model).fits(levels)
    for row, option in enumerate(model.option_ids):
        for place, name in enumerate(model.criterion_ids):
            wanted = [fit(option, name, level) for level in levels[place].tolist()]
            assert fits[row, place] == pytest.approx(wanted, abs=1e-9)


def test_each_criterion_is_looked_up_at_its_own_level_with_its_own_weight(model: DecisionModel) -> None:
    stream = np.random.default_rng(5)
    assert_kernel_is_the_curves(model, stream.random((len(model.criteria), 3000)) * 100, seed=6)


@given(made=models(), seed=st.integers(0, 10**6))
@examples(150)
def test_any_curves_of_whole_knots(made: DecisionModel, seed: int) -> None:
    assert_kernel_is_the_curves(made, levels_at_and_between_knots(made), seed)
    levels = np.random.default_rng(seed).random((len(made.criteria), 50)) * 100
    assert_kernel_is_the_curves(made, levels, seed)


@given(made=models(finest=10), seed=st.integers(0, 10**6))
@examples(80)
def test_any_curves_of_knots_at_tenths(made: DecisionModel, seed: int) -> None:
    assert_kernel_is_the_curves(made, levels_at_and_between_knots(made), seed)


def steps(width: float) -> DecisionModel:
    """Two criteria on which one option steps from nothing to full fit and the other always fits in full."""
    step = [[0.0, 0.0], [60.0, 0.0], [60.0 + width, 100.0], [100.0, 100.0]]
    return model_with([[step, [[0.0, 100.0], [100.0, 100.0]]] for _ in range(2)])


@pytest.mark.parametrize("width", [1.0, 0.5, 0.1])
def test_a_narrow_step_is_as_exact_as_a_slope(width: float) -> None:
    levels = np.array([[0.0, 30, 60, 61, 75, 100]] * 2).repeat(100, axis=1)
    assert_kernel_is_the_curves(steps(width), levels)


@pytest.mark.parametrize("width", [1.0, 0.5, 0.1])
def test_beyond_a_narrow_step_two_options_that_fit_in_full_tie(width: float) -> None:
    """Both have a value of 100 whatever the weights, so neither ever comes first alone."""
    weights = np.random.default_rng(1).dirichlet(np.ones(2), 4096).T
    tally = Tally(2, 2)
    tally.add(FitKernel.of(steps(width)).values(np.full((2, 4096), 80.0), weights), weights)
    found = tally.result()
    assert found.rank_acceptability.tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert found.first_alone.tolist() == [0, 0]


def test_flat_curves_have_no_pieces_and_keep_their_height() -> None:
    heights = (0.0, 37.5, 100.0)
    model = model_with([[[[0.0, height], [100.0, height]] for height in heights] for _ in range(2)])
    kernel = FitKernel.of(model)
    levels = np.array([[0.0, 50, 100], [100, 1, 2]])
    weights = np.array([[0.25, 0.5, 1], [0.75, 0.5, 0]])
    assert kernel.fits(levels).tolist() == [[[height] * 3] * 2 for height in heights]
    assert kernel.values(levels, weights) == pytest.approx(np.array([[height] * 3 for height in heights]))


@given(made=models())
@examples(60)
def test_fits_stay_on_the_scale(made: DecisionModel) -> None:
    fits = FitKernel.of(made).fits(levels_at_and_between_knots(made))
    assert fits.min() >= 0
    assert fits.max() <= 100


def test_what_is_given_is_not_changed(model: DecisionModel) -> None:
    stream = np.random.default_rng(8)
    levels, weights = stream.random((15, 20)) * 100, stream.dirichlet(np.ones(15), 20).T
    before = levels.copy(), weights.copy()
    kernel = FitKernel.of(model)
    first = kernel.values(levels, weights)
    kernel.fits(levels)
    assert np.array_equal(levels, before[0])
    assert np.array_equal(weights, before[1])
    assert np.array_equal(kernel.values(levels, weights), first)
