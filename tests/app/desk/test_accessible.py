"""Everything that can be used has a name, and the keyboard reaches it: in the library and in every step."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk.state import DeskState
from app.desk.steps import STEPS
from app.desk.window import DeskWindow

pytestmark = pytest.mark.timeout(120)
LIBRARY = -1
PLACES = [LIBRARY, *range(len(STEPS))]
SETTLED_MS = 30_000


def place_names(place: int) -> str:
    return "library" if place == LIBRARY else STEPS[place]


@pytest.fixture(params=PLACES, ids=place_names)
def place(
    request: pytest.FixtureRequest, qtbot: QtBot, window: DeskWindow, state: DeskState, id_of: Callable[[str], str]
) -> int:
    """The window at one of its places, with all there is to be shown there."""
    if request.param != LIBRARY:
        state.open(id_of("Liberia"))
        qtbot.waitUntil(lambda: state.analysis_is_current, timeout=SETTLED_MS)
        window.show_step(request.param)
    QApplication.processEvents()
    return int(request.param)


def usable(window: QWidget) -> list[QWidget]:
    """What is shown and takes the keyboard."""
    return [
        item
        for item in window.findChildren(QWidget)
        if item.isVisible() and item.isEnabled() and item.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


def said(item: QWidget) -> str:
    """What a screen reader would call it."""
    return QAccessible.queryAccessibleInterface(item).text(QAccessible.Text.Name).strip()


def described(item: QWidget, window: QWidget) -> str:
    corner = item.mapTo(window, QPoint(0, 0))
    return f"{type(item).__name__} at {corner.x()}, {corner.y()}: {said(item)!r}"


def test_everything_usable_has_a_name(window: DeskWindow, place: int) -> None:
    assert place in PLACES
    found = usable(window)
    assert len(found) > 5
    assert [described(item, window) for item in found if not said(item)] == []


def test_the_tab_key_reaches_everything(window: DeskWindow, place: int) -> None:
    assert place in PLACES
    wanted = set(usable(window))
    reached: set[QWidget] = set()
    for _ in range(3 * len(wanted) + 20):
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(focus, QKeyEvent(kind, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier))
    # What was folded away meanwhile no longer counts; of buttons of which one is chosen, arrows reach the others.
    missed = {item for item in wanted - reached if item.isVisible()}
    assert [described(item, window) for item in missed if not (chosen_among(item) & reached)] == []


def chosen_among(item: QWidget) -> set[QWidget]:
    """The buttons of which only one can be down at a time, this one among them."""
    if not isinstance(item, QAbstractButton):
        return set()
    group = item.group()
    if group is not None and group.exclusive():
        return set(group.buttons())
    if not item.autoExclusive():
        return set()
    around = item.parentWidget().findChildren(QAbstractButton, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return {other for other in around if other.autoExclusive()}
