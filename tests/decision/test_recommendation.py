"""The recommended option and its strength: the truth tables of the design at their thresholds."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from decision.case import Case
from decision.doctrine import Doctrine, consult_doctrine
from decision.methods.cross_check import Way, WayFinding, cross_check
from decision.model import DecisionModel
from decision.recommendation import Recommendation, recommend
from decision.robustness.smaa import Robustness
from decision.valuation import Valuation, value_case
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    build_case,
    design_doctrine,
    everywhere,
    recommended,
    strongest,
    without,
)


@dataclasses.dataclass
class Parts:
    """What the recommendation is made of, so that one part can be set at a threshold."""

    model: DecisionModel
    valuation: Valuation
    doctrine: Doctrine
    ways: tuple[WayFinding, ...]
    shares: Mapping[str, float]

    def recommend(self, **changes: Any) -> Recommendation:
        made = dataclasses.replace(self, **changes)
        first = np.array([made.shares.get(option, 0.0) for option in OPTIONS])
        ranks = np.column_stack([first, (1 - first) / 2, (1 - first) / 2])
        drawn = Robustness(
            1000,
            1,
            ranks,
            first,
            np.zeros((3, 2)),
            np.zeros(3),
            0.0,
            np.zeros((3, 3)),
            (None,) * 3,
            (None,) * 3,
            0.0,
        )
        return recommend(made.model, made.valuation, made.doctrine, made.ways, drawn)


def parts_of(model: DecisionModel, case: Case, share: float = 1.0) -> Parts:
    made = value_case(model, case)
    found = cross_check(model, made.fits, made.weights.criteria, made.family_values, made.weights.families)
    option = OPTIONS[int(np.argmax(made.values))]
    return Parts(model, made, consult_doctrine(model, case, made.levels), found, {option: share})


def settled(model: DecisionModel, **facts: Any) -> Parts:
    """Everything at the middle band: one foot by value, indicated by default, all six ways agreeing."""
    return parts_of(model, build_case(everywhere(ONE), **facts))


def only(found: tuple[WayFinding, ...], count: int) -> tuple[WayFinding, ...]:
    """The same ways with so many naming one foot, the rest two feet out."""
    return tuple(
        dataclasses.replace(item, first=ONE if place < count else OUT) for place, item in enumerate(found)
    )


@pytest.mark.parametrize(
    ("share", "strength"),
    [(1.0, "firm"), (0.80, "firm"), (0.799, "leaning"), (0.55, "leaning"), (0.549, "open"), (0.0, "open")],
)
def test_acceptability_decides_the_word_at_its_thresholds(
    model: DecisionModel, share: float, strength: str
) -> None:
    assert settled(model).recommend(shares={ONE: share}).strength == strength


@pytest.mark.parametrize(
    ("coverage", "strength"),
    [(0.80, "firm"), (0.799, "leaning"), (0.50, "leaning"), (0.499, "open"), (0.0, "open")],
)
def test_coverage_decides_the_word_at_its_thresholds(model: DecisionModel, coverage: float, strength: str) -> None:
    made = settled(model)
    made.valuation = dataclasses.replace(made.valuation, coverage=coverage)
    assert made.recommend().strength == strength


@pytest.mark.parametrize(("count", "strength"), [(6, "firm"), (5, "firm"), (4, "leaning"), (0, "leaning")])
def test_five_of_six_ways_are_needed_for_firm(model: DecisionModel, count: int, strength: str) -> None:
    made = settled(model)
    assert len(made.ways) == len(Way) == 6
    assert made.recommend(ways=only(made.ways, count)).strength == strength


def test_a_way_that_ties_does_not_count_as_agreeing(model: DecisionModel) -> None:
    made = settled(model)
    tied = tuple(dataclasses.replace(item, first=None) for item in made.ways[:2])
    assert made.recommend(ways=(*tied, *made.ways[2:])).strength == "leaning"


def test_doctrine_that_indicates_another_option_keeps_the_answer_from_firm(model: DecisionModel) -> None:
    case = build_case({**everywhere(ONE), "armed_opposition": 40}, mandate="stabilization")
    found = parts_of(model, case).recommend()
    assert (found.option, found.strength, found.decided_by) == (ONE, "leaning", "value")
    assert ONE in found.allowed
    assert IN not in found.allowed


def test_doctrine_that_indicates_nothing_keeps_the_answer_from_firm(model: DecisionModel) -> None:
    assert settled(model, overrules={"R4": "Set aside"}).recommend().strength == "leaning"
    assert settled(model, kind="none").recommend().strength == "leaning"


def test_the_hostility_family_alone_naming_another_option_keeps_the_answer_from_firm(model: DecisionModel) -> None:
    hostile = dict.fromkeys(FAMILIES["hostility"][1], 90)
    found = parts_of(model, build_case({**everywhere(ONE), **hostile}, kind="political_mission")).recommend()
    assert (found.option, found.strength) == (ONE, "leaning")
    unmet = [(test.word, test.name) for test in found.tests if not test.met]
    assert unmet == [("firm", "family_alone")]


def test_every_test_says_what_was_found_and_what_is_needed(model: DecisionModel) -> None:
    tests = {(test.word.value, test.name): test for test in settled(model).recommend(shares={ONE: 0.6}).tests}
    assert (tests["firm", "acceptability"].found, tests["firm", "acceptability"].needed) == (0.6, 0.80)
    assert (tests["leaning", "acceptability"].met, tests["firm", "acceptability"].met) == (True, False)
    assert (tests["firm", "ways"].found, tests["firm", "ways"].needed) == (6, 5)
    assert tests["firm", "coverage"].found == pytest.approx(1)


@pytest.mark.parametrize("facts", [{}, {"kind": "none"}, {"team": []}, {"uses_force": "may_be_targeted"}])
def test_a_case_with_nothing_rated_and_nothing_computed_is_open(
    model: DecisionModel, facts: dict[str, Any]
) -> None:
    assert recommended(model, build_case(mission_countries=(), **facts)).strength == "open"


@pytest.mark.parametrize("facts", [{"mandate": "observation"}, {"rc_hc_in_other_mission": True}], ids=["R0", "R2"])
@pytest.mark.parametrize("area", [(), ("LBR",)], ids=["area unknown", "area computed"])
def test_a_case_with_nothing_rated_is_open_even_where_rules_leave_one_option(
    model: DecisionModel, facts: dict[str, Any], area: tuple[str, ...]
) -> None:
    case = build_case(mission_countries=area, **facts)
    assert not case.ratings
    assert recommended(model, case).strength == "open"


@pytest.mark.parametrize(
    ("facts", "rule"), [({"mandate": "observation"}, "R0"), ({"rc_hc_in_other_mission": True}, "R2")]
)
def test_a_rule_that_leaves_one_option_decides_and_the_answer_leans(
    model: DecisionModel, facts: dict[str, Any], rule: str
) -> None:
    found = recommended(model, build_case(everywhere(ONE), **facts))
    assert (found.option, found.first_by_value, found.decided_by) == (OUT, ONE, rule)
    assert (found.strength, found.allowed) == ("leaning", (OUT,))


def test_where_two_options_remain_the_first_of_them_by_value_is_recommended(model: DecisionModel) -> None:
    found = recommended(model, build_case(everywhere(IN), mandate="enforcement"))
    assert (found.option, found.first_by_value, found.decided_by) == (ONE, IN, "R1")
    assert found.strength == "open"


def test_an_overrule_brings_an_excluded_option_back(model: DecisionModel) -> None:
    case = build_case(everywhere(IN), mandate="enforcement", overrules={"R1": "Agreed in the Council"})
    found = recommended(model, case)
    assert (found.option, found.decided_by, found.allowed) == (IN, "value", OPTIONS)


def test_with_every_option_excluded_nothing_is_recommended_and_the_answer_is_open(model: DecisionModel) -> None:
    made = settled(model)
    excluded = type(made.doctrine.standings[0].effect)("excluded")
    barred = tuple(dataclasses.replace(item, effect=excluded, rules=("R2",)) for item in made.doctrine.standings)
    found = made.recommend(doctrine=dataclasses.replace(made.doctrine, standings=barred))
    assert (found.option, found.strength, found.allowed) == (None, "open", ())


def test_a_tie_at_the_top_recommends_nothing_and_is_open(model: DecisionModel) -> None:
    levels = {name: pair[0] for name, pair in THRESHOLDS.items()}
    found = recommended(model, build_case(levels))
    assert (found.option, found.first_by_value, found.strength) == (None, None, "open")


def test_the_starting_cases_are_recommended_by_value_among_what_the_table_allows(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    for case in nine.values():
        values = value_case(model, case).values
        said = design_doctrine(case, {name: given.estimate.best for name, given in case.ratings.items()})
        open_to = [place for place, option in enumerate(OPTIONS) if strongest(said[option]) != "excluded"]
        found = recommended(model, case)
        assert found.option == OPTIONS[max(open_to, key=lambda place: values[place])]
        assert found.first_by_value == OPTIONS[int(np.argmax(values))]
        assert (found.decided_by == "value") == (found.option == found.first_by_value)


def test_what_really_was_done_changes_nothing_in_the_recommendation(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    case = nine["somalia"]
    today = recommended(model, case)
    assert case.documented is not None
    for option in (None, *OPTIONS):
        documented = None if option is None else dataclasses.replace(case.documented, option=option)
        assert recommended(model, dataclasses.replace(case, documented=documented, title="Another")) == today


def test_removing_all_ratings_in_turn_ends_in_open(model: DecisionModel) -> None:
    case = build_case(everywhere(ONE))
    assert recommended(model, case).strength == "firm"
    assert recommended(model, without(case, *THRESHOLDS)).strength == "open"
