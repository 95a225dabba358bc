"""Finding cases: words over all their text, filters, an order, and one window of the list at a time."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Text,
    and_,
    bindparam,
    case,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    text,
    true,
)

from db.flattening import spaced, unspaced
from db.library import Library
from db.records import CaseSummary
from db.tables import SUMMARY_COLUMNS, IndexedCase, StoredAnswer, StoredCase, StoredTag
from decision.recommendation import Strength

MOST_WORDS = 12
"""Further words of a query are not looked at."""

_SEARCH = table("search")
# A plus keeps SQLite on one way, from what the index finds to its cases: a filter of 2,000 ids took seconds else.
_NUMBER: ColumnElement[int] = literal_column("+search.rowid", Integer)
_CASE_ID: ColumnElement[str] = literal_column("+indexed.case_id", Text)
# Ordered by its own rank alone, the index hands out rows in order: snippets are made for one window only.
_BY_WEIGHT = text("search.rank MATCH 'bm25(10.0, 5.0, 5.0, 1.0)'")
_RANK: ColumnElement[float] = literal_column("search.rank")
_HIT, _END = "\x02", "\x03"
_SNIPPET: ColumnElement[str] = literal_column(f"snippet(search, 3, '{_HIT}', '{_END}', '…', 14)")
_SNIPPETS = (
    select(_NUMBER, _SNIPPET)
    .select_from(_SEARCH)
    .where(text("search MATCH :sought"), _NUMBER.in_(bindparam("numbers", expanding=True)))
)


AGREE, DIFFER = "agree", "differ"
"""What the three lines of argument of an answer do."""

_OF_ANSWERS = ("recommended", "strengths", "lines")
_STRENGTHS: ColumnElement[str] = literal(" ".join(Strength))
"""From the strongest word on."""
_NAMED = [func.json_extract(StoredAnswer.lines, f"$.{line}") for line in ("analysis", "doctrine", "precedent")]
_AGREEMENT: ColumnElement[str] = case(
    (and_(*(_NAMED[0] == other for other in _NAMED[1:])), literal(AGREE)), else_=literal(DIFFER)
)


class Order(StrEnum):
    """By what a list is sorted; ``RELEVANCE`` is by date of change where no words are sought."""

    RELEVANCE = "relevance"
    CHANGED = "changed"
    TITLE = "title"
    AS_OF = "as_of"
    RECOMMENDED = "recommended"
    """By the recommended option in the order of the model, the strongest first; unknown ones last."""
    STRENGTH = "strength"
    """The strongest first, then by option; unknown ones last."""


@dataclass(frozen=True, slots=True)
class Word:
    """One thing every case found must hold: words in a row, or a code the words stand for.

    ``text`` matches from its beginning (``lib`` finds Liberia) unless ``whole``; ``codes`` are country codes whose
    names begin with it.
    """

    text: str
    whole: bool = False
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list; each field left empty narrows nothing, values of one field are alternatives."""

    countries: tuple[str, ...] = ()
    missions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    documented: tuple[str, ...] = ()
    """The arrangement that was really in place, as documented."""
    current: tuple[str, ...] = ()
    """The arrangement in place when the case was written."""
    recommended: tuple[str, ...] = ()
    strengths: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    """What the lines of argument do: :data:`AGREE` on one option, or :data:`DIFFER`."""
    tags: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    archived: bool | None = False
    """Cases put away: only they, only the others, or both (None)."""
    basis: str | None = None
    """Of answers only those count that rest on this; None for any."""
    precedents: str | None = None
    """Of lines of argument only those count that were computed with these documented cases; None for any."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    words: tuple[Word, ...] = ()
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.RELEVANCE


@dataclass(frozen=True, slots=True)
class Found:
    """One case of a list; ``snippet`` holds pieces of its text, each with whether it is what was sought."""

    case: CaseSummary
    snippet: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One window of a list of ``total`` cases, from ``offset`` on."""

    total: int
    offset: int
    items: tuple[Found, ...]


def words_of(text: str) -> tuple[Word, ...]:
    """The words of what somebody typed; what stands in quotation marks is one phrase, matched whole."""
    found = []
    for quoted, plain in re.findall(r"[\"“”]([^\"“”]*)[\"“”]?|([^\s\"“”]+)", text):
        part = (quoted or plain).strip()
        if any(sign.isalnum() for sign in part):
            found.append(Word(part, whole=bool(quoted)))
    return tuple(found[:MOST_WORDS])


def page(library: Library, query: Query, *, offset: int = 0, limit: int = 100) -> Page:
    """The cases a query finds, from ``offset`` on and at most ``limit``; no document is read."""
    shape, sought = (query.filters, query.order, bool(query.words)), _sought(query)
    with library.reading() as connection:
        asked = {**_ordered(library, query), "offset": offset, "limit": limit}
        rows = connection.execute(_window(*shape), asked).all()
        total = offset + len(rows)
        if len(rows) == limit or (offset and not rows):
            total = connection.scalar(_total(query.filters, bool(query.words)), sought) or 0
        snippets = _snippets(connection, rows, sought) if query.words else {}
    return Page(total, offset, tuple(_found(row, snippets) for row in rows))


def ids(library: Library, query: Query) -> list[str]:
    """The ids of all cases a query finds, in its order."""
    with library.reading() as connection:
        listing = _listing(query.filters, query.order, bool(query.words))
        return [row.id for row in connection.execute(listing, _ordered(library, query))]


def place_of(library: Library, query: Query, case_id: str) -> int | None:
    """Where a case stands in the list a query finds, from 0; None where it is not in it."""
    found = ids(library, query)
    return found.index(case_id) if case_id in found else None


def facets(library: Library, query: Query) -> Mapping[str, Mapping[str | None, int]]:
    """How many cases each value of each filter would leave, words and other filters staying as they are."""
    own = {
        "kinds": StoredCase.mission_kind,
        "documented": StoredCase.documented_option,
        "recommended": StoredAnswer.option,
        "strengths": StoredAnswer.strength,
        "lines": _AGREEMENT,
        "tags": StoredTag.tag,
    }
    with library.reading() as connection:
        counts = {name: _counts(connection, query, name, by) for name, by in own.items()}
        counts["countries"] = _country_counts(connection, query)
    return counts


def tags(library: Library) -> list[str]:
    """Every tag in use, in order."""
    with library.reading() as connection:
        return list(connection.scalars(select(StoredTag.tag).distinct().order_by(StoredTag.tag)))


def known(library: Library, query: Query) -> tuple[int, int]:
    """Of how many of the cases an answer is kept, and how many there are, whatever answers the query asks for.

    Where it asks what the lines of argument do, only answers count of which that is known too.
    """
    wider, searching = _without(query, *_OF_ANSWERS), bool(query.words)
    counted = _matching(wider, searching, func.count())
    with library.reading() as connection:
        total = connection.scalar(counted, _sought(query)) or 0
        answered = _with_answers(counted, wider, lines=bool(query.filters.lines))
        return connection.scalar(answered, _sought(query)) or 0, total


def unknown(library: Library, query: Query) -> list[str]:
    """The ids of the cases of which no answer is kept, in the query's order, whatever answers it asks for."""
    wider = _without(query, *_OF_ANSWERS)
    listing = _listing(wider, query.order, bool(query.words))
    left = listing.where(StoredCase.id.not_in(_answers(wider, lines=True)))
    with library.reading() as connection:
        return [row.id for row in connection.execute(left, _ordered(library, query))]


def _without(query: Query, *names: str) -> Filters:
    nothing: dict[str, Any] = dict.fromkeys(names, ())
    return replace(query.filters, **nothing)


def _counts(connection: Connection, query: Query, name: str, by: Any) -> dict[str | None, int]:
    filters = _without(query, name)
    listed = _matching(filters, bool(query.words), by.label("value"), func.count().label("number"))
    if name == "tags":
        listed = listed.join(StoredTag, StoredTag.case_id == StoredCase.id)
    elif name in _OF_ANSWERS:
        listed = _with_answers(listed, filters, lines=name == "lines")
    return {row.value: row.number for row in connection.execute(listed.group_by(by), _sought(query))}


def _country_counts(connection: Connection, query: Query) -> dict[str | None, int]:
    filters = _without(query, "countries")
    listed = _matching(filters, bool(query.words), StoredCase.countries, func.count().label("number"))
    counts: dict[str | None, int] = {}
    for row in connection.execute(listed.group_by(StoredCase.countries), _sought(query)):
        for code in row.countries.split():
            counts[code] = counts.get(code, 0) + row.number
    return counts


# Built once for each way of narrowing: typing a word takes half as long as putting statements together anew.
@lru_cache(maxsize=64)
def _window(filters: Filters, order: Order, searching: bool) -> Select[Any]:
    listing = _listing(filters, order, searching)
    return listing.offset(bindparam("offset", type_=Integer)).limit(bindparam("limit", type_=Integer))


@lru_cache(maxsize=64)
def _total(filters: Filters, searching: bool) -> Select[Any]:
    return _matching(filters, searching, func.count())


def _listing(filters: Filters, order: Order, searching: bool) -> Select[Any]:
    columns: list[Any] = [*SUMMARY_COLUMNS]
    if searching:
        columns.append(IndexedCase.number)
    listing = _matching(filters, searching, *columns)
    if searching and order is Order.RELEVANCE:
        return listing.where(_BY_WEIGHT).order_by(_RANK)
    if order in (Order.RECOMMENDED, Order.STRENGTH):
        counts = and_(StoredAnswer.case_id == StoredCase.id, *_counting(filters, lines=False))
        return listing.outerjoin(StoredAnswer, counts).order_by(*_by_answer(order), StoredCase.id.desc())
    by: Mapping[Order, ColumnElement[Any]] = {
        Order.CHANGED: StoredCase.changed_at.desc(),
        Order.TITLE: func.lower(StoredCase.title),
        Order.AS_OF: StoredCase.as_of.desc(),
        Order.RELEVANCE: StoredCase.changed_at.desc(),
    }
    return listing.order_by(by[order], StoredCase.id.desc())


def _by_answer(order: Order) -> tuple[ColumnElement[Any], ...]:
    """Cases without an answer last; before them those of which none stands out."""
    unknown, nameless = StoredAnswer.case_id.is_(None), StoredAnswer.option.is_(None)
    option = func.instr(bindparam("options", type_=Text), StoredAnswer.option)
    strength = func.instr(_STRENGTHS, StoredAnswer.strength)
    return (
        (unknown, nameless, option, strength)
        if order is Order.RECOMMENDED
        else (unknown, strength, nameless, option)
    )


def _snippets(connection: Connection, rows: Sequence[Row[Any]], sought: Mapping[str, Any]) -> dict[int, str]:
    """The snippets of one window: made in the listing, they would be made for every case found."""
    made = connection.execute(_SNIPPETS, {**sought, "numbers": [row.number for row in rows]})
    return {number: snippet or "" for number, snippet in made}


def _matching(filters: Filters, searching: bool, *columns: Any) -> Select[Any]:
    chosen: Select[Any] = select(*columns).select_from(StoredCase)
    if searching:
        chosen = chosen.join(IndexedCase, StoredCase.id == _CASE_ID)
        chosen = chosen.join(_SEARCH, IndexedCase.number == _NUMBER).where(text("search MATCH :sought"))
    return chosen.where(_narrowed(filters))


def _ordered(library: Library, query: Query) -> dict[str, Any]:
    """What is sought, and the options in the order of the model where the list is sorted by them."""
    by_answer = query.order in (Order.RECOMMENDED, Order.STRENGTH)
    return _sought(query) | ({"options": " ".join(library.model.option_ids)} if by_answer else {})


def _sought(query: Query) -> dict[str, Any]:
    return {"sought": _match(query.words)} if query.words else {}


def _match(words: Iterable[Word]) -> str:
    """The words in the language of FTS5; each is quoted, so that nothing typed is taken for its syntax."""
    return " AND ".join(f"({' OR '.join(_alternatives(word))})" for word in words)


def _alternatives(word: Word) -> list[str]:
    phrase = '"' + spaced(word.text).replace('"', " ") + '"'
    codes = [f'filing:"{code}"' for code in word.codes]
    return [phrase if word.whole else f"{phrase}*", *codes]


def _narrowed(filters: Filters) -> ColumnElement[bool]:
    stored = StoredCase
    chosen: list[ColumnElement[bool]] = [true()]
    for values, by in (
        (filters.kinds, stored.mission_kind),
        (filters.missions, stored.mission_name),
        (filters.documented, stored.documented_option),
        (filters.current, stored.current_arrangement),
    ):
        if values:
            chosen.append(by.in_(values))
    if filters.countries:
        around = " " + stored.countries + " "
        chosen.append(or_(*(around.contains(f" {code} ", autoescape=True) for code in filters.countries)))
    for name, given in zip(_OF_ANSWERS, (StoredAnswer.option, StoredAnswer.strength, _AGREEMENT), strict=True):
        if wanted := getattr(filters, name):
            answered = _answers(filters, lines=name == "lines").where(given.in_(wanted))
            chosen.append(stored.id.in_(answered))
    if filters.tags:
        chosen.append(stored.id.in_(select(StoredTag.case_id).where(StoredTag.tag.in_(filters.tags))))
    if filters.since is not None:
        chosen.append(stored.as_of >= filters.since)
    if filters.until is not None:
        chosen.append(stored.as_of <= filters.until)
    if filters.archived is not None:
        chosen.append(stored.archived == filters.archived)
    return and_(*chosen)


def _answers(filters: Filters, *, lines: bool = False) -> Select[Any]:
    """The cases with an answer that counts; with ``lines`` with one whose lines of argument count too."""
    return select(StoredAnswer.case_id).where(*_counting(filters, lines)).correlate(None)


def _with_answers(listed: Select[Any], filters: Filters, *, lines: bool = False) -> Select[Any]:
    """The same cases, each beside its answer, without those that have none that counts."""
    return listed.join(StoredAnswer, and_(StoredAnswer.case_id == StoredCase.id, *_counting(filters, lines)))


def _counting(filters: Filters, lines: bool) -> Iterator[ColumnElement[bool]]:
    if filters.basis is not None:
        yield StoredAnswer.basis == filters.basis
    if lines and filters.precedents is not None:
        yield StoredAnswer.precedents == filters.precedents


def _found(row: Row[Any], snippets: Mapping[int, str]) -> Found:
    values = row._asdict()
    snippet = snippets.get(values.pop("number", 0), "")
    return Found(CaseSummary.of(values), _pieces(snippet))


def _pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    """A snippet in its pieces; empty where the words are not in the body but in the title or the filing."""
    if _HIT not in snippet:
        return ()
    found = []
    together = unspaced(snippet.replace(f"{_END} {_HIT}", " "))
    for piece in re.split(f"(?={_HIT})|(?<={_END})", together):
        hit = piece.startswith(_HIT)
        found.append((piece.strip(_HIT + _END), hit))
    return tuple((piece, hit) for piece, hit in found if piece)
