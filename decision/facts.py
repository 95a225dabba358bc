"""The facts of a case that doctrine and precedent look at, by key, and the values each may take."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from decision.case import Case, Mandate, MissionKind, MissionStatus, OchaPresence, Phase, UsesForce
from decision.conditions import Facts, FactValue


def _names(kind: type[StrEnum]) -> tuple[FactValue, ...]:
    return tuple(item.value for item in kind)


_YES_NO: tuple[FactValue, ...] = (True, False)

FACT_VALUES: Mapping[str, tuple[FactValue, ...]] = {
    "mission.kind": _names(MissionKind),
    "mission.status": _names(MissionStatus),
    "mission.mandate": _names(Mandate),
    "mission.uses_force": _names(UsesForce),
    "mission.spans_countries": _YES_NO,
    "mission.rc_hc_in_other_mission": _YES_NO,
    "country_team.present": _YES_NO,
    "country_team.ocha_presence": _names(OchaPresence),
    "phase": _names(Phase),
}


def facts_of(case: Case) -> Facts:
    """The facts of a case; None where the case does not say.

    A mission "spans countries" when its area names more than one (p. 20 of the source); with no area named that
    is not known. A country team without any country is no country team.
    """
    mission, team = case.mission, case.country_team
    return {
        "mission.kind": mission.kind,
        "mission.status": mission.status,
        "mission.mandate": mission.mandate,
        "mission.uses_force": mission.uses_force,
        "mission.spans_countries": len(mission.countries) > 1 if mission.countries else None,
        "mission.rc_hc_in_other_mission": mission.rc_hc_in_other_mission,
        "country_team.present": None if team is None else bool(team.countries),
        "country_team.ocha_presence": None if team is None else team.ocha_presence,
        "phase": case.phase,
    }
