"""The page grid in points: margins, the side column, the main column and the option columns within it."""

from __future__ import annotations

from dataclasses import dataclass

PAPERS = {"A4": (595.276, 841.89), "Letter": (612.0, 792.0)}

LEFT = 51.0
SIDE = 84.0
NUMBER = 20.5
LETTER = 17.5
COLUMN_GAP = 9.0
RUNNING_BASE = 31.0
RUNNING_RULE = 37.0
TOP = 42.0
BOTTOM = 38.0
FOOT_RULE = 36.0
FOOT_BASE = 25.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper size with its columns; y runs down from the top edge."""

    width: float
    height: float
    options: int

    @property
    def right(self) -> float:
        """The right edge of the measure."""
        return self.width - LEFT

    @property
    def measure(self) -> float:
        """The full width of text."""
        return self.right - LEFT

    @property
    def main(self) -> float:
        """The left edge of the main column."""
        return LEFT + SIDE

    @property
    def main_width(self) -> float:
        """The width of the main column."""
        return self.right - self.main

    @property
    def bottom(self) -> float:
        """Where text ends."""
        return self.height - BOTTOM

    def column(self, place: int) -> tuple[float, float]:
        """Left edge and usable width of an option's column."""
        pitch = self.main_width / self.options
        return self.main + place * pitch, pitch - COLUMN_GAP


def sheet_for(paper: str, options: int) -> Sheet:
    """The sheet of a named paper; an unknown name is a fault of the caller (KeyError)."""
    width, height = PAPERS[paper]
    return Sheet(width, height, options)
