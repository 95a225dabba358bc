"""Step 2: the evidence of the case, each item with its source and where it is used."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.controls import Field, LineField, TextField, TickBox, button, label, rule, scrolled
from app.desk.entry import NotADateError, change_notice, date_of, enter
from app.desk.icons import paint_icon
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case, Evidence

TEXTS = ("title", "source", "date", "reliability", "url", "excerpt")
ROW = 52
_Index = QModelIndex | QPersistentModelIndex


def uses(case: Case, item_id: str) -> tuple[list[str], int]:
    """Where an item is used: the criteria that rest on it, and the number of facts of the note."""
    criteria = [name for name, rating in case.ratings.items() if item_id in rating.evidence]
    return criteria, sum(item_id in fact.evidence for fact in case.brief.context)


def without(case: Case, item_id: str) -> Case:
    """The case without an item, and without any reference to it."""

    def kept(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(other for other in ids if other != item_id)

    return replace(
        case,
        evidence=tuple(item for item in case.evidence if item.id != item_id),
        ratings={name: replace(rating, evidence=kept(rating.evidence)) for name, rating in case.ratings.items()},
        brief=replace(
            case.brief,
            context=tuple(replace(fact, evidence=kept(fact.evidence)) for fact in case.brief.context),
        ),
    )


def next_id(case: Case) -> str:
    """The next free id of the shape e1, e2, ..."""
    taken = {item.id for item in case.evidence}
    number = 1
    while f"e{number}" in taken:
        number += 1
    return f"e{number}"


class EvidenceModel(QAbstractListModel):
    """The items of the open case."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.case: Case | None = None

    def show_case(self, case: Case | None) -> None:
        """List the items of another state of the case."""
        self.beginResetModel()
        self.case = case
        self.endResetModel()

    def item(self, row: int) -> Evidence | None:
        """The item in a row."""
        items = () if self.case is None else self.case.evidence
        return items[row] if 0 <= row < len(items) else None

    def second(self, item: Evidence) -> str:
        """Source and date in one line."""
        date = None if item.date is None else self._words.short_day(item.date)
        return " · ".join(part for part in (item.source, date) if part) or self._words("desk.evidence.no_source")

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name
        """The number of items."""
        return 0 if parent.isValid() or self.case is None else len(self.case.evidence)

    def data(self, index: _Index, role: int = 0) -> Any:
        """An item as it is read aloud."""
        item = self.item(index.row())
        if item is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return f"{item.title}, {self.second(item)}"


class EvidenceDelegate(QStyledItemDelegate):
    """Two lines an item, and how often it is used."""

    def __init__(self, theme: Theme, model: EvidenceModel) -> None:
        super().__init__()
        self._theme, self._model = theme, model

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002, N802 - Qt's name
        """All rows are of one height."""
        return QSize(10, self._theme.px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """One item."""
        item, case, theme = self._model.item(index.row()), self._model.case, self._theme
        if item is None or case is None:
            return
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(QRectF(rect.left(), rect.top(), 3, rect.height()), theme.colour("ink"))
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), theme.colour("line"))
        criteria, facts = uses(case, item.id)
        right = rect.right() - theme.px(12)
        self._words_at(
            painter, QRectF(rect.left(), rect.top(), right - rect.left(), rect.height()), len(criteria) + facts
        )
        inside = rect.adjusted(theme.px(12), 0, -theme.px(48), 0)
        if item.protected:
            side = theme.px(13)
            lock = QRectF(inside.right() - side, rect.top() + theme.px(10), side, side)
            paint_icon(painter, lock, "lock", theme.colour("ink_2"))
            inside.setRight(lock.left() - theme.px(6))
        self._line(painter, inside, theme.px(8), item.title, "name", theme.colour("ink"))
        self._line(painter, inside, theme.px(27), self._model.second(item), "caption", theme.colour("ink_2"))
        painter.restore()

    def _words_at(self, painter: QPainter, rect: QRectF, count: int) -> None:
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("ink_2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(count))

    def _line(self, painter: QPainter, rect: QRectF, top: int, text: str, role: str, colour: QColor) -> None:
        font = self._theme.font(role)
        painter.setFont(font)
        painter.setPen(colour)
        box = QRectF(rect.left(), rect.top() + top, rect.width(), self._theme.px(18))
        shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)


class EvidenceForm(QWidget):
    """The fields of one item; each is one edit."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._id: str | None = None
        self.fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(10))
        for name in TEXTS:
            control = TextField(theme, 5) if name == "excerpt" else LineField(theme)
            control.entered.connect(lambda text, name=name: self._enter(name, text))
            self.fields[name] = Field(theme, self._words(f"desk.evidence.{name}"), control)
            column.addWidget(self.fields[name])
        self.protected = TickBox(theme, self._words("desk.evidence.protected"))
        self.protected.clicked.connect(self._protect)
        column.addWidget(self._indented(self.protected))
        column.addWidget(
            self._indented(label(theme, self._words("desk.evidence.protects"), "caption", "ink_2", wrap=True))
        )
        column.addSpacing(theme.px(6))
        column.addWidget(self._indented(label(theme, self._words("desk.evidence.used"), "strong")))
        self._used = label(theme, "", "body", "ink_2", wrap=True)
        column.addWidget(self._indented(self._used))
        column.addStretch(1)

    def _indented(self, widget: QWidget) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(4, 0, 4, 0)
        row.addWidget(widget)
        return holder

    def show_item(self, case: Case, item: Evidence) -> None:
        """Show an item of the case."""
        other = item.id != self._id
        self._id = item.id
        for name, field in self.fields.items():
            if other:
                field.show_fault("")
            control = field.control
            if isinstance(control, LineField | TextField) and not field.fault:
                control.show_value(self._text(item, name))
        self.protected.setChecked(item.protected)
        self._used.setText(used_sentence(self._words, case, item.id))

    def _text(self, item: Evidence, name: str) -> str:
        value = getattr(item, name)
        if value is None:
            return ""
        return value if isinstance(value, str) else self._words.day(value)

    def _item(self) -> tuple[Case, Evidence] | None:
        case = self._state.stored_case
        items = [] if case is None else [item for item in case.evidence if item.id == self._id]
        return (case, items[0]) if case is not None and items else None

    def _enter(self, name: str, text: str) -> None:
        found = self._item()
        if found is None:
            return
        _, item = found
        value: Any = text.strip() or None
        if name == "title":
            value = text.strip()
        if name == "date":
            try:
                value = date_of(self._words, text)
            except NotADateError:
                self.fields[name].show_fault(self._words("desk.entry.not_a_date"))
                return
        new = replace(item, **{name: value})
        notice = change_notice(
            self._words, self._words(f"desk.evidence.{name}"), self._text(item, name), self._text(new, name)
        )
        self._replace(new, self.fields[name], notice)

    def _protect(self, ticked: bool) -> None:
        found = self._item()
        if found is not None:
            key = "notice.protected" if ticked else "notice.unprotected"
            notice = self._words(key, title=found[1].title)
            self._replace(replace(found[1], protected=ticked), self.fields["title"], notice)

    def _replace(self, new: Evidence, field: Field, notice: str) -> None:
        case = self._state.stored_case
        if case is not None:
            items = tuple(new if item.id == new.id else item for item in case.evidence)
            place = [item.id for item in items].index(new.id)
            enter(self._state, field, replace(case, evidence=items), ("evidence", f"evidence[{place}]"), notice)


def used_sentence(words: Words, case: Case, item_id: str) -> str:
    """Where an item is used, in a sentence."""
    criteria, facts = uses(case, item_id)
    parts = [words(f"criterion.{name}.name") for name in criteria]
    if facts:
        parts.append(words.count("desk.evidence.facts", facts))
    return words.listing(parts) if parts else words("desk.evidence.unused")


class EvidenceStep(QWidget):
    """The list of evidence at the left, the selected item at the right."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self.items = EvidenceModel(self._words)
        self._delegate = EvidenceDelegate(theme, self.items)
        self.list = QListView()
        self.form = EvidenceForm(state, theme)
        self._wanted: str | None = None
        self._build()
        state.case_changed.connect(self._show)

    def status(self) -> tuple[str, str]:
        """Done where every rating has evidence behind it."""
        case = self._state.case
        if case is None or not case.evidence:
            return "nothing", self._words("desk.evidence.none")
        bare = any(not rating.evidence for rating in case.ratings.values())
        return "part" if bare else "done", self._words.count("desk.evidence.items", len(case.evidence))

    def _build(self) -> None:
        theme, words = self._theme, self._words
        self.list.setModel(self.items)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(words("desk.step.evidence"))
        self.list.setProperty("focusRing", True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._select(now.row()))
        self.add = button(theme, words("desk.evidence.add"), "primary", "plus")
        self.remove = button(theme, words("desk.evidence.remove"), "", "bin")
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.setFocusProxy(self.list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 3)
        row.addWidget(rule(theme, vertical=True))
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(self.form))
        empty = QWidget()
        inside = QVBoxLayout(empty)
        inside.setContentsMargins(*(theme.px(24),) * 4)
        inside.addWidget(label(theme, words("desk.evidence.empty"), "body", "ink_2", wrap=True))
        inside.addStretch(1)
        self._pages.addWidget(empty)
        row.addWidget(self._pages, 2)

    def _left(self) -> QWidget:
        theme, words = self._theme, self._words
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(24), theme.px(14), theme.px(20), theme.px(12))
        column.setSpacing(theme.px(10))
        head = QHBoxLayout()
        names = QVBoxLayout()
        names.setSpacing(theme.px(2))
        names.addWidget(label(theme, words("desk.step.evidence"), "title"))
        names.addWidget(label(theme, words("desk.evidence.lead"), "body", "ink_2", wrap=True))
        head.addLayout(names, 1)
        head.addWidget(self.remove)
        head.addWidget(self.add)
        column.addLayout(head)
        captions = QHBoxLayout()
        captions.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        captions.addWidget(label(theme, words("desk.evidence.head.item"), "caption", "ink_2"))
        captions.addStretch(1)
        captions.addWidget(label(theme, words("desk.evidence.head.uses"), "caption", "ink_2"))
        column.addLayout(captions)
        listed = QVBoxLayout()
        listed.setSpacing(0)
        listed.addWidget(rule(theme))
        listed.addWidget(self.list, 1)
        column.addLayout(listed, 1)
        return left

    def _show(self) -> None:
        case = self._state.case
        if case is None or case is self.items.case:
            return
        same = self.items.case is not None and self.items.case.evidence == case.evidence
        same = same and self.items.case is not None and self.items.case.ratings == case.ratings
        if same and self.items.case is not None and self.items.case.id == case.id:
            return
        now = self._wanted or self._selected_id()
        self._wanted = None
        self.items.show_case(case)
        ids = [item.id for item in case.evidence]
        self.remove.setEnabled(bool(ids))
        self._pages.setCurrentIndex(0 if ids else 1)
        if ids:
            row = ids.index(now) if now in ids else 0
            self.list.setCurrentIndex(self.items.index(row))
            self._select(row)

    def _selected_id(self) -> str | None:
        item = self.items.item(self.list.currentIndex().row())
        return None if item is None else item.id

    def _select(self, row: int) -> None:
        item = self.items.item(row)
        if item is not None and self.items.case is not None:
            self.form.show_item(self.items.case, item)

    def _add(self) -> None:
        case = self._state.stored_case
        if case is None:
            return
        item = Evidence(next_id(case), self._words("desk.evidence.new"))
        self._wanted = item.id
        key = f"evidence[{len(case.evidence)}]"
        changed = replace(case, evidence=(*case.evidence, item))
        if self._state.edit(changed, "evidence", key, self._words("notice.evidence.added")):
            title = self.form.fields["title"].control
            title.setFocus()
            if isinstance(title, LineField):
                title.selectAll()

    def _remove(self) -> None:
        case, chosen = self._state.stored_case, self._selected_id()
        if case is None or chosen is None:
            return
        title = next(item.title for item in case.evidence if item.id == chosen)
        notice = self._words("notice.evidence.removed", title=title)
        self._state.edit(without(case, chosen), "evidence", "evidence", notice)
