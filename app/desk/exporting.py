"""Writing cases out: asked for in one place, made aside, and told with where it lies."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from app import exchange
from app.desk.case_files import documents, file_stem
from app.desk.export_view import ExportView
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.sealing_aside import seal_aside
from decision.analysis import Analysis
from decision.case import Case
from decision.case_writing import write_case
from decision.publication import public_case

ENDINGS = {
    "case": ".json",
    "pack": ".pack",
    "library_pack": ".pack",
    "library_xlsx": ".xlsx",
    "library_csv": ".csv",
    "matrix": ".xlsx",
}


class Exports:
    """Cases on their way out of the library; each ends in a notice or in a fault that is told."""

    def __init__(self, state: DeskState, theme: Theme, window: QWidget) -> None:
        self._state, self._theme, self._window = state, theme, window
        self._words = state.workspace.words
        self.view: ExportView | None = None

    def ask(self, case_id: str) -> None:
        """Ask what of a case, or of all, is to be written, and then where to."""
        try:
            case = self._state.library.case(case_id)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
            return
        analysis = self._analysis_of(case)
        view = ExportView(self._state, self._theme, case, analysis is not None, self._window)

        def finished(result: int) -> None:
            self.view = None
            if result == ExportView.DialogCode.Accepted:
                self._ask_where(view, case, analysis)
            view.deleteLater()

        self.view = view
        view.finished.connect(finished)
        view.open()

    def _analysis_of(self, case: Case) -> Analysis | None:
        """The analysis that is shown of the open case, while it holds."""
        state = self._state
        if state.analysis is None or not state.analysis_is_current or state.analysis.case != case:
            return None
        return state.analysis

    def _ask_where(self, view: ExportView, case: Case, analysis: Analysis | None) -> None:
        words, form = self._words, view.form
        of_library = form.startswith("library")
        stem = words("export.library.stem") if of_library else file_stem(case.title)
        if form == "matrix":
            stem = words("export.matrix.stem", stem=stem)
        name, _ = QFileDialog.getSaveFileName(
            self._window,
            words("export.heading"),
            documents(f"{stem}{ENDINGS[form]}"),
            words(f"export.kinds{ENDINGS[form]}"),
        )
        if not name:
            return
        workspace, protected, plain = self._state.workspace, view.protected, view.plain
        held_back = not protected and not of_library and public_case(case) != case

        def work() -> Path:
            data = self._data(form, case, analysis, protected)
            return exchange.write_export(workspace, Path(name), data, plain=plain, sealing=seal_aside)

        self._write(work, held_back)

    def _data(self, form: str, case: Case, analysis: Analysis | None, protected: bool) -> bytes:
        workspace = self._state.workspace
        if form == "case":
            return write_case(case if protected else public_case(case))
        if form == "matrix":
            assert analysis is not None
            return exchange.matrix_sheets(workspace, analysis, ENDINGS[form])
        if form in ("library_xlsx", "library_csv"):
            return exchange.library_sheets(workspace, self._state.library.cases(), ENDINGS[form])
        library = self._state.library
        ids = [case.id] if form == "pack" else sorted(item.id for item in library.summaries())
        return exchange.pack_bytes(workspace, ids, protected=protected)

    def _write(self, work: Callable[[], Path], held_back: bool) -> None:
        def told(path: Path) -> None:
            key = "export.sealed" if path.suffix == exchange.SEALED else "export.written"
            sentence = self._words(f"{key}.public" if held_back else key, name=path.name)
            self._state.noticed.emit(sentence, False)

        self._state.runner.start("export", lambda _: work(), told, self._state.faulted.emit)
