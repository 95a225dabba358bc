"""The six ways of reasoning against formulas written here from the literature, on a scale never rescaled."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.methods import PROMETHEE_II, VIKOR

from decision.case import Case
from decision.errors import MethodError
from decision.methods.cross_check import Compromise, Way, agreeing, cross_check
from decision.methods.decision_matrix import OBSERVED, DecisionMatrix, FixedScale, printed_weights
from decision.methods.ways import (
    Thresholds,
    additive,
    comet,
    edas,
    mabac,
    marcos,
    promethee,
    promethee_linear,
    rim,
    spotis,
    topsis,
    vikor,
)
from decision.model import DecisionModel
from decision.ranking import ranks
from decision.valuation import value_case
from tests.decision.conftest import IN, OPTIONS, build_case, everywhere, examples

Array = np.ndarray
of = DecisionMatrix.of_fits


def plain_wsm(matrix: Array, weights: Array) -> Array:
    return np.array([sum(w * x for w, x in zip(weights, row, strict=True)) for row in matrix])


def plain_topsis(matrix: Array, weights: Array) -> Array:
    """Hwang and Yoon 1981, on a fixed scale: ideal 100, anti-ideal 0."""
    weighted = weights * matrix / 100
    to_ideal = np.sqrt(((weights - weighted) ** 2).sum(axis=1))
    to_anti = np.sqrt((weighted**2).sum(axis=1))
    return to_anti / (to_ideal + to_anti)


def plain_vikor(matrix: Array, weights: Array, v: float) -> Array:
    """Opricovic and Tzeng 2004 with ideal 100 and anti-ideal 0 in every criterion; turned: higher is better."""
    regrets = weights * (100 - matrix) / 100
    group, single = regrets.sum(axis=1), regrets.max(axis=1)
    return 1 - (v * group / weights.sum() + (1 - v) * single / weights.max())


def plain_promethee(matrix: Array, weights: Array, q: float, p: float) -> Array:
    """Brans and Vincke 1985, linear preference with indifference: net flow."""
    rows = len(matrix)
    flows = np.zeros(rows)
    for one, other in itertools.permutations(range(rows), 2):
        preference = np.clip((matrix[one] - matrix[other] - q) / (p - q), 0, 1) @ weights
        flows[one] += preference / (rows - 1)
        flows[other] -= preference / (rows - 1)
    return flows


def plain_edas(matrix: Array, weights: Array) -> Array:
    """Keshavarz Ghorabaee et al. 2015, with two rows, all 0 and all 100, ranked along."""
    columns = matrix.shape[1]
    rows = np.vstack([matrix, np.zeros(columns), np.full(columns, 100.0)])
    mean = rows.mean(axis=0)
    above = np.maximum(0, rows - mean) / mean @ weights
    below = np.maximum(0, mean - rows) / mean @ weights
    return (0.5 * (above / above.max() + 1 - below / below.max()))[: len(matrix)]


def plain_comet(matrix: Array, weights: Array, values: tuple[float, ...]) -> Array:
    """Salabun 2015: characteristic objects judged pairwise, ranked, and joined by triangular membership."""
    objects = list(itertools.product(values, repeat=len(weights)))
    scores = [round(float(np.dot(weights, item)), 9) for item in objects]
    sums = [sum(1.0 if a > b else 0.5 if a == b else 0.0 for b in scores) for a in scores]
    steps = sorted(set(sums))
    preference = [steps.index(item) / (len(steps) - 1) for item in sums]

    def membership(level: float, place: int) -> float:
        if place and values[place - 1] <= level <= values[place]:
            return (level - values[place - 1]) / (values[place] - values[place - 1])
        if place < len(values) - 1 and values[place] <= level <= values[place + 1]:
            return (values[place + 1] - level) / (values[place + 1] - values[place])
        return 1.0 if level == values[place] else 0.0

    places = list(itertools.product(range(len(values)), repeat=len(weights)))
    return np.array(
        [
            sum(
                preference[row]
                * np.prod([membership(level, spot) for level, spot in zip(item, where, strict=True)])
                for row, where in enumerate(places)
            )
            for item in matrix
        ]
    )


@st.composite
def problems(draw: st.DrawFn, columns: int | None = None) -> tuple[Array, Array]:
    count = columns or draw(st.integers(1, 6))
    level = st.one_of(st.sampled_from([0.0, 50.0, 100.0]), st.integers(0, 100).map(float), st.floats(0, 100))
    matrix = np.array(draw(st.lists(st.lists(level, min_size=count, max_size=count), min_size=3, max_size=3)))
    points = draw(st.lists(st.integers(0, 20), min_size=count, max_size=count).filter(any))
    return matrix, np.array(points) / sum(points)


@given(problem=problems())
@examples(120)
def test_every_way_on_the_criteria_follows_its_formula(model: DecisionModel, problem: tuple[Array, Array]) -> None:
    matrix, weights = problem
    settings = model.methods
    made = of(matrix, weights)
    assert additive(made) == pytest.approx(plain_wsm(matrix, weights), abs=1e-9)
    assert topsis(made) == pytest.approx(plain_topsis(matrix, weights), abs=1e-9)
    assert 1 - vikor(made).compromise == pytest.approx(plain_vikor(matrix, weights, 0.5), abs=1e-9)
    net = promethee(made, Thresholds(settings.promethee_q, settings.promethee_p)).net
    assert net == pytest.approx(plain_promethee(matrix, weights, 10, 50), abs=1e-9)
    assert edas(made) == pytest.approx(plain_edas(matrix, weights), abs=1e-9)


@given(problem=problems(columns=4))
@examples(8)
def test_rules_follow_comet_with_81_characteristic_objects(
    model: DecisionModel, problem: tuple[Array, Array]
) -> None:
    matrix, weights = problem
    assert model.methods.comet_values == (0, 50, 100)
    expected = plain_comet(matrix, weights, (0.0, 50.0, 100.0))
    assert comet(of(matrix, weights), model.methods.comet_values) == pytest.approx(expected, abs=1e-9)


def test_the_cross_check_of_the_starting_cases_is_the_six_formulas(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    for case in nine.values():
        made = value_case(model, case)
        weights, families = made.weights.criteria, made.weights.families
        expected = {
            Way.ADDITIVE: plain_wsm(made.fits, weights),
            Way.DISTANCE: plain_topsis(made.fits, weights),
            Way.REGRET: plain_vikor(made.fits, weights, 0.5),
            Way.OUTRANKING: plain_promethee(made.fits, weights, 10, 50),
            Way.AVERAGE: plain_edas(made.fits, weights),
            Way.RULES: plain_comet(made.family_values, families, (0.0, 50.0, 100.0)),
        }
        found = cross_check(model, made.fits, weights, made.family_values, families)
        assert [item.way for item in found] == list(expected)
        for item in found:
            assert item.scores == pytest.approx(expected[item.way], abs=1e-8)
            order = sorted(item.scores, reverse=True)
            assert item.ranks == tuple(order.index(score) + 1 for score in item.scores)
            assert item.first == OPTIONS[int(np.argmax(item.scores))]


WIDE = np.full((3, 15), 50.0)
EVEN = np.full(15, 1 / 15)
FAMILY = np.full((3, 4), 50.0)
QUARTERS = np.full(4, 0.25)


def spoilt(value: float) -> Array:
    matrix = WIDE.copy()
    matrix[1, 3] = value
    return matrix


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, -0.5, 100.5])
def test_a_fit_that_is_no_number_on_the_scale_is_refused(model: DecisionModel, value: float) -> None:
    with pytest.raises(MethodError):
        cross_check(model, spoilt(value), EVEN, FAMILY, QUARTERS)
    family = FAMILY.copy()
    family[0, 0] = value
    with pytest.raises(MethodError):
        cross_check(model, WIDE, EVEN, family, QUARTERS)


@pytest.mark.parametrize(
    "weights",
    [
        np.full(14, 1 / 14),
        np.full(16, 1 / 16),
        np.full((15, 1), 1 / 15),
        np.full((15, 15), 1 / 225),
        np.full(15, 0.05),
        np.array([-0.1, 1.1, *np.zeros(13)]),
        np.array([np.nan, *np.full(14, 1 / 14)]),
        np.array([np.inf, *np.zeros(14)]),
        np.zeros(15),
    ],
    ids=["short", "long", "column", "square", "not one", "negative", "nan", "infinite", "zero"],
)
def test_weights_of_the_wrong_shape_or_sum_are_refused(model: DecisionModel, weights: Array) -> None:
    with pytest.raises(MethodError):
        cross_check(model, WIDE, weights, FAMILY, QUARTERS)


@pytest.mark.parametrize("matrix", [np.full(15, 50.0), np.zeros((0, 15)), np.full((3, 15, 1), 50.0)])
def test_a_matrix_of_the_wrong_shape_is_refused(model: DecisionModel, matrix: Array) -> None:
    with pytest.raises(MethodError):
        cross_check(model, matrix, EVEN, FAMILY, QUARTERS)


@pytest.mark.parametrize(
    "rows",
    [
        [[50] * 15] * 3,
        [[0] * 15] * 3,
        [[100] * 15] * 3,
        [[0] * 15, [50] * 15, [100] * 15],
        [[100] * 15, [100] * 15, [0] * 15],
        [[30, *[0] * 14], [30, *[100] * 14], [30, *[50] * 14]],
    ],
    ids=["constant", "zero", "full", "dominated", "equal rows", "constant column"],
)
@pytest.mark.parametrize("weights", [EVEN, np.array([1.0, *np.zeros(14)])], ids=["even", "one alone"])
def test_degenerate_matrices_give_finite_scores(
    model: DecisionModel, rows: list[list[int]], weights: Array
) -> None:
    matrix = np.array(rows, dtype=float)
    found = cross_check(model, matrix, weights, matrix[:, :4], QUARTERS)
    assert all(np.all(np.isfinite(item.scores)) for item in found)


def test_equal_options_are_a_tie_and_name_no_first(model: DecisionModel) -> None:
    found = cross_check(model, WIDE, EVEN, FAMILY, QUARTERS)
    assert {item.first for item in found} == {None}
    assert {item.ranks for item in found} == {(1, 1, 1)}
    assert agreeing(found, OPTIONS[0]) == 0


def test_a_hair_between_options_stays_a_hair(model: DecisionModel) -> None:
    """Min-max over the observed range would stretch 50, 50.1, 50 into 0, 1, 0."""
    matrix = WIDE.copy()
    matrix[1] += 0.1
    for item in cross_check(model, matrix, EVEN, FAMILY, QUARTERS):
        assert max(item.scores) - min(item.scores) < 0.2


@pytest.mark.parametrize(
    "points", [{"area_mismatch": 5, "mission_overlap": 1}, {"area_mismatch": 1, "mission_overlap": 3}]
)
def test_the_officers_weights_never_push_a_full_family_off_the_scale(
    model: DecisionModel, points: dict[str, float]
) -> None:
    made = value_case(model, build_case(everywhere(IN), weights=({}, points)))
    found = cross_check(model, made.fits, made.weights.criteria, made.family_values, made.weights.families)
    assert {item.first for item in found} == {IN}


WAYS: dict[str, Callable[[DecisionMatrix], Array]] = {
    "additive": additive,
    "distance": topsis,
    "regret": lambda problem: 1 - vikor(problem).compromise,
    "outranking": lambda problem: promethee(problem, Thresholds(10, 50)).net,
    "usual": lambda problem: promethee(problem).net,
    "average": edas,
    "rules": lambda problem: comet(problem, (0, 50, 100)),
    "SPOTIS": lambda problem: 1 - spotis(problem),
    "MABAC": mabac,
    "MARCOS": marcos,
    "PROMETHEE II (linear)": lambda problem: promethee_linear(problem).net,
    "RIM": rim,
}
"""Every method, turned so that higher is better."""

EVERY_WAY = pytest.mark.parametrize("way", list(WAYS))


@EVERY_WAY
@given(problem=problems(columns=3), share=st.floats(0, 1))
@examples(40)
def test_what_is_better_in_all_criteria_never_ranks_lower(
    way: str, problem: tuple[Array, Array], share: float
) -> None:
    matrix, weights = problem
    matrix[1] = matrix[0] + (100 - matrix[0]) * share
    found = ranks(WAYS[way](of(np.clip(matrix, 0, 100), weights)))
    assert found[1] <= found[0]


@EVERY_WAY
@given(problem=problems(columns=4), rows=st.permutations(range(3)), columns=st.permutations(range(4)))
@examples(25)
def test_the_order_of_options_and_of_criteria_does_not_matter(
    way: str, problem: tuple[Array, Array], rows: list[int], columns: list[int]
) -> None:
    matrix, weights = problem
    plain = WAYS[way](of(matrix, weights))
    turned = WAYS[way](of(matrix[rows][:, columns], weights[columns]))
    assert turned == pytest.approx(plain[rows], abs=1e-9)


@pytest.mark.parametrize("way", ["additive", "distance", "regret", "rules", "SPOTIS", "MARCOS", "RIM"])
@given(problem=problems(columns=3), fourth=st.lists(st.floats(0, 100), min_size=3, max_size=3))
@examples(40)
def test_a_fourth_option_changes_no_score_of_the_first_three(
    way: str, problem: tuple[Array, Array], fourth: list[float]
) -> None:
    matrix, weights = problem
    with_it = WAYS[way](of(np.vstack([matrix, fourth]), weights))[:3]
    assert with_it == pytest.approx(WAYS[way](of(matrix, weights)), abs=1e-12)
    assert ranks(with_it) == ranks(WAYS[way](of(matrix, weights)))


@pytest.mark.parametrize(
    ("way", "size", "coinciding"),
    [
        ("additive", 100, "SPOTIS"),
        ("additive", 100, "MABAC"),
        ("additive", 100, "MARCOS"),
        ("additive", 100, "PROMETHEE II (linear)"),
        ("distance", 1, "RIM"),
    ],
)
@given(problem=problems())
@examples(80)
def test_methods_that_coincide_order_as_their_way_does(
    way: str, size: float, coinciding: str, problem: tuple[Array, Array]
) -> None:
    own, other = WAYS[way](of(*problem)) / size, WAYS[coinciding](of(*problem))
    for one, two in itertools.combinations(range(3), 2):
        gap, theirs = own[one] - own[two], other[one] - other[two]
        if abs(gap) < 1e-12:
            assert abs(theirs) < 1e-11
        elif abs(gap) > 1e-10:
            assert np.sign(theirs) == np.sign(gap)


def test_rim_is_topsis_and_spotis_the_rest_of_the_additive_value() -> None:
    made = of(np.array([[10.0, 70, 55], [100, 0, 31], [44, 44, 44]]), np.array([0.5, 0.3, 0.2]))
    assert rim(made) == pytest.approx(topsis(made), abs=1e-12)
    assert 100 * (1 - spotis(made)) == pytest.approx(additive(made), abs=1e-9)


def test_the_cross_check_computes_what_coincides(model: DecisionModel, nine: dict[str, Case]) -> None:
    for case in nine.values():
        made = value_case(model, case)
        found = cross_check(model, made.fits, made.weights.criteria, made.family_values, made.weights.families)
        names = {item.way: [beside.method for beside in item.coinciding] for item in found}
        assert names[Way.ADDITIVE] == ["SPOTIS", "MABAC", "MARCOS", "PROMETHEE II (linear)"]
        assert names[Way.DISTANCE] == ["RIM"]
        assert not any(names[way] for way in Way if way not in (Way.ADDITIVE, Way.DISTANCE))
        for item in found:
            assert [beside.ranks for beside in item.coinciding] == [item.ranks] * len(item.coinciding)
            assert all(beside.same_first for beside in item.coinciding)
            assert (item.compromise is None) == (item.way != Way.REGRET)


def test_the_regret_way_tells_its_compromise(model: DecisionModel) -> None:
    def told(*levels: float) -> Compromise | None:
        fits = np.repeat(np.array(levels)[:, None], 15, axis=1)
        return cross_check(model, fits, EVEN, fits[:, :4], QUARTERS)[2].compromise

    first, second, third = OPTIONS
    assert told(20, 90, 30) == Compromise(True, True, (second,))
    assert told(20, 90, 60) == Compromise(False, True, (second, third))
    assert told(50, 50, 50) == Compromise(False, True, (first, second, third))


def proposed(group: Array, single: Array, compromise: Array) -> tuple[bool, bool, set[int]]:
    """Opricovic and Tzeng 2004, section 2, in plain Python for figures without ties."""
    order = sorted(range(len(compromise)), key=lambda row: compromise[row])
    best, needed = order[0], 1 / (len(order) - 1)
    advantage = compromise[order[1]] - compromise[best] >= needed
    stability = best in (int(np.argmin(group)), int(np.argmin(single)))
    if advantage:
        return True, stability, {best} if stability else {best, order[1]}
    return False, stability, {row for row in order if compromise[row] - compromise[best] < needed}


@pytest.mark.parametrize("scale", ["fixed", "observed"])
def test_the_compromise_set_follows_both_conditions(scale: str) -> None:
    chance, seen = np.random.default_rng(7), set()
    for _ in range(400):
        count = int(chance.integers(3, 7))
        matrix, weights = chance.uniform(0, 100, (count, 3)), chance.dirichlet(np.ones(3))
        made = of(matrix, weights) if scale == "fixed" else DecisionMatrix(matrix, weights, np.ones(3))
        found = vikor(made, v=float(chance.uniform(0, 1)))
        advantage, stability, rows = proposed(found.group, found.single, found.compromise)
        assert (found.acceptable_advantage, found.acceptable_stability) == (advantage, stability)
        assert set(found.compromise_set) == rows
        assert found.compromise_set[0] == int(np.argmin(found.compromise))
        seen.add((advantage, stability))
    assert {(True, True), (False, True)} <= seen


UNSTABLE = [
    [75, 0, 100, 75],
    [50, 25, 75, 50],
    [0, 100, 100, 25],
    [75, 0, 100, 50],
    [25, 100, 50, 100],
    [50, 50, 50, 50],
    [0, 75, 50, 75],
    [100, 100, 0, 100],
]
"""The fifth leads by Q, the last by the sum of regrets and the sixth by the greatest; these two are second by Q."""


def test_a_best_by_q_alone_is_not_stable_and_takes_the_second_along() -> None:
    found = vikor(DecisionMatrix(np.array(UNSTABLE, dtype=float), QUARTERS, np.ones(4)))
    assert (np.argmin(found.group), np.argmin(found.single), np.argmin(found.compromise)) == (7, 5, 4)
    assert (found.acceptable_advantage, found.acceptable_stability) == (True, False)
    assert found.compromise_set == (4, 5, 7)


@pytest.mark.parametrize("scale", ["fixed", "observed"])
def test_vikor_of_one_or_two_options(scale: str) -> None:
    def asked(rows: list[list[float]]) -> tuple[bool, bool, tuple[int, ...]]:
        matrix, weights = np.array(rows), np.array([0.5, 0.5])
        found = vikor(of(matrix, weights) if scale == "fixed" else DecisionMatrix(matrix, weights, np.ones(2)))
        return found.acceptable_advantage, found.acceptable_stability, found.compromise_set

    assert asked([[30, 60]]) == (True, True, (0,))
    # Two options: the needed lead is the whole of Q, from one bound to the other or, observed, always.
    assert asked([[100, 100], [0, 0]]) == (True, True, (0,))
    assert asked([[80, 80], [20, 20]]) == ((False, True, (0, 1)) if scale == "fixed" else (True, True, (0,)))


@given(
    values=st.lists(st.lists(st.integers(-40, 40), min_size=4, max_size=4), min_size=3, max_size=6),
    points=st.lists(st.integers(1, 9), min_size=4, max_size=4),
    types=st.lists(st.sampled_from([-1, 1]), min_size=4, max_size=4),
    v=st.floats(0, 1),
)
@examples(120)
def test_vikors_q_is_that_of_its_s_and_r_and_of_the_library(
    values: list[list[int]], points: list[int], types: list[int], v: float
) -> None:
    matrix, weights = np.array(values, dtype=float), np.array(points) / sum(points)
    found = vikor(DecisionMatrix(matrix, weights, np.array(types)), v)
    parts = [np.zeros(len(matrix)), np.zeros(len(matrix))]
    for place, regret in enumerate((found.group, found.single)):
        if np.ptp(regret) > 1e-9:
            parts[place] = (regret - regret.min()) / np.ptp(regret)
    assert found.compromise == pytest.approx(v * parts[0] + (1 - v) * parts[1], abs=1e-9)
    kept = np.ptp(matrix, axis=0) > 0
    if all(np.ptp(regret) > 1e-9 for regret in (found.group, found.single)):
        theirs = VIKOR(v=v)(matrix[:, kept], weights[kept], np.array(types)[kept], validation=False)
        assert found.compromise == pytest.approx(theirs, abs=1e-12)


def test_promethee_answers_twice_and_as_the_library() -> None:
    chance = np.random.default_rng(2)
    matrix, weights, types = chance.uniform(-5, 5, (5, 3)), np.array([0.2, 0.5, 0.3]), np.array([1, -1, 1])
    made, q, p = DecisionMatrix(matrix, weights, types), np.array([0.1, 0.2, 0.3]), np.array([2.0, 3.0, 4.0])
    thresholds = Thresholds(q, p)
    theirs = PROMETHEE_II("vshape_2", p=p, q=q)(matrix, weights, types, validation=False)
    for _ in range(2):
        assert promethee(made, thresholds).net == pytest.approx(theirs, abs=1e-15)
    usual = promethee(made)
    assert usual.net == pytest.approx(PROMETHEE_II("usual")(matrix, weights, types, validation=False), abs=1e-15)
    assert usual.plus - usual.minus == pytest.approx(usual.net)


def test_the_usual_criterion_does_not_count_a_last_bit() -> None:
    made = DecisionMatrix(np.array([[0.1 + 0.2, 1], [0.3, 1]]), np.array([0.5, 0.5]), np.ones(2))
    assert promethee(made).net.tolist() == [0, 0]


OBSERVED_WAYS: dict[str, Callable[[DecisionMatrix], Array]] = {
    "distance": topsis,
    "regret": lambda problem: 1 - vikor(problem).compromise,
    "usual": lambda problem: promethee(problem).net,
    "outranking": lambda problem: promethee(problem, Thresholds(0, 1)).net,
    "average": edas,
}


@pytest.mark.parametrize("way", list(OBSERVED_WAYS))
@given(data=st.data())
@examples(80)
def test_on_the_observed_scale_every_score_is_finite_and_equal_options_tie(way: str, data: st.DataObject) -> None:
    least = 0.0 if way == "average" else -1e100
    value = st.one_of(
        st.sampled_from([0.0, 1.0, 1.0 + 2**-52, 3.0, 1e-100, 5e-324, 1e100]), st.floats(least, 1e100)
    )
    row = st.lists(value, min_size=3, max_size=3)
    matrix = np.array(data.draw(st.lists(row, min_size=1, max_size=4)))
    matrix = np.vstack([matrix, matrix[:1]])
    weights = np.array(
        data.draw(st.sampled_from([[1, 0, 0], [0.2, 0.3, 0.5], [1 - 1e-9, 1e-9, 0], [1, 1e-300, 0]]))
    )
    types = np.array(data.draw(st.lists(st.sampled_from([-1, 1]), min_size=3, max_size=3)))
    found = OBSERVED_WAYS[way](DecisionMatrix(matrix, weights, types))
    assert np.all(np.isfinite(found))
    assert found[-1] == pytest.approx(found[0], abs=1e-9)
    equal = OBSERVED_WAYS[way](DecisionMatrix(np.repeat(matrix[:1], 4, axis=0), weights, types))
    assert ranks(equal) == [1] * 4


@pytest.mark.parametrize("way", list(OBSERVED_WAYS))
def test_a_column_that_tells_nothing_changes_nothing(way: str) -> None:
    """But for its weight, which VIKOR's and PROMETHEE's sums are short of."""
    matrix = np.array([[3.0, 9, 4], [5, 9, 1], [4, 9, 2]])
    with_it = OBSERVED_WAYS[way](DecisionMatrix(matrix, np.array([0.3, 0.4, 0.3]), np.array([1, -1, 1])))
    without = OBSERVED_WAYS[way](DecisionMatrix(matrix[:, [0, 2]], np.array([0.5, 0.5]), np.ones(2)))
    assert ranks(with_it) == ranks(without)
    if way in ("distance", "regret"):
        assert with_it == pytest.approx(without, abs=1e-12)


@EVERY_WAY
@pytest.mark.parametrize("level", [0.0, 37.0, 100.0])
@pytest.mark.parametrize("weights", [[0.25] * 4, [1.0, 0, 0, 0], [1, 1e-300, 0, 0]])
def test_equal_options_tie_in_every_way(way: str, level: float, weights: list[float]) -> None:
    found = WAYS[way](of(np.full((3, 4), level), np.array(weights)))
    assert np.all(np.isfinite(found))
    assert ranks(found) == [1, 1, 1]


@EVERY_WAY
def test_costs_and_bounds_of_their_own_say_the_same_as_fits(way: str) -> None:
    """A criterion from -20 to 30 of which less is better is the mirrored fit."""
    fits, weights = np.array([[10.0, 70], [100, 0], [44, 44]]), np.array([0.6, 0.4])
    values = np.column_stack([30 - fits[:, 0] / 2, fits[:, 1]])
    scale = FixedScale(np.array([-20.0, 0]), np.array([30.0, 100]))
    made = DecisionMatrix(values, weights, np.array([-1, 1]), scale)
    expected = WAYS[way](of(fits, weights))
    in_their_units = {"outranking": lambda problem: promethee(problem, Thresholds([5, 10], [25, 50])).net}
    found = {**WAYS, **in_their_units}[way](made)
    assert found == pytest.approx(expected, abs=1e-9)


def problem_with(**changes: object) -> DecisionMatrix:
    plain: dict[str, Any] = {
        "values": [[1, 2], [3, 4], [5, 6]],
        "weights": [0.5, 0.5],
        "types": [1, -1],
        "scale": FixedScale.everywhere(0, 10, 2),
    }
    return DecisionMatrix(**{**plain, **changes})


@pytest.mark.parametrize(
    ("changes", "code", "key"),
    [
        ({"values": [[1, 2], [3, np.nan], [5, 6]]}, "matrix_not_a_number", "values[2, 2]"),
        ({"values": [[1, 2], [np.inf, 4], [5, 6]]}, "matrix_not_a_number", "values[2, 1]"),
        ({"values": [[1, 2], [1e101, 4]], "scale": OBSERVED}, "matrix_not_a_number", "values[2, 1]"),
        ({"values": [[1, 2], [3, 4], [5, 10.5]]}, "off_scale", "values[3, 2]"),
        ({"values": [[-0.5, 2]]}, "off_scale", "values[1, 1]"),
        ({"values": [1, 2]}, "wrong_shape", "values"),
        ({"values": np.zeros((0, 2))}, "wrong_shape", "values"),
        ({"values": np.zeros((3, 0)), "weights": [], "types": []}, "wrong_shape", "values"),
        ({"weights": [1.0]}, "wrong_shape", "values"),
        ({"weights": [0.5, 0.6]}, "weights_off_one", "weights"),
        ({"weights": [1.5, -0.5]}, "weight_negative", "weights[2]"),
        ({"weights": [np.nan, 1]}, "matrix_not_a_number", "weights[1]"),
        ({"types": [1, 0]}, "type_unknown", "types[2]"),
        ({"types": [2, 1]}, "type_unknown", "types[1]"),
        ({"types": [1, np.nan]}, "type_unknown", "types[2]"),
        ({"types": [0.5, 1]}, "type_unknown", "types[1]"),
        ({"types": [1]}, "wrong_shape", "types"),
        ({"scale": FixedScale.everywhere(0, 10, 3)}, "wrong_shape", "bounds"),
    ],
)
def test_a_matrix_that_cannot_be_ranked_is_refused_with_the_place(
    changes: dict[str, object], code: str, key: str
) -> None:
    with pytest.raises(MethodError) as caught:
        problem_with(**changes)
    assert (caught.value.code, caught.value.key) == (code, key)


@pytest.mark.parametrize(
    ("lows", "highs", "code", "key"),
    [
        ([0, 5], [10, 5], "not_ordered_pair", "bounds[2]"),
        ([0, 7], [10, 5], "not_ordered_pair", "bounds[2]"),
        ([0, 1], [10, 1 + 1e-15], "not_ordered_pair", "bounds[2]"),
        ([np.nan, 0], [10, 10], "matrix_not_a_number", "bounds[1, 1]"),
        ([0, 0], [10, np.inf], "matrix_not_a_number", "bounds[2, 2]"),
        ([0], [10, 10], "wrong_shape", "bounds"),
    ],
)
def test_bounds_that_are_none_are_refused(lows: list[float], highs: list[float], code: str, key: str) -> None:
    with pytest.raises(MethodError) as caught:
        FixedScale(np.array(lows), np.array(highs))
    assert (caught.value.code, caught.value.key) == (code, key)


def test_a_problem_cannot_be_changed_afterwards_nor_from_outside() -> None:
    values = np.array([[1.0, 2], [3, 4]])
    made = problem_with(values=values)
    values[0, 0] = np.nan
    assert made.values[0, 0] == 1
    with pytest.raises(ValueError, match="read-only"):
        made.values[0, 0] = 2


def test_a_value_that_misses_its_bound_by_a_last_bit_is_put_on_it() -> None:
    assert problem_with(values=[[np.nextafter(10, 11), -1e-12]]).values.tolist() == [[10, 0]]


def test_weights_as_printed_are_brought_to_one_and_no_others() -> None:
    assert printed_weights([0.33, 0.3335, 0.3368]).sum() == pytest.approx(1, abs=1e-15)
    for wrong in ([0.3, 0.3], [0.5, np.nan], [0.5, 0.51]):
        with pytest.raises(MethodError) as caught:
            printed_weights(wrong)
        assert (caught.value.code, caught.value.key) == ("weights_off_one", "weights")
    with pytest.raises(MethodError):
        problem_with(weights=[0.333, 0.6671])


@pytest.mark.parametrize("way", ["additive", "rules", "SPOTIS", "MABAC", "MARCOS", "PROMETHEE II (linear)", "RIM"])
def test_a_method_without_a_scale_of_its_own_needs_a_fixed_one(way: str) -> None:
    with pytest.raises(MethodError) as caught:
        WAYS[way](problem_with(scale=OBSERVED))
    assert caught.value.code == "needs_fixed_scale"
    assert caught.value.key in ("WSM", "COMET", "SPOTIS", "MABAC", "MARCOS", "PROMETHEE II", "RIM")


@pytest.mark.parametrize(
    ("ask", "code", "key"),
    [
        (lambda made: vikor(made, v=1.1), "out_of_range", "v"),
        (lambda made: vikor(made, v=np.nan), "out_of_range", "v"),
        (lambda made: promethee(made, Thresholds([0, 2], [1, 2])), "not_ordered_pair", "thresholds[2]"),
        (lambda made: promethee(made, Thresholds(-1, 2)), "not_ordered_pair", "thresholds[1]"),
        (lambda made: promethee(made, Thresholds(0, np.inf)), "not_ordered_pair", "thresholds[1]"),
        (lambda made: promethee(made, Thresholds([0, 0, 0], 2)), "wrong_shape", "thresholds"),
        (lambda made: comet(made, (0, 50)), "not_ascending", "characteristic_values"),
        (lambda made: comet(made, (0, 60, 50, 100)), "not_ascending", "characteristic_values"),
        (lambda made: rim(made, [[0, 1]]), "wrong_shape", "reference_ideal"),
        (lambda made: rim(made, [[2, 3], [9, 11]]), "not_ordered_pair", "reference_ideal[2]"),
        (
            lambda _: edas(problem_with(values=[[1, -2], [3, 4]], scale=OBSERVED)),
            "negative_average",
            "values[1, 2]",
        ),
    ],
)
def test_a_setting_a_method_cannot_use_is_refused(
    ask: Callable[[DecisionMatrix], object], code: str, key: str
) -> None:
    with pytest.raises(MethodError) as caught:
        ask(problem_with())
    assert (caught.value.code, caught.value.key) == (code, key)
