"""Cases beside each other: what differs, in which order, marked by shape and letter, copied, and kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from app.desk.compare_data import Side, fact_rows, farthest, level_rows, weight_rows
from app.desk.compare_shapes import paint_shape
from app.desk.compare_view import CompareView
from app.desk.library_results import LibraryResults
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.words import Words
from app.workspace import Workspace
from decision.case import Case, WeightOverride

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def case_of(workspace: Workspace, id_of: Callable[[str], str]) -> Callable[[str], Case]:
    def found(title: str) -> Case:
        assert workspace.library is not None
        return workspace.library.case(id_of(title))

    return found


@pytest.fixture
def view(qtbot: QtBot, state: DeskState, theme: Theme) -> Iterator[CompareView]:
    results = LibraryResults(state)
    made = CompareView(state, theme, results)
    qtbot.addWidget(made)
    made.resize(1440, 840)
    made.show()
    made.activateWindow()
    yield made
    results.stop()


def sides(workspace: Workspace, *cases: Case) -> list[Side]:
    return [Side.of(workspace.model, case, None) for case in cases]


def test_what_differs_most_comes_first(workspace: Workspace, case_of: Callable[[str], Case]) -> None:
    both = sides(workspace, case_of("Liberia"), case_of("Darfur"))
    model = workspace.model
    found = level_rows(model, both, by_difference=True, only_differences=False)
    for family in found:
        gaps = [abs(row.levels[0].estimate.best - row.levels[1].estimate.best) for row in family.rows]
        assert gaps == sorted(gaps, reverse=True)
        assert [row.difference for row in family.rows] == gaps
    greatest = [family.difference or 0.0 for family in found]
    assert greatest == sorted(greatest, reverse=True)
    plain = level_rows(model, both, by_difference=False, only_differences=False)
    assert [row.criterion for family in plain for row in family.rows] == list(model.criterion_ids)
    far = farthest(plain)
    assert far is not None
    assert far.difference == max(greatest)


def test_only_differences_leaves_out_what_reads_the_same(
    workspace: Workspace, case_of: Callable[[str], Case]
) -> None:
    liberia = case_of("Liberia")
    other = dict(liberia.ratings)
    estimate = other["insecurity"].estimate
    other["insecurity"] = replace(other["insecurity"], estimate=replace(estimate, best=estimate.best + 1))
    del other["host_hostility"]
    both = sides(workspace, liberia, replace(liberia, ratings=other))
    found = level_rows(workspace.model, both, by_difference=True, only_differences=True)
    rows = [row for family in found for row in family.rows]
    assert [row.criterion for row in rows] == ["insecurity", "host_hostility"]
    assert (rows[1].difference, rows[1].uneven) == (None, True)
    same = sides(workspace, liberia, liberia)
    assert level_rows(workspace.model, same, by_difference=True, only_differences=True) == ()
    assert farthest(level_rows(workspace.model, same, by_difference=True, only_differences=False)) is None


def test_facts_that_differ_are_marked_and_weights_only_told_where_they_do(
    workspace: Workspace, words: Words, case_of: Callable[[str], Case]
) -> None:
    liberia, burundi = case_of("Liberia"), case_of("Burundi")
    both = sides(workspace, liberia, burundi)
    differing = {row.name: row.differs for row in fact_rows(words, both)}
    assert differing["Kind of mission"]
    assert differing["Mandate"] is (liberia.mission.mandate != burundi.mission.mandate)
    assert weight_rows(words, workspace.model, both) == ()
    own = replace(burundi, weights=WeightOverride(families={"hostility": 0.7}, criteria={}))
    rows = weight_rows(words, workspace.model, sides(workspace, liberia, own))
    assert rows[0].values[1] == words("compare.weights.own")
    hostility = next(row for row in rows if row.name == "Hostility")
    assert hostility.differs
    assert hostility.values[1].startswith("70")


def test_the_shapes_are_told_apart_without_colour_or_letter(theme: Theme) -> None:
    drawn = set()
    for place in range(4):
        image = QImage(24, 24, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        paint_shape(painter, QPointF(12, 12), 5, place, theme)
        painter.end()
        drawn.add(bytes(image.constBits()))
    assert len(drawn) == 4


def test_answers_are_computed_and_filled_in(
    qtbot: QtBot, view: CompareView, words: Words, id_of: Callable[[str], str]
) -> None:
    ids = [id_of(title) for title in ("Liberia", "Darfur", "Somalia")]
    assert view.show_cases(ids)
    assert not view._pending.isHidden()
    assert view._lead.text().startswith(words("compare.lead.unknown"))
    qtbot.waitUntil(view._pending.isHidden, timeout=60_000)
    assert [side.answer.option for side in view._sides if side.answer] == [
        "two_feet_in",
        "two_feet_out",
        "two_feet_out",
    ]
    assert view._lead.text().startswith(words("compare.lead.differ"))
    assert view.compute.isHidden()


def test_computing_that_was_cancelled_can_be_taken_up_again(
    qtbot: QtBot, view: CompareView, state: DeskState, id_of: Callable[[str], str]
) -> None:
    view.show_cases([id_of(title) for title in ("Liberia", "Darfur")])
    for task in state.runner.running:
        task.cancel()
    qtbot.waitUntil(view.compute.isVisible, timeout=30_000)
    qtbot.mouseClick(view.compute, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(view._pending.isHidden, timeout=60_000)


def test_the_page_is_walked_by_keys_and_left_by_escape(
    qtbot: QtBot, view: CompareView, id_of: Callable[[str], str]
) -> None:
    opened: list[str] = []
    view.open_asked.connect(opened.append)
    ids = [id_of(title) for title in ("Liberia", "Darfur")]
    view.resize(1440, 500)
    view.show_cases(ids)
    qtbot.waitUntil(lambda: view.area.verticalScrollBar().maximum() > 0)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_End)
    bar = view.area.verticalScrollBar()
    assert bar.value() > bar.maximum() // 2
    qtbot.keyClick(view.heads.opens[1], Qt.Key.Key_Space)
    assert opened == [ids[1]]
    with qtbot.waitSignal(view.back_asked):
        qtbot.keyClick(view.table, Qt.Key.Key_Escape)


def test_order_and_only_differences_change_the_rows(
    qtbot: QtBot, view: CompareView, state: DeskState, id_of: Callable[[str], str]
) -> None:
    liberia = id_of("Liberia")
    case = state.library.case(liberia)
    estimate = case.ratings["insecurity"].estimate
    rating = replace(case.ratings["insecurity"], estimate=replace(estimate, best=estimate.best + 2))
    twin = replace(
        case, id="0" * 8 + "-0000-4000-8000-" + "0" * 12, ratings={**case.ratings, "insecurity": rating}
    )
    state.library.add(twin, "duplicate")
    view.show_cases([liberia, twin.id])
    assert view.table.rows.rowCount() == len(state.workspace.model.criteria) + len(state.workspace.model.families)
    qtbot.mouseClick(view.only, Qt.MouseButton.LeftButton)
    texts = [view.table.rows.text(row, 0) for row in view.table.rows.rows]
    assert texts == ["Hostility", "Insecurity"]
    last = view.table.rows.columnCount() - 1
    assert view.table.rows.text(view.table.rows.rows[1], last) == "2"
    state.library.record(replace(twin, ratings=case.ratings), "rating", "ratings.insecurity")
    state.refresh_library()
    assert view.table.isHidden()
    assert not view._nothing.isHidden()


def test_the_whole_is_copied_as_a_table(
    qtbot: QtBot, view: CompareView, state: DeskState, id_of: Callable[[str], str]
) -> None:
    view.show_cases([id_of(title) for title in ("Liberia", "Burundi")])
    qtbot.waitUntil(view._pending.isHidden, timeout=60_000)
    view.table.setFocus()
    with qtbot.waitSignal(state.noticed):
        qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    board = QGuiApplication.clipboard().mimeData()
    lines = [line.split("\t") for line in board.text().splitlines()]
    assert lines[0] == ["Criterion", "A: Liberia / UNMIL", "B: Burundi / BINUB", "Difference"]
    assert {len(line) for line in lines} == {4}
    named = {line[0]: line[1:] for line in lines}
    assert named["Kind of mission"] == ["peacekeeping operation", "political office", "differ"]
    best = [side.valuation.levels[3].estimate.best for side in view._sides]
    cells = next(line for line in lines if line[0] == "Insecurity")
    assert [cells[1].split(" ")[0], cells[2].split(" ")[0]] == [f"{level:.0f}" for level in best]
    assert cells[3] == f"{abs(best[0] - best[1]):.0f}"
    assert board.html().count("<tr>") >= len(lines)


def test_the_window_shows_the_comparison_and_comes_back(qtbot: QtBot, window: DeskWindow) -> None:
    for place in (0, 1):
        window.library.table.toggle(place)
    ids = window.library.picks.ids
    window.library.middle.bar.buttons["compare"].click()
    page = window.pages.currentWidget()
    assert isinstance(page, CompareView)
    assert [side.case.id for side in page._sides] == ids
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.library
    assert window.library.picks.ids == ids
