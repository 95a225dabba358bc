"""Tipping levels, weight stability and fact flips against brute force over every whole level, weight and fact."""

from __future__ import annotations

import dataclasses
import math
import random
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from decision.case import (
    Case,
    CountryTeam,
    Mandate,
    MissionKind,
    MissionStatus,
    OchaPresence,
    Phase,
    UsesForce,
)
from decision.doctrine import consult_doctrine
from decision.model import DecisionModel
from decision.sensitivity.overall import Sensitivity, sensitivity
from decision.valuation import Valuation, value_case
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    THRESHOLDS,
    build_case,
    design_doctrine,
    everywhere,
    fit,
    strongest,
)

Asked = list[tuple[Case, Valuation, Sensitivity]]


def sensitivity_of(model: DecisionModel, case: Case) -> Sensitivity:
    made = value_case(model, case)
    return sensitivity(model, case, made, consult_doctrine(model, case, made.levels))


@pytest.fixture(scope="module")
def asked(model: DecisionModel, nine: dict[str, Case]) -> Asked:
    """Starting cases, cases near a rule's threshold and random ones, each with its sensitivity."""
    return [(case, value_case(model, case), sensitivity_of(model, case)) for case in some_cases(nine)]


def first_of(values: np.ndarray, allowed: list[str]) -> str | None:
    rounded = {
        option: round(float(value), 9) for option, value in zip(OPTIONS, values, strict=True) if option in allowed
    }
    best = [option for option, value in rounded.items() if value == max(rounded.values())]
    return best[0] if len(best) == 1 else None


def allowed_by_table(case: Case, levels: Mapping[str, float]) -> list[str]:
    said = design_doctrine(case, levels)
    return [option for option in OPTIONS if strongest(said[option]) != "excluded"]


def some_cases(nine: Mapping[str, Case]) -> Iterator[Case]:
    yield from (nine[stem] for stem in ("liberia-unmil", "chad-car-minurcat", "dr-congo-monuc", "somalia"))
    calm = {name: level for name, level in everywhere(IN).items() if name not in FAMILIES["coherence"][1]}
    yield build_case({**calm, "armed_opposition": 60}, uses_force="may_be_targeted", title="Near R1")
    yield build_case({"armed_opposition": 66, "insecurity": 19.5}, uses_force="may_be_targeted", perspective="ngo")
    yield build_case(mission_countries=())
    chance = random.Random(11)
    for number in range(10):
        rated = chance.sample(sorted(THRESHOLDS), 15 - number)
        levels = {name: float(chance.choice([chance.randint(0, 100), *THRESHOLDS[name]])) for name in rated}
        force = chance.choice(["no", "may_be_targeted"])
        yield build_case(levels, uses_force=force, perspective=chance.choice(["balanced", "mission", "ngo"]))


def brute_flips(now: float, answer: Callable[[float], str | None]) -> tuple[Any, Any]:
    """The nearest whole level below and above at which the answer is another."""
    today = answer(now)
    below = next(((lv, answer(lv)) for lv in range(math.ceil(now) - 1, -1, -1) if answer(lv) != today), None)
    above = next(((lv, answer(lv)) for lv in range(math.floor(now) + 1, 101) if answer(lv) != today), None)
    return below, above


def test_tipping_levels_are_those_found_by_trying_every_whole_level(model: DecisionModel, asked: Asked) -> None:
    flips = 0
    for case, made, sensitive in asked:
        found = {item.criterion: item for item in sensitive.tipping}
        rated = {level.criterion: level.estimate.best for level in made.levels if level.rated}
        assert set(found) == set(rated)
        for place, name in enumerate(model.criterion_ids):
            if name not in rated:
                continue
            weight, now = made.weights.criteria[place], rated[name]
            rest = made.values - weight * np.array([fit(option, name, now) for option in OPTIONS])

            def values(level: float, rest: Any = rest, weight: Any = weight, name: str = name) -> np.ndarray:
                return rest + weight * np.array([fit(option, name, level) for option in OPTIONS])

            def recommended(
                level: float, values: Any = values, case: Case = case, name: str = name, rated: Any = rated
            ) -> str | None:
                return first_of(values(level), allowed_by_table(case, {**rated, name: level}))

            item = found[name]
            assert item.now == pytest.approx(now)
            as_pairs = [None if flip is None else (flip.level, flip.option) for flip in (item.below, item.above)]
            assert tuple(as_pairs) == brute_flips(now, recommended), (case.title, name)
            by_value = brute_flips(now, lambda level, values=values: first_of(values(level), list(OPTIONS)))
            as_pairs = [
                None if flip is None else (flip.level, flip.option)
                for flip in (item.value_below, item.value_above)
            ]
            assert tuple(as_pairs) == by_value, (case.title, name)
            flips += item.below is not None or item.above is not None
    assert flips > 10


def test_tipping_levels_come_nearest_first(asked: Asked) -> None:
    for _, _, sensitive in asked:
        gaps = [
            min((abs(flip.level - item.now) for flip in (item.below, item.above) if flip), default=math.inf)
            for item in sensitive.tipping
        ]
        assert gaps == sorted(gaps)


def test_a_flip_by_a_rules_threshold_names_the_rule(asked: Asked) -> None:
    """Two feet in on all but coherence, armed_opposition at 60, and a mission that may be targeted."""
    found = next(sensitive.tipping for case, _, sensitive in asked if case.title == "Near R1")
    flip = next(item.above for item in found if item.criterion == "armed_opposition")
    assert flip is not None
    assert (flip.level, flip.option, flip.through) == (66, ONE, "R1")


def test_a_flip_by_value_names_value(model: DecisionModel) -> None:
    alone = (
        {"hostility": 1, "geography": 0, "space": 0, "coherence": 0},
        {"insecurity": 1, "host_hostility": 0, "armed_opposition": 0, "mission_engagement": 0},
    )
    item = next(
        item
        for item in sensitivity_of(model, build_case({"insecurity": 40}, weights=alone)).tipping
        if item.criterion == "insecurity"
    )
    assert (item.now, item.below.level, item.above.level) == (40, 20, 75)  # type: ignore[union-attr]
    assert (item.below.option, item.above.option) == (None, None)  # type: ignore[union-attr]
    assert item.above.through == "value"  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["families", "criteria"])
def test_inside_its_interval_of_weight_the_first_stays_first_and_just_outside_it_does_not(
    asked: Asked, kind: str
) -> None:
    ends = 0
    for case, made, sensitive in asked:
        first = first_of(made.values, list(OPTIONS))
        if first is None:
            continue
        table = made.family_values if kind == "families" else made.fits
        weights = made.weights.families if kind == "families" else made.weights.criteria
        for place, item in enumerate(getattr(sensitive, kind)):
            assert item.now == pytest.approx(weights[place])
            assert 0 <= item.low <= item.now <= item.high <= 1

            def winner(share: float, place: int = place, weights: Any = weights, table: Any = table) -> str | None:
                others = np.delete(weights, place) * (1 - share) / (1 - weights[place])
                return first_of(table @ np.insert(others, place, share), list(OPTIONS))

            hair = 1e-5
            for share in np.linspace(item.low + hair, item.high - hair, 9):
                if item.low < share < item.high:
                    assert winner(share) == first, (case.title, item.key)
            if item.below is not None and item.low > hair:
                assert winner(item.low - hair) == item.below
                ends += 1
            if item.above is not None and item.high < 1 - hair:
                assert winner(item.high + hair) == item.above
                ends += 1
            assert (item.below is None) == (item.low == 0)
            assert item.above is not None or item.high == 1
    assert ends > 10


def with_fact(case: Case, fact: str, value: Any) -> Case:
    """The case in which one fact is another."""
    mission = case.mission
    if fact == "mission.spans_countries":
        return dataclasses.replace(
            case, mission=dataclasses.replace(mission, countries=("LBR", "SLE") if value else ("LBR",))
        )
    if fact == "country_team.present":
        return dataclasses.replace(
            case,
            country_team=CountryTeam(
                ("LBR",) if value else (), None if case.country_team is None else case.country_team.ocha_presence
            ),
        )
    if fact == "country_team.ocha_presence":
        team = case.country_team or CountryTeam()
        return dataclasses.replace(case, country_team=dataclasses.replace(team, ocha_presence=OchaPresence(value)))
    if fact == "phase":
        return dataclasses.replace(case, phase=Phase(value))
    name = fact.removeprefix("mission.")
    kinds = {"kind": MissionKind, "status": MissionStatus, "mandate": Mandate, "uses_force": UsesForce}
    return dataclasses.replace(case, mission=dataclasses.replace(mission, **{name: kinds.get(name, bool)(value)}))


YES_NO_FACTS = ("mission.spans_countries", "mission.rc_hc_in_other_mission", "country_team.present")


ALL_FACTS: list[tuple[str, Any]] = [
    *(("mission.kind", item.value) for item in MissionKind),
    *(("mission.status", item.value) for item in MissionStatus),
    *(("mission.mandate", item.value) for item in Mandate),
    *(("mission.uses_force", item.value) for item in UsesForce),
    *((name, flag) for name in YES_NO_FACTS for flag in (True, False)),
    *(("country_team.ocha_presence", item.value) for item in OchaPresence),
    *(("phase", item.value) for item in Phase),
]  # fmt: skip


def test_fact_flips_are_those_found_by_trying_every_value_of_every_fact(asked: Asked) -> None:
    flips = 0
    for case, made, sensitive in asked:
        rated = {level.criterion: level.estimate.best for level in made.levels if level.rated}
        today = first_of(made.values, allowed_by_table(case, rated))
        found = {(item.fact, item.value): item.option for item in sensitive.facts}
        expected = {}
        for fact, value in ALL_FACTS:
            option = first_of(made.values, allowed_by_table(with_fact(case, fact, value), rated))
            if option != today:
                expected[fact, value] = option
        assert found == expected, case.title
        flips += len(expected)
    assert flips > 20


def test_an_unrated_criterion_has_no_tipping_level(model: DecisionModel) -> None:
    found = sensitivity_of(model, build_case({"insecurity": 40}, mission_countries=()))
    assert [item.criterion for item in found.tipping] == ["insecurity"]
