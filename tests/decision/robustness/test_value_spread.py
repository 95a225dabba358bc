"""Percentiles from counts against those of all values sorted."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.robustness.value_spread import STEP, ValueSpread
from tests.decision.conftest import examples

Array = NDArray[np.float64]
PERCENTS = (0.0, 5.0, 25.0, 50.0, 63.7, 95.0, 100.0)


def spread_of(values: Array) -> ValueSpread:
    made = ValueSpread(len(values))
    made.add(values)
    return made


def between(values: Array, percent: float) -> tuple[float, float]:
    """The least and the greatest number that may be called that percentile.

    At least that share of the values is not above the one, and at least the rest is not below the other; they
    differ only where the share is a whole number of values.
    """
    ordered, place = np.sort(values), percent / 100 * len(values)
    low = max(math.ceil(place - 1e-9) - 1, 0)
    high = min(math.floor(place + 1e-9), len(values) - 1)
    return float(ordered[low]), float(ordered[high])


def assert_percentiles(values: Array, percents: tuple[float, ...] = PERCENTS) -> None:
    found = spread_of(values).percentiles(percents)
    assert found.shape == (len(values), len(percents))
    for row, own in zip(found, values, strict=True):
        assert np.all(np.diff(row) >= 0)
        assert row.min() >= own.min()
        assert row.max() <= own.max()
        for percent, value in zip(percents, row.tolist(), strict=True):
            low, high = between(own, percent)
            assert low - STEP - 1e-9 <= value <= high + STEP + 1e-9


VALUES = st.integers(1, 200).flatmap(
    lambda count: st.integers(0, 10**6).map(lambda seed: np.random.default_rng(seed).random((3, count)) * 100)
)
FEW = st.lists(st.integers(0, 10_000).map(lambda cents: cents / 100) | st.floats(0, 100), min_size=1, max_size=30)


@given(VALUES)
@examples(80)
def test_percentiles_of_random_values_lie_within_a_step(values: Array) -> None:
    assert_percentiles(values)


@given(FEW)
@examples(150)
def test_percentiles_of_few_values_with_repeats_and_at_the_edges_of_steps(values: list[float]) -> None:
    assert_percentiles(np.array([values]))


@given(VALUES.filter(lambda values: values.shape[1] % 20 != 0))
@examples(60)
def test_fifth_and_ninety_fifth_are_those_of_the_inverted_distribution(values: Array) -> None:
    """Where no whole number of values makes up the share, there is only one answer."""
    wanted = np.percentile(values, [5, 95], axis=1, method="inverted_cdf").T
    assert np.abs(spread_of(values).percentiles((5, 95)) - wanted).max() <= STEP + 1e-9


@pytest.mark.parametrize("shape", ["uniform", "beta", "narrow", "two heaps"])
def test_percentiles_of_many_values_are_those_of_numpy(shape: str) -> None:
    stream = np.random.default_rng(3)
    values = {
        "uniform": stream.random((2, 100_000)) * 100,
        "beta": stream.beta(40 * 0.35, 40 * 0.65, (2, 100_000)) * 100,
        "narrow": 42 + stream.random((2, 100_000)) / 50,
        "two heaps": np.where(stream.random((2, 100_000)) < 0.5, 10, 90) + stream.random((2, 100_000)),
    }[shape]
    percents = (1.0, 5.0, 33.3, 66.7, 95.0, 99.0)
    wanted = np.percentile(values, percents, axis=1, method="inverted_cdf").T
    assert np.abs(spread_of(values).percentiles(percents) - wanted).max() <= STEP + 1e-9


@given(st.floats(0, 100), st.integers(1, 500))
@examples(100)
def test_where_all_are_equal_so_is_every_percentile(value: float, count: int) -> None:
    assert spread_of(np.full((2, count), value)).percentiles(PERCENTS).tolist() == [[value] * len(PERCENTS)] * 2


def test_the_ends_are_the_least_and_the_greatest() -> None:
    values = np.random.default_rng(4).random((3, 777)) * 100
    found = spread_of(values).percentiles((0, 100))
    assert np.array_equal(found[:, 0], values.min(axis=1))
    assert found[:, 1] == pytest.approx(values.max(axis=1), abs=STEP)


@given(values=VALUES, cuts=st.sets(st.integers(1, 199)))
@examples(60)
def test_it_does_not_matter_how_the_values_are_cut_into_blocks(values: Array, cuts: set[int]) -> None:
    edges = [0, *sorted(cut for cut in cuts if cut < values.shape[1]), values.shape[1]]
    spread = ValueSpread(3)
    for start, end in itertools.pairwise(edges):
        spread.add(values[:, start:end])
    assert np.array_equal(spread.percentiles(PERCENTS), spread_of(values).percentiles(PERCENTS))


def test_the_order_of_the_values_changes_nothing() -> None:
    values = np.random.default_rng(5).random((1, 500)) * 100
    assert np.array_equal(
        spread_of(values).percentiles(PERCENTS), spread_of(np.sort(values)[:, ::-1]).percentiles(PERCENTS)
    )


def test_each_option_has_its_own() -> None:
    values = np.vstack([np.linspace(0, 10, 400), np.linspace(60, 100, 400)])
    together = spread_of(values).percentiles(PERCENTS)
    for own, row in zip(values, together, strict=True):
        assert np.array_equal(spread_of(own[None, :]).percentiles(PERCENTS)[0], row)


def test_values_off_the_scale_by_their_last_bits_are_counted_at_its_ends() -> None:
    values = np.array([[-1e-13, -1e-14, 0.0, 100.0, 100 + 1e-13, 100 + 2e-13]])
    found = spread_of(values).percentiles((10, 90))
    assert found == pytest.approx(np.array([[0, 100]]), abs=STEP)


def size(spread: ValueSpread) -> int:
    return sum(part.nbytes for part in vars(spread).values() if isinstance(part, np.ndarray))


def test_it_is_as_large_after_many_draws_as_before_any() -> None:
    spread, stream = ValueSpread(3), np.random.default_rng(6)
    before = size(spread)
    for _ in range(10):
        spread.add(stream.random((3, 4096)) * 100)
    assert size(spread) == before > 0
    assert before < 1e6
