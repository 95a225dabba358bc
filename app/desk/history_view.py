"""The history of a case: who changed what, when, from what to what; what was taken back is marked and stays."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.desk.backups_view import moment_words
from app.desk.dialog import DeskDialog
from app.desk.field_words import NOTHING, field_words, unfolded, value_words
from app.desk.row_table import Line, RowTable
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from db.records import HistoryRow

MOST_FIELDS = 8
"""So many fields of one edit are listed; an import may change hundreds."""


class HistoryView(DeskDialog):
    """All edits, the newest first."""

    def __init__(self, state: DeskState, theme: Theme, case_id: str, parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "history.heading", parent, (1080, 680))
        self.say(words("history.reading"))
        heads = [words(f"history.column.{name}") for name in ("at", "author", "action")]
        heads += [words(f"change.{name}") for name in ("field", "before", "after")]
        self.table = RowTable(theme, words("history.heading"), heads, (150, 110, 160, 190, 0, 0))
        self.body.addWidget(self.table, 1)
        self.add_button("dialog.close", self.reject, "primary")
        library, title = state.library, state.library.summary(case_id).title

        def work(_: object) -> tuple[int, list[Line]]:
            rows = library.history(case_id)
            return len(rows), history_lines(words, rows)

        def show(found: tuple[int, list[Line]]) -> None:
            number, lines = found
            self.say(words.count("history.lead", number, title=title))
            self.table.show_lines(lines, 0)

        self.aside(state.runner, "history", work, show)
        self.table.setFocus()


def history_lines(words: Words, rows: Sequence[HistoryRow]) -> list[Line]:
    """Edits as rows, newest first: one for each field that changed, the first of an edit with who and when."""
    undone = undone_ids(rows)
    undos = {row.id for row in rows if row.undoes is not None}
    lines: list[Line] = []
    for row in reversed(rows):
        kind = "undone" if row.id in undone else "edit"
        if row.undoes is not None:
            kind = "redo" if row.undoes in undos else "undo"
        lines += _lines(words, row, kind)
    return lines


def undone_ids(rows: Sequence[HistoryRow]) -> frozenset[int]:
    """The edits that do not hold now: taken back, and not brought again."""
    undone: set[int] = set()
    undoes = {row.id: row.undoes for row in rows}
    for row in rows:
        if row.undoes is None:
            continue
        first = row.undoes  # a redo takes back an undo: then its edit holds again
        if undoes.get(first) is None:
            undone.add(first)
        else:
            undone.discard(undoes[first] or first)
    return frozenset(undone)


def _lines(words: Words, row: HistoryRow, kind: str) -> list[Line]:
    name = words(f"action.{row.action}") if words.has(f"action.{row.action}") else row.action
    name = name[:1].upper() + name[1:]
    if kind != "edit":
        name = words(f"history.{kind}", action=name)
    head = (moment_words(words, row.at), row.author or NOTHING, name)
    if row.key == "" and row.before is None:  # the case came into being: all of it is new
        return [Line((*head, field_words(words, ""), "", ""))]
    changes = list(unfolded(row.key, row.before, row.after))
    cells = [
        (
            field_words(words, one.key),
            value_words(words, one.key, one.before),
            value_words(words, one.key, one.after),
        )
        for one in changes[:MOST_FIELDS]
    ]
    if len(changes) > MOST_FIELDS:
        cells.append((words.count("history.more", len(changes) - MOST_FIELDS), "", ""))
    faint = kind == "undone"
    return [Line((*(head if place == 0 else ("", "", "")), *cell), faint) for place, cell in enumerate(cells)]
