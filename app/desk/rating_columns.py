"""The columns of the ratings table: what gives way to the bands, and in what order."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

LEVEL, EVIDENCE, CHEVRON, GAP = 44, 54, 28, 8
DIFFERENCE = 68
"""The column that is there only while another state is compared with."""
PAD = 24
"""Room at the left of the rows: the bar of the row that is being worked on lies in it."""
LEAST_NAME, MOST_NAME = 216, 448
"""A name needs so much; at the most, the longest anchor stands beside it whole."""
LEAST_BANDS, BANDS = 240, 330
"""Under the one the columns beside the bands fold; over the other anchors take what is left."""
NAME_SHARE = 0.47
"""How name and bands share what is left where nothing can fold any more."""


@dataclass(frozen=True, slots=True)
class Columns:
    """The widths, in pixels at 100 %, of the columns that give way to the bands; 0: folded."""

    name: int
    sure: int
    range: int
    difference: int = 0


def columns_for(room: float, *, compared: bool) -> Columns:
    """The columns of rows with so much room, in pixels at 100 %.

    From wide to narrow: anchors end sooner, then the bands are as narrow as may be, then the word of the
    confidence goes, then the range.
    """
    difference = DIFFERENCE if compared else 0
    for sure, range_ in ((92, 60), (24, 60), (24, 0)):
        others = PAD + LEVEL + EVIDENCE + CHEVRON + sure + range_ + difference
        free = round(room) - others - GAP * (5 + bool(range_) + compared)
        if free >= LEAST_NAME + LEAST_BANDS:
            return Columns(max(LEAST_NAME, min(free - BANDS, MOST_NAME)), sure, range_, difference)
    return Columns(max(1, round(free * NAME_SHARE)), sure, range_, difference)


def margins(widget: QWidget, start: int, top: int, end: int, bottom: int) -> tuple[int, int, int, int]:
    """The margins of a layout, which Qt does not mirror of itself where one reads from the right."""
    rtl = widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
    return (end, top, start, bottom) if rtl else (start, top, end, bottom)
