"""Sections as blocks: side head, numbered paragraphs, lettered items, and rows under the option columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reports.content import Paragraph, Row, Section, Text
from reports.pdf.blocks import WHOLE, Block, Draw, Placed, RowBlock, row_of
from reports.pdf.ink import (
    BODY,
    CAPTION,
    COLUMN,
    EDGE,
    INK,
    INK_2,
    LABEL,
    LINE,
    NARROW_SEMIBOLD,
    SECTION,
    TABLE,
    WHITE,
    option_ink,
)
from reports.pdf.pen import Pen
from reports.pdf.setting import SetText, fitted, set_text
from reports.pdf.sheet import LEFT, LETTER, NUMBER, SIDE, Sheet

PARAGRAPH_SPACE = 3.0
ROW_PAD = 2.9
TAG_HIGH = 12.4


def rule_block(sheet: Sheet) -> Block:
    """The rule between two sections; a page that begins with a section has none."""
    return Block(
        5.0, lambda pen, top: pen.rule(LEFT, sheet.right, top), space=4.0, keep=True, clear=True, rule=True
    )


def opening(
    heading: str, sheet: Sheet, *, caption: Sequence[str] = (), tag: str = "", filled: bool = False
) -> list[Block]:
    """The rule and the side head that open a section."""
    head = set_text(heading, SECTION, SIDE - 4)
    small = [set_text(line, CAPTION, SIDE - 4, INK_2) for line in caption]
    height = head.height + sum(text.height for text in small) + (TAG_HIGH + 3 if tag else 0) + 1

    def draw(pen: Pen, top: float) -> None:
        pen.lines(LEFT, top + 0.8, head)
        y = top + 1.8 + head.height
        for text in small:
            pen.lines(LEFT, y, text)
            y += text.height
        if tag:
            _tag(pen, y + 0.8, tag, filled=filled)

    beside = Block(height, draw, keep=True, beside=True, outline=heading)
    return [rule_block(sheet), beside]


def _tag(pen: Pen, top: float, tag: str, *, filled: bool) -> None:
    wide = set_text(tag, CAPTION, 200).lines[0][0].width + 17
    pen.box(LEFT, top, wide, TAG_HIGH, fill=INK if filled else WHITE, edge=INK, width=0.8, radius=TAG_HIGH / 2)
    pen.words_about(
        LEFT + wide / 2, top + TAG_HIGH / 2 + 2.7, tag, NARROW_SEMIBOLD, CAPTION.size + 0.3,
        colour=WHITE if filled else INK,
    )  # fmt: skip


def paragraphs(section: Section, sheet: Sheet, *, tag: str = "", filled: bool = False) -> list[Block]:
    """A section of paragraphs with its opening."""
    blocks = opening(section.heading, sheet, caption=section.caption, tag=tag, filled=filled)
    for place, paragraph in enumerate(section.paragraphs):
        blocks.extend(paragraph_blocks(paragraph, sheet, space=PARAGRAPH_SPACE if place else 0.0))
    return blocks


def kept(blocks: list[Block]) -> list[Block]:
    """The same blocks, the last of which stays with what follows: a paragraph with the table it speaks of."""
    return [*blocks[:-1], replace(blocks[-1], keep=True)]


def paragraph_blocks(paragraph: Paragraph, sheet: Sheet, *, space: float = 0.0) -> list[RowBlock]:
    """A numbered paragraph, its items each a block of their own that stays with the one before."""
    left = sheet.main + NUMBER
    number = Placed(set_text(f"{paragraph.number}.", BODY, NUMBER), sheet.main)
    text = Placed(set_text(paragraph.text, BODY, sheet.right - left), left)
    blocks = [row_of((number, text), under=None, space=space, keep=bool(paragraph.items))]
    for place, item in enumerate(paragraph.items):
        letter = Placed(set_text(f"({chr(ord('a') + place)})", BODY, LETTER), left)
        words = Placed(set_text(item, BODY, sheet.right - left - LETTER), left + LETTER)
        blocks.append(row_of((letter, words), under=None, keep=place < len(paragraph.items) - 1, space=0.6))
    return blocks


def column_head(sheet: Sheet, head: str, names: Sequence[str], *, space: float = 4.0) -> Block:
    """The head of a table under the option columns: a label and each option's mark and name."""
    texts = [
        set_text(fitted(name, LABEL, room), LABEL, room, option_ink(place, sheet.options).words)
        for place, name in enumerate(names)
        for room in (sheet.column(place)[1] - 10,)
    ]
    label = set_text(head, COLUMN, SIDE - 4, INK_2)

    def draw(pen: Pen, top: float) -> None:
        pen.lines(LEFT, top + 0.6, label)
        for place, text in enumerate(texts):
            x = sheet.column(place)[0]
            pen.mark(x + 3.2, top + 5.3, 3.0, option_ink(place, sheet.options))
            pen.lines(x + 10, top, text)
        pen.rule(LEFT, sheet.right, top + 11.6)

    return Block(12.0, draw, space=space, keep=True, clear=True)


def option_rows(rows: Sequence[Row], sheet: Sheet, head: Block) -> list[Block]:
    """Rows with a label at the side and a cell an option; the cell a row points to is tinted and barred."""
    return [_option_row(row, sheet, head, first=place == 0) for place, row in enumerate(rows)]


def _option_row(row: Row, sheet: Sheet, head: Block, *, first: bool) -> RowBlock:
    label = set_text(Text("", row.label), TABLE, SIDE - 4, INK_2)
    if row.sub:
        label = stacked(label, set_text(row.sub, CAPTION, SIDE - 4, INK_2))
    cells = [Placed(label, LEFT)]
    for place, text in enumerate(row.cells):
        x, wide = sheet.column(place)
        quiet = row.place is not None and row.place != place and not text.lead
        colour = INK_2 if quiet else INK
        cells.append(Placed(set_text(text, TABLE, sheet.main_width if row.whole else wide, colour), x))
    height = max(cell.text.height for cell in cells) + 2 * ROW_PAD
    ground = None if row.place is None else _tint(row.place, sheet, height)
    return row_of(
        tuple(cells), ROW_PAD, edges=(LEFT, sheet.right), ground=ground, head=head, clear=first, whole=WHOLE
    )


def _tint(place: int, sheet: Sheet, height: float) -> Draw:
    x, wide = sheet.column(place)
    ink = option_ink(place, sheet.options)

    def draw(pen: Pen, top: float) -> None:
        pen.box(x - 6, top + 0.7, wide + 9, height - 1.4, fill=ink.tint)
        pen.box(x - 6, top + 0.7, 2, height - 1.4, fill=ink.mark)

    return draw


def stacked(upper: SetText, lower: SetText) -> SetText:
    """Two set texts as one, in the line height of the first."""
    return replace(upper, lines=(*upper.lines, *lower.lines))


def figures_row(cells: Sequence[Placed], sheet: Sheet, *, head: Block | None, left: float = LEFT) -> RowBlock:
    """A plain table row with a hairline under it."""
    return row_of(tuple(cells), ROW_PAD, edges=(left, sheet.right), under=LINE, head=head, whole=WHOLE)


def heads_row(
    cells: Sequence[tuple[str, float, bool]], sheet: Sheet, left: float, *, space: float = 0.0
) -> RowBlock:
    """The head of a plain table: (words, place, whether they end there), with an edge rule."""
    placed = tuple(Placed(set_text(text, COLUMN, 200, INK_2), x, x if ends else None) for text, x, ends in cells)
    return row_of(placed, 1.6, under=EDGE, edges=(left, sheet.right), keep=True, clear=True, space=space)
