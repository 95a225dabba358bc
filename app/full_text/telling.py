"""What every part of the full text needs: the names of things in words, and lines that fit a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.summary import WIDE, fact_value, option_name, table
from app.words import Words
from decision.analysis import Analysis
from decision.conditions import FactValue
from decision.explanation.disagreement import Contribution


@dataclass(frozen=True)
class Telling:
    """An analysis and the words it is told in."""

    words: Words
    analysis: Analysis

    @property
    def options(self) -> tuple[str, ...]:
        """The ids of the options, in model order."""
        return self.analysis.model.option_ids

    @property
    def heads(self) -> list[str]:
        """The short names of the options, for the head of a table."""
        return [self.option(option) for option in self.options]

    def option(self, option: str | None) -> str:
        """The short name of an option, or the word for nothing."""
        return option_name(self.words, option, short=True)

    def turned(self, option: str | None) -> str:
        """What the answer would be: an option, or that no single one would stand out."""
        return self.words("text.no_single") if option is None else self.option(option)

    def criterion(self, key: str) -> str:
        """The name of a criterion."""
        return self.words(f"criterion.{key}.name")

    def family(self, key: str) -> str:
        """The name of a family."""
        return self.words(f"family.{key}.name")

    def key(self, key: str) -> str:
        """The name of a family, criterion or fact, whichever it is."""
        if key in self.analysis.model.family_ids:
            return self.family(key)
        return self.words(f"fact.{key}") if "." in key or key == "phase" else self.criterion(key)

    def value(self, key: str, value: float | FactValue | None) -> str:
        """A fact's value, a level, or the word for unknown."""
        if value is None:
            return self.words("value.unknown")
        if isinstance(value, bool | str):
            return fact_value(self.words, key, value)
        return self.words.number(value)

    def points(self, value: float) -> str:
        """Points of value with one decimal."""
        return self.words.number(value, 1)

    def share(self, value: float) -> str:
        """A share as a whole per cent."""
        return self.words.share(value)

    def parts(self, parts: Iterable[Contribution]) -> str:
        """Criteria with the points each gives."""
        return self.words.listing(
            [
                self.words(
                    "text.part", criterion=self.criterion(part.criterion), points=self.points(abs(part.points))
                )
                for part in parts
            ]
        )

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """A table whose column heads are keys of the catalogue."""
        return table([self.words(f"text.column.{column}") for column in columns], rows)

    def by_option(self, first: str, rows: Sequence[Sequence[str]]) -> list[str]:
        """A table with a named first column and one column an option."""
        return table([self.words(f"text.column.{first}"), *self.heads], rows)


def wrapped(line: str) -> list[str]:
    """A line that fits; tables (two spaces between words) and indents are left as they are."""
    if len(line) <= WIDE or "  " in line.strip():
        return [line]
    indent = line[: len(line) - len(line.lstrip())]
    return textwrap.wrap(line.strip(), WIDE, initial_indent=indent, subsequent_indent=f"{indent}  ")
