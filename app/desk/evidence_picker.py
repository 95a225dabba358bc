"""Fields that offer what there is: all of it on the Down key or the arrow, what fits while one types."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from app.desk.controls import LineField
from app.desk.icons import icon
from app.desk.theme import Theme

MOST_SHOWN = 9


def _completer(theme: Theme, field: QLineEdit) -> QCompleter:
    found = QCompleter(field)
    found.setModel(QStringListModel(found))
    found.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    found.setFilterMode(Qt.MatchFlag.MatchContains)
    found.setMaxVisibleItems(MOST_SHOWN)
    popup = QListView()
    popup.setObjectName("completions")
    popup.setFont(theme.font())
    popup.setUniformItemSizes(True)
    popup.setTextElideMode(Qt.TextElideMode.ElideRight)
    found.setPopup(popup)
    field.setCompleter(found)
    return found


class Offering(LineField):
    """A field for any text that offers some: one that is chosen is entered at once."""

    def __init__(self, theme: Theme, offers: Sequence[str], arrow: str, placeholder: str = "") -> None:
        """``arrow``: what the sign at the field's end does, in words."""
        super().__init__(theme, placeholder)
        self._offers = _completer(theme, self)
        self.offer(offers)
        sign = self.addAction(
            icon("down", theme.colour("ink_2"), theme.colour("ink_3"), theme.px(16)),
            QLineEdit.ActionPosition.TrailingPosition,
        )
        sign.setText(arrow)
        sign.setToolTip(arrow)
        sign.triggered.connect(self.open_all)
        # Queued: the completer itself writes into the field after this signal.
        self._offers.activated.connect(self._chosen, Qt.ConnectionType.QueuedConnection)

    @property
    def offers(self) -> list[str]:
        """What is offered."""
        model = self._offers.model()
        return model.stringList() if isinstance(model, QStringListModel) else []

    def offer(self, offers: Sequence[str]) -> None:
        """Offer other texts."""
        model = self._offers.model()
        if isinstance(model, QStringListModel):
            model.setStringList(list(offers))

    def open_all(self) -> None:
        """Offer everything, whatever stands in the field."""
        self.setFocus()
        self._offers.setCompletionPrefix("")
        self._offers.complete()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Down opens what is offered."""
        if event.key() == Qt.Key.Key_Down and not self._popup_is_up():
            self.open_all()
            return
        super().keyPressEvent(event)

    def _popup_is_up(self) -> bool:
        popup = self._offers.popup()
        return popup is not None and popup.isVisible()

    @Slot(str)
    def _chosen(self, _: str) -> None:
        self._finish()


class Picker(Offering):
    """Picks one of named things; the field is empty again afterwards. Enter takes the first that fits."""

    picked = Signal(str)
    """The id of what was picked."""
    missed = Signal(str)
    """What was typed, where nothing fits it; nothing once something else is typed."""

    def __init__(self, theme: Theme, arrow: str, placeholder: str) -> None:
        super().__init__(theme, (), arrow, placeholder)
        self.setAccessibleName(placeholder)
        self._ids: tuple[str, ...] = ()
        self.returnPressed.connect(self._enter)
        self.textEdited.connect(lambda _: self.missed.emit(""))

    def show_things(self, things: Sequence[tuple[str, str]]) -> None:
        """Offer things: the id and the name of each."""
        ids, names = tuple(key for key, _ in things), [name for _, name in things]
        if ids != self._ids or names != self.offers:
            self._ids = ids
            self.offer(names)

    def _finish(self) -> None:
        """Leaving the field enters nothing: only what is chosen counts."""

    def _enter(self) -> None:
        popup, typed = self._offers.popup(), self.text().strip().casefold()
        if not typed or (self._popup_is_up() and popup is not None and popup.currentIndex().isValid()):
            return  # the completer hands over what is marked in its list
        fits = [place for place, name in enumerate(self.offers) if typed in name.casefold()]
        if fits:
            self._take(self._ids[fits[0]])
        else:
            self.missed.emit(self.text().strip())

    @Slot(str)
    def _chosen(self, name: str) -> None:
        if name in self.offers:
            self._take(self._ids[self.offers.index(name)])

    def _take(self, key: str) -> None:
        popup = self._offers.popup()
        if popup is not None:
            popup.hide()
        self.clear()
        self.missed.emit("")
        self.picked.emit(key)
