"""The whole note as a PDF: blocks flowed onto pages, heads and feet on each, outline and properties set."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from decision.case import NotePart
from reports.content import Head, Note, Row, Text
from reports.pdf.annex import annex_blocks
from reports.pdf.bands_picture import bands_block
from reports.pdf.blocks import Block
from reports.pdf.flow import Flow, Page
from reports.pdf.ink import CAPTION, FACES, INK, INK_2, LINE, NARROW, NARROW_SEMIBOLD, REGULAR, TABLE, TITLE
from reports.pdf.options_picture import options_block, options_head
from reports.pdf.pen import Pen, base_of
from reports.pdf.sections import column_head, kept, option_rows, paragraphs, rule_block
from reports.pdf.setting import NO_BREAK, set_text
from reports.pdf.sheet import BOTTOM, FOOT_BASE, FOOT_RULE, LEFT, RUNNING_BASE, RUNNING_RULE, TOP, Sheet, sheet_for
from reports.pdf.tables import dissent_blocks, steps_blocks, trigger_blocks
from reports.pdf.verdict_picture import verdict_block

Fonts = Mapping[str, Path] | Path
"""The files of the faces by name, or the folder that holds them as ``NAME.ttf``."""

BODY_PAGES = 2
LEAST_ROOM = 60.0
LEAST_GAP = 12.0
HEAD_VALUE, HEAD_RIGHT, HEAD_RIGHT_VALUE = 42.0, 323.0, 381.0


def draw_note(note: Note, paper: str, fonts: Fonts) -> bytes:
    """The note's pages; the same content gives the same bytes, but for what the finishing sets."""
    register_fonts(fonts)
    sheet = sheet_for(paper, len(note.options.values))
    pages = flow_note(note, sheet)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer,
        pagesize=(sheet.width, sheet.height),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,
        lang=note.language,
    )
    for number, page in enumerate(pages, start=1):
        _draw_page(canvas, sheet, note.head, page, number, len(pages))
    canvas.save()
    return buffer.getvalue()


def register_fonts(fonts: Fonts) -> None:
    """Make the note's faces known to ReportLab, once a process; a missing file is the caller's fault."""
    known = set(pdfmetrics.getRegisteredFontNames())
    for name in FACES:
        if name not in known:
            path = fonts / f"{name}.ttf" if isinstance(fonts, Path) else fonts[name]
            pdfmetrics.registerFont(TTFont(name, str(path)))


def flow_note(note: Note, sheet: Sheet) -> list[Page]:
    """The note's blocks on their pages; where two cannot hold the body, rows that may give way do, in turn."""
    flow = whole = _body(note, sheet, note.options.rows)
    for relief in sorted({row.relief for row in note.options.rows if row.relief}):
        if len(flow.pages) <= BODY_PAGES:
            break
        flow = _body(note, sheet, [row for row in note.options.rows if not 0 < row.relief <= relief])
    if len(flow.pages) > BODY_PAGES:
        # What runs on in any case need not go without.
        flow = whole
    if NotePart.ANNEX not in note.left_out:
        flow.turn()
    flow.add(list(annex_blocks(note.annex, note.closing, sheet)))
    return flow.pages


def _body(note: Note, sheet: Sheet, rows: Sequence[Row]) -> Flow:
    """The sections; the options move to page 2 whole where page 1 cannot hold them."""
    flow = Flow(TOP, sheet.height - BOTTOM)
    flow.add([_title(note.head, sheet)])
    flow.add(paragraphs(note.decision, sheet))
    flow.add(_recommendation(note, sheet))
    if NotePart.CONTEXT not in note.left_out:
        flow.add([*paragraphs(note.context, sheet), bands_block(note.bands, sheet)])
    if NotePart.OPTIONS not in note.left_out:
        _add_options(flow, note, sheet, rows)
    flow.add(_lines(note, sheet))
    parts: tuple[tuple[NotePart, list[Block]], ...] = (
        (NotePart.DISSENT, dissent_blocks(note.dissent, sheet)),
        (NotePart.SAFEGUARDS, paragraphs(note.safeguards, sheet)),
        (NotePart.REVIEW, trigger_blocks(note.triggers, sheet)),
        (NotePart.NEXT_STEPS, steps_blocks(note.steps, sheet)),
    )
    for part, blocks in parts:
        if part not in note.left_out:
            flow.add(blocks)
    flow.add(paragraphs(note.gaps, sheet))
    return flow


def _add_options(flow: Flow, note: Note, sheet: Sheet, rows: Sequence[Row]) -> None:
    """Pictures and rows; where the context fills page 1 beside the pictures, the rows begin on page 2."""
    options = note.options
    flow.add([rule_block(sheet), replace(options_block(options, sheet), outline=options.heading)])
    head = options_head(options, sheet, options.continued)
    if len(flow.pages) == 1 and NotePart.CONTEXT not in note.left_out:
        flow.turn()
        flow.add([head])
    else:
        flow.add([_hairline(sheet)])
    flow.add(option_rows(rows, sheet, head))


def _hairline(sheet: Sheet) -> Block:
    """The line between the pictures of the options and their rows, where both stand on one page."""
    return Block(1.0, lambda pen, top: pen.rule(LEFT, sheet.right, top, colour=LINE), space=5.0, keep=True)


def _recommendation(note: Note, sheet: Sheet) -> list[Block]:
    """The block in front of the paragraphs, beside the same side head."""
    blocks = paragraphs(note.recommendation, sheet)
    first = next(place for place, block in enumerate(blocks) if not (block.rule or block.beside))
    blocks[first] = replace(blocks[first], space=6.0)
    return [*blocks[:first], verdict_block(note.verdict, sheet), *blocks[first:]]


def _lines(note: Note, sheet: Sheet) -> list[Block]:
    lines = note.lines
    head = column_head(sheet, lines.head, lines.options)
    return [
        *kept(paragraphs(lines.section, sheet, tag=lines.tag, filled=not lines.agree)),
        head,
        *option_rows(lines.rows, sheet, head),
    ]


def _title(head: Head, sheet: Sheet) -> Block:
    """The title and the block under it, at the top of page 1."""
    title = set_text(head.title, TITLE, sheet.measure)
    left = [(label, set_text(text, TABLE, HEAD_RIGHT - HEAD_VALUE - 14)) for label, text in head.left]
    right = [(label, set_text(text, TABLE, sheet.measure - HEAD_RIGHT_VALUE)) for label, text in head.right]
    pitch = 11.8
    high = [
        max(one[1].height, two[1].height) - TABLE.leading + pitch for one, two in zip(left, right, strict=True)
    ]

    def draw(pen: Pen, top: float) -> None:
        pen.lines(LEFT, top + 4, title)
        start = top + 4 + title.height + 3.4
        for rows, label_at, value_at in ((left, 0.0, HEAD_VALUE), (right, HEAD_RIGHT, HEAD_RIGHT_VALUE)):
            y = start
            for (label, text), height in zip(rows, high, strict=True):
                pen.lines(LEFT + label_at, y, set_text(label, TABLE, HEAD_VALUE + 16, INK_2))
                pen.lines(LEFT + value_at, y, text)
                y += height

    return Block(4 + title.height + 3.4 + sum(high) + 2, draw)


def _draw_page(canvas: Canvas, sheet: Sheet, head: Head, page: Page, number: int, pages: int) -> None:
    pen = Pen(canvas, sheet.height)
    _running_head(pen, sheet, head, first=number == 1)
    for place, (block, top) in enumerate(page.placed):
        if block.outline:
            key = f"p{number}-{place}"
            canvas.bookmarkHorizontal(key, 0, sheet.height - top + 6)
            canvas.addOutlineEntry(block.outline, key, block.level, closed=False)
        block.draw(pen, top)
    _foot(pen, sheet, head, number, pages)
    canvas.showPage()


def _running_head(pen: Pen, sheet: Sheet, head: Head, *, first: bool) -> None:
    mark = set_text(Text("", head.classification), TABLE, sheet.measure)
    base = RUNNING_BASE - base_of(mark)
    pen.lines(LEFT, base - mark.height + TABLE.leading, mark)
    room = sheet.measure - sum(piece.width for piece in mark.lines[-1]) - 12
    name = head.kind if first else head.running
    right = set_text(f"{name} {NO_BREAK}·{NO_BREAK} {head.reference}", TABLE, max(room, 1.0), INK_2)
    if len(mark.lines) == 1 and room > LEAST_ROOM:
        pen.lines(LEFT, base, right.part(0, 1), to_right=sheet.right)
    pen.rule(LEFT, sheet.right, RUNNING_RULE, colour=INK, width=0.8)


def _foot(pen: Pen, sheet: Sheet, head: Head, number: int, pages: int) -> None:
    rule, base = sheet.height - FOOT_RULE, sheet.height - FOOT_BASE
    size = CAPTION.size + 0.1
    pen.rule(LEFT, sheet.right, rule)
    page = head.page.format(page=number, pages=pages)
    start = pen.words_to(sheet.right, base, page, NARROW_SEMIBOLD, size)
    middle = float(stringWidth(head.foot, NARROW, size))
    mark = set_text(head.classification, CAPTION, start - LEFT - middle - 2 * LEAST_GAP, INK_2)
    pen.lines(LEFT, base - base_of(mark), mark)
    end = LEFT + max(sum(piece.width for piece in line) for line in mark.lines)
    about = min(max(sheet.width / 2, end + LEAST_GAP + middle / 2), start - LEAST_GAP - middle / 2)
    pen.words_about(about, base, head.foot, NARROW, size, colour=INK_2)
