"""Rules R0 to R4 against the table of the design, for every combination of the facts they ask for."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from decision.case import Case
from decision.doctrine import Doctrine, consult_doctrine
from decision.model import DecisionModel
from decision.robustness.doctrine_draws import IndicatedTally
from decision.valuation import levels_of
from tests.decision.conftest import IN, ONE, OPTIONS, OUT, THRESHOLDS, build_case, design_doctrine, strongest

KINDS = ["peacekeeping_operation", "political_mission", "political_office", "peacebuilding_office", "none"]
MANDATES = ["observation", "multidimensional", "stabilization", "enforcement"]
FORCES = ["no", "may_be_targeted", "supports_a_force", "engages"]


def doctrine_of(model: DecisionModel, case: Case) -> Doctrine:
    return consult_doctrine(model, case, levels_of(model, case))


def effects(doctrine: Doctrine) -> dict[str, str | None]:
    return {item.option: None if item.effect is None else item.effect.value for item in doctrine.standings}


def finding(doctrine: Doctrine, rule: str) -> Any:
    return next(item for item in doctrine.findings if item.rule == rule)


def agree(model: DecisionModel, case: Case) -> None:
    levels = {name: given.estimate.best for name, given in case.ratings.items()}
    expected = {option: strongest(said) for option, said in design_doctrine(case, levels).items()}
    doctrine = doctrine_of(model, case)
    assert effects(doctrine) == expected
    named = [option for option, effect in expected.items() if effect == "indicated"]
    assert doctrine.indicated == (named[0] if len(named) == 1 else None)
    assert doctrine.excluded() == tuple(option for option in OPTIONS if expected[option] == "excluded")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("mandate", MANDATES)
def test_mission_facts_and_geography_give_the_effects_of_the_table(
    model: DecisionModel, kind: str, mandate: str
) -> None:
    for force, armed, spans, elsewhere, team in itertools.product(
        FORCES, [{}, {"armed_opposition": 65}, {"armed_opposition": 65.5}], [False, True], [True, False, None],
        [("LBR",), ()],
    ):  # fmt: skip
        agree(
            model,
            build_case(
                armed,
                kind=kind,
                mandate=mandate,
                uses_force=force,
                mission_countries=["LBR", "SLE"] if spans else ["LBR"],
                rc_hc_in_other_mission=elsewhere,
                team=team,
            ),
        )


@pytest.mark.parametrize("phase", ["conflict", "fragile_process", "transition", "consolidation", None])
@pytest.mark.parametrize("ocha", ["none", "leaving", "liaison", "country_office", None])
def test_the_conditions_of_two_feet_in_give_the_effects_of_the_table(
    model: DecisionModel, phase: str | None, ocha: str | None
) -> None:
    for calm, gap, need, mandate in itertools.product(
        [20, 21, None], [25, 26, None], [25, 25.5, None], ["multidimensional", "stabilization"]
    ):
        named = {"insecurity": calm, "coordination_gap": gap, "humanitarian_caseload": need}
        levels = {name: level for name, level in named.items() if level is not None}
        agree(model, build_case(levels, phase=phase, ocha=ocha, mandate=mandate))


@pytest.mark.parametrize("status", ["considered", "deployed", "closing", None])
def test_a_considered_mission_counts_by_its_planned_mandate(model: DecisionModel, status: str | None) -> None:
    doctrine = doctrine_of(model, build_case(mandate="enforcement", status=status))
    assert doctrine.indicated == OUT
    assert effects(doctrine)[IN] == "excluded"


def test_a_political_mission_beside_fighting_is_not_met_by_the_rule_of_force(model: DecisionModel) -> None:
    case = build_case(kind="political_mission", uses_force="engages", mandate="stabilization")
    assert finding(doctrine_of(model, case), "R1").met is False


def test_a_pure_observation_mandate_leaves_only_two_feet_out_and_no_later_rule_speaks(
    model: DecisionModel,
) -> None:
    doctrine = doctrine_of(model, build_case(mandate="observation", rc_hc_in_other_mission=True))
    assert effects(doctrine) == {IN: "excluded", ONE: "excluded", OUT: "indicated"}
    assert [item.rule for item in doctrine.findings] == ["R0"]
    assert all(item.inferred for item in finding(doctrine, "R0").effects)


def test_without_a_country_team_or_a_mission_doctrine_has_nothing_to_say(model: DecisionModel) -> None:
    for case in (build_case(team=[]), build_case(kind="none")):
        doctrine = doctrine_of(model, case)
        assert doctrine.applies is False
        assert effects(doctrine) == dict.fromkeys(OPTIONS)
        assert (doctrine.indicated, doctrine.assured, doctrine.at_risk, doctrine.findings) == (None, None, (), ())


def test_a_country_team_nobody_described_is_a_gap_and_assures_nothing(model: DecisionModel) -> None:
    doctrine = doctrine_of(model, build_case(team=None))
    assert doctrine.applies is None
    assert "country_team.present" in doctrine.gaps
    assert doctrine.assured is None


@pytest.mark.parametrize(
    ("case", "rule", "gap"),
    [
        (build_case(uses_force="may_be_targeted"), "R1", "armed_opposition"),
        (build_case(rc_hc_in_other_mission=None), "R2", "mission.rc_hc_in_other_mission"),
        (build_case(mission_countries=()), "R2", "mission.spans_countries"),
    ],
)
def test_a_needed_unknown_makes_a_rule_cannot_tell_never_met_and_a_gap(
    model: DecisionModel, case: Case, rule: str, gap: str
) -> None:
    doctrine = doctrine_of(model, case)
    assert finding(doctrine, rule).met is None
    assert finding(doctrine, rule).effects == ()
    assert gap in doctrine.gaps
    assert doctrine.indicated == ONE
    assert doctrine.assured is None
    # An unrated level may yet exclude; a fact nobody stated is never met (and keeps the answer from being firm).
    assert (IN in doctrine.at_risk) == (gap in THRESHOLDS)


@pytest.mark.parametrize(
    ("changes", "gap"),
    [
        ({"phase": None}, "phase"),
        ({"ocha": None}, "country_team.ocha_presence"),
        ({"levels": {"coordination_gap": 10, "humanitarian_caseload": 10}}, "insecurity"),
    ],
)
def test_two_feet_in_with_one_condition_unknown_is_not_indicated(
    model: DecisionModel, changes: dict[str, Any], gap: str
) -> None:
    settled = {"levels": {"insecurity": 5, "coordination_gap": 10}, "phase": "consolidation", "ocha": "none"}
    assert doctrine_of(model, build_case(**settled)).indicated == IN
    doctrine = doctrine_of(model, build_case(**{**settled, **changes}))
    assert finding(doctrine, "R3").met is None
    assert effects(doctrine)[IN] == "discouraged"
    assert gap in doctrine.gaps


def test_one_of_two_alternatives_is_enough_even_where_the_other_is_unknown(model: DecisionModel) -> None:
    known = build_case(rc_hc_in_other_mission=True, mission_countries=())
    assert finding(doctrine_of(model, known), "R2").met is True
    assert doctrine_of(model, known).assured == OUT


def test_a_discouraged_effect_names_each_test_that_is_not_met(model: DecisionModel) -> None:
    levels = {"insecurity": 40, "coordination_gap": 10, "humanitarian_caseload": 90}
    found = finding(doctrine_of(model, build_case(levels, phase="transition", ocha="none")), "R3")
    unmet = {test.fact or test.criterion: test.observed for test in found.tests if test.holds is False}
    assert unmet == {"insecurity": 40, "humanitarian_caseload": 90, "phase": "transition"}
    limits = {test.criterion: test.limit for test in found.tests if test.criterion}
    assert limits == {"insecurity": 20, "coordination_gap": 25, "humanitarian_caseload": 25}


@pytest.mark.parametrize("rule", ["R0", "R1", "R2", "R3", "R4"])
def test_an_overruled_rule_says_nothing_but_stays_listed_with_its_reason(model: DecisionModel, rule: str) -> None:
    facts: dict[str, dict[str, Any]] = {
        "R0": {"mandate": "observation"},
        "R1": {"mandate": "enforcement"},
        "R2": {"rc_hc_in_other_mission": True},
        "R3": {},
        "R4": {},
    }
    found = doctrine_of(model, build_case(**facts[rule], overrules={rule: "Agreed otherwise"}))
    assert finding(found, rule).overruled == "Agreed otherwise"
    assert finding(found, rule).effects == ()
    assert all(rule not in standing.rules for standing in found.standings)
    assert doctrine_of(model, build_case(**facts[rule])).standings != found.standings


def test_the_default_speaks_where_an_overrule_silenced_every_indication(model: DecisionModel) -> None:
    doctrine = doctrine_of(model, build_case(mandate="enforcement", overrules={"R1": "Reason"}))
    assert effects(doctrine) == {IN: "discouraged", ONE: "indicated", OUT: None}


@pytest.mark.parametrize(
    ("rule", "pages"), [("R0", "p. 10"), ("R1", "p. 20"), ("R2", "p. 20"), ("R3", "pp. 20-21")]
)
def test_each_rule_cites_its_pages(model: DecisionModel, rule: str, pages: str) -> None:
    assert next(item.pages for item in model.rules if item.id == rule) == pages


def test_a_met_rule_names_the_single_facts_that_would_switch_it_off_and_no_other_rule_does(
    model: DecisionModel,
) -> None:
    doctrine = doctrine_of(model, build_case(mandate="enforcement", uses_force="engages"))
    assert [item.rule for item in doctrine.findings] == ["R0", "R1", "R2", "R3", "R4"]
    named = {item.rule: [switch.fact for switch in item.switches] for item in doctrine.findings}
    assert named == {"R0": [], "R1": ["mission.kind"], "R2": [], "R3": [], "R4": []}
    for kind in finding(doctrine, "R1").switches[0].values:
        changed = doctrine_of(model, build_case(mandate="enforcement", uses_force="engages", kind=kind))
        assert all(item.met is not True for item in changed.findings if item.rule == "R1")


def test_only_conclusions_of_ours_are_marked_as_inferred(model: DecisionModel) -> None:
    inferred = {(rule.id, item.option) for rule in model.rules for item in rule.met if item.inferred}
    assert inferred == {("R0", IN), ("R0", ONE), ("R0", OUT), ("R1", IN), ("R2", IN), ("R2", ONE)}


def test_nothing_is_assured_that_some_outcome_of_the_unknowns_would_change(model: DecisionModel) -> None:
    levels = {"insecurity": 40, "armed_opposition": 10}
    assert doctrine_of(model, build_case(levels)).assured == ONE
    assert doctrine_of(model, build_case({"insecurity": 40}, uses_force="may_be_targeted")).assured is None


def test_shares_over_draws_judge_each_draw_by_the_table(model: DecisionModel) -> None:
    case = build_case({"armed_opposition": (50, 60, 90), "insecurity": (0, 40, 100)}, uses_force="may_be_targeted")
    chance = np.random.default_rng(1)
    draws = {name: chance.uniform(0, 100, 500) for name in model.criterion_ids}
    counts = dict.fromkeys(OPTIONS, 0)
    for armed, calm in zip(draws["armed_opposition"], draws["insecurity"], strict=True):
        said = design_doctrine(case, {"armed_opposition": armed, "insecurity": calm})
        named = [option for option in OPTIONS if strongest(said[option]) == "indicated"]
        counts[named[0]] += len(named) == 1
    tally = IndicatedTally(model, case, levels_of(model, case))
    for part in (slice(0, 200), slice(200, 500)):
        tally.add(np.array([drawn[part] for drawn in draws.values()]))
    shares = tally.shares()
    assert shares == pytest.approx([counts[option] / 500 for option in OPTIONS])
    assert 0 < shares[OPTIONS.index(OUT)] < 1
