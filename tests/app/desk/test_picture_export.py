"""A figure as a file: the same bytes from any look, on a light ground, its words in it; and its table."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.desk.picture_export import Sheet, outlined, png
from app.desk.picture_figure import FigureBox
from app.desk.picture_saving import KINDS, PictureSaver, kind_of
from app.desk.picture_tables import PictureTable, TableView
from app.desk.results_bar import TABS
from app.desk.results_data import Rows
from app.desk.results_filling import fill_tabs
from app.desk.results_tabs import ResultTab
from app.desk.state import DeskState
from app.desk.theme import DARK, LIGHT, Theme
from app.files import FileFault
from app.words import Words
from app.workspace import Workspace

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The analysis of DR Congo, made once: nothing here changes it."""
    with Workspace.open(tmp_path_factory.mktemp("library") / "library.db", Words()) as workspace:
        workspace.draws = 256
        base = workspace.case_base()
        assert workspace.library is not None
        case = next(case for case in workspace.library.cases() if "MONUC" in case.title)
        return Rows(workspace.words, workspace.analyse(case, base))


@pytest.fixture
def saver(qtbot: QtBot, state: DeskState, theme: Theme, rows: Rows) -> PictureSaver:
    """A saver in the dark look at a large text size."""
    theme.palette, theme.scale = DARK, 1.5
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PictureSaver(state, theme, parent)
    made.show_analysis(rows.analysis)
    return made


@pytest.fixture
def tabs(qtbot: QtBot, state: DeskState, theme: Theme, rows: Rows, saver: PictureSaver) -> dict[str, ResultTab]:
    """The tabs of the results, filled."""
    made = {name: ResultTab(state, theme, saver) for name in TABS}
    fill_tabs(made, rows, theme)
    for tab in made.values():
        qtbot.addWidget(tab)
        qtbot.addWidget(tab.tools)
        tab.ready()
    return made


def difference(one: QImage, other: QImage) -> float:
    """The mean difference of two images in lightness, 0-255."""
    grey = QImage.Format.Format_Grayscale8
    left, right = (
        np.frombuffer(image.convertToFormat(grey).constBits(), np.uint8).astype(int) for image in (one, other)
    )
    return float(np.abs(left - right).mean())


COMPARED = ("ranks", "levels", "precedents")
"""Figures that are painted from their file too: words of an option, words of a scale, wrapped words."""


def painted(drawing: bytes, like: QImage) -> QImage:
    """A drawing as an image of the size of another."""
    image = QImage(like.size(), QImage.Format.Format_RGB32)
    painter = QPainter(image)
    QSvgRenderer(drawing).render(painter)
    painter.end()
    return image


def test_every_figure_can_be_saved_with_its_words_as_outlines(
    tabs: dict[str, ResultTab], saver: PictureSaver, theme: Theme
) -> None:
    """Drawn from outlines alone it looks like the picture whose words are set in our face."""
    caption, seen = saver.caption, set()
    assert "DR Congo / MONUC" in caption
    assert "30 September 2008" in caption
    assert "two-feet" in caption
    for figure in [figure for tab in tabs.values() for figure in tab.figures]:
        if figure.key in seen:
            continue
        seen.add(figure.key)
        sheet = Sheet(theme, figure, caption)
        image, drawing = sheet.image(1), sheet.drawing()
        words = {label.text() for label in sheet._page.findChildren(QLabel)}
        sheet.close()
        assert {figure.title, caption} <= words
        assert image.pixelColor(2, 2) == QColor(LIGHT.surface)
        made = outlined(drawing)
        root = ElementTree.fromstring(made)
        assert root.find(f".//{SVG}text") is None
        assert root.findtext(f"{SVG}title") == figure.title
        assert (root.findtext(f"{SVG}desc") or "").endswith(caption)
        if figure.key not in COMPARED:
            continue
        bare = re.sub(rb"<text.*?</text>", b"", drawing, flags=re.DOTALL)
        with_words, without = (difference(image, painted(svg, image)) for svg in (made, bare))
        assert with_words < 0.6 * without, figure.key
    assert len(seen) == 13


def test_the_same_figure_has_the_same_bytes_from_any_look(
    tabs: dict[str, ResultTab], saver: PictureSaver, theme: Theme
) -> None:
    figure, made = tabs["contributions"].figures[0], []
    for palette, scale in ((DARK, 2.0), (LIGHT, 1.0), (DARK, 2.0)):
        theme.palette, theme.scale = palette, scale
        sheet = Sheet(theme, figure, saver.caption)
        made.append((png(sheet.image(2)), outlined(sheet.drawing())))
        sheet.close()
    assert made[0] == made[1] == made[2]


def test_a_figure_is_saved_where_and_as_what_was_asked(
    tabs: dict[str, ResultTab],
    saver: PictureSaver,
    state: DeskState,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    words, told = state.workspace.words, []
    state.noticed.connect(lambda sentence, _: told.append(sentence))
    figure = tabs["contributions"].figures[0]
    asked: list[str] = []
    for kind in KINDS:
        path = tmp_path / f"a-{kind}{'.svg' if kind == 'svg' else '.png'}"

        def answer(
            _: object, __: str, name: str, ___: str, path: Path = path, kind: str = kind
        ) -> tuple[str, str]:
            asked.append(Path(name).name)
            return str(path), words(f"picture.kind.{kind}")

        monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
        saver.ask(figure)
        qtbot.waitUntil(path.exists)
        qtbot.waitUntil(lambda name=path.name: any(name in sentence for sentence in told))
    assert set(asked) == {"dr-congo-monuc-contributions.png"}
    single = QImage(str(tmp_path / "a-png1.png"))
    assert single.width() == figure.width + 48
    for scale in (2, 3):
        assert QImage(str(tmp_path / f"a-png{scale}.png")).size() == single.size() * scale
    assert (tmp_path / "a-svg.svg").read_bytes().startswith(b"<?xml")


def test_a_folder_that_is_gone_is_told(
    tabs: dict[str, ResultTab], saver: PictureSaver, state: DeskState, qtbot: QtBot, tmp_path: Path
) -> None:
    faults: list[object] = []
    state.faulted.connect(faults.append)
    saver.save(tabs["precedents"].figures[0], tmp_path / "gone" / "a.png", "png1")
    qtbot.waitUntil(lambda: bool(faults))
    fault = faults[0]
    assert isinstance(fault, FileFault)
    assert fault.code == "no_folder"
    assert list(tmp_path.glob("**/*.png")) == []


@pytest.mark.parametrize(
    ("name", "chosen", "kind"),
    [
        ("a.svg", "png1", "svg"),
        ("a.SVG", "png3", "svg"),
        ("a.png", "svg", "png2"),
        ("a.png", "png3", "png3"),
        ("a", "svg", "svg"),
    ],
)
def test_the_ending_of_a_name_says_what_is_written(name: str, chosen: str, kind: str) -> None:
    assert kind_of(Path(name), chosen) == kind


def test_the_menus_offer_every_figure(
    tabs: dict[str, ResultTab], saver: PictureSaver, state: DeskState, qtbot: QtBot
) -> None:
    words, menu = state.workspace.words, QMenu()
    qtbot.addWidget(menu)
    saver.fill(menu, tabs["methods"].figures)
    titles = [inner.title() for action in menu.actions() if isinstance(inner := action.menu(), QMenu)]
    assert titles == [figure.title for figure in tabs["methods"].figures]
    box, asked = tabs["precedents"].findChildren(FigureBox)[0], []
    box.menu_asked.disconnect()
    box.menu_asked.connect(lambda figure, _: asked.append(figure))
    QApplication.sendEvent(box, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), QPoint(5, 5)))
    saver.fill(menu, asked)
    names = ("save", "copy", "copy_table")
    assert [action.text() for action in menu.actions()] == [words(f"picture.{name}") for name in names]
    menu.actions()[1].trigger()
    assert QGuiApplication.clipboard().image().width() == 2 * (box.figure.width + 48)
    menu.actions()[2].trigger()
    assert QGuiApplication.clipboard().text() == box.figure.table.as_text()


TABLE = PictureTable(
    ("name", "points", "words"),
    [
        ("=cmd", "+4.4", "41, Two"),
        ("b", "−0.7", "–"),
        ("a", "+10.0", "5, One"),
        ("c", "same", "never"),
    ],
)


def shown(view: TableView) -> list[str]:
    return [view.item(line, 0).text() for line in range(view.rowCount())]


def test_a_table_is_sorted_by_what_its_figures_mean(qtbot: QtBot, state: DeskState, theme: Theme) -> None:
    view = TableView(theme, state.workspace.words, "A table", TABLE)
    qtbot.addWidget(view)
    view.horizontalHeader().sectionClicked.emit(1)
    assert shown(view) == ["b", "c", "=cmd", "a"]
    view.horizontalHeader().sectionClicked.emit(1)
    assert shown(view) == ["a", "=cmd", "c", "b"]
    view.horizontalHeader().sectionClicked.emit(1)
    assert shown(view) == [cells[0] for cells in TABLE.rows]
    view.setCurrentCell(0, 2)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert shown(view) == ["a", "=cmd", "c", "b"], "figures before words, what says nothing last"
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert shown(view)[-1] == "b"


def test_a_copied_table_holds_no_formula_and_figures_a_spreadsheet_knows(
    qtbot: QtBot, state: DeskState, theme: Theme
) -> None:
    lines = [line.split("\t") for line in TABLE.as_text().split("\n")]
    assert [line[0] for line in lines] == ["name", "'=cmd", "b", "a", "c"]
    assert [float(line[1]) for line in lines[1:4]] == [4.4, -0.7, 10.0]
    view = TableView(theme, state.workspace.words, "A table", TABLE)
    qtbot.addWidget(view)
    view.setCurrentCell(1, 1)
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "-0.7"
    assert "&lt;b&gt;" in PictureTable(("<b>",)).as_html("t")
