"""What somebody typed as a query of the library: its words, and the countries they may stand for."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from app.words import Words
from db.finding import Word, words_of
from decision.countries import COUNTRY_CODES

LEAST = 3
"""Fewer signs would stand for half the world."""


def query_words(words: Words, text: str) -> tuple[Word, ...]:
    """The words of a query, each with the codes of the countries that have a name with a word beginning so.

    So "lib" finds a case of Liberia that never names it. Accents and case do not matter.
    """
    return tuple(replace(word, codes=_codes(words, word)) for word in words_of(text))


def _codes(words: Words, word: Word) -> tuple[str, ...]:
    sought = _folded(word.text)
    if len(sought) < LEAST:
        return ()
    part = f" {sought} " if word.whole else f" {sought}"
    return tuple(code for code, name in _names(words).items() if part in f" {name} ")


@lru_cache(maxsize=4)
def _names(words: Words) -> Mapping[str, str]:
    return {code: _folded(words.country(code)) for code in COUNTRY_CODES}


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return " ".join(letters.split())
