"""The options side by side: name, chip, value with its range, structure; and the shorter head overleaf."""

from __future__ import annotations

from reports.content import Options, OptionValue
from reports.pdf.blocks import Block
from reports.pdf.ink import (
    CAPTION,
    FIGURE,
    INK,
    INK_2,
    LINE,
    NARROW,
    NARROW_SEMIBOLD,
    SECTION,
    SEMIBOLD,
    TABLE,
    WHITE,
    Face,
    OptionInk,
    option_ink,
)
from reports.pdf.pen import DASHED, DOTTED, Pen
from reports.pdf.setting import fitted, set_text
from reports.pdf.sheet import LEFT, SIDE, Sheet
from reports.pdf.structure_picture import HEIGHT as STRUCTURE_HIGH
from reports.pdf.structure_picture import draw_structure

NAME = Face(NARROW_SEMIBOLD, NARROW_SEMIBOLD, 9.4, 11)
VALUE_TOP = 40.0
STRUCTURE_TOP = 68.2
FIGURE_WIDE = 40.0


def options_block(options: Options, sheet: Sheet) -> Block:
    """The first half of the section, one picture that is never divided."""

    def draw(pen: Pen, top: float) -> None:
        _side(pen, top, options)
        for place, value in enumerate(options.values):
            _name(pen, sheet, top, place, value.name)
        for place, value in enumerate(options.values):
            _chip(pen, sheet.column(place)[0], top, value)
        for place, value in enumerate(options.values):
            _value(pen, sheet, top + VALUE_TOP, place, value)
        pen.rule(sheet.main, sheet.right, top + STRUCTURE_TOP - 4.2, colour=LINE)
        for place, value in enumerate(options.values):
            ink = option_ink(place, sheet.options)
            draw_structure(pen, sheet.column(place)[0], top + STRUCTURE_TOP, value.structure, ink)

    return Block(STRUCTURE_TOP + STRUCTURE_HIGH, draw, clear=True)


def options_head(options: Options, sheet: Sheet, heading: str) -> Block:
    """The option columns' heads again, above the second half."""

    def draw(pen: Pen, top: float) -> None:
        text = set_text(heading, SECTION, SIDE - 4)
        pen.lines(LEFT, top + 1.5, text)
        for place, value in enumerate(options.values):
            _name(pen, sheet, top, place, value.name)
        for place, value in enumerate(options.values):
            pen.words(
                sheet.column(place)[0], top + 25.6, value.later_caption, NARROW, CAPTION.size + 0.3, colour=INK_2
            )
        pen.rule(LEFT, sheet.right, top + 30.5, colour=LINE)

    return Block(31.0, draw, keep=True, clear=True)


def _name(pen: Pen, sheet: Sheet, top: float, place: int, name: str) -> None:
    """The colour rule, the glyph and the name of an option."""
    x, wide = sheet.column(place)
    ink = option_ink(place, sheet.options)
    pen.box(x, top + 0.3, wide, 2.7, fill=ink.mark)
    glyph = pen.glyph(x + 0.3, top + 12.2, 10, ink, line=0.8)
    name = fitted(name, NAME, wide - glyph - 4.6)
    pen.words(x + glyph + 4.6, top + 15.4, name, NAME.plain, NAME.size, colour=ink.words)


def _chip(pen: Pen, x: float, top: float, value: OptionValue) -> None:
    base = top + 27.0
    if value.chip:
        wide = set_text(value.chip, TABLE, 400).lines[0][0].width + 10
        fill = INK if value.chip_filled else WHITE
        pen.box(x + 0.3, top + 19.6, wide, 10.4, fill=fill, edge=INK, width=0.6)
        colour = WHITE if value.chip_filled else INK
        pen.words_about(x + 0.3 + wide / 2, base, value.chip, NARROW_SEMIBOLD, CAPTION.size + 0.2, colour=colour)
        x += wide + 4.5
    pen.words(x, base, value.caption, NARROW, CAPTION.size + 0.4, colour=INK_2)


def _value(pen: Pen, sheet: Sheet, top: float, place: int, value: OptionValue) -> None:
    x, wide = sheet.column(place)
    ink = option_ink(place, sheet.options)
    pen.words(x, top + 12, value.figure, SEMIBOLD, FIGURE.size, colour=INK_2 if value.excluded else INK)
    value_bar(pen, x + FIGURE_WIDE, top + 4, wide - FIGURE_WIDE, value, ink)


def value_bar(pen: Pen, x: float, top: float, wide: float, value: OptionValue, ink: OptionInk) -> None:
    """The bar with the range of draws above it and the value with nothing known below it."""
    pen.bar(x, top, wide, 5.8, value.value / 100, ink)
    pen.span(x + wide * value.low / 100, x + wide * value.high / 100, top - 2.3, cap=1.7)
    pen.triangle(x + wide * value.baseline / 100, top + 6.8, size=4.6)


def _side(pen: Pen, top: float, options: Options) -> None:
    """The section head and the keys to the value bars and the diagrams."""
    pen.lines(LEFT, top + 1.5, set_text(options.heading, SECTION, SIDE - 4))
    size = CAPTION.size + 0.2
    pen.words(LEFT, top + 39.6, options.value_head, NARROW_SEMIBOLD, TABLE.size, colour=INK_2)
    pen.span(LEFT + 0.4, LEFT + 10, top + 48.0, cap=1.7)
    pen.words(LEFT + 14, top + 50.6, options.value_keys[0], NARROW, size, colour=INK_2)
    pen.triangle(LEFT + 5, top + 54.6, size=4.6)
    pen.words(LEFT + 14, top + 59.2, options.value_keys[1], NARROW, size, colour=INK_2)
    y = top + STRUCTURE_TOP + 7.4
    pen.words(LEFT, y, options.structure_head, NARROW_SEMIBOLD, TABLE.size, colour=INK_2)
    y += 7.5
    for dash, key in zip((None, DASHED, DOTTED), options.structure_keys, strict=True):
        text = set_text(key, CAPTION, SIDE - 24, INK_2)
        pen.path([(LEFT, y + 5.4), (LEFT + 15, y + 5.4)], width=0.7 if dash is None else 0.9, dash=dash)
        pen.lines(LEFT + 20, y, text)
        y += text.height + 2.2
    pen.lines(LEFT, y + 3, set_text(options.structure_note, CAPTION, SIDE - 6, INK_2))
