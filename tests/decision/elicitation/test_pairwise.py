"""Pairwise comparisons: against published tables, a general eigenvalue routine, another library, and themselves."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymcdm.weights.subjective import AHP

from decision.elicitation.pairwise import (
    ACCEPTABLE_RATIO,
    Judgements,
    Priorities,
    RandomIndex,
    grouped_judgements,
    grouped_priorities,
    judgement_checks,
    judgements_near,
    priorities,
    suggested_repair,
)
from tests.decision.conftest import examples
from tests.decision.elicitation.conftest import codes_raised, refused_in_a_sentence

SAATY, LING = RandomIndex.SAATY_1980, RandomIndex.TUMMALA_LING_1998
NAMES = "abcdefghijklmnop"
STEPS = [*range(1, 10), *(1 / step for step in range(2, 10))]

DRINKS = ("coffee", "wine", "tea", "beer", "soda", "milk", "water")
DRINKS_MATRIX = [
    [1.0, 9.0, 5.0, 2.0, 1.0, 1.0, 0.5],
    [0.11111111, 1.0, 0.33333333, 0.11111111, 0.11111111, 0.11111111, 0.11111111],
    [0.2, 3.0, 1.0, 0.33333333, 0.25, 0.33333333, 0.11111111],
    [0.5, 9.0, 3.0, 1.0, 0.5, 1.0, 0.33333333],
    [1.0, 9.0, 4.0, 2.0, 1.0, 2.0, 0.5],
    [1.0, 9.0, 3.0, 1.0, 0.5, 1.0, 0.33333333],
    [2.0, 9.0, 9.0, 3.0, 2.0, 3.0, 1.0],
]
"""Drink consumption in the United States: Saaty 2008, Int. J. Services Sciences 1(1):83-98."""

FIRST_JUDGE = [[1.0, 3.0, 5.0], [0.33333333, 1.0, 3.0], [0.2, 0.33333333, 1.0]]
SECOND_JUDGE = [[1.0, 0.5, 4.0], [2.0, 1.0, 5.0], [0.25, 0.2, 1.0]]


def judged(*upper: float) -> Judgements:
    size = next(size for size in range(1, 17) if size * (size - 1) // 2 == len(upper))
    return Judgements(tuple(NAMES[:size]), upper)


def consistent(weights: list[float]) -> Judgements:
    return judged(*(one / other for one, other in itertools.combinations(weights, 2)))


def shares(found: Priorities) -> list[float]:
    return list(found.shares.values())


def on_scale(least: int, most: int) -> st.SearchStrategy[Judgements]:
    """Judgements on Saaty's scale, mostly far from consistent."""
    return st.integers(least, most).flatmap(
        lambda size: st.lists(st.sampled_from(STEPS), min_size=size * (size - 1) // 2, max_size=size * (size - 1) // 2)
    ).map(lambda upper: judged(*upper))  # fmt: skip


WEIGHTS = st.lists(st.floats(0.01, 100), min_size=1, max_size=15)


def test_the_drinks_have_the_published_weights_and_ratio() -> None:
    judgements = Judgements.from_matrix(DRINKS, DRINKS_MATRIX)
    found = priorities(judgements, SAATY)
    assert tuple(found.shares) == DRINKS
    assert shares(found) == pytest.approx([0.177, 0.019, 0.042, 0.116, 0.19, 0.129, 0.327], abs=6e-4)
    assert shares(found) == pytest.approx(
        [0.177457, 0.019149, 0.041831, 0.116417, 0.189572, 0.128781, 0.326793], abs=1e-6
    )
    assert found.lambda_max == pytest.approx(7.176629, abs=1e-6)
    assert found.index == pytest.approx(0.176629 / 6, abs=1e-6)
    assert found.ratio == pytest.approx(0.022302, abs=1e-6)
    assert (found.random_index, found.table, found.acceptable) == (1.32, SAATY, True)
    assert priorities(judgements, LING).ratio == pytest.approx(0.022097, abs=1e-6)


def test_two_judges_are_brought_together_by_geometric_means() -> None:
    """Arithmetic from Aczel and Saaty 1983; the weights of the first judge are also those of pymcdm."""
    judges = [Judgements.from_matrix("abc", matrix) for matrix in (FIRST_JUDGE, SECOND_JUDGE)]
    group = grouped_judgements(judges)
    expected = [[1, 1.224745, 4.472136], [0.816497, 1, 3.872983], [0.223607, 0.258199, 1]]
    assert group.matrix == pytest.approx(np.array(expected), abs=1e-6)
    assert shares(priorities(group, SAATY)) == pytest.approx([0.487343, 0.405802, 0.106855], abs=1e-6)
    assert priorities(group, SAATY).ratio == pytest.approx(0.000332, abs=1e-6)
    one, other = (priorities(judge, SAATY) for judge in judges)
    assert shares(one) == pytest.approx([0.636986, 0.258285, 0.104729], abs=1e-6)
    assert shares(other) == pytest.approx([0.333069, 0.569541, 0.09739], abs=1e-6)
    assert [one.ratio, other.ratio] == pytest.approx([0.033199, 0.021203], abs=1e-6)


def test_the_tables_of_random_indices_are_the_published_ones() -> None:
    assert [SAATY.of(size) for size in range(1, 11)] == [0, 0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49]
    assert [LING.of(size) for size in range(1, 16)] == AHP.RI_M
    assert ACCEPTABLE_RATIO == 0.1


@pytest.mark.parametrize(("judgement", "acceptable"), [(4.95, True), (5.0, False)])
def test_judgements_are_acceptable_up_to_a_ratio_of_a_tenth(judgement: float, acceptable: bool) -> None:
    found = priorities(judged(5, 9, judgement), SAATY)
    assert found.ratio == pytest.approx(0.1, abs=1.1e-3)
    assert found.acceptable is acceptable


@given(weights=WEIGHTS)
@examples(80)
def test_consistent_judgements_give_back_the_weights_they_were_made_from(weights: list[float]) -> None:
    found = priorities(consistent(weights), LING)
    assert shares(found) == pytest.approx([weight / math.fsum(weights) for weight in weights], rel=1e-12)
    assert found.lambda_max == pytest.approx(len(weights))
    assert found.lambda_max >= len(weights)
    assert found.ratio == pytest.approx(0, abs=1e-12)
    assert suggested_repair(consistent(weights), LING) is None
    assert all(check.implied == pytest.approx(check.given) for check in judgement_checks(consistent(weights)))


@given(judgements=on_scale(1, 15))
@examples(80)
def test_priorities_are_those_of_a_general_eigenvalue_routine(judgements: Judgements) -> None:
    found = priorities(judgements, LING)
    values, vectors = np.linalg.eig(judgements.matrix)
    first = int(np.argmax(values.real))
    vector = np.abs(vectors[:, first].real)
    assert found.lambda_max == pytest.approx(values[first].real, rel=1e-9)
    assert shares(found) == pytest.approx(vector / vector.sum(), rel=1e-6)
    assert sum(shares(found)) == pytest.approx(1)
    assert min(shares(found)) > 0
    assert found.ratio >= 0


@given(judgements=on_scale(2, 15))
@examples(60)
def test_priorities_and_ratios_are_those_of_pymcdm(judgements: Judgements) -> None:
    matrix = np.eye(len(judgements.ids))
    for (one, other), value in zip(judgements.pairs, judgements.upper, strict=True):
        whole = round(max(value, 1 / value))  # pymcdm takes the very floats of whole numbers and their reciprocals
        matrix[one, other], matrix[other, one] = (whole, 1 / whole) if value >= 1 else (1 / whole, whole)
    other_library = AHP(matrix=matrix)
    found = priorities(judgements, LING)
    assert shares(found) == pytest.approx(other_library(), rel=1e-6)
    assert found.ratio == pytest.approx(other_library.get_cr(), abs=1e-9)


@given(upper=st.lists(st.floats(1e-9, 1e9), min_size=3, max_size=3))
@examples(80)
def test_three_things_weigh_as_the_geometric_means_of_their_rows(upper: list[float]) -> None:
    """Known in closed form for three (Saaty 1980), however far apart and inconsistent the judgements are."""
    judgements = judged(*upper)
    means = np.cbrt(judgements.matrix.prod(axis=1))
    assert shares(priorities(judgements, SAATY)) == pytest.approx(means / means.sum(), rel=1e-4)
    cycle = np.cbrt(upper[0] * upper[2] / upper[1])
    assert priorities(judgements, SAATY).lambda_max == pytest.approx(1 + cycle + 1 / cycle)


@given(judgements=on_scale(2, 8), data=st.data())
@examples(60)
def test_the_order_of_the_things_does_not_count(judgements: Judgements, data: st.DataObject) -> None:
    moved = data.draw(st.permutations(range(len(judgements.ids))))
    ids = [judgements.ids[place] for place in moved]
    other = Judgements.from_matrix(ids, judgements.matrix[np.ix_(moved, moved)])
    one_found, other_found = priorities(judgements, SAATY), priorities(other, SAATY)
    assert other_found.shares == pytest.approx(one_found.shares)
    assert other_found.ratio == pytest.approx(one_found.ratio, abs=1e-9)


@given(judgements=on_scale(1, 9))
@examples(60)
def test_a_full_matrix_is_read_back_as_the_judgements_it_came_from(judgements: Judgements) -> None:
    again = Judgements.from_matrix(judgements.ids, judgements.matrix)
    assert again.upper == pytest.approx(judgements.upper, rel=1e-15)
    printed = Judgements.from_matrix(judgements.ids, judgements.matrix.round(8))
    assert printed.upper == pytest.approx(judgements.upper, rel=1e-15)
    assert hash(printed) == hash(Judgements(printed.ids, printed.upper))
    assert not printed.matrix.flags.writeable


@given(data=st.data())
@examples(150)
def test_one_slip_among_consistent_judgements_is_found_and_undone(data: st.DataObject) -> None:
    weights = data.draw(st.lists(st.floats(0.1, 10), min_size=4, max_size=9))
    one, other = sorted(data.draw(st.permutations(range(len(weights))))[:2])
    true, slip = data.draw(st.permutations(STEPS))[:2]
    weights[one] = true * weights[other]
    right = consistent(weights)
    place = right.pairs.index((one, other))
    found = suggested_repair(right.with_judgement(place, slip), SAATY)
    assert found is not None
    assert (found.judgement.place, found.value) == (place, pytest.approx(true))
    assert (found.judgement.first, found.judgement.second) == (NAMES[one], NAMES[other])
    assert (found.judgement.given, found.judgement.implied) == (slip, pytest.approx(true))
    assert found.judgement.deviation == pytest.approx(abs(math.log(slip / true)))
    assert found.before > 0
    assert found.after == pytest.approx(0, abs=1e-9)
    assert found.equals == ()


@given(judgements=on_scale(1, 7))
@examples(120)
def test_a_repair_always_helps_and_the_worst_that_helps_comes_first(judgements: Judgements) -> None:
    before = priorities(judgements, SAATY).ratio
    helps = []
    for check in judgement_checks(judgements):
        step = min(STEPS, key=lambda step, check=check: abs(math.log(step / check.implied)))  # type: ignore[misc]
        after = priorities(judgements.with_judgement(check.place, step), SAATY).ratio
        if after < before - 1e-9:
            helps.append((check.deviation, after))
    found = suggested_repair(judgements, SAATY)
    if found is None:
        assert helps == []
        return
    assert found.after < found.before == before
    assert any(found.value == pytest.approx(step) for step in STEPS)
    repaired = judgements.with_judgement(found.judgement.place, found.value)
    assert priorities(repaired, SAATY).ratio == found.after
    assert found.judgement.deviation == pytest.approx(max(deviation for deviation, _ in helps), abs=2e-9)


def test_a_repair_that_would_not_help_gives_way_to_the_next() -> None:
    """The judgement furthest from what the others imply (about 76) is at the end of the scale already."""
    judgements = judged(1 / 9, 1 / 2, 9, 9, 9, 8)
    worst = max(judgement_checks(judgements), key=lambda check: check.deviation)
    assert (worst.first, worst.second, worst.given, worst.implied > 9) == ("b", "d", 9, True)
    found = suggested_repair(judgements, SAATY)
    assert found is not None
    assert (found.judgement.first, found.judgement.second, found.value) == ("a", "d", 2)
    assert (found.before, found.after) == (pytest.approx(0.256620, abs=1e-6), pytest.approx(0.142964, abs=1e-6))


def test_where_no_step_of_the_scale_helps_nothing_is_offered() -> None:
    judgements = judged(1, 4, 3, 4, 3, 1)
    assert priorities(judgements, SAATY).ratio == pytest.approx(0.003838, abs=1e-6)
    assert max(check.deviation for check in judgement_checks(judgements)) > 0.1
    assert suggested_repair(judgements, SAATY) is None


def test_of_three_judgements_the_first_is_named_and_the_others_as_its_equals() -> None:
    found = suggested_repair(judged(2, 2, 4), SAATY)
    assert found is not None
    assert (found.judgement.first, found.judgement.second, found.value) == ("a", "b", 1 / 2)
    assert found.judgement.implied == pytest.approx(1 / 2)
    assert [(check.first, check.second) for check in found.equals] == [("a", "c"), ("b", "c")]
    assert found.after == pytest.approx(0, abs=1e-12)


def test_what_the_others_imply_is_what_a_person_would_work_out() -> None:
    checks = judgement_checks(judged(3, 1, 5))
    assert [check.implied for check in checks] == pytest.approx([1 / 5, 15, 1 / 3])
    assert [check.deviation for check in checks] == pytest.approx([math.log(15)] * 3)


@given(judgements=on_scale(3, 7))
@examples(60)
def test_a_judgement_that_is_what_the_others_imply_changes_nothing_they_say(judgements: Judgements) -> None:
    """What Harker's matrix stands for: the judgement left out is the ratio of the priorities with it filled in."""
    for check in judgement_checks(judgements):
        filled = priorities(judgements.with_judgement(check.place, check.implied), SAATY).shares
        assert filled[check.first] / filled[check.second] == pytest.approx(check.implied)


@pytest.mark.parametrize("upper", [(), (9.0,)])
def test_one_or_two_things_cannot_contradict_each_other(upper: tuple[float, ...]) -> None:
    judgements = judged(*upper)
    found = priorities(judgements, SAATY)
    assert (found.ratio, found.index) == (0, pytest.approx(0))
    assert shares(found) == pytest.approx([1.0] if not upper else [0.9, 0.1])
    assert judgement_checks(judgements) == ()
    assert suggested_repair(judgements, SAATY) is None


@given(judgements=on_scale(1, 7), count=st.integers(1, 4), voter=st.floats(0.1, 10))
@examples(60)
def test_one_judge_or_several_of_one_mind_are_that_judge(judgements: Judgements, count: int, voter: float) -> None:
    group = grouped_judgements([judgements] * count, [voter] * count)
    assert group.ids == judgements.ids
    assert group.upper == pytest.approx(judgements.upper)
    own = priorities(judgements, SAATY)
    assert grouped_priorities([own] * count) == pytest.approx(own.shares)


@given(first=on_scale(4, 4), second=on_scale(4, 4), voters=st.tuples(st.integers(1, 4), st.integers(1, 4)))
@examples(60)
def test_a_voter_of_weight_k_counts_as_k_voters(
    first: Judgements, second: Judgements, voters: tuple[int, int]
) -> None:
    weighted, judges = [first, second], [first] * voters[0] + [second] * voters[1]
    assert grouped_judgements(weighted, voters).upper == pytest.approx(grouped_judgements(judges).upper)
    assert grouped_judgements(judges).matrix == pytest.approx(
        np.prod([judge.matrix for judge in judges], axis=0) ** (1 / len(judges))
    )
    own = [priorities(judge, SAATY) for judge in weighted]
    each = [priorities(judge, SAATY) for judge in judges]
    expected = np.prod([shares(one) for one in each], axis=0) ** (1 / len(each))
    assert list(grouped_priorities(own, voters).values()) == pytest.approx(expected / expected.sum())
    assert list(grouped_priorities(each).values()) == pytest.approx(expected / expected.sum())


@given(one=st.lists(st.floats(0.1, 10), min_size=3, max_size=6), data=st.data())
@examples(40)
def test_for_consistent_judges_both_ways_of_bringing_them_together_agree(
    one: list[float], data: st.DataObject
) -> None:
    other = data.draw(st.lists(st.floats(0.1, 10), min_size=len(one), max_size=len(one)))
    judges = [consistent(one), consistent(other)]
    together = priorities(grouped_judgements(judges, [2, 1]), SAATY)
    apart = grouped_priorities([priorities(judge, SAATY) for judge in judges], [2, 1])
    assert together.shares == pytest.approx(apart)


def test_judges_at_the_end_of_the_range_stay_within_it() -> None:
    assert grouped_judgements([judged(1e9)] * 3, [0.1, 2, 2]).upper == pytest.approx((1e9,))
    assert grouped_judgements([judged(1e-9)] * 3, [0.1, 2, 2]).upper == pytest.approx((1e-9,))


TWO = priorities(judged(2), SAATY)


@given(st.lists(st.sampled_from([1, 2, 3, 4, 6, 8, 9]), min_size=2, max_size=6))
def test_judgements_begun_from_shares_are_the_steps_nearest_to_their_ratios(points: list[int]) -> None:
    begun = judgements_near(dict(zip(NAMES, points, strict=False)))
    for (one, other), value in zip(begun.pairs, begun.upper, strict=True):
        ratio = points[one] / points[other]
        nearest = min(abs(math.log(step / ratio)) for step in STEPS)
        assert abs(math.log(value / ratio)) == pytest.approx(nearest)
    assert priorities(begun, SAATY).acceptable


def test_judgements_begun_from_nothing_and_from_far_apart_stay_on_the_scale() -> None:
    begun = judgements_near({"a": 0.99, "b": 0.01, "c": 0.0, "d": 0.0})
    assert begun.upper == (9.0, 9.0, 9.0, 9.0, 9.0, 1.0)
    assert judgements_near({"a": 0.0, "b": 1.0}).upper == (1 / 9,)


def test_a_table_is_found_for_as_many_as_any_knows() -> None:
    assert [RandomIndex.covering(size) for size in (1, 4, 10)] == [SAATY] * 3
    assert [RandomIndex.covering(size) for size in (11, 15, 16)] == [LING] * 3


BAD: list[tuple[str, str, Callable[[], Any]]] = [
    ("nothing_to_weigh", "", lambda: Judgements((), ())),
    ("nothing_to_weigh", "", lambda: Judgements.from_matrix([], [])),
    ("weight_twice", "a", lambda: Judgements(("a", "b", "a"), (1, 1, 1))),
    ("judgements_do_not_fit", "judgements", lambda: Judgements(("a", "b", "c"), (1, 1))),
    ("judgement_matrix_shape", "judgements", lambda: Judgements.from_matrix("ab", [[1, 2], [0.5]])),
    ("judgement_matrix_shape", "judgements", lambda: Judgements.from_matrix("abc", [[1, 2], [0.5, 1]])),
    ("not_a_number", "a/c", lambda: Judgements(("a", "b", "c"), (1, math.nan, 1))),
    ("not_a_number", "a/b", lambda: Judgements(("a", "b"), (math.inf,))),
    ("not_a_number", "a/b", lambda: Judgements(("a", "b"), (True,))),
    ("not_a_number", "b/a", lambda: Judgements.from_matrix("ab", [[1, 2], [math.nan, 1]])),
    ("not_a_number", "b/b", lambda: Judgements.from_matrix("ab", [[1, 2], [0.5, math.nan]])),
    ("judgement_out_of_range", "a/b", lambda: Judgements(("a", "b"), (0,))),
    ("judgement_out_of_range", "a/b", lambda: Judgements(("a", "b"), (-3,))),
    ("judgement_out_of_range", "a/b", lambda: Judgements(("a", "b"), (1e10,))),
    ("judgement_out_of_range", "a/b", lambda: Judgements.from_matrix("ab", [[1, -2], [-0.5, 1]])),
    ("judgement_diagonal", "b/b", lambda: Judgements.from_matrix("ab", [[1, 2], [0.5, 2]])),
    ("judgement_not_reciprocal", "a/b", lambda: Judgements.from_matrix("ab", [[1, 3], [0.333, 1]])),
    ("judgement_not_reciprocal", "b/c", lambda: Judgements.from_matrix("abc", [[1, 1, 1], [1, 1, 2], [1, 2, 1]])),
    ("no_random_index", "saaty_1980", lambda: priorities(judged(*[1.0] * 55), SAATY)),
    ("no_random_index", "saaty_1980", lambda: suggested_repair(judged(*[1.0] * 55), SAATY)),
    ("no_random_index", "tummala_ling_1998", lambda: priorities(judged(*[1.0] * 120), LING)),
    ("no_random_index", "saaty_1980", lambda: SAATY.of(0)),
    ("no_judges", "", lambda: grouped_judgements([])),
    ("no_judges", "", lambda: grouped_priorities([])),
    ("judges_do_not_fit", "judges[1]", lambda: grouped_judgements([judged(2), judged(2, 2, 2)])),
    ("judges_do_not_fit", "judges[1]", lambda: grouped_judgements([judged(2), Judgements(("b", "a"), (2,))])),
    ("judges_do_not_fit", "judges[2]", lambda: grouped_priorities([TWO, TWO, priorities(judged(2, 2, 2), SAATY)])),
    ("voters_do_not_fit", "voters", lambda: grouped_judgements([judged(2)], [1, 1])),
    ("voters_do_not_fit", "voters", lambda: grouped_priorities([TWO], [])),
    ("voter_weight_not_positive", "voters[1]", lambda: grouped_judgements([judged(2), judged(2)], [1, 0])),
    ("voter_weight_not_positive", "voters[0]", lambda: grouped_priorities([TWO], [-1])),
    ("not_a_number", "voters[0]", lambda: grouped_judgements([judged(2)], [math.nan])),
]


@pytest.mark.parametrize(("code", "key", "call"), BAD)
def test_what_cannot_be_compared_is_refused_in_a_sentence(code: str, key: str, call: Callable[[], Any]) -> None:
    refused_in_a_sentence(code, key, call)


def test_every_code_is_asked_for_above() -> None:
    raised = codes_raised("pairwise.py")
    assert raised | {"not_a_number"} == {code for code, _, _ in BAD}
