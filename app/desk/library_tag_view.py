"""The tags of several cases at once: those all hold, those some hold, and a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.desk.controls import Field, LineField, empty, label, scrolled
from app.desk.dialog import DeskDialog
from app.desk.library_filters import FilterBox
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import Task
from db import finding
from db.library import MOST_TAG

_PARTLY = Qt.CheckState.PartiallyChecked


class PartBox(FilterBox):
    """A tag with how many of the cases hold it; half ticked where only some do."""

    def paint_box(self, painter: QPainter) -> float:
        """A stroke in the box where some hold it."""
        if self.checkState() != _PARTLY:
            return super().paint_box(painter)
        theme, side = self._theme, self._theme.px(15)
        box = self._seen(QRectF(0.5, (self.height() - side) // 2 + 0.5, side - 1, side - 1))
        painter.setPen(QPen(theme.colour("primary"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(box, 3, 3)
        middle = box.center().y()
        painter.fillRect(QRectF(box.left() + 3, middle - 1, box.width() - 6, 2), theme.colour("primary"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        return side + theme.px(8)


class TagView(DeskDialog):
    """Asks which tags the cases are to hold; ``added`` and ``removed`` hold the answer."""

    def __init__(self, state: DeskState, theme: Theme, ids: Sequence[str], parent: QWidget | None) -> None:
        words = state.workspace.words
        super().__init__(theme, words, "library.tags.heading", parent, (420, 460))
        self._ids = tuple(ids)
        self._held: Counter[str] = Counter()
        self.boxes: dict[str, PartBox] = {}
        number = len(self._ids)
        self.say(words.count("library.tags.lead", number, shown=words.number(number)))
        self.field = LineField(theme, words("library.tags.several"))
        self.field.setMaxLength(10 * MOST_TAG)
        self.body.addWidget(Field(theme, words("library.tags.new"), self.field))
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(theme.px(4), theme.px(4), theme.px(8), 0)
        self._column.setSpacing(theme.px(2))
        self.body.addWidget(scrolled(content), 1)
        self.add_button("desk.cancel", self.reject)
        self.go = self.add_button("library.tags.go", self.accept, "primary")
        self.go.setEnabled(False)
        self.field.setFocus()
        library = state.library

        def read(task: Task) -> tuple[list[str], Counter[str]]:
            held: Counter[str] = Counter()
            for case_id in self._ids:
                if task.cancelled:
                    break
                held.update(library.tags(case_id))
            return finding.tags(library), held

        self.aside(state.runner, "tags", read, self._show)

    @property
    def added(self) -> tuple[str, ...]:
        """The tags that cases are to have which did not all have them."""
        typed = (" ".join(part.split()) for part in self.field.text().split(","))
        ticked = [tag for tag, box in self.boxes.items() if box.checkState() == Qt.CheckState.Checked]
        wanted = [tag for tag in ticked if self._held[tag] < len(self._ids)]
        return tuple(dict.fromkeys([*wanted, *(tag for tag in typed if tag)]))

    @property
    def removed(self) -> tuple[str, ...]:
        """The tags that are to be taken off."""
        bare = [tag for tag, box in self.boxes.items() if box.checkState() == Qt.CheckState.Unchecked]
        return tuple(tag for tag in bare if self._held[tag] and tag not in self.added)

    def _show(self, found: tuple[list[str], Counter[str]]) -> None:
        tags, self._held = found
        empty(self._column)
        if not tags:
            self._column.addWidget(
                label(self._theme, self._words("library.tags.none"), "caption", "ink_2", wrap=True)
            )
        for tag in sorted(tags, key=lambda one: (-self._held[one], one.casefold())):
            self._column.addWidget(self._box(tag))
        self._column.addStretch(1)
        self.go.setEnabled(True)

    def _box(self, tag: str) -> PartBox:
        words, held, total = self._words, self._held[tag], len(self._ids)
        box = self.boxes[tag] = PartBox(self._theme, tag)
        box.setToolTip(tag)
        box.setTristate(0 < held < total)
        state = Qt.CheckState.Unchecked if not held else _PARTLY if held < total else Qt.CheckState.Checked
        box.setCheckState(state)
        many, all_ = words.number(held), words.number(total)
        shown = words("library.tags.held", held=many, total=all_)
        box.show_count(shown, words.count("library.tags.spoken", total, held=many, shown=all_))
        return box
