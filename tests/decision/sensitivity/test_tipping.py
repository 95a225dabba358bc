"""Tipping levels, gaps and thresholds against fine grids of the scale and the distribution function of a triangle."""

from __future__ import annotations

import itertools
import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from decision.case import Case, Estimate
from decision.doctrine import consult_doctrine
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.sensitivity.tipping import Tipping, TippingLevel, tipping_levels, triangular_share
from decision.valuation import Valuation, value_case
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    build_case,
    design_doctrine,
    everywhere,
    examples,
    shipped_document,
    small_document,
    strongest,
)

Grid = NDArray[np.float64]
Level = float | tuple[float, float, float]
CELLS = 4000
ASKED_BY_RULES = ("armed_opposition", "insecurity", "coordination_gap", "humanitarian_caseload")
"""The criteria that the rules of the design look at; no other level can change what they say."""


def tipping_of(model: DecisionModel, case: Case) -> tuple[Valuation, Tipping]:
    made = value_case(model, case)
    return made, tipping_levels(model, case, made, consult_doctrine(model, case, made.levels))


def band_fit(edges: Sequence[float], place: int, level: Grid, spread: float = 40) -> Grid:
    """The design's formula for option number ``place`` of a criterion with these bands."""
    outside = np.maximum(edges[place] - level, level - edges[place + 1])
    return np.asarray(100 * (1 - np.clip(outside / spread, 0, 1)))


def grid_values(
    made: Valuation, place: int, thresholds: Sequence[float], levels: Grid, spread: float = 40
) -> Grid:
    """Options x levels: the values with one level moved, by the design's formula and the rest as it is."""
    edges, weight = (0.0, *thresholds, 100.0), made.weights.criteria[place]
    rest = made.values - weight * made.fits[:, place]
    fits = np.array([band_fit(edges, option, levels, spread) for option in range(len(rest))])
    return np.asarray(rest[:, None] + weight * fits)


def answers(case: Case, made: Valuation, name: str, levels: Grid) -> list[str | None]:
    """The recommendation of the shipped model at every level of one criterion, all else as it is."""
    place = list(THRESHOLDS).index(name)
    values = np.round(grid_values(made, place, THRESHOLDS[name], levels), 9)
    rated = {item.criterion: item.estimate.best for item in made.levels if item.rated}
    asked = levels if name in ASKED_BY_RULES else levels[:1]
    barred = np.zeros(values.shape, dtype=bool)
    for column, level in enumerate(asked):
        said = design_doctrine(case, {**rated, name: float(level)} if name in ASKED_BY_RULES else rated)
        row = [strongest(said[option]) == "excluded" for option in OPTIONS]
        barred[:, column if name in ASKED_BY_RULES else slice(None)] = (
            row if name in ASKED_BY_RULES else np.array(row)[:, None]
        )
    values[barred] = -1
    top = values.max(axis=0)
    alone = ((values == top).sum(axis=0) == 1) & (top >= 0)
    return [OPTIONS[int(first)] if one else None for first, one in zip(values.argmax(axis=0), alone, strict=True)]


def below(level: float, low: float, best: float, high: float) -> float:
    """The chance that a triangular level is at most so much: the area of the triangle to its left."""
    if level <= low:
        return 0.0
    if level >= high:
        return 1.0
    peak = 2 / (high - low)
    if level <= best:
        return (level - low) * (peak * (level - low) / (best - low)) / 2
    return 1 - (high - level) * (peak * (high - level) / (high - best)) / 2


def brute_chance(case: Case, made: Valuation, name: str) -> tuple[float, float]:
    """The mass of the estimate's triangle where the answer is not today's, and how far the grid may be off."""
    at = next(item.estimate for item in made.levels if item.criterion == name)
    if at.low == at.high:
        return 0.0, 0.0  # it is what it is today
    today = answers(case, made, name, np.array([at.best]))[0]
    edges = np.linspace(at.low, at.high, CELLS + 1)
    found = answers(case, made, name, (edges[1:] + edges[:-1]) / 2)
    mass = [below(float(edge), at.low, at.best, at.high) for edge in edges]
    other = [answer != today for answer in found]
    turns = sum(one != two for one, two in itertools.pairwise(other))
    return sum(np.diff(mass)[other]), 1e-9 + turns * 2 / CELLS


def estimates() -> st.SearchStrategy[Level | None]:
    whole = st.integers(0, 100).map(float)
    three = st.tuples(whole, whole, whole).map(sorted).map(lambda part: (part[0], part[1], part[2]))
    at_low = st.tuples(whole, whole).map(lambda part: (min(part), min(part), max(part)))
    at_high = st.tuples(whole, whole).map(lambda part: (min(part), max(part), max(part)))
    return st.one_of(three, three, at_low, at_high, whole, st.none())


def ratings() -> st.SearchStrategy[dict[str, Level]]:
    """Any levels, or levels about a common one: those put a case where single levels still turn it."""
    free = st.fixed_dictionaries({name: estimates() for name in THRESHOLDS})
    near = st.tuples(
        st.integers(0, 100), st.fixed_dictionaries({name: st.integers(-25, 25) for name in THRESHOLDS})
    )

    def around(drawn: tuple[int, dict[str, int]]) -> dict[str, Level | None]:
        return {
            name: tuple(float(min(max(drawn[0] + off + side, 0), 100)) for side in (-20, 0, 20))  # type: ignore[misc]
            for name, off in drawn[1].items()
        }

    return st.one_of(free, near.map(around)).map(
        lambda levels: {name: level for name, level in levels.items() if level is not None}
    )


def cases() -> st.SearchStrategy[Case]:
    return st.builds(
        lambda levels, force, perspective, phase, ocha: build_case(
            levels, uses_force=force, perspective=perspective, phase=phase, ocha=ocha, mission_countries=()
        ),
        ratings(),
        st.sampled_from(["no", "may_be_targeted", "may_be_targeted", "engages"]),
        st.sampled_from(["balanced", "mission", "ngo"]),
        st.sampled_from(["fragile_process", "consolidation"]),
        st.sampled_from(["country_office", "none"]),
    )


def turning_cases() -> list[Case]:
    """Cases about the lines where value and rules turn."""
    calm = {name: level for name, level in everywhere(IN).items() if name not in FAMILIES["coherence"][1]}
    only: tuple[Mapping[str, float], Mapping[str, float]] = (
        {"hostility": 1, "geography": 0, "space": 0, "coherence": 0},
        {},
    )
    middling: dict[str, Level] = {
        name: (0.0, float(low), 100.0) for name, (low, high) in THRESHOLDS.items() if high < 90
    }
    return [
        build_case({**calm, "armed_opposition": (20, 60, 80)}, uses_force="may_be_targeted", mission_countries=()),
        build_case({**calm, "armed_opposition": (60, 80, 80)}, uses_force="may_be_targeted", mission_countries=()),
        build_case(calm, uses_force="may_be_targeted", mission_countries=()),
        build_case(middling, mission_countries=()),
        build_case(dict.fromkeys(THRESHOLDS, (20.0, 20.0, 70.0))),
        build_case({"insecurity": (0, 30, 100), "peace_fragility": (10, 10, 90)}, mission_countries=()),
        build_case({"insecurity": 60}, mission_countries=()),
        *(
            build_case(dict.fromkeys(FAMILIES["hostility"][1][:rated], level), weights=only, mission_countries=())
            for rated in (1, 2, 3)
            for level in (0, 10, 30, 70, 100)
        ),
        build_case(
            {name: level for name, level in calm.items() if name != "armed_opposition"},
            uses_force="may_be_targeted",
            mission_countries=(),
        ),
    ]


def assert_chances(model: DecisionModel, case: Case) -> int:
    made, found = tipping_of(model, case)
    for item in found.rated:
        wanted, off = brute_chance(case, made, item.criterion)
        assert item.chance == pytest.approx(wanted, abs=off), item
    return sum(0 < item.chance < 1 for item in found.rated)


def test_the_chance_is_the_mass_of_the_levels_at_which_another_option_is_recommended(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    doubtful = sum(assert_chances(model, case) for case in (*turning_cases(), *nine.values()))
    assert doubtful >= 10


@examples(30)
@given(cases())
def test_the_chance_of_any_case_is_that_of_the_grid(model: DecisionModel, case: Case) -> None:
    assert_chances(model, case)


@examples(200)
@given(st.tuples(*[st.integers(0, 100).map(float)] * 3).map(sorted), *[st.floats(-5, 105)] * 2)
def test_the_share_of_a_triangle_is_the_area_between_two_levels(
    parts: list[float], one: float, two: float
) -> None:
    low, best, high = parts
    left, right = sorted((one, two))
    share = triangular_share(Estimate(low, best, high), left, right)
    if low == high:
        assert share in (0.0, 1.0)
        if left < low < right:
            assert share == 1
        if not left <= low <= right:
            assert share == 0
    else:
        wanted = below(right, low, best, high) - below(left, low, best, high)
        assert share == pytest.approx(wanted, abs=1e-12)


def worked(
    levels: Level, curves: Mapping[str, list[list[float]]], rules: list[dict[str, Any]] | None = None
) -> Any:
    """The one tipping level of a model of one criterion with curves of its own."""
    document = small_document({"insecurity": (20.0, 75.0)}, options=list(curves), rules=rules or [])
    document["criteria"] = [{"id": "insecurity", "family": "hostility", "curves": dict(curves), "source": "test"}]
    return tipping_of(model_from(document, "x"), build_case({"insecurity": levels}))[1].rated[0]


HUMPS: dict[str, list[list[float]]] = {
    "flat": [[0, 50], [100, 50]],
    "humps": [[0, 0], [20, 0], [25, 100], [30, 0], [70, 0], [75, 100], [80, 0], [100, 0]],
}
"""The second leads from 22.5 to 27.5 and from 72.5 to 77.5, nowhere else."""


def test_an_answer_that_leaves_and_comes_back_counts_only_where_it_is_away() -> None:
    """The area of 0/50/100 from 22.5 to 27.5 is 2 (27.5^2 - 22.5^2) / 100^2 = 0.05, and as much on the other side."""
    item: TippingLevel = worked((0, 50, 100), HUMPS)
    assert item.chance == pytest.approx(0.1)
    assert item.below is not None
    assert item.above is not None
    assert (item.below.level, item.above.level) == (27, 73)
    assert worked((0, 25, 50), HUMPS).chance == pytest.approx(1 - 2 * (27.5 - 25) * (1 + 0.9) / 50)


def test_a_hump_between_two_whole_levels_has_a_chance_but_no_tipping_level() -> None:
    item: TippingLevel = worked(
        (40, 50, 60), {"flat": [[0, 50], [100, 50]], "hump": [[0, 0], [44.2, 0], [44.5, 100], [44.8, 0], [100, 0]]}
    )
    assert (item.below, item.above) == (None, None)
    assert item.chance == pytest.approx((4.65**2 - 4.35**2) / 200)


@pytest.mark.parametrize("level", [0, 19.5, 20, 47.5, 75, 75.5, 100])
def test_a_level_known_exactly_is_never_anywhere_else(level: float) -> None:
    """Also where two options tie at it: nobody is recommended today, and nobody will be."""
    model = model_from(small_document({"insecurity": (20.0, 75.0)}), "x")
    _, found = tipping_of(model, build_case({"insecurity": level}))
    assert found.rated[0].chance == 0


@pytest.mark.parametrize("level", [65.0, 64.0, 66.0])
def test_a_level_known_exactly_at_a_rules_limit_stays_on_its_side_of_it(
    model: DecisionModel, level: float
) -> None:
    calm = {name: at for name, at in everywhere(IN).items() if name not in FAMILIES["coherence"][1]}
    _, found = tipping_of(model, build_case({**calm, "armed_opposition": level}, uses_force="may_be_targeted"))
    assert next(item.chance for item in found.rated if item.criterion == "armed_opposition") == 0


@pytest.mark.parametrize("at", [(20.0, 20.0, 75.0), (20.0, 75.0, 75.0)])
def test_a_range_within_one_band_has_no_chance_of_leaving_it(at: tuple[float, float, float]) -> None:
    """At its best level two options tie; everywhere else in the range one foot is first."""
    model = model_from(small_document({"insecurity": (20.0, 75.0)}), "x")
    _, found = tipping_of(model, build_case({"insecurity": at}))
    assert found.rated[0].chance == pytest.approx(1)  # nobody is first today, one foot is nearly everywhere
    inside = (at[0], 50.0, at[2])
    assert tipping_of(model, build_case({"insecurity": inside}))[1].rated[0].chance == pytest.approx(0)


def runs(labels: Sequence[str | None]) -> list[tuple[int, int, str | None]]:
    """Unbroken runs of equal labels: first place, place after the last, label."""
    found, start = [], 0
    for label, group in itertools.groupby(labels):
        end = start + len(list(group))
        found.append((start, end, label))
        start = end
    return found


def assert_gaps(model: DecisionModel, case: Case) -> int:
    made, found = tipping_of(model, case)
    cells = 9973  # prime, so that no turn at a round level falls into the middle of a cell
    rated = {item.criterion: item.estimate.best for item in made.levels if item.rated}
    said = design_doctrine(case, rated)
    allowed = [option for option in OPTIONS if strongest(said[option]) != "excluded"]
    values = dict(zip(OPTIONS, np.round(made.values, 9), strict=True))
    top = [option for option in allowed if values[option] == max(values[item] for item in allowed)]
    today = top[0] if len(top) == 1 else None
    assert {item.criterion for item in found.unrated} == set(THRESHOLDS) - set(rated)
    for item in found.unrated:
        edges = np.linspace(0, 100, cells + 1)
        labels = answers(case, made, item.criterion, (edges[1:] + edges[:-1]) / 2)
        wanted = [(start, end, label) for start, end, label in runs(labels) if label != today]
        assert [turn.option for turn in item.turns] == [label for _, _, label in wanted], item
        for turn, (start, end, _) in zip(item.turns, wanted, strict=True):
            assert turn.low == pytest.approx(edges[start], abs=100 / cells)
            assert turn.high == pytest.approx(edges[end], abs=100 / cells)
        assert item.chance == pytest.approx(sum(turn.high - turn.low for turn in item.turns) / 100)
    chances = [item.chance for item in found.unrated]
    assert chances == sorted(chances, reverse=True)
    return sum(bool(item.turns) for item in found.unrated)


def test_the_turns_of_a_gap_are_the_stretches_of_the_scale_with_another_answer(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    turning = sum(assert_gaps(model, case) for case in (*turning_cases(), *nine.values()))
    assert turning >= 10


@examples(30)
@given(cases())
def test_the_turns_of_any_case_are_those_of_the_grid(model: DecisionModel, case: Case) -> None:
    assert_gaps(model, case)


def test_neighbouring_stretches_with_the_same_answer_are_one() -> None:
    """Cut by a rule that says nothing new and by crossings further down: still one stretch a side, 60 of 100."""
    curves = {
        "flat": [[0, 50], [100, 50]],
        "dip": [[0, 100], [60, 0], [100, 0]],
        "slow": [[0, 20], [30, 10], [100, 0]],
    }
    rule = {
        "id": "Q",
        "pages": "p. 1",
        "when": {"level": "insecurity", "above": 7},
        "met": [{"option": "dip", "effect": "discouraged"}],
    }
    document = small_document({"insecurity": (20.0, 75.0), "ngo_distance": (30.0, 75.0)}, options=list(curves))
    document["rules"] = [rule]
    document["criteria"] = [
        {"id": "insecurity", "family": "hostility", "curves": curves, "source": "test"},
        {
            "id": "ngo_distance",
            "family": "hostility",
            "curves": {option: [[0, 0], [100, 0]] for option in curves},
            "source": "test",
        },
    ]
    _, found = tipping_of(model_from(document, "x"), build_case({}))
    item = next(gap for gap in found.unrated if gap.criterion == "insecurity")
    assert [turn.option for turn in item.turns] == ["dip"]
    assert [item.turns[0].low, item.turns[0].high] == pytest.approx([0, 30])
    assert item.chance == pytest.approx(0.3)


@examples(100)
@given(st.integers(1, 99), st.integers(1, 9), st.integers(1, 9))
def test_where_three_options_meet_in_one_point_no_sliver_of_scale_is_left_over(
    at: int, one: int, two: int
) -> None:
    """Three straight lines through one point: the first leads before it, the last after it, nobody for a stretch."""
    rise, fall = 50 / max(at, 100 - at), -50 / max(at, 100 - at)

    def line(slope: float) -> list[list[float]]:
        ends = (50 - slope * at, 50 + slope * (100 - at))
        return [[x, min(max(y, 0.0), 100.0)] for x, y in zip((0, 100), ends, strict=True)]

    curves = {"fall": line(fall), "mild": line(rise * (one - two) / 10), "rise": line(rise)}
    document = small_document({"insecurity": (20.0, 75.0)}, options=list(curves))
    document["criteria"] = [{"id": "insecurity", "family": "hostility", "curves": curves, "source": "test"}]
    _, found = tipping_of(model_from(document, "x"), build_case({}))
    turns = found.unrated[0].turns
    assert all(turn.high - turn.low > 1e-6 for turn in turns), turns
    assert {turn.option for turn in turns} <= {"fall", "rise"}


def level_pairs(gaps: Grid, grid: Grid) -> list[float]:
    """Where two values are level on a grid: where the sign turns, and both ends of a stretch at nought."""
    signs = np.sign(np.round(gaps, 9))
    found: list[float] = []
    start = 0
    for sign, group in itertools.groupby(signs):
        size = len(list(group))
        if sign == 0:
            found += [grid[start]] if size == 1 else [grid[start], grid[start + size - 1]]
        elif start and signs[start - 1] == -sign:
            found.append((grid[start] + grid[start - 1]) / 2)
        start += size
    return found


def assert_thresholds(
    model: DecisionModel, case: Case, criteria: Mapping[str, Sequence[float]], spread: float = 40
) -> int:
    made, found = tipping_of(model, case)
    by_pair = {(item.criterion, item.options): item.levels for item in found.thresholds}
    assert len(by_pair) == len(found.thresholds)
    grid = np.linspace(0, 100, 20001)  # every quarter of a point and every threshold is on it
    wanted = {}
    for place, level in enumerate(made.levels):
        if level.rated:
            values = grid_values(made, place, criteria[level.criterion], grid, spread)
            for one, other in itertools.combinations(range(len(values)), 2):
                at = level_pairs(values[one] - values[other], grid)
                if at:
                    wanted[level.criterion, (model.option_ids[one], model.option_ids[other])] = at
    assert set(by_pair) == set(wanted)
    for key, levels in by_pair.items():
        assert list(levels) == pytest.approx(wanted[key], abs=0.0051), key
    return sum(map(len, wanted.values()))


def test_thresholds_are_where_two_values_cross(model: DecisionModel, nine: dict[str, Case]) -> None:
    crossings = sum(assert_thresholds(model, case, THRESHOLDS) for case in (*nine.values(), *turning_cases()))
    assert crossings > 50


@examples(30)
@given(cases())
def test_thresholds_of_any_case_are_those_of_the_grid(model: DecisionModel, case: Case) -> None:
    assert_thresholds(model, case, THRESHOLDS)


def test_of_a_stretch_on_which_two_options_tie_the_ends_are_told() -> None:
    """Alone, two feet in and one foot tie at 20, two feet in and out where both are 0: from 30 to 65."""
    pair = {"insecurity": (20.0, 75.0)}
    model = model_from(small_document(pair, spread=10), "x")
    case = build_case({"insecurity": 50})
    levels = {item.options: item.levels for item in tipping_of(model, case)[1].thresholds}
    assert levels[IN, OUT] == (30, 65)
    assert levels[IN, ONE] == (20, 85, 100)
    assert_thresholds(model, case, pair, spread=10)


def test_of_a_stretch_with_other_options_corners_inside_only_the_ends_are_told() -> None:
    """Of four options the outer two are both 0 from 30 to 70, whatever the inner two do there."""
    document = small_document({}, options=["a", "b", "c", "d"], spread=10)
    document["criteria"] = [
        {"id": "insecurity", "family": "hostility", "thresholds": [20, 50, 80], "source": "test"}
    ]
    model, case = model_from(document, "x"), build_case({"insecurity": 50})
    levels = {item.options: item.levels for item in tipping_of(model, case)[1].thresholds}
    assert levels["a", "d"] == (30, 70)
    assert_thresholds(model, case, {"insecurity": (20, 50, 80)}, spread=10)


@pytest.mark.parametrize("levels", [(10.0, 60.0), (55.0, 30.0), (90.0, 20.0)])
def test_four_options_cross_where_the_grid_says(levels: tuple[float, float]) -> None:
    criteria = {"insecurity": (20.0, 45.0, 75.0), "ngo_distance": (15.0, 50.0, 90.0)}
    document = small_document({}, options=["a", "b", "c", "d"])
    document["criteria"] = [
        {"id": name, "family": "hostility", "thresholds": list(parts), "source": "test"}
        for name, parts in criteria.items()
    ]
    model = model_from(document, "x")
    assert assert_thresholds(model, build_case(dict(zip(criteria, levels, strict=True))), criteria) >= 4


def test_a_rule_is_named_only_where_value_alone_would_hold_the_answer(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    """Of the rules of the design only R1, on armed_opposition, excludes by a level."""
    named = 0
    for case in (*turning_cases(), *nine.values()):
        made, found = tipping_of(model, case)
        rated = {item.criterion: item.estimate.best for item in made.levels if item.rated}
        said = design_doctrine(case, rated)
        allowed = np.array([strongest(said[option]) != "excluded" for option in OPTIONS])
        for item in found.rated:
            place = list(THRESHOLDS).index(item.criterion)
            for flip in filter(None, (item.below, item.above)):
                levels = np.array([item.now, flip.level])
                values = np.round(grid_values(made, place, THRESHOLDS[item.criterion], levels), 9)
                values[~allowed] = -1
                tops = [np.flatnonzero(column == column.max()).tolist() for column in values.T]
                firsts = [top if len(top) == 1 else [] for top in tops]
                assert flip.through == ("R1" if firsts[0] == firsts[1] else "value"), (case.title, item)
                named += flip.through == "R1"
    assert named >= 2


@pytest.mark.parametrize("limit", [65, 65.5, 66])
def test_a_rule_that_does_not_turn_is_not_named_for_having_a_limit_nearby(limit: float) -> None:
    """The second rule asks for a political mission, which this is not: it can turn nothing."""
    document = shipped_document()
    idle = {
        "id": "R1b",
        "pages": "p. 20",
        "when": {
            "all": [
                {"fact": "mission.kind", "in": ["political_mission"]},
                {"level": "armed_opposition", "above": limit},
            ]
        },
        "met": [{"option": IN, "effect": "excluded"}],
    }
    document["rules"].insert(2, idle)
    calm = {name: level for name, level in everywhere(IN).items() if name not in FAMILIES["coherence"][1]}
    case = build_case({**calm, "armed_opposition": 60}, uses_force="may_be_targeted")
    _, found = tipping_of(model_from(document, "x"), case)
    flip = next(item.above for item in found.rated if item.criterion == "armed_opposition")
    assert flip is not None
    assert (flip.level, flip.option, flip.through) == (66, ONE, "R1")


def test_a_level_the_scope_of_doctrine_asks_for_turns_the_answer_too() -> None:
    """At most 10 the doctrine does not apply, R1 bars nothing, and two feet in, first by value, is recommended."""
    document = shipped_document()
    document["doctrine"]["scope"] = {"all": [document["doctrine"]["scope"], {"level": "insecurity", "above": 10}]}
    model = model_from(document, "x")
    case = build_case({**everywhere(IN), "insecurity": (0.0, 30.0, 40.0)}, mandate="stabilization")
    item = next(item for item in tipping_of(model, case)[1].rated if item.criterion == "insecurity")
    assert item.below is not None
    assert (item.below.level, item.below.option) == (10, IN)
    assert item.chance == pytest.approx(below(10, 0, 30, 40))


def test_rated_levels_come_nearest_first_and_are_all_there(model: DecisionModel, nine: dict[str, Case]) -> None:
    for case in nine.values():
        made, found = tipping_of(model, case)
        assert {item.criterion for item in found.rated} == {item.criterion for item in made.levels if item.rated}
        near = [
            min((abs(flip.level - item.now) for flip in (item.below, item.above) if flip), default=math.inf)
            for item in found.rated
        ]
        assert near == sorted(near)
