"""The dock of ranks: live while a marker moves, greyed while the analysis is behind, with a quick look between."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer

from app.desk.ranks_dock import RanksDock
from decision.case import Estimate
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


def dock_of(desk: Desk, title: str) -> RanksDock:
    dock = RanksDock(desk.state, desk.theme)
    desk.bot.addWidget(dock)
    desk.open(title)
    return dock


def test_ranks_follow_a_preview_at_once_and_the_rest_stays_until_it_has_followed(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    case, words = desk.state.stored_case, desk.state.workspace.words
    assert case is not None
    shown, values = dock._share.text(), [entry.value for entry in dock.entries]
    low = {name: replace(rating, estimate=Estimate(0, 0, 0)) for name, rating in case.ratings.items()}
    desk.state.preview(replace(case, ratings=low))
    assert [entry.value for entry in dock.entries] != values
    assert dock.entries[0].name == words("option.two_feet_in.name")
    assert dock._share.text() == words("ranks.stale", sentence=shown)
    assert dock._share.property("ink") == "ink_3"
    desk.settle()
    assert dock._share.property("ink") == "ink_2"
    assert words("option.two_feet_in.name") in dock._share.text()
    desk.state.drop_preview()
    assert [entry.value for entry in dock.entries] == values


def test_the_quick_look_comes_first_and_the_full_analysis_takes_its_place(desk: Desk) -> None:
    desk.state.workspace.draws = 20_000
    dock = dock_of(desk, "Somalia")
    words, told = desk.state.workspace.words, []
    desk.state.quick_changed.connect(lambda: told.append((dock._share.text(), desk.state.analysis_is_current)))
    case = desk.state.stored_case
    assert case is not None
    for level in (60, 80, 60):
        rating = replace(case.ratings["insecurity"], estimate=Estimate(level, level, level))
        desk.state.preview(replace(case, ratings={**case.ratings, "insecurity": rating}))
        desk.bot.waitUntil(lambda: desk.state.quick_is_current)
        assert dock._share.property("ink") == "ink_2"
        desk.settle()
        assert words.number(20_000) in dock._share.text()
    assert [current for _, current in told] == [False, False, False]
    assert all(words.number(10_000) in text for text, _ in told)
    assert told[0] == told[2] != told[1]  # the same levels, the same figures


def test_an_analysis_that_was_cancelled_is_offered_again(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    case = desk.state.stored_case
    assert case is not None
    assert dock.again.isHidden()
    desk.state.preview(case)
    desk.bot.waitUntil(lambda: bool(desk.state.runner.running))
    desk.state.runner.running[-1].cancel()
    desk.bot.waitUntil(lambda: desk.state.analysis_stopped)
    assert dock._holds.text() == desk.state.workspace.words("ranks.stopped")
    assert not dock.again.isHidden()
    dock.again.click()
    assert dock.again.isHidden()
    desk.settle()
    assert not desk.state.analysis_stopped


def test_nothing_runs_on_once_the_case_is_closed(desk: Desk) -> None:
    dock = dock_of(desk, "Somalia")
    case = desk.state.stored_case
    assert case is not None
    desk.state.preview(case)
    desk.state.close_case()
    desk.bot.waitUntil(lambda: not desk.state.runner.running)
    running = [timer for owner in (desk.state._live, dock) for timer in owner.findChildren(QTimer)]
    assert running
    assert not any(timer.isActive() for timer in running)
    assert (desk.state.analysis, desk.state.quick, desk.state.what_if) == (None, None, None)


def test_the_last_change_of_any_case_can_be_undone(desk: Desk) -> None:
    library, state = desk.state.library, desk.state
    one, other = (item.id for item in library.summaries()[:2])
    before, notices = library.tags(one), []
    state.noticed.connect(lambda said, undo: notices.append((said, undo)))
    library.tag(one, ["urgent"])
    assert state.undo_of(one)
    assert library.tags(one) == before
    words = state.workspace.words
    assert notices == [(words("notice.undone", action=words("action.tag")), False)]
    state.open(other)
    library.tag(one, ["urgent"])
    assert state.undo_of(one)
    assert state.stored_case is not None
    assert state.stored_case.id == other


def test_an_option_that_is_excluded_says_by_which_rule(desk: Desk) -> None:
    dock = dock_of(desk, "MINURCAT")
    doctrine, words = desk.state.doctrine, desk.state.workspace.words
    assert doctrine is not None
    notes = {entry.name: entry.note for entry in dock.entries}
    for standing in doctrine.standings:
        note = notes[words(f"option.{standing.option}.name")]
        assert all(rule in note for rule in standing.rules)
    assert {name for name, note in notes.items() if note.startswith("Excluded")} == {
        words(f"option.{option}.name") for option in doctrine.excluded()
    }
