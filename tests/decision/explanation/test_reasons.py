"""Why the answer is what it is: gaps taken apart, families alone, contradictions, and what is missing."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pytest

from decision.analysis import Analysis, analyse
from decision.case import Case, Documented, Rating
from decision.errors import ModelError
from decision.explanation.disagreement import Line
from decision.explanation.reasons import explain
from decision.model import DecisionModel
from decision.model_reading import model_from
from decision.result_writing import result_document, write_result
from decision.valuation import value_case
from tests.decision.conftest import (
    FAMILIES,
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    WEIGHTS,
    build_case,
    everywhere,
    fit,
    rating,
    shipped_document,
)

MIDDLING = {name: level for name, level in everywhere(ONE).items() if name != "ngo_distance"}


def analysis_of(model: DecisionModel, case: Case, library: tuple[Case, ...] = ()) -> Analysis:
    return analyse(model, case, library, draws=200)


@pytest.fixture(scope="module")
def of_nine(model: DecisionModel, nine: dict[str, Case]) -> dict[str, Analysis]:
    return {stem: analysis_of(model, case, tuple(nine.values())) for stem, case in nine.items()}


def test_the_contributions_of_the_criteria_add_up_to_the_lead(of_nine: dict[str, Analysis]) -> None:
    for made in of_nine.values():
        values = dict(zip(OPTIONS, made.valuation.values, strict=True))
        order = sorted(OPTIONS, key=values.__getitem__, reverse=True)
        leading = made.explanation.leading
        assert (leading.first, leading.second) == (order[0], order[1])
        assert leading.points == pytest.approx(values[order[0]] - values[order[1]])
        assert sum(item.points for item in leading.contributions) == pytest.approx(leading.points)
        sizes = [abs(item.points) for item in leading.contributions]
        assert sizes == sorted(sizes, reverse=True)
        assert len(sizes) == len(WEIGHTS)


def test_a_contribution_is_weight_times_the_difference_of_fit(model: DecisionModel) -> None:
    levels = {**everywhere(ONE), "insecurity": 90.0}
    found = analysis_of(model, build_case(levels)).explanation.leading
    assert found.first == ONE
    own = next(item.points for item in found.contributions if item.criterion == "insecurity")
    assert own == pytest.approx(
        WEIGHTS["insecurity"] * (fit(ONE, "insecurity", 90) - fit(found.second, "insecurity", 90))
    )


def test_what_is_given_up_is_the_gap_to_the_first_by_value_where_a_rule_decided(model: DecisionModel) -> None:
    made = analysis_of(model, build_case(everywhere(ONE), rc_hc_in_other_mission=True))
    found = made.explanation.given_up
    assert found is not None
    assert (found.first, found.second) == (ONE, OUT)
    assert found.points == pytest.approx(made.valuation.values[1] - made.valuation.values[2])
    assert analysis_of(model, build_case(everywhere(ONE))).explanation.given_up is None


@pytest.mark.parametrize(
    ("facts", "option", "agreement"),
    [({}, ONE, 3), ({"mandate": "stabilization"}, ONE, 2), ({"rc_hc_in_other_mission": True}, OUT, 1)],
)
def test_each_line_says_what_it_names_and_whether_that_is_recommended(
    model: DecisionModel, nine: dict[str, Case], facts: dict[str, Any], option: str, agreement: int
) -> None:
    """Precedent: southern Sudan alone, where one foot in, one foot out was done."""
    made = analysis_of(model, build_case(everywhere(ONE), **facts), (nine["southern-sudan-unmis"],))
    named = {verdict.line: verdict.option for verdict in made.explanation.lines}
    doctrine = OUT if facts else ONE
    assert named == {Line.ANALYSIS: ONE, Line.DOCTRINE: doctrine, Line.PRECEDENT: ONE}
    assert made.recommendation.option == option
    assert all(verdict.agrees == (verdict.option == option) for verdict in made.explanation.lines)
    assert made.explanation.agreement == agreement


def test_a_line_that_names_nothing_never_agrees(model: DecisionModel) -> None:
    lines = analysis_of(model, build_case(everywhere(ONE), kind="none")).explanation.lines
    assert [(verdict.line, verdict.agrees) for verdict in lines if verdict.option is None] == [
        (Line.DOCTRINE, False),
        (Line.PRECEDENT, False),
    ]


def test_each_family_alone_names_its_own_first_option(of_nine: dict[str, Analysis]) -> None:
    for made in of_nine.values():
        for place, view in enumerate(made.explanation.families):
            share, members = FAMILIES[view.family]
            assert view.weight == pytest.approx(share)
            columns = [list(WEIGHTS).index(name) for name in members]
            values = made.valuation.fits[:, columns].mean(axis=1)
            assert view.values == pytest.approx(values)
            assert view.first == OPTIONS[int(np.argmax(values))]
            assert list(FAMILIES)[place] == view.family


def test_the_baseline_stands_beside_every_result(model: DecisionModel, of_nine: dict[str, Analysis]) -> None:
    nothing = value_case(model, build_case(mission_countries=())).values
    for made in of_nine.values():
        assert made.explanation.baseline == pytest.approx(nothing)


def test_unrated_and_unsourced_criteria_are_listed(model: DecisionModel) -> None:
    case = build_case(MIDDLING, mission_countries=())
    sourced: dict[str, Rating] = {"insecurity": dataclasses.replace(rating(40), evidence=("e1",))}
    case = dataclasses.replace(case, ratings={**case.ratings, **sourced})
    found = analysis_of(model, case).explanation
    assert found.unrated == ("ngo_distance",)
    assert set(found.unsourced) == set(MIDDLING) - {"insecurity"}


@pytest.mark.parametrize(
    ("facts", "criterion", "level", "fact"),
    [
        ({"uses_force": "engages"}, "mission_engagement", 5, "mission.uses_force"),
        ({"uses_force": "supports_a_force"}, "mission_engagement", 15, "mission.uses_force"),
        ({"uses_force": "no"}, "mission_engagement", 56, "mission.uses_force"),
        ({"phase": "consolidation"}, "peace_fragility", 80, "phase"),
        ({"phase": "conflict"}, "insecurity", 20, "phase"),
        ({"rc_hc_in_other_mission": True}, "mission_overlap", 0, "mission.rc_hc_in_other_mission"),
    ],
)
def test_a_fact_and_a_level_that_contradict_are_warned_of_and_both_kept(
    model: DecisionModel, facts: dict[str, Any], criterion: str, level: float, fact: str
) -> None:
    case = build_case({**everywhere(ONE), criterion: level}, **facts)
    made = analysis_of(model, case)
    assert (fact, criterion, level) in [
        (item.fact, item.criterion, item.level) for item in made.explanation.contradictions
    ]
    assert made.case == case


@pytest.mark.parametrize(
    ("facts", "criterion", "level"),
    [
        ({"uses_force": "engages"}, "mission_engagement", 16),
        ({"uses_force": "no"}, "mission_engagement", 55),
        ({"phase": "consolidation"}, "peace_fragility", 75),
        ({"phase": None}, "peace_fragility", 90),
        ({"phase": "conflict"}, "insecurity", None),
    ],
)
def test_facts_and_levels_that_fit_or_are_unknown_are_not_warned_of(
    model: DecisionModel, facts: dict[str, Any], criterion: str, level: float | None
) -> None:
    levels = {name: at for name, at in {**everywhere(ONE), criterion: level}.items() if at is not None}
    found = analysis_of(model, build_case(levels, **facts)).explanation.contradictions
    assert criterion not in [item.criterion for item in found]


def first_and_second(values: np.ndarray) -> list[int]:
    """The places of the options by value, the earlier one first where two are level."""
    return sorted(range(len(values)), key=lambda place: (-values[place], place))


def assert_reasons(made: Analysis, bands: Mapping[str, tuple[float, ...]]) -> None:
    """What speaks for and against each option, anew from the levels, the design's formula and the rules."""
    options, values = made.model.option_ids, made.valuation.values
    first, second = first_and_second(values)[:2]
    found = made.explanation.options
    assert [item.option for item in found] == list(options)
    for place, item in enumerate(found):
        rival = second if place == first else first
        assert item.rival == options[rival]
        assert item.points == pytest.approx(values[place] - values[rival])
        parts = {}
        for column, level in enumerate(made.valuation.levels):
            edges = (0.0, *bands[level.criterion], 100.0)
            at = np.array([level.estimate.best]) if level.rated else np.linspace(0, 100, 20001)
            outside = [np.maximum(edges[row] - at, at - edges[row + 1]) for row in (place, rival)]
            fits = [100 * (1 - np.clip(side / 40, 0, 1)) for side in outside]
            means = [np.mean((line[1:] + line[:-1]) / 2) if len(line) > 1 else line[0] for line in fits]
            parts[level.criterion] = made.valuation.weights.criteria[column] * float(means[0] - means[1])
        rated = {level.criterion for level in made.valuation.levels if level.rated}
        judged = [size for name, size in parts.items() if name in rated]
        assert item.unrated == pytest.approx(sum(parts.values()) - sum(judged), abs=1e-6)
        for told, wanted in (
            (item.ahead, sorted((size for size in judged if size > 1e-6), reverse=True)),
            (item.behind, sorted(size for size in judged if size < -1e-6)),
        ):
            assert [part.points for part in told] == pytest.approx(wanted[:3], abs=1e-6)
            for part in told:
                assert part.points == pytest.approx(parts[part.criterion], abs=1e-6)
            assert len({part.criterion for part in told}) == len(told)
        assert sum(parts.values()) == pytest.approx(item.points, abs=1e-6)


def test_the_reasons_of_each_option_are_those_recomputed_from_its_levels(of_nine: dict[str, Analysis]) -> None:
    for made in of_nine.values():
        assert_reasons(made, THRESHOLDS)


def test_what_gaps_add_by_their_mean_is_no_reason_but_is_told_as_a_sum(model: DecisionModel) -> None:
    levels = {"insecurity": 85.0, "ngo_distance": 10.0, "peace_fragility": 50.0}
    assert_reasons(analysis_of(model, build_case(levels, mission_countries=())), THRESHOLDS)


def test_with_few_reasons_all_are_told_and_they_add_up(model: DecisionModel) -> None:
    """All in the middle band but one level: what sets the first apart from the others is then nearly all alike."""
    two = {"hostility": 0, "geography": 1, "space": 0, "coherence": 0}
    case = build_case({"area_mismatch": 10, "mission_overlap": 49}, weights=(two, {}))
    for item in analysis_of(model, case).explanation.options:
        assert len(item.ahead) + len(item.behind) <= 2
        assert sum(part.points for part in (*item.ahead, *item.behind)) == pytest.approx(item.points)


@pytest.mark.parametrize(
    ("facts", "effects"),
    [
        ({}, {IN: ("discouraged", ("R3",)), ONE: ("indicated", ("R4",)), OUT: (None, ())}),
        (
            {"mandate": "stabilization"},
            {IN: ("excluded", ("R1",)), ONE: ("discouraged", ("R1",)), OUT: ("indicated", ("R1",))},
        ),
        (
            {"mandate": "stabilization", "rc_hc_in_other_mission": True},
            {IN: ("excluded", ("R1", "R2")), ONE: ("excluded", ("R2",)), OUT: ("indicated", ("R1", "R2"))},
        ),
        (
            {"mandate": "observation"},
            {IN: ("excluded", ("R0",)), ONE: ("excluded", ("R0",)), OUT: ("indicated", ("R0",))},
        ),
        ({"kind": "none"}, {IN: (None, ()), ONE: (None, ()), OUT: (None, ())}),
    ],
)
def test_each_option_carries_what_doctrine_says_of_it_and_by_which_rules(
    model: DecisionModel, facts: dict[str, Any], effects: dict[str, Any]
) -> None:
    made = analysis_of(model, build_case(everywhere(ONE), **facts))
    assert {item.option: (item.effect, item.rules) for item in made.explanation.options} == effects
    standings = {item.option: (item.effect, item.rules) for item in made.doctrine.standings}
    assert {item.option: (item.effect, item.rules) for item in made.explanation.options} == standings


def test_explain_puts_together_what_it_is_given(model: DecisionModel, nine: dict[str, Case]) -> None:
    made = analysis_of(model, nine["somalia"], tuple(nine.values()))
    asked = explain(
        model,
        made.case,
        made.valuation,
        made.doctrine,
        made.precedents,
        recommendation=made.recommendation,
        sensitivity=made.sensitivity,
    )
    assert asked == made.explanation
    nobody = dataclasses.replace(made.recommendation, option=None)
    changed = explain(
        model,
        made.case,
        made.valuation,
        made.doctrine,
        made.precedents,
        recommendation=nobody,
        sensitivity=made.sensitivity,
    )
    assert (changed.agreement, changed.given_up) == (0, None)
    assert [item.line for item in changed.disagreements] == list(Line)


FOUR = ("deep_in", "in", "out", "far_out")


def four_options() -> dict[str, Any]:
    """A copy of the shipped model: four options, three thresholds, two families, criteria with weights of their
    own, one with curves, and a rule on a level of its own."""
    document = shipped_document()
    document["options"] = list(FOUR)
    document["families"] = [{"id": "people", "weight": 0.6}, {"id": "politics", "weight": 0.4}]
    for number, criterion in enumerate(document["criteria"]):
        low, high = criterion["thresholds"]
        criterion["thresholds"] = [low, (low + high) // 2, high]
        criterion["family"] = "people" if number % 2 else "politics"
    people = [item for item in document["criteria"] if item["family"] == "people"]
    for number, criterion in enumerate(people):
        criterion["weight"] = (number + 1) / sum(range(1, len(people) + 1))
    document["perspectives"] = [
        {"id": "balanced", "families": {"people": 0.6, "politics": 0.4}},
        {"id": "other", "families": {"people": 0.1, "politics": 0.9}},
    ]
    names = {IN: "deep_in", ONE: "in", OUT: "far_out"}
    for rule in document["rules"]:
        for said in (*rule.get("met", []), *rule.get("unmet", [])):
            said["option"] = names[said["option"]]
    document["rules"].append(
        {
            "id": "R5",
            "pages": "p. 1",
            "when": {"level": "access_dependence", "above": 60},
            "met": [{"option": "in", "effect": "excluded"}],
        }
    )
    document["strength"]["firm"]["family"] = "people"
    return document


def numbers(value: Any) -> Iterator[float]:
    """Every number in an analysis, however deep."""
    if isinstance(value, bool | str | enum.Enum) or value is None:
        return
    if isinstance(value, int | float | np.integer | np.floating):
        yield float(value)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in ("model", "case"):
                yield from numbers(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from numbers(item)
    elif isinstance(value, Iterable):
        for item in value:
            yield from numbers(item)


def four_cases() -> list[Case]:
    levels = {name: (max(high - 30.0, 0), high - 10.0, float(high)) for name, (_, high) in THRESHOLDS.items()}
    few = {name: levels[name] for name in list(levels)[:5]}
    return [
        build_case(levels, number=1),
        build_case({**levels, "access_dependence": (50.0, 58.0, 70.0)}, number=2, perspective="other"),
        build_case({**levels, "insecurity": 5.0}, number=3, rc_hc_in_other_mission=True),
        build_case(few, number=4, mission_countries=()),
        build_case(dict.fromkeys(THRESHOLDS, 0.0), number=5),
        build_case({}, number=6, mission_countries=()),
    ]


def documented(case: Case, option: str) -> Case:
    mission = dataclasses.replace(case.mission, name=f"UN {case.id[-2:]}")
    return dataclasses.replace(case, mission=mission, documented=Documented(option, "test"))


def test_a_model_of_four_options_and_other_families_runs_whole() -> None:
    model = model_from(four_options(), "x" * 64)
    cases = four_cases()
    library = tuple(documented(case, FOUR[place % 4]) for place, case in enumerate(cases))
    seen = set()
    for case in cases:
        made = analyse(model, case, library, draws=300)
        found = list(numbers(made))
        assert len(found) > 500
        assert np.isfinite(found).all()
        assert_reasons(made, {item.id: item.thresholds for item in model.criteria})
        assert len(made.sensitivity.smallest) == 3
        assert len(made.sensitivity.tornado) == len(THRESHOLDS)
        assert [view.family for view in made.explanation.families] == ["people", "politics"]
        assert [item.points for item in made.explanation.options] == pytest.approx(
            [gap_to_rival(made.valuation.values, place) for place in range(4)]
        )
        document = result_document(made, "test")
        text = json.dumps(document, allow_nan=False)
        assert json.loads(text) == document
        assert set(document["values"]) == set(FOUR)
        assert json.loads(write_result(made, "test")) == document
        seen.add(made.recommendation.option)
    assert len(seen - {None}) >= 2


def gap_to_rival(values: np.ndarray, place: int) -> float:
    first, second = first_and_second(values)[:2]
    return float(values[place] - values[second if place == first else first])


@pytest.mark.parametrize("options", [2, 5])
def test_a_model_of_another_number_of_options_runs_whole(options: int) -> None:
    document = four_options()
    document["options"] = list("abcde"[:options])
    for criterion in document["criteria"]:
        low, *_, high = criterion["thresholds"]
        criterion["thresholds"] = [low, low + 5, high - 5, high][: options - 1]
    for rule in document["rules"]:
        for said in (*rule.get("met", []), *rule.get("unmet", [])):
            said["option"] = "a" if said["option"] in ("deep_in", "in") else "b"
    model = model_from(document, "x" * 64)
    for case in four_cases():
        made = analyse(model, case, (), draws=100)
        assert np.isfinite(list(numbers(made))).all()
        json.dumps(result_document(made, "test"), allow_nan=False)


def test_a_model_without_rules_runs_whole() -> None:
    """An office may want value alone: doctrine then says nothing, which is no fault."""
    model = model_from({**shipped_document(), "rules": []}, "x" * 64)
    made = analyse(model, build_case(everywhere(ONE)), (), draws=100)
    assert (made.recommendation.option, made.doctrine.indicated) == (ONE, None)
    assert made.robustness.doctrine_shares == pytest.approx(np.zeros(3))


def test_a_model_of_default_rules_alone_runs_whole() -> None:
    document = shipped_document()
    document["rules"] = [rule for rule in document["rules"] if rule.get("default")]
    made = analyse(model_from(document, "x" * 64), build_case(everywhere(IN)), (), draws=100)
    assert (made.recommendation.option, made.doctrine.indicated) == (IN, ONE)
    assert made.robustness.doctrine_shares == pytest.approx([0, 1, 0])


@pytest.mark.parametrize("estimate", [(40.0, 40.0, 40.0), (5.0, 30.0, 40.0)])
def test_a_model_whose_scope_asks_for_a_level_runs_whole_or_is_refused(
    estimate: tuple[float, float, float],
) -> None:
    """The reader takes any condition as scope; what it takes must not break the analysis later."""
    document = shipped_document()
    document["doctrine"]["scope"] = {"all": [document["doctrine"]["scope"], {"level": "insecurity", "above": 10}]}
    try:
        model = model_from(document, "x" * 64)
    except ModelError as fault:
        assert "scope" in str(fault)  # noqa: PT017 - refusing it is as good
        return
    made = analyse(model, build_case({**everywhere(ONE), "insecurity": estimate}), (), draws=100)
    assert made.doctrine.applies is True
    assert made.doctrine.indicated == ONE
