"""What is to leave the library: which cases, in what form, and whether what is protected goes with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QVBoxLayout, QWidget

from app import exchange
from app.desk.controls import TickBox, label
from app.desk.dialog import DeskDialog
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case
from decision.publication import Echo

FORMS = ("case", "pack", "library_pack", "library_xlsx", "library_csv", "matrix")
OF_A_CASE = ("case", "pack", "matrix")
WITH_PROTECTED = ("case", "pack", "library_pack")
"""Spreadsheets never hold what is protected."""
MOST_WARNINGS = 3

Warning_ = tuple[Case, Echo]


def told_warnings(words: Words, found: Sequence[Warning_]) -> str:
    """Which public rationales repeat words of protected evidence, a line each, and how many more there are."""
    lines = [
        words(
            "cli.echo",
            title=case.title,
            criterion=words(f"criterion.{echo.key.split('.')[1]}.name"),
            evidence=echo.evidence,
        )
        for case, echo in found[:MOST_WARNINGS]
    ]
    if len(found) > MOST_WARNINGS:
        lines.append(words.count("export.more_echoes", len(found) - MOST_WARNINGS))
    return "\n".join(lines)


class RoundBox(QRadioButton):
    """One of several forms, with its words and what they mean below; drawn like our tick boxes."""

    def __init__(self, theme: Theme, text: str, second: str) -> None:
        super().__init__(text)
        self._theme = theme
        self.setFont(theme.font("name"))
        self.setAccessibleName(text)
        self.say(second)

    def say(self, second: str) -> None:
        """What the form means, or why it cannot be chosen."""
        self._second = second
        self.setAccessibleDescription(second)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Two lines."""
        return QSize(self._theme.px(420), self._theme.px(42))

    def hitButton(self, pos: object) -> bool:  # noqa: ARG002, N802 - Qt's name
        """The whole row is the target."""
        return True

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The ring, its point, and two lines of words."""
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side, top = theme.px(15), theme.px(4)
        painter.setPen(theme.colour("primary" if self.isChecked() else "edge" if self.isEnabled() else "line"))
        painter.setBrush(theme.colour("primary" if self.isChecked() else "surface"))
        painter.drawEllipse(0, top, side, side)
        if self.isChecked():
            painter.setBrush(theme.colour("primary_text"))
            point = theme.px(4)
            painter.drawEllipse(point + 1, top + point + 1, side - 2 * point - 2, side - 2 * point - 2)
        left, height = side + theme.px(9), theme.px(20)
        painter.setPen(theme.colour("ink" if self.isEnabled() else "ink_3"))
        painter.drawText(left, theme.px(1), self.width() - left, height, _LEFT, self.text())
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.colour("ink_2" if self.isEnabled() else "ink_3"))
        painter.drawText(left, theme.px(20), self.width() - left, height, _LEFT, self._second)


_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class ExportView(DeskDialog):
    """Asks for the form of an export; ``form``, ``protected`` and ``plain`` hold the answer."""

    def __init__(self, state: DeskState, theme: Theme, case: Case, matrix: bool, parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "export.heading", parent, (560, 10))
        self._state, self._case = state, case
        self.form = "case"
        self.say(words("export.lead", title=case.title))
        self.forms = {
            name: RoundBox(theme, words(f"export.form.{name}"), words(f"export.form.{name}.second"))
            for name in FORMS
        }
        if not matrix:
            self.forms["matrix"].setEnabled(False)
            self.forms["matrix"].say(words("export.form.matrix.not_yet"))
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        for name, box in self.forms.items():
            box.toggled.connect(lambda on, name=name: self._choose(name) if on else None)
            column.addWidget(box)
        self.body.addLayout(column)
        self._protected = TickBox(theme, words("export.protected"))
        self._protected.toggled.connect(lambda _: self._show_warnings())
        self._protected_second = label(theme, "", "caption", "ink_2", wrap=True)
        self._plain = TickBox(theme, words("export.plain"))
        self._plain.setVisible(state.library.encrypted)
        self.body.addSpacing(theme.px(8))
        for widget in (self._protected, self._protected_second, self._plain):
            self.body.addWidget(widget)
        self._warnings: Sequence[Warning_] | None = None
        self.add_button("desk.cancel", self.reject)
        self.go = self.add_button("export.go", self.accept, "primary")
        self.forms["case"].setChecked(True)
        self.forms["case"].setFocus()

    @property
    def protected(self) -> bool:
        """Whether what is protected is to go with it: only where the officer said so."""
        return self._protected.isChecked() and self.form in WITH_PROTECTED

    @property
    def plain(self) -> bool:
        """Whether anyone may be able to read it, though the library is encrypted."""
        return self._plain.isChecked()

    def _choose(self, form: str) -> None:
        """Another form: look anew at what it would give away."""
        self.form = form
        offered = form in WITH_PROTECTED
        self._protected.setEnabled(offered)
        if not offered:
            self._protected.setChecked(False)
        self._warnings = None
        self.go.setEnabled(False)
        library, case = self._state.library, self._case

        def look(_: object) -> Sequence[Warning_]:
            return exchange.warnings([case] if form in OF_A_CASE else library.cases())

        self.aside(self._state.runner, "echoes", look, self._looked)

    def _looked(self, found: Sequence[Warning_]) -> None:
        self._warnings = found
        self.go.setEnabled(True)
        self._show_warnings()

    def _show_warnings(self) -> None:
        words, found = self._words, self._warnings or ()
        key = "without" if self.form in WITH_PROTECTED else "never"
        self._protected_second.setText(words(f"export.protected.{'with' if self.protected else key}"))
        self.fault.tell("" if self.protected or self.form == "matrix" else told_warnings(words, found))
        self.fit()
