"""The results step and the ranks beside it say what the analysis says, for every case of the library."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtWidgets import QWidget

from app.desk.picture_tables import TableView
from app.desk.pictures import band_of, paint_bands, paint_confidence, paint_glyph, paint_mark
from app.desk.ranks_dock import RanksDock
from app.desk.results_data import Rows
from app.desk.results_step import ResultsStep
from app.desk.results_tabs import ResultTab
from app.desk.sensitivity_data import SensitivityRows
from app.desk.stale import Greyed
from app.desk.theme import DARK
from decision.case import Confidence
from decision.explanation.reasons import Line
from decision.ranking import ranks
from decision.recommendation import Strength
from decision.robustness.smaa import WeightKnowledge
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]

CASES = ["UNMIL", "UNIPSIL", "BINUB", "MONUC", "UNMIS", "UNAMA", "MINURCAT", "UNAMID", "Somalia"]
SENTENCES = {Strength.FIRM: "calls for", Strength.LEANING: "leans towards", Strength.OPEN: "No arrangement"}


@pytest.fixture
def step(desk: Desk) -> ResultsStep:
    made = ResultsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1300, 900)
    return made


@pytest.mark.parametrize("title", CASES)
def test_the_answer_is_that_of_the_analysis(desk: Desk, step: ResultsStep, title: str) -> None:
    desk.open(title)
    analysis, words = desk.state.analysis, desk.state.workspace.words
    assert analysis is not None
    found = analysis.recommendation
    assert SENTENCES[found.strength] in step.sentence.text()
    assert words(f"option.{found.option}.sentence") in step.sentence.text()
    assert step.status() == ("done", words(f"strength.{found.strength}"))
    for card, verdict in zip(step.cards, analysis.explanation.lines, strict=True):
        assert ("≠" in card.tag.text) == (not verdict.agrees)
        assert card.option.text == words(f"option.{verdict.option}.name")
    parted = [line for line in Line if line.value.capitalize() in step.parting.text()]
    assert len(parted) == 3 - analysis.explanation.agreement


def ready(step: ResultsStep, name: str) -> ResultTab:
    """A tab as it is once it has been looked at."""
    step.show_tab(name)
    step.tabs[name].ready()
    return step.tabs[name]


def test_every_tab_has_its_tables_with_the_figures_of_the_analysis(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    analysis, words = desk.state.analysis, desk.state.workspace.words
    assert analysis is not None
    tables = {name: dict(ready(step, name).tables) for name in step.tabs}
    cells = {
        name: [cell for table in found.values() for line in table.rows for cell in line]
        for name, found in tables.items()
    }
    for part in analysis.explanation.leading.contributions:
        assert words.change(part.points) in cells["contributions"]
    ranks = tables["robustness"][words("results.how_often")].rows
    for rank in range(3):
        for rows, shares in (
            (ranks[:3], analysis.robustness.rank_acceptability),
            (ranks[3:], analysis.less_known[WeightKnowledge.NOTHING].rank_acceptability),
        ):
            assert rows[rank][1:] == tuple(words.share(float(share)) for share in shares[:, rank])
    for view in analysis.stakeholders.views:
        assert all(words.number(value, 1) in cells["stakeholders"] for value in view.values)
    for item in analysis.precedents.nearest:
        assert item.title in cells["precedents"]
        assert words.number(item.distance, 2) in cells["precedents"]
    for finding in analysis.ways:
        assert finding.method in cells["methods"]
    levels = tables["sensitivity"][words("results.levels")].rows
    assert len(levels) == len(analysis.sensitivity.tipping)
    weights = tables["sensitivity"][words("results.weights")].rows
    assert len(weights) == len(analysis.sensitivity.families) + len(analysis.sensitivity.criteria)
    for item, line in zip(analysis.sensitivity.families, weights, strict=False):
        assert words.number(item.now * 100, 1) in line[1]
        assert line[3:] == tuple(desk.rows.option(end) if end else "–" for end in (item.below, item.above))


def test_all_tables_of_a_tab_are_copied_as_text_and_as_a_table(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    tab = ready(step, "methods")
    tab.copy.click()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text() == "\n\n".join(f"{title}\n{table.as_text()}" for title, table in tab.tables)
    assert data.html().count("<table") == len(tab.tables)
    assert data.html().count("<tr>") == sum(len(table.rows) + 1 for _, table in tab.tables)


def test_a_picture_turns_into_its_tables(desk: Desk, step: ResultsStep) -> None:
    desk.open("UNMIL")
    step.show()
    tab = step.tabs["contributions"]
    assert tab.tables_page.isHidden()
    tab.toggle.click()
    assert not tab.tables_page.isHidden()
    assert tab.pictures.isHidden()
    assert [view.rowCount() for view in tab.findChildren(TableView)] == [
        len(table.rows) for _, table in tab.tables
    ]


def test_a_rule_is_overruled_only_with_a_written_reason_and_can_be_put_back(desk: Desk, step: ResultsStep) -> None:
    desk.open("MINURCAT")
    edits, told = desk.edits(), []
    desk.state.noticed.connect(lambda sentence, _: told.append(sentence))
    editor = step.cards[1].editor
    editor.rule.show_value("R2")
    editor.apply.click()
    assert desk.edits() == edits
    assert "reason" in told[-1]
    editor.reason.setPlainText("The mandate is being confined to Chad.")
    editor.apply.click()
    desk.settle()
    assert desk.edits() == edits + 1
    analysis = desk.state.analysis
    assert analysis is not None
    assert analysis.recommendation.option == "one_foot_in_one_foot_out"
    editor.lift.click()
    desk.settle()
    assert desk.state.analysis is not None
    assert desk.state.analysis.recommendation.option == "two_feet_out"


def test_while_a_newer_answer_is_on_its_way_the_last_one_says_so(desk: Desk, step: ResultsStep) -> None:
    desk.open("UNMIL")
    case = desk.state.stored_case
    assert case is not None
    shown = step.sentence.text()
    desk.state.preview(case)
    assert step.sentence.text() != shown
    assert shown.rstrip(".") in step.sentence.text()
    desk.settle()
    assert step.sentence.text() == shown


def test_the_ranks_follow_at_once_and_name_what_doctrine_says(desk: Desk) -> None:
    dock = RanksDock(desk.state, desk.theme)
    desk.bot.addWidget(dock)
    desk.open("MINURCAT")
    valuation, words = desk.state.valuation, desk.state.workspace.words
    assert valuation is not None
    assert [entry.value for entry in dock.entries] == [
        words.number(value, 1) for value in sorted(map(float, valuation.values), reverse=True)
    ]
    assert [entry._rank for entry in dock.entries] == sorted(ranks(valuation.values))
    assert "Excluded" in dock.entries[0].note
    assert "in 100" in dock._share.text()


@pytest.mark.parametrize("dark", [False, True])
def test_marks_differ_without_colour(desk: Desk, dark: bool) -> None:
    """Full, half and open must be told apart in grey: by how much of them is filled."""
    if dark:
        desk.theme.palette = DARK
    filled = []
    for place in range(3):
        image = QImage(60, 60, QImage.Format.Format_Grayscale8)
        image.fill(desk.theme.colour("surface"))
        ground = image.pixelColor(0, 0).lightness()
        painter = QPainter(image)
        paint_mark(painter, QRectF(0, 0, 60, 60), place, desk.theme)
        painter.end()
        pixels = [image.pixelColor(x, y).lightness() for x in range(60) for y in range(60)]
        filled.append(sum(abs(pixel - ground) > 30 for pixel in pixels) / len(pixels))
    assert filled[0] > filled[1] + 0.1 > filled[2] + 0.2


def test_pictures_stay_within_their_place(desk: Desk) -> None:
    desk.open("UNMIL")
    valuation, model = desk.state.valuation, desk.state.workspace.model
    assert valuation is not None
    for paint in (
        lambda painter, rect: paint_glyph(painter, rect, 1, desk.theme),
        lambda painter, rect: paint_confidence(painter, rect, Confidence.HIGH, desk.theme),
        lambda painter, rect: paint_bands(painter, rect, model.criteria[3], valuation.levels[3], desk.theme),
    ):
        image = QImage(140, 80, QImage.Format.Format_RGB32)
        image.fill(desk.theme.colour("surface"))
        blank = image.copy()
        painter = QPainter(image)
        paint(painter, QRectF(20, 30, 100, 20))
        painter.end()
        assert image != blank
        edge = [image.pixelColor(x, y) for x in range(140) for y in (0, 79)]
        edge += [image.pixelColor(x, y) for x in (0, 139) for y in range(80)]
        assert all(colour == desk.theme.colour("surface") for colour in edge)


def test_a_level_on_a_threshold_bears_the_mark_of_the_outer_option(desk: Desk) -> None:
    criterion = desk.state.workspace.model.criterion("insecurity")
    assert [band_of(criterion, level) for level in (0, 19.9, 20, 74.9, 75, 100)] == [0, 0, 1, 1, 2, 2]


def test_the_sensitivity_finding_and_tracks_are_those_of_the_analysis(desk: Desk, step: ResultsStep) -> None:
    desk.open("Somalia")
    analysis = desk.state.analysis
    assert analysis is not None
    data = SensitivityRows(Rows(desk.state.workspace.words, analysis))
    spans = {level.criterion: level.estimate for level in analysis.valuation.levels}
    within = {
        item.criterion
        for item in analysis.sensitivity.tipping
        for flip in (item.value_below, item.value_above)
        if flip is not None and spans[item.criterion].low <= flip.level <= spans[item.criterion].high
    }
    title = ready(step, "sensitivity").title.text()
    assert title.startswith(f"{len(within)} ratings")
    named = [track.name for track in data.level_tracks() if track.name in title]
    assert 0 < len(named) <= 3
    assert set(named) <= {data.rows.criterion(name) for name in within}
    tracks = {track.name: track for track in data.level_tracks()}
    for item in analysis.sensitivity.tipping:
        track = tracks[data.rows.criterion(item.criterion)]
        assert track.now == item.now
        assert [region.low for region in track.regions[1:]] == [region.high for region in track.regions[:-1]]
        assert (track.regions[0].low, track.regions[-1].high) == (0, 100)
    for family, track in zip(analysis.sensitivity.families, data.family_tracks(), strict=True):
        assert len(track.regions) == 1 + (family.below is not None) + (family.above is not None)
    cards = data.smallest()
    for change, card in zip(analysis.sensitivity.smallest, cards, strict=True):
        assert len(card.moves) == len(change.changes)
        assert change.barred_by is None or change.barred_by in card.said


def test_a_tall_tab_folds_the_lines_to_a_row_that_says_the_same(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    step.show()
    analysis, words = desk.state.analysis, desk.state.workspace.words
    assert analysis is not None
    assert step._cards.isVisible()
    assert step.row.isHidden()
    step.show_tab("sensitivity")
    assert not step._cards.isVisible()
    assert step.row.isVisible()
    for verdict in analysis.explanation.lines:
        assert step.row.options[verdict.line].text == words(f"option.{verdict.option}.short")
    assert f"{analysis.explanation.agreement} of 3" in step.row.tag.text
    step.resize(900, 700)
    desk.bot.wait(20)
    assert step.row.isVisible()
    step.show_tab("methods")
    assert step._cards.isVisible()


def test_the_tests_of_strength_are_told_met_or_not(desk: Desk, step: ResultsStep) -> None:
    desk.open("MINURCAT")
    analysis = desk.state.analysis
    assert analysis is not None
    wanted = [test for test in analysis.recommendation.tests if test.word is Strength.FIRM]
    assert [line._met for line in step.scale.tests[: len(wanted)]] == [test.met for test in wanted]


def test_another_case_finds_the_overrule_editor_closed_and_empty(desk: Desk, step: ResultsStep) -> None:
    desk.open("MINURCAT")
    card = step.cards[1]
    card._open.click()
    card.editor.reason.setPlainText("half a reason")
    desk.open("UNMIL")
    assert card.editor.isHidden()
    assert card.editor.reason.toPlainText() == ""
    assert card.editor.rule.currentData() in {"R3", "R4"}
    assert desk.state.stored_case is not None
    assert desk.state.stored_case.overrules == ()


def test_what_is_out_of_date_is_greyed_after_a_moment_and_fresh_at_once(desk: Desk) -> None:
    part = QWidget()
    desk.bot.addWidget(part)
    greyed = Greyed(part)
    greyed.show_stale(True)
    assert part.graphicsEffect() is None
    desk.bot.waitUntil(lambda: part.graphicsEffect() is not None, timeout=2000)
    greyed.show_stale(False)
    assert part.graphicsEffect() is None
