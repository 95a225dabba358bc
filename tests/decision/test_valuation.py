"""Values against a plain double loop, intervals against every value reachable, and the no-information baseline."""

from __future__ import annotations

import itertools
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.model import DecisionModel
from decision.valuation import baseline_values, value_case
from decision.weights import case_weights
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    WEIGHTS,
    best_for,
    build_case,
    everywhere,
    examples,
    fit,
    without,
)

TRIPLE = st.tuples(*[st.integers(0, 100)] * 3).map(lambda made: tuple(map(float, sorted(made))))
RATED = st.dictionaries(st.sampled_from(sorted(THRESHOLDS)), TRIPLE)


def mean_fit(option: str, criterion: str) -> float:
    levels = np.arange(0.05, 100, 0.1)
    return float(np.mean([fit(option, criterion, level) for level in levels]))


MEANS = {(option, name): mean_fit(option, name) for option in OPTIONS for name in THRESHOLDS}


def loop_value(option: str, levels: dict[str, float]) -> float:
    total = 0.0
    for criterion, weight in WEIGHTS.items():
        known = criterion in levels
        total += weight * (fit(option, criterion, levels[criterion]) if known else MEANS[option, criterion])
    return total


@given(rated=RATED)
@examples(80)
def test_the_value_is_the_sum_of_weight_times_fit_with_unknowns_at_their_mean(
    model: DecisionModel, rated: dict[str, tuple[float, float, float]]
) -> None:
    valuation = value_case(model, build_case(rated, mission_countries=()))
    levels = {name: best for name, (_, best, _) in rated.items()}
    assert valuation.values == pytest.approx([loop_value(option, levels) for option in OPTIONS], abs=1e-3)
    assert valuation.coverage == pytest.approx(sum(WEIGHTS[name] for name in rated))


@given(rated=RATED, numbers=st.integers(0, 2**32))
@examples(80)
def test_every_value_the_ranges_allow_lies_in_the_interval(
    model: DecisionModel, rated: dict[str, tuple[float, float, float]], numbers: int
) -> None:
    bounds = value_case(model, build_case(rated, mission_countries=())).bounds
    chance = random.Random(numbers)
    ranges = {name: (rated[name][0], rated[name][2]) if name in rated else (0, 100) for name in THRESHOLDS}
    for _ in range(10):
        levels = {name: chance.choice([*ends, chance.uniform(*ends)]) for name, ends in ranges.items()}
        for option, (least, greatest) in zip(OPTIONS, bounds, strict=True):
            assert least - 1e-9 <= loop_value(option, levels) <= greatest + 1e-9


@given(rated=RATED)
@examples(40)
def test_the_ends_of_the_interval_are_reached(
    model: DecisionModel, rated: dict[str, tuple[float, float, float]]
) -> None:
    bounds = value_case(model, build_case(rated, mission_countries=())).bounds
    for option, (least, greatest) in zip(OPTIONS, bounds, strict=True):
        lows, highs = [], []
        for name, weight in WEIGHTS.items():
            low, _, high = rated.get(name, (0.0, 50.0, 100.0))
            inner = [level for level in THRESHOLDS[name] if low <= level <= high]
            fits = [weight * fit(option, name, level) for level in (low, high, *inner)]
            lows.append(min(fits))
            highs.append(max(fits))
        assert (least, greatest) == pytest.approx((sum(lows), sum(highs)), abs=1e-9)


@given(rated=RATED.filter(bool), data=st.data())
@examples(80)
def test_removing_a_rating_never_narrows_the_interval_of_an_option(
    model: DecisionModel, rated: dict[str, tuple[float, float, float]], data: st.DataObject
) -> None:
    case = build_case(rated, mission_countries=())
    for name in data.draw(st.permutations(sorted(rated))):
        fewer = without(case, name)
        before, after = value_case(model, case).bounds, value_case(model, fewer).bounds
        assert np.all(after[:, 0] <= before[:, 0] + 1e-9)
        assert np.all(after[:, 1] >= before[:, 1] - 1e-9)
        case = fewer


@pytest.mark.parametrize("option", OPTIONS)
def test_levels_in_an_options_own_bands_give_it_the_full_value(model: DecisionModel, option: str) -> None:
    values = value_case(model, build_case(everywhere(option))).values
    assert values[OPTIONS.index(option)] == pytest.approx(100)
    assert max(np.delete(values, OPTIONS.index(option))) < 100


def test_family_values_weigh_up_to_the_value(model: DecisionModel) -> None:
    levels = {name: best_for(option, name) for name, option in zip(THRESHOLDS, itertools.cycle(OPTIONS))}
    valuation = value_case(model, build_case(levels))
    for row, option in enumerate(OPTIONS):
        for column, (_, members) in enumerate(FAMILIES.values()):
            own = sum(fit(option, name, levels[name]) for name in members) / len(members)
            assert valuation.family_values[row, column] == pytest.approx(own)
    assert valuation.family_values @ valuation.weights.families == pytest.approx(valuation.values)


def test_the_baseline_is_the_value_with_nothing_known_and_leans_to_the_middle(model: DecisionModel) -> None:
    nothing = build_case(mission_countries=())
    baseline = baseline_values(model, case_weights(model, nothing))
    assert baseline == pytest.approx([loop_value(option, {}) for option in OPTIONS], abs=1e-3)
    assert baseline == pytest.approx(value_case(model, nothing).values)
    assert np.argmax(baseline) == OPTIONS.index(ONE)


def winners(levels: list[dict[str, float]]) -> dict[str, float]:
    first = [max(OPTIONS, key=lambda option, made=made: loop_value(option, made)) for made in levels]
    return {option: first.count(option) / len(first) for option in OPTIONS}


def core_winners(model: DecisionModel, levels: list[dict[str, float]]) -> dict[str, float]:
    first = [OPTIONS[int(np.argmax(value_case(model, build_case(made)).values))] for made in levels]
    return {option: first.count(option) / len(first) for option in OPTIONS}


def test_mixed_evidence_favours_the_middle_as_the_design_states(model: DecisionModel) -> None:
    """Independent random levels: the middle wins over 90 %; levels that move together: about half."""
    chance = random.Random(20080930)
    apart = [{name: chance.uniform(0, 100) for name in THRESHOLDS} for _ in range(400)]
    together = [dict.fromkeys(THRESHOLDS, chance.uniform(0, 100)) for _ in range(400)]
    assert core_winners(model, apart)[ONE] > 0.9
    assert 0.4 < core_winners(model, together)[ONE] < 0.6
    assert core_winners(model, apart) == winners(apart)


def test_the_value_of_standing_inside_never_rises_with_a_level_nor_that_of_outside_falls(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    case = nine["dr-congo-monuc"]
    rated = {name: given.estimate.best for name, given in case.ratings.items()}
    for name in rated:
        values = np.array(
            [value_case(model, build_case({**rated, name: level})).values for level in range(0, 101, 10)]
        )
        assert np.all(np.diff(values[:, OPTIONS.index(IN)]) <= 1e-9)
        assert np.all(np.diff(values[:, OPTIONS.index(OUT)]) >= -1e-9)
