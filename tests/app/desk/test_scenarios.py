"""Scenarios in the dock: named in place, tried again, compared, deleted and taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.desk.ranks_dock import RanksDock
from app.desk.scenario_compare import ScenarioCompare
from app.desk.scenario_list import ScenarioButton
from db import keeping
from decision.case import Estimate
from decision.valuation import value_case
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def dock(desk: Desk) -> RanksDock:
    made = RanksDock(desk.state, desk.theme)
    desk.bot.addWidget(made)
    made.resize(300, 900)
    made.show()
    desk.open("Somalia")
    return made


def save(desk: Desk, dock: RanksDock, name: str, **levels: float) -> None:
    """Try levels and save them as a scenario, by the keyboard."""
    desk.state.tried.replace(None)
    desk.state.try_levels(levels)
    dock.foot.save.click()
    if name:
        dock.foot.name.clear()
        QTest.keyClicks(dock.foot.name, name)
    QTest.keyClick(dock.foot.name, Qt.Key.Key_Return)


def buttons(dock: RanksDock) -> list[ScenarioButton]:
    """The lines of scenarios, from the top; those of an earlier list are hidden until they are gone."""
    QApplication.processEvents()  # what is new in a layout is shown then
    found = dock.scenarios.findChildren(ScenarioButton)
    return [one for one in found if (line := one.parentWidget()) is not None and not line.isHidden()]


def shown(dock: RanksDock) -> list[str]:
    return [one.text() for one in buttons(dock)]


def test_a_scenario_is_named_in_place_and_opened_as_it_was(desk: Desk, dock: RanksDock) -> None:
    state, words = desk.state, desk.state.workspace.words
    assert dock.scenarios.isHidden()
    edits = desk.edits()
    save(desk, dock, "", insecurity=30)
    proposed = words("what_if.scenario_name", name=words("criterion.insecurity.name"), value="30")
    assert shown(dock) == [proposed]
    save(desk, dock, "  If the   war ends ", insecurity=20, armed_opposition=10)
    assert shown(dock) == ["If the war ends", proposed]
    assert desk.edits() == edits
    assert dock.foot.name.isHidden() or not dock.foot.name.isVisible()
    state.tried.replace(None)
    next(one for one in buttons(dock) if one.text() == "If the war ends").click()
    assert state.what_if is not None
    assert state.what_if.levels == {"insecurity": 20, "armed_opposition": 10}


def test_a_name_may_be_left_and_must_say_something(desk: Desk, dock: RanksDock) -> None:
    desk.state.try_levels({"insecurity": 30})
    dock.foot.save.click()
    assert dock.foot.name.isVisible()
    dock.foot.name.setText("   ")
    assert not dock.foot.keep.isEnabled()
    QTest.keyClick(dock.foot.name, Qt.Key.Key_Return)
    assert dock.foot.name.isVisible()
    dock.foot.leave.click()
    assert not dock.foot.name.isVisible()
    assert dock.foot.save.isVisible()
    assert shown(dock) == []
    assert desk.state.what_if is not None


def test_a_deleted_scenario_is_taken_back_in_its_place(desk: Desk, dock: RanksDock) -> None:
    save(desk, dock, "one", insecurity=30)
    save(desk, dock, "two", insecurity=40)
    case = desk.state.stored_case
    assert case is not None
    item = next(item for item in dock.scenarios.found if item.name == "one")
    dock.scenarios.drop(item)
    assert shown(dock) == ["two"]
    assert [one.name for one in keeping.scenarios(desk.state.library, case.id)] == ["two"]
    dock.scenarios.take_back(item)
    assert shown(dock) == ["two", "one"]
    assert [one.name for one in keeping.scenarios(desk.state.library, case.id)] == ["one", "two"]
    dock.scenarios.drop(item)
    desk.open("Liberia")
    assert dock.scenarios.isHidden()


def test_scenarios_stand_beside_the_case_in_a_table_that_can_be_copied(desk: Desk, dock: RanksDock) -> None:
    state, words, model = desk.state, desk.state.workspace.words, desk.state.workspace.model
    for level in (10, 20, 30, 40, 50):
        save(desk, dock, f"at {level}", insecurity=level)
    view = dock.scenarios.ask_compare()
    assert isinstance(view, ScenarioCompare)
    assert [item.scenario.name for item in view.chosen] == ["at 50", "at 40", "at 30", "at 20"]
    oldest = view.ticks[min(view.ticks)]
    assert not oldest.isEnabled()
    view.ticks[max(view.ticks)].setChecked(False)
    assert oldest.isEnabled()
    oldest.setChecked(True)
    names = ["at 40", "at 30", "at 20", "at 10"]
    assert [item.scenario.name for item in view.chosen] == names
    view.copy()
    rows = [line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")]
    assert view.table is not None
    assert [tuple(row) for row in rows[1:]] == [line.cells for line in view.table.rows.lines]
    assert rows[1][2:] == names
    by_name = {row[0]: row[1:] for row in rows}
    case = state.stored_case
    assert case is not None
    now = words.number(case.ratings["insecurity"].estimate.best)
    assert by_name[words("criterion.insecurity.name")] == [now, "40", "30", "20", "10"]
    rating = replace(case.ratings["insecurity"], estimate=Estimate(10, 10, 10))
    values = value_case(model, replace(case, ratings={**case.ratings, "insecurity": rating})).values
    told = by_name[words("scenario.value_of", option=words("option.two_feet_out.sentence"))]
    assert told[-1].startswith(words.number(float(values[2]), 1))
    assert by_name[words("scenario.first")][:2] == [
        words("option.two_feet_out.name"),
        words("option.one_foot_in_one_foot_out.name"),
    ]
    view.close()


def test_a_scenario_of_an_earlier_state_says_so(desk: Desk, dock: RanksDock) -> None:
    state, words = desk.state, desk.state.workspace.words
    save(desk, dock, "one", insecurity=30)
    before = words("scenario.saved", date="").strip()
    (line,) = buttons(dock)
    assert line._second.startswith(before)
    case = state.stored_case
    assert case is not None
    rating = replace(case.ratings["ngo_distance"], estimate=Estimate(90, 90, 90))
    state.edit(replace(case, ratings={**case.ratings, "ngo_distance": rating}), "rating", "ngo_distance", "")
    (line,) = buttons(dock)
    item = dock.scenarios.found[0]
    date = words.short_day(item.at.astimezone().date())
    assert line._second == words("scenario.saved_before", date=date)
    dock.scenarios.open(item)
    assert state.what_if is not None
    back = case.ratings["ngo_distance"].estimate.best
    assert state.what_if.levels == {"insecurity": 30, "ngo_distance": back}
