"""The smallest change of the context: optimal against brute force, and really putting the option in the lead."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Mapping

import numpy as np
import pytest

from decision.case import Case
from decision.doctrine import consult_doctrine
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.smallest_change import SmallestChange, smallest_changes
from decision.valuation import value_case
from tests.decision.conftest import IN, ONE, OPTIONS, OUT, build_case, everywhere, rating, small_document


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
    model: DecisionModel, facts: dict[str, str], option: str, rule: str
) -> None:
    found = changes_of(model, build_case(everywhere(ONE), **facts))[option]
    assert (found.points, found.changes, found.barred_by) == (None, (), rule)


def test_an_option_in_its_own_bands_already_is_not_asked_to_move(model: DecisionModel) -> None:
    found = changes_of(model, build_case(everywhere(OUT)))
    assert set(found) == {IN, ONE}
    assert all(item.points and item.points > 0 for item in found.values())
