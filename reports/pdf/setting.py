"""Setting words into lines: ragged right, no hyphenation, and what belongs together stays on one line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from reportlab.pdfbase.pdfmetrics import stringWidth

from reports.content import Text
from reports.pdf.ink import INK, Face

NO_BREAK = "\u00a0"

_TOGETHER = (
    re.compile(r"(?<=\b\d) (?=[A-Z]\w+ \d{4}\b)|(?<=\b\d\d) (?=[A-Z]\w+ \d{4}\b)"),
    re.compile(r"(?<=[^\W\d_]{3}) (?=(?:19|20)\d\d\b)"),
    re.compile(r"(?<=\bp\.) (?=\d)|(?<=\bpp\.) (?=\d)"),
    re.compile(r"(?<=\d) (?=%)"),
)
"""Between a day and its month, a month and its year, "p." and a page, a figure and "%"."""

_SHORT_LAST_WORD = re.compile(r" (?=\S{1,5}$)")
_BLANK = re.compile(r"[^\S\u00a0]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in one face and colour, never broken."""

    text: str
    font: str
    size: float
    colour: str

    @property
    def width(self) -> float:
        """Its width in points."""
        return float(stringWidth(self.text, self.font, self.size))


Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class SetText:
    """Words set to a width: lines of pieces, top down."""

    lines: tuple[Line, ...]
    face: Face

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.face.leading

    def part(self, start: int, stop: int | None = None) -> SetText:
        """Some of the lines."""
        return replace(self, lines=self.lines[start:stop])


def bind(text: str) -> str:
    """The text in one line of spaces, with dates, page references and shares bound by no-break spaces."""
    text = _BLANK.sub(" ", _CONTROL.sub("", text)).strip(" ")
    for pattern in _TOGETHER:
        text = pattern.sub(NO_BREAK, text)
    return text


def set_text(text: Text | str, face: Face, width: float, colour: str = INK) -> SetText:
    """Words broken into lines no wider than ``width``; a word that is wider is broken where it must be."""
    given = text if isinstance(text, Text) else Text(text)
    lead, body = bind(given.lead), bind(given.body)
    if body.count(" ") > 2:
        body = _SHORT_LAST_WORD.sub(NO_BREAK, body)
    gap = " " if lead and body and body[0] not in ",.;:)" else ""
    words = list(
        _words([Piece(lead + gap, face.strong, face.size, colour), Piece(body, face.plain, face.size, colour)])
    )
    return SetText(tuple(_lines(words, width, stringWidth(" ", face.plain, face.size))), face)


def fitted(text: str, face: Face, width: float) -> str:
    """The words as far as one line of a width holds them; what is cut off stands whole elsewhere in the note."""
    if len(set_text(text, face, width).lines) == 1:
        return text
    line = set_text(text, face, max(width - stringWidth("…", face.plain, face.size), 1.0)).lines[0]
    return "".join(piece.text for piece in line).rstrip() + "…"


def _words(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Words between breaking spaces; one word may change face in the middle."""
    word: list[Piece] = []
    for piece in pieces:
        for place, part in enumerate(piece.text.split(" ")):
            if place and word:
                yield word
                word = []
            if part:
                word = [*word, replace(piece, text=part)]
    if word:
        yield word


def _lines(words: list[list[Piece]], width: float, blank: float) -> Iterator[Line]:
    line: list[Piece] = []
    used = 0.0
    for word in (part for whole in words for part in _fitting(whole, width)):
        wide = sum(piece.width for piece in word)
        if line and used + blank + wide > width + 0.01:
            yield _joined(line)
            line, used = [], 0.0
        if line:
            line.append(replace(line[-1], text=" "))
            used += blank
        line.extend(word)
        used += wide
    yield _joined(line)


def _joined(line: list[Piece]) -> Line:
    """Neighbours in the same face become one piece, so that a reader copies words, not fragments."""
    joined: list[Piece] = []
    for piece in line:
        if joined and (joined[-1].font, joined[-1].colour) == (piece.font, piece.colour):
            joined[-1] = replace(joined[-1], text=joined[-1].text + piece.text)
        else:
            joined.append(piece)
    return tuple(joined)


def _fitting(word: list[Piece], width: float) -> Iterator[list[Piece]]:
    """The word itself, or the parts of one too long for a line."""
    if sum(piece.width for piece in word) <= width:
        yield word
        return
    part: list[Piece] = []
    used = 0.0
    for piece in word:
        for sign in piece.text:
            own = replace(piece, text=sign)
            if part and used + own.width > width:
                yield part
                part, used = [], 0.0
            part = [*part[:-1], replace(piece, text=part[-1].text + sign)] if _same(part, piece) else [*part, own]
            used += own.width
    if part:
        yield part


def _same(part: list[Piece], piece: Piece) -> bool:
    return bool(part) and part[-1].font == piece.font
