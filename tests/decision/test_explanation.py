"""Why the answer is what it is: gaps taken apart, families alone, contradictions, and what is missing."""

from __future__ import annotations

import dataclasses
from typing import Any

import numpy as np
import pytest

from decision.analysis import Analysis, analyse
from decision.case import Case, Rating
from decision.explanation import Line
from decision.model import DecisionModel
from decision.valuation import value_case
from tests.decision.conftest import FAMILIES, ONE, OPTIONS, OUT, WEIGHTS, build_case, everywhere, fit, rating

MIDDLING = {name: level for name, level in everywhere(ONE).items() if name != "ngo_distance"}


def analysis_of(model: DecisionModel, case: Case, library: tuple[Case, ...] = ()) -> Analysis:
    return analyse(model, case, library, draws=200)


@pytest.fixture(scope="module")
def of_nine(model: DecisionModel, nine: dict[str, Case]) -> dict[str, Analysis]:
    return {stem: analysis_of(model, case, tuple(nine.values())) for stem, case in nine.items()}


def test_the_contributions_of_the_criteria_add_up_to_the_lead(of_nine: dict[str, Analysis]) -> None:
    for made in of_nine.values():
        values = dict(zip(OPTIONS, made.valuation.values, strict=True))
        order = sorted(OPTIONS, key=values.__getitem__, reverse=True)
        leading = made.explanation.leading
        assert (leading.first, leading.second) == (order[0], order[1])
        assert leading.points == pytest.approx(values[order[0]] - values[order[1]])
        assert sum(item.points for item in leading.contributions) == pytest.approx(leading.points)
        sizes = [abs(item.points) for item in leading.contributions]
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) == len(WEIGHTS)


def test_a_contribution_is_weight_times_the_difference_of_fit(model: DecisionModel) -> None:
    levels = {**everywhere(ONE), "insecurity": 90.0}
    found = analysis_of(model, build_case(levels)).explanation.leading
    assert found.first == ONE
    own = next(item.points for item in found.contributions if item.criterion == "insecurity")
    assert own == pytest.approx(
        WEIGHTS["insecurity"] * (fit(ONE, "insecurity", 90) - fit(found.second, "insecurity", 90))
    )


def test_what_is_given_up_is_the_gap_to_the_first_by_value_where_a_rule_decided(model: DecisionModel) -> None:
    made = analysis_of(model, build_case(everywhere(ONE), rc_hc_in_other_mission=True))
    found = made.explanation.given_up
    assert found is not None
    assert (found.first, found.second) == (ONE, OUT)
    assert found.points == pytest.approx(made.valuation.values[1] - made.valuation.values[2])
    assert analysis_of(model, build_case(everywhere(ONE))).explanation.given_up is None


@pytest.mark.parametrize(
    ("facts", "option", "agreement"),
    [({}, ONE, 3), ({"mandate": "stabilization"}, ONE, 2), ({"rc_hc_in_other_mission": True}, OUT, 1)],
)
def test_each_line_says_what_it_names_and_whether_that_is_recommended(
    model: DecisionModel, nine: dict[str, Case], facts: dict[str, Any], option: str, agreement: int
) -> None:
    """Precedent: southern Sudan alone, where one foot in, one foot out was done."""
    made = analysis_of(model, build_case(everywhere(ONE), **facts), (nine["southern-sudan-unmis"],))
    named = {verdict.line: verdict.option for verdict in made.explanation.lines}
    doctrine = OUT if facts else ONE
    assert named == {Line.ANALYSIS: ONE, Line.DOCTRINE: doctrine, Line.PRECEDENT: ONE}
    assert made.recommendation.option == option
    assert all(verdict.agrees == (verdict.option == option) for verdict in made.explanation.lines)
    assert made.explanation.agreement == agreement


def test_a_line_that_names_nothing_never_agrees(model: DecisionModel) -> None:
    lines = analysis_of(model, build_case(everywhere(ONE), kind="none")).explanation.lines
    assert [(verdict.line, verdict.agrees) for verdict in lines if verdict.option is None] == [
        (Line.DOCTRINE, False),
        (Line.PRECEDENT, False),
    ]


def test_each_family_alone_names_its_own_first_option(of_nine: dict[str, Analysis]) -> None:
    for made in of_nine.values():
        for place, view in enumerate(made.explanation.families):
            share, members = FAMILIES[view.family]
            assert view.weight == pytest.approx(share)
            columns = [list(WEIGHTS).index(name) for name in members]
            values = made.valuation.fits[:, columns].mean(axis=1)
            assert view.values == pytest.approx(values)
            assert view.first == OPTIONS[int(np.argmax(values))]
            assert list(FAMILIES)[place] == view.family


def test_the_baseline_stands_beside_every_result(model: DecisionModel, of_nine: dict[str, Analysis]) -> None:
    nothing = value_case(model, build_case(mission_countries=())).values
    for made in of_nine.values():
        assert made.explanation.baseline == pytest.approx(nothing)


def test_unrated_and_unsourced_criteria_are_listed(model: DecisionModel) -> None:
    case = build_case(MIDDLING, mission_countries=())
    sourced: dict[str, Rating] = {"insecurity": dataclasses.replace(rating(40), evidence=("e1",))}
    case = dataclasses.replace(case, ratings={**case.ratings, **sourced})
    found = analysis_of(model, case).explanation
    assert found.unrated == ("ngo_distance",)
    assert set(found.unsourced) == set(MIDDLING) - {"insecurity"}


@pytest.mark.parametrize(
    ("facts", "criterion", "level", "fact"),
    [
        ({"uses_force": "engages"}, "mission_engagement", 5, "mission.uses_force"),
        ({"uses_force": "supports_a_force"}, "mission_engagement", 15, "mission.uses_force"),
        ({"uses_force": "no"}, "mission_engagement", 56, "mission.uses_force"),
        ({"phase": "consolidation"}, "peace_fragility", 80, "phase"),
        ({"phase": "conflict"}, "insecurity", 20, "phase"),
        ({"rc_hc_in_other_mission": True}, "mission_overlap", 0, "mission.rc_hc_in_other_mission"),
    ],
)
def test_a_fact_and_a_level_that_contradict_are_warned_of_and_both_kept(
    model: DecisionModel, facts: dict[str, Any], criterion: str, level: float, fact: str
) -> None:
    case = build_case({**everywhere(ONE), criterion: level}, **facts)
    made = analysis_of(model, case)
    assert (fact, criterion, level) in [
        (item.fact, item.criterion, item.level) for item in made.explanation.contradictions
    ]
    assert made.case == case


@pytest.mark.parametrize(
    ("facts", "criterion", "level"),
    [
        ({"uses_force": "engages"}, "mission_engagement", 16),
        ({"uses_force": "no"}, "mission_engagement", 55),
        ({"phase": "consolidation"}, "peace_fragility", 75),
        ({"phase": None}, "peace_fragility", 90),
        ({"phase": "conflict"}, "insecurity", None),
    ],
)
def test_facts_and_levels_that_fit_or_are_unknown_are_not_warned_of(
    model: DecisionModel, facts: dict[str, Any], criterion: str, level: float | None
) -> None:
    levels = {name: at for name, at in {**everywhere(ONE), criterion: level}.items() if at is not None}
    found = analysis_of(model, build_case(levels, **facts)).explanation.contradictions
    assert criterion not in [item.criterion for item in found]
