"""Colours and faces of the note, light on paper; an option is told by its mark and bar first, then by colour."""

from __future__ import annotations

from dataclasses import dataclass

INK = "#1A222B"
INK_2 = "#4F5B67"
EDGE = "#7A8590"
LINE = "#DDE1E6"
EMPTY = "#E6E9ED"
WASH = "#F3F4F6"
WHITE = "#FFFFFF"

REGULAR = "FootingSans-Regular"
MEDIUM = "FootingSans-Medium"
SEMIBOLD = "FootingSans-SemiBold"
NARROW = "FootingSansCondensed-Regular"
NARROW_MEDIUM = "FootingSansCondensed-Medium"
NARROW_SEMIBOLD = "FootingSansCondensed-SemiBold"
FACES = (REGULAR, MEDIUM, SEMIBOLD, NARROW, NARROW_MEDIUM, NARROW_SEMIBOLD)

FULL, HALF, OPEN = "full", "half", "open"


@dataclass(frozen=True, slots=True)
class OptionInk:
    """How one option looks: full, half or open, and its colours for marks, words and tinted grounds."""

    form: str
    mark: str
    words: str
    tint: str


_INSIDE = OptionInk(FULL, "#1F5FA8", "#1F5FA8", "#CFE0F3")
_BETWEEN = OptionInk(HALF, "#AD7015", "#85570A", "#F5E6C8")
_OUTSIDE = OptionInk(OPEN, "#8C2F5E", "#8C2F5E", "#EDD3E0")


def option_ink(place: int, options: int) -> OptionInk:
    """The look of the option at a place of the order from inside to outside: full, half, open."""
    if place == 0:
        return _INSIDE
    return _OUTSIDE if place == options - 1 else _BETWEEN


@dataclass(frozen=True, slots=True)
class Face:
    """A role of type: the face of its plain words, of its emphasized ones, size and line height in points."""

    plain: str
    strong: str
    size: float
    leading: float


TITLE = Face(SEMIBOLD, SEMIBOLD, 16.5, 19.5)
BLOCK_OPTION = Face(SEMIBOLD, SEMIBOLD, 15, 18)
FIGURE = Face(SEMIBOLD, SEMIBOLD, 14, 16)
ANNEX_HEAD = Face(SEMIBOLD, SEMIBOLD, 12, 15)
SUB_HEAD = Face(SEMIBOLD, SEMIBOLD, 9.5, 12)
BODY = Face(REGULAR, SEMIBOLD, 9.5, 12.3)
SECTION = Face(SEMIBOLD, SEMIBOLD, 9, 11)
PICTURE_TITLE = Face(NARROW_SEMIBOLD, NARROW_SEMIBOLD, 8.6, 10.8)
TABLE = Face(NARROW, NARROW_SEMIBOLD, 8.3, 10.2)
LABEL = Face(NARROW_MEDIUM, NARROW_SEMIBOLD, 8.3, 10.2)
OPTION_HEAD = Face(SEMIBOLD, SEMIBOLD, 8.6, 10.8)
ANNEX = Face(NARROW, NARROW_SEMIBOLD, 8, 9.7)
LEAD_IN = Face(NARROW, NARROW_SEMIBOLD, 8.6, 11)
CAPTION = Face(NARROW, NARROW_MEDIUM, 7.5, 9)
COLUMN = Face(NARROW_MEDIUM, NARROW_SEMIBOLD, 7.5, 9)
BOX = Face(NARROW_MEDIUM, NARROW_SEMIBOLD, 7.1, 9)
