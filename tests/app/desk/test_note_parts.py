"""The parts of the note: how each stands, what may be left out of it, and the texts of its front and its options."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.note_states import OPTIONAL, PARTS, open_parts, part_states
from app.desk.note_step import NoteStep
from app.desk.state import DeskState
from app.words import Words
from decision.case import Case, ChecklistState, Consultation, ContextFact, NextStep, NotePart, Review
from tests.app.desk.note_fixtures import desk, made, state, step, type_into

__all__ = ["desk", "made", "state", "step"]
pytestmark = pytest.mark.timeout(120)


def case_of(state: DeskState) -> Case:
    assert state.stored_case is not None
    return state.library.case(state.stored_case.id)


def told(step: NoteStep, part: str) -> str:
    return step.parts.parts[part].head.told


def open_part(qtbot: QtBot, step: NoteStep, part: str) -> None:
    qtbot.mouseClick(step.parts.parts[part].head, Qt.MouseButton.LeftButton)
    assert step.parts.parts[part].body.isVisible()


# What is left out


def test_a_part_is_left_out_and_taken_back_by_its_tick(qtbot: QtBot, made: NoteStep, state: DeskState) -> None:
    first, part = made.data, made.parts.parts["dissent"]
    assert part.tick is not None
    part.tick.setFocus()
    qtbot.keyClick(part.tick, Qt.Key.Key_Space)
    assert case_of(state).brief.left_out == (NotePart.DISSENT,)
    assert "Left out" in part.head.told
    assert not made.export.isEnabled()
    assert made.pages.stale
    qtbot.waitUntil(made.export.isEnabled, timeout=60_000)
    assert made.data != first
    assert not made.pages.stale
    state.undo()
    assert case_of(state).brief.left_out == ()
    assert part.tick.isChecked()
    qtbot.waitUntil(made.export.isEnabled, timeout=60_000)
    assert made.data == first


def test_what_carries_the_honesty_of_the_note_has_no_tick_but_a_reason(step: NoteStep, words: Words) -> None:
    for name in ("decision", "recommendation", "lines", "gaps"):
        assert step.parts.parts[name].tick is None
        assert words.has(f"desk.part.stays.{name}")
    assert {name for name, part in step.parts.parts.items() if part.tick is not None} == OPTIONAL


def test_a_part_that_is_left_out_is_not_counted_as_open(state: DeskState, words: Words, step: NoteStep) -> None:
    model, case = state.workspace.model, case_of(state)
    before = open_parts(part_states(words, model, case), case)
    bare = replace(case, brief=replace(case.brief, left_out=(NotePart.NEXT_STEPS,)))
    assert open_parts(part_states(words, model, bare), bare) == before - 1
    assert step.status() == ("part", words.count("desk.note.missing", before))


# How a part stands


STATES: list[tuple[str, dict[str, Any], dict[str, Any], tuple[str, str]]] = [
    ("head", {}, {"to": "A", "through": "B", "sender": "C"}, ("done", "Complete")),
    ("decision", {}, {"decision_sought": None, "decider": None}, ("nothing", "who decides and when it is due")),
    ("context", {}, {"context": ()}, ("nothing", "the context")),
    ("context", {}, {"context": (ContextFact("One"), ContextFact("Two", ("e1",)))}, ("part", "1 fact cites no source")),
    ("dissent", {"consultations": (Consultation("NGOs", "No"),)}, {}, ("done", "1 party heard")),
    ("review", {}, {"review": Review(occasion="Renewal")}, ("nothing", "the review date")),
    ("review", {}, {"review": Review(datetime.date(2009, 3, 1))}, ("done", "1 March 2009")),
    ("next_steps", {}, {"next_steps": (NextStep("Write", "Desk"),)}, ("part", "the date of each step")),
    ("options", {"current_arrangement": None}, {}, ("nothing", "the arrangement today")),
    ("annex", {"ratings": {}}, {}, ("nothing", "Nothing is rated")),
]  # fmt: skip


@pytest.mark.parametrize(("part", "facts", "brief", "said"), STATES)
def test_a_part_says_what_it_lacks(
    state: DeskState, words: Words, part: str, facts: dict[str, Any], brief: dict[str, Any], said: tuple[str, str]
) -> None:
    case = replace(case_of(state), **facts)
    found = part_states(words, state.workspace.model, replace(case, brief=replace(case.brief, **brief)))[part]
    assert found.mark == said[0]
    assert said[1] in found.text


def test_what_a_part_lacks_is_told_anew_with_every_edit(step: NoteStep, state: DeskState) -> None:
    case = case_of(state)
    steps = (NextStep("Write", "Desk"),)
    assert state.edit(replace(case, brief=replace(case.brief, next_steps=steps)), "brief", "brief", "Changed")
    assert told(step, "next_steps") == "Not stated: the date of each step"
    state.undo()
    assert told(step, "next_steps") == "Not stated: the next steps"


def test_opening_a_part_shows_its_page_and_shuts_the_last(qtbot: QtBot, made: NoteStep) -> None:
    bar, tops = made.preview.area.verticalScrollBar(), []
    for part in ("options", "next_steps", "annex"):
        open_part(qtbot, made, part)
        tops.append(bar.value())
    assert tops == sorted(set(tops))
    assert not made.parts.parts["options"].body.isVisible()
    boxes = made.pages.boxes()
    assert boxes[2].top() - 20 <= bar.value() <= boxes[2].center().y()
    open_part(qtbot, made, "head")
    assert bar.value() == 0


def test_arrows_walk_from_part_to_part(qtbot: QtBot, step: NoteStep) -> None:
    heads = [part.head for part in step.parts.parts.values()]
    heads[0].setFocus()
    for place in range(len(PARTS)):
        assert heads[place].hasFocus()
        qtbot.keyClick(heads[place], Qt.Key.Key_Down)
    qtbot.keyClick(heads[-1], Qt.Key.Key_Up)
    assert heads[-2].hasFocus()


# Front matter, review, options, checklists


def test_each_field_is_one_undo_step(qtbot: QtBot, step: NoteStep, state: DeskState) -> None:
    before = case_of(state)
    open_part(qtbot, step, "head")
    type_into(step.fields["to"].control, "Under-Secretary-General")
    type_into(step.fields["sender"].control, "Desk")
    assert (case_of(state).brief.to, case_of(state).brief.sender) == ("Under-Secretary-General", "Desk")
    state.undo()
    assert (case_of(state).brief.to, case_of(state).brief.sender) == ("Under-Secretary-General", None)
    state.undo()
    assert case_of(state) == before
    assert step.fields["to"].control.text() == ""  # type: ignore[union-attr]


def test_review_is_a_date_and_an_occasion_and_nothing_where_both_are_taken_away(
    qtbot: QtBot, step: NoteStep, state: DeskState
) -> None:
    open_part(qtbot, step, "review")
    when, why = step.editors.review.fields
    type_into(when.control, "2009-03-31")
    type_into(why.control, "Drawdown")
    assert case_of(state).brief.review == Review(datetime.date(2009, 3, 31), "Drawdown")
    type_into(when.control, "some day")
    assert when.fault
    assert case_of(state).brief.review == Review(datetime.date(2009, 3, 31), "Drawdown")
    type_into(when.control, "")
    type_into(why.control, "")
    assert not when.fault
    assert case_of(state).brief.review is None


def test_own_text_of_an_option_and_back_to_that_of_the_model(
    qtbot: QtBot, step: NoteStep, state: DeskState, words: Words
) -> None:
    open_part(qtbot, step, "options")
    qtbot.mouseClick(step.editors.options.choices[2], Qt.MouseButton.LeftButton)
    text = step.editors.options.texts["two_feet_out"]["risks"]
    assert text.isVisible()
    model = words("option.two_feet_out.risks")
    assert text.field.text.placeholderText() == model
    qtbot.mouseClick(text.turn, Qt.MouseButton.LeftButton)
    text.field.text.clearFocus()
    assert "two_feet_out" not in case_of(state).brief.options, "the model's own words are not the officer's"
    type_into(text.field.text, "Planning falls behind\nLess advice")
    assert case_of(state).brief.options["two_feet_out"].risks == ("Planning falls behind", "Less advice")
    qtbot.mouseClick(text.turn, Qt.MouseButton.LeftButton)
    assert case_of(state).brief.options.get("two_feet_out") is None
    assert text.field.text.toPlainText() == ""  # type: ignore[union-attr]
    assert text.field.text.placeholderText() == model


def test_an_item_of_a_checklist_is_answered_with_a_remark(qtbot: QtBot, step: NoteStep, state: DeskState) -> None:
    open_part(qtbot, step, "annex")
    lists = step.editors.checklists
    place = lists.box.findData("coexistence")
    lists.box.setCurrentIndex(place)
    lists.box.activated.emit(place)
    item = lists.lists["coexistence"][0]
    assert item.isVisible()
    assert not item.field.isVisible()
    answer = item.box.findData(ChecklistState.PARTLY)
    item.box.setCurrentIndex(answer)
    item.box.activated.emit(answer)
    type_into(item.remark, "In two of three states")
    held = case_of(state).checklists["coexistence"]["1"]
    assert (held.state, held.remark) == (ChecklistState.PARTLY, "In two of three states")
    item.box.setCurrentIndex(0)
    item.box.activated.emit(0)
    assert case_of(state).checklists == {}
