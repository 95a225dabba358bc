"""Every bar is told by pointer and by keyboard alike, leads where it says, and lies where it is told."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from app.desk.picture_callout import PictureCallout, callout_in
from app.desk.picture_rows import RowPicture
from app.desk.results_bar import TABS
from app.desk.results_pictures import ContributionsPicture, OptionBarsPicture
from app.desk.results_sensitivity import SmallestChangeCard
from app.desk.results_step import ResultsStep
from app.desk.results_tracks import DistancesPicture, ScalePicture
from app.desk.tornado import TornadoPicture
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def step(desk: Desk) -> ResultsStep:
    made = ResultsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1300, 900)
    made.show()
    made.activateWindow()
    desk.bot.waitUntil(made.isActiveWindow)
    return made


def pictures(step: ResultsStep, name: str) -> list[RowPicture]:
    step.show_tab(name)
    QApplication.processEvents()  # what is laid out is shown a turn of the loop later
    return [item for item in step.tabs[name].pictures.findChildren(RowPicture) if item.isVisible()]


def point_at(picture: RowPicture, place: QPointF) -> None:
    """Move the pointer over a picture, which may lie where the window is scrolled to only later."""
    none, away = Qt.MouseButton.NoButton, QPointF(picture.mapToGlobal(place))
    move = QMouseEvent(QEvent.Type.MouseMove, place, away, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(picture, move)


def said(step: ResultsStep) -> str:
    callout = callout_in(step)
    assert isinstance(callout, PictureCallout)
    return callout.said


def test_every_bar_of_every_picture_is_told_by_pointer_and_by_keys(desk: Desk, step: ResultsStep) -> None:
    """The arrow keys reach each bar that hovering tells, with the same sentence, and it is the description."""
    desk.open("Somalia")
    desk.halve()
    for name in ("card", *TABS):
        for picture in [step.cards[0].picture] if name == "card" else pictures(step, name):
            hovered, walked = [], []
            for line, row in enumerate(picture.told):
                for column, sentence in enumerate(row.cells):
                    if sentence:
                        point_at(picture, picture.cell(line, column).center())
                        hovered.append(said(step))
                        assert hovered[-1] == sentence
            picture.setFocus(Qt.FocusReason.TabFocusReason)
            for line, row in enumerate(picture.told):
                for _ in range(1, len(row.cells)):
                    QTest.keyClick(picture, Qt.Key.Key_Left)
                for column in [place for place, sentence in enumerate(row.cells) if sentence]:
                    assert (picture.at, picture.column) == (line, column)
                    walked.append(said(step))
                    assert picture.accessibleDescription().startswith(said(step))
                    QTest.keyClick(picture, Qt.Key.Key_Right)
                QTest.keyClick(picture, Qt.Key.Key_Down)
            assert walked == hovered, (name, type(picture).__name__)
            assert walked


def test_the_sentences_hold_the_figures_they_mean(desk: Desk, step: ResultsStep) -> None:
    desk.open("UNMIL")
    desk.leave_out("insecurity")
    analysis, words = desk.rows.analysis, desk.state.workspace.words
    gap = analysis.explanation.leading
    told = {row.asks: row.cells[0] for row in pictures(step, "contributions")[0].told}
    weights = dict(zip(analysis.model.criterion_ids, analysis.valuation.weights.criteria, strict=True))
    for part in gap.contributions:
        if abs(part.points) < 0.05:
            continue
        ahead = gap.first if part.points > 0 else gap.second
        sentence = told[part.criterion]
        assert f"{words.number(abs(part.points), 1)} points for {words(f'option.{ahead}.sentence')}" in sentence
        assert f"its weight is {words.number(float(weights[part.criterion]) * 100, 1)}" in sentence
        assert ("not rated" in sentence) == (part.criterion == "insecurity")
    ranks = pictures(step, "robustness")[0].told
    first = max(range(3), key=lambda place: analysis.robustness.rank_acceptability[place, 0])
    for rank, sentence in enumerate(ranks[0].cells):
        assert words.share(float(analysis.robustness.rank_acceptability[first, rank])) in sentence
    tracks = pictures(step, "sensitivity")[0].told
    for family, row in zip(analysis.sensitivity.families, tracks, strict=True):
        assert words(f"family.{family.key}.name") in row.cells[0]
        for end, limit in ((family.below, family.low), (family.above, family.high)):
            assert end is None or words.share(limit) in row.cells[0]
            assert end is None or words(f"option.{end}.sentence") in row.cells[0]


def test_a_click_or_enter_on_a_criterion_asks_for_its_rating(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    asked: list[str] = []
    step.criterion_asked.connect(asked.append)
    picture = pictures(step, "contributions")[0]
    assert isinstance(picture, ContributionsPicture)
    QTest.mouseClick(picture, Qt.MouseButton.LeftButton, pos=picture.bar(2).center().toPoint())
    QTest.keyClick(picture, Qt.Key.Key_Down)
    QTest.keyClick(picture, Qt.Key.Key_Return)
    parts = sorted(desk.rows.shown_gap().contributions, key=lambda part: -part.points)
    assert asked == [parts[2].criterion, parts[3].criterion]
    ranks = pictures(step, "robustness")[0]
    QTest.mouseClick(ranks, Qt.MouseButton.LeftButton, pos=ranks.cell(0, 0).center().toPoint())
    QTest.keyClick(ranks, Qt.Key.Key_Return)
    assert len(asked) == 2


def test_a_precedent_asks_for_its_case(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    asked: list[str] = []
    step.case_asked.connect(asked.append)
    picture = pictures(step, "precedents")[0]
    assert isinstance(picture, DistancesPicture)
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    for _ in desk.rows.analysis.precedents.nearest:
        QTest.keyClick(picture, Qt.Key.Key_Return)
        QTest.keyClick(picture, Qt.Key.Key_Down)
    assert asked == [item.case_id for item in desk.rows.analysis.precedents.nearest]
    known = {item.id for item in desk.state.library.summaries()}
    assert set(asked) <= known


def test_what_would_turn_the_answer_can_be_tried(desk: Desk, step: ResultsStep) -> None:
    """The levels that are asked for do put the option first, to the last bit."""
    desk.open("Somalia")
    asked: list[dict[str, float]] = []
    step.what_if_asked.connect(asked.append)
    tries = step.hinges.findChildren(QPushButton)
    levels = [hinge for hinge in desk.rows.analysis.explanation.hinges if hinge.kind in ("level", "gap")]
    assert levels
    for button, hinge in zip(tries, levels, strict=True):
        button.click()
        assert asked[-1] == {hinge.key: hinge.turns_at}
        assert desk.rows.criterion(hinge.key) in button.accessibleName()
    step.show_tab("sensitivity")
    cards = step.tabs["sensitivity"].pictures.findChildren(SmallestChangeCard)
    for change, card in zip(desk.rows.analysis.sensitivity.smallest, cards, strict=True):
        assert (card.attempt is None) == (not change.changes)
        if card.attempt is not None:
            card.attempt.click()
            assert asked[-1] == {item.criterion: item.then for item in change.changes}


def test_what_the_lines_part_over_is_argued_in_the_note(desk: Desk, step: ResultsStep) -> None:
    asked: list[bool] = []
    step.note_asked.connect(lambda: asked.append(True))
    desk.open("MONUC")
    assert step.parting.argue.isVisible()
    step.parting.argue.click()
    assert asked == [True]
    desk.open("Somalia")
    assert not step.parting.argue.isVisible()


def test_the_lines_fold_in_a_low_window_and_as_asked(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    assert not step.folded
    step.resize(1024, 520)
    desk.bot.waitUntil(step.row.isVisible)
    assert not step._cards.isVisible()
    step.bar.fold.click()
    assert step._cards.isVisible()
    assert step.parting.isVisible()
    step.show_tab("sensitivity")
    assert step._cards.isVisible(), "the choice holds for every tab"
    step.bar.fold.click()
    step.resize(1300, 900)
    assert not step._cards.isVisible()
    assert step.row.isVisible()


def test_tab_walks_the_results_in_their_order(desk: Desk) -> None:
    """What is made anew with each analysis comes where it stands, not after all else in the window."""
    window = QWidget()
    desk.bot.addWidget(window)
    step, last = ResultsStep(desk.state, desk.theme), QPushButton("last")
    page = QVBoxLayout(window)
    page.addWidget(step)
    page.addWidget(last)
    window.resize(1300, 900)
    window.show()
    desk.open("UNMIL")
    desk.open("Somalia")
    chain, item = [], step.cards[0].picture.nextInFocusChain()
    while item is not step.cards[0].picture:
        if item.isVisible() and item.focusPolicy() & Qt.FocusPolicy.TabFocus:
            chain.append(item)
        item = item.nextInFocusChain()
    places = [chain.index(part) for part in (step.cards[1]._open, step.bar.choices["methods"], step.bar.fold)]
    hinges = [place for place, part in enumerate(chain) if step.hinges.isAncestorOf(part)]
    shown = step.tabs["contributions"].pictures.findChildren(RowPicture)
    drawn = [chain.index(part) for part in shown]
    assert hinges
    assert places[0] < hinges[0] <= hinges[-1] < places[1] < places[2] < drawn[0]
    assert drawn == sorted(drawn)
    assert drawn[-1] < chain.index(last)


def test_the_callout_goes_with_what_it_is_about(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    picture = pictures(step, "contributions")[0]
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    callout = callout_in(step)
    assert callout is not None
    assert callout.isVisible()
    assert step.rect().contains(callout.geometry())
    QTest.keyClick(picture, Qt.Key.Key_Escape)
    assert not callout.isVisible()
    QTest.keyClick(picture, Qt.Key.Key_Down)
    assert callout.isVisible()
    step.show_tab("methods")
    assert not callout.isVisible()


def test_names_mirror_and_scales_do_not(desk: Desk, step: ResultsStep) -> None:
    desk.open("MONUC")
    levels = next(item for item in pictures(step, "sensitivity") if type(item) is TornadoPicture)
    bars = pictures(step, "robustness")[0]
    step.show_tab("sensitivity")
    assert isinstance(levels, ScalePicture)
    assert isinstance(bars, OptionBarsPicture)
    before = [levels.x_of(level) for level in (0.0, 10.0, 20.0)]
    columns = [bars.bar(0, column).left() for column in range(3)]
    try:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        after = [levels.x_of(level) for level in (0.0, 10.0, 20.0)]
        mirrored = [bars.bar(0, column).right() for column in range(3)]
        assert before == sorted(before)
        assert after == sorted(after)
        assert after[1] - after[0] == pytest.approx(before[1] - before[0], abs=1)
        assert after != before
        assert mirrored == pytest.approx([bars.width() - left for left in columns])
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
