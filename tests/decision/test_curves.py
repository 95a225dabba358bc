"""Fit curves against the design's three formulas, worked integrals and fine grids."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.curves import Curve, band_curve, difference
from decision.model import DecisionModel
from tests.decision.conftest import IN, ONE, OPTIONS, OUT, THRESHOLDS, examples, fit

PAIRS = [(criterion, option) for criterion in THRESHOLDS for option in OPTIONS]
LEVEL = st.floats(0, 100, allow_nan=False)


def curve_of(model: DecisionModel, criterion: str, option: str) -> Curve:
    return model.criterion(criterion).curves[model.option_ids.index(option)]


def midpoint_mean(function: object, low: float, high: float, steps: int = 20_000) -> float:
    edges = np.linspace(low, high, steps + 1)
    return float(np.mean([function(level) for level in (edges[1:] + edges[:-1]) / 2]))  # type: ignore[operator]


def test_the_shipped_thresholds_are_those_the_design_prints(model: DecisionModel) -> None:
    assert {item.id: item.thresholds for item in model.criteria} == THRESHOLDS
    assert model.option_ids == OPTIONS


@pytest.mark.parametrize(("criterion", "option"), PAIRS)
def test_fit_follows_the_formula_of_the_design_at_every_half_level(
    model: DecisionModel, criterion: str, option: str
) -> None:
    curve = curve_of(model, criterion, option)
    for level in np.arange(0, 100.5, 0.5):
        assert float(curve.at(level)) == pytest.approx(fit(option, criterion, level), abs=1e-9)


@given(level=LEVEL)
@examples(60)
def test_some_option_always_fits_in_full_and_fit_stays_on_the_scale(model: DecisionModel, level: float) -> None:
    for criterion in model.criteria:
        fits = [float(curve.at(level)) for curve in criterion.curves]
        assert max(fits) == pytest.approx(100)
        assert min(fits) >= 0


@pytest.mark.parametrize(
    ("criterion", "option", "mean"),
    [
        # host_hostility, t_in 15, t_out 60: areas of rectangles, triangles and cut triangles, over 100
        ("host_hostility", IN, (15 * 100 + 40 * 50) / 100),
        ("host_hostility", OUT, (40 * 100 + 40 * 50) / 100),
        ("host_hostility", ONE, (45 * 100 + 15 * (100 + 62.5) / 2 + 40 * 50) / 100),
        # coordination_gap, t_in 25, t_out 95: two feet out has 5 points of band, one foot 5 points of cut slope
        ("coordination_gap", IN, (25 * 100 + 40 * 50) / 100),
        ("coordination_gap", OUT, (5 * 100 + 40 * 50) / 100),
        ("coordination_gap", ONE, (70 * 100 + 25 * (100 + 37.5) / 2 + 5 * (100 + 87.5) / 2) / 100),
    ],
)
def test_the_mean_over_the_scale_is_the_worked_area(
    model: DecisionModel, criterion: str, option: str, mean: float
) -> None:
    assert curve_of(model, criterion, option).mean(0, 100) == pytest.approx(mean, abs=1e-9)


@pytest.mark.parametrize(("criterion", "option"), PAIRS)
def test_the_mean_over_the_scale_is_the_integral_of_the_formula(
    model: DecisionModel, criterion: str, option: str
) -> None:
    numeric = midpoint_mean(lambda level: fit(option, criterion, level), 0, 100, steps=2000)
    assert curve_of(model, criterion, option).mean(0, 100) == pytest.approx(numeric, abs=1e-4)


@given(pair=st.sampled_from(PAIRS), ends=st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted))
@examples(40)
def test_the_mean_over_a_part_of_the_scale_is_the_integral_of_the_formula(
    model: DecisionModel, pair: tuple[str, str], ends: list[int]
) -> None:
    criterion, option = pair
    low, high = ends
    expected = (
        fit(option, criterion, low)
        if low == high
        else midpoint_mean(lambda level: fit(option, criterion, level), low, high, steps=1000)
    )
    assert curve_of(model, criterion, option).mean(low, high) == pytest.approx(expected, abs=1e-3)


@given(pair=st.sampled_from(PAIRS), ends=st.tuples(LEVEL, LEVEL).map(sorted))
@examples(60)
def test_bounds_hold_every_fit_of_a_grid_and_are_reached(
    model: DecisionModel, pair: tuple[str, str], ends: list[float]
) -> None:
    criterion, option = pair
    low, high = ends
    least, greatest = curve_of(model, criterion, option).bounds(low, high)
    grid = [fit(option, criterion, level) for level in np.linspace(low, high, 801)]
    step = (high - low) / 800 * 100 / 40  # what a fit can move between two neighbours of the grid
    assert least <= min(grid) + 1e-9
    assert greatest >= max(grid) - 1e-9
    assert least >= min(grid) - step - 1e-9
    assert greatest <= max(grid) + step + 1e-9


@given(
    edges=st.lists(st.integers(0, 100), min_size=2, max_size=2, unique=True).map(sorted),
    spread=st.integers(1, 100),
    level=LEVEL,
)
@examples(80)
def test_any_band_and_spread_gives_the_formula(edges: list[int], spread: int, level: float) -> None:
    low, high = edges
    outside = max(low - level, level - high, 0.0)
    expected = 100 * (1 - min(outside / spread, 1.0))
    assert float(band_curve(low, high, spread).at(level)) == pytest.approx(expected, abs=1e-8)


@given(bands=st.lists(st.integers(0, 100), min_size=4, max_size=4), spread=st.integers(1, 100), level=LEVEL)
@examples(60)
def test_a_difference_is_one_curve_minus_the_other_everywhere(bands: list[int], spread: int, level: float) -> None:
    first = band_curve(*sorted(bands[:2]), spread)
    second = band_curve(*sorted(bands[2:]), spread)
    expected = float(first.at(level)) - float(second.at(level))
    assert float(difference(first, second).at(level)) == pytest.approx(expected, abs=1e-8)


def test_the_mean_at_a_single_level_is_the_fit_there(model: DecisionModel) -> None:
    curve = curve_of(model, "insecurity", IN)
    assert curve.mean(40, 40) == pytest.approx(fit(IN, "insecurity", 40))
