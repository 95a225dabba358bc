"""Single switches of a rule: by hand for the shipped rules, and against every single change there is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any as AnyValue

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.conditions import All, Any, Condition, FactIs, FactValue, LevelIs
from decision.doctrine import RuleFinding, consult_doctrine, judge
from decision.facts import FACT_VALUES
from decision.model import DecisionModel
from decision.rule_switches import Switch, switches
from decision.valuation import levels_of
from tests.decision.conftest import build_case, examples

ENDED_WAR = {"levels": {"insecurity": 5, "coordination_gap": 10}, "phase": "consolidation", "ocha": "none"}
"""All that R3 asks for, with one of its two alternatives rated."""

NO_PEACEKEEPING = Switch("mission.kind", ("political_mission", "political_office", "peacebuilding_office", "none"))
NO_LONGER_DONE = Switch("phase", ("conflict", "fragile_process", "transition"))
OCHA_STAYS = Switch("country_team.ocha_presence", ("liaison", "country_office"))

Given = Mapping[str, AnyValue]
Wanted = list[Switch]


def above(criterion: str, limit: float, name: str = "t_in") -> Switch:
    return Switch(criterion=criterion, relation="above", limit=limit, limit_name=name)


def at_most(criterion: str, limit: float, name: str = "t_out") -> Switch:
    return Switch(criterion=criterion, relation="at_most", limit=limit, limit_name=name)


def finding(model: DecisionModel, rule: str, **case: AnyValue) -> RuleFinding:
    made = build_case(**case)
    found = consult_doctrine(model, made, levels_of(model, made)).findings
    return next(item for item in found if item.rule == rule)


@pytest.mark.parametrize(
    ("rule", "case", "expected"),
    [
        (
            "R0",
            {"mandate": "observation"},
            [Switch("mission.mandate", ("multidimensional", "stabilization", "enforcement"))],
        ),
        # Each of mandate and force is enough: neither alone switches the rule off.
        ("R1", {"mandate": "enforcement", "uses_force": "engages"}, [NO_PEACEKEEPING]),
        (
            "R1",
            {"mandate": "enforcement"},
            [NO_PEACEKEEPING, Switch("mission.mandate", ("observation", "multidimensional"))],
        ),
        # Who may be a target keeps the rule met only where armed opposition is above its t_out of 65.
        (
            "R1",
            {"uses_force": "engages", "levels": {"armed_opposition": 66}},
            [NO_PEACEKEEPING, Switch("mission.uses_force", ("no",))],
        ),
        (
            "R1",
            {"uses_force": "engages", "levels": {"armed_opposition": 65}},
            [NO_PEACEKEEPING, Switch("mission.uses_force", ("no", "may_be_targeted"))],
        ),
        # Cannot be told, so not met.
        (
            "R1",
            {"uses_force": "engages"},
            [NO_PEACEKEEPING, Switch("mission.uses_force", ("no", "may_be_targeted"))],
        ),
        (
            "R1",
            {"uses_force": "may_be_targeted", "levels": {"armed_opposition": 80}},
            [NO_PEACEKEEPING, Switch("mission.uses_force", ("no",)), at_most("armed_opposition", 65)],
        ),
        ("R2", {"rc_hc_in_other_mission": True}, [Switch("mission.rc_hc_in_other_mission", (False,))]),
        ("R2", {"mission_countries": ["LBR", "SLE"]}, [Switch("mission.spans_countries", (False,))]),
        # That nobody said whether the area spans countries changes nothing in what the other fact does.
        (
            "R2",
            {"rc_hc_in_other_mission": True, "mission_countries": ()},
            [Switch("mission.rc_hc_in_other_mission", (False,))],
        ),
        ("R2", {"rc_hc_in_other_mission": True, "mission_countries": ["LBR", "SLE"]}, []),
        (
            "R3",
            ENDED_WAR,
            [above("insecurity", 20), above("coordination_gap", 25), NO_LONGER_DONE, OCHA_STAYS],
        ),
        (
            "R3",
            {**ENDED_WAR, "levels": {"insecurity": 20, "coordination_gap": 25, "humanitarian_caseload": 25}},
            [above("insecurity", 20), NO_LONGER_DONE, OCHA_STAYS],
        ),
        # Not met, cannot be told, and the default rule.
        ("R1", {}, []),
        ("R1", {"uses_force": "may_be_targeted"}, []),
        ("R3", {}, []),
        ("R4", {}, []),
    ],
)
def test_switches_of_the_shipped_rules_by_hand(
    model: DecisionModel, rule: str, case: Given, expected: Wanted
) -> None:
    assert list(finding(model, rule, **case).switches) == expected


def test_an_overruled_rule_still_says_what_would_switch_it_off(model: DecisionModel) -> None:
    found = finding(model, "R2", rc_hc_in_other_mission=True, overrules={"R2": "Agreed otherwise"})
    assert found.switches == (Switch("mission.rc_hc_in_other_mission", (False,)),)


@pytest.mark.parametrize(
    ("parts", "now", "expected"),
    [
        # A band: out of it on either side.
        (
            All((LevelIs("x", "above", 20, "20"), LevelIs("x", "at_most", 60, "t_out"))),
            40,
            [at_most("x", 20, "20"), above("x", 60, "t_out")],
        ),
        # Met below and above: only the middle switches it off, seen from either side.
        (
            Any((LevelIs("x", "at_most", 20, "t_in"), LevelIs("x", "above", 60, "60"))),
            10,
            [Switch(criterion="x", relation="above", limit=20, limit_name="t_in", until=60)],
        ),
        (
            Any((LevelIs("x", "at_most", 20, "t_in"), LevelIs("x", "above", 60, "60"))),
            90,
            [Switch(criterion="x", relation="at_most", limit=60, limit_name="60", until=20)],
        ),
        # Every level is at most 100, and none above: there is nowhere to go.
        (LevelIs("x", "at_most", 100, "100"), 50, []),
        # Level 0 is there to go to.
        (LevelIs("x", "above", 0, "0"), 50, [at_most("x", 0, "0")]),
        # A limit called by two names goes by the first.
        (
            All((LevelIs("x", "above", 20, "t_in"), LevelIs("x", "above", 20, "20"))),
            50,
            [at_most("x", 20, "t_in")],
        ),
        # The second limit decides nothing while the first holds.
        (All((LevelIs("x", "at_most", 20, "t_in"), LevelIs("x", "at_most", 60, "60"))), 10, [above("x", 20)]),
    ],
)
def test_levels_asked_for_more_than_once_by_hand(parts: Condition, now: float, expected: Wanted) -> None:
    assert list(switches(parts, {}, {"x": now})) == expected


def test_a_fact_asked_for_twice_is_one_change_in_the_order_first_asked() -> None:
    condition = All(
        (
            FactIs("phase", ("conflict", "transition")),
            FactIs("mission.kind", ("none",)),
            FactIs("phase", ("conflict", "consolidation")),
        )
    )
    found = switches(condition, {"phase": "conflict", "mission.kind": "none"}, {})
    assert [item.fact for item in found] == ["phase", "mission.kind"]
    assert found[0].values == ("fragile_process", "transition", "consolidation")


LEVELS = [0.0, 10.0, 20.0, 20.5, 25.0, 25.5, 40.0, 60.0, 65.0, 65.5, 80.0, 100.0]
"""Both sides of every limit in use, and the ends of the scale."""


def holds(condition: Condition, facts: Given, levels: Given) -> bool | None:
    """The condition in plain words: None for cannot tell."""
    match condition:
        case FactIs(key=key, values=values):
            return None if facts.get(key) is None else facts[key] in values
        case LevelIs(criterion=name, relation=relation, limit=limit):
            if levels.get(name) is None:
                return None
            return bool(levels[name] <= limit if relation == "at_most" else levels[name] > limit)
    parts = [holds(part, facts, levels) for part in condition.parts]
    settles = isinstance(condition, Any)
    if settles in parts:
        return settles
    return None if None in parts else not settles


def is_met(rule: str, facts: Given, levels: Given) -> bool:
    """Rules R0 to R3 as the design words them; what is not known is not met."""

    def low(name: str, limit: float) -> bool:
        return levels[name] is not None and levels[name] <= limit

    match rule:
        case "R0":
            return bool(facts["mission.mandate"] == "observation")
        case "R1":
            armed = levels["armed_opposition"] is not None and levels["armed_opposition"] > 65
            return facts["mission.kind"] == "peacekeeping_operation" and (
                facts["mission.mandate"] in ("stabilization", "enforcement")
                or facts["mission.uses_force"] in ("engages", "supports_a_force")
                or (facts["mission.uses_force"] == "may_be_targeted" and armed)
            )
        case "R2":
            return facts["mission.spans_countries"] is True or facts["mission.rc_hc_in_other_mission"] is True
    return (
        low("insecurity", 20)
        and (low("coordination_gap", 25) or low("humanitarian_caseload", 25))
        and facts["phase"] == "consolidation"
        and facts["country_team.ocha_presence"] in ("none", "leaving")
    )


def changes(found: tuple[Switch, ...]) -> set[tuple[str, FactValue | float]]:
    """The single changes some switches stand for, over :data:`LEVELS`."""
    said: set[tuple[str, FactValue | float]] = {
        (item.fact, value) for item in found if item.fact is not None for value in item.values
    }
    for item in found:
        if item.criterion is None or item.limit is None:
            continue
        for level in LEVELS:
            if item.relation == "above":
                within = item.limit < level <= (100 if item.until is None else item.until)
            else:
                within = (-1 if item.until is None else item.until) < level <= item.limit
            if within:
                said.add((item.criterion, level))
    return said


def unknown_or(values: tuple[AnyValue, ...] | list[float]) -> st.SearchStrategy[AnyValue]:
    return st.one_of(st.sampled_from(list(values)), st.none())


FACTS = st.fixed_dictionaries({key: unknown_or(values) for key, values in FACT_VALUES.items()})
RATED = ("armed_opposition", "insecurity", "coordination_gap", "humanitarian_caseload")
RATINGS = st.fixed_dictionaries(dict.fromkeys(RATED, unknown_or(LEVELS)))
# Far likelier to be met than chance alone would have it.
SETTLED = st.fixed_dictionaries(
    {
        **{key: st.sampled_from(values) for key, values in FACT_VALUES.items()},
        "mission.kind": st.sampled_from(["peacekeeping_operation", "political_mission"]),
        "mission.mandate": st.sampled_from(["multidimensional", "stabilization"]),
        "phase": st.just("consolidation"),
        "country_team.ocha_presence": st.sampled_from(["none", "leaving"]),
    }
)
CALM = st.fixed_dictionaries(dict.fromkeys(RATED, unknown_or([0.0, 10.0, 20.0, 25.0, 80.0])))


@examples(400)
@given(st.one_of(FACTS, SETTLED), st.one_of(RATINGS, CALM))
def test_switches_of_the_shipped_rules_are_exactly_the_single_changes(
    model: DecisionModel, facts: dict[str, FactValue | None], levels: dict[str, float | None]
) -> None:
    for found in judge(model, facts, levels, {}).findings:
        if found.rule == "R4":
            assert found.switches == ()
            continue
        met = is_met(found.rule, facts, levels)
        assert (found.met is True) == met
        single = {
            (key, value)
            for key, values in FACT_VALUES.items()
            for value in values
            if not is_met(found.rule, {**facts, key: value}, levels)
        } | {
            (name, level)
            for name in RATED
            for level in LEVELS
            if not is_met(found.rule, facts, {**levels, name: level})
        }
        assert changes(found.switches) == (single if met else set())


LEAVES = st.one_of(
    st.sampled_from(sorted(FACT_VALUES)).flatmap(
        lambda key: st.builds(
            FactIs,
            st.just(key),
            st.lists(st.sampled_from(FACT_VALUES[key]), min_size=1, max_size=3, unique=True).map(tuple),
        )
    ),
    st.builds(
        LevelIs,
        st.sampled_from(["x", "y"]),
        st.sampled_from(["at_most", "above"]),
        st.sampled_from([0.0, 20.0, 25.0, 60.0, 100.0]),
        st.sampled_from(["t_in", "t_out"]),
    ),
)
CONDITIONS: st.SearchStrategy[Condition] = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, min_size=1, max_size=3).flatmap(
        lambda parts: st.sampled_from([All(tuple(parts)), Any(tuple(parts))])
    ),
    max_leaves=8,
)


@examples(400)
@given(CONDITIONS, FACTS, st.fixed_dictionaries(dict.fromkeys("xy", unknown_or(LEVELS))))
def test_switches_of_any_condition_are_exactly_the_single_changes(
    condition: Condition, facts: dict[str, FactValue | None], levels: dict[str, float | None]
) -> None:
    single: set[tuple[str, FactValue | float]] = set()
    if holds(condition, facts, levels) is True:
        single = {
            (key, value)
            for key, values in FACT_VALUES.items()
            for value in values
            if holds(condition, {**facts, key: value}, levels) is not True
        } | {
            (name, level)
            for name in "xy"
            for level in LEVELS
            if holds(condition, facts, {**levels, name: level}) is not True
        }
    found = switches(condition, facts, levels)
    assert changes(found) == single
    assert all(item.values for item in found if item.fact is not None)
