"""Words: everything an officer reads, looked up by key in the message catalogue, and numbers by locale.

Keys are the language-neutral names used in code; a catalogue gives the sentence, with ``{name}`` places filled by
:meth:`str.format`. Counted sentences have plural forms in the catalogue.
"""

from __future__ import annotations

import datetime
import gettext
import logging
from functools import lru_cache

from app.resources import resource

SOURCE = "en"
LANGUAGES = (SOURCE, "fr")
NO_BREAK = "\u00a0"
MINUS = "\u2212"

_log = logging.getLogger(__name__)


class MissingCatalogueError(Exception):
    """The message catalogue of a language is not there: the product was not set up."""


class Words:
    """The words of one language at a time; whoever holds them sees another as soon as it is chosen."""

    def __init__(self, language: str = SOURCE) -> None:
        self.use(language)

    def use(self, language: str) -> None:
        """Speak a language; what its catalogue does not have yet is said in the source language."""
        self._messages = _catalogue(language)
        self.language = language
        if language != SOURCE:
            self._messages.add_fallback(_catalogue(SOURCE))

    def __call__(self, key: str, /, **values: object) -> str:
        """The sentence under a key. A missing one is a fault of ours: it is logged, and the key is shown."""
        text = self._messages.gettext(key)
        if text == key:
            _log.warning("no words for %r in %r", key, self.language)
            return key
        return text.format(**values) if values else text

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The sentence under a key in the plural form for a number, which fills ``{number}``."""
        text = self._messages.ngettext(key, key, number)
        if text == key:
            _log.warning("no counted words for %r in %r", key, self.language)
        return text.format(number=number, **values)

    def has(self, key: str) -> bool:
        """Whether there are words under a key."""
        return self._messages.gettext(key) != key or self._messages.ngettext(key, key, 1) != key

    def number(self, value: float, decimals: int = 0) -> str:
        """A number with fixed decimals, half away from zero, with a true minus sign."""
        return _number(float(value), decimals, self.language)

    def change(self, value: float, decimals: int = 1) -> str:
        """A change with its sign; the catalogue's word for "same" where it rounds to nothing."""
        if _rounded(value, decimals) == 0:
            return self("word.same")
        return ("+" if value > 0 else "") + self.number(value, decimals)

    def share(self, value: float) -> str:
        """A share (0-1) as a whole per cent, told apart from none and all: "<1 %", ">99 %"."""
        whole = _rounded(value * 100, 0)
        if value > 0 and whole < 1:
            return f"<1{NO_BREAK}%"
        if value < 1 and whole > 99:
            return f">99{NO_BREAK}%"
        return f"{self.number(whole)}{NO_BREAK}%"

    def day(self, value: datetime.date) -> str:
        """A date in words: 30 September 2008."""
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(value, format="d MMMM y", locale=self.language)

    def short_day(self, value: datetime.date) -> str:
        """A date for a table: 30 Sep 2008."""
        from babel.dates import format_date  # noqa: PLC0415

        return format_date(value, format="d MMM y", locale=self.language)

    def country(self, code: str) -> str:
        """The name of a country by its alpha-3 code: the UN's own where it differs from the locale's."""
        if self.has(f"country.{code}"):
            return self(f"country.{code}")
        from babel import Locale  # noqa: PLC0415

        from decision.countries import COUNTRY_CODES  # noqa: PLC0415

        return str(Locale.parse(self.language).territories.get(COUNTRY_CODES[code], code))

    def listing(self, items: list[str]) -> str:
        """Items in a sentence: "a, b and c"."""
        if len(items) < 2:
            return "".join(items)
        return self("word.and", first=", ".join(items[:-1]), last=items[-1])


@lru_cache(maxsize=4096)
def _number(value: float, decimals: int, language: str) -> str:
    """A moving hand asks for the same few numbers again and again."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - the first window shows no number

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = format_decimal(_rounded(value, decimals), format=pattern, locale=language)
    return text.replace("-", MINUS)


def _catalogue(language: str) -> gettext.GNUTranslations:
    compiled = resource("locale", language, "LC_MESSAGES", "footing.mo")
    if not compiled.is_file():
        raise MissingCatalogueError(language)
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)


def _rounded(value: float, decimals: int) -> float:
    """Half away from zero, as people round; a result of zero has no sign."""
    from decimal import ROUND_HALF_UP, Decimal  # noqa: PLC0415

    return (
        float(Decimal(repr(round(float(value), 9))).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
        + 0.0
    )
