"""What the answer hangs on, the reasons for each option, what switches a rule off, and who would be brought along."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from app.desk.hinge_data import hinge_lines
from app.desk.option_card import OptionCard
from app.desk.parties_data import PartiesRows
from app.desk.results_doctrine import switched_off
from app.desk.results_reasons import ReasonsCard
from app.desk.results_step import ResultsStep
from decision.case import Overrule
from decision.explanation.hinges import Hinge, HingeKind
from decision.rule_switches import Switch
from decision.stakeholders.weight_shift import WeightShift
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]

CASES = ["Somalia", "UNMIL", "MINURCAT", "UNAMID"]


@pytest.fixture
def step(desk: Desk) -> ResultsStep:
    made = ResultsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1240, 700)
    return made


def texts(part: object) -> list[str]:
    assert hasattr(part, "findChildren")
    return [item.text() for item in part.findChildren(QLabel) if not item.isHidden()]


@pytest.mark.parametrize("title", CASES)
def test_the_hinges_are_those_of_the_analysis(desk: Desk, step: ResultsStep, title: str) -> None:
    desk.open(title)
    rows, words = desk.rows, desk.state.workspace.words
    hinges = rows.analysis.explanation.hinges
    assert [line.place for line in step.hinges.lines] == [rows.place(hinge.option) for hinge in hinges]
    shown = texts(step.hinges)
    for hinge, line in zip(hinges, step.hinges.lines, strict=True):
        assert line.name in shown
        assert words("results.turn", now=line.now, then=line.turns_at) in shown
        assert line.chance == ("" if hinge.chance is None else words.share(hinge.chance))
        assert line.said in step.hinges.accessibleDescription()
        if hinge.kind is HingeKind.LEVEL:
            assert (line.now, line.turns_at) == (words.number(hinge.now), words.number(hinge.turns_at))
    if not hinges:
        assert words("results.hinges_none") in shown
    assert step.hinges.accessibleName() == words("results.hinges")


def test_every_kind_of_hinge_is_told_as_what_it_is(desk: Desk) -> None:
    desk.open("Somalia")
    words, analysis = desk.state.workspace.words, desk.rows.analysis
    found = (
        Hinge(HingeKind.GAP, "insecurity", None, 77.8, "two_feet_out", 0.222),
        Hinge(HingeKind.WEIGHT, "geography", 0.15, 0.0996, "one_foot_in_one_foot_out", 0.1876),
        Hinge(HingeKind.FACT, "mission.kind", "peacekeeping_operation", "political_mission", None, None),
        Hinge(HingeKind.FACT, "mission.spans_countries", None, True, "two_feet_out", None),
    )
    changed = replace(analysis, explanation=replace(analysis.explanation, hinges=found))
    gap, weight, kind, spans = hinge_lines(replace(desk.rows, analysis=changed))
    assert (gap.now, gap.turns_at, gap.place) == (words("results.not_rated"), "78", 2)
    assert gap.chance == words.share(0.222)
    assert words("family.geography.name") in weight.name
    assert (weight.now, weight.turns_at) == (words.share(0.15), words.share(0.0996))
    assert kind.now == words("value.mission.kind.peacekeeping_operation")
    assert (kind.place, kind.option, kind.chance) == (None, words("ranks.nobody"), "")
    assert (spans.now, spans.turns_at) == (words("value.unknown"), words("value.yes"))
    for line in (gap, weight, kind, spans):
        assert all(part in line.said for part in (line.name, line.now, line.turns_at, line.option, line.chance))


def test_a_tall_tab_takes_the_room_of_the_hinges(desk: Desk, step: ResultsStep) -> None:
    desk.open("Somalia")
    step.show()
    assert step.hinges.isVisible()
    step.show_tab("sensitivity")
    assert not step.hinges.isVisible()


@pytest.mark.parametrize("halved", [False, True])
@pytest.mark.parametrize("title", CASES)
def test_reasons_for_and_against_are_those_of_the_analysis(
    desk: Desk, step: ResultsStep, title: str, halved: bool
) -> None:
    desk.open(title)
    if halved:
        desk.halve()
    rows, words = desk.rows, desk.state.workspace.words
    step.tabs["contributions"].ready()
    cards = step.tabs["contributions"].findChildren(ReasonsCard)[-3:]
    told = {card.accessibleName(): card.accessibleDescription() for card in cards}
    for reasons in rows.analysis.explanation.options:
        said = told[words(f"option.{reasons.option}.name")]
        assert words.number(abs(reasons.points), 1) in said
        assert words(f"option.{reasons.rival}.sentence") in said
        for part in (*reasons.ahead, *reasons.behind):
            assert (f"{rows.criterion(part.criterion)} {words.change(part.points)}" in said) == (
                abs(part.points) >= 0.05
            )
        assert all(rule in said for rule in reasons.rules if reasons.effect)
    values = rows.analysis.valuation.values
    order = sorted(range(len(values)), key=lambda place: -values[place])
    assert [card._place for card in cards] == order


def test_a_card_names_its_option_to_who_cannot_see_it(desk: Desk) -> None:
    card = OptionCard(desk.theme, 1, "One", ["It is told."])
    desk.bot.addWidget(card)
    assert (card.accessibleName(), card.accessibleDescription()) == ("One", "It is told.")


def test_each_rule_that_is_met_says_what_would_switch_it_off(desk: Desk, step: ResultsStep) -> None:
    desk.open("MINURCAT")
    words, found = desk.state.workspace.words, desk.rows.analysis.doctrine
    shown = texts(step.cards[1])
    for finding in found.findings:
        said = switched_off(words, finding)
        assert bool(said) == (finding.met is True and bool(finding.tests))
        if said:
            assert said in shown
    force = next(item for item in found.findings if item.rule == "R1")
    assert len(force.switches) == 3
    said = switched_off(words, force)
    assert f"{words('fact.mission.kind')} other than {words('value.mission.kind.peacekeeping_operation')}" in said
    assert "at most 65" in said


def test_switches_read_well_at_their_edges(desk: Desk) -> None:
    desk.open("MINURCAT")
    words = desk.state.workspace.words
    force = next(item for item in desk.rows.analysis.doctrine.findings if item.rule == "R1")
    between = Switch(criterion="insecurity", relation="above", limit=20, limit_name="x", until=75)
    below = Switch(criterion="insecurity", relation="at_most", limit=75, limit_name="x", until=20)
    same = {switched_off(words, replace(force, switches=(item,))) for item in (between, below)}
    assert len(same) == 1
    assert "above 20 and at most 75" in same.pop()
    assert switched_off(words, replace(force, switches=())) == words("results.switch_none")
    assert switched_off(words, replace(force, met=False)) == ""
    assert switched_off(words, replace(force, overruled="because")) == ""


def test_an_overruled_rule_no_longer_says_what_would_switch_it_off(desk: Desk, step: ResultsStep) -> None:
    desk.open("MINURCAT")
    case = desk.state.stored_case
    assert case is not None
    desk.state.edit(replace(case, overrules=(Overrule("R1", "Another mandate."),)), "overrule", "overrules", "")
    desk.settle()
    assert not any("other than" in text for text in texts(step.cards[1]))


@pytest.mark.parametrize("title", CASES)
def test_the_perspectives_are_told_as_computed(desk: Desk, step: ResultsStep, title: str) -> None:
    desk.open(title)
    words, found = desk.state.workspace.words, desk.rows.analysis.stakeholders
    step.tabs["stakeholders"].ready()
    shown = texts(step.tabs["stakeholders"])
    if found.kendall_w is not None:
        assert any("Kendall" in text and words.number(found.kendall_w, 2) in text for text in shown)
    data = PartiesRows(desk.rows)
    for shift, (name, said) in zip(found.shifts, data.shifts(), strict=True):
        assert name == words(f"perspective.{shift.perspective}.name")
        assert name in shown
        assert said in shown
        for change in shift.changes:
            assert words(f"family.{change.family}.name") in said
            assert f"from {words.share(change.now)} to {words.share(change.then)}" in said
    if found.shifts:
        head = data.shift_head()
        assert head in shown
        assert "as good as any other" in head
        assert "first" not in head


def test_a_shift_that_is_not_needed_or_not_to_be_had_says_so(desk: Desk) -> None:
    desk.open("Somalia")
    words, analysis = desk.state.workspace.words, desk.rows.analysis
    shifts = (WeightShift("ocha", "two_feet_in", None), WeightShift("mission", "two_feet_in", 0.0))
    rows = replace(
        desk.rows, analysis=replace(analysis, stakeholders=replace(analysis.stakeholders, shifts=shifts))
    )
    said = [line for _, line in PartiesRows(rows).shifts()]
    assert said == [words("results.shift_none"), words("results.shift_level")]
