"""What the desk remembers of itself between sessions: appearance and text size, in a small file by the library."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

SCHEMES = ("system", "light", "dark")
SCALES = (100, 125, 150)


class DeskSettings:
    """The remembered choices; an unreadable one is its default."""

    def __init__(self, folder: Path) -> None:
        self._file = QSettings(str(folder / "desk.ini"), QSettings.Format.IniFormat)

    @property
    def scheme(self) -> str:
        """Light, dark, or as the system has it."""
        value = self._file.value("view/scheme", SCHEMES[0])
        return value if isinstance(value, str) and value in SCHEMES else SCHEMES[0]

    @scheme.setter
    def scheme(self, value: str) -> None:
        self._file.setValue("view/scheme", value)

    @property
    def scale(self) -> int:
        """The text size in per cent."""
        value = str(self._file.value("view/scale", SCALES[0]))
        return int(value) if value.isdigit() and int(value) in SCALES else SCALES[0]

    @scale.setter
    def scale(self, value: int) -> None:
        self._file.setValue("view/scale", value)
