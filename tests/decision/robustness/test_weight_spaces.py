"""Distributions of weights against the moments, quantiles and regions that define them."""

from __future__ import annotations

import dataclasses
import itertools
import math
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.elicitation.shares import RankRule, rank_weights
from decision.errors import WeightsError
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.robustness.weight_spaces import (
    Around,
    InOrder,
    Simplex,
    Unknown,
    WeightSpace,
    around_profile,
    in_order_of,
    unknown_weights,
)
from decision.weights import Weights, perspective_weights
from tests.decision.conftest import examples, small_document

Array = NDArray[np.float64]

COUNT = 40_000


def drawn(space: Simplex, seed: int = 1, count: int = COUNT) -> Array:
    return space.draw(np.random.default_rng(seed), count)


def assert_shares(weights: Array) -> None:
    """Every draw is a set of shares."""
    assert np.isfinite(weights).all()
    assert weights.min() >= 0
    assert weights.sum(axis=0) == pytest.approx(np.ones(weights.shape[1]), abs=1e-12)


def assert_mean(sample: Array, wanted: float) -> None:
    """The mean of a sample lies within four of its standard errors of the one wanted."""
    assert abs(sample.mean() - wanted) <= 4 * sample.std() / math.sqrt(len(sample)) + 1e-12


def far_quantiles(sample: Array, quantiles: Sequence[float]) -> int:
    """How many of the quantiles, equally spaced, a sample misses by more than four standard errors."""
    chances = np.arange(1, len(quantiles) + 1) / (len(quantiles) + 1)
    below = np.array([(sample <= quantile).mean() for quantile in quantiles])
    return int((np.abs(below - chances) > 4 * np.sqrt(chances * (1 - chances) / len(sample))).sum())


def simplex_quantiles(items: int) -> list[float]:
    """Quantiles of one weight out of so many, uniform on the simplex: Beta(1, n - 1), F(x) = 1 - (1 - x)^(n-1)."""
    return [1 - (1 - chance / 20) ** (1 / (items - 1)) for chance in range(1, 20)]


POINTS = st.lists(st.integers(0, 9), min_size=1, max_size=6).filter(any)


@given(points=POINTS, concentration=st.sampled_from([0.1, 1.0, 7.5, 40.0, 1e4, 1e6]), seed=st.integers(0, 10**6))
@examples(60)
def test_draws_around_a_profile_are_shares_and_what_has_none_keeps_none(
    points: list[int], concentration: float, seed: int
) -> None:
    shares = np.array(points) / sum(points)
    weights = drawn(Around(shares, concentration), seed, 300)
    assert weights.shape == (len(points), 300)
    assert_shares(weights)
    assert not weights[shares == 0].any()
    if (shares > 0).sum() > 1:
        assert not np.array_equal(weights[:, 0], weights[:, 1])


@pytest.mark.parametrize("concentration", [0.1, 1.0, 5.0, 40.0, 1000.0])
@pytest.mark.parametrize("shares", [(0.35, 0.15, 0.30, 0.20), (0.5, 0.5), (0.7, 0.0, 0.2, 0.1)])
def test_draws_around_a_profile_have_the_mean_and_spread_of_dirichlet(
    shares: tuple[float, ...], concentration: float
) -> None:
    """Mean s, variance s (1 - s) / (c + 1), covariance - s t / (c + 1)."""
    weights = drawn(Around(np.array(shares), concentration))
    for place, share in enumerate(shares):
        assert_mean(weights[place], share)
        assert_mean((weights[place] - share) ** 2, share * (1 - share) / (concentration + 1))
    for one, other in itertools.combinations(range(len(shares)), 2):
        products = (weights[one] - shares[one]) * (weights[other] - shares[other])
        assert_mean(products, -shares[one] * shares[other] / (concentration + 1))


def test_a_dirichlet_of_ones_is_the_uniform_simplex() -> None:
    weights = drawn(Around(np.full(4, 0.25), 4.0))
    for row in weights:
        assert far_quantiles(row, simplex_quantiles(4)) == 0


@pytest.mark.parametrize("concentration", [1e-2, 1e-3, 1e-4, 1e-8, 1e-300])
def test_a_tiny_concentration_gives_shares_all_the_same(concentration: float) -> None:
    """Far below what a model may say; gamma numbers then vanish below the least float."""
    shares = np.array([0.6, 0.0, 0.3, 0.1])
    weights = drawn(Around(shares, concentration), count=20_000)
    assert_shares(weights)
    assert not weights[1].any()
    for place, share in enumerate(shares):
        assert_mean(weights[place], share)


def test_a_single_share_is_the_whole() -> None:
    for space in (Around(np.ones(1), 40.0), Unknown(1), InOrder((1,))):
        assert drawn(space, count=50).tolist() == [[1.0] * 50]


@pytest.mark.parametrize("items", [2, 3, 5, 8])
def test_unknown_weights_are_uniform_on_the_simplex(items: int) -> None:
    weights = drawn(Unknown(items))
    assert weights.shape == (items, COUNT)
    assert_shares(weights)
    for row in weights:
        assert far_quantiles(row, simplex_quantiles(items)) == 0


@pytest.mark.parametrize("items", [2, 3, 5, 8])
def test_uniform_numbers_divided_by_their_sum_would_be_found_out(items: int) -> None:
    """The comparison above has the strength to tell the one from the other."""
    parts = np.random.default_rng(1).random((items, COUNT))
    assert far_quantiles(parts[0] / parts.sum(axis=0), simplex_quantiles(items)) > 10


def test_unknown_weights_fill_equal_parts_of_the_triangle_equally() -> None:
    """Halving its sides cuts a triangle into four equal ones."""
    weights = drawn(Unknown(3))
    corners = [float((row > 0.5).mean()) for row in weights]
    for share in (*corners, 1 - sum(corners)):
        assert abs(share - 0.25) <= 4 * math.sqrt(0.25 * 0.75 / COUNT)


@given(ranks=st.lists(st.integers(1, 4), min_size=1, max_size=6), seed=st.integers(0, 10**6))
@examples(80)
def test_every_draw_keeps_the_order(ranks: list[int], seed: int) -> None:
    weights = drawn(InOrder(tuple(ranks)), seed, 200)
    assert weights.shape == (len(ranks), 200)
    assert_shares(weights)
    for (rank, heavier), (other, lighter) in itertools.permutations(zip(ranks, weights, strict=True), 2):
        if rank < other:
            assert np.all(heavier >= lighter)


@given(order=st.permutations(range(5)), size=st.integers(1, 5))
@examples(12)
def test_the_mean_of_weights_in_order_is_the_rank_order_centroid(order: list[int], size: int) -> None:
    ranks = tuple(np.argsort(np.argsort(order[:size])) + 1)
    weights = drawn(InOrder(ranks), 3, 20_000)
    centroid = rank_weights(size, RankRule.CENTROID)
    for rank, row in zip(ranks, weights, strict=True):
        assert_mean(row, centroid[rank - 1])


@pytest.mark.parametrize("ranks", [(1, 1, 2), (2, 1, 1), (1, 2, 2, 1), (3, 1, 3, 3, 2), (1, 1, 1)])
def test_tied_weights_are_exchangeable_and_share_the_centroid(ranks: tuple[int, ...]) -> None:
    weights, centroid = drawn(InOrder(ranks)), rank_weights(len(ranks), RankRule.CENTROID)
    places = sorted(ranks)
    for rank, row in zip(ranks, weights, strict=True):
        assert_mean(
            row, float(np.mean([part for place, part in zip(places, centroid, strict=True) if place == rank]))
        )
    for one, other in itertools.combinations(range(len(ranks)), 2):
        if ranks[one] == ranks[other]:
            assert abs((weights[one] > weights[other]).mean() - 0.5) <= 4 * math.sqrt(0.25 / COUNT)


@pytest.mark.parametrize("ranks", [(1, 2, 3), (2, 1), (1, 1, 2), (2, 1, 2), (2, 3, 1, 2)])
def test_weights_in_order_are_uniform_over_all_that_are_in_order(ranks: tuple[int, ...]) -> None:
    """Those in order among a great many of unknown order have the same quantiles and the same products."""
    many = drawn(Unknown(len(ranks)), 99, 600_000)
    kept = np.ones(many.shape[1], dtype=bool)
    for one, other in itertools.permutations(range(len(ranks)), 2):
        if ranks[one] < ranks[other]:
            kept &= many[one] >= many[other]
    among, weights = many[:, kept], drawn(InOrder(ranks), 2, 10_000)
    for mine, yours in zip(weights, among, strict=True):
        assert far_quantiles(mine, [float(np.quantile(yours, place / 10)) for place in range(1, 10)]) == 0
    for one, other in itertools.combinations(range(len(ranks)), 2):
        assert_mean(weights[one] * weights[other], float((among[one] * among[other]).mean()))


@pytest.mark.parametrize("ranks", [(), (0,), (0, 1), (1, -1), (-2, -1)])
def test_what_are_no_ranks_is_refused(ranks: tuple[int, ...]) -> None:
    with pytest.raises(WeightsError) as caught:
        InOrder(ranks)
    assert (caught.value.code, caught.value.key) == ("rank_not_whole", "ranks")


def default_weights(model: DecisionModel) -> Weights:
    return perspective_weights(model, model.perspective(None))


def interleaved() -> DecisionModel:
    """A model whose families are not told one after the other: two, three and one criteria."""
    document = small_document(dict.fromkeys("abcdef", (20.0, 60.0)))
    homes = {"a": "hostility", "b": "space", "c": "hostility", "d": "alone", "e": "space", "f": "space"}
    shares = {"a": 0.25, "b": 0.2, "c": 0.75, "d": 1.0, "e": 0.4, "f": 0.4}
    families = {"hostility": 0.5, "space": 0.3, "alone": 0.2}
    document["families"] = [{"id": name, "weight": weight} for name, weight in families.items()]
    for criterion in document["criteria"]:
        criterion |= {"family": homes[criterion["id"]], "weight": shares[criterion["id"]]}
    document["perspectives"] = [{"id": "balanced", "families": families}]
    return model_from(document, "x")


def spaces(model: DecisionModel) -> dict[str, WeightSpace]:
    weights = default_weights(model)
    return {
        "profile": around_profile(model, weights),
        "order": in_order_of(model, weights),
        "nothing": unknown_weights(model),
    }


@pytest.mark.parametrize("which", ["profile", "order", "nothing"])
@pytest.mark.parametrize("shipped", [True, False], ids=["shipped", "interleaved"])
def test_both_levels_of_the_tree_sum_to_one_and_multiply(model: DecisionModel, which: str, shipped: bool) -> None:
    used = model if shipped else interleaved()
    weights = spaces(used)[which].draw(np.random.default_rng(5), 500)
    assert weights.families.shape == (len(used.families), 500)
    assert weights.within.shape == weights.criteria.shape == (len(used.criteria), 500)
    assert_shares(weights.families)
    assert_shares(weights.criteria)
    for family in used.families:
        assert_shares(np.array([weights.within[place] for place in used.members(family.id)]))
    for place, criterion in enumerate(used.criteria):
        top = weights.families[used.family_ids.index(criterion.family)]
        assert weights.criteria[place] == pytest.approx(top * weights.within[place])


def test_levels_of_the_tree_are_drawn_each_by_itself(model: DecisionModel) -> None:
    """Shares of families and shares within them have nothing to do with each other."""
    for space in spaces(model).values():
        weights = space.draw(np.random.default_rng(6), 20_000)
        rows = np.vstack([weights.families, weights.within])
        seen: Array = np.asarray(
            np.corrcoef(rows[[0, 1, 4, 8, 10]])
        )  # two families, and a criterion of each of three families
        assert np.abs(seen[0, 2:]).max() < 4 / math.sqrt(20_000)
        assert np.abs(seen[2:, 2:] - np.eye(3)).max() < 4 / math.sqrt(20_000)


@pytest.mark.parametrize("shipped", [True, False], ids=["shipped", "interleaved"])
def test_around_a_profile_each_level_has_its_own_concentration(model: DecisionModel, shipped: bool) -> None:
    used = model if shipped else interleaved()
    settings = dataclasses.replace(used.robustness, family_concentration=10, criterion_concentration=90)
    used, profile = dataclasses.replace(used, robustness=settings), default_weights(used)
    weights = around_profile(used, profile).draw(np.random.default_rng(7), COUNT)
    for drawn_rows, shares, concentration in (
        (weights.families, profile.families, 10),
        (weights.within, profile.within, 90),
    ):
        for row, share in zip(drawn_rows, shares, strict=True):
            assert_mean(row, share)
            assert_mean((row - share) ** 2, share * (1 - share) / (concentration + 1))
    for row, share in zip(weights.criteria, profile.criteria, strict=True):
        assert_mean(row, share)


def test_equal_weights_are_left_in_no_order_and_others_in_theirs(model: DecisionModel) -> None:
    """Hostility before space before coherence before geography; within each all weigh the same."""
    weights = spaces(model)["order"].draw(np.random.default_rng(8), COUNT)
    order = [model.family_ids.index(name) for name in ("hostility", "space", "coherence", "geography")]
    for heavier, lighter in itertools.pairwise(order):
        assert np.all(weights.families[heavier] >= weights.families[lighter])
    for place, part in zip(order, rank_weights(4, RankRule.CENTROID), strict=True):
        assert_mean(weights.families[place], part)
    for family in model.families:
        rows = model.members(family.id)
        for one, other in itertools.combinations(rows, 2):
            share = float((weights.within[one] > weights.within[other]).mean())
            assert abs(share - 0.5) <= 4 * math.sqrt(0.25 / COUNT)
        for row in rows:
            assert far_quantiles(weights.within[row], simplex_quantiles(len(rows))) == 0


def test_order_within_a_family_is_that_of_the_profile() -> None:
    """a before c; b lightest of its family, e and f in no order."""
    model = interleaved()
    within = spaces(model)["order"].draw(np.random.default_rng(9), 5000).within
    assert np.all(within[2] >= within[0])
    assert np.all(within[[4, 5]] >= within[1])
    assert 0.4 < (within[4] > within[5]).mean() < 0.6


def test_shares_equal_but_for_a_last_bit_are_in_no_order(model: DecisionModel) -> None:
    profile = default_weights(model)
    tied = dataclasses.replace(profile, families=np.array([0.1 + 0.2, 0.3, 0.3, 0.1]))
    assert tied.families[0] != tied.families[1]
    families = in_order_of(model, tied).draw(np.random.default_rng(10), COUNT).families
    for one, other in itertools.combinations(range(3), 2):
        assert abs((families[one] > families[other]).mean() - 0.5) <= 4 * math.sqrt(0.25 / COUNT)
    assert np.all(families[:3] >= families[3])


def test_with_nothing_known_every_level_is_uniform(model: DecisionModel) -> None:
    weights = spaces(model)["nothing"].draw(np.random.default_rng(11), COUNT)
    for row in weights.families:
        assert far_quantiles(row, simplex_quantiles(len(model.families))) == 0
    for family in model.families:
        rows = model.members(family.id)
        for row in rows:
            assert far_quantiles(weights.within[row], simplex_quantiles(len(rows))) == 0


def test_the_first_draws_of_a_block_are_its_beginning(model: DecisionModel) -> None:
    weights = spaces(model)["profile"].draw(np.random.default_rng(12), 50)
    first = weights.first(7)
    for part in ("families", "within", "criteria"):
        assert np.array_equal(getattr(first, part), getattr(weights, part)[:, :7])
