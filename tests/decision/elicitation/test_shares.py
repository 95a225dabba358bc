"""Points with locks, swing and rank orders: against published weights, and as properties of any input."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.elicitation.shares import (
    RankRule,
    direct_shares,
    locked_change,
    rank_order,
    rank_weights,
    swing,
    swing_tree,
)
from tests.decision.conftest import examples
from tests.decision.elicitation.conftest import codes_raised, refused_in_a_sentence

NAMES = [f"c{place}" for place in range(8)]
POINTS = st.one_of(st.just(0.0), st.floats(1e-300, 1e300), st.integers(0, 100))
LEVEL = st.dictionaries(st.sampled_from(NAMES), POINTS, min_size=1).filter(lambda made: any(made.values()))

CENTROID = {
    2: ("3/4", "1/4"),
    3: ("11/18", "5/18", "1/9"),
    4: ("25/48", "13/48", "7/48", "1/16"),
    5: ("137/300", "77/300", "47/300", "9/100", "1/25"),
    6: ("49/120", "29/120", "19/120", "37/360", "11/180", "1/36"),
    7: ("363/980", "223/980", "153/980", "319/2940", "107/1470", "13/294", "1/49"),
}
"""Rank order centroid weights, exact, of the formula of Barron and Barrett 1996, Management Science 42(11)."""

SUM = {
    2: (0.666667, 0.333333),
    3: (0.5, 0.333333, 0.166667),
    4: (0.4, 0.3, 0.2, 0.1),
    5: (0.333333, 0.266667, 0.2, 0.133333, 0.066667),
    6: (0.285714, 0.238095, 0.190476, 0.142857, 0.095238, 0.047619),
    7: (0.25, 0.214286, 0.178571, 0.142857, 0.107143, 0.071429, 0.035714),
}
RECIPROCAL = {
    2: (0.666667, 0.333333),
    3: (0.545455, 0.272727, 0.181818),
    4: (0.48, 0.24, 0.16, 0.12),
    5: (0.437956, 0.218978, 0.145985, 0.109489, 0.087591),
    6: (0.408163, 0.204082, 0.136054, 0.102041, 0.081633, 0.068027),
    7: (0.385675, 0.192837, 0.128558, 0.096419, 0.077135, 0.064279, 0.055096),
}
"""Rank sum and rank reciprocal weights (Stillwell, Seaver and Edwards 1981), to six decimals."""


@pytest.mark.parametrize("count", CENTROID)
def test_rank_weights_are_the_published_ones(count: int) -> None:
    exact = [float(Fraction(text)) for text in CENTROID[count]]
    assert rank_weights(count, RankRule.CENTROID) == pytest.approx(exact, abs=1e-15)
    assert rank_weights(count, RankRule.SUM) == pytest.approx(SUM[count], abs=6e-7)
    assert rank_weights(count, RankRule.RECIPROCAL) == pytest.approx(RECIPROCAL[count], abs=6e-7)


def test_the_centroid_is_the_centre_of_the_corners_of_the_weights_that_keep_the_order() -> None:
    corners = np.array([[1 / size] * size + [0] * (6 - size) for size in range(1, 7)])
    assert rank_weights(6, RankRule.CENTROID) == pytest.approx(corners.mean(axis=0))


@pytest.mark.parametrize("rule", RankRule)
def test_the_only_one_has_all_the_weight(rule: RankRule) -> None:
    assert rank_weights(1, rule) == (1.0,)
    assert rank_order({"a": 1}, rule).shares == {"a": 1.0}


def test_tied_ids_share_the_mean_of_the_places_they_cover() -> None:
    found = rank_order({"d": 4, "b": 2, "a": 1, "c": 2}, RankRule.CENTROID)
    assert found.shares == pytest.approx({"a": 25 / 48, "b": 10 / 48, "c": 10 / 48, "d": 1 / 16})
    assert found.places == {"a": (1, 1), "b": (2, 3), "c": (2, 3), "d": (4, 4)}
    assert list(found.shares) == ["d", "b", "a", "c"]


RANK_KEYS = st.lists(st.integers(0, 5), min_size=1, max_size=8)


def skipping(keys: list[int]) -> dict[str, int]:
    return {NAMES[place]: 1 + sum(other < key for other in keys) for place, key in enumerate(keys)}


def dense(keys: list[int]) -> dict[str, int]:
    return {NAMES[place]: 1 + len({other for other in keys if other < key}) for place, key in enumerate(keys)}


@given(keys=RANK_KEYS, rule=st.sampled_from(RankRule))
@examples(150)
def test_rank_weights_follow_the_ranks_however_ties_are_counted(keys: list[int], rule: RankRule) -> None:
    shares = rank_order(skipping(keys), rule).shares
    assert math.fsum(shares.values()) == pytest.approx(1)
    assert rank_order(dense(keys), rule).shares == shares
    for one, one_key in zip(shares, keys, strict=True):
        for other, other_key in zip(shares, keys, strict=True):
            assert (one_key < other_key) == (shares[one] > shares[other])


@given(keys=RANK_KEYS.flatmap(lambda made: st.tuples(st.just(made), st.permutations(range(len(made))))))
@examples(60)
def test_the_order_the_ids_are_given_in_does_not_count(keys: tuple[list[int], list[int]]) -> None:
    ranks = list(skipping(keys[0]).items())
    moved = dict(ranks[place] for place in keys[1])
    for rule in RankRule:
        assert rank_order(moved, rule).shares == rank_order(dict(ranks), rule).shares
    points = {name: float(rank) for name, rank in ranks}
    assert direct_shares({name: points[name] for name in moved}) == pytest.approx(direct_shares(points), rel=1e-15)


@given(points=LEVEL)
@examples(150)
def test_points_become_shares_in_proportion(points: dict[str, float]) -> None:
    shares = direct_shares(points)
    total = sum(Fraction(value) for value in points.values())
    assert list(shares) == list(points)
    assert math.fsum(shares.values()) == pytest.approx(1)
    assert shares == pytest.approx({name: float(Fraction(value) / total) for name, value in points.items()})


@pytest.mark.parametrize("size", [1.7e308, 5e-324])
def test_points_at_the_ends_of_the_floats_weigh_in_proportion(size: float) -> None:
    assert direct_shares({"a": size, "b": size, "c": 0}) == {"a": 0.5, "b": 0.5, "c": 0.0}
    assert swing({"a": size, "b": size}).points == {"a": 100.0, "b": 100.0}


def test_swing_weights_are_the_published_ones() -> None:
    """Definition in the help of Web-HIPRE, Aalto University: points from 100 down, rescaled to sum to 1."""
    found = swing(dict(zip("abcde", (100, 80, 60, 40, 20), strict=True)))
    assert list(found.shares.values()) == pytest.approx([0.333333, 0.266667, 0.2, 0.133333, 0.066667], abs=6e-7)
    assert list(found.points.values()) == [100, 80, 60, 40, 20]


def test_swing_on_both_levels_multiplies() -> None:
    found = swing_tree({"A": 100, "B": 50}, {"B": {"b1": 100, "b2": 100}, "A": {"a1": 100, "a2": 50}})
    assert found.criteria == pytest.approx({"a1": 4 / 9, "a2": 2 / 9, "b1": 1 / 6, "b2": 1 / 6})
    assert list(found.criteria) == ["a1", "a2", "b1", "b2"]
    assert found.families.shares == pytest.approx({"A": 2 / 3, "B": 1 / 3})
    assert found.within["A"].shares == pytest.approx({"a1": 2 / 3, "a2": 1 / 3})
    assert found.within["B"].points == {"b1": 100, "b2": 100}


@given(points=LEVEL, factor=st.floats(1e-3, 1e3))
@examples(60)
def test_swing_points_on_any_scale_are_brought_to_that_of_100(points: dict[str, float], factor: float) -> None:
    points = {name: value for name, value in points.items() if value == 0 or 1e-200 < value < 1e200}
    if not any(points.values()):
        points = {"c0": 1.0}
    found = swing({name: value * factor for name, value in points.items()})
    assert max(found.points.values()) == 100
    assert found.shares == pytest.approx(swing(points).shares)
    assert swing(found.points).shares == pytest.approx(found.shares)


@given(
    families=st.dictionaries(st.sampled_from("ABC"), LEVEL, min_size=1),
    points=st.lists(st.integers(1, 100), min_size=3),
)
@examples(60)
def test_a_swing_tree_sums_to_one_and_to_each_family(
    families: dict[str, dict[str, float]], points: list[int]
) -> None:
    top = dict(zip(families, points, strict=False))
    criteria = {
        family: {f"{family}.{name}": value for name, value in level.items()} for family, level in families.items()
    }
    found = swing_tree(top, criteria)
    assert math.fsum(found.criteria.values()) == pytest.approx(1)
    for family, level in criteria.items():
        assert math.fsum(found.criteria[name] for name in level) == pytest.approx(found.families.shares[family])


def test_a_changed_weight_leaves_the_locked_and_scales_the_free() -> None:
    before = {"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}
    found = locked_change(before, "a", 0.35, {"d"})
    assert found.shares == pytest.approx({"a": 0.35, "b": 0.1, "c": 0.15, "d": 0.4})
    assert found.shares["d"] == 0.4
    assert found.room == pytest.approx(0.6)
    assert list(found.shares) == ["a", "b", "c", "d"]
    assert locked_change(before, "a", 0.35, ["d", "d"]) == found


def test_a_changed_weight_gets_no_more_than_the_locked_leave() -> None:
    found = locked_change({"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4}, "a", 0.9, {"c", "d"})
    assert found.shares == pytest.approx({"a": 0.3, "b": 0.0, "c": 0.3, "d": 0.4})
    assert (found.asked, found.granted) == (0.9, pytest.approx(0.3))


def test_free_weights_of_nothing_share_what_is_left_equally() -> None:
    found = locked_change({"a": 0.7, "b": 0.0, "c": 0.0, "d": 0.3}, "a", 0.5, {"d"})
    assert found.shares == pytest.approx({"a": 0.5, "b": 0.1, "c": 0.1, "d": 0.3})


@pytest.mark.parametrize("share", [0.0, 0.2, 0.9])
def test_with_all_others_locked_there_is_nothing_to_change(share: float) -> None:
    found = locked_change({"a": 0.5, "b": 0.2, "c": 0.3}, "a", share, ["b", "c"])
    assert found.shares == pytest.approx({"a": 0.5, "b": 0.2, "c": 0.3})
    assert found.granted == pytest.approx(0.5)


@given(points=LEVEL, share=st.floats(0, 1.5), data=st.data())
@examples(200)
def test_locks_hold_whatever_is_asked(points: dict[str, float], share: float, data: st.DataObject) -> None:
    before = direct_shares(points)
    changed = data.draw(st.sampled_from(sorted(before)))
    locked = data.draw(st.sets(st.sampled_from(sorted(before)))) - {changed}
    found = locked_change(before, changed, share, locked)
    assert math.fsum(found.shares.values()) == pytest.approx(1)
    assert min(found.shares.values()) >= 0
    assert all(found.shares[name] == before[name] for name in locked)
    free = [name for name in before if name != changed and name not in locked]
    assert found.shares[changed] == found.granted == (min(share, found.room) if free else found.room)
    held, kept = math.fsum(before[name] for name in free), math.fsum(found.shares[name] for name in free)
    for name in free:
        part = before[name] / held if held else 1 / len(free)
        assert found.shares[name] == pytest.approx(kept * part)


@given(points=LEVEL, data=st.data())
@examples(60)
def test_a_weight_set_to_what_it_is_changes_nothing(points: dict[str, float], data: st.DataObject) -> None:
    before = direct_shares(points)
    changed = data.draw(st.sampled_from(sorted(before)))
    assert locked_change(before, changed, before[changed]).shares == pytest.approx(before)


HALVES = {"a": 0.5, "b": 0.5}
BAD: list[tuple[str, str, Callable[[], Any]]] = [
    ("nothing_to_weigh", "", lambda: direct_shares({})),
    ("nothing_to_weigh", "criteria.A", lambda: swing_tree({"A": 1}, {"A": {}})),
    ("nothing_to_weigh", "", lambda: rank_weights(0, RankRule.CENTROID)),
    ("nothing_to_weigh", "", lambda: rank_order({}, RankRule.SUM)),
    ("not_a_number", "b", lambda: direct_shares({"a": 1, "b": math.nan})),
    ("not_a_number", "b", lambda: swing({"a": 1, "b": math.inf})),
    ("not_a_number", "b", lambda: swing({"a": 1, "b": True})),
    ("not_a_number", "b", lambda: swing({"a": 1, "b": np.True_})),
    ("not_a_number", "b", lambda: swing({"a": 1, "b": "2"})),  # type: ignore[dict-item]
    ("not_a_number", "b", lambda: swing({"a": 1, "b": 10**400})),
    ("not_a_number", "a", lambda: locked_change(HALVES, "a", -math.inf)),
    ("not_a_number", "families.B", lambda: swing_tree({"A": 1, "B": None}, {"A": {}, "B": {}})),  # type: ignore[dict-item]
    ("weight_negative", "b", lambda: direct_shares({"a": 1, "b": -1})),
    ("weight_negative", "criteria.A.x", lambda: swing_tree({"A": 1}, {"A": {"x": -5, "y": 1}})),
    ("weight_negative", "a", lambda: locked_change(HALVES, "a", -0.1)),
    ("weights_all_zero", "", lambda: direct_shares({"a": 0, "b": 0.0})),
    ("weights_all_zero", "criteria.A", lambda: swing_tree({"A": 1}, {"A": {"x": 0}})),
    ("weight_unknown", "z", lambda: locked_change(HALVES, "z", 0.1)),
    ("weight_unknown", "z", lambda: locked_change(HALVES, "a", 0.1, {"z"})),
    ("weight_locked", "a", lambda: locked_change(HALVES, "a", 0.1, {"a"})),
    ("locks_over_one", "a", lambda: locked_change({"a": 0.1, "b": 0.6, "c": 0.5}, "a", 0.1, {"b", "c"})),
    ("families_do_not_fit", "criteria", lambda: swing_tree({"A": 1, "B": 1}, {"A": {"x": 1}})),
    ("families_do_not_fit", "criteria", lambda: swing_tree({"A": 1}, {"A": {"x": 1}, "B": {"y": 1}})),
    ("weight_twice", "x", lambda: swing_tree({"A": 1, "B": 1}, {"A": {"x": 1}, "B": {"x": 1}})),
    ("rank_not_whole", "b", lambda: rank_order({"a": 1, "b": 0}, RankRule.SUM)),
    ("rank_not_whole", "b", lambda: rank_order({"a": 1, "b": 1.5}, RankRule.SUM)),  # type: ignore[dict-item]
    ("rank_not_whole", "a", lambda: rank_order({"a": True, "b": 2}, RankRule.SUM)),
    ("rank_not_whole", "a", lambda: rank_order({"a": math.nan, "b": 2}, RankRule.SUM)),  # type: ignore[dict-item]
    ("ranks_do_not_follow", "a", lambda: rank_order({"a": 2, "b": 3}, RankRule.SUM)),
    ("ranks_do_not_follow", "b", lambda: rank_order({"a": 1, "b": 3}, RankRule.SUM)),
    ("ranks_do_not_follow", "d", lambda: rank_order({"d": 4, "a": 1, "b": 1, "c": 2}, RankRule.SUM)),
    ("ranks_do_not_follow", "e", lambda: rank_order({"a": 1, "b": 1, "c": 3, "d": 3, "e": 4}, RankRule.SUM)),
]


@pytest.mark.parametrize(("code", "key", "call"), BAD)
def test_what_cannot_be_weighed_is_refused_in_a_sentence(code: str, key: str, call: Callable[[], Any]) -> None:
    refused_in_a_sentence(code, key, call)


def test_every_code_is_asked_for_above() -> None:
    raised = codes_raised("shares.py")
    assert raised == {code for code, _, _ in BAD}
