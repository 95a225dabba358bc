"""The tallies of SMAA-2 against a count in plain Python, and the laws every tally keeps."""

from __future__ import annotations

import itertools
import math
import random
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.robustness.acceptability import (
    Acceptability,
    Tally,
    confidence_factor,
    decision_entropy,
    first_shares,
)
from decision.robustness.weight_spaces import Unknown
from tests.decision.conftest import examples

Array = NDArray[np.float64]
Draws = tuple[Array, Array]


@st.composite
def draws(draw: st.DrawFn, tied: bool | None = None) -> Draws:
    """Values (options x draws) and weights (criteria x draws); few different values, so that ties are common."""
    options, criteria, count = draw(st.integers(1, 5)), draw(st.integers(1, 4)), draw(st.integers(1, 40))
    stream = np.random.default_rng(draw(st.integers(0, 10**6)))
    if draw(st.booleans()) if tied is None else tied:
        values = np.asarray(stream.integers(0, 4, (options, count)) * 12.5, dtype=np.float64)
    else:
        values = np.asarray(stream.random((options, count)) * 100)
    weights = stream.dirichlet(np.ones(criteria), count).T
    return values, weights


def tallied(values: Array, weights: Array) -> Acceptability:
    tally = Tally(len(values), len(weights))
    tally.add(values, weights)
    return tally.result()


def plain_ranks(values: Array) -> list[list[Fraction]]:
    """Options x ranks: those who tie take equal parts of the ranks they tie over, one draw at a time."""
    options, count = values.shape
    shares = [[Fraction(0)] * options for _ in range(options)]
    for column in values.T.tolist():
        for option, value in enumerate(column):
            better, equal = sum(other > value for other in column), column.count(value)
            for rank in range(better, better + equal):
                shares[option][rank] += Fraction(1, equal * count)
    return shares


@given(draws())
@examples(150)
def test_every_index_is_that_of_a_plain_count(made: Draws) -> None:
    values, weights = made
    found, columns = tallied(values, weights), values.T.tolist()
    options, count = values.shape
    assert found.draws == count
    ranks = plain_ranks(values)
    assert found.rank_acceptability == pytest.approx(np.array(ranks, dtype=float), abs=1e-12)
    for one in range(options):
        alone = sum(
            all(column[one] > column[other] for other in range(options) if other != one) for column in columns
        )
        assert found.first_alone[one] == pytest.approx(alone / count)
        for other in range(options):
            wins = sum(column[one] > column[other] for column in columns)
            assert found.pairwise_winning[one, other] == pytest.approx(wins / count)
        supporters = [
            (1 / column.count(max(column)), own)
            for column, own in zip(columns, weights.T, strict=True)
            if column[one] == max(column)
        ]
        central = found.central_weights[one]
        if not supporters:
            assert central is None
            continue
        wanted = sum(share * own for share, own in supporters) / sum(share for share, _ in supporters)
        assert central == pytest.approx(wanted)


@given(draws())
@examples(100)
def test_shares_sum_to_one_over_ranks_and_over_options(made: Draws) -> None:
    found = tallied(*made)
    ones = np.ones(len(made[0]))
    assert found.rank_acceptability.sum(axis=0) == pytest.approx(ones)
    assert found.rank_acceptability.sum(axis=1) == pytest.approx(ones)
    assert found.rank_acceptability.min() >= 0
    assert np.all(found.first_alone <= found.rank_acceptability[:, 0] + 1e-12)


@given(draws())
@examples(100)
def test_of_two_options_at_most_one_wins_and_without_a_tie_exactly_one(made: Draws) -> None:
    values, weights = made
    winning = tallied(values, weights).pairwise_winning
    assert np.all(np.diag(winning) == 0)
    for one, other in itertools.combinations(range(len(values)), 2):
        ties = float(np.mean(values[one] == values[other]))
        assert winning[one, other] + winning[other, one] == pytest.approx(1 - ties)


@given(draws())
@examples(100)
def test_central_weights_are_weights_and_together_make_up_all_that_were_drawn(made: Draws) -> None:
    values, weights = made
    found = tallied(values, weights)
    whole = np.zeros(len(weights))
    for share, central in zip(found.rank_acceptability[:, 0], found.central_weights, strict=True):
        assert (central is None) == (share == 0)
        if central is not None:
            assert central.sum() == pytest.approx(1)
            assert central.min() >= 0
            whole += share * central
    assert whole == pytest.approx(weights.mean(axis=1))


@given(made=draws(), cuts=st.sets(st.integers(1, 39)))
@examples(100)
def test_it_does_not_matter_how_the_draws_are_cut_into_blocks(made: Draws, cuts: set[int]) -> None:
    values, weights = made
    count = values.shape[1]
    edges = [0, *sorted(cut for cut in cuts if cut < count), count]
    tally = Tally(len(values), len(weights))
    for start, end in itertools.pairwise(edges):
        tally.add(values[:, start:end], weights[:, start:end])
    cut, whole = tally.result(), tallied(values, weights)
    assert cut.draws == whole.draws
    assert cut.rank_acceptability == pytest.approx(whole.rank_acceptability, abs=1e-12)
    assert np.array_equal(cut.pairwise_winning, whole.pairwise_winning)
    assert np.array_equal(cut.first_alone, whole.first_alone)
    for one, other in zip(cut.central_weights, whole.central_weights, strict=True):
        assert (one is None) == (other is None)
        assert one is None or one == pytest.approx(other, abs=1e-12)


@given(made=draws(tied=False), order=st.randoms(use_true_random=False))
@examples(60)
def test_options_in_another_order_give_the_same_figures_in_that_order(made: Draws, order: random.Random) -> None:
    values, weights = made
    places = list(range(len(values)))
    order.shuffle(places)
    found, moved = tallied(values, weights), tallied(values[places], weights)
    assert np.array_equal(moved.rank_acceptability, found.rank_acceptability[places])
    assert np.array_equal(moved.pairwise_winning, found.pairwise_winning[np.ix_(places, places)])
    assert moved.entropy == pytest.approx(found.entropy)
    assert moved.standard_error == found.standard_error


def test_options_that_tie_share_the_ranks_they_tie_over() -> None:
    values = np.array([[70.0], [70.0], [90.0], [70.0], [10.0]])
    third = 1 / 3
    wanted = [
        [0, third, third, third, 0],
        [0, third, third, third, 0],
        [1, 0, 0, 0, 0],
        [0, third, third, third, 0],
        [0, 0, 0, 0, 1],
    ]
    found = tallied(values, np.ones((1, 1)))
    assert found.rank_acceptability == pytest.approx(np.array(wanted))
    assert found.first_alone.tolist() == [0, 0, 1, 0, 0]


def test_values_equal_but_for_their_last_bits_tie_and_those_further_apart_do_not() -> None:
    sums = np.array([[sum([0.1] * 10) * 50], [50.0]])
    assert sums[0, 0] != sums[1, 0]
    assert tallied(sums, np.ones((1, 1))).rank_acceptability.tolist() == [[0.5, 0.5], [0.5, 0.5]]
    assert first_shares(sums).tolist() == [[0.5], [0.5]]
    apart = np.array([[50.0], [50.0 + 2e-9]])
    assert tallied(apart, np.ones((1, 1))).rank_acceptability.tolist() == [[0, 1], [1, 0]]
    assert first_shares(apart).tolist() == [[0], [1]]


def test_a_tie_in_one_draw_does_not_touch_the_others() -> None:
    """A block with a tie is counted another way than one without: both must agree on the draws without."""
    stream = np.random.default_rng(4)
    values, weights = stream.random((4, 500)) * 100, stream.dirichlet(np.ones(3), 500).T
    tie, centre = np.full((4, 1), 50.0), np.full((3, 1), 1 / 3)
    plain, mixed = tallied(values, weights), tallied(np.hstack([values, tie]), np.hstack([weights, centre]))
    assert mixed.rank_acceptability * 501 - 0.25 == pytest.approx(plain.rank_acceptability * 500)
    assert mixed.pairwise_winning * 501 == pytest.approx(plain.pairwise_winning * 500)
    assert mixed.first_alone * 501 == pytest.approx(plain.first_alone * 500)
    assert mixed.first_alone.sum() == pytest.approx(500 / 501)


@given(draws())
@examples(60)
def test_first_shares_are_the_first_column(made: Draws) -> None:
    values, weights = made
    shares = first_shares(values)
    assert shares.sum(axis=0) == pytest.approx(np.ones(values.shape[1]))
    assert shares.mean(axis=1) == pytest.approx(tallied(values, weights).rank_acceptability[:, 0])


@given(st.integers(0, 10**6), st.integers(1, 4), st.integers(1, 4))
@examples(40)
def test_the_confidence_factor_is_the_share_of_levels_that_suffice_the_typical_supporter(
    seed: int, options: int, criteria: int
) -> None:
    stream = np.random.default_rng(seed)
    utilities = stream.integers(0, 3, (options, criteria, 25)).astype(np.float64) * 50
    central = stream.integers(0, 3, criteria).astype(np.float64) / 4
    for option in range(options):
        counted = 0.0
        for draw in range(25):
            values = [sum(central[c] * utilities[o, c, draw] for c in range(criteria)) for o in range(options)]
            if values[option] == max(values):
                counted += 1 / values.count(max(values))
        assert confidence_factor(utilities, central, option) == pytest.approx(counted / 25)


@pytest.mark.parametrize("options", [2, 3, 4, 7])
def test_entropy_is_nothing_where_one_is_always_first_and_whole_where_all_are_equally_often(options: int) -> None:
    certain = np.zeros(options)
    certain[-1] = 1
    assert decision_entropy(certain) == 0
    assert math.copysign(1, decision_entropy(certain)) == 1
    assert decision_entropy(np.full(options, 1 / options)) == pytest.approx(1)
    tilted = np.full(options, 0.5 / (options - 1))
    tilted[0] = 0.5
    assert 0 < decision_entropy(tilted) <= 1


def test_entropy_of_worked_shares() -> None:
    """1/2, 1/4 and 1/4 have an entropy of one and a half bits, of the log2 3 that are possible."""
    assert decision_entropy(np.array([0.5, 0.25, 0.25])) == pytest.approx(1.5 / math.log2(3))
    assert decision_entropy(np.array([0.5, 0.5, 0])) == pytest.approx(1 / math.log2(3))
    assert decision_entropy(np.array([1.0])) == 0


@given(st.lists(st.integers(0, 1000), min_size=2, max_size=6).filter(any), st.randoms(use_true_random=False))
@examples(80)
def test_entropy_lies_between_and_does_not_ask_for_the_order(counts: list[int], order: random.Random) -> None:
    shares = np.array(counts) / sum(counts)
    moved = list(counts)
    order.shuffle(moved)
    found = decision_entropy(shares)
    assert 0 <= found <= 1 + 1e-12
    assert (found > 0) == (sum(count > 0 for count in counts) > 1)
    assert decision_entropy(np.array(moved) / sum(counts)) == pytest.approx(found)


@given(draws())
@examples(60)
def test_the_standard_error_is_that_of_the_least_certain_share_and_the_entropy_that_of_the_firsts(
    made: Draws,
) -> None:
    found = tallied(*made)
    wanted = max(math.sqrt(max(share * (1 - share), 0) / found.draws) for share in found.rank_acceptability.flat)
    assert found.standard_error == pytest.approx(wanted)
    assert found.entropy == decision_entropy(found.rank_acceptability[:, 0])


@pytest.mark.parametrize("count", [500, 5_000, 50_000])
@pytest.mark.parametrize("seed", range(4))
def test_acceptabilities_converge_to_the_exact_fractions(count: int, seed: int) -> None:
    """Three options with unknown weights, solved exactly (the first example of ``test_published_smaa``)."""
    scores = np.array([[80.0, 30, 50], [50, 60, 70], [20, 90, 40]])
    weights = Unknown(3).draw(np.random.default_rng(seed), count)
    found = tallied(scores @ weights, weights)
    rows = (("3/10", "19/70", "3/7"), ("9/20", "11/20", "0"), ("1/4", "5/28", "4/7"))
    for shares, wanted in zip(found.rank_acceptability, rows, strict=True):
        for share, exact in zip(shares, (float(Fraction(part)) for part in wanted), strict=True):
            assert abs(share - exact) <= 4 * math.sqrt(exact * (1 - exact) / count)
    greatest = math.sqrt(11 / 20 * 9 / 20 / count)
    assert found.standard_error == pytest.approx(greatest, rel=0.02)


def test_a_tally_is_as_large_after_many_draws_as_before_any() -> None:
    tally = Tally(3, 15)

    def size() -> int:
        return sum(part.nbytes for part in vars(tally).values() if isinstance(part, np.ndarray))

    before = size()
    stream = np.random.default_rng(1)
    for _ in range(5):
        tally.add(stream.random((3, 4000)), stream.random((15, 4000)))
    assert size() == before > 0
