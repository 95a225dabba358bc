"""Decisions: entered with what was advised, kept in the log, shown beside the case, never undone from the list."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.desk.decision_entry import DecisionEntry, Decisions
from app.desk.library_log import Log, LogPart, carried_line, note_line
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.words import Words
from db import keeping
from decision.case import Brief

pytestmark = pytest.mark.timeout(90)
ADVISED, OTHER = "two_feet_in", "two_feet_out"


def ask(qtbot: QtBot, window: DeskWindow, case_id: str) -> DecisionEntry:
    window.library.acts.decide(case_id)
    view = window.library.acts.decisions.view
    assert view is not None
    qtbot.waitUntil(view.go.isEnabled, timeout=30_000)
    return view


def test_a_decision_as_advised_is_logged_with_its_advice(
    qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    liberia = id_of("Liberia")
    window.library.table.select_id(liberia)
    qtbot.mouseClick(window.library.preview.log.decide, Qt.MouseButton.LeftButton)
    view = window.library.acts.decisions.view
    assert view is not None
    qtbot.waitUntil(view.go.isEnabled, timeout=30_000)
    assert "Two feet in" in view.advised.text()
    view.boxes[ADVISED].setChecked(True)
    view.decider.setText("  SRSG,   Liberia ")
    view.day.setText("3 October 2008")
    view.go.click()
    (logged,) = keeping.decisions(state.library, liberia)
    assert (logged.option, logged.decided_by, logged.advised) == (ADVISED, "SRSG, Liberia", ADVISED)
    assert (logged.decided_on, logged.departs, logged.reason) == (datetime.date(2008, 10, 3), False, None)
    assert logged.result_id == keeping.results(state.library, liberia)[-1].id
    assert state.library.case(liberia).decision is not None
    assert "as advised" in window.status.notice
    assert window.status.undo.isHidden()
    assert "Decided 3 Oct 2008 by SRSG, Liberia: Two feet in, as advised." in said(window.library.preview.log)


def test_a_departure_needs_its_reason_and_every_fault_stands_at_its_field(
    qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    liberia = id_of("Liberia")
    view = ask(qtbot, window, liberia)
    view.decider.clear()
    view.day.setText("some day")
    view.go.click()
    assert "Choose" in view.fault.sentence.text()
    assert view._by.fault
    assert view._on.fault
    view.day.setText("1 January 2999")
    view.go.click()
    assert "lies ahead" in view._on.fault
    view.boxes[OTHER].setChecked(True)
    view.decider.setText("SRSG")
    view.day.setText("2008-10-03")
    view.go.click()
    assert (view._by.fault, view._on.fault) == ("", "")
    assert "why" in view._why.fault
    assert keeping.decisions(state.library, liberia) == []
    view.reason.setPlainText("Elections first.")
    view.go.click()
    (logged,) = keeping.decisions(state.library, liberia)
    assert (logged.option, logged.departs, logged.reason) == (OTHER, True, "Elections first.")
    assert "departs from the advice" in window.status.notice


def test_the_log_keeps_a_decision_that_another_one_followed(
    window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    liberia = id_of("Liberia")
    for day in (3, 4):
        keeping.decide(
            state.library, liberia, keeping.Decision(ADVISED, "SRSG", datetime.date(2008, 10, day), None), None
        )
    state.refresh_library()
    window.library.table.select_id(liberia)
    lines = said(window.library.preview.log)
    assert lines.index("Decided 4 Oct 2008 by SRSG: Two feet in.") < lines.index("Decided 3 Oct 2008 by SRSG")


def test_the_decider_of_the_brief_is_offered_and_leaving_records_nothing(
    qtbot: QtBot, state: DeskState, theme: Theme, window: DeskWindow, id_of: Callable[[str], str]
) -> None:
    somalia = id_of("Somalia")
    case = state.library.case(somalia)
    state.library.record(replace(case, brief=Brief(decider="Emergency Relief Coordinator")), "brief", "brief")
    decisions = Decisions(state, theme, window)
    decisions.ask(somalia)
    view = decisions.view
    assert view is not None
    assert view.decider.text() == "Emergency Relief Coordinator"
    view.reject()
    qtbot.waitUntil(lambda: not state.runner.running, timeout=30_000)
    assert decisions.view is None
    assert keeping.decisions(state.library, somalia) == []


def test_a_case_that_changed_meanwhile_is_told_of_and_nothing_is_lost(
    qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> None:
    liberia = id_of("Liberia")
    view = ask(qtbot, window, liberia)
    state.library.record(replace(state.library.case(liberia), title="Other"), "title", "title")
    view.boxes[ADVISED].setChecked(True)
    view.decider.setText("SRSG")
    view.go.click()
    assert "changed since" in view.fault.sentence.text()
    assert view.decider.text() == "SRSG"
    assert keeping.decisions(state.library, liberia) == []
    view.reject()


def test_issued_notes_and_decisions_from_elsewhere_are_told(
    theme: Theme, words: Words, state: DeskState, id_of: Callable[[str], str], qtbot: QtBot
) -> None:
    at = datetime.datetime(2008, 10, 5, 12, tzinfo=datetime.UTC)
    note = keeping.IssuedNote(1, "x", 3, 1, "0" * 64, "unmil.pdf", at, "A. Desk")
    assert note_line(words, note) == "Note issued 5 Oct 2008, of version 3: unmil.pdf."
    held = {"option": OTHER, "by": "SRSG", "date": "2008-10-03", "departs": True, "reason": "Elections."}
    assert carried_line(words, held).startswith("Decided 3 Oct 2008 by SRSG: Two feet out.")
    for damaged in ({}, {**held, "date": "soon"}, {**held, "option": "three_feet"}):
        assert carried_line(words, damaged) == words("desk.library.decided")
    part = LogPart(theme, words)
    qtbot.addWidget(part)
    case = replace(state.library.case(id_of("Liberia")), decision=held)
    part.show_log(Log(notes=(note,) * 5), case)
    lines = said(part)
    assert lines.count("Note issued") == 4
    assert "2 earlier entries" in lines


def said(part: LogPart) -> str:
    """What stands in the log, line by line."""
    items = [part._lines.itemAt(place) for place in range(part._lines.count())]
    widgets = [item.widget() for item in items if item is not None]
    return "\n".join(one.text() for one in widgets if isinstance(one, QLabel))
