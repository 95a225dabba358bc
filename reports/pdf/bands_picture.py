"""Figure 1: every criterion's bands with its level, range and confidence, by family."""

from __future__ import annotations

from itertools import pairwise

from reportlab.pdfbase.pdfmetrics import stringWidth

from reports.content import BandFamily, BandRow, Bands
from reports.pdf.blocks import Block
from reports.pdf.ink import (
    CAPTION,
    COLUMN,
    EDGE,
    EMPTY,
    INK,
    INK_2,
    LINE,
    NARROW,
    NARROW_MEDIUM,
    NARROW_SEMIBOLD,
    PICTURE_TITLE,
    TABLE,
    Face,
    option_ink,
)
from reports.pdf.pen import Pen
from reports.pdf.setting import fitted, set_text
from reports.pdf.sheet import LEFT, SIDE, Sheet

PITCH = 11.0
FAMILY_GAP = 3.4
BAND_HIGH = 6.7
NAMES = 136.0
FIGURES = 89.6
"""What lies at the right of the bands: level, range, confidence."""
KEY_HIGH = 16.0
FAMILY = Face(NARROW_SEMIBOLD, NARROW_SEMIBOLD, TABLE.size + 0.3, TABLE.leading)


def bands_block(bands: Bands, sheet: Sheet) -> Block:
    """The picture with its title and key, never divided."""
    title = set_text(bands.title, PICTURE_TITLE, sheet.main_width)
    head = title.height + 11.5
    rows = sum(max(len(family.rows), 2) for family in bands.families)
    height = head + rows * PITCH + (len(bands.families) - 1) * FAMILY_GAP + KEY_HIGH

    def draw(pen: Pen, top: float) -> None:
        pen.lines(sheet.main, top, title)
        _heads(pen, sheet, top + title.height, bands)
        y = top + head
        for place, family in enumerate(bands.families):
            if place:
                pen.rule(LEFT, sheet.right, y + FAMILY_GAP / 2 - 0.6, colour=LINE)
                y += FAMILY_GAP
            _family(pen, sheet, y, family)
            y += max(len(family.rows), 2) * PITCH
        _key(pen, sheet, y + 10.4, bands)

    return Block(height, draw, space=3.5, clear=True)


def _edges(sheet: Sheet) -> tuple[float, float]:
    return sheet.main + NAMES, sheet.right - FIGURES


def _heads(pen: Pen, sheet: Sheet, top: float, bands: Bands) -> None:
    base = top + 7.6
    start, end = _edges(sheet)
    font, size = NARROW_MEDIUM, COLUMN.size
    pen.words(LEFT, base, bands.family, font, size, colour=INK_2)
    pen.words(sheet.main, base, bands.columns[0], font, size, colour=INK_2)
    pen.words(start, base, "0", NARROW, size, colour=INK_2)
    for level in (25, 50, 75):
        pen.words_about(start + (end - start) * level / 100, base, str(level), NARROW, size, colour=INK_2)
    pen.words_to(end, base, "100", NARROW, size, colour=INK_2)
    pen.words_to(end + 26, base, bands.columns[1], font, size, colour=INK_2)
    pen.words(end + 29.5, base, bands.columns[2], font, size, colour=INK_2)
    pen.words_to(sheet.right, base, bands.columns[3], font, size, colour=INK_2)
    pen.rule(LEFT, sheet.right, top + 11)


def _family(pen: Pen, sheet: Sheet, top: float, family: BandFamily) -> None:
    pen.words(LEFT, top + 7.9, fitted(family.name, FAMILY, SIDE - 6), FAMILY.plain, FAMILY.size)
    end = pen.words(LEFT, top + PITCH + 7.6, family.weight, NARROW, CAPTION.size + 0.2, colour=INK_2)
    if family.place is not None:
        pen.mark(end + 7, top + PITCH + 5.2, 3.1, option_ink(family.place, sheet.options))
    for place, row in enumerate(family.rows):
        _row(pen, sheet, top + place * PITCH, row)


def _row(pen: Pen, sheet: Sheet, top: float, row: BandRow) -> None:
    base, middle = top + 7.9, top + 5.9
    start, end = _edges(sheet)
    pen.words(sheet.main, base, fitted(row.name, TABLE, NAMES - 4), NARROW, TABLE.size)
    _bands(pen, start, end, middle - BAND_HIGH / 2, row.thresholds, sheet)
    _marker(pen, start, (end - start) / 100, middle, row, sheet)
    pen.words_to(end + 26, base, row.level, NARROW_SEMIBOLD, TABLE.size, colour=INK if row.rated else INK_2)
    pen.words(end + 29.5, base, row.range, NARROW, TABLE.size, colour=INK_2)
    if row.note:
        pen.words_to(sheet.right, base, row.note, NARROW, CAPTION.size, colour=INK_2)
    elif row.rated:
        _confidence(pen, sheet.right, middle + BAND_HIGH / 2, row.bars)


def _bands(pen: Pen, start: float, end: float, top: float, thresholds: tuple[float, ...], sheet: Sheet) -> None:
    """The bands in their tints, a white gap at each threshold; a model with curves of its own has none."""
    scale = (end - start) / 100
    if not thresholds:
        pen.box(start, top, end - start, BAND_HIGH, fill=EMPTY)
        return
    for place, (low, high) in enumerate(pairwise((0.0, *thresholds, 100.0))):
        left = start + low * scale + (0.75 if place else 0)
        right = start + high * scale - (0.75 if high < 100 else 0)
        if right > left:
            pen.box(left, top, right - left, BAND_HIGH, fill=option_ink(place, sheet.options).tint)


def _marker(pen: Pen, start: float, scale: float, y: float, row: BandRow, sheet: Sheet) -> None:
    if not row.rated:
        pen.path([(start, y), (start + 100 * scale, y)], width=0.8, dash=(3, 2), colour=INK_2)
        return
    if row.low < row.high:
        pen.span(start + row.low * scale, start + row.high * scale, y)
    pen.mark(start + row.best * scale, y, 3.1, option_ink(row.place, sheet.options), halo=True)


def _confidence(pen: Pen, right: float, bottom: float, bars: int) -> None:
    for place, high in enumerate((2.4, 4.3, 6.4)):
        x = right - 10.8 + place * 3.9
        if place < bars:
            pen.box(x, bottom - high, 3.0, high, fill=INK_2)
        else:
            pen.box(x + 0.3, bottom - high + 0.3, 2.4, high - 0.6, edge=EDGE if not bars else INK_2, width=0.6)


def _key_names(bands: Bands, room: float) -> list[str]:
    """The options' names, cut to equal shares of the room before the note where they would run into it."""
    room -= stringWidth(bands.key_note, NARROW, CAPTION.size) + 6
    wide = sum(stringWidth(name, NARROW, CAPTION.size) + 26 for name in bands.key_options)
    if wide <= room:
        return list(bands.key_options)
    share = room / len(bands.key_options) - 26
    return [fitted(name, CAPTION, share) for name in bands.key_options]


def _key(pen: Pen, sheet: Sheet, base: float, bands: Bands) -> None:
    x = pen.words(sheet.main, base, bands.key, NARROW, CAPTION.size, colour=INK_2) + 5
    for place, name in enumerate(_key_names(bands, sheet.right - x)):
        ink = option_ink(place, sheet.options)
        pen.box(x, base - 6, 14, BAND_HIGH, fill=ink.tint)
        pen.mark(x + 7, base - 2.6, 3.1, ink, halo=True)
        x = pen.words(x + 17, base, name, NARROW, CAPTION.size, colour=INK_2) + 9
    pen.words_to(sheet.right, base, bands.key_note, NARROW, CAPTION.size, colour=INK_2)
