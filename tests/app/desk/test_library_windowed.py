"""The list of a library of several pages: only what is looked at is read, and nothing is lost sight of."""

from __future__ import annotations

import uuid
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.desk.library_listing import MOST_PAGES, PAGE
from app.desk.library_painting import LEAD, near_hit
from app.desk.library_results import LibraryResults
from app.desk.library_rows import COLUMNS, PENDING
from app.desk.library_view import LibraryView
from app.desk.state import DeskState
from app.desk.window import DeskWindow
from app.workspace import Workspace
from db import answers, history
from db.documents import document_of
from db.finding import Query, page
from decision.explanation.disagreement import Line

pytestmark = pytest.mark.timeout(90)
MANY = 13 * PAGE + 41
RECOMMENDED, PRECEDENT = COLUMNS.index("recommended"), COLUMNS.index("precedent")


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """More cases than are ever held at once, all alike but for their titles, none documented."""
    library = workspace.library
    assert library is not None
    document = document_of(replace(library.cases()[0], documented=None), library.model)
    stamp = library.stamp()
    with library.changing() as connection:  # one transaction: a disk takes long for a thousand
        for number in range(MANY):
            made = {**document, "id": str(uuid.UUID(int=number + 1)), "title": f"Case {number:04}"}
            history.create(connection, made, "create", stamp)
    return workspace


@pytest.fixture
def view(qtbot: QtBot, window: DeskWindow) -> LibraryView:
    """The list by title, standing at its beginning."""
    window.library._sort.setCurrentIndex(window.library._sort.findData("title"))
    window.library._sort.activated.emit(1)
    qtbot.waitUntil(lambda: window.library.table.selected_place() is not None)
    window.library.table.select_place(0)
    return window.library


def title_of(view: LibraryView, place: int) -> str | None:
    row = view.cases.row(place)
    return None if row is None else row.summary.title


def ordered(view: LibraryView, place: int) -> bool:
    return title_of(view, place) is not None


def test_the_list_is_as_long_as_what_is_found_and_holds_one_page(view: LibraryView) -> None:
    assert view.cases.rowCount() == MANY + 9
    assert len(view.cases.rows) <= 3 * PAGE


def test_the_end_of_the_list_is_read_when_it_is_seen(qtbot: QtBot, view: LibraryView) -> None:
    middle, last = view.cases.rowCount() // 2, view.cases.rowCount() - 1
    assert title_of(view, middle) is None
    assert view.cases.data(view.cases.index(middle, 0)) == PENDING
    qtbot.keyClick(view.table, Qt.Key.Key_End)
    assert view.table.selected_place() == last
    qtbot.waitUntil(lambda: view.preview._title.text() == "Southern Sudan / UNMIS")
    assert title_of(view, last) == "Southern Sudan / UNMIS"
    assert view.selected_id() is not None


def test_no_more_than_a_few_pages_are_held_and_those_let_go_come_back(qtbot: QtBot, view: LibraryView) -> None:
    for number in range(MANY // PAGE + 1):
        qtbot.waitUntil(lambda place=number * PAGE: ordered(view, place))  # type: ignore[misc]
    assert len(view.cases.rows) <= MOST_PAGES * PAGE
    assert len(view.cases._rows) <= MOST_PAGES * PAGE
    for place in (0, PAGE // 2, 5 * PAGE + 3):
        qtbot.waitUntil(lambda place=place: ordered(view, place))  # type: ignore[misc]
    titles = [row.summary.title for row in view.cases.rows]
    assert titles == sorted(titles)


def test_a_case_far_down_is_still_selected_after_the_library_has_changed(
    qtbot: QtBot, view: LibraryView, state: DeskState
) -> None:
    place = 7 * PAGE + 30
    qtbot.waitUntil(lambda: ordered(view, place))
    view.table.select_place(place)
    chosen, title = view.selected_id(), title_of(view, place)
    assert chosen is not None
    state.library.record(replace(state.library.case(chosen), title="Aa first"), "title", "title")
    state.refresh_library()
    qtbot.waitUntil(lambda: view.selected_id() == chosen)
    assert title != "Aa first"
    assert view.table.selected_place() == 0
    state.library.undo(chosen)
    state.refresh_library()
    qtbot.waitUntil(lambda: view.table.selected_place() == place and view.selected_id() == chosen)


def test_a_search_shows_where_its_words_were_found(qtbot: QtBot, view: LibraryView) -> None:
    view.search.setText("Case 0412")
    qtbot.waitUntil(lambda: view.cases.rowCount() == 1)
    view.search.setText("civilians")
    qtbot.waitUntil(lambda: view.cases.rowCount() > 1)
    row = view.cases.row(0)
    assert row is not None
    hits = [piece for piece, hit in row.snippet if hit]
    assert hits
    assert hits[0].casefold().startswith("civilian")
    spoken = view.cases.data(view.cases.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert "".join(piece for piece, _ in row.snippet) in spoken


def test_only_the_last_of_several_searches_is_shown(qtbot: QtBot, view: LibraryView) -> None:
    lists: list[str] = []
    view._listing.listed.connect(lambda: lists.append(view._listing.asked.text))
    for typed in ("c", "ca", "case 00", "case 0007"):
        view.search.setText(typed)
        view._list()
    qtbot.waitUntil(lambda: view.cases.rowCount() == 1)
    qtbot.wait(300)
    assert lists == ["case 0007"]
    assert title_of(view, 0) == "Case 0007"


@pytest.mark.parametrize(
    ("pieces", "shown"),
    [
        ((("short ", False), ("hit", True)), (("short ", False), ("hit", True))),
        ((("hit", True), (" after", False)), (("hit", True), (" after", False))),
    ],
)
def test_a_short_lead_is_shown_whole(pieces: tuple[tuple[str, bool], ...], shown: object) -> None:
    assert near_hit(pieces) == shown


def test_a_long_lead_is_cut_at_a_word() -> None:
    (lead, hit), found = near_hit((("one two three four five six seven ", False), ("hit", True)))
    assert not hit
    assert lead.startswith("…")
    assert lead.endswith(" six seven ")
    assert len(lead) <= LEAD + 1
    assert found == ("hit", True)


def test_only_what_is_in_view_is_computed_and_it_is_kept(
    qtbot: QtBot, view: LibraryView, state: DeskState
) -> None:
    seen = len(view.table.seen())
    assert 5 < seen < 30
    shown = [row.summary.id for row in view.cases.rows[:seen]]
    qtbot.waitUntil(lambda: set(shown) <= set(answers.kept(state.library, shown)), timeout=60_000)
    qtbot.waitUntil(lambda: not state.runner.running, timeout=30_000)
    everything = [item.id for item in state.library.summaries()]
    assert len(answers.kept(state.library, everything)) < seen + 20
    qtbot.waitUntil(view.middle.compute.isVisible)
    assert "are known for" in view.middle.known.text()


def test_kept_answers_are_shown_without_computing(workspace: Workspace, state: DeskState) -> None:
    library = state.library
    case_id = page(library, Query(), limit=1).items[0].case.id
    results = LibraryResults(state)
    results.follow()
    made = answers.Answer(results.basis, results.precedents, "two_feet_out", "leaning", dict.fromkeys(Line))
    summary = library.summary(case_id)
    assert answers.keep(library, case_id, summary.changed_at, made)
    results.read([summary])
    shown = results.answer(case_id)
    assert shown is not None
    assert (shown.option, shown.strength, shown.agree) == ("two_feet_out", "leaning", False)
    results.want([case_id])
    results.resume()
    assert state.runner.running == []
    workspace.seed = 7  # another basis: what is kept no longer holds
    results.follow()
    results.read([summary])
    assert results.answer(case_id) is None
    results.stop()


def test_other_precedents_leave_the_recommendation_and_only_that_line_is_computed_again(
    qtbot: QtBot, state: DeskState, view: LibraryView
) -> None:
    results, shown = view._results, view.cases.rows[0].summary
    qtbot.waitUntil(lambda: results.answer(shown.id) is not None, timeout=60_000)
    before = results.answer(shown.id)
    held = answers.kept(state.library, [shown.id])[shown.id]
    # An option no analysis of this case gives: where it stays, it was not computed again.
    marked = replace(held, option="two_feet_out", strength="open")
    assert answers.keep(state.library, shown.id, shown.changed_at, marked)
    results._answers[shown.id] = shown.changed_at, marked
    documented = state.library.documented_ids()
    state.library.archive(documented[0], True)
    state.refresh_library()
    stale = results.answer(shown.id)
    assert before is not None
    assert stale is not None
    assert stale.agree is None
    assert Line.PRECEDENT not in stale.lines
    assert view.cases.data(view.cases.index(0, RECOMMENDED)) != PENDING
    assert view.cases.data(view.cases.index(0, PRECEDENT)) == PENDING
    qtbot.waitUntil(lambda: view.cases.data(view.cases.index(0, PRECEDENT)) != PENDING, timeout=60_000)
    now = answers.kept(state.library, [shown.id])[shown.id]
    assert (now.option, now.strength) == ("two_feet_out", "open")
    assert now.precedents == results.precedents != held.precedents


def test_all_can_be_computed_and_that_can_be_stopped(qtbot: QtBot, view: LibraryView, state: DeskState) -> None:
    qtbot.waitUntil(view.middle.compute.isVisible, timeout=30_000)
    qtbot.mouseClick(view.middle.compute, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.middle.compute.text() == "Stop")
    everything = [item.id for item in state.library.summaries()]
    qtbot.waitUntil(lambda: len(answers.kept(state.library, everything)) > 60, timeout=60_000)
    qtbot.mouseClick(view.middle.compute, Qt.MouseButton.LeftButton)
    assert view.middle.compute.text() != "Stop"
    qtbot.waitUntil(lambda: not state.runner.running, timeout=30_000)
    assert len(answers.kept(state.library, everything)) < MANY
