"""The six ways of reasoning against formulas written here from the literature, on a scale never rescaled."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.errors import MethodError
from decision.methods import Way, additive, agreeing, average, by_rules, cross_check, distance, outranking, regret
from decision.model import DecisionModel
from decision.valuation import value_case
from tests.decision.conftest import IN, OPTIONS, build_case, everywhere, examples

Array = np.ndarray


def wsm(matrix: Array, weights: Array) -> Array:
    return np.array([sum(w * x for w, x in zip(weights, row, strict=True)) for row in matrix])


def topsis(matrix: Array, weights: Array) -> Array:
    """Hwang and Yoon 1981, on a fixed scale: ideal 100, anti-ideal 0."""
    weighted = weights * matrix / 100
    to_ideal = np.sqrt(((weights - weighted) ** 2).sum(axis=1))
    to_anti = np.sqrt((weighted**2).sum(axis=1))
    return to_anti / (to_ideal + to_anti)


def vikor(matrix: Array, weights: Array, v: float) -> Array:
    """Opricovic and Tzeng 2004 with ideal 100 and anti-ideal 0 in every criterion; turned: higher is better."""
    regrets = weights * (100 - matrix) / 100
    group, single = regrets.sum(axis=1), regrets.max(axis=1)
    return 1 - (v * group / weights.sum() + (1 - v) * single / weights.max())


def promethee(matrix: Array, weights: Array, q: float, p: float) -> Array:
    """Brans and Vincke 1985, linear preference with indifference: net flow."""
    rows = len(matrix)
    flows = np.zeros(rows)
    for one, other in itertools.permutations(range(rows), 2):
        preference = np.clip((matrix[one] - matrix[other] - q) / (p - q), 0, 1) @ weights
        flows[one] += preference / (rows - 1)
        flows[other] -= preference / (rows - 1)
    return flows


def edas(matrix: Array, weights: Array) -> Array:
    """Keshavarz Ghorabaee et al. 2015, with two rows, all 0 and all 100, ranked along."""
    columns = matrix.shape[1]
    rows = np.vstack([matrix, np.zeros(columns), np.full(columns, 100.0)])
    mean = rows.mean(axis=0)
    above = np.maximum(0, rows - mean) / mean @ weights
    below = np.maximum(0, mean - rows) / mean @ weights
    return (0.5 * (above / above.max() + 1 - below / below.max()))[: len(matrix)]


def comet(matrix: Array, weights: Array, values: tuple[float, ...]) -> Array:
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
    assert additive(matrix, weights) == pytest.approx(wsm(matrix, weights), abs=1e-9)
    assert distance(matrix, weights) == pytest.approx(topsis(matrix, weights), abs=1e-9)
    assert regret(matrix, weights, settings.vikor_v) == pytest.approx(vikor(matrix, weights, 0.5), abs=1e-9)
    assert outranking(matrix, weights, settings) == pytest.approx(promethee(matrix, weights, 10, 50), abs=1e-9)
    assert average(matrix, weights) == pytest.approx(edas(matrix, weights), abs=1e-9)


@given(problem=problems(columns=4))
@examples(8)
def test_rules_follow_comet_with_81_characteristic_objects(
    model: DecisionModel, problem: tuple[Array, Array]
) -> None:
    matrix, weights = problem
    assert model.methods.comet_values == (0, 50, 100)
    expected = comet(matrix, weights, (0.0, 50.0, 100.0))
    assert by_rules(matrix, weights, model.methods) == pytest.approx(expected, abs=1e-9)


def test_the_cross_check_of_the_starting_cases_is_the_six_formulas(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    for case in nine.values():
        made = value_case(model, case)
        weights, families = made.weights.criteria, made.weights.families
        expected = {
            Way.ADDITIVE: wsm(made.fits, weights),
            Way.DISTANCE: topsis(made.fits, weights),
            Way.REGRET: vikor(made.fits, weights, 0.5),
            Way.OUTRANKING: promethee(made.fits, weights, 10, 50),
            Way.AVERAGE: edas(made.fits, weights),
            Way.RULES: comet(made.family_values, families, (0.0, 50.0, 100.0)),
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


@pytest.mark.parametrize("way", [wsm, topsis])
def test_a_fourth_option_never_reorders_the_first_three_on_the_fixed_scale(way: Callable[..., Array]) -> None:
    core = {wsm: additive, topsis: distance}[way]
    chance = np.random.default_rng(4)
    for _ in range(50):
        matrix, weights = chance.uniform(0, 100, (4, 6)), chance.dirichlet(np.ones(6))
        assert core(matrix, weights)[:3] == pytest.approx(core(matrix[:3], weights))


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
