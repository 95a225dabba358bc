"""The rows of the library as Qt asks for them: only those that are looked at are made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.desk.library_results import CaseAnswer, LibraryResults
from app.desk.theme import Theme
from app.words import Words
from db.finding import Found
from db.records import CaseSummary
from decision.explanation.disagreement import Line

COLUMNS = ("case", "recommended", "analysis", "doctrine", "precedent", "agree", "documented")
LINES = {"analysis": Line.ANALYSIS, "doctrine": Line.DOCTRINE, "precedent": Line.PRECEDENT}
PENDING = "…"

Index = QModelIndex | QPersistentModelIndex
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_SPOKEN = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole)


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list, its words ready, its answer where it is known."""

    summary: CaseSummary
    second: str
    snippet: tuple[tuple[str, bool], ...]
    answer: CaseAnswer | None


class CaseModel(QAbstractTableModel):
    """The cases that are listed now: as many rows as are found, made when they are first seen."""

    def __init__(self, theme: Theme, words: Words, results: LibraryResults) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._results, self._listing = results, results.listing
        self.picks = results.picks
        self._total = 0
        self._rows: dict[int, Row] = {}

    @property
    def rows(self) -> list[Row]:
        """The rows that are here, in the order of the list."""
        return [self._made(place, found) for place, found in self._listing.loaded()]

    def show_list(self) -> None:
        """Show the list that has just been found."""
        self.beginResetModel()
        self._total = self._listing.total
        self._rows = {}
        self.endResetModel()

    def show_page(self, first: int, last: int) -> None:
        """Show rows that were read just now."""
        held = {place for place, _ in self._listing.loaded()}
        self._rows = {place: row for place, row in self._rows.items() if place in held}
        self.show_rows(first, last)

    def show_rows(self, first: int, last: int) -> None:
        """Show rows anew, from the first to the last."""
        for place in range(first, last + 1):
            self._rows.pop(place, None)
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))

    def row(self, place: int) -> Row | None:
        """The row at a place; None while it is being read."""
        row = self._rows.get(place)
        if row is None:
            found = self._listing.found(place)
            row = None if found is None else self._made(place, found)
        return row

    @property
    def placing(self) -> bool:
        """Whether the case to be selected is still being looked for."""
        return self._listing.placing

    def place(self, case_id: str | None) -> int | None:
        """The place of a case, as far as it is here."""
        return self._listing.place(case_id)

    def _made(self, place: int, found: Found) -> Row:
        row = self._rows.get(place)
        if row is None:
            words, case = self._words, found.case
            kind = words(f"value.mission.kind.{case.mission_kind}")
            kind = kind[:1].upper() + kind[1:]
            second = words("desk.library.second", kind=kind, date=words.short_day(case.as_of))
            row = self._rows[place] = Row(case, second, found.snippet, self._results.answer(case.id))
        return row

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """The number of cases."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008, N802 - Qt's name
        """The number of columns."""
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 - Qt's name
        """The names of the columns."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter if COLUMNS[section] in LINES else _MIDDLE
        if role == Qt.ItemDataRole.FontRole:
            return self._theme.font("caption")
        if role == Qt.ItemDataRole.DisplayRole and COLUMNS[section] == "agree":
            return ""  # the signs below speak for themselves; read aloud the column has its name
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._words(f"desk.library.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """The text of a cell, as read aloud and as copied."""
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(index)
        if role not in _SPOKEN:
            return None
        row = self.row(index.row())
        text = PENDING if row is None else self.text(row, COLUMNS[index.column()])
        return None if role == Qt.ItemDataRole.ToolTipRole and text == PENDING else text

    def _tick(self, index: Index) -> Qt.CheckState | None:
        """Whether a case is ticked, for who has it read aloud; nothing while none is."""
        row = self.row(index.row()) if index.column() == 0 and self.picks else None
        if row is None:
            return None
        return Qt.CheckState.Checked if row.summary.id in self.picks else Qt.CheckState.Unchecked

    def text(self, row: Row, column: str) -> str:
        """What a cell says."""
        words, answer = self._words, row.answer
        if column == "case":
            found = "".join(piece for piece, _ in row.snippet)
            return f"{row.summary.title}, {row.second}" + (f"\n{found}" if found else "")
        if column == "documented":
            option = row.summary.documented_option
            return words("desk.library.not_documented") if option is None else words(f"option.{option}.name")
        if answer is None:
            return PENDING
        if column == "recommended":
            return f"{self.option(answer.option, 'name')}, {words(f'strength.{answer.strength}')}"
        if column == "agree":
            return _agreement(words, answer.agree)
        line = LINES[column]
        return self.option(answer.lines[line], "name") if line in answer.lines else PENDING

    def option(self, option: str | None, form: str) -> str:
        """The name of an option, or a word for none."""
        return self._words("desk.library.none") if option is None else self._words(f"option.{option}.{form}")


def _agreement(words: Words, agree: bool | None) -> str:
    if agree is None:
        return PENDING
    return words("desk.library.agree" if agree else "desk.library.differ")
