"""What the desk remembers of itself between sessions, in a small file by the library: looks, paper, place.

A choice that cannot be read is its default. Whoever lets an officer choose more adds a property here and a row to
``settings_view.py``.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QSettings

AS_SYSTEM = "system"
SCHEMES = (AS_SYSTEM, "light", "dark")
SCALES = (90, 100, 125, 150, 175, 200)
PLAIN = 100
PAPERS = ("A4", "Letter")
DRAWS = (0, 10_000, 50_000, 250_000)
"""How many draws an analysis may take; 0 leaves it to the model."""

FARTHEST = 100_000
"""No desktop has so many pixels."""


class Place(NamedTuple):
    """Where a window stood, without its frame, in pixels of the desktop, and whether it filled its screen."""

    left: int
    top: int
    width: int
    height: int
    filled: bool


class DeskSettings:
    """The remembered choices; an unreadable one is its default."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> str:
        """Light, dark, or as the system has it."""
        return self._one_of("view/scheme", SCHEMES, AS_SYSTEM)

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._file.setValue("view/scheme", value)

    @property
    def scale(self) -> int:
        """The text size in per cent."""
        return self._number("view/scale", SCALES, PLAIN)

    @scale.setter
    def scale(self, value: int) -> None:
        self._file.setValue("view/scale", value)

    @property
    def language(self) -> str:
        """The language of the window: a code, or "system"."""
        value = self._file.value("view/language", AS_SYSTEM)
        return value if isinstance(value, str) and value else AS_SYSTEM

    @language.setter
    def language(self, value: str) -> None:
        self._file.setValue("view/language", value)

    @property
    def paper(self) -> str:
        """The paper a note is made for unless another is chosen beside it."""
        return self._one_of("note/paper", PAPERS, PAPERS[0])

    @paper.setter
    def paper(self, value: str) -> None:
        self._file.setValue("note/paper", value)

    @property
    def draws(self) -> int | None:
        """How many draws an analysis takes; None: as many as the model says."""
        return self._number("analysis/draws", DRAWS, 0) or None

    @draws.setter
    def draws(self, value: int | None) -> None:
        self._file.setValue("analysis/draws", value or 0)

    @property
    def welcomed(self) -> bool:
        """Whether the welcome has been seen and left."""
        return str(self._file.value("view/welcomed", False)).lower() == "true"

    @welcomed.setter
    def welcomed(self, value: bool) -> None:
        self._file.setValue("view/welcomed", value)

    @property
    def place(self) -> Place | None:
        """Where the window stood when it was closed; None where that is not known."""
        value = self._file.value("window/place", "")
        parts = value.split(" ") if isinstance(value, str) else []
        try:
            left, top, width, height, filled = (int(part) for part in parts)
        except ValueError:
            return None
        sound = width > 0 and height > 0 and all(abs(part) < FARTHEST for part in (left, top, width, height))
        return Place(left, top, width, height, bool(filled)) if sound else None

    @place.setter
    def place(self, value: Place) -> None:
        self._file.setValue("window/place", " ".join(str(int(part)) for part in value))

    @property
    def elsewhere(self) -> Path | None:
        """Where the library is kept instead of beside these settings; None where it lies beside them."""
        value = self._file.value("library/place", "")
        return Path(value) if isinstance(value, str) and value else None

    @elsewhere.setter
    def elsewhere(self, value: Path) -> None:
        self._file.setValue("library/place", str(value))

    def _one_of(self, key: str, known: tuple[str, ...], default: str) -> str:
        value = self._file.value(key, default)
        return value if isinstance(value, str) and value in known else default

    def _number(self, key: str, known: tuple[int, ...], default: int) -> int:
        value = str(self._file.value(key, default))
        return int(value) if value.isdecimal() and int(value) in known else default
