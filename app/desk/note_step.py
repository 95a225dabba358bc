"""Step 6: the briefing note, its front matter at the left, its real pages at the right."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.desk.case_files import file_stem
from app.desk.controls import ChoiceBox, Field, LineField, TextField, button, label, lay_ground, rule, scrolled
from app.desk.entry import NotADateError, change_notice, date_of, enter
from app.desk.note_pages import NotePages, render_pages
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.files import write_whole
from app.tasks import Task
from db.keeping import issue_note
from decision.analysis import Analysis
from decision.case import Brief

FIELDS = (
    "subject",
    "classification",
    "decision_sought",
    "decider",
    "due",
    "to",
    "through",
    "sender",
    "reference",
    "date",
)
LONG: Mapping[str, int] = {"decision_sought": 3}
DATES = ("due", "date")
HALF = ("decider", "due", "to", "through", "sender", "reference", "date")
NEEDED = ("subject", "decision_sought", "decider", "due", "to", "sender", "reference", "date")
"""What prints as "not stated" where it is missing."""
PAPERS = ("A4", "Letter")
CLASSIFICATIONS = ("confidential", "strictly_confidential", "unclassified")
PAGE_WIDTH = 720


class NoteStep(QWidget):
    """The note of the open case."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.fields: dict[str, Field] = {}
        self.data: bytes | None = None
        self._made_from: tuple[Analysis, str] | None = None
        self._wanted_from: tuple[Analysis, str] | None = None
        self._task: Task | None = None
        self._export_when_made = False
        self._build()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self._make)
        state.case_opened.connect(self._other_case)
        state.case_changed.connect(self._show)
        state.analysis_changed.connect(self._follow)

    def status(self) -> tuple[str, str]:
        """Done when nothing in its head prints as not stated."""
        case = self._state.case
        if case is None:
            return "nothing", ""
        missing = sum(not getattr(case.brief, name) for name in NEEDED)
        if missing == len(NEEDED):
            return "nothing", self._words("desk.note.nothing")
        if missing:
            return "part", self._words.count("desk.note.missing", missing)
        return "done", self._words("desk.note.complete")

    def _build(self) -> None:
        theme = self._theme
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        form = scrolled(self._form())
        form.setMinimumWidth(theme.px(330))
        form.setMaximumWidth(theme.px(460))
        row.addWidget(form, 2)
        row.addWidget(rule(theme, vertical=True))
        row.addWidget(self._right(), 3)

    def _form(self) -> QWidget:
        theme, words = self._theme, self._words
        form = QWidget()
        column = QVBoxLayout(form)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(10))
        head = QVBoxLayout()
        head.setContentsMargins(4, 0, 4, 0)
        head.setSpacing(theme.px(2))
        head.addWidget(label(theme, words("desk.step.note"), "title"))
        head.addWidget(label(theme, words("desk.note.lead"), "body", "ink_2", wrap=True))
        column.addLayout(head)
        halves = [self._field(name) for name in FIELDS]
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(8))
        grid.setVerticalSpacing(theme.px(10))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        row = column_at = 0
        for name, field in zip(FIELDS, halves, strict=True):
            wide = name not in HALF
            if wide and column_at:
                row, column_at = row + 1, 0
            grid.addWidget(field, row, column_at, 1, 2 if wide else 1, Qt.AlignmentFlag.AlignTop)
            row, column_at = (row + 1, 0) if wide or column_at else (row, 1)
        column.addLayout(grid)
        column.addStretch(1)
        return form

    def _field(self, name: str) -> Field:
        words = self._words
        hint = f"desk.note.hint.{name}"
        control: QWidget
        if name == "classification":
            choices: list[tuple[str, object]] = [(words("note.classification"), None)]
            choices += [
                (words(f"desk.note.class.{item}"), words(f"desk.note.class.{item}")) for item in CLASSIFICATIONS
            ]
            box = ChoiceBox(self._theme, choices)
            box.activated.connect(lambda _: self._enter(name, box.currentData() or ""))
            control = box
        else:
            field = TextField(self._theme, LONG[name]) if name in LONG else LineField(self._theme)
            field.setPlaceholderText(words("word.not_stated"))
            field.entered.connect(lambda text: self._enter(name, text))
            control = field
        made = Field(self._theme, words(f"desk.note.{name}"), control, words(hint) if words.has(hint) else "")
        self.fields[name] = made
        return made

    def _right(self) -> QWidget:
        theme, words = self._theme, self._words
        right = QWidget()
        lay_ground(right, "chrome")
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        bar = QWidget()
        lay_ground(bar, "surface")
        line = QHBoxLayout(bar)
        line.setContentsMargins(theme.px(20), theme.px(8), theme.px(20), theme.px(8))
        line.setSpacing(theme.px(8))
        self._count = label(theme, "", "caption", "ink_2")
        self.paper = ChoiceBox(theme, [(words(f"desk.note.paper.{name}"), name) for name in PAPERS])
        self.paper.setAccessibleName(words("desk.note.paper"))
        self.paper.setMinimumWidth(theme.px(96))
        self.paper.activated.connect(lambda _: self._follow())
        self.export = button(theme, words("desk.note.export"), "primary", "export")
        self.export.setEnabled(False)
        self.export.clicked.connect(self.ask_export)
        line.addWidget(self._count)
        line.addStretch(1)
        line.addWidget(self.paper)
        line.addWidget(self.export)
        column.addWidget(bar)
        column.addWidget(rule(theme))
        self.pages = NotePages(theme)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.pages)
        area.setProperty("focusRing", True)
        area.setAccessibleName(words("desk.note.pages.name"))
        self._said = label(theme, "", "body", "ink_2", wrap=True)
        said = QWidget()
        inside = QVBoxLayout(said)
        inside.setContentsMargins(*(theme.px(24),) * 4)
        inside.addWidget(self._said)
        inside.addStretch(1)
        self._views = QStackedWidget()
        self._views.addWidget(area)
        self._views.addWidget(said)
        column.addWidget(self._views, 1)
        self._say(words("desk.note.making"))
        return right

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._views.setCurrentIndex(1)

    def _text(self, brief: Brief, name: str) -> str:
        value = getattr(brief, name)
        if isinstance(value, datetime.date):
            return self._words.day(value)
        return value or ""

    def _enter(self, name: str, text: str) -> None:
        case = self._state.stored_case
        if case is None:
            return
        value: Any = text.strip() or None
        if name in DATES:
            try:
                value = date_of(self._words, text)
            except NotADateError:
                self.fields[name].show_fault(self._words("desk.entry.not_a_date"))
                return
        brief = replace(case.brief, **{name: value})
        heading = self._words(f"desk.note.{name}")
        notice = change_notice(self._words, heading, self._text(case.brief, name), self._text(brief, name))
        key = "brief.from" if name == "sender" else f"brief.{name}"
        enter(self._state, self.fields[name], replace(case, brief=brief), ("brief", key), notice)
        self._show()

    def _show(self) -> None:
        case = self._state.case
        if case is None:
            return
        for name, field in self.fields.items():
            control = field.control
            if isinstance(control, ChoiceBox):
                control.show_value(case.brief.classification)
            elif isinstance(control, LineField | TextField) and not field.fault:
                control.show_value(self._text(case.brief, name))

    def _other_case(self) -> None:
        self.data = self._made_from = self._wanted_from = None
        self.export.setEnabled(False)
        self.pages.show_pages([], "")
        self._count.setText("")
        self._say(self._words("desk.note.making"))
        for field in self.fields.values():
            field.show_fault("")

    def showEvent(self, event: object) -> None:  # noqa: N802 - Qt's name
        """The note is made only while someone looks."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._follow()

    def _follow(self) -> None:
        wanted = self._wanted()
        current = _same(wanted, self._made_from)
        self.pages.show_stale(not current)
        self.export.setEnabled(current)
        if self._made_from is not None and not current:
            self._count.setText(self._words("desk.updating"))
        if wanted is not None and not current and self.isVisible():
            self._wait.start()

    def _wanted(self) -> tuple[Analysis, str] | None:
        state = self._state
        if state.analysis is None or not state.analysis_is_current:
            return None
        return state.analysis, self.paper.currentData()

    def _make(self) -> None:
        wanted = self._wanted()
        if self._task is not None and self._task.cancelled:
            self._wanted_from = None  # cancelled at the foot of the window, it never answers
        if wanted is None or _same(wanted, self._made_from) or _same(wanted, self._wanted_from):
            return
        if self._task is not None:
            self._task.cancel()
        self._wanted_from = wanted
        analysis, paper = wanted
        workspace, ratio = self._state.workspace, self.devicePixelRatioF()
        width = self._theme.px(PAGE_WIDTH)

        def work(task: Task) -> tuple[bytes, list[QImage]]:
            data = workspace.note(analysis, paper)
            return data, [] if task.cancelled else render_pages(data, width, ratio)

        self._task = self._state.runner.start("note", work, self._take, self._fail)

    def _take(self, made: tuple[bytes, list[QImage]]) -> None:
        self._task = None
        self.data, pages = made
        self._made_from, self._wanted_from = self._wanted_from, None
        count = self._words.count("desk.note.pages", len(pages))
        self.pages.show_pages(pages, count)
        self._count.setText(count)
        self._views.setCurrentIndex(0)
        self._follow()
        if self._export_when_made and self.export.isEnabled():
            self._export_when_made = False
            self.ask_export()

    def _fail(self, error: Exception) -> None:
        self._task = None
        self._wanted_from = None
        self._export_when_made = False
        self._say(self._words("desk.note.cannot"))
        self._state.faulted.emit(error)

    def ask_export(self) -> None:
        """Ask where to, and write the bytes that are shown; a note still being made is awaited."""
        case = self._state.stored_case
        if case is None:
            return
        if not self.export.isEnabled() or self.data is None:
            self._export_when_made = True
            self._follow()
            return
        name, _ = QFileDialog.getSaveFileName(
            self,
            self._words("desk.note.export.heading"),
            f"{file_stem(case.title)}.pdf",
            self._words("desk.note.kinds"),
        )
        if name:
            self.write(Path(name))

    def write(self, path: Path) -> None:
        """Write the note that is shown to a file, aside, once the library knows it as issued.

        Entered first: a note nobody has is in the list rather than one on a desk missing from it.
        """
        if self.data is None or self._made_from is None:
            return
        data, analysis, workspace, library = (
            self.data,
            self._made_from[0],
            self._state.workspace,
            self._state.library,
        )

        def work(_: Task) -> None:
            entry = path.name, hashlib.sha256(data).hexdigest()
            issue_note(library, analysis.case, workspace.result(analysis), entry)
            write_whole(path, data)

        def told(_: None) -> None:
            self._state.noticed.emit(self._words("notice.note_written", name=path.name), False)

        self._state.runner.start("issue", work, told, self._state.faulted.emit)


def _same(one: tuple[Analysis, str] | None, other: tuple[Analysis, str] | None) -> bool:
    """Whether both are there and stand for the same note: the very same analysis, on the same paper."""
    return one is not None and other is not None and one[0] is other[0] and one[1] == other[1]
