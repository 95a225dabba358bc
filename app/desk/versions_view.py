"""The versions of a case: any two of them, or one and now, beside each other, and an earlier one brought back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.desk.backups_view import moment_words
from app.desk.controls import ChoiceBox, label
from app.desk.dialog import DeskDialog, keep_room
from app.desk.field_words import NOTHING
from app.desk.import_view import change_lines
from app.desk.row_table import Line, RowTable
from app.desk.state import DeskState
from app.desk.theme import Theme
from db.comparing import Difference


class VersionsView(DeskDialog):
    """The list, newest first under what stands now; below it what differs from the state it is compared with."""

    def __init__(self, state: DeskState, theme: Theme, case_id: str, parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "versions.heading", parent, (920, 680))
        self._state, self._case_id = state, case_id
        self._versions = list(reversed(state.library.versions(case_id)))
        self.say(words("versions.lead", title=state.library.summary(case_id).title))
        heads = [words(f"versions.column.{name}") for name in ("number", "made", "author", "label")]
        self.table = RowTable(theme, words("versions.heading"), heads, (120, 200, 180, 0))
        self.against = ChoiceBox(theme, self._choices())
        self.against.setAccessibleName(words("versions.against"))
        self.against.setMinimumWidth(theme.px(180))
        self.against.activated.connect(lambda _: self._compare())
        self._heading = label(theme, "", "strong")
        columns = [words(f"change.{name}") for name in ("field", "before", "after")]
        self.changes = RowTable(theme, words("versions.changes"), columns, (240, 0, 0))
        self.body.addWidget(self.table, 4)
        self.body.addLayout(self._comparing())
        keep_room(self.changes)
        self.body.addWidget(self.changes, 5)
        self.add_button("dialog.close", self.reject)
        self.go = self.add_button("versions.restore", self.accept, "primary")
        self.table.chosen.connect(lambda _: self._compare())
        self.table.show_lines([self._line(place) for place in range(len(self._versions))], 0)
        self.table.setFocus()

    def _choices(self) -> list[tuple[str, object]]:
        words = self._words
        numbered = [(words("versions.numbered", number=one.number), one.number) for one in self._versions]
        return [(words("versions.now"), None), *numbered]

    def _comparing(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, self._theme.px(8), 0, 0)
        row.setSpacing(self._theme.px(8))
        row.addWidget(self._heading, 1)
        row.addWidget(label(self._theme, self._words("versions.against"), "caption", "ink_2"))
        row.addWidget(self.against)
        return row

    def _line(self, place: int) -> Line:
        one = self._versions[place]
        made = moment_words(self._words, one.created_at)
        return Line((str(one.number), made, one.author or NOTHING, one.label or ""))

    @property
    def number(self) -> int | None:
        """The version the list stands on."""
        return self._versions[self.table.place].number if self.table.place >= 0 else None

    def _compare(self) -> None:
        """Lay the chosen version beside the other one, the older first."""
        number, other = self.number, self.against.currentData()
        if number is None:
            return
        before, after = (number, other) if other is None or number <= other else (other, number)
        names = [self._named(one) for one in (before, after)]
        self._heading.setText(self._words("versions.between", before=names[0], after=names[1]))
        library, case_id = self._state.library, self._case_id
        self.go.setEnabled(False)

        def work(_: object) -> tuple[Sequence[Difference], bool]:
            found = library.compare(case_id, before, after)
            same = not (found if after is None else library.compare(case_id, number, None))
            return found, same

        self.aside(self._state.runner, "compare", work, self._show_changes)

    def _named(self, number: int | None) -> str:
        if number is None:
            return self._words("versions.now")
        return self._words("versions.numbered", number=number)

    def _show_changes(self, found: tuple[Sequence[Difference], bool]) -> None:
        changes, same = found
        self.go.setEnabled(not same)
        if not changes:
            self._heading.setText(self._words("versions.same", states=self._heading.text()))
        self.changes.setVisible(bool(changes))
        self.changes.show_lines(change_lines(self._words, changes))
