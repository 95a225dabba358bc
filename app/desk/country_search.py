"""Finding a country by what people type: its name or a part of it, a code, another name, without accents too."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping

from app.words import Words
from decision.countries import COUNTRY_CODES

_APART = str.maketrans(dict.fromkeys("’'‘-–,.()&/", " "))


def folded(text: str) -> str:
    """A text as it is compared: small letters without accents, words parted by one space."""
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_APART))
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


class CountrySearch:
    """The countries of a case by name; ``names`` in the order in which equally good ones are given."""

    def __init__(self, words: Words, names: Mapping[str, str]) -> None:
        self._codes = {code: {code.casefold(), COUNTRY_CODES[code].casefold()} for code in names}
        self._named = {code: [folded(name)] for code, name in names.items()}
        for code in names:
            if words.has(f"country.also.{code}"):
                self._named[code] += [folded(name) for name in words(f"country.also.{code}").split(",")]

    def exact(self, typed: str) -> str | None:
        """The country that is called exactly this, or has this code."""
        text = folded(typed)
        return next((code for code in self._named if self._rank(code, text) == 0), None)

    def found(self, typed: str, without: Collection[str] = ()) -> list[str]:
        """The codes of the countries that fit, best first: exact, beginning so, a word beginning so, any part."""
        text = folded(typed)
        if not text:
            return []
        ranked = [(self._rank(code, text), place, code) for place, code in enumerate(self._named)]
        return [code for rank, _, code in sorted(ranked) if rank < _NOT and code not in without]

    def _rank(self, code: str, text: str) -> int:
        if text in self._codes[code]:
            return 0
        return min(_fit(name, text) for name in self._named[code])


_NOT = 9


def _fit(name: str, text: str) -> int:
    if name == text:
        return 0
    if name.startswith(text):
        return 1
    if f" {text}" in name:
        return 2
    return 3 if text in name else _NOT
