"""Several cases on their way out as one pack: what goes with them, what it would give away, and where to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app import exchange
from app.desk.case_files import documents
from app.desk.controls import TickBox, label
from app.desk.dialog import DeskDialog
from app.desk.export_view import Warning_, told_warnings
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.sealing_aside import seal_aside
from decision.publication import public_case

ENDING = ".pack"


class PackView(DeskDialog):
    """Asks whether what is protected goes along; ``protected`` and ``plain`` hold the answer."""

    def __init__(self, state: DeskState, theme: Theme, ids: Sequence[str], parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "export.heading", parent, (520, 10))
        self._warnings: Sequence[Warning_] = ()
        self.say(words.count("library.pack.lead", len(ids), shown=words.number(len(ids))))
        self._protected = TickBox(theme, words("export.protected"))
        self._protected.toggled.connect(lambda _: self._show_warnings())
        self._second = label(theme, "", "caption", "ink_2", wrap=True)
        self._plain = TickBox(theme, words("export.plain"))
        self._plain.setVisible(state.library.encrypted)
        for widget in (self._protected, self._second, self._plain):
            self.body.addWidget(widget)
        self.add_button("desk.cancel", self.reject)
        self.go = self.add_button("export.go", self.accept, "primary")
        self.go.setEnabled(False)
        library = state.library
        self.aside(state.runner, "echoes", lambda _: exchange.warnings(library.cases(ids)), self._looked)
        self._show_warnings()

    @property
    def protected(self) -> bool:
        """Whether what is protected is to go along: only where the officer said so."""
        return self._protected.isChecked()

    @property
    def plain(self) -> bool:
        """Whether anyone may be able to read it, though the library is encrypted."""
        return self._plain.isChecked()

    def _looked(self, found: Sequence[Warning_]) -> None:
        self._warnings = found
        self.go.setEnabled(True)
        self.go.setFocus()
        self._show_warnings()

    def _show_warnings(self) -> None:
        words, found = self._words, self._warnings
        self._second.setText(words(f"export.protected.{'with' if self.protected else 'without'}"))
        self.fault.tell("" if self.protected else told_warnings(words, found))
        self.fit()


class PackOut:
    """Asks, writes aside, and tells where the pack lies."""

    def __init__(self, state: DeskState, theme: Theme, window: QWidget) -> None:
        self._state, self._theme, self._window = state, theme, window
        self._words = state.workspace.words
        self.view: PackView | None = None

    def ask(self, ids: list[str]) -> None:
        """Ask what goes along with these cases, and then where to."""
        view = PackView(self._state, self._theme, ids, self._window.window())

        def finished(result: int) -> None:
            self.view = None
            if result == PackView.DialogCode.Accepted:
                self._ask_where(ids, protected=view.protected, plain=view.plain)
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def _ask_where(self, ids: list[str], *, protected: bool, plain: bool) -> None:
        words, workspace = self._words, self._state.workspace
        suggested = f"{words('library.pack.stem')}{ENDING}"
        name, _ = QFileDialog.getSaveFileName(
            self._window, words("export.heading"), documents(suggested), words(f"export.kinds{ENDING}")
        )
        if not name:
            return

        def work(_: object) -> tuple[Path, bool]:
            library = self._state.library
            held_back = not protected and any(public_case(case) != case for case in library.cases(ids))
            data = exchange.pack_bytes(workspace, ids, protected=protected)
            path = exchange.write_export(workspace, Path(name), data, plain=plain, sealing=seal_aside)
            return path, held_back

        self._state.runner.start("export", work, self._told, self._state.faulted.emit)

    def _told(self, written: tuple[Path, bool]) -> None:
        path, held_back = written
        key = "export.sealed" if path.suffix == exchange.SEALED else "export.written"
        self._state.noticed.emit(self._words(f"{key}.public" if held_back else key, name=path.name), False)
