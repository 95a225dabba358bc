"""A comparison as one table of words, to be pasted into a text or a spreadsheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from app.desk.compare_data import LETTERS, FactRow, FamilyRow, Side, shown_rows
from app.desk.compare_table import NOTHING, CompareModel
from app.desk.picture_tables import PictureTable
from app.words import Words
from decision.explanation.disagreement import Line


def comparison_table(
    words: Words,
    rows: CompareModel,
    sides: Sequence[Side],
    texts: Sequence[FactRow],
    families: Sequence[FamilyRow],
) -> PictureTable:
    """The whole comparison: a column for each case under its letter and title, the difference in the last.

    ``texts``: facts and weights, ``families``: the levels as they are shown, by ``rows`` in words.
    """
    titles = [
        words("compare.letter", letter=LETTERS[place], title=side.case.title) for place, side in enumerate(sides)
    ]
    heads = (words("compare.column.criterion"), *titles, words("compare.column.difference"))
    lines = (*_answers(words, sides), *_texts(words, texts), *_levels(rows, len(sides), families))
    return PictureTable(heads, lines)


def _answers(words: Words, sides: Sequence[Side]) -> Iterator[tuple[str, ...]]:
    def name(option: str | None) -> str:
        return words("desk.library.none") if option is None else words(f"option.{option}.name")

    def recommended(side: Side) -> str:
        answer = side.answer
        if answer is None:
            return NOTHING
        strength = words(f"strength.{answer.strength}")
        return words("compare.recommended", option=name(answer.option), strength=strength)

    def documented(side: Side) -> str:
        done = side.case.documented
        return words("desk.library.not_documented") if done is None else name(done.option)

    def precedent(side: Side) -> str:
        known = side.answer is not None and Line.PRECEDENT in side.answer.lines
        return name(side.answer.lines[Line.PRECEDENT]) if known and side.answer is not None else NOTHING

    def row(key: str, tell: Callable[[Side], str]) -> tuple[str, ...]:
        return (words(key), *map(tell, sides), "")

    yield row("desk.context.as_of", lambda side: words.day(side.case.as_of))
    yield row("desk.library.column.recommended", recommended)
    yield row("desk.library.column.documented", documented)
    for place, option in enumerate(sides[0].options):
        values = [words.number(float(side.valuation.values[place]), 1) for side in sides]
        yield (words("compare.value_of", option=name(option)), *values, "")
    yield row("desk.library.column.doctrine", lambda side: name(side.indicated))
    yield row("desk.library.column.precedent", precedent)


def _texts(words: Words, texts: Sequence[FactRow]) -> Iterator[tuple[str, ...]]:
    for row in texts:
        yield (row.name, *row.values, words("desk.library.differ" if row.differs else "compare.same"))


def _levels(rows: CompareModel, cases: int, families: Sequence[FamilyRow]) -> Iterator[tuple[str, ...]]:
    for row in shown_rows(families):
        yield (rows.text(row, 0), *(rows.text(row, 2 + place) for place in range(cases + 1)))
