"""Ratings beside those of another case or of an earlier version: markers, differences, the filter, and the end."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.desk.ratings_step import RatingsStep
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]
pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def step(desk: Desk) -> RatingsStep:
    made = RatingsStep(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(1100, 860)
    made.show()
    desk.bot.waitExposed(made)
    found = [item.id for item in desk.state.library.summaries() if "UNMIL" in item.title]
    desk.state.open(found[0])
    return made


def choose(desk: Desk, step: RatingsStep, typed: str, shown: str) -> None:
    """Find what is to be compared with by typing, and take it with Enter."""
    desk.bot.mouseClick(step.head.compare, Qt.MouseButton.LeftButton)
    chooser = step.chooser
    assert chooser is not None
    chooser.search.setText(typed)
    desk.bot.waitUntil(lambda: chooser.list.count() > 0 and chooser.list.item(0).text() == shown, timeout=10_000)
    QTest.keyClick(chooser.search, Qt.Key.Key_Return)
    desk.bot.waitUntil(lambda: step.chooser is None)


def test_another_case_stands_beside_every_row_until_it_is_stopped(desk: Desk, step: RatingsStep) -> None:
    case, edits = desk.state.stored_case, desk.edits()
    assert case is not None
    other = next(one for one in desk.state.library.cases() if "UNIPSIL" in one.title)
    choose(desk, step, "unipsil", other.title)
    assert desk.edits() == edits
    assert step.head.line._text.text() == "Compared with Sierra Leone / UNIPSIL"
    apart = {
        name: round(case.ratings[name].estimate.best - other.ratings[name].estimate.best)
        for name in step.rows
        if name in case.ratings and name in other.ratings
    }
    assert len(apart) > 10
    for name, difference in apart.items():
        shown = step.rows[name]._difference.text()
        assert shown == ("same" if difference == 0 else f"{difference:+d}".replace("-", "−"))
        assert other.title in step.rows[name].track.accessibleDescription()
    step.head.choices["differs"].click()
    seen = {name for name, row in step.rows.items() if not row.isHidden()}
    assert seen & set(apart) == {name for name, difference in apart.items() if abs(difference) >= 10}
    desk.bot.mouseClick(step.head.line.stop, Qt.MouseButton.LeftButton)
    assert step.comparison is None
    assert all(not row.isHidden() for row in step.rows.values())
    assert step.head.choices["differs"].isHidden()
    assert other.title not in step.rows["insecurity"].track.accessibleDescription()


def test_an_earlier_version_is_compared_with_and_another_case_ends_it(desk: Desk, step: RatingsStep) -> None:
    field = step.rows["insecurity"].field
    field.setText("40")
    field.editingFinished.emit()
    choose(desk, step, "", "Version 1 of this case")
    assert step.rows["insecurity"]._difference.text() == "+22"
    assert step.rows["ngo_distance"]._difference.text() == "same"
    desk.state.undo()
    assert step.rows["insecurity"]._difference.text() == "same"
    assert step.comparison is not None
    assert desk.state.stored_case is not None
    desk.state.open(desk.state.stored_case.id)
    assert step.comparison is not None
    desk.state.open(next(one.id for one in desk.state.library.summaries() if "Somalia" in one.title))
    assert step.comparison is None
