"""Step 6: the briefing note, its parts at the left, its real pages at the right."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.case_files import documents, file_stem
from app.desk.controls import ChoiceBox, button, label, lay_ground, rule, scrolled
from app.desk.note_editors import ISSUED, NoteEditors
from app.desk.note_fields import Bound
from app.desk.note_making import NoteMaking, Widths
from app.desk.note_pages import NotePages
from app.desk.note_parts import NoteParts
from app.desk.note_preview import NotePreview, Shown
from app.desk.note_printing import ask_printer, print_note, printer_for
from app.desk.note_states import SECTIONS, keep_part, open_parts, part_name, part_states
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.files import write_whole
from app.tasks import Task
from db.keeping import issue_note

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

PAPERS = ("A4", "Letter")
FIRST = "decision"
"""The part that is open when the step is first seen."""


class NoteStep(QWidget):
    """The note of the open case."""

    step_asked = Signal(str)
    """A step, by its name, from which a part of the note is written."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._when_made = ""
        self.editors = NoteEditors(state, theme, self.step_asked.emit)
        self.parts = NoteParts(theme, self._words, self.editors.named())
        self.preview = NotePreview(state, theme)
        self.making = NoteMaking(state, self._wanted)
        self.making.setParent(self)
        self._build()
        self.parts.chosen.connect(self._go_to)
        self.parts.kept.connect(self._keep)
        self.editors.issued.changed.connect(self._show_issued)
        self.making.made.connect(self._take)
        self.making.failed.connect(self._fail)
        state.case_opened.connect(self._other_case)
        state.case_changed.connect(self._show)
        state.analysis_changed.connect(self._follow)

    @property
    def fields(self) -> dict[str, Bound]:
        """The fields of the front matter by their names."""
        return self.editors.fields

    @property
    def pages(self) -> NotePages:
        """The pages that are shown."""
        return self.preview.pages

    @property
    def data(self) -> bytes | None:
        """The bytes of the note that is shown."""
        return None if self.making.shown is None else self.making.shown.data

    def status(self) -> tuple[str, str]:
        """Done when no part that is in the note lacks anything."""
        case, words = self._state.case, self._words
        if case is None:
            return "nothing", ""
        states = part_states(words, self._state.workspace.model, case)
        missing = open_parts(states, case)
        if states["head"].mark == states["decision"].mark == "nothing":
            return "nothing", words("desk.note.nothing")
        if missing:
            return "part", words.count("desk.note.missing", missing)
        return "done", words("desk.note.complete")

    def _build(self) -> None:
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._list = scrolled(self._left())
        self._list.setMinimumWidth(theme.px(320))
        self._list.setMaximumWidth(theme.px(520))
        row.addWidget(self._list, 2)
        row.addWidget(rule(theme, vertical=True))
        row.addWidget(self._right(), 3)
        self.parts.open(FIRST)

    def _left(self) -> QWidget:
        theme, words = self._theme, self._words
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(12), theme.px(14), theme.px(12), theme.px(20))
        column.setSpacing(theme.px(10))
        head = QVBoxLayout()
        head.setContentsMargins(theme.px(8), 0, theme.px(8), 0)
        head.setSpacing(theme.px(2))
        head.addWidget(label(theme, words("desk.step.note"), "title"))
        head.addWidget(label(theme, words("desk.part.lead"), "body", "ink_2", wrap=True))
        column.addLayout(head)
        column.addWidget(self.parts)
        column.addStretch(1)
        return left

    def _right(self) -> QWidget:
        theme, words = self._theme, self._words
        self.paper = ChoiceBox(theme, [(words(f"desk.note.paper.{name}"), name) for name in PAPERS])
        self.paper.setAccessibleName(words("desk.note.paper"))
        self.paper.activated.connect(lambda _: self._follow())
        self.preview.add_tool(self.paper)
        self.print = button(theme, words("desk.note.print"))
        self.print.clicked.connect(self.ask_print)
        self.export = button(theme, words("desk.note.export"), "primary", "export")
        self.export.clicked.connect(self.ask_export)
        self._allow(False)
        bar = QWidget()
        lay_ground(bar, "surface")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.px(16), theme.px(8), theme.px(16), theme.px(8))
        line.setSpacing(theme.px(8))
        line.addWidget(self.preview.finder, 2)
        line.addStretch(1)
        line.addWidget(self.print)
        line.addWidget(self.export)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(rule(theme))
        column.addWidget(self.preview, 1)
        return right

    def _allow(self, allowed: bool) -> None:
        self.print.setEnabled(allowed)
        self.export.setEnabled(allowed)

    def _show(self) -> None:
        case = self._state.case
        if case is not None and self.isVisible():
            self.parts.show_case(case, part_states(self._words, self._state.workspace.model, case))
            self.editors.issued.show_case(case)

    def _show_issued(self) -> None:
        self.parts.parts[ISSUED].show_state(self.editors.issued.state(), out=False)

    def _other_case(self) -> None:
        self.making.forget()
        self._when_made = ""
        self._allow(False)
        self.preview.clear()
        self.parts.forget()
        self.editors.issued.forget()

    def _keep(self, part: str, kept: bool) -> None:
        case = self._state.stored_case
        if case is None:
            return
        key = "notice.part.kept" if kept else "notice.part.left_out"
        notice = self._words(key, part=part_name(self._words, part))
        self._state.edit(keep_part(case, part, kept=kept), "left_out", "brief.left_out", notice)
        self._show()

    def _go_to(self, part: str) -> None:
        """Show a part of the note in the preview; one that is left out by what the gaps say of it."""
        case, words = self._state.case, self._words
        QTimer.singleShot(0, self, lambda: self._bring(part))
        gaps = words("note.section.gaps")
        if part == ISSUED or case is None:
            return
        if part in case.brief.left_out:
            self.preview.go_to([gaps])
        elif part == "annex":
            self.preview.go_to([], after=gaps)
        elif part == "head":
            self.preview.go_to_top()
        else:
            self.preview.go_to([words(f"note.section.{SECTIONS.get(part, part)}")])

    def _bring(self, part: str) -> None:
        """As much of an opened editor as there is room for, and its head above all."""
        shown = self.parts.parts[part]
        self._list.ensureWidgetVisible(shown.body, 0, 0)
        self._list.ensureWidgetVisible(shown.head, 0, 0)

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The note is made, and its parts follow the case, only while someone looks."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._show()
        self._follow()

    def _wanted(self) -> tuple[str, Widths, float] | None:
        if not self.isVisible():
            return None
        return self.paper.currentData(), self.preview.plan(), self.devicePixelRatioF()

    def _follow(self) -> None:
        current = self.making.current(self.paper.currentData())
        self.preview.show_stale(not current)
        self._allow(current)
        if not current:
            self.making.follow()

    def _take(self, shown: Shown) -> None:
        self.preview.show_note(shown)
        self._follow()
        if self._when_made and self.export.isEnabled():
            asked, self._when_made = self._when_made, ""
            self.ask_print() if asked == "print" else self.ask_export()

    def _fail(self, error: Exception) -> None:
        self._when_made = ""
        self.preview.say(self._words("desk.note.cannot"))
        self._state.faulted.emit(error)

    def _ready(self, asked: str) -> bool:
        """Whether the note is there; one that is still being made is awaited, and asked for again."""
        if self.export.isEnabled() and self.data is not None:
            return True
        self._when_made = asked
        self._follow()
        return False

    def choose_paper(self, paper: str) -> None:
        """Make the note for another paper."""
        if paper != self.paper.currentData():
            self.paper.show_value(paper)
            self._follow()

    def ask_export(self) -> None:
        """Ask where to, and write the bytes that are shown; a note still being made is awaited."""
        case = self._state.stored_case
        if case is None or not self._ready("export"):
            return
        name, _ = QFileDialog.getSaveFileName(
            self,
            self._words("desk.note.export.heading"),
            documents(f"{file_stem(case.title)}.pdf"),
            self._words("desk.note.kinds"),
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the note that is shown to a file, aside, once the library knows it as issued.

        Entered first: a note nobody has is in the list rather than one on a desk missing from it.
        """
        data, held, workspace, library = self.data, self.making.held, self._state.workspace, self._state.library
        if data is None or held is None:
            return

        def work(_: Task) -> None:
            entry = path.name, hashlib.sha256(data).hexdigest()
            issue_note(library, held.analysis.case, workspace.result(held.analysis), entry)
            write_whole(path, data)

        def told(_: None) -> None:
            self._state.noticed.emit(self._words("notice.note_written", name=path.name), False)
            self.editors.issued.read()

        def failed(error: Exception) -> None:
            self._state.faulted.emit(error)
            self.editors.issued.read()  # it is in the list, though no file is

        self._state.runner.start("issue", work, told, failed)

    def ask_print(self) -> None:
        """Ask for a printer, and print the pages that are shown; a note still being made is awaited."""
        case, shown = self._state.stored_case, self.making.shown
        if case is None or not self._ready("print") or shown is None:
            return
        printer = printer_for(self.paper.currentData(), case.title)
        if ask_printer(printer, len(shown.paper.sizes), self):
            self.print_to(printer)

    def print_to(self, printer: QPrinter) -> None:
        """Print the note that is shown, aside."""
        data = self.data
        if data is None:
            return

        def told(_: None) -> None:
            self._state.noticed.emit(self._words("notice.note_printed"), False)

        self._state.runner.start(
            "print", lambda task: print_note(data, printer, task), told, self._state.faulted.emit
        )
