"""What can be done with the case the list stands on, or with all that are ticked, as a menu with their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from app.desk.library_picks import LEAST_COMPARED, MOST_COMPARED, Picks
from app.words import Words

Call = Callable[[], object]

OF_ONE = (
    ("open", "Return"),
    ("duplicate", "Ctrl+Shift+D"),
    ("export", "Ctrl+E"),
    ("archive", "Del"),
    ("tag", ""),
    ("decide", ""),
)
OF_SEVERAL = (("compare", ""), ("export", ""), ("archive", ""), ("tag", ""))
TICKING = (("tick", "Space"), ("tick_all", "Ctrl+A"), ("clear", "Esc"))


def case_menu(
    parent: QWidget, words: Words, picks: Picks, calls: Mapping[str, Call], *, ticked: bool, archived: bool
) -> QMenu:
    """The menu; ``ticked``: whether it is of all ticked cases, ``archived``: whether those are put away."""
    menu = QMenu(parent)
    menu.setAccessibleName(words("library.menu"))
    number = len(picks)
    several = ticked and number > 1
    if several:
        menu.addAction(words.count("library.picked", number, shown=words.number(number))).setEnabled(False)
    for name, keys in OF_SEVERAL if several else OF_ONE:
        key = "unarchive" if name == "archive" and archived else name
        _add(menu, words(f"library.menu.{key}"), keys, calls[name])
        if name == "compare":
            menu.actions()[-1].setEnabled(LEAST_COMPARED <= number <= MOST_COMPARED)
    menu.addSeparator()
    for name, keys in TICKING:
        if name != "clear" or number:
            key = "untick" if name == "tick" and ticked else name
            _add(menu, words(f"library.menu.{key}"), keys, calls[name])
    return menu


def _add(menu: QMenu, text: str, keys: str, call: Call) -> None:
    # Told and not set: the keys are the table's and the window's own, a second taker would block both.
    told = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    action = menu.addAction(f"{text}\t{told}" if told else text)
    action.triggered.connect(lambda _=False: call())
