"""Small cases and small models, built in one line, and the numbers of the design written down once more."""

from __future__ import annotations

import copy
import dataclasses
import datetime
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

from decision.case import (
    Case,
    CountryTeam,
    Estimate,
    Mandate,
    Mission,
    MissionKind,
    MissionStatus,
    OchaPresence,
    Overrule,
    Phase,
    Rating,
    UsesForce,
    WeightOverride,
)
from decision.doctrine import consult_doctrine
from decision.methods.cross_check import cross_check
from decision.model import DecisionModel
from decision.recommendation import Recommendation, recommend
from decision.robustness.smaa import robustness
from decision.valuation import value_case

ROOT = Path(__file__).resolve().parents[2]


def examples(count: int) -> settings:
    """Hypothesis with so many examples: the same on every machine and every day, and never on the clock."""
    return settings(
        max_examples=count,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )


THRESHOLDS = {
    "host_hostility": (15, 60),
    "armed_opposition": (15, 65),
    "mission_engagement": (15, 55),
    "insecurity": (20, 75),
    "area_mismatch": (15, 45),
    "mission_overlap": (15, 50),
    "neutrality_risk": (20, 65),
    "access_dependence": (20, 70),
    "aid_worker_risk": (20, 70),
    "ngo_distance": (30, 75),
    "peace_fragility": (25, 75),
    "objective_conflict": (25, 70),
    "coherence_yield": (30, 80),
    "coordination_gap": (25, 95),
    "humanitarian_caseload": (25, 95),
}
"""t_in and t_out of every criterion, as the table of the design prints them."""

FAMILIES = {
    "hostility": (0.35, ("host_hostility", "armed_opposition", "mission_engagement", "insecurity")),
    "geography": (0.15, ("area_mismatch", "mission_overlap")),
    "space": (0.30, ("neutrality_risk", "access_dependence", "aid_worker_risk", "ngo_distance")),
    "coherence": (
        0.20,
        ("peace_fragility", "objective_conflict", "coherence_yield", "coordination_gap", "humanitarian_caseload"),
    ),
}
"""Default weight and members of every family, as the table of the design prints them."""

IN, ONE, OUT = "two_feet_in", "one_foot_in_one_foot_out", "two_feet_out"
OPTIONS = (IN, ONE, OUT)
WEIGHTS = {name: share / len(members) for share, members in FAMILIES.values() for name in members}

Levels = Mapping[str, float | tuple[float, float, float]]


def fit(option: str, criterion: str, level: float, spread: float = 40.0) -> float:
    """The three formulas of the design, in plain Python."""
    t_in, t_out = THRESHOLDS[criterion]
    outside = {IN: level - t_in, OUT: t_out - level, ONE: max(t_in - level, level - t_out)}[option]
    return 100.0 * (1.0 - min(max(outside / spread, 0.0), 1.0))


def best_for(option: str, criterion: str) -> float:
    """A level well inside the band of an option."""
    t_in, t_out = THRESHOLDS[criterion]
    return {IN: 0.0, ONE: (t_in + t_out) / 2, OUT: 100.0}[option]


def rating(level: float | tuple[float, float, float]) -> Rating:
    low, best, high = level if isinstance(level, tuple) else (level, level, level)
    return Rating(Estimate(float(low), float(best), float(high)))


def build_case(
    levels: Levels | None = None,
    *,
    number: int = 1,
    kind: str = "peacekeeping_operation",
    mandate: str = "multidimensional",
    uses_force: str = "no",
    status: str | None = "deployed",
    mission: str = "UNTEST",
    mission_countries: Iterable[str] = ("LBR",),
    coverage: Mapping[str, float] | None = None,
    rc_hc_in_other_mission: bool | None = False,
    team: Iterable[str] | None = ("LBR",),
    ocha: str | None = "country_office",
    phase: str | None = "fragile_process",
    overrules: Mapping[str, str] | None = None,
    weights: tuple[Mapping[str, float], Mapping[str, float]] | None = None,
    **changes: Any,
) -> Case:
    """A case with given levels (a number, or low, best, high) and facts; its area is the team's own country."""
    case = Case(
        id=f"00000000-0000-4000-8000-{number:012d}",
        title=f"Case {number}",
        countries=("LBR",),
        as_of=datetime.date(2008, 9, 30),
        mission=Mission(
            name=mission,
            kind=MissionKind(kind),
            mandate=Mandate(mandate),
            uses_force=UsesForce(uses_force),
            status=None if status is None else MissionStatus(status),
            countries=tuple(mission_countries),
            coverage=dict(coverage or {}),
            rc_hc_in_other_mission=rc_hc_in_other_mission,
        ),
        country_team=None
        if team is None
        else CountryTeam(tuple(team), None if ocha is None else OchaPresence(ocha)),
        phase=None if phase is None else Phase(phase),
        ratings={name: rating(level) for name, level in (levels or {}).items()},
        overrules=tuple(Overrule(rule, reason) for rule, reason in (overrules or {}).items()),
        weights=None if weights is None else WeightOverride(*weights),
    )
    return dataclasses.replace(case, **changes)


def without(case: Case, *criteria: str) -> Case:
    """The case with some ratings taken away."""
    return dataclasses.replace(
        case, ratings={name: given for name, given in case.ratings.items() if name not in criteria}
    )


def everywhere(option: str) -> dict[str, float]:
    """Levels at which one option fits best on every criterion."""
    return {name: best_for(option, name) for name in THRESHOLDS}


def shipped_document() -> dict[str, Any]:
    """The shipped model as a parsed document of one's own, to be changed at will."""
    return tomllib.loads((ROOT / "assets" / "models" / "two-feet.toml").read_text(encoding="utf-8"))


def small_document(criteria: Mapping[str, tuple[float, float]], **changes: Any) -> dict[str, Any]:
    """A model of one family with a few criteria (name: t_in, t_out), without rules."""
    document = copy.deepcopy(shipped_document())
    document["families"] = [{"id": "hostility", "weight": 1.0}]
    document["criteria"] = [
        {"id": name, "family": "hostility", "thresholds": list(pair), "source": "test"}
        for name, pair in criteria.items()
    ]
    document["perspectives"] = [{"id": "balanced", "families": {"hostility": 1.0}}]
    document["rules"] = []
    document["contradictions"] = []
    return {**document, **changes}


def case_file(stem: str = "liberia-unmil") -> dict[str, Any]:
    """A shipped case file as a parsed document of one's own, to be changed at will."""
    document: dict[str, Any] = json.loads((ROOT / "assets" / "cases" / f"{stem}.json").read_text("utf-8"))
    return document


def design_doctrine(case: Case, levels: Mapping[str, float]) -> dict[str, set[str]]:
    """What R0 to R4 of the design say of each option, as effects by option; unrated levels are left out."""
    said: dict[str, set[str]] = {option: set() for option in OPTIONS}
    mission, team = case.mission, case.country_team

    def say(option: str, effect: str) -> None:
        said[option].add(effect)

    if team is None or not team.countries or mission.kind == "none":
        return said
    if mission.mandate == "observation":
        for option in (IN, ONE):
            say(option, "excluded")
        say(OUT, "indicated")
        return said
    targeted = mission.uses_force == "may_be_targeted" and levels.get("armed_opposition", 0) > 65
    forceful = mission.mandate in ("stabilization", "enforcement")
    forceful = forceful or mission.uses_force in ("engages", "supports_a_force") or targeted
    if mission.kind == "peacekeeping_operation" and forceful:
        say(OUT, "indicated")
        say(ONE, "discouraged")
        say(IN, "excluded")
    if len(mission.countries) > 1 or mission.rc_hc_in_other_mission:
        say(OUT, "indicated")
        say(ONE, "excluded")
        say(IN, "excluded")
    calm = levels.get("insecurity", 100) <= 20
    local = levels.get("coordination_gap", 100) <= 25 or levels.get("humanitarian_caseload", 100) <= 25
    gone = team.ocha_presence in ("none", "leaving")
    say(IN, "indicated" if calm and local and gone and case.phase == "consolidation" else "discouraged")
    if not any("indicated" in effects for effects in said.values()):
        say(ONE, "indicated")
    return said


def strongest(effects: set[str]) -> str | None:
    """An exclusion outweighs a discouragement, and that an indication."""
    return next((word for word in ("excluded", "discouraged", "indicated") if word in effects), None)


def recommended(model: DecisionModel, case: Case, draws: int = 1000, seed: int = 1) -> Recommendation:
    """The recommendation of a case from the parts of the core it is made of, with few draws."""
    made = value_case(model, case)
    return recommend(
        model,
        made,
        consult_doctrine(model, case, made.levels),
        cross_check(model, made.fits, made.weights.criteria, made.family_values, made.weights.families),
        robustness(model, case, made.levels, made.weights, draws=draws, seed=seed),
    )


def full_document() -> dict[str, Any]:
    """The Liberia case with every optional part of the contract filled."""
    document = case_file()
    document["weights"] = {
        "families": {"hostility": 1, "geography": 1, "space": 1, "coherence": 1},
        "criteria": {},
    }
    document["overrules"] = [{"rule": "R1", "reason": "Agreed"}]
    document["consultations"] = [{"party": "NGOs", "text": "They object", "date": None, "position": None}]
    document["checklists"] = {"coexistence": {"1": {"state": "met", "remark": "Yes"}}}
    document["decision"] = {"by": "Secretary-General"}
    document["brief"]["next_steps"] = [{"what": "Write", "owner": "Desk", "due": "2008-10-01"}]
    document["brief"]["left_out"] = ["dissent", "annex"]
    document["brief"]["review"] = {"date": "2009-03-31", "occasion": "Drawdown"}
    document["brief"]["options"] = {
        "two_feet_in": {"risks": ["a"], "mitigation": ["b"], "benefits": ["c"], "change": "d"}
    }
    return document


def at(document: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        document = document[step]
    return document


def nodes(document: Any) -> Iterator[tuple[Any, Any]]:
    """Every place of a document: its container, and its key there."""
    pairs = document.items() if isinstance(document, dict) else enumerate(document)
    for key, value in pairs:
        yield document, key
        if isinstance(value, dict | list):
            yield from nodes(value)
