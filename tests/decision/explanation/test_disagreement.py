"""Where a line of argument parts from the recommendation: every line that does, with the evidence of that line."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

import pytest

from decision.analysis import Analysis, analyse
from decision.case import Case
from decision.doctrine import Test as SingleTest
from decision.explanation.disagreement import Disagreement, Line
from decision.facts import facts_of
from decision.model import DecisionModel, Effect, RuleEffect
from tests.decision.conftest import (
    IN,
    ONE,
    OPTIONS,
    OUT,
    THRESHOLDS,
    build_case,
    design_doctrine,
    everywhere,
    fit,
    strongest,
)

STEMS = (
    "afghanistan-unama",
    "burundi-binub",
    "chad-car-minurcat",
    "darfur-unamid",
    "dr-congo-monuc",
    "liberia-unmil",
    "sierra-leone-unipsil",
    "somalia",
    "southern-sudan-unmis",
)


@pytest.fixture(scope="module")
def of_nine(model: DecisionModel, nine: dict[str, Case]) -> dict[str, Analysis]:
    return {stem: analyse(model, case, tuple(nine.values()), draws=100) for stem, case in nine.items()}


def by_line(made: Analysis) -> dict[Line, Disagreement]:
    return {item.line: item for item in made.explanation.disagreements}


def named(made: Analysis) -> dict[Line, str | None]:
    """What each line names: the first by value, what the design's doctrine indicates, what was done nearby."""
    values = dict(zip(OPTIONS, map(float, made.valuation.values), strict=True))
    levels = {item.criterion: item.estimate.best for item in made.valuation.levels if item.rated}
    said = design_doctrine(made.case, levels)
    indicated = [option for option in OPTIONS if strongest(said[option]) == "indicated"]
    return {
        Line.ANALYSIS: max(OPTIONS, key=values.__getitem__),
        Line.DOCTRINE: indicated[0] if len(indicated) == 1 else None,
        Line.PRECEDENT: made.precedents.nearest[0].option if made.precedents.nearest else None,
    }


def test_all_nine_are_asked(of_nine: dict[str, Analysis]) -> None:
    assert sorted(of_nine) == sorted(STEMS)
    assert {line for made in of_nine.values() for line in by_line(made)} == set(Line)


@pytest.mark.parametrize("stem", STEMS)
def test_every_line_that_differs_is_told_once_in_order_and_no_line_that_agrees(
    of_nine: dict[str, Analysis], stem: str
) -> None:
    made = of_nine[stem]
    wanted = [(line, option) for line, option in named(made).items() if option != made.recommendation.option]
    assert [(item.line, item.option) for item in made.explanation.disagreements] == wanted
    assert {item.line: item.option for item in made.explanation.lines} == named(made)
    assert made.explanation.agreement == len(Line) - len(wanted)


def bare(found: Disagreement, *filled: str) -> bool:
    """Whether a disagreement carries the evidence of its own line and none of another's."""
    empty = Disagreement(found.line, found.option)
    return all(
        (getattr(found, field.name) != getattr(empty, field.name)) == (field.name in filled)
        for field in dataclasses.fields(found)
        if field.name not in ("line", "option")
    )


@pytest.mark.parametrize("stem", STEMS)
def test_analysis_carries_the_gap_taken_apart(of_nine: dict[str, Analysis], stem: str) -> None:
    made = of_nine[stem]
    found = by_line(made).get(Line.ANALYSIS)
    assert (found is None) == (named(made)[Line.ANALYSIS] == made.recommendation.option)
    if found is not None:
        assert bare(found, "gap")
        assert found.gap is not None
        assert found.gap == made.explanation.given_up
        assert (found.gap.first, found.gap.second) == (found.option, made.recommendation.option)
        assert sum(item.points for item in found.gap.contributions) == pytest.approx(found.gap.points)
        assert found.gap.points > 0
        rated = {level.criterion: level for level in made.valuation.levels if level.rated}
        weights = dict(zip(THRESHOLDS, made.valuation.weights.criteria, strict=True))
        for item in found.gap.contributions:
            if item.criterion in rated:
                level = rated[item.criterion].estimate.best
                fits = [fit(option, item.criterion, level) for option in (found.gap.first, found.gap.second)]
                assert item.points == pytest.approx(weights[item.criterion] * (fits[0] - fits[1]))


@pytest.mark.parametrize("stem", STEMS)
def test_doctrine_carries_the_rules_and_what_decided_them(of_nine: dict[str, Analysis], stem: str) -> None:
    made = of_nine[stem]
    found = by_line(made).get(Line.DOCTRINE)
    assert (found is None) == (named(made)[Line.DOCTRINE] == made.recommendation.option)
    if found is not None:
        assert bare(found, "rules", "tests", "against")
        findings = {item.rule: item for item in made.doctrine.findings}
        said = {rule: {item.option: item.effect for item in findings[rule].effects} for rule in findings}
        assert found.rules == tuple(rule for rule in said if said[rule].get(found.option or "") == "indicated")
        recommended = made.recommendation.option or ""
        worst = strongest({item[recommended] for item in said.values() if recommended in item})
        assert found.against == tuple(rule for rule in said if said[rule].get(recommended) == worst)
        levels = {item.criterion: item.estimate.best for item in made.valuation.levels if item.rated}
        for test in found.tests:
            stated = facts_of(made.case)[test.fact] if test.fact else levels.get(test.criterion or "")
            assert test.observed == stated


def told(tests: tuple[SingleTest, ...]) -> set[tuple[str, bool | None]]:
    return {(test.fact or test.criterion or "", test.holds) for test in tests}


def test_doctrine_says_of_the_congo_what_force_is_used_and_by_whom(of_nine: dict[str, Analysis]) -> None:
    """MONUC supports a force under a multidimensional mandate: of R1 the kind and the force hold, and suffice."""
    found = by_line(of_nine["dr-congo-monuc"])[Line.DOCTRINE]
    assert (found.option, found.rules, found.against) == (OUT, ("R1",), ("R1",))
    assert told(found.tests) == {("mission.kind", True), ("mission.uses_force", True)}


def test_doctrine_says_of_liberia_which_conditions_are_not_met(of_nine: dict[str, Analysis]) -> None:
    """The default rule has no test of its own: it speaks because R3 is not met, and each unmet one is named."""
    made = of_nine["liberia-unmil"]
    found = by_line(made)[Line.DOCTRINE]
    assert (found.option, found.rules, found.against) == (ONE, ("R4",), ("R3",))
    levels = {item.criterion: item.estimate.best for item in made.valuation.levels if item.rated}
    team = made.case.country_team
    assert team is not None
    unmet = set()
    if levels["insecurity"] > 20:
        unmet.add("insecurity")
    if min(levels["coordination_gap"], levels["humanitarian_caseload"]) > 25:
        unmet |= {"coordination_gap", "humanitarian_caseload"}
    if made.case.phase != "consolidation":
        unmet.add("phase")
    if team.ocha_presence not in ("none", "leaving"):
        unmet.add("country_team.ocha_presence")
    assert told(found.tests) == {(name, False) for name in unmet}
    assert unmet


@pytest.mark.parametrize("stem", STEMS)
def test_precedent_carries_the_nearest_case_and_what_sets_it_apart(
    of_nine: dict[str, Analysis], nine: Mapping[str, Case], stem: str
) -> None:
    made = of_nine[stem]
    found = by_line(made).get(Line.PRECEDENT)
    assert (found is None) == (named(made)[Line.PRECEDENT] == made.recommendation.option)
    if found is not None:
        assert bare(found, "case", "differences")
        there = next(case for case in nine.values() if case.title == found.case)
        assert there.documented is not None
        assert found.option == there.documented.option
        assert min(made.precedents.nearest, key=lambda item: item.distance).title == found.case
        assert 1 <= len(found.differences) <= 3
        shares = [item.share for item in found.differences]
        assert shares == sorted(shares, reverse=True)
        for item in found.differences:
            assert item.here != item.there
            if item.key in made.case.ratings:
                assert item.here == made.case.ratings[item.key].estimate.best
            if item.key in there.ratings:
                assert item.there == there.ratings[item.key].estimate.best
            if item.key not in THRESHOLDS:
                assert (item.here, item.there) == (facts_of(made.case)[item.key], facts_of(there)[item.key])


def test_without_a_library_or_a_mission_the_silent_lines_are_told_without_evidence(model: DecisionModel) -> None:
    made = analyse(model, build_case(everywhere(ONE), kind="none"), (), draws=100)
    assert made.recommendation.option == ONE
    assert made.explanation.disagreements == (
        Disagreement(Line.DOCTRINE, None),
        Disagreement(Line.PRECEDENT, None),
    )


def nobody_allowed(model: DecisionModel) -> DecisionModel:
    """The shipped model with a geography rule that rules every option out."""
    everyone = tuple(RuleEffect(option, Effect.EXCLUDED) for option in OPTIONS)
    rules = tuple(dataclasses.replace(rule, met=everyone) if rule.id == "R2" else rule for rule in model.rules)
    return dataclasses.replace(model, rules=rules)


def test_where_nothing_is_recommended_every_line_that_names_something_is_told(
    model: DecisionModel, nine: dict[str, Case]
) -> None:
    """All excluded: value and the nearest case still name an option; there is no gap to a recommended one."""
    case = build_case(everywhere(ONE), rc_hc_in_other_mission=True)
    made = analyse(nobody_allowed(model), case, tuple(nine.values()), draws=100)
    assert made.recommendation.option is None
    assert made.explanation.agreement == 0
    found = by_line(made)
    assert list(found) == list(Line)
    assert found[Line.ANALYSIS] == Disagreement(Line.ANALYSIS, ONE)
    assert (found[Line.DOCTRINE].option, found[Line.DOCTRINE].against) == (None, ())
    assert found[Line.PRECEDENT].option == made.precedents.nearest[0].option
    assert found[Line.PRECEDENT].case == made.precedents.nearest[0].title


def test_a_tie_at_the_top_is_nobodys_and_has_no_gap(model: DecisionModel) -> None:
    """At 20 alone two feet in and one foot are level: no one is recommended, doctrine's default names one foot."""
    weights = (
        {"hostility": 1, "geography": 0, "space": 0, "coherence": 0},
        {"insecurity": 1, "host_hostility": 0, "armed_opposition": 0, "mission_engagement": 0},
    )
    made = analyse(model, build_case({"insecurity": 20}, weights=weights), (), draws=100)
    assert made.recommendation.option is None
    found = by_line(made)
    assert found[Line.ANALYSIS] == Disagreement(Line.ANALYSIS, None)
    assert (found[Line.DOCTRINE].option, found[Line.DOCTRINE].rules) == (ONE, ("R4",))


def test_an_overruled_rule_no_longer_speaks(model: DecisionModel) -> None:
    """R1 alone speaks against one foot under a stabilization mandate; set aside, doctrine agrees by default."""
    plain = build_case(everywhere(ONE), mandate="stabilization")
    before = by_line(analyse(model, plain, (), draws=100))[Line.DOCTRINE]
    assert (before.option, before.rules, before.against) == (OUT, ("R1",), ("R1",))
    case = build_case(everywhere(ONE), overrules={"R1": "Agreed with the country team"}, mandate="stabilization")
    assert Line.DOCTRINE not in by_line(analyse(model, case, (), draws=100))


def test_value_that_a_rule_overrides_gives_up_its_lead(model: DecisionModel) -> None:
    """Two feet in is first everywhere, 100 to 0 where the bands are far apart; R2 leaves two feet out."""
    made = analyse(model, build_case(everywhere(IN), rc_hc_in_other_mission=True), (), draws=100)
    gap = by_line(made)[Line.ANALYSIS].gap
    assert gap is not None
    assert (gap.first, gap.second) == (IN, OUT)
    wanted = sum(
        made.valuation.weights.criteria[place] * (fit(IN, name, 0) - fit(OUT, name, 0))
        for place, name in enumerate(THRESHOLDS)
    )
    assert gap.points == pytest.approx(wanted)
