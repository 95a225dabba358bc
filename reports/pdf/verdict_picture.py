"""The recommendation block: glyph, option, strength scale, deciding test, and what each line says."""

from __future__ import annotations

from reports.content import LineSaid, Verdict
from reports.pdf.blocks import Block
from reports.pdf.ink import (
    BLOCK_OPTION,
    EDGE,
    INK,
    INK_2,
    LABEL,
    NARROW,
    NARROW_MEDIUM,
    NARROW_SEMIBOLD,
    SEMIBOLD,
    TABLE,
    WASH,
    WHITE,
    OptionInk,
    option_ink,
)
from reports.pdf.pen import Pen
from reports.pdf.setting import fitted, set_text
from reports.pdf.sheet import Sheet

HEIGHT = 46.0
PAD = 13.8
LINES_WIDTH = 161.0
LINE_PITCH = 12.2
SCALE_TOP = 28.0
SCALE_HIGH = 12.2
SIGNS = {True: "=", False: "≠", None: "–"}


def verdict_block(verdict: Verdict, sheet: Sheet) -> Block:
    """The block, in the main column; it stays with the paragraph after it."""

    def draw(pen: Pen, top: float) -> None:
        ink = None if verdict.place is None else option_ink(verdict.place, sheet.options)
        pen.box(sheet.main, top, sheet.main_width, HEIGHT, fill=WASH)
        pen.box(sheet.main, top, 3.2, HEIGHT, fill=ink.mark if ink else INK_2)
        divider = sheet.right - LINES_WIDTH
        _name(pen, sheet.main + PAD, divider - 5, top, verdict, ink)
        end = _scale(pen, sheet.main + PAD, top + SCALE_TOP, verdict)
        _basis(pen, end + 8, divider - 5, top, verdict.basis)
        pen.path([(divider, top + 7), (divider, top + HEIGHT - 7)], colour=EDGE, width=0.6)
        for place, line in enumerate(verdict.lines):
            _line(pen, divider + 10, top + 14 + place * LINE_PITCH, line, sheet)

    return Block(HEIGHT, draw, space=0.0, keep=True)


def _name(pen: Pen, x: float, end: float, top: float, verdict: Verdict, ink: OptionInk | None) -> None:
    if ink is not None:
        x += pen.glyph(x, top + 15, 15, ink, line=1.1) + 8
    name = fitted(verdict.name, BLOCK_OPTION, end - x)
    pen.words(x, top + 20.2, name, SEMIBOLD, BLOCK_OPTION.size)


def _scale(pen: Pen, x: float, top: float, verdict: Verdict) -> float:
    """The three words of strength, the one that holds in white on ink; answers where the scale ends."""
    for place, word in enumerate(verdict.scale):
        chosen = place == verdict.chosen
        font = NARROW_SEMIBOLD if chosen else NARROW
        width = set_text(word, TABLE, 400).lines[0][0].width + 14
        pen.box(x, top, width, SCALE_HIGH, fill=INK if chosen else WHITE, edge=INK if chosen else EDGE, width=0.6)
        pen.words_about(x + width / 2, top + 9, word, font, TABLE.size, colour=WHITE if chosen else INK_2)
        x += width
    return x


def _basis(pen: Pen, x: float, end: float, top: float, basis: str) -> None:
    text = set_text(basis, TABLE, end - x)
    pen.lines(x, top + SCALE_TOP + SCALE_HIGH / 2 - text.height / 2 - 0.2, text)


def _line(pen: Pen, x: float, base: float, line: LineSaid, sheet: Sheet) -> None:
    pen.words(x, base, line.label, NARROW, TABLE.size, colour=INK_2)
    colour = INK_2
    if line.place is not None:
        ink = option_ink(line.place, sheet.options)
        pen.mark(x + 49.3, base - 2.8, 3.4, ink)
        colour = ink.words
    name = fitted(line.name, LABEL, sheet.right - 21 - (x + 57))
    pen.words(x + 57, base, name, NARROW_MEDIUM, TABLE.size, colour=colour)
    pen.words_to(sheet.right - 8.7, base, SIGNS[line.agrees], NARROW_SEMIBOLD, TABLE.size + 0.7)
