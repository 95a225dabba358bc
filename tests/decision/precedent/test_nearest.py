"""Precedents against Gower distances worked out by hand, and what never counts as one."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest

from decision.case import Case, Documented
from decision.model import DecisionModel
from decision.precedent.case_base import CaseBase
from decision.precedent.nearest import Precedents, precedents
from tests.decision.conftest import IN, ONE, OUT, THRESHOLDS, WEIGHTS, build_case, without

FACTS = 7
"""Facts of the shipped model: kind, mandate, force, countries, RC/HC elsewhere, OCHA, phase."""


def other(number: int, level: float, option: str = OUT, **changes: Any) -> Case:
    """A documented case of another mission, with every criterion at one level."""
    levels = dict.fromkeys(THRESHOLDS, level)
    made = build_case(levels, number=number, mission=f"MISSION {number}", **changes)
    return dataclasses.replace(made, documented=Documented(option, "p. 20"))


def here(level: float = 50, **changes: Any) -> Case:
    return build_case(dict.fromkeys(THRESHOLDS, level), **changes)


def distances(found: Precedents) -> dict[str, float]:
    return {item.title: item.distance for item in found.nearest}


def test_equal_facts_and_levels_twenty_points_apart_are_seven_tenths_of_a_fifth(model: DecisionModel) -> None:
    assert distances(precedents(model, here(), [other(2, 70)])) == {"Case 2": pytest.approx(0.7 * 0.2)}


@pytest.mark.parametrize(
    ("changes", "differing", "stated"),
    [
        ({}, 0, 7),
        ({"mandate": "enforcement"}, 1, 7),
        ({"mandate": "enforcement", "phase": "conflict", "ocha": "none"}, 3, 7),
        ({"phase": None}, 0, 6),
        ({"phase": None, "ocha": None, "uses_force": "engages"}, 1, 5),
        ({"status": "closing"}, 0, 7),
    ],
)
def test_facts_count_three_tenths_over_what_both_cases_state(
    model: DecisionModel, changes: dict[str, Any], differing: int, stated: int
) -> None:
    found = precedents(model, here(), [other(2, 50, **changes)])
    assert distances(found) == {"Case 2": pytest.approx(0.3 * differing / stated)}


def test_levels_are_weighted_and_only_those_both_cases_rate(model: DecisionModel) -> None:
    there = without(other(2, 50), "insecurity")
    there = dataclasses.replace(there, ratings={**there.ratings, **build_case({"mission_overlap": 90}).ratings})
    overlap = 1 - WEIGHTS["insecurity"] - WEIGHTS["ngo_distance"]
    found = precedents(model, without(here(), "ngo_distance"), [there])
    assert distances(found) == {"Case 2": pytest.approx(0.7 * WEIGHTS["mission_overlap"] * 0.4 / overlap)}


def test_differences_name_what_differs_most_with_both_sides(model: DecisionModel) -> None:
    levels = {**dict.fromkeys(THRESHOLDS, 50.0), "mission_overlap": 90.0, "insecurity": 60.0}
    there = dataclasses.replace(
        build_case(levels, number=2, mission="OTHER", phase="conflict"), documented=Documented(OUT, "p. 20")
    )
    found = precedents(model, here(), [there]).nearest[0].differences
    assert [(item.key, item.here, item.there) for item in found] == [
        ("phase", "fragile_process", "conflict"),
        ("mission_overlap", 50, 90),
        ("insecurity", 50, 60),
    ]
    assert [item.share for item in found] == pytest.approx(
        [0.3 / FACTS, 0.7 * WEIGHTS["mission_overlap"] * 0.4, 0.7 * WEIGHTS["insecurity"] * 0.1]
    )


def test_the_three_nearest_stand_nearest_first_and_the_nearest_names_the_option(model: DecisionModel) -> None:
    library = [other(2, 90, IN), other(3, 60, ONE), other(4, 20, OUT), other(5, 55, OUT), other(6, 0, ONE)]
    found = precedents(model, here(), library)
    assert [item.title for item in found.nearest] == ["Case 5", "Case 3", "Case 4"]
    assert (found.option, found.supporting) == (OUT, 2)
    assert (found.documented, found.comparable) == (5, 5)


def test_the_order_of_the_library_changes_nothing(model: DecisionModel, nine: dict[str, Case]) -> None:
    library = list(nine.values())
    for case in library:
        assert precedents(model, case, library) == precedents(model, case, library[::-1])


def test_equally_near_cases_stand_in_the_order_of_their_titles(model: DecisionModel) -> None:
    found = precedents(model, here(), [other(3, 60, IN), other(2, 40, OUT)])
    assert [item.title for item in found.nearest] == ["Case 2", "Case 3"]


def test_the_case_itself_and_its_versions_never_count(model: DecisionModel) -> None:
    version = dataclasses.replace(other(1, 50), as_of=datetime.date(1999, 1, 1))
    found = precedents(model, here(), [version])
    assert (found.nearest, found.option, found.documented) == ((), None, 0)


@pytest.mark.parametrize(
    ("then", "counts"),
    [
        (datetime.date(2008, 9, 30), False),
        (datetime.date(2010, 9, 30), False),
        (datetime.date(2006, 9, 30), False),
        (datetime.date(2010, 10, 30), True),
        (datetime.date(2006, 8, 30), True),
        (datetime.date(2012, 1, 1), True),
    ],
)
@pytest.mark.parametrize("name", ["UNTEST", "untest"])
def test_the_same_mission_within_24_months_never_counts(
    model: DecisionModel, then: datetime.date, name: str, counts: bool
) -> None:
    there = other(2, 50)
    there = dataclasses.replace(there, as_of=then, mission=dataclasses.replace(there.mission, name=name))
    assert bool(precedents(model, here(), [there]).nearest) is counts


def test_another_mission_of_the_same_day_counts(model: DecisionModel) -> None:
    assert precedents(model, here(), [other(2, 50)]).documented == 1


def test_a_case_of_which_nobody_knows_what_was_done_is_no_precedent(model: DecisionModel) -> None:
    there = dataclasses.replace(other(2, 50), documented=None)
    assert precedents(model, here(), [there]).documented == 0


def test_a_thin_library_says_how_many_of_how_many_are_comparable(model: DecisionModel) -> None:
    """A case with less than half of the weight in common is documented, but not comparable."""
    thin = without(other(2, 50), *(name for name in THRESHOLDS if WEIGHTS[name] > 0.045 or name == "insecurity"))
    assert sum(WEIGHTS[name] for name in thin.ratings) < 0.5
    found = precedents(model, here(), [thin, other(3, 50)])
    assert (found.documented, found.comparable, len(found.nearest)) == (2, 1, 1)
    empty = precedents(model, here(), [])
    assert (empty.nearest, empty.option, empty.supporting, empty.documented) == ((), None, 0, 0)


def test_a_case_with_nothing_rated_has_no_precedent(model: DecisionModel) -> None:
    found = precedents(model, build_case(mission_countries=()), [other(2, 50)])
    assert (found.nearest, found.documented, found.comparable) == ((), 1, 0)


def test_leave_one_out_counts_each_documented_case_against_the_others(model: DecisionModel) -> None:
    """2 and 3 are nearest to each other and agree; 4 is nearest to 3 and does not."""
    assert CaseBase(model, [other(2, 10, IN), other(3, 20, IN), other(4, 90, OUT)]).record == (3, 2)
    assert CaseBase(model, [other(2, 10, IN)]).record == (0, 0)
    assert CaseBase(model, [other(2, 10, IN), here(10)]).record == (0, 0)


def test_a_case_is_as_far_from_another_as_the_other_from_it_where_their_weights_agree(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    one, two = nine["liberia-unmil"], nine["somalia"]
    there = precedents(model, one, [two]).nearest[0].distance
    assert precedents(model, two, [one]).nearest[0].distance == pytest.approx(there)
    assert 0 < there < 1


def test_what_was_done_in_the_case_itself_changes_nothing_in_its_line(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    library = list(nine.values())
    case = nine["burundi-binub"]
    line = precedents(model, case, library)
    for documented in (None, Documented(OUT, "elsewhere")):
        changed = precedents(model, dataclasses.replace(case, documented=documented, title="Another"), library)
        assert changed == line
