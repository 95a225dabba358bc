"""Knowing less never makes an answer stronger: removing a rating, in any order, from any case."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case
from decision.model import DecisionModel
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
    recommended,
    without,
)

ORDER = ["open", "leaning", "firm"]
JUDGED = sorted(set(THRESHOLDS) - {"area_mismatch"})
"""A removed rating of area_mismatch falls back to the computed level: that is other knowledge, not less."""


def strength(model: DecisionModel, case: Case, draws: int = 500) -> int:
    return ORDER.index(recommended(model, case, draws=draws).strength.value)


def never_stronger(model: DecisionModel, case: Case, order: list[str], draws: int = 500) -> None:
    before = strength(model, case, draws)
    for name in order:
        case = without(case, name)
        after = strength(model, case, draws)
        assert after <= before, (name, ORDER[before], ORDER[after])
        before = after


POINTS = st.dictionaries(st.sampled_from(sorted(THRESHOLDS)), st.integers(1, 9)).map(lambda points: ({}, points))
"""The officer's own points within families; those of families are left, so that the rules are built once."""


@st.composite
def triangles(draw: st.DrawFn, lean: str, name: str) -> tuple[float, float, float]:
    t_in, t_out = THRESHOLDS[name]
    centre = {IN: t_in, ONE: (t_in + t_out) / 2, OUT: t_out}[lean]
    best = min(100.0, max(0.0, centre + draw(st.integers(-25, 25))))
    return (
        draw(st.sampled_from([best, 0.0, max(0.0, best - 10)])),
        best,
        draw(st.sampled_from([best, 100.0, min(100.0, best + 10)])),
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    lean = draw(st.sampled_from(OPTIONS))
    unrated = draw(st.lists(st.sampled_from(JUDGED), max_size=3, unique=True))
    levels = {name: draw(triangles(lean, name)) for name in JUDGED if name not in unrated}
    facts: dict[str, Any] = {
        "kind": draw(st.sampled_from(["peacekeeping_operation", "political_mission"])),
        "mandate": draw(st.sampled_from(["multidimensional", "multidimensional", "stabilization", "observation"])),
        "uses_force": draw(st.sampled_from(["no", "may_be_targeted", "engages"])),
        "rc_hc_in_other_mission": draw(st.sampled_from([False, False, True, None])),
        "phase": draw(st.sampled_from(["consolidation", "fragile_process", None])),
        "ocha": draw(st.sampled_from(["none", "country_office", None])),
        "perspective": draw(st.sampled_from(["balanced", "mission", "ocha", "country_team", "ngo"])),
        "mission_countries": draw(st.sampled_from([("LBR",), ("LBR",), ()])),
        "overrules": draw(st.sampled_from([{}, {}, {"R1": "x"}, {"R4": "x"}])),
        "weights": draw(st.none() | POINTS),
    }
    return build_case(levels, **facts)


@given(case=cases(), data=st.data())
@examples(120)
def test_removing_ratings_of_any_case_never_raises_its_strength(
    model: DecisionModel, case: Case, data: st.DataObject
) -> None:
    order = data.draw(st.lists(st.sampled_from(sorted(case.ratings)), min_size=1, max_size=4, unique=True))
    never_stronger(model, case, order)


@pytest.mark.parametrize("seed", [1, 2])
def test_stripping_a_strong_case_bare_never_raises_its_strength_on_the_way(
    model: DecisionModel, seed: int
) -> None:
    order = random.Random(seed).sample(JUDGED, len(JUDGED))
    case = build_case(everywhere(OPTIONS[seed]), mandate="multidimensional")
    assert strength(model, case) > 0
    never_stronger(model, case, order)


@pytest.mark.parametrize("armed", [(0, 66, 66), (64, 65, 100), (0, 65, 65), (66, 66, 100), (0, 0, 100)])
@pytest.mark.parametrize("lean", OPTIONS)
def test_removing_the_level_on_which_the_rule_of_force_turns_never_raises_strength(
    model: DecisionModel, armed: tuple[float, float, float], lean: str
) -> None:
    case = build_case({**everywhere(lean), "armed_opposition": armed}, uses_force="may_be_targeted")
    never_stronger(model, case, ["armed_opposition"])


@pytest.mark.parametrize("calm", [(0, 20, 20), (19, 20, 100), (0, 21, 21)])
def test_removing_a_level_on_which_two_feet_in_turns_never_raises_strength(
    model: DecisionModel, calm: tuple[float, float, float]
) -> None:
    levels = {**everywhere(IN), "insecurity": calm}
    case = build_case(levels, phase="consolidation", ocha="none")
    for first in ("insecurity", "coordination_gap", "humanitarian_caseload"):
        never_stronger(model, case, [first])


@pytest.mark.parametrize("facts", [{"rc_hc_in_other_mission": True}, {"mission_countries": ("LBR", "SLE")}])
@pytest.mark.parametrize("lean", OPTIONS)
def test_where_geography_leaves_one_option_removing_a_rating_never_raises_strength(
    model: DecisionModel, facts: dict[str, Any], lean: str
) -> None:
    never_stronger(model, build_case(everywhere(lean), **facts), ["insecurity", "mission_overlap", "ngo_distance"])


@pytest.mark.parametrize("name", JUDGED)
@pytest.mark.parametrize("triple", [(0, 0, 100), (0, 100, 100), (0, 50, 100)])
def test_one_skewed_triangle_is_never_worth_less_than_no_rating(
    model: DecisionModel, name: str, triple: tuple[float, float, float]
) -> None:
    never_stronger(model, build_case({**everywhere(ONE), name: triple}, kind="political_mission"), [name])


def test_a_hostility_family_left_wholly_unknown_is_not_a_hostility_family_that_agrees(
    model: DecisionModel,
) -> None:
    """All four at 100 name two feet out and forbid firm; with none known nothing may be concluded from them."""
    weights = ({"hostility": 10, "geography": 20, "space": 40, "coherence": 30}, {})
    members = list(FAMILIES["hostility"][1])
    levels = {**everywhere(ONE), **dict.fromkeys(members, 100)}
    case = build_case(levels, kind="political_mission", weights=weights)
    assert strength(model, case) == ORDER.index("leaning")
    never_stronger(model, case, members)


def test_a_tie_of_the_other_two_in_the_hostility_family_is_not_agreement(model: DecisionModel) -> None:
    """Default weights: two known levels midway, so that the unknown ones make two feet in and out tie on top."""
    levels = {**everywhere(ONE), "host_hostility": 37.5, "armed_opposition": 40, "insecurity": 90}
    del levels["mission_engagement"]
    case = build_case(levels, kind="political_mission")
    assert strength(model, case) == ORDER.index("leaning")
    never_stronger(model, case, ["insecurity"])


def test_ways_that_compare_options_with_each_other_gain_nothing_by_a_removed_rating(model: DecisionModel) -> None:
    """Four of six ways agree. Unrated, the others' fits rise together, which EDAS' average holds against the
    strongest rival: a level that is no longer known turns the average and regret ways, and five agree."""
    levels = {
        "host_hostility": 100, "armed_opposition": 40, "mission_engagement": 18, "insecurity": 20,
        "area_mismatch": 100, "mission_overlap": 40,
        "neutrality_risk": 0, "access_dependence": 0, "aid_worker_risk": 100, "ngo_distance": 0,
        "peace_fragility": 50, "objective_conflict": 0, "coherence_yield": 0, "coordination_gap": 50,
        "humanitarian_caseload": 0,
    }  # fmt: skip
    points = {
        "host_hostility": 40, "armed_opposition": 130, "mission_engagement": 240, "insecurity": 120,
        "area_mismatch": 270, "mission_overlap": 50,
        "neutrality_risk": 0, "access_dependence": 10, "aid_worker_risk": 50, "ngo_distance": 0,
        "peace_fragility": 40, "objective_conflict": 10, "coherence_yield": 0, "coordination_gap": 15,
        "humanitarian_caseload": 0,
    }  # fmt: skip
    families = {name: sum(points[member] for member in members) for name, (_, members) in FAMILIES.items()}
    case = build_case(levels, kind="political_mission", weights=(families, points))
    never_stronger(model, case, ["host_hostility"], draws=4096)


def test_a_family_full_but_for_the_last_bit_does_not_hide_a_way_until_a_rating_is_removed(
    model: DecisionModel,
) -> None:
    """Points 5 and 1 make the shares within geography add up to 1.0000000000000002: beyond every COMET rule."""
    case = build_case(
        everywhere(ONE), kind="political_mission", weights=({}, {"area_mismatch": 5, "mission_overlap": 1})
    )
    never_stronger(model, without(case, "host_hostility", "neutrality_risk"), ["mission_overlap"])
