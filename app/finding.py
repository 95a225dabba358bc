"""What somebody typed as a query of the library: its words, the countries and the kinds they may stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from app.words import Words
from db.finding import Word, words_of
from decision.case import MissionKind
from decision.countries import COUNTRY_CODES

LEAST = 3
"""Fewer signs would stand for half the world."""

LEAST_STEM = 4
"""A word that only begins as one of ours does, such as a plural, shares so many signs with it."""


def query_words(words: Words, text: str) -> tuple[Word, ...]:
    """The words of a query, each with the codes of the countries that have a name with a word beginning so.

    So "lib" finds a case of Liberia that never names it. Accents and case do not matter.
    """
    return tuple(replace(word, codes=_codes(words, word)) for word in words_of(text))


def kinds_meant(words: Words, text: str) -> tuple[MissionKind, ...]:
    """The kinds of mission whose name holds every word that was typed, by its beginning; plurals count.

    A kind is kept as an identifier, which the search of texts does not look at: so it is offered as a filter.
    """
    sought = [part for word in words_of(text) for part in _folded(word.text).split()]
    if not sought or min(map(len, sought)) < LEAST:
        return ()
    return tuple(kind for kind in MissionKind if _names_kind(words, kind, sought))


def _names_kind(words: Words, kind: MissionKind, sought: list[str]) -> bool:
    named = _folded(words(f"value.mission.kind.{kind}")).split()
    return all(
        any(part.startswith(one) or (len(part) >= LEAST_STEM and one.startswith(part)) for part in named)
        for one in sought
    )


def _codes(words: Words, word: Word) -> tuple[str, ...]:
    sought = _folded(word.text)
    if len(sought) < LEAST:
        return ()
    part = f" {sought} " if word.whole else f" {sought}"
    return tuple(code for code, name in _names(words, words.language).items() if part in f" {name} ")


@lru_cache(maxsize=4)
def _names(words: Words, language: str) -> Mapping[str, str]:
    """The names in a language: the words may speak another the next time."""
    assert words.language == language
    return {code: _folded(words.country(code)) for code in COUNTRY_CODES}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())
