"""Stability of weights and the weights at which two options are level, against fine grids in whole numbers."""

from __future__ import annotations

import itertools
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.model import DecisionModel
from decision.sensitivity.stability import (
    Stability,
    criterion_stabilities,
    family_stabilities,
    stability,
    weight_thresholds,
)
from decision.valuation import Valuation, value_case
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
)

NAMES = ("a", "b", "c", "d", "e")
STEPS = 1000

Table = list[tuple[int, int]]
"""For each option its value by this part alone and by all the rest, in whole points: nothing is rounded."""


def tables() -> st.SearchStrategy[Table]:
    return st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=2, max_size=5)


def asked(table: Table, twentieths: int) -> Stability:
    """The interval at today's weight, from values that are sums of floats as in any valuation."""
    now = twentieths / 20
    alone, rest = (np.array(column, dtype=float) * 10 for column in zip(*table, strict=True))
    return stability(NAMES[: len(table)], "part", now, alone, now * alone + (1 - now) * rest)


def tops(table: Table, share: int, whole: int = STEPS) -> list[str]:
    """Who is first, ties and all, at a weight of so many parts of the whole: whole numbers throughout."""
    values = [share * alone + (whole - share) * rest for alone, rest in table]
    return [name for name, value in zip(NAMES, values, strict=False) if value == max(values)]


def assert_interval(table: Table, twentieths: int) -> None:
    found = asked(table, twentieths)
    first = tops(table, twentieths, 20)[0]
    assert 0 <= found.low <= found.now <= found.high <= 1
    kept = [share / STEPS for share in range(STEPS + 1) if first in tops(table, share)]
    lost = [share / STEPS for share in range(STEPS + 1) if first not in tops(table, share)]
    assert all(found.low - 1e-9 <= share <= found.high + 1e-9 for share in kept), found
    assert all(not found.low + 1e-9 < share < found.high - 1e-9 for share in lost), found
    # Below and above: two different weights at which two options are level are at least 1/400 apart.
    lower = [share for share in range(STEPS + 1) if share / STEPS < found.low - 1e-9]
    higher = [share for share in range(STEPS + 1) if share / STEPS > found.high + 1e-9]
    assert (found.below is None) == (not lower), found
    assert (found.above is None) == (not higher), found
    if lower:
        assert first not in tops(table, lower[-1])
        assert found.below in tops(table, lower[-1]), found
    if higher:
        assert first not in tops(table, higher[0])
        assert found.above in tops(table, higher[0]), found


@examples(300)
@given(tables(), st.integers(0, 19))
def test_the_first_stays_first_inside_its_interval_and_nowhere_else(table: Table, twentieths: int) -> None:
    assert_interval(table, twentieths)


@examples(200)
@given(st.integers(1, 19), st.integers(0, 10), st.integers(0, 10), st.integers(-3, 3), st.integers(-3, 3))
def test_of_two_that_tie_today_the_first_named_keeps_only_one_side(
    twentieths: int, alone: int, rest: int, up: int, down: int
) -> None:
    """The second gains ``up`` k by the part what it loses by the rest, in the proportion of the weights."""
    shift = up or down
    table = [(40 + alone, 40 + rest), (40 + alone + shift * (20 - twentieths), 40 + rest - shift * twentieths)]
    assert tops(table, twentieths, 20) == ["a", "b"]
    found = asked(table, twentieths)
    if shift == 0:
        assert (found.low, found.high, found.below, found.above) == (0, 1, None, None)
    elif shift > 0:
        assert [found.low, found.high] == pytest.approx([0, found.now])
        assert (found.below, found.above) == (None, "b")
    else:
        assert [found.low, found.high] == pytest.approx([found.now, 1])
        assert (found.below, found.above) == ("b", None)


def test_a_tie_at_the_top_is_the_end_of_the_interval() -> None:
    """0.3 of 100 and 0.7 of 30 are 51, and so are 0.3 of 30 and 0.7 of 60; below 0.3 the second is first."""
    found = asked([(10, 3), (3, 6), (1, 0)], 6)
    assert [found.low, found.high] == pytest.approx([0.3, 1])
    assert (found.below, found.above) == ("b", None)


def test_where_two_overtake_at_once_the_one_that_leads_beyond_is_named() -> None:
    """At a third all three have 40; below it the third, with 60 at nought, leaves the first, with 50, behind."""
    found = asked([(2, 5), (6, 3), (0, 6)], 7)
    assert found.low == pytest.approx(1 / 3)
    assert found.below == "c"


def test_with_no_weight_the_interval_begins_at_nought_and_may_end_above_it() -> None:
    for rest, crossing in ((0, 1 / 6), (9, 2 / 3)):
        found = asked([(rest, 6), (10, 4)], 0)
        assert (found.now, found.low, found.below, found.above) == (0, 0, None, "b")
        assert found.high == pytest.approx(crossing)
    assert asked([(4, 6), (4, 4)], 0) == Stability("part", 0, 0, 1, None, None)


@examples(50)
@given(tables())
def test_with_all_the_weight_there_is_no_rest_to_give_any_to(table: Table) -> None:
    """The others have no proportion to be rescaled in, so nothing can be said to overtake."""
    found = asked(table, 20)
    assert (found.now, found.low, found.high, found.below, found.above) == (1, 0, 1, None, None)


ONLY = {"hostility": 1, "geography": 0, "space": 0, "coherence": 0}


def some_cases(nine: Mapping[str, Case]) -> list[Case]:
    """Starting cases, mixed ones, and ones with weights of nought and of one."""
    mixed = {name: (OPTIONS.index(IN) + 17 * place) % 101 for place, name in enumerate(THRESHOLDS)}
    split = {**everywhere(IN), **dict.fromkeys(FAMILIES["space"][1], 95.0)}
    half = {**everywhere(OUT), **dict.fromkeys((*FAMILIES["hostility"][1], *FAMILIES["geography"][1]), 30.0)}
    return [
        *nine.values(),
        build_case(mixed),
        build_case(split, perspective="ngo"),
        build_case(half, perspective="mission"),
        build_case(mixed, weights=(ONLY, {})),
        build_case(mixed, weights=({**ONLY, "space": 1}, {"insecurity": 0, "neutrality_risk": 5})),
        build_case({"insecurity": 10, "ngo_distance": 90}, mission_countries=()),
    ]


def parts(made: Valuation) -> list[tuple[str, int, np.ndarray, np.ndarray]]:
    """Every family and criterion: its id, its place, the weights of its level and its table."""
    return [
        *((key, place, made.weights.families, made.family_values) for place, key in enumerate(FAMILIES)),
        *((key, place, made.weights.criteria, made.fits) for place, key in enumerate(THRESHOLDS)),
    ]


def at_share(weights: np.ndarray, table: np.ndarray, place: int, shares: np.ndarray) -> np.ndarray:
    """Options x shares: the values with one weight at each share and the others in proportion."""
    others = np.delete(weights, place) / np.delete(weights, place).sum()
    rest = np.delete(table, place, axis=1) @ others
    return np.asarray(np.outer(table[:, place], shares) + np.outer(rest, 1 - shares))


def test_every_weight_at_which_two_options_are_level_is_told(model: DecisionModel, nine: dict[str, Case]) -> None:
    told = 0
    for case in some_cases(nine):
        made = value_case(model, case)
        found = {(item.key, item.options): item for item in weight_thresholds(model, made)}
        assert len(found) == len(weight_thresholds(model, made))
        shares, wanted = np.linspace(0, 1, 2001), {}
        for key, place, weights, table in parts(made):
            if weights[place] < 1:
                values = np.round(at_share(weights, table, place, shares), 9)
                for one, other in itertools.combinations(range(3), 2):
                    gaps = values[one] - values[other]
                    if gaps[0] * gaps[-1] < 0:
                        crossed = int(np.flatnonzero(np.sign(gaps) != np.sign(gaps[0]))[0])
                        wanted[key, (OPTIONS[one], OPTIONS[other])] = (shares[crossed], gaps[-1] > 0)
        assert set(found) == set(wanted), case.title
        for (key, options), (share, gains) in wanted.items():
            item = found[key, options]
            assert share - 1 / 2000 - 1e-9 <= item.weight <= share + 1e-9
            assert item.above == options[0 if gains else 1]
        told += len(wanted)
    assert told > 100


def test_the_intervals_of_a_case_are_those_of_the_grid(model: DecisionModel, nine: dict[str, Case]) -> None:
    ends = 0
    shares = np.linspace(0, 1, 2001)
    for case in some_cases(nine):
        made = value_case(model, case)
        first = int(np.argmax(made.values))
        found = (*family_stabilities(model, made), *criterion_stabilities(model, made))
        assert [item.key for item in found] == [*FAMILIES, *THRESHOLDS]
        for item, (_, place, weights, table) in zip(found, parts(made), strict=True):
            assert item.now == pytest.approx(weights[place])
            if weights[place] == 1:
                assert (item.low, item.high, item.below, item.above) == (0, 1, None, None)
                continue
            values = np.round(at_share(weights, table, place, shares), 9)
            held = values[first] >= values.max(axis=0)
            inside = (shares > item.low + 1e-9) & (shares < item.high - 1e-9)
            outside = (shares < item.low - 1e-9) | (shares > item.high + 1e-9)
            assert held[inside].all()
            assert not held[outside].any()
            tops = [set(np.flatnonzero(column == column.max())) for column in values.T]
            if item.below is not None and (shares < item.low - 1e-9).any():
                last = int(np.flatnonzero(shares < item.low - 1e-9)[-1])
                assert OPTIONS.index(item.below) in tops[last]
            if item.above is not None and (shares > item.high + 1e-9).any():
                assert OPTIONS.index(item.above) in tops[int(np.flatnonzero(shares > item.high + 1e-9)[0])]
            assert (item.below is None) == (item.low == 0)
            assert item.above is not None or item.high == 1
            ends += (item.below is not None) + (item.above is not None)
    assert ends > 50


def test_more_weight_for_what_favours_an_option_alone_never_takes_it_the_lead(model: DecisionModel) -> None:
    """Space speaks for two feet out alone: with more of it, and only then, that option is first."""
    case = build_case({**everywhere(IN), **dict.fromkeys(FAMILIES["space"][1], 95.0)})
    found = {item.key: item for item in family_stabilities(model, value_case(model, case))}
    assert (found["space"].below, found["space"].low) == (None, 0)
    assert found["space"].above in (ONE, OUT)
    assert all(found[key].above is None for key in ("hostility", "geography", "coherence"))
