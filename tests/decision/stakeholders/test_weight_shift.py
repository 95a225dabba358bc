"""The smallest weight shift by hand, against a fine grid, a plain linear programme and exact rational vertices."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from decision.curves import Array
from decision.stakeholders.weight_shift import shifted_shares
from tests.decision.conftest import examples

REACHED = 1e-7
"""Points of value (0-100) by which a solver's answer may miss a tie."""

Problem = tuple[Array, Array]
"""Options x families values, the first option being the target, and the shares of the families."""


@st.composite
def problems(
    draw: st.DrawFn, families: Sequence[int], step: int = 0, options: Sequence[int] = (2, 3, 4)
) -> Problem:
    """How many families and options; with a ``step``, few distinct values and round shares, so that ties abound."""
    count, size = draw(st.sampled_from(families)), draw(st.sampled_from(options))
    value = st.sampled_from(range(0, 101, step)) if step else st.floats(0, 100)
    point = st.integers(0, 4) if step else st.floats(0.01, 1)
    values = draw(st.lists(st.lists(value, min_size=count, max_size=count), min_size=size, max_size=size))
    points = draw(st.lists(point, min_size=count, max_size=count).filter(any))
    return np.array(values, dtype=float), np.array(points, dtype=float) / sum(points)


def grid(count: int, parts: int) -> Array:
    """Every split of the whole into ``parts`` equal parts over ``count`` families."""
    cuts = np.array(list(itertools.combinations(range(parts + count - 1), count - 1)))
    edges = np.hstack([np.full((len(cuts), 1), -1), cuts, np.full((len(cuts), 1), parts + count - 1)])
    return np.asarray((np.diff(edges, axis=1) - 1) / parts)


GRIDS = {3: grid(3, 200), 4: grid(4, 50)}


def moved(shares: Array, then: Array) -> float:
    return float(np.abs(then - shares).sum()) / 2


def plain_programme(values: Array, shares: Array) -> float | None:
    """The weight moved by a linear programme over gains and losses: another make of the same question."""
    leads, count = values[0] - values[1:], len(shares)
    found = linprog(
        np.full(2 * count, 0.5),
        A_ub=np.hstack([-leads, leads]),
        b_ub=leads @ shares,
        A_eq=[[1] * count + [-1] * count],
        b_eq=[0],
        bounds=[(0, None)] * count + [(0, share) for share in shares],
    )
    assert found.status in (0, 2)
    return float(found.fun) if found.status == 0 else None


def exact(values: Array, shares: Sequence[Fraction]) -> list[Fraction] | None:
    """The answer in rational numbers: of all corners at which it can lie, the nearest, then the lexically greatest.

    The distance is linear between the planes where one share is today's; so the best corner of the pieces these
    planes, the bounds and the ties with each rival cut the feasible shares into is the answer.
    """
    count = len(shares)
    axes = [[Fraction(int(row == column)) for column in range(count)] for row in range(count)]
    leads = [[Fraction(int(a)) - int(b) for a, b in zip(values[0], other, strict=True)] for other in values[1:]]
    zero, one = Fraction(0), Fraction(1)
    planes = [*zip(axes, shares, strict=True), *((axis, zero) for axis in axes), *((lead, zero) for lead in leads)]
    corners = []
    for chosen in itertools.combinations(planes, count - 1):
        corner = solve([([one] * count, one), *chosen])
        if corner is None or min(corner) < 0:
            continue
        if all(sum(a * b for a, b in zip(lead, corner, strict=True)) >= 0 for lead in leads):
            distance = sum(abs(after - before) for after, before in zip(corner, shares, strict=True))
            corners.append((-distance, corner))
    return max(corners)[1] if corners else None


def solve(planes: Sequence[tuple[list[Fraction], Fraction]]) -> list[Fraction] | None:
    """Gauss-Jordan elimination; None where the planes do not meet in one point."""
    rows = [[*normal, offset] for normal, offset in planes]
    for place in range(len(rows)):
        pivot = next((row for row in range(place, len(rows)) if rows[row][place]), None)
        if pivot is None:
            return None
        rows[place], rows[pivot] = rows[pivot], rows[place]
        rows[place] = [item / rows[place][place] for item in rows[place]]
        for other in range(len(rows)):
            if other != place and rows[other][place]:
                factor = rows[other][place]
                rows[other] = [a - factor * b for a, b in zip(rows[other], rows[place], strict=True)]
    return [row[-1] for row in rows]


@pytest.mark.parametrize(
    ("values", "shares", "expected"),
    [
        # 23 points behind, 90 gained by a whole share that changes hands: 23 / 90.
        ([[80, 20], [40, 70]], [0.3, 0.7], [0.3 + 23 / 90, 0.7 - 23 / 90]),
        # Leads -60, -20, +10. The first family alone gives 0.1 x 70 = 7 of 12 points, the second the rest: 5 / 30.
        ([[0, 40, 60], [60, 60, 50]], [0.1, 0.5, 0.4], [0, 1 / 3, 2 / 3]),
        # Two rivals, each ahead where the other is behind: leads (-10, 30, -10) and (-10, -10, 30).
        ([[50, 50, 50], [60, 20, 60], [60, 60, 20]], [1, 0, 0], [0.5, 0.25, 0.25]),
        # Equal everywhere but in the second family: only all its weight is enough, and a tie is all that can be had.
        ([[50, 20, 50], [50, 30, 50]], [0.2, 0.5, 0.3], [0.7, 0, 0.3]),
        # Two give alike and two get alike: the first of these gets, the last of those gives.
        ([[60, 0, 0, 60], [0, 60, 60, 0]], [0.1, 0.4, 0.4, 0.1], [0.4, 0.4, 0.1, 0.1]),
        # Two rivals: the second and third must get 0.2 together, and the second must overtake the first. The first
        # keeps the most where the second gets all, and the fourth gives what is still wanting.
        ([[0, 100, 100, 0], [50, 50, 50, 50], [50, 50, 100, 0]], [0.4, 0.1, 0.2, 0.3], [0.3, 0.3, 0.2, 0.2]),
        # All must leave the second and third; the first could share it with the fourth, but gets it all.
        ([[50, 0, 0, 50], [50, 50, 50, 50], [0, 50, 50, 100]], [0, 0.4, 0.6, 0], [1, 0, 0, 0]),
        # Another option is better in every family.
        ([[10, 20, 30], [11, 21, 31]], [0.2, 0.3, 0.5], None),
        # Each rival alone could be met, both at once never: leads (-10, 5) and (5, -10).
        ([[50, 50], [60, 45], [45, 60]], [0.5, 0.5], None),
        # One family: nothing to shift.
        ([[40], [50]], [1], None),
        # Already first, or equal: nothing need move.
        ([[50, 60], [40, 30]], [0.5, 0.5], [0.5, 0.5]),
        ([[50, 60], [60, 50]], [0.5, 0.5], [0.5, 0.5]),
    ],
)
def test_shifts_worked_out_by_hand(
    values: list[list[float]], shares: list[float], expected: list[float] | None
) -> None:
    found = shifted_shares(np.array(values, dtype=float), np.array(shares, dtype=float), 0)
    assert (found is None) == (expected is None)
    if expected is not None:
        assert found == pytest.approx(expected, abs=1e-9)


@examples(300)
@given(problems([3, 4]))
def test_no_shares_of_a_fine_grid_reach_the_option_with_less_moved(problem: Problem) -> None:
    values, shares = problem
    points = GRIDS[len(shares)]
    reaching = points[((values[0] - values[1:]) @ points.T >= 0).all(axis=0)]
    found = shifted_shares(values, shares, 0)
    if found is None:
        assert len(reaching) == 0
        return
    assert ((values[0] - values[1:]) @ found >= -REACHED).all()
    assert found.min() >= 0
    assert found.sum() == pytest.approx(1, abs=1e-12)
    assert (np.abs(reaching - shares).sum(axis=1) / 2 >= moved(shares, found) - 1e-7).all()


@examples(300)
@given(st.one_of(problems([1, 2, 3, 4, 6]), problems([2, 3, 4, 6], step=10)))
def test_the_weight_moved_is_that_of_a_plain_linear_programme(problem: Problem) -> None:
    values, shares = problem
    expected, found = plain_programme(values, shares), shifted_shares(values, shares, 0)
    assert (found is None) == (expected is None)
    if found is not None:
        assert moved(shares, found) == pytest.approx(expected, abs=1e-7)


@examples(300)
@given(st.one_of(problems([2, 3, 4], step=25), problems([4], step=50, options=[3, 4])))
def test_among_equal_shifts_the_earlier_families_keep_or_get_the_most(problem: Problem) -> None:
    values, shares = problem
    rational = [Fraction(float(share)).limit_denominator(1000) for share in shares]
    expected, found = exact(values, rational), shifted_shares(values, shares, 0)
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found == pytest.approx(np.array(expected, dtype=float), abs=1e-7)


@examples(100)
@given(problems([3, 4], step=20), st.integers(0, 3))
def test_any_row_can_be_the_target(problem: Problem, row: int) -> None:
    values, shares = problem
    target = row % len(values)
    turned = np.vstack([values[target], np.delete(values, target, axis=0)])
    first, second = shifted_shares(values, shares, target), shifted_shares(turned, shares, 0)
    assert (first is None) == (second is None)
    if first is not None:
        assert first == pytest.approx(second, abs=1e-12)
