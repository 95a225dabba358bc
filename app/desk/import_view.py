"""What a file from elsewhere would change: its cases, what differs, and which state is to be the working one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.desk.choosers import Segment
from app.desk.controls import button, label
from app.desk.dialog import DeskDialog, keep_room
from app.desk.field_words import field_words, value_words
from app.desk.row_table import Line, RowTable
from app.desk.theme import Theme
from app.words import Words
from db.comparing import Difference
from db.merging import DEFAULTS, Choice, Incoming, Relation

ORDER = tuple(Relation(name) for name in ("conflict", "undated", "newer", "older", "new", "same"))
"""What needs the officer's eye comes first."""
SETTLED = (Relation.NEW, Relation.SAME)
"""Here there is nothing to choose."""
OFFERED = (Choice.THEIRS, Choice.MINE, Choice.BOTH)


class ImportView(DeskDialog):
    """Asks which state each case is to have; ``choices`` holds what was chosen where there was a choice."""

    def __init__(
        self, theme: Theme, words: Words, name: str, incoming: Sequence[Incoming], parent: QWidget | None
    ) -> None:
        super().__init__(theme, words, "import.heading", parent, (940, 660))
        self.incoming = sorted(incoming, key=lambda item: (ORDER.index(item.relation), item.title.casefold()))
        self.choices: dict[str, Choice] = {
            item.id: DEFAULTS[item.relation]
            for item in incoming
            if item.relation in DEFAULTS and item.relation not in SETTLED
        }
        self.say(words.count("import.lead", len(incoming), name=name))
        heads = [words(f"import.column.{column}") for column in ("case", "relation", "result")]
        self.table = RowTable(theme, words("import.table"), heads, (320, 0, 270))
        self.changes = RowTable(
            theme,
            words("import.changes"),
            [words(f"change.{name}") for name in ("field", "ours", "theirs")],
            (240, 0, 0),
        )
        self._differs = label(theme, "", "strong")
        self._group = QButtonGroup(self)
        self.segments = {choice: Segment(theme, words(f"import.choice.{choice}")) for choice in OFFERED}
        self.body.addWidget(self.table, 5)
        self.body.addWidget(self._choosing())
        self.body.addWidget(self.changes, 4)
        keep_room(self.changes)
        self._add_foot()
        self.table.chosen.connect(self._show_chosen)
        self.table.show_lines([self._line(item) for item in self.incoming], 0)
        self._follow()
        self.table.setFocus()

    def _choosing(self) -> QWidget:
        """The three choices in a row, beside what they are about."""
        row = QHBoxLayout()
        row.setContentsMargins(0, self._theme.px(8), 0, 0)
        row.setSpacing(0)
        row.addWidget(self._differs, 1)
        for choice, segment in self.segments.items():
            segment.setToolTip(self._words(f"import.choice.{choice}.tip"))
            segment.setAccessibleDescription(self._words(f"import.choice.{choice}.tip"))
            segment.clicked.connect(lambda _=False, choice=choice: self.choose(choice))
            keep_room(segment)
            self._group.addButton(segment)
            row.addWidget(segment)
        line = QWidget()
        line.setLayout(row)
        return line

    def _add_foot(self) -> None:
        conflicts = [item for item in self.incoming if item.relation is Relation.CONFLICT]
        if len(conflicts) > 1:
            for choice in reversed(OFFERED):
                made = button(self._theme, self._words(f"import.all.{choice}"), "link")
                made.clicked.connect(lambda _=False, choice=choice: self.choose_all(choice))
                self._foot.insertWidget(0, made)
            self._foot.insertWidget(0, label(self._theme, self._words("import.all"), "caption", "ink_2"))
        self._open = label(self._theme, "", "caption", "ink_2")
        self._foot.addWidget(self._open)
        self.add_button("desk.cancel", self.reject)
        self.ok = self.add_button("import.go", self.accept, "primary")

    def choose(self, choice: Choice) -> None:
        """Give the case the table stands on this state."""
        item = self._item()
        if item is not None and item.relation not in SETTLED:
            self._set(self.table.place, choice)
            self._follow()

    def choose_all(self, choice: Choice) -> None:
        """Give every case that changed on both sides this state."""
        for place, item in enumerate(self.incoming):
            if item.relation is Relation.CONFLICT:
                self._set(place, choice)
        self._show_chosen(self.table.place)
        self._follow()

    def _set(self, place: int, choice: Choice) -> None:
        self.choices[self.incoming[place].id] = choice
        self.table.rows.change_line(place, self._line(self.incoming[place]))

    def _item(self) -> Incoming | None:
        return self.incoming[self.table.place] if self.table.place >= 0 else None

    def _line(self, item: Incoming) -> Line:
        words = self._words
        if item.relation in SETTLED:
            result = words(f"import.result.{item.relation}")
        elif item.id in self.choices:
            result = words(f"import.result.{self.choices[item.id]}")
        else:
            result = words("import.result.open")
        return Line((item.title, words(f"relation.{item.relation}"), result), item.relation is Relation.SAME)

    def _show_chosen(self, _: int) -> None:
        item = self._item()
        settled = item is None or item.relation in SETTLED
        for choice, segment in self.segments.items():
            segment.setVisible(not settled)
            self._group.setExclusive(False)
            segment.setChecked(item is not None and self.choices.get(item.id) is choice)
            self._group.setExclusive(True)
        changes = () if item is None else item.changes
        nothing = "" if item is None else self._words(f"import.nothing.{item.relation}")
        self._differs.setText(self._words.count("import.differs", len(changes)) if changes else nothing)
        self.changes.setVisible(bool(changes))
        self.changes.show_lines(change_lines(self._words, changes))

    def _follow(self) -> None:
        """Say how many cases still want a choice; only then may all be taken in."""
        missing = sum(item.relation is Relation.CONFLICT and item.id not in self.choices for item in self.incoming)
        self.ok.setEnabled(not missing)
        self._open.setText(self._words.count("import.open", missing) if missing else "")


def change_lines(words: Words, changes: Sequence[Difference]) -> list[Line]:
    """What differs as rows: the field, before, after."""
    return [
        Line(
            (
                field_words(words, change.key),
                value_words(words, change.key, change.before),
                value_words(words, change.key, change.after),
            )
        )
        for change in changes
    ]
