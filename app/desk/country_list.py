"""A list of countries by name: found by typing, taken out by a button, each with its share where that matters."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from app.desk.controls import FaultLine, LineField, empty, label
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
        self._completer = self._completion()
        self.search.returnPressed.connect(self._enter)
        self.search.textEdited.connect(lambda _: self._fault.tell(""))

    def _completion(self) -> QCompleter:
        found = QCompleter([f"{name} ({code})" for code, name in self._names.items()], self)
        found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        found.setFilterMode(Qt.MatchFlag.MatchContains)
        popup = QListView()
        popup.setObjectName("completions")
        popup.setFont(self._theme.font())
        found.setPopup(popup)
        self.search.setCompleter(found)
        # Queued: the completer itself writes into the field after this signal.
        found.activated.connect(self._take, Qt.ConnectionType.QueuedConnection)
        return found

    def setAccessibleName(self, name: str) -> None:  # noqa: N802 - Qt's name
        """The list's name is the search field's too."""
        super().setAccessibleName(name)
        self.search.setAccessibleName(f"{name}: {self._words('desk.country.add')}")

    def show_value(self, codes: tuple[str, ...], shares: Mapping[str, float]) -> None:
        """Show the stored countries."""
        if (codes, dict(shares)) == (self._codes, self._shares) and self._rows.count() == len(codes):
            return
        self._codes, self._shares = codes, dict(shares)
        empty(self._rows)
        for code in codes:
            self._rows.addWidget(self._row(code))

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
        """Enter takes the one country that fits what was typed."""
        typed = self.search.text().strip().casefold()
        popup = self._completer.popup()
        if not typed or (popup is not None and popup.isVisible()):
            return
        exact = [code for code, name in self._names.items() if typed in (code.casefold(), name.casefold())]
        near = [code for code, name in self._names.items() if typed in name.casefold()]
        found = exact or near
        if len(found) == 1:
            self._add(found[0])
        else:
            key = "desk.country.none" if not found else "desk.country.many"
            self._fault.tell(self._words(key, typed=self.search.text().strip()))

    @Slot(str)
    def _take(self, text: str) -> None:
        self._add(text.rpartition("(")[2].rstrip(")"))

    def _add(self, code: str) -> None:
        self.search.clear()
        self._fault.tell("")
        if code not in self._codes:
            self.changed.emit((*self._codes, code), self._shares)

    def _remove(self, code: str) -> None:
        shares = {key: value for key, value in self._shares.items() if key != code}
        self.search.setFocus()
        self.changed.emit(tuple(item for item in self._codes if item != code), shares)
