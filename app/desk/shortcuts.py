"""Every key of the window in one table: what it does, by the name of the action, and its portable text.

The menu takes its keys from here, and the sheet of shortcuts its rows. What the keys of one widget do is coded
where that widget is; here it is told.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from PySide6.QtGui import QKeySequence

from app.desk.steps import STEPS
from app.words import Words


@dataclass(frozen=True, slots=True)
class Shortcut:
    """What keys do (``name``), and the keys, any of which does it; ``word`` is the key of its words."""

    name: str
    keys: tuple[str, ...]
    word: str


@dataclass(frozen=True, slots=True)
class Group:
    """Shortcuts that hold in the same part of the window."""

    name: str
    shortcuts: tuple[Shortcut, ...]


def _menu(name: str, *keys: str) -> Shortcut:
    return Shortcut(name, keys, f"menu.{name}")


def _group(name: str, **keys: tuple[str, ...]) -> Group:
    return Group(name, tuple(Shortcut(what, at, f"shortcut.{name}.{what}") for what, at in keys.items()))


_SIDES, _ROWS, _ENDS = ("Left", "Right"), ("Up", "Down"), ("Home", "End")
_PAGES = ("PgDown", "PgUp")

EVERYWHERE = Group(
    "everywhere",
    (
        _menu("new", "Ctrl+N"),
        _menu("import", "Ctrl+I"),
        _menu("export", "Ctrl+E"),
        _menu("export_note", "Ctrl+Shift+E"),
        _menu("print", "Ctrl+P"),
        _menu("undo", "Ctrl+Z"),
        _menu("redo", "Ctrl+Shift+Z"),
        _menu("find", "Ctrl+K"),
        _menu("library", "Ctrl+0"),
        *(
            Shortcut(f"step.{step}", (f"Ctrl+{place}",), f"shortcut.step.{step}")
            for place, step in enumerate(STEPS, start=1)
        ),
        _menu("dock", "Ctrl+D"),
        _menu("next_part", "F6"),
        _menu("duplicate", "Ctrl+Shift+D"),
        _menu("decide", "Ctrl+Shift+R"),
        _menu("version", "Ctrl+Shift+S"),
        _menu("versions", "Ctrl+Shift+V"),
        _menu("history", "Ctrl+Shift+H"),
        _menu("backups", "Ctrl+Shift+B"),
        _menu("settings", "Ctrl+,"),
        _menu("contents", "F1"),
        _menu("shortcuts", "Ctrl+/", "?"),
        _menu("quit", "Ctrl+Q"),
    ),
)

GROUPS = (
    EVERYWHERE,
    _group(
        "library",
        open=("Return",),
        ends=_ENDS,
        tick=("Space",),
        tick_on=("Shift+Up", "Shift+Down"),
        tick_all=("Ctrl+A",),
        clear=("Esc",),
        archive=("Del",),
        menu=("Shift+F10",),
    ),
    _group(
        "map",
        move=(*_SIDES, *_ROWS),
        zoom=("+", "-"),
        choose=("Return",),
        case=("Home",),
        world=("End",),
    ),
    _group("evidence", paste=("Ctrl+V",), remove=("Del",)),
    _group(
        "ratings",
        by_one=_SIDES,
        by_five=("Shift+Left", "Shift+Right"),
        by_ten=_PAGES,
        ends=_ENDS,
        low=("Alt+Left", "Alt+Right"),
        high=("Alt+Shift+Left", "Alt+Shift+Right"),
        row=_ROWS,
        detail=("Return",),
        put_back=("Esc",),
    ),
    _group(
        "weights",
        by_one=_SIDES,
        by_five=("Shift+Left", "Shift+Right"),
        by_ten=_PAGES,
        ends=_ENDS,
        lock=("L",),
        put_back=("Esc",),
        order=("Alt+Up", "Alt+Down"),
        tie=("=",),
        rename=("F2",),
        delete=("Del",),
    ),
    _group("results", row=_ROWS, column=_SIDES, ask=("Return",), hush=("Esc",), copy=("Ctrl+C",)),
    _group("note", turn=_SIDES, zoom=("+", "-"), ends=_ENDS, find=("Ctrl+F",), move=("Alt+Up", "Alt+Down")),
)

_KEYS = {shortcut.name: shortcut.keys for shortcut in EVERYWHERE.shortcuts}


def keys_of(action: str) -> tuple[str, ...]:
    """The keys of an action of the menu, as portable texts; nothing where it has none."""
    return _KEYS.get(action, ())


def sequences_of(action: str) -> list[QKeySequence]:
    """The keys of an action of the menu, as Qt takes them."""
    return [QKeySequence(keys) for keys in keys_of(action)]


def native(keys: str) -> str:
    """Keys as this system and the language of the window write them."""
    if keys == "Return" and sys.platform != "darwin":
        keys = "Enter"  # what most keyboards have on the key
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def said(words: Words, shortcut: Shortcut) -> str:
    """All keys of a shortcut in words: "Left or Right"."""
    told = [native(keys) for keys in shortcut.keys]
    whole = told[0]
    for one in told[1:]:
        whole = words("shortcut.or", first=whole, second=one)
    return whole
