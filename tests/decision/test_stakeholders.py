"""Every modelled perspective against values worked out by a plain loop, and the regret table over them."""

from __future__ import annotations

import dataclasses

import pytest

from decision.case import Case
from decision.model import DecisionModel
from decision.stakeholders import stakeholders
from tests.decision.conftest import FAMILIES, IN, ONE, OPTIONS, OUT, THRESHOLDS, build_case, everywhere, fit

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


def value(option: str, profile: tuple[float, ...]) -> float:
    return sum(
        share * sum(fit(option, name, DIVIDED[name]) for name in members) / len(members)
        for share, (_, members) in zip(profile, FAMILIES.values(), strict=True)
    )


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
