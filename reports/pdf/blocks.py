"""Blocks that flow down a page: each knows its height, draws itself, and may let itself be divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from reports.pdf.ink import LINE
from reports.pdf.pen import Pen
from reports.pdf.setting import SetText

Draw = Callable[[Pen, float], None]
UNSPLIT_LINES = 4
WHOLE = 170.0
"""Up to this height a table row is not divided."""


@dataclass(frozen=True)
class Block:
    """Something of a fixed height that draws itself from a top edge.

    ``space`` is left above it, but not at the head of a page. ``keep``: stays with the next block. ``clear``:
    starts below what stands in the side column. ``head``: is drawn again where a page begins with this block.
    ``beside``: stands in the side column and takes no height in the main one.
    """

    height: float
    draw: Draw
    space: float = 0.0
    keep: bool = False
    clear: bool = False
    head: Block | None = None
    beside: bool = False
    rule: bool = False
    outline: str = ""
    level: int = 0

    def divided(self, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002 - asked of every block
        """The part that fits a room and the rest; None where it stays whole."""
        return None


@dataclass(frozen=True)
class Placed:
    """Set lines with their left edge, or the right edge they end at."""

    text: SetText
    x: float
    to_right: float | None = None

    def draw(self, pen: Pen, top: float) -> None:
        """Draw the lines from a top edge."""
        pen.lines(self.x, top, self.text, to_right=self.to_right)


@dataclass(frozen=True)
class RowBlock(Block):
    """Columns of set lines side by side; a long one goes on overleaf, divided at the same number of lines.

    ``whole``: up to this height the row goes overleaf as it is.
    """

    cells: tuple[Placed, ...] = ()
    pad: float = 0.0
    under: str | None = None
    edges: tuple[float, float] = (0.0, 0.0)
    ground: Draw | None = field(default=None)
    whole: float = 0.0

    def divided(self, room: float) -> tuple[Block, Block] | None:
        """The lines that fit and those that do not, where there are more than a paragraph never parts with."""
        if self.height <= self.whole:
            return None
        longest = max(self.cells, key=lambda cell: len(cell.text.lines))
        fitting = int((room - 2 * self.pad) / longest.text.face.leading)
        if len(longest.text.lines) <= UNSPLIT_LINES or fitting < 2 or len(longest.text.lines) - fitting < 2:
            return None
        upper = tuple(replace(cell, text=cell.text.part(0, fitting)) for cell in self.cells)
        lower = tuple(
            replace(cell, text=cell.text.part(fitting)) for cell in self.cells if cell.text.lines[fitting:]
        )
        return (
            row_of(upper, self.pad, under=None, edges=self.edges, base=self, keep=False),
            row_of(lower, self.pad, under=self.under, edges=self.edges, base=replace(self, space=0.0, outline="")),
        )


def row_of(
    cells: tuple[Placed, ...],
    pad: float = 0.0,
    *,
    under: str | None = LINE,
    edges: tuple[float, float] = (0.0, 0.0),
    ground: Draw | None = None,
    base: RowBlock | None = None,
    **more: object,
) -> RowBlock:
    """A row as high as its longest cell, with ``pad`` above and below and a rule under it from edge to edge."""
    height = max((cell.text.height for cell in cells), default=0.0) + 2 * pad

    def draw(pen: Pen, top: float) -> None:
        if ground is not None:
            ground(pen, top)
        for cell in cells:
            cell.draw(pen, top + pad)
        if under is not None:
            pen.rule(edges[0], edges[1], top + height, colour=under)

    kept = (
        {}
        if base is None
        else {
            name: getattr(base, name) for name in ("space", "keep", "clear", "head", "outline", "level", "whole")
        }
    )
    return RowBlock(
        height=height,
        draw=draw,
        cells=cells,
        pad=pad,
        under=under,
        edges=edges,
        ground=ground,
        **{**kept, **more},
    )
