"""How far the mission's area and the country team's area part: the computed level of ``area_mismatch``."""

from __future__ import annotations

from decision.case import Case


def area_mismatch(case: Case) -> float | None:
    """100 (1 - sum of min(m, t) / sum of max(m, t)) over all countries of either; None where an area is unknown.

    m is the share (0-1) of a country that the mission covers, 1 where no share is given; t is 1 in the country
    team's countries, else 0. 0: the areas are the same; 100: they have nothing in common (p. 20 of the source).
    """
    team = case.country_team
    if not case.mission.countries or team is None or not team.countries:
        return None
    mission = {code: case.mission.coverage.get(code, 1.0) for code in case.mission.countries}
    everywhere = sorted(mission.keys() | set(team.countries))
    shares = [(mission.get(code, 0.0), 1.0 if code in team.countries else 0.0) for code in everywhere]
    union = sum(max(pair) for pair in shares)
    return 100.0 * (1.0 - sum(min(pair) for pair in shares) / union)
