"""Figures on their way out of the window: asked for in one place, drawn here, made aside, and told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from app.desk.case_files import documents, file_stem
from app.desk.picture_export import Sheet, outlined, png
from app.desk.picture_figure import Figure
from app.desk.picture_tables import PictureTable, copy_tables
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.files import write_whole
from decision.analysis import Analysis

KINDS = {"png2": 2, "png1": 1, "png3": 3, "svg": 0}
"""What a figure is saved as, the usual one first: how many times as large; an SVG has no size of its own."""
COPIED = 2
"""How many times as large a figure is copied: sharp in a text at twice the pixels."""


class PictureSaver:
    """Saves and copies figures of the analysis that is shown; each ends in a notice or in a fault that is told."""

    def __init__(self, state: DeskState, theme: Theme, parent: QWidget) -> None:
        self._state, self._theme, self._parent = state, theme, parent
        self._words = state.workspace.words
        self._analysis: Analysis | None = None

    def show_analysis(self, analysis: Analysis) -> None:
        """Take the analysis the figures are of."""
        self._analysis = analysis

    def fill(self, menu: QMenu, figures: Sequence[Figure]) -> None:
        """Put what can be done with figures into a menu; each in a menu of its own where there are several."""
        menu.clear()
        for figure in figures:
            inner = menu if len(figures) == 1 else menu.addMenu(figure.title.replace("&", "&&"))
            inner.addAction(self._words("picture.save"), self._later(self.ask, figure))
            inner.addAction(self._words("picture.copy"), self._later(self.copy, figure))
            inner.addAction(self._words("picture.copy_table"), self._later(self.copy_table, figure))

    def popup(self, figure: Figure, place: QPoint) -> None:
        """The menu of one figure, at a place of the screen."""
        menu = QMenu(self._parent)
        menu.setAccessibleName(self._words("picture.menu"))
        menu.aboutToHide.connect(menu.deleteLater)
        self.fill(menu, [figure])
        menu.popup(place)

    @property
    def caption(self) -> str:
        """What the last line of a saved figure says: the case, its date, the model and the program."""
        assert self._analysis is not None
        case, model = self._analysis.case, self._analysis.model
        return self._words(
            "picture.caption",
            case=case.title,
            date=self._words.day(case.as_of),
            model=model.id,
            version=model.version,
        )

    def ask(self, figure: Figure) -> None:
        """Ask where to, and as what, and write it."""
        words = self._words
        assert self._analysis is not None
        stem = words(
            "picture.file", case=file_stem(self._analysis.case.title), picture=words(f"picture.stem.{figure.key}")
        )
        filters = {words(f"picture.kind.{kind}"): kind for kind in KINDS}
        name, chosen = QFileDialog.getSaveFileName(
            self._parent, words("picture.heading"), documents(f"{stem}.png"), ";;".join(filters)
        )
        if name:
            self.save(figure, Path(name), kind_of(Path(name), filters.get(chosen, "png2")))

    def save(self, figure: Figure, path: Path, kind: str) -> None:
        """Write a figure as one of ``KINDS``: drawn at once, made into bytes and written aside."""
        sheet = Sheet(self._theme, figure, self.caption)
        try:
            image = sheet.image(KINDS[kind]) if KINDS[kind] else None
            drawing = sheet.drawing() if image is None else b""
        finally:
            sheet.close()

        def work() -> Path:
            write_whole(path, outlined(drawing) if image is None else png(image))
            return path

        def told(written: Path) -> None:
            self._state.noticed.emit(self._words("picture.written", name=written.name), False)

        self._state.runner.start("picture", lambda _: work(), told, self._state.faulted.emit)

    def copy(self, figure: Figure) -> None:
        """Put a figure on the clipboard."""
        sheet = Sheet(self._theme, figure, self.caption)
        try:
            QGuiApplication.clipboard().setImage(sheet.image(COPIED))
        finally:
            sheet.close()
        self._state.noticed.emit(self._words("picture.copied"), False)

    def copy_table(self, figure: Figure) -> None:
        """Put the table of a figure on the clipboard."""
        self.copy_tables([(figure.title, figure.table)])

    def copy_tables(self, tables: Sequence[tuple[str, PictureTable]]) -> None:
        """Put tables on the clipboard, each with its title."""
        copy_tables(tables)
        self._state.noticed.emit(self._words("picture.table_copied"), False)

    def _later(self, act: Callable[[Figure], None], figure: Figure) -> Callable[[], None]:
        return lambda: act(figure)


def kind_of(path: Path, chosen: str) -> str:
    """As what a file is written: its ending says so, and where that leaves it open, what was chosen."""
    ending = path.suffix.lower()
    if ending == ".svg":
        return "svg"
    return "png2" if ending == ".png" and chosen == "svg" else chosen
