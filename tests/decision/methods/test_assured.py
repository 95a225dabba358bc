"""Ways that name an option whatever is unrated: never more than any filling of the gaps gives, and fewer with less."""

from __future__ import annotations

import dataclasses
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.methods.assured import assured_ways
from decision.methods.cross_check import agreeing, cross_check
from decision.methods.decision_matrix import DecisionMatrix
from decision.methods.ways import comet
from decision.model import DecisionModel
from decision.valuation import value_case
from tests.decision.conftest import (
    FAMILIES,
    ONE,
    OPTIONS,
    THRESHOLDS,
    best_for,
    build_case,
    everywhere,
    examples,
    without,
)


def agreed(model: DecisionModel, case: Case, option: str) -> int:
    made = value_case(model, case)
    found = cross_check(model, made.fits, made.weights.criteria, made.family_values, made.weights.families)
    return agreeing(found, option)


def assured(model: DecisionModel, case: Case, option: str) -> int:
    return assured_ways(model, value_case(model, case), option)


def first(model: DecisionModel, case: Case) -> str:
    return OPTIONS[int(np.argmax(value_case(model, case).values))]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Levels around one option's bands, the officer's own points within families, no area unless it is rated."""
    lean = draw(st.sampled_from(OPTIONS))
    levels = {
        name: float(min(100, max(0, best_for(lean, name) + draw(st.integers(-45, 45))))) for name in THRESHOLDS
    }
    points = {name: draw(st.integers(1, 9)) for name in draw(st.lists(st.sampled_from(sorted(THRESHOLDS))))}
    gaps = draw(st.lists(st.sampled_from(sorted(THRESHOLDS)), max_size=3, unique=True))
    case = build_case(levels, mission_countries=(), kind="political_mission", weights=({}, points))
    return without(case, *gaps)


@given(case=cases(), numbers=st.integers(0, 2**32))
@examples(40)
def test_no_filling_of_the_gaps_gives_fewer_ways_than_are_assured(
    model: DecisionModel, case: Case, numbers: int
) -> None:
    chance, option = random.Random(numbers), first(model, case)
    sure = assured(model, case, option)
    gaps = [name for name in THRESHOLDS if name not in case.ratings]
    for _ in range(6):
        levels = {name: chance.choice([0, 100, *THRESHOLDS[name], chance.randint(0, 100)]) for name in gaps}
        filled = dataclasses.replace(case, ratings={**case.ratings, **build_case(levels).ratings})
        assert sure <= agreed(model, filled, option)


@given(case=cases(), data=st.data())
@examples(60)
def test_removing_a_rating_never_adds_an_assured_way(
    model: DecisionModel, case: Case, data: st.DataObject
) -> None:
    option = first(model, case)
    before = assured(model, case, option)
    for name in data.draw(st.lists(st.sampled_from(sorted(case.ratings)), max_size=4, unique=True)):
        case = without(case, name)
        after = assured(model, case, option)
        assert after <= before
        before = after


@pytest.mark.parametrize("option", OPTIONS)
def test_with_all_rated_the_assured_ways_are_those_that_agree(model: DecisionModel, option: str) -> None:
    case = build_case({**everywhere(ONE), **dict.fromkeys(FAMILIES["hostility"][1], 90.0)})
    assert assured(model, case, option) == agreed(model, case, option)


def test_with_nothing_rated_no_way_is_assured(model: DecisionModel) -> None:
    assert [assured(model, build_case(mission_countries=()), option) for option in OPTIONS] == [0, 0, 0]


def test_a_full_family_that_misses_100_by_a_last_bit_is_full_in_the_way_of_rules(model: DecisionModel) -> None:
    quarters, values = np.full(4, 0.25), np.full((3, 4), 100.0)
    over = values.copy()
    over[1, 2] = np.nextafter(100, 101)
    expected = comet(DecisionMatrix.of_fits(values, quarters), model.methods.comet_values)
    found = comet(DecisionMatrix.of_fits(over, quarters), model.methods.comet_values)
    assert found == pytest.approx(expected)


def test_a_family_full_but_for_the_last_bit_does_not_lose_a_way(model: DecisionModel) -> None:
    """Points 5 and 1 make the shares within geography add up to 1.0000000000000002."""
    case = build_case(everywhere(ONE), weights=({}, {"area_mismatch": 5, "mission_overlap": 1}))
    assert assured(model, without(case, "ngo_distance"), ONE) == 6
