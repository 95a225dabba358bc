"""Robustness, methods and sensitivity show the figures of the analysis, half rated or full."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel

from app.desk.doubt_data import DoubtRows, WaysRows
from app.desk.picture_rows import RowPicture, Told
from app.desk.results_bar import TABS
from app.desk.results_step import ResultsStep
from app.desk.sensitivity_data import SensitivityRows
from app.desk.theme import DARK
from app.desk.tornado import TornadoPicture, TornadoRow
from app.desk.tornado_data import TornadoRows
from app.summary import test_words as told_test
from decision.methods.cross_check import CoincidingFinding, Compromise, Way
from decision.model import Effect
from decision.robustness.smaa import WeightKnowledge
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]

CASES = [("Somalia", False), ("UNMIL", False), ("MINURCAT", False), ("Somalia", True), ("UNAMID", True)]


@pytest.fixture
def step(desk: Desk) -> ResultsStep:
    made = ResultsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1240, 700)
    return made


def opened(desk: Desk, title: str, halved: bool) -> None:
    desk.open(title)
    if halved:
        desk.halve()


@pytest.mark.parametrize(("title", "halved"), CASES)
def test_robustness_tells_what_is_owed_to_the_weights(
    desk: Desk, step: ResultsStep, title: str, halved: bool
) -> None:
    opened(desk, title, halved)
    words, analysis, data = desk.state.workspace.words, desk.rows.analysis, DoubtRows(desk.rows)
    profile, order, nothing = data.known()
    assert profile.values == tuple(float(share) * 100 for share in analysis.robustness.rank_acceptability[:, 0])
    for row, known in ((order, WeightKnowledge.ORDER), (nothing, WeightKnowledge.NOTHING)):
        shares = analysis.less_known[known].rank_acceptability[:, 0]
        assert row.figures == tuple(words.share(float(share)) for share in shares)
    used, *supporters = data.supporters()
    assert used.weights == tuple(float(share) * 100 for share in analysis.valuation.weights.families)
    known_central = [own for own in analysis.robustness.central_weights if own is not None]
    assert len(supporters) == len(known_central)
    for row in supporters:
        assert row.place is not None
        central = analysis.robustness.central_weights[row.place]
        assert central is not None
        groups = [list(analysis.model.members(family)) for family in analysis.model.family_ids]
        assert row.weights == pytest.approx([100 * float(np.sum(central[group])) for group in groups])
        assert sum(row.weights) == pytest.approx(100)
        assert row.figures[-1] == words.share(analysis.robustness.confidence[row.place] or 0.0)
    step.tabs["robustness"].ready()
    shown = [item.text() for item in step.tabs["robustness"].findChildren(QLabel)]
    assert any(words.number(analysis.robustness.entropy, 2) in text and "at 0" in text for text in shown)
    table = {line[0]: line[1:] for _, found in step.tabs["robustness"].tables for line in found.rows}
    assert table[words("results.known.order")] == order.figures
    sure = [words.share(own) if own is not None else "–" for own in analysis.robustness.confidence]
    assert list(table[words("results.column.sure")]) == sure
    for place, (low, high) in enumerate(analysis.valuation.bounds):
        assert table[words("picture.column.least")][place] == words.number(float(low), 1)
        assert table[words("picture.column.most")][place] == words.number(float(high), 1)


@pytest.mark.parametrize(("title", "halved"), CASES)
def test_methods_tell_what_each_way_names_and_how_often(
    desk: Desk, step: ResultsStep, title: str, halved: bool
) -> None:
    opened(desk, title, halved)
    words, analysis, data = desk.state.workspace.words, desk.rows.analysis, WaysRows(desk.rows)
    for finding, row, (place, named) in zip(analysis.ways, data.shares(), data.named(), strict=True):
        assert row.values == tuple(float(share) * 100 for share in analysis.way_shares[finding.way])
        assert place == desk.rows.place(finding.first)
        assert named == desk.rows.option(finding.first)
    step.tabs["methods"].ready()
    shown = [item.text() for item in step.tabs["methods"].findChildren(QLabel)]
    assert data.coinciding() in shown
    assert data.compromise() in shown
    for finding in analysis.ways:
        assert all(item.method in data.coinciding() for item in finding.coinciding)
        if finding.compromise is not None:
            assert all(desk.rows.option(option) in data.compromise() for option in finding.compromise.options)
    table = dict(step.tabs["methods"].tables)[words("results.way_shares_head")].rows
    for finding, line in zip(analysis.ways, table, strict=True):
        shares = analysis.way_shares[finding.way]
        assert line[-len(shares) :] == tuple(words.share(float(share)) for share in shares)


def test_every_outcome_of_the_ways_has_its_sentence(desk: Desk) -> None:
    desk.open("Somalia")
    rows, said = desk.rows, set()
    for advantage in (False, True):
        for stability in (False, True):
            ways = tuple(
                replace(way, compromise=Compromise(advantage, stability, ("two_feet_out",)))
                if way.way is Way.REGRET
                else way
                for way in rows.analysis.ways
            )
            said.add(WaysRows(replace(rows, analysis=replace(rows.analysis, ways=ways))).compromise())
    assert len(said) == 4
    odd = replace(rows.analysis.ways[0], coinciding=(CoincidingFinding("ODD", (3, 2, 1), False),))
    told = WaysRows(replace(rows, analysis=replace(rows.analysis, ways=(odd,)))).coinciding()
    assert told == desk.state.workspace.words("results.not_coinciding", methods="ODD")


@pytest.mark.parametrize(("title", "halved"), CASES)
def test_the_chance_stands_beside_each_tipping_level(
    desk: Desk, step: ResultsStep, title: str, halved: bool
) -> None:
    opened(desk, title, halved)
    words, data = desk.state.workspace.words, SensitivityRows(desk.rows)
    tracks = {track.name: track for track in data.level_tracks()}
    for item in desk.rows.analysis.sensitivity.tipping:
        flips = item.below is not None or item.above is not None
        assert tracks[desk.rows.criterion(item.criterion)].figures[-1] == (
            words.share(item.chance) if flips else ""
        )
    step.tabs["sensitivity"].ready()
    tables, found = dict(step.tabs["sensitivity"].tables), desk.rows.analysis.sensitivity
    assert len(tables[words("results.levels")].rows) == len(found.tipping) + len(found.unrated)
    lines = tables[words("results.tornado_head")].rows
    for bar, line in zip(found.tornado, lines, strict=True):
        assert line[0] == desk.rows.named(bar.criterion)
        assert line[2:] == (words.number(bar.least, 1), words.number(bar.greatest, 1))


def test_what_is_not_rated_and_would_turn_the_answer_is_shown(desk: Desk, step: ResultsStep) -> None:
    desk.open("Somalia")
    desk.leave_out("coordination_gap", "mission_engagement")
    words, data = desk.state.workspace.words, SensitivityRows(desk.rows)
    unrated = desk.rows.analysis.sensitivity.unrated
    turning = [item for item in unrated if item.turns]
    assert turning
    for item, track in zip(turning, data.open_tracks(), strict=True):
        assert track.now is None
        assert (track.regions[0].low, track.regions[-1].high) == (0, 100)
        assert [region.low for region in track.regions[1:]] == [region.high for region in track.regions[:-1]]
        for turn in item.turns:
            place = desk.rows.place(turn.option)
            assert any((part.low, part.high, part.place) == (turn.low, turn.high, place) for part in track.regions)
        assert track.figures[-1] == words.share(item.chance)
        step.tabs["sensitivity"].ready()
        pictures = step.tabs["sensitivity"].findChildren(RowPicture)
        assert any(track.says.cells[0] in picture.accessibleDescription() for picture in pictures)
    still = len(unrated) - len(turning)
    assert data.still_open() == (words.count("results.still_open", still) if still else "")


@pytest.mark.parametrize("title", ["Somalia", "MINURCAT"])
def test_a_barred_option_names_the_facts_that_bar_it(desk: Desk, title: str) -> None:
    desk.open(title)
    words, data = desk.state.workspace.words, SensitivityRows(desk.rows)
    barred = [
        (change, card)
        for change, card in zip(desk.rows.analysis.sensitivity.smallest, data.smallest(), strict=True)
        if change.barred_by
    ]
    assert barred
    for change, card in barred:
        assert change.barred_by is not None
        assert change.barred_by in card.said
        assert all(told_test(words, test) in card.said for test in change.barred_on)
    first = desk.rows.analysis.recommendation.first_by_value
    effect = next(item.effect for item in desk.rows.analysis.doctrine.standings if item.option == first)
    assert bool(data.excluded_first()) == (effect is Effect.EXCLUDED)


@pytest.mark.parametrize(("title", "halved"), CASES)
def test_the_tornado_is_that_of_the_analysis(desk: Desk, step: ResultsStep, title: str, halved: bool) -> None:
    opened(desk, title, halved)
    words, data = desk.state.workspace.words, TornadoRows(desk.rows)
    bars = [bar for bar in desk.rows.analysis.sensitivity.tornado if bar.swing >= 0.05]
    values = desk.rows.analysis.valuation.values
    own = data.option()
    assert own == desk.rows.place(desk.rows.analysis.recommendation.option)
    assert data.lead_now() == pytest.approx(float(values[own] - np.delete(values, own).max()))
    step.tabs["sensitivity"].ready()
    picture = step.tabs["sensitivity"].findChildren(TornadoPicture)[-1]
    assert picture.accessibleName() == words("results.tornado_head")
    for bar, row in zip(bars, data.bars(), strict=True):
        assert (row.least, row.greatest) == (bar.least, bar.greatest)
        assert row.name.startswith(desk.rows.criterion(bar.criterion))
        assert (row.name != desk.rows.criterion(bar.criterion)) == (not bar.rated)
        for end in (bar.least, bar.greatest):
            assert words.number(end, 1) in row.figure
            assert words.number(end, 1) in row.says.cells[0]
        assert row.says.cells[0] in picture.accessibleDescription()
    ticks = data.axis()
    assert ticks[0][0] <= min(row.least for row in data.bars())
    assert ticks[-1][0] >= max(row.greatest for row in data.bars())
    assert 0.0 in [level for level, _ in ticks]


ROWS = [
    TornadoRow("across", -2.0, 6.0, "−2.0 to 6.0", Told(("across the line",))),
    TornadoRow("ahead", 1.0, 5.0, "1.0 to 5.0", Told(("all ahead",))),
    TornadoRow("behind", -3.5, -1.0, "−3.5 to −1.0", Told(("all behind",))),
]


def painted(picture: TornadoPicture, line: int, colour: QColor) -> list[int]:
    """The columns of a row's bar, between its outlines, that are painted in a colour."""
    image = QImage(picture.size(), QImage.Format.Format_RGB32)
    image.fill(picture.theme.colour("surface"))
    picture.render(image)
    bar = picture.bar(line)
    middle = round(bar.top() + bar.height() / 4)
    return [x for x in range(image.width()) if image.pixelColor(x, middle) == colour]


@pytest.fixture
def tornado(desk: Desk) -> TornadoPicture:
    picture = TornadoPicture(desk.theme)
    desk.bot.addWidget(picture)
    picture.show_rows(ROWS, [(level, str(level)) for level in (-4.0, -2.0, 0.0, 2.0, 4.0, 6.0)], -3.9, 0)
    picture.resize(800, picture.height())
    return picture


@pytest.mark.parametrize("dark", [False, True])
def test_the_tornado_paints_what_its_rows_say(desk: Desk, tornado: TornadoPicture, dark: bool) -> None:
    if dark:
        desk.theme.palette = DARK
    mark, neutral = QColor(desk.theme.palette.option(0).mark), desk.theme.colour("line")
    zero = tornado.x_of(0)
    for line, row in enumerate(ROWS):
        ahead, behind = painted(tornado, line, mark), painted(tornado, line, neutral)
        assert bool(ahead) == (row.greatest > 0)
        assert bool(behind) == (row.least < 0)
        if ahead:
            assert ahead[0] == pytest.approx(max(zero, tornado.x_of(row.least)), abs=2)
            assert ahead[-1] == pytest.approx(tornado.x_of(row.greatest), abs=2)
        if behind:
            assert behind[0] == pytest.approx(tornado.x_of(row.least), abs=2)
            assert behind[-1] == pytest.approx(min(zero, tornado.x_of(row.greatest)), abs=2)
    unit = tornado.x_of(1) - tornado.x_of(0)
    assert tornado.x_of(6) - zero == pytest.approx(6 * unit, abs=4)


def test_the_zero_line_runs_through_all_rows(desk: Desk, tornado: TornadoPicture) -> None:
    image = QImage(tornado.size(), QImage.Format.Format_RGB32)
    tornado.render(image)
    x = round(tornado.x_of(0))
    line = desk.theme.colour("ink_2")
    lit = [y for y in range(image.height()) if image.pixelColor(x, y) == line]
    top, bottom = tornado.bar(0).top(), tornado.bar(len(ROWS) - 1).bottom()
    assert set(range(round(top), round(bottom))) <= set(lit)


def test_a_hidden_tab_is_filled_when_it_is_looked_at(desk: Desk, step: ResultsStep) -> None:
    desk.open("UNMIL")
    step.show()
    tab = step.tabs["sensitivity"]
    assert not tab.figures
    step.show_tab("sensitivity")
    assert [figure.key for figure in tab.figures] == ["weights", "tornado", "levels"]


def test_every_picture_of_the_results_has_a_name_and_tells_its_rows(desk: Desk, step: ResultsStep) -> None:
    desk.open("Somalia")
    desk.halve()
    for name in TABS:
        step.tabs[name].ready()
        for picture in step.tabs[name].pictures.findChildren(RowPicture):
            if not picture.isHidden():
                assert picture.accessibleName(), type(picture).__name__
                assert picture.accessibleDescription(), type(picture).__name__


@pytest.mark.parametrize("width", [960, 1220])
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_wider_than_the_window(desk: Desk, width: int, scale: float) -> None:
    desk.theme.scale = scale
    step = ResultsStep(desk.state, desk.theme)
    desk.bot.addWidget(step)
    step.resize(max(width, round(853 * scale) - 60), 740)
    step.show()
    desk.open("Somalia")
    desk.halve()
    for name in TABS:
        step.show_tab(name)
        desk.bot.wait(20)
        assert step._content.width() <= step.width(), name
