"""The annex as blocks: heads, introductions, tables that run over pages, and the list of sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import reduce
from itertools import pairwise

from reports.content import AnnexPart, Cell, SourceList, Swing, Table, TableRow, Text, Track
from reports.pdf.blocks import WHOLE, Block, Draw, Placed, RowBlock, row_of
from reports.pdf.ink import (
    ANNEX,
    ANNEX_HEAD,
    CAPTION,
    COLUMN,
    EDGE,
    EMPTY,
    INK,
    INK_2,
    LEAD_IN,
    LINE,
    SUB_HEAD,
    WASH,
    WHITE,
    option_ink,
)
from reports.pdf.pen import Pen
from reports.pdf.sections import stacked
from reports.pdf.setting import set_text
from reports.pdf.sheet import LEFT, Sheet

PAD = 2.4
GAP = 6.0
MARK = 10.0
WHOLE_TABLE = 150.0
PAIR = 110.0
SOURCE_NUMBER = 17.0


def annex_blocks(parts: Sequence[AnnexPart], closing: str, sheet: Sheet) -> Iterator[Block]:
    """All parts one after another, and the last line."""
    for part in parts:
        yield _heading(part, sheet)
        if part.intro:
            yield row_of(
                (Placed(set_text(part.intro, LEAD_IN, sheet.measure, INK_2), LEFT),),
                under=None,
                keep=True,
                space=1.0,
            )
        for body in part.body:
            yield from _body(body, sheet)
    yield row_of((Placed(set_text(closing, LEAD_IN, sheet.measure, INK_2), LEFT),), under=None, space=9.0)


def _heading(part: AnnexPart, sheet: Sheet) -> RowBlock:
    face = SUB_HEAD if part.sub else ANNEX_HEAD
    text = Placed(set_text(part.heading, face, sheet.measure), LEFT)
    return row_of(
        (text,), under=None, keep=True, space=9.0 if part.sub else 13.0, outline=part.heading, level=int(part.sub)
    )


def _body(body: Table | SourceList | Text, sheet: Sheet) -> Iterator[Block]:
    if isinstance(body, Table):
        yield from table_blocks(body, sheet)
    elif isinstance(body, SourceList):
        yield from _sources(body, sheet)
    else:
        yield row_of((Placed(set_text(body, ANNEX, sheet.measure), LEFT),), under=None, space=3.0)


def table_blocks(table: Table, sheet: Sheet) -> Iterator[Block]:
    """The head, and the rows that repeat it on every page they begin."""
    edges = _edges(table, sheet)
    head = row_of(
        tuple(
            Placed(set_text(column.head, COLUMN, end - start, INK_2), start, end if column.right else None)
            for column, (start, end) in zip(table.columns, edges, strict=True)
        ),
        2.0,
        under=EDGE,
        edges=(LEFT, sheet.right),
        keep=True,
        space=4.0,
    )
    yield head
    yield from _together([_row(row, table, edges, sheet, head) for row in table.rows])


def _together(rows: list[RowBlock]) -> Iterator[Block]:
    """A small table stays whole; of a longer one no small row stands alone at the foot or the head of a page."""
    whole = sum(row.height for row in rows) <= WHOLE_TABLE
    for place, row in enumerate(rows):
        paired = place in (0, len(rows) - 2) and sum(one.height for one in rows[place : place + 2]) <= PAIR
        last = place == len(rows) - 1
        yield replace(row, keep=row.keep or (not last and (whole or paired)))


def _edges(table: Table, sheet: Sheet) -> list[tuple[float, float]]:
    total = sum(column.share for column in table.columns)
    gaps = [GAP + (4.0 if one.right and not two.right else 0.0) for one, two in pairwise(table.columns)]
    room = sheet.measure - sum(gaps)
    edges, x = [], LEFT
    for column, gap in zip(table.columns, (*gaps, 0.0), strict=True):
        wide = room * column.share / total
        edges.append((x, x + wide))
        x += wide + gap
    return edges


def _row(row: TableRow, table: Table, edges: list[tuple[float, float]], sheet: Sheet, head: Block) -> RowBlock:
    placed: list[Placed] = []
    grounds: list[Draw] = []
    for item, column, (start, end) in zip(row.cells, table.columns, edges, strict=True):
        if isinstance(item, Track | Swing):
            picture = _track if isinstance(item, Track) else _swing
            grounds.append(picture(item, start, end, sheet))  # type: ignore[arg-type]
            continue
        left = start + (4.0 if row.family and start == LEFT else 0.0)
        if item.place is not None:
            grounds.append(_mark(item.place, left, sheet))
            left += MARK
        placed.append(_cell(item, left, end, right=column.right))
    height = max((cell.text.height for cell in placed), default=0.0) + 2 * PAD

    def ground(pen: Pen, top: float) -> None:
        if row.family:
            pen.box(LEFT, top, sheet.measure, height, fill=WASH)
        for draw in grounds:
            draw(pen, top + PAD)

    return row_of(
        tuple(placed),
        PAD,
        edges=(LEFT, sheet.right),
        under=LINE,
        ground=ground,
        head=head,
        keep=row.family,
        whole=WHOLE,
    )


def _cell(cell: Cell, left: float, end: float, *, right: bool) -> Placed:
    colour = INK_2 if cell.quiet else INK
    room = max(end - left, 8.0)
    lines = (Text("", line) if cell.strong else Text(line) for line in cell.lines)
    text = reduce(stacked, (set_text(line, ANNEX, room, colour) for line in lines))
    if cell.sub:
        text = stacked(text, set_text(cell.sub, CAPTION, room, INK_2))
    return Placed(text, left, end if right else None)


def _mark(place: int, x: float, sheet: Sheet) -> Draw:
    return lambda pen, top: pen.mark(x + 3.2, top + 4.9, 2.9, option_ink(place, sheet.options))


def _track(track: Track, start: float, end: float, sheet: Sheet) -> Draw:
    """Where the first stays first, in its tint; takeovers with their mark; a stroke for the weight used."""

    def draw(pen: Pen, top: float) -> None:
        scale, y = end - start, top + 1.6
        pen.box(start, y, scale, 6.6, fill=EMPTY)
        if track.place is not None:
            tint = option_ink(track.place, sheet.options).tint
            pen.box(start + track.low * scale, y, (track.high - track.low) * scale, 6.6, fill=tint)
        for other, low, high in ((track.below, 0.0, track.low), (track.above, track.high, 1.0)):
            if other is not None and high > low:
                ink = option_ink(other, sheet.options)
                pen.box(start + low * scale + 0.7, y, max((high - low) * scale - 0.7, 0.4), 6.6, fill=ink.tint)
                pen.mark(start + (low + high) / 2 * scale, y + 3.3, 2.8, ink, halo=True)
        pen.box(start + track.now * scale - 0.8, y - 1.3, 1.6, 9.2, fill=INK)

    return draw


def _swing(swing: Swing, start: float, end: float, sheet: Sheet) -> Draw:
    """The lead in the bar of its option; what lies below 0, where another leads, left empty; a stroke at 0."""

    def draw(pen: Pen, top: float) -> None:
        y, scale = top + 1.6, (end - start) / ((swing.ceiling - swing.floor) or 1.0)
        least, zero, greatest = (
            start + (lead - swing.floor) * scale for lead in (swing.least, 0.0, swing.greatest)
        )
        pen.box(start, y, end - start, 6.6, fill=EMPTY)
        if swing.least < 0:
            pen.box(least, y, min(zero, greatest) - least, 6.6, fill=WHITE, edge=INK_2, width=0.6)
        if swing.greatest > 0:
            ink = option_ink(swing.place or 0, sheet.options)
            left = max(zero, least)
            pen.box(left, y, greatest - left, 6.6, fill=ink.tint, edge=ink.mark, width=0.6)
        pen.box(zero - 0.6, y - 1.3, 1.2, 9.2, fill=INK)

    return draw


def _sources(sources: SourceList, sheet: Sheet) -> Iterator[Block]:
    if not sources.items:
        yield row_of((Placed(set_text(sources.nothing, ANNEX, sheet.measure), LEFT),), under=None, space=3.0)
        return
    half = (sheet.measure - 12) / 2
    for place in range(0, len(sources.items), 2):
        cells: list[Placed] = []
        for column, (number, words, reliability) in enumerate(sources.items[place : place + 2]):
            x = LEFT + column * (half + 12)
            text = f"{words} ({reliability})" if reliability else words
            cells.append(Placed(set_text(Text("", number), ANNEX, SOURCE_NUMBER), x))
            cells.append(Placed(set_text(text, ANNEX, half - SOURCE_NUMBER), x + SOURCE_NUMBER))
        yield row_of(tuple(cells), 1.0, under=None, space=1.0)
