"""A pen on a page: y runs down from the top edge; words, rules, boxes and the marks of the options."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import HexColor
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from reports.pdf.ink import EDGE, EMPTY, FULL, HALF, INK, WHITE, OptionInk
from reports.pdf.setting import Line, SetText

DASHED = (2.6, 1.6)
DOTTED = (0.9, 1.3)
Points = Sequence[tuple[float, float]]


class Pen:
    """Draws on one canvas, whose pages are ``height`` points high."""

    def __init__(self, canvas: Canvas, height: float) -> None:
        self.canvas = canvas
        self._height = height

    def words(self, x: float, base: float, text: str, font: str, size: float, *, colour: str = INK) -> float:
        """One run of words from ``x`` on a base line; answers where it ends."""
        self.canvas.setFillColor(HexColor(colour))
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self._height - base, text)
        return x + float(stringWidth(text, font, size))

    def words_to(self, x: float, base: float, text: str, font: str, size: float, *, colour: str = INK) -> float:
        """One run of words that ends at ``x``; answers where it starts."""
        start = x - float(stringWidth(text, font, size))
        self.words(start, base, text, font, size, colour=colour)
        return start

    def words_about(self, x: float, base: float, text: str, font: str, size: float, *, colour: str = INK) -> None:
        """One run of words with its middle at ``x``."""
        self.words(x - float(stringWidth(text, font, size)) / 2, base, text, font, size, colour=colour)

    def lines(self, x: float, top: float, text: SetText, *, to_right: float | None = None) -> None:
        """Set lines from ``top``; ``to_right``: ending there instead of starting at ``x``."""
        base = top + base_of(text)
        for line in text.lines:
            start = x if to_right is None else to_right - sum(piece.width for piece in line)
            self._line(start, base, line)
            base += text.face.leading

    def _line(self, x: float, base: float, line: Line) -> None:
        """One line as one text object, so that a reader meets its words in order and with their blanks."""
        pen = self.canvas.beginText(x, self._height - base)
        for piece in line:
            pen.setFillColor(HexColor(piece.colour))
            pen.setFont(piece.font, piece.size)
            pen.textOut(piece.text)
        self.canvas.drawText(pen)

    def path(
        self,
        points: Points,
        *,
        colour: str = INK,
        width: float = 0.8,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """An open line through points."""
        self.canvas.setStrokeColor(HexColor(colour))
        self.canvas.setLineWidth(width)
        self.canvas.setDash(dash or ())
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], self._height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self._height - y)
        self.canvas.drawPath(path, stroke=1, fill=0)
        self.canvas.setDash()

    def rule(self, x: float, end: float, y: float, *, colour: str = EDGE, width: float = 0.5) -> None:
        """A level line."""
        self.path([(x, y), (end, y)], colour=colour, width=width)

    def box(  # noqa: PLR0913 - a box is place, size, ground, edge and corner
        self,
        x: float,
        top: float,
        wide: float,
        high: float,
        *,
        fill: str | None = None,
        edge: str | None = None,
        width: float = 0.8,
        radius: float = 0.0,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """A box, filled, edged or both."""
        if fill:
            self.canvas.setFillColor(HexColor(fill))
        if edge:
            self.canvas.setStrokeColor(HexColor(edge))
            self.canvas.setLineWidth(width)
            self.canvas.setDash(dash or ())
        bottom = self._height - top - high
        if radius:
            self.canvas.roundRect(x, bottom, wide, high, radius, stroke=int(bool(edge)), fill=int(bool(fill)))
        else:
            self.canvas.rect(x, bottom, wide, high, stroke=int(bool(edge)), fill=int(bool(fill)))
        self.canvas.setDash()

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        """A filled disc."""
        self.canvas.setFillColor(HexColor(fill))
        self.canvas.circle(x, self._height - y, radius, stroke=0, fill=1)

    def mark(self, x: float, y: float, radius: float, ink: OptionInk, *, halo: bool = False) -> None:
        """The mark of an option: a full disc, a disc with its left half full, or a ring."""
        if halo:
            self.disc(x, y, radius + 1.1, WHITE)
        if ink.form == FULL:
            self.disc(x, y, radius, ink.mark)
            return
        stroke = 0.9 if ink.form == HALF else 1.3
        self.canvas.setStrokeColor(HexColor(ink.mark))
        self.canvas.setFillColor(HexColor(WHITE))
        self.canvas.setLineWidth(stroke)
        self.canvas.circle(x, self._height - y, radius - stroke / 2, stroke=1, fill=1)
        if ink.form == HALF:
            self.canvas.setFillColor(HexColor(ink.mark))
            inner = radius - stroke / 2
            self.canvas.wedge(
                x - inner, self._height - y - inner, x + inner, self._height - y + inner, 90, 180, stroke=0, fill=1
            )

    def bar(self, x: float, top: float, wide: float, high: float, share: float, ink: OptionInk) -> None:
        """A value bar on its empty ground: solid, upper half solid, or outlined."""
        self.box(x, top, wide, high, fill=EMPTY)
        long = wide * min(max(share, 0.0), 1.0)
        if long < 0.3:
            return
        if ink.form == FULL:
            self.box(x, top, long, high, fill=ink.mark)
            return
        line = 0.7
        inner = max(long - line, 0.1)
        self.box(x + line / 2, top + line / 2, inner, high - line, fill=ink.tint, edge=ink.mark, width=line)
        if ink.form == HALF:
            self.box(x, top, long, high / 2, fill=ink.mark)

    def triangle(self, x: float, top: float, *, size: float = 5.0, colour: str = INK) -> None:
        """A triangle that points up to ``(x, top)``."""
        self.canvas.setFillColor(HexColor(colour))
        path = self.canvas.beginPath()
        path.moveTo(x, self._height - top)
        path.lineTo(x - size / 2, self._height - top - size * 0.86)
        path.lineTo(x + size / 2, self._height - top - size * 0.86)
        path.close()
        self.canvas.drawPath(path, stroke=0, fill=1)

    def span(self, x: float, end: float, y: float, *, cap: float = 2.0, width: float = 0.9) -> None:
        """A range with caps at both ends."""
        self.path([(x, y), (end, y)], width=width)
        for edge in (x, end):
            self.path([(edge, y - cap), (edge, y + cap)], width=width)

    def glyph(self, x: float, y: float, high: float, ink: OptionInk, *, line: float = 0.9) -> float:
        """The structure glyph with its middle on ``y``: a mission box and two discs; answers its width."""
        wide, disc = high * 1.46, high * 0.175
        box = wide if ink.form == FULL else high
        self.box(x, y - high / 2, box, high, fill=ink.tint, edge=ink.mark, width=line, radius=high * 0.2)
        places = {
            FULL: (x + wide * 0.28, x + wide * 0.72),
            HALF: (x + high * 0.5, x + high * 1.42),
        }.get(ink.form, (x + high * 1.3, x + high * 2.05))
        self.path([(places[0], y), (places[1], y)], colour=ink.mark, width=line * 0.8, dash=(1.4, 1.2))
        for place in places:
            self.disc(place, y, disc, ink.mark)
        return {FULL: wide, HALF: high * 1.6}.get(ink.form, high * 2.23)


def base_of(text: SetText) -> float:
    """How far the first base line lies below the top of set lines: ascenders and descenders share the rest."""
    return text.face.leading / 2 + text.face.size * 0.33
