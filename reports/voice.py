"""The note's voice: words by key, names and figures as the note prints them, for one analysis."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Protocol

from decision.analysis import Analysis
from decision.case import MissionKind, MissionStatus, NotePart
from decision.conditions import FactValue
from decision.model import BY_VALUE, Rule

NO_BREAK = "\u00a0"
EN_DASH = "\u2013"
ACRONYM = 12
TODAY_NAMES = 2019
"""From this year on offices bear their names of after the reform: DPO, DPPA, DCO."""


Say = Callable[[str | None], str]
"""An option's name in a sentence, long at its first mention and short after it."""


class NoteWords(Protocol):
    """What the note needs of the words of a language: catalogue look-up, plurals, numbers, dates, lists."""

    language: str

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence under a key."""

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The sentence under a key in the plural form for a number."""

    def has(self, key: str) -> bool:
        """Whether there are words under a key."""

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with fixed decimals."""

    def share(self, value: float) -> str:
        """A share (0-1) as a whole per cent."""

    def day(self, value: datetime.date) -> str:
        """A date in words."""

    def short_day(self, value: datetime.date) -> str:
        """A date for a table."""

    def country(self, code: str) -> str:
        """The name of a country."""

    def listing(self, items: list[str]) -> str:
        """Items in a sentence."""


class Voice:
    """Words and names for one analysis, whose case holds nothing protected."""

    def __init__(self, words: NoteWords, analysis: Analysis) -> None:
        self.words = words
        self.analysis = analysis
        self.model = analysis.model
        self.case = analysis.case
        self.sources = {item.id: f"e{place + 1}" for place, item in enumerate(self.case.evidence)}

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence under a key of the note's own catalogue."""
        return self.words(f"note.{key}", **values)

    def either(self, key: str, otherwise: str, **values: object) -> str:
        """The sentence under a key, or under a more general one where the catalogue has none."""
        return self(key if self.words.has(f"note.{key}") else otherwise, **values)

    def leaves_out(self, part: NotePart) -> bool:
        """Whether the officer leaves this part out of the note."""
        return part in self.case.brief.left_out

    def annexed(self, key: str) -> str:
        """The key of a sentence that points to the annex, or of the one without, where there is no annex."""
        return f"{key}.bare" if self.leaves_out(NotePart.ANNEX) else key

    @property
    def not_stated(self) -> str:
        """The words for what is missing."""
        return self.words("word.not_stated").replace(" ", NO_BREAK)

    # Options

    def place(self, option: str | None) -> int | None:
        """The place of an option from inside to outside."""
        return None if option is None else self.model.option_ids.index(option)

    def option(self, option: str | None) -> str:
        """An option's name in a sentence, in the short form that follows a first mention."""
        if option is None:
            return self("no_option")
        key = f"note.option.{option}"
        return self.words(key) if self.words.has(key) else self.words(f"option.{option}.sentence")

    def option_in_full(self, option: str) -> str:
        """An option's name in a sentence, at its first mention."""
        return self.words(f"option.{option}.sentence")

    def option_name(self, option: str | None) -> str:
        """An option's name as a heading."""
        return self("no_option_name") if option is None else self.words(f"option.{option}.name")

    def option_short(self, option: str | None) -> str:
        """An option's name in a table."""
        return self("none_named") if option is None else self.words(f"option.{option}.short")

    @property
    def shorts(self) -> tuple[str, ...]:
        """All options' names in tables, in model order."""
        return tuple(map(self.option_short, self.model.option_ids))

    # Criteria, families, facts, rules

    def criterion(self, criterion: str) -> str:
        """A criterion's name as a label."""
        return self.words(f"criterion.{criterion}.name")

    def criterion_within(self, criterion: str) -> str:
        """A criterion's name within a sentence."""
        return within(self.criterion(criterion))

    def family(self, family: str) -> str:
        """A family's name as a label."""
        return self.words(f"family.{family}.name")

    def fact(self, fact: str) -> str:
        """A fact's name as a label."""
        return self.words(f"fact.{fact}")

    def fact_value(self, fact: str, value: FactValue | None) -> str:
        """A fact's value in words."""
        if value is None:
            return self.words("value.unknown")
        if isinstance(value, bool):
            return self.words("value.yes" if value else "value.no")
        return self.words(f"value.{fact}.{value}")

    def named(self, key: str) -> str:
        """The name of a fact or a criterion, whichever the key is."""
        return self.criterion(key) if key in self.model.criterion_ids else self.fact(key)

    def rule(self, rule: str) -> Rule:
        """The rule with an id."""
        return next(item for item in self.model.rules if item.id == rule)

    def cited(self, rule: str) -> str:
        """A rule with its page, never parted: "R2, p. 20"."""
        return f"{rule},{NO_BREAK}{self.pages(self.rule(rule).pages)}"

    def pages(self, pages: str) -> str:
        """A page reference with its dash, on one line."""
        return pages.replace("-", EN_DASH).replace(" ", NO_BREAK)

    def through(self, decided_by: str) -> str:
        """What an answer turns on, for a table: "value" or "rule R1"."""
        return self("through.value") if decided_by == BY_VALUE else self("through.rule", rule=decided_by)

    def evidence(self, ids: tuple[str, ...]) -> str:
        """Evidence by its printed numbers."""
        return ", ".join(self.sources[item] for item in ids)

    # The mission

    @property
    def mission(self) -> str:
        """The mission in a sentence: its acronym, else "the mission"."""
        return self.case.mission.name if self._has_acronym else self("the_mission")

    @property
    def mission_label(self) -> str:
        """The mission on its box in a diagram."""
        return self.case.mission.name if self._has_acronym else capital(self("the_mission_box"))

    @property
    def _has_acronym(self) -> bool:
        name = self.case.mission.name
        return len(name) <= ACRONYM and " " not in name

    @property
    def one_head(self) -> bool:
        """Whether the head of mission wears all hats, as executive representatives do."""
        return self.case.mission.kind in (MissionKind.POLITICAL_OFFICE, MissionKind.PEACEBUILDING_OFFICE)

    @property
    def is_planned(self) -> bool:
        """Whether the mission is only under consideration."""
        return self.case.mission.status is MissionStatus.CONSIDERED

    @property
    def era(self) -> str:
        """Whether offices bear their names of before or after the reform of 2019."""
        return "today" if self.case.as_of.year >= TODAY_NAMES else "before"

    def perspective(self, perspective: str) -> str:
        """A modelled party's name, as of the case's date."""
        key = f"note.perspective.{perspective}.{self.era}"
        return self.words(key) if self.words.has(key) else self.words(f"perspective.{perspective}.name")

    # Figures

    def value(self, value: float) -> str:
        """A value: one decimal."""
        return self.words.number(value, 1)

    def level(self, level: float) -> str:
        """A level: whole."""
        return self.words.number(level)

    def range(self, low: float, high: float) -> str:
        """A range of levels, joined by an en dash."""
        return f"{self.level(low)}{EN_DASH}{self.level(high)}"

    def against(self, first: float, second: float) -> str:
        """Two values set against each other, on one line: "94.2 to 57.5"."""
        return self("against", first=self.value(first), second=self.value(second))

    def per_cent(self, share: float) -> str:
        """A share (0-1) within a sentence: "98 per cent"."""
        figure = self.words.share(share).removesuffix(f"{NO_BREAK}%")
        if figure[0] in "<>":
            return self("per_cent.below" if figure[0] == "<" else "per_cent.above", share=figure[1:])
        return self("per_cent", share=figure)

    def alternatives(self, items: Sequence[str]) -> str:
        """One of several, in a sentence: "a, b or c"."""
        if len(items) < 2:
            return "".join(items)
        return self("word_or", first=", ".join(items[:-1]), last=items[-1])

    def counted(self, number: int) -> str:
        """A small number in words, a greater one in figures."""
        key = f"number.{number}"
        return self(key) if self.words.has(f"note.{key}") else self.words.number(number)

    def rank(self, rank: int) -> str:
        """A rank in a word: first, second."""
        return self.either(f"rank.{rank}", "rank.other", rank=rank)


def capital(text: str) -> str:
    """The words with a capital at their head."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """A label for use within a sentence: its capital lowered, unless it starts an acronym."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def stop(text: str) -> str:
    """The words with a full stop, unless they end a sentence already."""
    text = text.strip()
    return text if text.endswith((".", "!", "?", ":", ";", ".)", ".”")) else f"{text}."
