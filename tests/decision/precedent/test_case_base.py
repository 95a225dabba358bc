"""Distances and the leave-one-out record against the formula in plain Python, over random small libraries."""

from __future__ import annotations

import dataclasses
import datetime
import math
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Case, Documented, WeightOverride
from decision.model import DecisionModel
from decision.precedent.case_base import CaseBase, Coded
from decision.precedent.nearest import precedents
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    WEIGHTS,
    build_case,
    examples,
    without,
)

MISSIONS = ("UNALPHA", "unAlpha", "UNBETA", "UNGAMMA")
DAYS = (
    datetime.date(2004, 2, 29), datetime.date(2006, 2, 28), datetime.date(2006, 3, 1), datetime.date(2006, 9, 29),
    datetime.date(2006, 9, 30), datetime.date(2008, 2, 29), datetime.date(2008, 9, 30), datetime.date(2008, 10, 1),
    datetime.date(2010, 3, 1), datetime.date(2010, 9, 30), datetime.date(2010, 10, 1),
)  # fmt: skip


def random_weights(chance: random.Random) -> WeightOverride | None:
    """Whole points for every family and criterion, some of them none; or the default profile."""
    if chance.random() < 0.4:
        return None
    families = {name: float(chance.randint(0, 4)) for name in FAMILIES}
    families["space"] += 1
    criteria = {name: float(chance.randint(0, 3)) for name in THRESHOLDS}
    for _, members in FAMILIES.values():
        criteria[members[0]] += 1
    return WeightOverride(families, criteria)


def random_case(chance: random.Random, number: int) -> Case:
    """A documented case of one of a few missions, with few different levels and many facts not stated."""
    share = chance.choice((0.3, 0.7, 1.0))
    levels = {
        name: chance.choice((0.0, 20.0, 35.5, 80.0, 100.0)) for name in THRESHOLDS if chance.random() < share
    }
    case = build_case(
        levels,
        number=number,
        kind=chance.choice(("peacekeeping_operation", "political_mission")),
        mandate=chance.choice(("multidimensional", "stabilization")),
        uses_force=chance.choice(("no", "engages")),
        mission=chance.choice(MISSIONS),
        mission_countries=chance.choice(((), ("LBR",), ("LBR", "SLE"))),
        rc_hc_in_other_mission=chance.choice((None, True, False)),
        team=chance.choice((None, ("LBR",), ("SLE", "GIN"))),
        ocha=chance.choice((None, "none", "country_office")),
        phase=chance.choice((None, "conflict", "transition")),
        as_of=chance.choice(DAYS),
    )
    made = Documented(chance.choice(OPTIONS), "p. 20")
    return dataclasses.replace(
        case, documented=made if chance.random() < 0.9 else None, weights=random_weights(chance)
    )


def random_library(seed: int) -> list[Case]:
    """Up to nine cases, some of them versions of one another, with titles that may be the same."""
    chance = random.Random(seed)
    library = [random_case(chance, chance.randint(1, 7)) for _ in range(chance.randint(0, 9))]
    return [dataclasses.replace(case, title=f"Case {chance.randint(1, 40)}") for case in library]


def plain_weights(case: Case) -> dict[str, float]:
    if case.weights is None:
        return dict(WEIGHTS)
    families, criteria, weights = case.weights.families, case.weights.criteria, {}
    for family, (_, members) in FAMILIES.items():
        whole = sum(criteria[name] for name in members)
        for name in members:
            weights[name] = families[family] / sum(families.values()) * criteria[name] / whole
    return weights


def plain_levels(case: Case) -> dict[str, float]:
    """Rated levels; the mismatch of areas is computed from the countries where both are known."""
    levels = {name: rating.estimate.best for name, rating in case.ratings.items()}
    mission, team = (
        set(case.mission.countries),
        set(() if case.country_team is None else case.country_team.countries),
    )
    if "area_mismatch" not in levels and mission and team:
        levels["area_mismatch"] = 100 * (1 - len(mission & team) / len(mission | team))
    return levels


def plain_facts(case: Case) -> dict[str, object]:
    """Facts of the shipped model that a case states."""
    mission, team = case.mission, case.country_team
    facts = {
        "mission.kind": mission.kind,
        "mission.mandate": mission.mandate,
        "mission.uses_force": mission.uses_force,
        "mission.spans_countries": len(mission.countries) > 1 if mission.countries else None,
        "mission.rc_hc_in_other_mission": mission.rc_hc_in_other_mission,
        "country_team.ocha_presence": None if team is None else team.ocha_presence,
        "phase": case.phase,
    }
    return {name: value for name, value in facts.items() if value is not None}


def plain_distance(one: Case, other: Case) -> float | None:
    """Gower's distance by the weights of the first; None where less than half of them is rated in both."""
    weights, here, there = plain_weights(one), plain_levels(one), plain_levels(other)
    both = here.keys() & there.keys()
    overlap = math.fsum(weights[name] for name in both)
    if overlap < 0.5 - 1e-12:
        return None
    by_level = math.fsum(weights[name] * abs(here[name] - there[name]) / 100 for name in both) / overlap
    mine, yours = plain_facts(one), plain_facts(other)
    stated = mine.keys() & yours.keys()
    if not stated:
        return by_level
    return 0.7 * by_level + 0.3 * sum(mine[name] != yours[name] for name in stated) / len(stated)


def plain_other(one: Case, other: Case) -> bool:
    """Not the same case, and not the same mission within 24 months."""
    if one.id == other.id:
        return False
    early, late = sorted((one.as_of, other.as_of))
    near = (late.year, late.month, late.day) <= (early.year + 2, early.month, early.day)
    return not (near and one.mission.name.lower() == other.mission.name.lower())


def plain_nearest(one: Case, library: Sequence[Case]) -> list[Case]:
    """The comparable others, nearest first, equal distances by title, then as the library has them."""
    found = [
        (round(distance, 9), case.title, place)
        for place, case in enumerate(library)
        if plain_other(one, case) and (distance := plain_distance(one, case)) is not None
    ]
    return [library[place] for _, _, place in sorted(found)]


def plain_record(library: Sequence[Case]) -> tuple[int, int]:
    tested = agreed = 0
    for one in library:
        if nearest := plain_nearest(one, library):
            tested += 1
            agreed += option_of(nearest[0]) == option_of(one)
    return tested, agreed


def option_of(case: Case) -> str:
    assert case.documented is not None
    return case.documented.option


SEEDS = st.integers(0, 10**9)


@given(SEEDS)
@examples(60)
def test_distances_of_random_cases_are_those_of_the_formula(model: DecisionModel, seed: int) -> None:
    library = random_library(seed)
    base, one = CaseBase(model, library), random_case(random.Random(seed + 1), 8)
    found, documented = (
        base.distances(Coded.of(model, one)),
        [case for case in library if case.documented is not None],
    )
    assert [row.case for row in base.rows] == documented
    assert found.total.shape == found.comparable.shape == (len(documented),)
    assert base.others(one).tolist() == [plain_other(one, case) for case in documented]
    for place, case in enumerate(documented):
        wanted = plain_distance(one, case)
        assert bool(found.comparable[place]) == (wanted is not None)
        if wanted is not None:
            assert found.total[place] == pytest.approx(wanted, abs=1e-12)
            assert found.levels[place].sum() + found.facts[place].sum() == pytest.approx(wanted, abs=1e-12)
            assert 0 <= wanted <= 1


@given(SEEDS)
@examples(60)
def test_the_record_is_that_of_asking_every_case_in_turn(model: DecisionModel, seed: int) -> None:
    library = random_library(seed)
    documented = [case for case in library if case.documented is not None]
    assert CaseBase(model, library).record == plain_record(documented)


@given(SEEDS)
@examples(40)
def test_the_line_of_a_random_case_is_that_of_the_formula(model: DecisionModel, seed: int) -> None:
    library, one = random_library(seed), random_case(random.Random(seed + 1), 3)
    documented = [case for case in library if case.documented is not None]
    line, nearest = precedents(model, one, library), plain_nearest(one, documented)
    assert [(item.case_id, item.title, item.option) for item in line.nearest] == [
        (case.id, case.title, option_of(case)) for case in nearest[:3]
    ]
    assert line.comparable == len(nearest)
    assert line.documented == sum(plain_other(one, case) for case in documented)
    assert line.option == (option_of(nearest[0]) if nearest else None)
    assert (line.tested, line.agreed) == plain_record(documented)


def test_random_libraries_try_what_they_are_to_try() -> None:
    """Agreement and none, versions, the same mission near in time and far, and cases too thin to compare."""
    seen = {"agrees": 0, "not": 0, "version": 0, "near": 0, "far": 0, "thin": 0, "half": 0}
    for seed in range(60):
        library = [case for case in random_library(seed) if case.documented is not None]
        tested, agreed = plain_record(library)
        seen["agrees"] += agreed
        seen["not"] += tested - agreed
        pairs = [(one, other) for one in library for other in library if one is not other]
        for one, other in pairs:
            same = one.mission.name.lower() == other.mission.name.lower()
            seen["version"] += one.id == other.id
            seen["near"] += one.id != other.id and not plain_other(one, other)
            seen["far"] += same and plain_other(one, other)
            seen["thin"] += plain_distance(one, other) is None
            seen["half"] += plain_distance(one, other) != plain_distance(other, one)
    assert min(seen.values()) > 10, seen


def test_cases_equally_far_but_for_their_last_bits_stand_in_the_order_of_their_titles(
    model: DecisionModel,
) -> None:
    """Ten, twenty and thirty points to either side: the sums of the two sides may part in their last bits."""
    for step in (10.0, 20.0, 30.0):
        one, above, below = documented_at(50, 1), documented_at(50 + step, 2), documented_at(50 - step, 3)
        for first, second in ((above, below), (below, above)):
            library = [dataclasses.replace(first, title="B"), dataclasses.replace(second, title="A")]
            line = precedents(model, one, library)
            assert [item.title for item in line.nearest] == ["A", "B"]
            base = CaseBase(model, library)
            assert base.nearest(base.distances(Coded.of(model, one)), base.others(one)) == [1, 0]


@given(SEEDS)
@examples(30)
def test_a_base_made_once_answers_as_one_made_for_each_question(model: DecisionModel, seed: int) -> None:
    library = random_library(seed)
    base = CaseBase(model, library)
    for number in (3, 9):
        one = random_case(random.Random(seed + number), number)
        assert precedents(model, one, base) == precedents(model, one, library)


def documented_at(level: float, number: int, option: str = OUT, levels: Mapping[str, float] | None = None) -> Case:
    made = build_case(
        {**dict.fromkeys(THRESHOLDS, level), **(levels or {})}, number=number, mission=f"MISSION {number}"
    )
    return dataclasses.replace(made, documented=Documented(option, "p. 20"))


def only(*families: str) -> WeightOverride:
    """All weight on some families, equal among them."""
    return WeightOverride({name: float(name in families) for name in FAMILIES}, {})


def test_each_case_is_asked_by_its_own_weights(model: DecisionModel) -> None:
    """They differ in geography alone, which is all that matters to the one and nothing to the other."""
    geography = dict.fromkeys(FAMILIES["geography"][1], 90.0)
    one = dataclasses.replace(documented_at(50, 1), weights=only("geography"))
    other = dataclasses.replace(documented_at(50, 2, levels=geography), weights=only("space", "hostility"))
    base = CaseBase(model, [one, other])
    assert base.distances(Coded.of(model, one)).total.tolist() == pytest.approx([0, 0.7 * 0.4])
    assert base.distances(Coded.of(model, other)).total.tolist() == pytest.approx([0, 0])


def test_the_record_asks_each_case_by_its_own_weights(model: DecisionModel) -> None:
    """1 looks at geography and finds 2, which did the same; 2 looks at space and finds 3, which did not."""
    one = dataclasses.replace(documented_at(50, 1, IN), weights=only("geography"))
    two = documented_at(50, 2, IN, dict.fromkeys(FAMILIES["space"][1], 10.0))
    two = dataclasses.replace(two, weights=only("space"))
    three = documented_at(90, 3, ONE, dict.fromkeys(FAMILIES["space"][1], 12.0))
    three = dataclasses.replace(three, weights=only("hostility"))
    assert CaseBase(model, [one, two, three]).record == (3, 1)
    assert precedents(model, one, [one, two, three]).nearest[0].case_id == two.id
    assert precedents(model, two, [one, two, three]).nearest[0].case_id == three.id


@pytest.mark.parametrize("size", [1, 2, 3, 4, 9])
@pytest.mark.parametrize("families", [("hostility", "geography"), ("space", "coherence")])
def test_just_half_of_the_weight_in_common_is_enough_in_a_library_of_any_size(
    model: DecisionModel, families: tuple[str, str], size: int
) -> None:
    """.35 + .15 and .30 + .20 are one half, which the model calls enough, whatever the last bits of the sum."""
    rated = [name for family in families for name in FAMILIES[family][1]]
    one = build_case(dict.fromkeys(rated, 50.0), mission_countries=())
    library = [documented_at(60, number) for number in range(2, size + 2)]
    line = precedents(model, one, library)
    assert (line.documented, line.comparable) == (size, size)


def test_a_case_is_told_from_another_by_its_id_alone(model: DecisionModel) -> None:
    """Its title, its mission and its date may all have changed since the version in the library."""
    version = dataclasses.replace(documented_at(50, 1), title="Another", as_of=datetime.date(1990, 1, 1))
    same_title = dataclasses.replace(documented_at(60, 2), title="Case 1")
    base = CaseBase(model, [version, same_title])
    assert base.others(build_case(number=1)).tolist() == [False, True]
    assert base.others(build_case(number=3)).tolist() == [True, True]


def test_versions_of_one_case_are_no_precedents_of_each_other(model: DecisionModel) -> None:
    versions = [dataclasses.replace(documented_at(50, 1), as_of=day) for day in DAYS[:3]]
    assert CaseBase(model, versions).record == (0, 0)
    assert CaseBase(model, [*versions, documented_at(55, 2)]).record == (4, 4)


def test_no_case_has_no_distance_and_no_record(model: DecisionModel) -> None:
    undocumented = [build_case(dict.fromkeys(THRESHOLDS, 50.0), number=2)]
    for library in ([], undocumented):
        base, one = CaseBase(model, library), Coded.of(model, documented_at(50, 1))
        found = base.distances(one)
        assert base.rows == ()
        assert base.record == (0, 0)
        assert base.others(one.case).tolist() == []
        assert found.total.tolist() == found.comparable.tolist() == []
        assert found.levels.shape == (0, len(model.criteria))
        assert found.facts.shape == (0, len(model.precedent.facts))
        assert base.nearest(found, base.others(one.case)) == []


def test_a_case_of_nothing_rated_is_comparable_to_none_and_has_no_number_that_is_not_one(
    model: DecisionModel,
) -> None:
    base = CaseBase(model, [build_case({}, number=2, mission_countries=(), documented=Documented(OUT, "p. 20"))])
    found = base.distances(Coded.of(model, documented_at(50, 1)))
    assert found.comparable.tolist() == [False]
    assert np.isfinite(found.total).all()


def test_with_nothing_asked_in_common_no_case_is_comparable_even_where_no_overlap_is_needed(
    model: DecisionModel,
) -> None:
    free = dataclasses.replace(model, precedent=dataclasses.replace(model.precedent, least_overlap=0.0))
    there = without(documented_at(60, 2), *FAMILIES["space"][1])
    line = precedents(free, build_case({"ngo_distance": 60.0}, mission_countries=()), [there])
    assert (line.documented, line.comparable) == (1, 0)
    weightless = dataclasses.replace(documented_at(60, 1), weights=only("space"))
    assert precedents(free, weightless, [there]).comparable == 0


def test_where_no_fact_is_stated_in_both_the_levels_are_the_whole_distance(model: DecisionModel) -> None:
    """Kind, mandate and force are always stated; a model may ask for others alone."""
    facts = ("phase", "country_team.ocha_presence")
    quiet = dataclasses.replace(model, precedent=dataclasses.replace(model.precedent, facts=facts))
    one = build_case(dict.fromkeys(THRESHOLDS, 50.0), phase=None, ocha="none")
    there = dataclasses.replace(
        build_case(dict.fromkeys(THRESHOLDS, 80.0), number=2, mission="OTHER", phase="conflict", ocha=None),
        documented=Documented(OUT, "p. 20"),
    )
    assert precedents(quiet, one, [there]).nearest[0].distance == pytest.approx(0.3)
