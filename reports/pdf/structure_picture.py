"""The structure diagram of one option: who reports to whom, with the same actor in the same place in all."""

from __future__ import annotations

from dataclasses import dataclass

from reports.content import Structure
from reports.pdf.ink import BOX, EDGE, INK_2, NARROW_MEDIUM, NARROW_SEMIBOLD, WASH, WHITE, OptionInk
from reports.pdf.pen import DASHED, DOTTED, Pen

HEIGHT = 100.0
FRAME = {"in": 77.8, "between": 57.9, "out": 38.0}
FRAME_WIDE = 67.2
BOX_LEFT, BOX_WIDE = 4.8, 57.6
HEAD_TOP, HEAD_HIGH = 18.0, 13.2
DEPUTY_TOP, FOOT_HIGH = 37.3, 14.2
COORDINATION_TOP = 57.9
GROUND_TOP, GROUND_HIGH = 87.2, 12.9
OFFICE_LEFT, OFFICE_WIDE = 75.9, 51.8
OUTSIDE_TOP, OUTSIDE_WIDE = 40.9, 41.5
PEERS = ((74.0, 22.5), (100.0, 27.7))
AXIS = 33.2


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a box stands on the page."""

    x: float
    top: float
    wide: float
    high: float

    @property
    def middle(self) -> float:
        """Its middle, across."""
        return self.x + self.wide / 2

    @property
    def base(self) -> float:
        """The base line of one line of words in it."""
        return self.top + self.high / 2 + 2.4


def draw_structure(pen: Pen, x: float, top: float, structure: Structure, ink: OptionInk) -> None:
    """Draw the diagram from its left top corner: frame first, then lines, then the boxes over their ends."""
    pen.box(x, top, FRAME_WIDE, FRAME[structure.shape], fill=WASH, edge=EDGE, width=0.7, radius=3)
    pen.words(x + 4.2, top + 7.9, structure.mission, NARROW_MEDIUM, BOX.size, colour=INK_2)
    lines = {"in": _lines_inside, "between": _lines_between, "out": _lines_outside}[structure.shape]
    lines(_Board(pen, x, top), structure)
    _mission_boxes(pen, x, top, structure, ink)
    for name, (left, wide) in zip(structure.peers, PEERS, strict=True):
        _plain(pen, Slot(x + left, top, wide, HEAD_HIGH), name, fill=WASH)
    ground = top + GROUND_TOP
    _plain(pen, Slot(x, ground, FRAME_WIDE, GROUND_HIGH), structure.country_team)
    _office(pen, Slot(x + OFFICE_LEFT, ground, OFFICE_WIDE, GROUND_HIGH), structure, ink)


class _Board:
    """The diagram's own coordinates for lines."""

    def __init__(self, pen: Pen, x: float, top: float) -> None:
        self._pen, self._x, self._top = pen, x, top

    def line(self, *points: tuple[float, float], dash: tuple[float, float] | None = None) -> None:
        placed = [(self._x + x, self._top + y) for x, y in points]
        self._pen.path(placed, width=0.7 if dash is None else 0.9, dash=dash)


def _mission_boxes(pen: Pen, x: float, top: float, structure: Structure, ink: OptionInk) -> None:
    left = x + BOX_LEFT
    if not structure.one_head:
        _plain(pen, Slot(left, top + HEAD_TOP, BOX_WIDE, HEAD_HIGH), structure.head)
    if structure.shape == "out":
        _foot(pen, Slot(x + OFFICE_LEFT, top + OUTSIDE_TOP, OUTSIDE_WIDE, FOOT_HIGH), structure.deputy, ink)
        return
    _foot(pen, Slot(left, top + DEPUTY_TOP, BOX_WIDE, FOOT_HIGH), structure.deputy, ink)
    if structure.shape == "in":
        _foot(pen, Slot(left, top + COORDINATION_TOP, BOX_WIDE, FOOT_HIGH), structure.coordination, ink)


def _lines_inside(board: _Board, structure: Structure) -> None:
    right = BOX_LEFT + BOX_WIDE
    if not structure.one_head:
        board.line((AXIS, HEAD_TOP + HEAD_HIGH), (AXIS, DEPUTY_TOP))
    board.line((AXIS, DEPUTY_TOP + FOOT_HIGH), (AXIS, COORDINATION_TOP))
    board.line((84, HEAD_HIGH), (84, DEPUTY_TOP + 3.9), (right, DEPUTY_TOP + 3.9), dash=DASHED)
    board.line((112.2, HEAD_HIGH), (112.2, DEPUTY_TOP + 8.6), (right, DEPUTY_TOP + 8.6), dash=DASHED)
    board.line(
        (right, DEPUTY_TOP + 12.6), (OFFICE_LEFT, DEPUTY_TOP + 12.6), (OFFICE_LEFT, 81.6), (AXIS, 81.6),
        (AXIS, GROUND_TOP), dash=DOTTED,
    )  # fmt: skip


def _lines_between(board: _Board, structure: Structure) -> None:
    right, foot = BOX_LEFT + BOX_WIDE, DEPUTY_TOP + FOOT_HIGH
    if not structure.one_head:
        board.line((AXIS, HEAD_TOP + HEAD_HIGH), (AXIS, DEPUTY_TOP))
    board.line((84.2, HEAD_HIGH), (84.2, DEPUTY_TOP + 3.9), (right, DEPUTY_TOP + 3.9), dash=DASHED)
    board.line((105.1, HEAD_HIGH), (105.1, DEPUTY_TOP + 8.6), (right, DEPUTY_TOP + 8.6), dash=DASHED)
    board.line((119.3, HEAD_HIGH), (119.3, GROUND_TOP))
    board.line((21.9, foot), (21.9, GROUND_TOP), dash=DOTTED)
    board.line((46.3, foot), (46.3, 73), (92.9, 73), (92.9, GROUND_TOP), dash=DASHED)


def _lines_outside(board: _Board, structure: Structure) -> None:  # noqa: ARG001 - one signature for all shapes
    foot = OUTSIDE_TOP + FOOT_HIGH
    board.line((BOX_LEFT + BOX_WIDE, 24.8), (71, 24.8), (71, 47.6), (OFFICE_LEFT, 47.6), dash=DOTTED)
    board.line((83.9, HEAD_HIGH), (83.9, OUTSIDE_TOP))
    board.line((104.8, HEAD_HIGH), (104.8, OUTSIDE_TOP))
    board.line((122.8, HEAD_HIGH), (122.8, GROUND_TOP))
    board.line((90.4, foot), (90.4, 72.7), (AXIS, 72.7), (AXIS, GROUND_TOP), dash=DOTTED)
    board.line((98.2, foot), (98.2, GROUND_TOP), dash=DASHED)


def _plain(pen: Pen, slot: Slot, name: str, *, fill: str = WHITE) -> None:
    pen.box(slot.x, slot.top, slot.wide, slot.high, fill=fill, edge=INK_2, width=0.7, radius=2)
    pen.words_about(slot.middle, slot.base, name, NARROW_MEDIUM, BOX.size)


def _foot(pen: Pen, slot: Slot, name: str, ink: OptionInk) -> None:
    """One of the two feet: tinted, with the stronger edge."""
    pen.box(slot.x, slot.top, slot.wide, slot.high, fill=ink.tint, edge=ink.mark, width=1.2, radius=2)
    pen.words_about(slot.middle, slot.base, name, NARROW_SEMIBOLD, BOX.size)


def _office(pen: Pen, slot: Slot, structure: Structure, ink: OptionInk) -> None:
    if not structure.office_absent:
        _foot(pen, slot, structure.office, ink)
        return
    pen.box(slot.x, slot.top, slot.wide, slot.high, fill=WHITE, edge=EDGE, width=0.7, radius=2, dash=(2.2, 1.6))
    pen.words_about(slot.middle, slot.base, structure.office, NARROW_MEDIUM, BOX.size, colour=INK_2)
