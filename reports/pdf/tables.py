"""The tables of page 2: modelled perspectives, review triggers with their tracks, next steps."""

from __future__ import annotations

from dataclasses import replace

from reports.content import Dissent, PerspectiveRow, Steps, Text, Trigger, Triggers
from reports.pdf.blocks import WHOLE, Block, Placed, RowBlock, row_of
from reports.pdf.ink import EDGE, INK, INK_2, LABEL, LINE, NARROW, NARROW_SEMIBOLD, TABLE, option_ink
from reports.pdf.pen import Pen
from reports.pdf.sections import column_head, figures_row, heads_row, kept, opening, paragraphs
from reports.pdf.setting import set_text
from reports.pdf.sheet import LEFT, SIDE, Sheet

TRIGGER_AT = (0.0, 131.0, 231.0, 264.0, 301.0, 371.0)
"""Name, now, where it flips, chance, towards, through; without a chance the third takes the fourth's room."""
TRACK_AT = (181.0, 222.0)
STEP_AT = (0.0, 235.0, 347.0)
GAP = 4.0
PERSPECTIVE_HIGH = 11.0


def dissent_blocks(dissent: Dissent, sheet: Sheet) -> list[Block]:
    """Section 6: its paragraphs and the perspectives' values."""
    head = column_head(sheet, dissent.head, dissent.options, space=3.5)
    rows = [_perspective(row, sheet, head) for row in dissent.rows]
    return [*kept(paragraphs(dissent.section, sheet)), head, *rows]


def _perspective(row: PerspectiveRow, sheet: Sheet, head: Block) -> Block:
    name = set_text(row.name, TABLE, SIDE - 2)
    height = max(PERSPECTIVE_HIGH, name.height + 0.8)

    def draw(pen: Pen, top: float) -> None:
        pen.lines(LEFT, top + 0.4, name)
        for place, (value, figure) in enumerate(zip(row.values, row.figures, strict=True)):
            x, wide = sheet.column(place)
            first = place == row.first
            font, colour = (NARROW_SEMIBOLD, INK) if first else (NARROW, INK_2)
            pen.words_to(x + 20, top + 8, figure, font, TABLE.size, colour=colour)
            pen.bar(x + 25, top + 3.4, wide - 25, 4.2, value / 100, option_ink(place, sheet.options))
        pen.rule(LEFT, sheet.right, top + height, colour=LINE)

    return Block(height, draw, head=head)


def trigger_blocks(triggers: Triggers, sheet: Sheet) -> list[Block]:
    """Section 8: the review date and the nearest flips."""
    blocks = paragraphs(triggers.section, sheet)
    if not triggers.rows:
        return [
            *blocks,
            row_of((Placed(set_text(triggers.nothing, TABLE, sheet.main_width), sheet.main),), 3, under=None),
        ]
    heads = [(name, sheet.main + at, False) for name, at in zip(triggers.columns, TRIGGER_AT, strict=True)]
    head = heads_row(heads, sheet, sheet.main, space=3.0)
    return [*kept(blocks), head, *(_trigger(row, sheet, head) for row in triggers.rows)]


def _trigger(row: Trigger, sheet: Sheet, head: Block) -> RowBlock:
    main = sheet.main
    colour = INK if row.place is None else option_ink(row.place, sheet.options).words
    now_wide = (TRACK_AT[0] if row.track else TRIGGER_AT[2]) - TRIGGER_AT[1] - GAP
    _, now, flips, chance, towards, through = TRIGGER_AT
    flips_wide = (chance if row.chance else towards) - flips - GAP
    cells = (
        Placed(set_text(row.name, TABLE, now - GAP), main),
        Placed(set_text(row.now, TABLE, now_wide), main + now),
        Placed(set_text(Text("", row.flips_at), TABLE, flips_wide), main + flips),
        Placed(set_text(row.chance, TABLE, towards - chance - GAP), main + chance),
        Placed(set_text(row.towards, LABEL, through - towards - 13, colour), main + towards + 10),
        Placed(set_text(row.through, TABLE, sheet.right - main - through, INK_2), main + through),
    )

    def ground(pen: Pen, top: float) -> None:
        if row.place is not None:
            pen.mark(main + towards + 3.2, top + 8, 3.0, option_ink(row.place, sheet.options))
        if row.track is not None:
            _track(pen, main, top + 8, row, colour)

    return row_of(cells, 2.9, edges=(main, sheet.right), under=LINE, ground=ground, head=head, whole=WHOLE)


def _track(pen: Pen, main: float, y: float, row: Trigger, colour: str) -> None:
    """A level's track from 0 to 100: its range, a dot now, a triangle where it flips."""
    if row.track is None:
        return
    low, now, high, flip = row.track
    start, end = main + TRACK_AT[0], main + TRACK_AT[1]
    scale = (end - start) / 100
    pen.path([(start, y), (end, y)], colour=EDGE, width=0.5)
    for edge in (start, end):
        pen.path([(edge, y - 1.6), (edge, y + 1.6)], colour=EDGE, width=0.5)
    if low < high:
        pen.span(start + low * scale, start + high * scale, y, cap=1.9)
    pen.disc(start + now * scale, y, 2.2, INK)
    pen.triangle(start + flip * scale, y + 1.6, size=4.6, colour=colour)


def steps_blocks(steps: Steps, sheet: Sheet) -> list[Block]:
    """Section 9: action, owner, date."""
    blocks: list[Block] = opening(steps.heading, sheet)
    if not steps.rows:
        return [
            *blocks,
            row_of((Placed(set_text(steps.nothing, TABLE, sheet.main_width), sheet.main),), 1.0, under=None),
        ]
    main = sheet.main
    head = heads_row(
        [(name, main + at, False) for name, at in zip(steps.columns, STEP_AT, strict=True)], sheet, main
    )
    rows = [
        figures_row(
            (
                Placed(set_text(what, TABLE, STEP_AT[1] - GAP), main),
                Placed(set_text(owner, TABLE, STEP_AT[2] - STEP_AT[1] - GAP, INK_2), main + STEP_AT[1]),
                Placed(set_text(Text("", due), TABLE, sheet.main_width - STEP_AT[2]), main + STEP_AT[2]),
            ),
            sheet,
            head=head,
            left=main,
        )
        for what, owner, due in steps.rows
    ]
    # This head stands beside the section's, not below it.
    return [*blocks, replace(head, clear=False), *rows]
