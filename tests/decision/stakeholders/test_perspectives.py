"""Every modelled perspective against values worked out by a plain loop, and the regret table over them."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.stakeholders.concordance import kendall_w
from decision.stakeholders.perspectives import Stakeholders, stakeholders
from decision.valuation import value_case
from decision.weights import perspective_weights
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
    fit,
    small_document,
)

PROFILES = {
    "balanced": (0.35, 0.15, 0.30, 0.20),
    "mission": (0.30, 0.15, 0.15, 0.40),
    "ocha": (0.30, 0.10, 0.45, 0.15),
    "country_team": (0.25, 0.15, 0.25, 0.35),
    "ngo": (0.25, 0.05, 0.60, 0.10),
}
DIVIDED = {
    **everywhere(IN),
    **dict.fromkeys(FAMILIES["space"][1], 90.0),
    **dict.fromkeys(FAMILIES["hostility"][1], 45.0),
}
"""Calm and coherent, but with no room for humanitarian work: those who weigh space see it otherwise."""


def value(option: str, profile: tuple[float, ...], levels: dict[str, float] = DIVIDED) -> float:
    return sum(
        share * sum(fit(option, name, levels[name]) for name in members) / len(members)
        for share, (_, members) in zip(profile, FAMILIES.values(), strict=True)
    )


def one_family(*shares: float) -> DecisionModel:
    """One family of two criteria, and perspectives by the share of the first."""
    document = small_document({"insecurity": (20, 75), "host_hostility": (15, 60)})
    document["perspectives"] = [
        {
            "id": f"party_{place}",
            "families": {"hostility": 1.0},
            "criteria": {"insecurity": share, "host_hostility": 1 - share},
        }
        for place, share in enumerate(shares)
    ]
    return model_from(document, "")


def test_each_perspective_sees_the_case_by_its_own_weights(model: DecisionModel) -> None:
    views = {view.perspective: view for view in stakeholders(model, build_case(DIVIDED)).views}
    assert list(views) == list(PROFILES)
    for name, profile in PROFILES.items():
        values = [value(option, profile) for option in OPTIONS]
        assert views[name].values == pytest.approx(values)
        assert views[name].first == OPTIONS[values.index(max(values))]
        assert views[name].ranks == tuple(sorted(values, reverse=True).index(item) + 1 for item in values)
        assert views[name].regrets == pytest.approx([max(values) - item for item in values])


def test_perspectives_can_differ_on_the_first_option(model: DecisionModel) -> None:
    assert len({view.first for view in stakeholders(model, build_case(DIVIDED)).views}) > 1


def test_the_option_of_least_greatest_regret_is_the_one_the_table_shows(model: DecisionModel) -> None:
    found = stakeholders(model, build_case(DIVIDED))
    greatest = []
    for option in OPTIONS:
        behind = [
            max(value(item, profile) for item in OPTIONS) - value(option, profile) for profile in PROFILES.values()
        ]
        greatest.append(max(behind))
    assert found.greatest_regrets == pytest.approx(greatest)
    assert found.least_regret == OPTIONS[greatest.index(min(greatest))]


@pytest.mark.parametrize("option", [IN, ONE, OUT])
def test_where_all_agree_nobody_regrets_anything(model: DecisionModel, option: str) -> None:
    found = stakeholders(model, build_case(everywhere(option)))
    assert {view.first for view in found.views} == {option}
    assert found.least_regret == option
    assert found.greatest_regrets[OPTIONS.index(option)] == 0


def test_a_tie_of_regrets_names_no_option(model: DecisionModel) -> None:
    levels = {name: pair[0] for name, pair in THRESHOLDS.items()}
    found = stakeholders(model, build_case(levels))
    assert found.least_regret is None
    assert {view.first for view in found.views} == {None}


def test_the_officers_own_weights_change_no_perspective(model: DecisionModel, nine: dict[str, Case]) -> None:
    for case in nine.values():
        own = build_case(weights=({"hostility": 1, "geography": 0, "space": 0, "coherence": 0}, {})).weights
        assert stakeholders(model, dataclasses.replace(case, weights=own)) == stakeholders(model, case)


def test_the_values_are_those_of_a_whole_valuation_to_the_last_bit(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    for case in [*nine.values(), build_case(DIVIDED), build_case({"insecurity": 33.3})]:
        found = stakeholders(model, case)
        for perspective, view in zip(model.perspectives, found.views, strict=True):
            whole = value_case(model, case, perspective_weights(model, perspective))
            assert view.values == tuple(map(float, whole.values))
        assert stakeholders(model, case, value_case(model, case)) == found


@pytest.mark.parametrize(
    ("rankings", "expected"),
    [
        # Rank sums 4, 6, 8: S = 8, and 12 x 8 / (9 x 24).
        ([[1, 2, 3], [1, 3, 2], [2, 1, 3]], 0.444444),
        # Rank sums 8, 14, 11, 11, 11, 8: S = 25.5, and 12 x 25.5 / (9 x 210).
        ([[1, 6, 3, 2, 5, 4], [1, 5, 6, 4, 2, 3], [6, 3, 2, 5, 4, 1]], 0.161905),
        # S = 591, T = 12 + 18 + 84: 12 x 591 / (9 x 990 - 3 x 114).
        (
            [
                [1, 4.5, 2, 4.5, 3, 7.5, 6, 9, 7.5, 10],
                [2.5, 1, 2.5, 4.5, 4.5, 8, 9, 6.5, 10, 6.5],
                [2, 1, 4.5, 4.5, 4.5, 4.5, 8, 8, 8, 10],
            ],
            0.827731,
        ),
        ([[1, 2, 3], [1, 2, 3]], 1),
        ([[1, 2, 2], [1, 3, 3], [1, 2.5, 2.5]], 1),
        ([[1, 2], [2, 1]], 0),
        # One judge tells nothing apart: half the squared deviations that two could have add up to a quarter.
        ([[1, 2, 3], [1, 1, 1]], 0.5),
        ([[1, 2, 3]], None),
        ([[1], [1]], None),
        ([[], []], None),
        ([[]], None),
        ([[1, 1, 1], [2, 2, 2]], None),
    ],
)
def test_agreement_worked_out_by_hand(rankings: list[list[float]], expected: float | None) -> None:
    assert kendall_w(rankings) == (None if expected is None else pytest.approx(expected, abs=5e-7))


@examples(200)
@given(
    st.integers(2, 5).flatmap(lambda n: st.lists(st.lists(st.integers(1, 4), min_size=n, max_size=n), min_size=2))
)
def test_agreement_follows_the_formula_with_its_correction_for_ties(rankings: list[list[int]]) -> None:
    judges, items = len(rankings), len(rankings[0])
    sums, ties = [0.0] * items, 0
    for row in rankings:
        for place, rank in enumerate(row):
            taken = [at for at, other in enumerate(sorted(row), start=1) if other == rank]
            sums[place] += sum(taken) / len(taken)
        ties += sum(row.count(rank) ** 3 - row.count(rank) for rank in set(row))
    deviations = sum((total - sum(sums) / items) ** 2 for total in sums)
    possible = judges**2 * (items**3 - items) - judges * ties
    found = kendall_w(rankings)
    assert found == (pytest.approx(12 * deviations / possible) if possible else None)
    assert found is None or 0 <= found <= 1


@pytest.mark.parametrize("rankings", [[1, 2, 3], [[[1]]], [[1, float("nan")], [1, 2]]])
def test_agreement_is_refused_for_what_is_no_matrix_of_ranks(rankings: Any) -> None:
    with pytest.raises(ValueError, match="judges x items"):
        kendall_w(rankings)


def test_agreement_of_the_perspectives_counts_ties_at_their_mean_rank(model: DecisionModel) -> None:
    found = stakeholders(model, build_case(DIVIDED))
    assert [view.ranks for view in found.views] == [(3, 1, 2), (1, 2, 3), (3, 1, 2), (2, 1, 3), (3, 2, 1)]
    # Rank sums 12, 7, 11: S = 14, and 12 x 14 / (25 x 24).
    assert found.kendall_w == pytest.approx(0.28)
    # Values 90, 45, 10 and 50, 25, 50: ranks 1, 2, 3 and 1.5, 3, 1.5, and 12 x 3.5 / (4 x 24 - 2 x 6).
    tied = stakeholders(one_family(0.9, 0.5), build_case({"insecurity": 0, "host_hostility": 100}))
    assert [view.ranks for view in tied.views] == [(1, 2, 3), (1, 3, 1)]
    assert tied.kendall_w == pytest.approx(0.5)


def test_agreement_is_one_where_all_rank_alike_and_none_where_nobody_tells_options_apart(
    model: DecisionModel,
) -> None:
    assert stakeholders(model, build_case(everywhere(OUT))).kendall_w == 1
    flat = small_document({"insecurity": (20, 75)}, options=[IN, OUT])
    flat["criteria"][0] = {"id": "insecurity", "family": "hostility", "source": "test", "curves": {
        option: [[0, 50], [100, 50]] for option in (IN, OUT)
    }}  # fmt: skip
    flat["perspectives"] = [{"id": name, "families": {"hostility": 1.0}} for name in ("balanced", "other")]
    found = stakeholders(model_from(flat, ""), build_case({"insecurity": 10}))
    assert (found.kendall_w, found.least_regret, found.shifts) == (None, None, ())


def agree_on_shifts(found: Stakeholders, levels: dict[str, float]) -> None:
    """Who dissents is named, in order; with the weights named, the option is as good as any other."""
    option = found.least_regret
    assert [shift.perspective for shift in found.shifts] == [
        view.perspective for view in found.views if option is not None and view.first != option
    ]
    for shift in found.shifts:
        assert shift.option == option
        now = dict(zip(FAMILIES, PROFILES[shift.perspective], strict=True))
        assert all(change.now == pytest.approx(now[change.family]) for change in shift.changes)
        then = now | {change.family: change.then for change in shift.changes}
        profile = tuple(then[family] for family in FAMILIES)
        if shift.moved is not None:
            assert sum(profile) == pytest.approx(1)
            assert shift.moved == pytest.approx(sum(abs(then[family] - now[family]) for family in now) / 2)
            best = max(value(item, profile, levels) for item in OPTIONS)
            assert value(shift.option, profile, levels) == pytest.approx(best, abs=1e-7)


def test_the_smallest_shift_that_brings_each_dissenter_to_the_option_of_least_regret(model: DecisionModel) -> None:
    found = stakeholders(model, build_case(DIVIDED))
    assert found.least_regret == ONE
    agree_on_shifts(found, DIVIDED)
    mission, ngo = found.shifts
    # For the mission it is two feet in that leads: coherence gives, and hostility has most to say against it.
    gap = value(IN, PROFILES["mission"]) - value(ONE, PROFILES["mission"])
    alone = {family: tuple(float(family == item) for item in FAMILIES) for family in FAMILIES}
    gain = {family: value(ONE, profile) - value(IN, profile) for family, profile in alone.items()}
    assert (max(gain, key=gain.__getitem__), min(gain, key=gain.__getitem__)) == ("hostility", "coherence")
    assert mission.moved == pytest.approx(gap / (gain["hostility"] - gain["coherence"]))
    assert [(change.family, change.then > change.now) for change in mission.changes] == [
        ("hostility", True), ("coherence", False),
    ]  # fmt: skip
    # For the NGOs it is two feet out: space gives, and geography has most to say against it.
    behind = {family: value(OUT, profile) - value(ONE, profile) for family, profile in alone.items()}
    assert (min(behind, key=behind.__getitem__), max(behind, key=behind.__getitem__)) == ("geography", "space")
    assert ngo.moved == pytest.approx(
        (value(OUT, PROFILES["ngo"]) - value(ONE, PROFILES["ngo"])) / (behind["space"] - behind["geography"])
    )
    assert [(change.family, change.then > change.now) for change in ngo.changes] == [
        ("geography", True), ("space", False),
    ]  # fmt: skip


@examples(100)
@given(st.fixed_dictionaries(dict.fromkeys(FAMILIES, st.floats(0, 100))))
def test_every_shift_does_what_it_says(model: DecisionModel, by_family: dict[str, float]) -> None:
    levels = {name: by_family[family] for family, (_, members) in FAMILIES.items() for name in members}
    agree_on_shifts(stakeholders(model, build_case(levels)), levels)


def test_nobody_has_to_shift_where_all_agree_or_regret_names_no_option(model: DecisionModel) -> None:
    assert stakeholders(model, build_case(everywhere(OUT))).shifts == ()
    assert stakeholders(model, build_case({name: pair[0] for name, pair in THRESHOLDS.items()})).shifts == ()


def test_with_one_family_no_weight_can_change_hands() -> None:
    found = stakeholders(one_family(0.9, 0.9, 0.3), build_case({"insecurity": 0, "host_hostility": 100}))
    assert found.least_regret == IN
    assert [(item.perspective, item.moved, item.changes) for item in found.shifts] == [("party_2", None, ())]


def test_a_tie_at_the_top_dissents_but_has_nothing_to_shift() -> None:
    found = stakeholders(one_family(0.9, 0.5), build_case({"insecurity": 0, "host_hostility": 100}))
    assert (found.least_regret, found.views[1].first) == (IN, None)
    assert [(item.perspective, item.moved, item.changes) for item in found.shifts] == [("party_1", 0, ())]
