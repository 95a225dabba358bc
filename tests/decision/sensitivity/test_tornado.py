"""The tornado: each bar against a fine grid of the criterion's own range."""

from __future__ import annotations

import dataclasses
import itertools
import random
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.doctrine import consult_doctrine
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.sensitivity.overall import sensitivity
from decision.sensitivity.tornado import TornadoBar, tornado
from decision.valuation import Valuation, value_case
from tests.decision.conftest import (
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    build_case,
    everywhere,
    examples,
    rating,
    small_document,
)

CELLS = 5000


def fits_at(thresholds: tuple[float, ...], levels: np.ndarray) -> np.ndarray:
    """Options x levels: the design's formula, for any number of thresholds."""
    edges = (0.0, *thresholds, 100.0)
    outside = [np.maximum(low - levels, levels - high) for low, high in itertools.pairwise(edges)]
    return np.asarray(100 * (1 - np.clip(np.array(outside) / 40, 0, 1)))


def grid_leads(
    made: Valuation, place: int, thresholds: tuple[float, ...], span: tuple[float, float], own: int
) -> np.ndarray:
    """The lead of one option over its best rival at every level of a grid from low to high."""
    weight = made.weights.criteria[place]
    levels = np.linspace(*span, CELLS + 1)
    rest = made.values - weight * made.fits[:, place]
    values = rest[:, None] + weight * fits_at(thresholds, levels)
    return np.asarray(values[own] - np.delete(values, own, axis=0).max(axis=0))


def assert_bars(
    made: Valuation, bars: tuple[TornadoBar, ...], own: int, thresholds: Mapping[str, tuple[float, ...]]
) -> None:
    assert sorted(bar.criterion for bar in bars) == sorted(thresholds)
    swings = [bar.swing for bar in bars]
    assert swings == sorted(swings, reverse=True)
    for bar in bars:
        place = list(thresholds).index(bar.criterion)
        level = made.levels[place]
        span = (level.estimate.low, level.estimate.high) if level.rated else (0.0, 100.0)
        assert (bar.rated, bar.low, bar.high) == (level.rated, *span)
        leads = grid_leads(made, place, thresholds[bar.criterion], span, own)
        # Two fits of opposite slope, 2.5 points of fit a point of level each, over half a cell of the grid.
        off = 1e-9 + made.weights.criteria[place] * 5 * (span[1] - span[0]) / CELLS / 2
        assert leads.min() - off <= bar.least <= leads.min() + 1e-9, bar
        assert leads.max() - 1e-9 <= bar.greatest <= leads.max() + off, bar
        assert bar.swing == pytest.approx(bar.greatest - bar.least)


def cases(nine: Mapping[str, Case]) -> list[Case]:
    chance = random.Random(5)
    drawn = []
    for number in range(12):
        rated = chance.sample(sorted(THRESHOLDS), 15 - number)
        drawn.append({name: sorted(float(chance.randint(0, 100)) for _ in range(3)) for name in rated})
    return [
        *nine.values(),
        *(build_case({name: (low, best, high) for name, (low, best, high) in case.items()}) for case in drawn),
        build_case({}, mission_countries=()),
        build_case(everywhere(ONE)),
    ]


@pytest.mark.parametrize("option", [None, *OPTIONS])
def test_every_bar_reaches_as_far_as_the_grid_and_no_further(
    model: DecisionModel, nine: dict[str, Case], option: str | None
) -> None:
    for case in cases(nine):
        made = value_case(model, case)
        own = int(np.argmax(made.values)) if option is None else OPTIONS.index(option)
        assert_bars(made, tornado(model, made, option), own, THRESHOLDS)


@examples(60)
@given(
    st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True).map(sorted),
    st.lists(st.integers(1, 99), min_size=3, max_size=3, unique=True).map(sorted),
    st.tuples(*[st.integers(0, 100)] * 3).map(sorted),
    st.integers(0, 100),
    st.sampled_from([None, "a", "b", "c", "d"]),
)
def test_with_four_options_the_best_rival_may_change_on_the_way(
    one: list[int], two: list[int], span: list[int], other: int, option: str | None
) -> None:
    thresholds = {"insecurity": tuple(map(float, one)), "ngo_distance": tuple(map(float, two))}
    document = small_document({}, options=["a", "b", "c", "d"])
    document["criteria"] = [
        {"id": name, "family": "hostility", "thresholds": list(given), "source": "test"}
        for name, given in thresholds.items()
    ]
    model = model_from(document, "x")
    made = value_case(model, build_case({"insecurity": tuple(map(float, span)), "ngo_distance": other}))  # type: ignore[dict-item]
    own = int(np.argmax(made.values)) if option is None else "abcd".index(option)
    assert_bars(made, tornado(model, made, option), own, thresholds)


def test_where_two_rivals_cross_between_corners_the_greatest_lead_lies_there() -> None:
    """insecurity alone, 20 to 75: two feet in has 100 - 2.5 (x - 20), out 100 - 2.5 (75 - x); they meet at 47.5,
    where both have 31.25 and one foot leads by 68.75; the ends of its band are level with one of them."""
    made = value_case(
        model := model_from(small_document({"insecurity": (20.0, 75.0)}), "x"),
        build_case({"insecurity": (20, 47, 75)}),
    )
    (bar,) = tornado(model, made, ONE)
    assert [bar.least, bar.greatest] == pytest.approx([0, 68.75])


def test_a_level_known_exactly_has_no_length(model: DecisionModel) -> None:
    made = value_case(model, build_case(everywhere(ONE)))
    bars = tornado(model, made, ONE)
    lead = made.values[1] - max(made.values[0], made.values[2])
    assert {round(bar.swing, 9) for bar in bars} == {0}
    assert [bar.least for bar in bars] == pytest.approx([lead] * 15)


def test_the_bars_of_an_answer_are_those_of_the_recommended_option(model: DecisionModel) -> None:
    """Two feet in is first by value; the geography rule leaves two feet out, whose lead is far below nought."""
    case = build_case(dict.fromkeys(THRESHOLDS, (0, 5, 10)), rc_hc_in_other_mission=True)
    made = value_case(model, case)
    bars = sensitivity(model, case, made, consult_doctrine(model, case, made.levels)).tornado
    assert bars == tornado(model, made, OUT)
    assert all(bar.greatest < 0 for bar in bars)
    assert_bars(made, bars, OPTIONS.index(OUT), THRESHOLDS)


def test_with_nobody_recommended_they_are_those_of_the_first_by_value(model: DecisionModel) -> None:
    """Overruled, R2 excludes nothing, and a rule of our own excludes all."""
    everyone = tuple(
        dataclasses.replace(effect, option=option)
        for option in OPTIONS
        for effect in next(rule for rule in model.rules if rule.id == "R2").met[1:2]
    )
    rules = tuple(dataclasses.replace(rule, met=everyone) if rule.id == "R2" else rule for rule in model.rules)
    strict = dataclasses.replace(model, rules=rules)
    case = build_case(dict.fromkeys(THRESHOLDS, (0, 5, 10)), rc_hc_in_other_mission=True)
    made = value_case(strict, case)
    found = sensitivity(strict, case, made, consult_doctrine(strict, case, made.levels))
    assert found.tornado == tornado(strict, made, None) == tornado(strict, made, IN)


def test_rating_a_gap_never_lengthens_its_bar(model: DecisionModel) -> None:
    case = build_case({name: level for name, level in everywhere(ONE).items() if name != "ngo_distance"})
    gap = next(bar for bar in tornado(model, value_case(model, case), ONE) if bar.criterion == "ngo_distance")
    assert (gap.rated, gap.low, gap.high) == (False, 0, 100)
    rated = dataclasses.replace(case, ratings={**case.ratings, "ngo_distance": rating((20, 50, 80))})
    bar = next(bar for bar in tornado(model, value_case(model, rated), ONE) if bar.criterion == "ngo_distance")
    assert 0 < bar.swing <= gap.swing
