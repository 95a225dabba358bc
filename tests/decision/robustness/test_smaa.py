"""Rank acceptabilities against worked probabilities and an independent simulation in plain Python."""

from __future__ import annotations

import dataclasses
import itertools
import math
import random
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.errors import CancelledError
from decision.model import DecisionModel
from decision.robustness.smaa import Robustness, robustness
from decision.valuation import levels_of
from decision.weights import case_weights
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    best_for,
    build_case,
    examples,
    fit,
    without,
)

ONLY_HOSTILITY = {"hostility": 1, "geography": 0, "space": 0, "coherence": 0}
MIXED = {name: (40, pair[1], 100) for name, pair in THRESHOLDS.items()}
"""Levels around t_out: one foot and two feet out are first in about a third and two thirds of the draws."""

WORST = {
    (name, one, other): min(fit(one, name, level) - fit(other, name, level) for level in range(101))
    for name in THRESHOLDS
    for one in OPTIONS
    for other in OPTIONS
}
"""The least lead a whole level allows; all thresholds and the spread are whole, so no level allows less."""


def run(model: DecisionModel, case: Case, draws: int = 4096, seed: int = 7, **options: Any) -> Robustness:
    weights = case_weights(model, case)
    return robustness(model, case, levels_of(model, case), weights, draws=draws, seed=seed, **options)


def same(one: Robustness, other: Robustness) -> bool:
    return all(
        all(map(np.array_equal, mine, yours)) if isinstance(mine, tuple) else np.array_equal(mine, yours)
        for mine, yours in (
            (getattr(one, item.name), getattr(other, item.name)) for item in dataclasses.fields(Robustness)
        )
    )


def triangle_below(limit: float, low: float, best: float, high: float) -> float:
    """The distribution function of the triangular distribution."""
    if low < limit <= best:
        return (limit - low) ** 2 / ((high - low) * (best - low))
    return 1 - (high - limit) ** 2 / ((high - low) * (high - best))


def errors(share: float, draws: int) -> float:
    return 4 * math.sqrt(max(share * (1 - share), 1e-4) / draws)


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(model: DecisionModel) -> None:
    case = build_case(MIXED)
    assert same(run(model, case, 5000), run(model, case, 5000))
    assert not same(run(model, case, 5000), run(model, case, 5000, seed=8))


def test_the_first_draws_do_not_depend_on_how_many_follow(model: DecisionModel) -> None:
    case = without(build_case(MIXED), "peace_fragility")
    tallies = []
    for draws in (1000, 4096, 5000, 8192, 9000):
        found = run(model, case, draws)
        counted = np.column_stack([found.rank_acceptability, found.assured_first]) * draws
        assert counted == pytest.approx(np.round(counted), abs=1e-6)
        tallies.append((draws, np.round(counted)))
    for (fewer, before), (more, after) in itertools.pairwise(tallies):
        between = after - before
        assert between.min() >= 0
        assert between.max() <= more - fewer
        assert between[:, :3].sum(axis=0) == pytest.approx([more - fewer] * 3)


def test_a_block_of_its_own_adds_to_the_blocks_before(model: DecisionModel) -> None:
    """With draws in two whole blocks, the second block is not the first again."""
    case = build_case(MIXED)
    once, twice = (
        run(model, case, 4096).rank_acceptability * 4096,
        run(model, case, 8192).rank_acceptability * 8192,
    )
    assert not np.allclose(twice, 2 * once)


@given(rated=st.lists(st.sampled_from(sorted(THRESHOLDS)), unique=True), seed=st.integers(0, 10**6))
@examples(15)
def test_shares_are_shares_and_assured_first_never_exceeds_first(
    model: DecisionModel, rated: list[str], seed: int
) -> None:
    found = run(model, build_case({name: MIXED[name] for name in rated}), 512, seed)
    assert found.rank_acceptability.sum(axis=0) == pytest.approx([1, 1, 1])
    assert found.rank_acceptability.sum(axis=1) == pytest.approx([1, 1, 1])
    assert found.rank_acceptability.min() >= 0
    assert np.all(found.assured_first <= found.rank_acceptability[:, 0] + 1e-12)
    assert found.doctrine_shares.sum() <= 1 + 1e-12
    assert np.all(found.value_range[:, 0] <= found.value_range[:, 1])


def test_with_all_rated_assured_first_is_the_first_rank(model: DecisionModel) -> None:
    found = run(model, build_case(MIXED))
    assert found.assured_first == pytest.approx(found.rank_acceptability[:, 0])
    assert 0.02 < found.assured_first.max() < 0.999


def plain_simulation(case: Case, draws: int, seed: int) -> tuple[list[float], list[float]]:
    """First ranks and assured firsts by random.triangular and gamma variates, one draw at a time."""
    chance = random.Random(seed)
    firsts, assured = dict.fromkeys(OPTIONS, 0), dict.fromkeys(OPTIONS, 0)
    for _ in range(draws):
        tops = [chance.gammavariate(40 * share, 1) for share, _ in FAMILIES.values()]
        values, leads = dict.fromkeys(OPTIONS, 0.0), {(a, b): 0.0 for a in OPTIONS for b in OPTIONS if a != b}
        for top, (_, members) in zip(tops, FAMILIES.values(), strict=True):
            inner = [chance.gammavariate(40 / len(members), 1) for _ in members]
            for name, points in zip(members, inner, strict=True):
                weight = top / sum(tops) * points / sum(inner)
                given_rating = case.ratings.get(name)
                known = given_rating is not None
                made = given_rating.estimate if given_rating else None
                level = chance.triangular(made.low, made.high, made.best) if made else chance.uniform(0, 100)
                fits = {option: fit(option, name, level) for option in OPTIONS}
                for option in OPTIONS:
                    values[option] += weight * fits[option]
                for a, b in leads:
                    leads[a, b] += weight * (fits[a] - fits[b] if known else WORST[name, a, b])
        firsts[max(values, key=values.__getitem__)] += 1
        for option in OPTIONS:
            assured[option] += all(leads[option, other] > 0 for other in OPTIONS if other != option)
    return [firsts[item] / draws for item in OPTIONS], [assured[item] / draws for item in OPTIONS]


@pytest.mark.parametrize("missing", [(), ("mission_overlap", "peace_fragility")], ids=["all rated", "two unrated"])
def test_an_independent_simulation_agrees_within_four_standard_errors(
    model: DecisionModel, missing: tuple[str, ...]
) -> None:
    case = without(build_case(MIXED, mission_countries=()), *missing)
    draws = 2500
    firsts, assured = plain_simulation(case, draws, seed=1)
    found = run(model, case, 8192)
    for place in range(3):
        share = found.rank_acceptability[place, 0]
        assert abs(share - firsts[place]) <= errors(share, draws) + errors(share, 8192)
        sure = found.assured_first[place]
        assert abs(sure - assured[place]) <= errors(sure, draws) + errors(sure, 8192)
    assert 0.05 < found.assured_first.max() < 0.95


def test_one_criterion_alone_gives_the_probability_of_the_triangle(model: DecisionModel) -> None:
    """Two feet in leads below t_in 20, two feet out above t_out 75, one foot between, whatever the weights."""
    low, best, high = 0, 30, 100
    case = build_case(
        {"insecurity": (low, best, high)},
        weights=(ONLY_HOSTILITY, {**dict.fromkeys(FAMILIES["hostility"][1], 0), "insecurity": 1}),
    )
    found = run(model, case, 20_000)
    inside, below_out = triangle_below(20, low, best, high), triangle_below(75, low, best, high)
    expected = {IN: inside, ONE: below_out - inside, OUT: 1 - below_out}
    for place, option in enumerate(OPTIONS):
        assert abs(found.rank_acceptability[place, 0] - expected[option]) <= errors(expected[option], 20_000)


@pytest.mark.parametrize("triple", [(0, 0, 100), (40, 100, 100), (50, 60, 100), (0, 70, 80), (60, 60, 80)])
def test_skewed_triangles_are_drawn_as_such(model: DecisionModel, triple: tuple[int, int, int]) -> None:
    low, best, high = triple
    case = build_case({"armed_opposition": triple, "insecurity": 90}, uses_force="may_be_targeted")
    found = run(model, case, 20_000)
    below = triangle_below(65, low, best, high)
    assert abs(found.doctrine_shares[OPTIONS.index(OUT)] - (1 - below)) <= errors(below, 20_000)
    assert found.doctrine_shares.sum() == pytest.approx(1)


def test_an_unrated_criterion_is_drawn_over_the_whole_scale(model: DecisionModel) -> None:
    case = build_case(
        {}, weights=(ONLY_HOSTILITY, {**dict.fromkeys(FAMILIES["hostility"][1], 0), "insecurity": 1})
    )
    found = run(model, case, 20_000)
    for place, share in enumerate((0.20, 0.55, 0.25)):
        assert abs(found.rank_acceptability[place, 0] - share) <= errors(share, 20_000)
    assert found.assured_first.max() == 0


def test_fixed_levels_and_one_weight_leave_nothing_to_chance(model: DecisionModel) -> None:
    case = build_case(
        {"insecurity": 40},
        weights=(ONLY_HOSTILITY, {**dict.fromkeys(FAMILIES["hostility"][1], 0), "insecurity": 1}),
    )
    found = run(model, case, 300)
    assert found.rank_acceptability[:, 0] == pytest.approx([0, 1, 0])
    for place, option in enumerate(OPTIONS):
        assert found.value_range[place] == pytest.approx([fit(option, "insecurity", 40)] * 2)


def test_options_that_tie_share_the_ranks(model: DecisionModel) -> None:
    """At t_in both two feet in and one foot fit in full, and two feet out comes last."""
    levels = {name: pair[0] for name, pair in THRESHOLDS.items()}
    found = run(model, build_case(levels), 200)
    assert found.rank_acceptability == pytest.approx(np.array([[0.5, 0.5, 0], [0.5, 0.5, 0], [0, 0, 1]]))
    assert found.assured_first == pytest.approx([0, 0, 0])


def test_a_family_of_no_weight_stays_without_weight_in_every_draw(model: DecisionModel) -> None:
    weights = ({"hostility": 0, "geography": 1, "space": 1, "coherence": 1}, {})
    calm = {name: best_for(IN, name) for name in FAMILIES["hostility"][1]}
    wild = {name: best_for(OUT, name) for name in FAMILIES["hostility"][1]}
    one, other = (run(model, build_case({**MIXED, **part}, weights=weights)) for part in (calm, wild))
    assert np.array_equal(one.rank_acceptability, other.rank_acceptability)
    assert np.array_equal(one.value_range, other.value_range)


def test_removing_a_rating_leaves_the_draws_of_all_others_as_they_were(model: DecisionModel) -> None:
    """With all weight on one criterion, ratings of the others come and go without changing a byte."""
    alone = (ONLY_HOSTILITY, {**dict.fromkeys(FAMILIES["hostility"][1], 0), "insecurity": 1})
    case = build_case(MIXED, weights=alone, uses_force="may_be_targeted")
    full = run(model, case, 5000)
    for name in THRESHOLDS:
        if name not in ("insecurity", "armed_opposition"):
            fewer = run(model, without(case, name), 5000)
            assert np.array_equal(fewer.value_range, full.value_range)
            assert np.array_equal(fewer.rank_acceptability, full.rank_acceptability)
            assert np.array_equal(fewer.doctrine_shares, full.doctrine_shares)


def test_weights_are_drawn_around_the_profile_with_the_concentration_of_the_model(model: DecisionModel) -> None:
    """Hostility against the rest: its drawn share has the Beta mean and spread of a Dirichlet of 40."""
    levels = {name: 0.0 if name in FAMILIES["hostility"][1] else 100.0 for name in THRESHOLDS}
    found = run(model, build_case(levels), 20_000)
    chance = np.random.default_rng(3)
    shares = chance.beta(40 * 0.35, 40 * 0.65, 200_000) * 100
    assert found.value_range[OPTIONS.index(IN)] == pytest.approx(np.percentile(shares, [5, 95]), abs=0.8)


def test_the_standard_error_is_that_of_the_least_certain_share(model: DecisionModel) -> None:
    found = run(model, build_case(MIXED), 2000)
    expected = max(math.sqrt(share * (1 - share) / 2000) for share in found.rank_acceptability.flat)
    assert found.standard_error == pytest.approx(expected)


def test_progress_is_told_block_by_block_and_can_stop_the_work(model: DecisionModel) -> None:
    seen: list[tuple[int, int]] = []

    def watch(done: int, draws: int) -> bool:
        seen.append((done, draws))
        return True

    watched = run(model, build_case(MIXED), 9000, progress=watch)
    assert seen == [(4096, 9000), (8192, 9000), (9000, 9000)]
    assert same(watched, run(model, build_case(MIXED), 9000))
    with pytest.raises(CancelledError):
        run(model, build_case(MIXED), 9000, progress=lambda done, _: done < 8192)
