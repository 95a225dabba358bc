"""The cases that are ticked in the list: kept through searches and filters until they are cleared."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

LEAST_COMPARED, MOST_COMPARED = 2, 4
"""So many cases can be laid beside each other."""


class Picks(QObject):
    """Ticked cases by id, in the order they were ticked."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._ids: dict[str, None] = {}

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, case_id: object) -> bool:
        return case_id in self._ids

    @property
    def ids(self) -> list[str]:
        """The ticked cases."""
        return list(self._ids)

    def toggle(self, case_id: str) -> None:
        """Tick a case, or take its tick away."""
        if case_id in self._ids:
            del self._ids[case_id]
        else:
            self._ids[case_id] = None
        self.changed.emit()

    def add(self, ids: Iterable[str]) -> None:
        """Tick these too."""
        before = len(self._ids)
        self._ids |= dict.fromkeys(ids)
        if len(self._ids) != before:
            self.changed.emit()

    def clear(self) -> None:
        """Take all ticks away."""
        if self._ids:
            self._ids = {}
            self.changed.emit()
