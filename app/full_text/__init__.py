"""The whole analysis of one case as plain text: the same data that the note and the window render."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from app.full_text.argument import disagreements, doctrine, options, precedents
from app.full_text.change import facts, gaps, levels, smallest, tornado, weights
from app.full_text.doubt import robustness, supporters, ways
from app.full_text.hinging import hinges
from app.full_text.parties import parties
from app.full_text.telling import Telling, wrapped
from app.summary import answer_lines
from app.words import Words
from decision.analysis import Analysis

PARTS = (
    ("options", options),
    ("hinges", hinges),
    ("disagreements", disagreements),
    ("doctrine", doctrine),
    ("precedents", precedents),
    ("robustness", robustness),
    ("supporters", supporters),
    ("ways", ways),
    ("levels", levels),
    ("tornado", tornado),
    ("smallest", smallest),
    ("facts", facts),
    ("weights", weights),
    ("parties", parties),
    ("gaps", gaps),
)
"""In the order a reader asks: what, why, who says otherwise, how sure, what would change it, who minds."""


def full_text(words: Words, analysis: Analysis) -> list[str]:
    """Every part that has something to say, under its heading."""
    telling = Telling(words, analysis)
    return [*answer_lines(words, analysis), *chain.from_iterable(_parts(telling))]


def _parts(telling: Telling) -> Iterator[Iterable[str]]:
    for name, part in PARTS:
        lines = list(part(telling))
        if lines:
            heading = telling.words(f"text.{name}", lead=telling.words.number(telling.analysis.model.lead))
            yield ["", heading, "=" * len(heading), *chain.from_iterable(map(wrapped, lines))]
