"""A list of countries by name: found by typing, taken out by a button, each with its share where that matters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.desk.controls import FaultLine, LineField, empty, label
from app.desk.country_search import CountrySearch
from app.desk.header import ToolButton
from app.desk.theme import Theme
from app.words import Words
from decision.countries import COUNTRY_CODES


def country_names(words: Words) -> dict[str, str]:
    """All countries a case may name: code to name, in the order of the names."""
    named = {code: words.country(code) for code in COUNTRY_CODES}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


class CountryList(QWidget):
    """Countries in the order they were named. ``changed`` carries the codes and, where kept, the shares (0-1)."""

    changed = Signal(object, object)

    def __init__(self, theme: Theme, words: Words, names: Mapping[str, str], *, shares: bool = False) -> None:
        super().__init__()
        self._theme, self._words, self._names, self._with_shares = theme, words, names, shares
        self._codes: tuple[str, ...] = ()
        self._shares: dict[str, float] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.px(4))
        column.addLayout(self._rows)
        self._fault = FaultLine(theme)
        column.addWidget(self._fault)
        self.search = QLineEdit()
        self.search.setFont(theme.font())
        self.search.setPlaceholderText(words("desk.country.add"))
        self.search.setMaximumWidth(theme.px(300))
        column.addWidget(self.search)
        self._finder = CountrySearch(words, names)
        self._found: list[str] = []
        self._texts = QStringListModel(self)
        self._offers = QListView()
        self._completer = self._completion()
        self._offers.installEventFilter(self)
        self.search.returnPressed.connect(self._enter)
        # Before the field asks its completer, which is done after this signal.
        self.search.textEdited.connect(self._look_for)

    def _completion(self) -> QCompleter:
        found = QCompleter(self._texts, self)
        found.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        found.setMaxVisibleItems(8)
        self._offers.setObjectName("completions")
        self._offers.setFont(self._theme.font())
        found.setPopup(self._offers)
        self._offers.setItemDelegate(BestMarked(self._offers))
        self.search.setCompleter(found)
        # Queued: the completer itself writes into the field after this signal.
        chosen = found.activated[QModelIndex]  # type: ignore[index]
        chosen.connect(self._take, Qt.ConnectionType.QueuedConnection)
        return found

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """The first arrow down goes on from the offer that is marked, without writing its name into the field."""
        popup = self._offers
        down = (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        )
        if down and len(self._found) > 1 and not popup.currentIndex().isValid():
            chosen = popup.selectionModel()
            blocked = chosen.blockSignals(True)
            popup.setCurrentIndex(self._completer.completionModel().index(0, 0))
            chosen.blockSignals(blocked)
        return False

    def _look_for(self, typed: str) -> None:
        """Offer what fits, the best first: it is marked, and Enter adds it."""
        self._fault.tell("")
        self._found = self._finder.found(typed, self._codes)
        self._texts.setStringList([f"{self._names[code]} ({code})" for code in self._found])

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """The list's name is the search field's too."""
        super().setAccessibleName(name)
        self.search.setAccessibleName(f"{name}: {self._words('desk.country.add')}")

    def show_value(self, codes: tuple[str, ...], shares: Mapping[str, float]) -> bool:
        """Show the stored countries; answers whether they or their shares are others than before."""
        if (codes, dict(shares)) == (self._codes, self._shares) and self._rows.count() == len(codes):
            return False
        self._codes, self._shares = codes, dict(shares)
        empty(self._rows)
        for code in codes:
            self._rows.addWidget(self._row(code))
        return True

    def put_back(self) -> None:
        """Show the stored countries again."""
        codes, self._codes = self._codes, ()
        self.show_value(codes, self._shares)

    def _row(self, code: str) -> QWidget:
        theme, words = self._theme, self._words
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.px(8))
        name = label(theme, self._names.get(code, code), "name")
        line.addWidget(name)
        line.addWidget(label(theme, code, "caption", "ink_3"))
        line.addStretch(1)
        if self._with_shares:
            line.addWidget(self._share(code))
            line.addWidget(label(theme, words("desk.country.covered"), "caption", "ink_2"))
        remove = ToolButton(theme, "cross", words("desk.country.remove", name=self._names.get(code, code)))
        remove.setFixedSize(theme.px(26), theme.px(26))
        remove.clicked.connect(lambda _=False: self._remove(code))
        line.addWidget(remove)
        row.setMaximumWidth(theme.px(470 if self._with_shares else 300))
        return row

    def _share(self, code: str) -> LineField:
        theme = self._theme
        field = LineField(theme, "100")
        field.setFixedWidth(theme.px(58))
        field.setAlignment(Qt.AlignmentFlag.AlignRight)
        field.setAccessibleName(self._words("desk.country.share", name=self._names.get(code, code)))
        share = self._shares.get(code)
        field.show_value("" if share is None else f"{share * 100:g}")
        field.entered.connect(lambda text: self._enter_share(code, text, field))
        return field

    def _enter_share(self, code: str, text: str, field: LineField) -> None:
        shares = dict(self._shares)
        typed = text.strip().rstrip("%").strip().replace(",", ".")
        if not typed:
            shares.pop(code, None)
        else:
            try:
                shares[code] = float(typed) / 100
            except ValueError:
                shares[code] = float("nan")
            if not 0 <= shares[code] <= 1:
                self._fault.tell(self._words("desk.country.bad_share"))
                field.setProperty("fault", "true")
                return
        self._fault.tell("")
        self.changed.emit(self._codes, shares)

    def _enter(self) -> None:
        """Enter takes the country that is called so, or the only one that fits what was typed."""
        typed = self.search.text().strip()
        if self._offers.isVisible():
            if not self._offers.currentIndex().isValid():  # else the completer takes the one that was gone to
                self._offers.hide()
                self._add(self._found[0])
            return
        if not typed:
            return
        exact, words = self._finder.exact(typed), self._words
        found = [exact] if exact else self._finder.found(typed)
        if len(found) != 1:
            key = "desk.country.none" if not found else "desk.country.many"
            self._fault.tell(words(key, typed=typed))
        elif found[0] in self._codes:
            self._fault.tell(words("map.already", name=self._names[found[0]]))
        else:
            self._add(found[0])

    def _take(self, index: QModelIndex) -> None:
        if index.row() < len(self._found):
            self._add(self._found[index.row()])

    def _add(self, code: str) -> None:
        self.search.clear()
        self._fault.tell("")
        if code not in self._codes:
            self.changed.emit((*self._codes, code), self._shares)

    def _remove(self, code: str) -> None:
        shares = {key: value for key, value in self._shares.items() if key != code}
        self.search.setFocus()
        self.changed.emit(tuple(item for item in self._codes if item != code), shares)


class BestMarked(QStyledItemDelegate):
    """Rows of a list of offers; the first is marked as long as no other was gone to."""

    def __init__(self, offers: QListView) -> None:
        super().__init__(offers)
        self._offers = offers

    def initStyleOption(  # noqa: N802 - Qt's name
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Mark what Enter would take."""
        super().initStyleOption(option, index)
        if index.row() == 0 and not self._offers.currentIndex().isValid():
            option.state |= QStyle.StateFlag.State_Selected
