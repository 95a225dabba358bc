"""The smallest change of the context: optimal against brute force, and really putting the option in the lead."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from decision.case import Case, Overrule
from decision.doctrine import consult_doctrine
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.sensitivity.smallest_change import SmallestChange, smallest_changes
from decision.valuation import value_case
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    build_case,
    everywhere,
    examples,
    rating,
    shipped_document,
    small_document,
)


def changes_of(model: DecisionModel, case: Case) -> dict[str, SmallestChange]:
    made = value_case(model, case)
    return {
        item.option: item for item in smallest_changes(model, made, consult_doctrine(model, case, made.levels))
    }


def fit_in(option: str, thresholds: tuple[float, float], level: np.ndarray, spread: float = 40) -> np.ndarray:
    t_in, t_out = thresholds
    outside = {IN: level - t_in, OUT: t_out - level, ONE: np.maximum(t_in - level, level - t_out)}[option]
    return 100 * (1 - np.clip(outside / spread, 0, 1))


def brute(
    criteria: Mapping[str, tuple[float, float]],
    now: Mapping[str, float],
    option: str,
    held: np.ndarray,
    step: float,
) -> float:
    """Least total movement over a grid of all levels, each only towards the option's band or within it."""
    share = 1 / len(criteria)
    ranges = []
    for name, (t_in, t_out) in criteria.items():
        if name in now:
            band = {IN: (0, t_in), ONE: (t_in, t_out), OUT: (t_out, 100)}[option]
            low, high = min(now[name], band[0]), max(now[name], band[1])
            ranges.append((name, np.arange(low, high + step / 2, step)))
    cost, values = np.zeros(1), {item: np.full(1, held[place]) for place, item in enumerate(OPTIONS)}
    for name, levels in ranges:
        cost = (cost[:, None] + np.abs(levels - now[name])).ravel()
        for item in OPTIONS:
            part = share * fit_in(item, criteria[name], levels)
            values[item] = (values[item][:, None] + part).ravel()
    others = np.max([values[item] for item in OPTIONS if item != option], axis=0)
    reached = values[option] - others >= 1 - 1e-9
    return float(cost[reached].min()) if reached.any() else float("inf")


TWO = {"host_hostility": (15.0, 60.0), "insecurity": (20.0, 75.0)}
THREE = {**TWO, "ngo_distance": (30.0, 75.0)}


@pytest.mark.parametrize("levels", list(itertools.product([0.0, 30.0, 50.0, 90.0], repeat=2)))
def test_with_two_criteria_no_grid_point_does_it_with_less(levels: tuple[float, ...]) -> None:
    model = model_from(small_document(TWO), "x")
    now = dict(zip(TWO, levels, strict=True))
    for option, found in changes_of(model, build_case(now)).items():
        least = brute(TWO, now, option, np.zeros(3), 0.2)
        if found.points is None:
            assert least == float("inf")
        else:
            assert found.points <= least + 1e-6
            assert found.points >= least - 0.4  # a step of the grid in each level


@pytest.mark.parametrize("levels", [(0.0, 10.0, 50.0), (90.0, 70.0, 20.0), (40.0, 40.0, 40.0), (100.0, 0.0, 60.0)])
def test_with_three_criteria_no_grid_point_does_it_with_less(levels: tuple[float, ...]) -> None:
    model = model_from(small_document(THREE), "x")
    now = dict(zip(THREE, levels, strict=True))
    for option, found in changes_of(model, build_case(now)).items():
        least = brute(THREE, now, option, np.zeros(3), 1.0)
        assert found.points is not None
        assert found.points <= least + 1e-6
        assert found.points >= least - 3


def test_a_worked_change_of_one_level() -> None:
    """insecurity 40 of (20, 75): one foot 100, two feet in 50. To lead by 1: in - one = 100 - (100 - (20 - x) 2.5)
    below t_in, so x = 20 - 0.4 = 19.6, which is 20.4 points away; two feet out needs x = 75.4."""
    model = model_from(small_document({"insecurity": (20.0, 75.0)}), "x")
    found = changes_of(model, build_case({"insecurity": 40}))
    assert found[IN].points == pytest.approx(20.4, abs=1e-4)
    assert found[OUT].points == pytest.approx(35.4, abs=1e-4)
    assert [(item.criterion, item.now, round(item.then, 4)) for item in found[OUT].changes] == [
        ("insecurity", 40, 75.4)
    ]


def test_what_the_rated_levels_cannot_bring_about_says_so() -> None:
    """With one of three rated, the two unknown ones hold two feet in too far back for any level to make it up."""
    model = model_from(small_document(THREE), "x")
    found = changes_of(model, build_case({"insecurity": 40}))
    fits = value_case(model, build_case({})).fits
    held = (
        fits[:, [model.criterion_ids.index(name) for name in ("host_hostility", "ngo_distance")]].sum(axis=1) / 3
    )
    assert brute(THREE, {"insecurity": 40.0}, IN, held, 0.1) == float("inf")
    assert (found[IN].points, found[IN].changes, found[IN].barred_by) == (None, (), None)
    assert found[OUT].points == pytest.approx(brute(THREE, {"insecurity": 40.0}, OUT, held, 0.05), abs=0.06)


def test_with_nothing_rated_nothing_can_be_moved() -> None:
    found = changes_of(model_from(small_document(THREE), "x"), build_case({}))
    assert {(item.points, item.changes) for item in found.values()} == {(None, ())}


def test_unknown_levels_are_held_at_what_they_count_today() -> None:
    model = model_from(small_document(TWO), "x")
    found = changes_of(model, build_case({"insecurity": 90}))
    held = value_case(model, build_case({})).fits[:, model.criterion_ids.index("host_hostility")] / 2
    for option, item in found.items():
        least = brute(TWO, {"insecurity": 90.0}, option, held, 0.1)
        assert (item.points is None) == (least == float("inf"))
        if item.points is not None:
            assert item.points == pytest.approx(least, abs=0.2)


@pytest.mark.parametrize(
    "stem", ["liberia-unmil", "somalia", "darfur-unamid", "dr-congo-monuc", "afghanistan-unama"]
)
def test_the_change_puts_the_option_in_the_lead_by_the_margin_with_each_level_moving_towards_it(
    model: DecisionModel, nine: dict[str, Case], stem: str
) -> None:
    case = nine[stem]
    for option, found in changes_of(model, case).items():
        if found.points is None:
            continue
        moved = {item.criterion: rating(item.then) for item in found.changes}
        values = value_case(model, dataclasses.replace(case, ratings={**case.ratings, **moved})).values
        lead = values[OPTIONS.index(option)] - max(np.delete(values, OPTIONS.index(option)))
        assert lead == pytest.approx(1, abs=1e-3)
        assert found.points == pytest.approx(sum(abs(item.then - item.now) for item in found.changes), abs=1e-5)
        for item in found.changes:
            assert 0 <= item.then <= 100
            t_in, t_out = model.criterion(item.criterion).thresholds
            low, high = {IN: (0, t_in), ONE: (t_in, t_out), OUT: (t_out, 100)}[option]
            assert min(item.now, low) <= item.then <= max(item.now, high)


def test_only_options_that_are_not_first_are_asked(model: DecisionModel, nine: dict[str, Case]) -> None:
    for case in nine.values():
        first = OPTIONS[int(np.argmax(value_case(model, case).values))]
        assert list(changes_of(model, case)) == [option for option in OPTIONS if option != first]


@pytest.mark.parametrize(
    ("facts", "option", "rule"),
    [
        ({"mandate": "observation"}, IN, "R0"),
        ({"mandate": "enforcement"}, IN, "R1"),
        ({"rc_hc_in_other_mission": True}, IN, "R2"),
    ],
)
def test_an_excluded_option_is_unreachable_and_names_what_bars_it(
    model: DecisionModel, facts: dict[str, Any], option: str, rule: str
) -> None:
    found = changes_of(model, build_case(everywhere(ONE), **facts))[option]
    assert (found.points, found.changes, found.barred_by) == (None, (), rule)


def test_an_option_in_its_own_bands_already_is_not_asked_to_move(model: DecisionModel) -> None:
    found = changes_of(model, build_case(everywhere(OUT)))
    assert set(found) == {IN, ONE}
    assert all(item.points and item.points > 0 for item in found.values())


Bands = Mapping[str, tuple[float, ...]]


def fit_of(edges: tuple[float, ...], place: int, level: float, spread: float = 40) -> float:
    """The design's formula for option number ``place`` of any number."""
    outside = max(edges[place] - level, level - edges[place + 1])
    return 100 * (1 - min(max(outside / spread, 0), 1))


def by_multiple_choice(
    bands: Bands,
    weights: Mapping[str, float],
    now: Mapping[str, float],
    held: np.ndarray,
    option: int,
    lead: float = 1,
) -> float | None:
    """The least total movement by another formulation: each level lies in exactly one segment of its scale.

    One yes-or-no and one place a segment; cost and every option's value are straight within it (the multiple
    choice form of Croxton, Gendron and Magnanti 2003). None where no change is enough.
    """
    columns: list[tuple[float, list[float]]] = []
    links: list[tuple[int, float]] = []  # (a yes-or-no, the length of the segment whose place comes next to it)
    groups: list[list[int]] = []
    for name, at in now.items():
        edges = (0.0, *bands[name], 100.0)
        low, high = min(at, edges[option]), max(at, edges[option + 1])
        corners = {at, low, high}
        corners |= {edge + side for edge in edges for side in (-40, 0, 40) if low < edge + side < high}
        points = sorted(corners)
        groups.append([])
        for left, right in itertools.pairwise(points):
            ends = [
                (abs(end - at), [weights[name] * fit_of(edges, place, end) for place in range(len(held))])
                for end in (left, right)
            ]
            groups[-1].append(len(columns))
            links.append((len(columns), right - left))
            columns.append(ends[0])
            columns.append(
                (
                    (ends[1][0] - ends[0][0]) / (right - left),
                    [(far - near) / (right - left) for near, far in zip(ends[0][1], ends[1][1], strict=True)],
                )
            )
    if not columns:
        return None
    size = len(columns)
    values = np.array([column[1] for column in columns]).T
    rivals = [place for place in range(len(held)) if place != option]
    leads = np.array([values[option] - values[place] for place in rivals])
    needed = np.array([lead - (held[option] - held[place]) for place in rivals])
    one_each, inside = np.zeros((len(groups), size)), np.zeros((len(links), size))
    for row, group in enumerate(groups):
        one_each[row, group] = 1
    for row, (chosen, length) in enumerate(links):
        inside[row, chosen], inside[row, chosen + 1] = length, -1
    answer = milp(
        np.array([column[0] for column in columns]),
        integrality=np.tile([1, 0], size // 2),
        bounds=Bounds(0, np.tile([1.0, 100.0], size // 2)),
        constraints=[
            LinearConstraint(leads, needed, np.inf),
            LinearConstraint(one_each, 1, 1),
            LinearConstraint(inside, 0, np.inf),
        ],
        options={"mip_rel_gap": 0},
    )
    return float(answer.fun) if answer.success else None


def assert_smallest(model: DecisionModel, case: Case, bands: Bands) -> int:
    """No other formulation does it with less, and what is told really does it; how many were reached."""
    made = value_case(model, case)
    weights = dict(zip(model.criterion_ids, map(float, made.weights.criteria), strict=True))
    now = {level.criterion: level.estimate.best for level in made.levels if level.rated}
    rated = np.array([level.rated for level in made.levels])
    held = made.fits[:, ~rated] @ made.weights.criteria[~rated]
    found = changes_of(model, case)
    for option, item in found.items():
        if item.barred_by is not None:
            continue
        place = model.option_ids.index(option)
        least = by_multiple_choice(bands, weights, now, held, place)
        assert (item.points is None) == (least is None), (item, least)
        if item.points is not None and least is not None:
            assert item.points == pytest.approx(least, abs=1e-4), item
            assert_leads(model, case, item)
    return sum(item.points is not None for item in found.values())


def assert_leads(model: DecisionModel, case: Case, found: SmallestChange) -> None:
    """The case with the levels moved, valued anew, puts the option ahead by the margin; no level strays."""
    place = model.option_ids.index(found.option)
    before = {level.criterion: level for level in value_case(model, case).levels}
    moved = {item.criterion: rating(item.then) for item in found.changes}
    assert len(moved) == len(found.changes)
    values = value_case(model, dataclasses.replace(case, ratings={**case.ratings, **moved})).values
    assert values[place] - max(np.delete(values, place)) >= model.lead - 1e-5
    assert found.points == pytest.approx(sum(abs(item.then - item.now) for item in found.changes), abs=1e-5)
    for item in found.changes:
        assert before[item.criterion].rated
        assert item.now == before[item.criterion].estimate.best
        assert item.then != item.now
        low, high = (0.0, *model.criterion(item.criterion).thresholds, 100.0)[place : place + 2]
        assert 0 <= item.then <= 100
        assert min(item.now, low) - 1e-6 <= item.then <= max(item.now, high) + 1e-6


@pytest.mark.parametrize("level", [0.0, 5.0, 50.0, 100.0])
@pytest.mark.parametrize("perspective", ["balanced", "ngo"])
def test_all_fifteen_levels_alike_are_moved_as_little_as_another_formulation_moves_them(
    model: DecisionModel, level: float, perspective: str
) -> None:
    case = build_case(dict.fromkeys(THRESHOLDS, level), perspective=perspective)
    assert assert_smallest(model, case, THRESHOLDS) == 2


@examples(25)
@given(
    st.fixed_dictionaries({name: st.one_of(st.none(), st.integers(0, 100)) for name in THRESHOLDS}),
    st.sampled_from(["balanced", "mission", "ocha", "country_team", "ngo"]),
)
def test_no_other_formulation_moves_the_levels_of_any_case_less(
    model: DecisionModel, levels: dict[str, int | None], perspective: str
) -> None:
    rated = {name: float(level) for name, level in levels.items() if level is not None}
    assert_smallest(model, build_case(rated, perspective=perspective, mission_countries=()), THRESHOLDS)


def test_the_starting_cases_are_moved_no_further_than_need_be(model: DecisionModel, nine: dict[str, Case]) -> None:
    assert sum(assert_smallest(model, case, THRESHOLDS) for case in nine.values()) >= 9


@examples(40)
@given(st.tuples(*[st.integers(0, 100)] * 3), st.sets(st.sampled_from(sorted(THREE)), min_size=2))
def test_on_a_grid_of_whole_points_nothing_less_is_found(levels: tuple[int, ...], rated: set[str]) -> None:
    """The optimum may lie off the grid: by less than a point a level, which is the other bound."""
    model = model_from(small_document(THREE), "x")
    now = {name: float(level) for name, level in zip(THREE, levels, strict=True) if name in rated}
    fits = value_case(model, build_case({})).fits
    held = fits[:, [place for place, name in enumerate(model.criterion_ids) if name not in rated]].sum(axis=1) / 3
    for option, found in changes_of(model, build_case(now)).items():
        least = brute(THREE, now, option, held, 1.0)
        if found.points is None:
            assert least == float("inf")
        elif least < float("inf"):
            assert least - len(now) <= found.points <= least + 1e-6


@examples(25)
@given(
    st.lists(st.integers(1, 6), min_size=3, max_size=3),
    st.tuples(*[st.integers(0, 100)] * 3),
    st.sampled_from([2, 3, 4, 5]),
    st.data(),
)
def test_models_of_two_to_five_options_are_solved_alike(
    points: list[int], levels: tuple[int, ...], options: int, data: st.DataObject
) -> None:
    bands = {
        name: tuple(
            map(
                float,
                sorted(data.draw(st.sets(st.integers(1, 99), min_size=options - 1, max_size=options - 1))),
            )
        )
        for name in THREE
    }
    document = small_document({}, options=list("abcde"[:options]))
    document["criteria"] = [
        {"id": name, "family": "hostility", "thresholds": list(own), "source": "test"}
        for name, own in bands.items()
    ]
    own = dict(zip(THREE, map(float, points), strict=True))
    case = build_case(dict(zip(THREE, map(float, levels), strict=True)), weights=({}, own))
    assert_smallest(model_from(document, "x"), case, bands)


@pytest.mark.parametrize("options", [2, 4])
def test_the_shipped_model_with_another_number_of_options_is_solved_alike(
    nine: dict[str, Case], options: int
) -> None:
    """Two: only the upper threshold of each criterion; four: a third one halfway between the two."""
    document = shipped_document()
    document["options"] = [IN, ONE, "toes_in", OUT] if options == 4 else [IN, OUT]
    for criterion in document["criteria"]:
        low, high = criterion["thresholds"]
        criterion["thresholds"] = [low, (low + high) / 2, high] if options == 4 else [high]
    for rule in document["rules"]:
        for said in ("met", "unmet"):
            if said in rule:
                rule[said] = [item for item in rule[said] if item["option"] in document["options"]]
    model = model_from(document, "x")
    bands = {criterion["id"]: tuple(map(float, criterion["thresholds"])) for criterion in document["criteria"]}
    cases = [build_case(dict.fromkeys(THRESHOLDS, float(level))) for level in (5, 40, 95)]
    reached = sum(assert_smallest(model, case, bands) for case in (*cases, nine["liberia-unmil"]))
    assert reached >= 3


def test_unknown_levels_are_never_among_the_changes(model: DecisionModel) -> None:
    levels = {name: level for name, level in everywhere(ONE).items() if name not in FAMILIES["space"][1]}
    case = build_case(levels, mission_countries=())
    for found in changes_of(model, case).values():
        assert found.points is not None
        assert not {item.criterion for item in found.changes} & set(FAMILIES["space"][1])
    assert_smallest(model, case, THRESHOLDS)


@pytest.mark.parametrize(
    ("facts", "rule", "tests"),
    [
        ({"mandate": "observation"}, "R0", {("mission.mandate", "observation")}),
        (
            {"mandate": "enforcement"},
            "R1",
            {("mission.kind", "peacekeeping_operation"), ("mission.mandate", "enforcement")},
        ),
        (
            {"uses_force": "may_be_targeted"},
            "R1",
            {
                ("mission.kind", "peacekeeping_operation"),
                ("mission.uses_force", "may_be_targeted"),
                ("armed_opposition", 70.0),
            },
        ),
        ({"rc_hc_in_other_mission": True}, "R2", {("mission.rc_hc_in_other_mission", True)}),
        ({"mission_countries": ("LBR", "SLE")}, "R2", {("mission.spans_countries", True)}),
    ],
)
def test_a_barred_option_carries_the_tests_that_decided_it(
    model: DecisionModel, facts: dict[str, Any], rule: str, tests: set[tuple[str, Any]]
) -> None:
    case = build_case({**everywhere(ONE), "armed_opposition": 70.0}, **facts)
    found = changes_of(model, case)[IN]
    assert (found.points, found.changes, found.barred_by) == (None, (), rule)
    assert {(test.fact or test.criterion, test.observed) for test in found.barred_on} == tests
    assert all(test.holds for test in found.barred_on)
    free = changes_of(model, dataclasses.replace(case, overrules=(Overrule(rule, "Agreed"),)))[IN]
    assert (free.barred_by, free.barred_on) == (None, ())
    assert free.points is not None
    assert free.points > 0


def test_another_margin_is_met_as_exactly(model: DecisionModel) -> None:
    wide = dataclasses.replace(model, lead=7.5)
    case = build_case(everywhere(ONE))
    for option, found in changes_of(wide, case).items():
        near = changes_of(model, case)[option].points
        assert found.points is not None
        assert near is not None
        assert found.points > near
        assert_leads(wide, case, found)


def test_a_level_never_moves_both_ways_at_once() -> None:
    """The rival peaks at 50 and is 0 at 40 and at 60: either way takes it half of 100, both would take it all.

    The first has 30 to the rival's 50 and is to lead by 60: 10 points bring 50, the other level 0.5 each: 60 more.
    """
    document = small_document({}, options=["plain", "peaked"], lead=60)
    curves = {
        "insecurity": {"plain": [[0, 60], [100, 60]], "peaked": [[0, 0], [40, 0], [50, 100], [60, 0], [100, 0]]},
        "ngo_distance": {"plain": [[0, 0], [100, 100]], "peaked": [[0, 0], [100, 0]]},
    }
    document["criteria"] = [
        {"id": name, "family": "hostility", "curves": own, "source": "test"} for name, own in curves.items()
    ]
    found = changes_of(model_from(document, "x"), build_case({"insecurity": 50, "ngo_distance": 0}))["plain"]
    assert found.points == pytest.approx(70, abs=1e-4)
    moved = {item.criterion: abs(item.then - item.now) for item in found.changes}
    assert moved == pytest.approx({"insecurity": 10, "ngo_distance": 60}, abs=1e-4)
