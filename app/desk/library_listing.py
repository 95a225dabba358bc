"""The list of cases a window at a time: only pages around what is seen are here, the rest stays in the library.

The first page of all cases is read at once, it takes a few milliseconds; searching, counting and every further
page take longer in a large library and are done aside. An answer that comes after something else was asked is
dropped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.desk.state import DeskState
from app.finding import query_words
from app.tasks import Task, TaskRunner
from db import finding
from db.finding import Filters, Found, Order, Page, Query, words_of

PAGE = 100
"""Rows read at a time."""

MOST_PAGES = 12
"""More are let go, the farthest first."""

THREADS = 2
"""Of its own: neither an analysis nor the count of a former search holds up the next list."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an officer asks of the list: the words as typed, what is ticked, and the order."""

    text: str = ""
    filters: Filters = field(default_factory=Filters)
    order: Order = Order.CHANGED

    @property
    def searching(self) -> bool:
        """Whether any word is sought."""
        return bool(words_of(self.text))

    @property
    def narrowed(self) -> bool:
        """Whether there may be cases it leaves out, besides those put away."""
        return self.searching or replace(self.filters, basis=None, precedents=None) != Filters()


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted beside a list: each filter's values, the cases and tags of the whole library."""

    facets: Mapping[str, Mapping[str | None, int]]
    known: int
    """Of how many of ``total`` the recommendation is known."""
    total: int
    here: int
    archived: int
    tags: tuple[str, ...]
    names: Mapping[str, str]
    """The names of the countries in ``facets``, by code."""


class LibraryListing(QObject):
    """What is found, as far as it is looked at."""

    listed = Signal()
    """Another list is there."""
    placed = Signal(int)
    """Where the case to be kept in view stands; -1 where it is not in the list."""
    read = Signal(int, int)
    """The rows from the first to the last are there now."""
    counted = Signal(object)
    """The :class:`Counts` of the list."""

    def __init__(self, state: DeskState) -> None:
        super().__init__()
        self._state = state
        self._runner = TaskRunner(self, THREADS)
        self._tasks: dict[str, Task] = {}
        self._query = Query()
        self._pages: dict[int, tuple[Found, ...]] = {}
        self._wanted: list[int] = []
        self._stopped = False
        self.total = 0
        self.asked = Asked()

    @property
    def placing(self) -> bool:
        """Whether it is still being looked for where the kept case stands."""
        return "place" in self._tasks

    def ask(self, asked: Asked, keep: str | None = None) -> None:
        """List something else, with the case ``keep`` in view; the old list stays until the new one is there."""
        if self._stopped:
            return
        for name in tuple(self._tasks):
            self._cancel(name)
        self._wanted = []
        self.asked = asked
        if asked.searching:
            self._start("list", lambda: self._first(asked), lambda found: self._take(found, keep))
            return
        try:
            found = self._first(asked)
        except Exception as fault:  # told in the window by its kind, never lost
            self._state.faulted.emit(fault)
        else:
            self._take(found, keep)

    def count(self) -> None:
        """Count anew what stands beside the list."""
        if not self._stopped:
            query = self._query
            self._cancel("count")
            self._start("count", lambda: self._counts(query), self.counted.emit)

    def unknown(self, then: Callable[[list[str]], None]) -> None:
        """Look aside for the cases of the list of which no answer is known."""
        query, library = self._query, self._state.library
        self._start("unknown", lambda: finding.unknown(library, query), then)

    def between(self, first: int, last: int, then: Callable[[list[str]], None]) -> None:
        """Hand on the ids of the cases from one place to another: at once where they are here, else aside."""
        here = [found.case.id for place, found in self.loaded() if first <= place <= last]
        if len(here) == last - first + 1:
            then(here)
            return
        query, library = self._query, self._state.library
        self._cancel("ids")
        self._start("ids", lambda: finding.ids(library, query)[first : last + 1], then)

    def found(self, place: int) -> Found | None:
        """The case at a place of the list; None while it is being read."""
        number, within = divmod(place, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        return page[within] if within < len(page) else None

    def loaded(self) -> list[tuple[int, Found]]:
        """The cases that are here, each with its place, in the order of the list."""
        return [
            (number * PAGE + within, found)
            for number, page in sorted(self._pages.items())
            for within, found in enumerate(page)
        ]

    def place(self, case_id: str | None) -> int | None:
        """The place of a case, as far as it is here."""
        return next((place for place, found in self.loaded() if found.case.id == case_id), None)

    def stop(self) -> None:
        """Let go of the threads: the window goes."""
        self._stopped = True
        self._runner.wait()
        self._tasks = {}

    def _first(self, asked: Asked) -> tuple[Query, Page]:
        words = query_words(self._state.workspace.words, asked.text) if asked.searching else ()
        query = Query(words, asked.filters, asked.order)
        return query, finding.page(self._state.library, query, limit=PAGE)

    def _take(self, found: tuple[Query, Page], keep: str | None) -> None:
        query, page = found
        self._query, self.total, self._pages = query, page.total, {0: page.items}
        if keep is not None and self.place(keep) is None and page.total > PAGE:
            self._start("place", lambda: self._around(query, keep), self._take_place)
        self.listed.emit()
        self.count()

    def _around(self, query: Query, case_id: str) -> tuple[int, Page | None]:
        place = finding.place_of(self._state.library, query, case_id)
        return (-1, None) if place is None else (place, self._page(query, place // PAGE))

    def _take_place(self, found: tuple[int, Page | None]) -> None:
        place, page = found
        if page is not None:
            self._put(page)
        self.placed.emit(place)

    def _want(self, number: int) -> None:
        """Read a page next; of several that scrolling went over only the last two still count."""
        if number not in self._wanted:
            self._wanted = [*self._wanted[-1:], number]
        self._read_next()

    def _read_next(self) -> None:
        if self._wanted and "page" not in self._tasks and not self._stopped:
            query, number = self._query, self._wanted[-1]
            self._start("page", lambda: self._page(query, number), self._take_page)

    def _page(self, query: Query, number: int) -> Page:
        return finding.page(self._state.library, query, offset=number * PAGE, limit=PAGE)

    def _take_page(self, page: Page) -> None:
        self._put(page)
        self._read_next()

    def _put(self, page: Page) -> None:
        number = page.offset // PAGE
        self._pages[number] = page.items
        self._wanted = [other for other in self._wanted if other != number]
        while len(self._pages) > MOST_PAGES:
            del self._pages[max(self._pages, key=lambda other: abs(other - number))]
        if page.items:
            self.read.emit(page.offset, page.offset + len(page.items) - 1)

    def _counts(self, query: Query) -> Counts:
        library, words = self._state.library, self._state.workspace.words
        facets = finding.facets(library, query)
        known, total = finding.known(library, query)
        return Counts(
            facets=facets,
            known=known,
            total=total,
            here=finding.page(library, Query(), limit=0).total,
            archived=finding.page(library, Query(filters=Filters(archived=True)), limit=0).total,
            tags=tuple(finding.tags(library)),
            names={code: words.country(code) for code in facets["countries"] if code is not None},
        )

    def _start(self, name: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        def unless_cancelled(task: Task) -> Any:
            return None if task.cancelled else work()

        def take(answer: Any) -> None:
            del self._tasks[name]
            then(answer)

        def fail(error: Exception) -> None:
            del self._tasks[name]
            self._wanted = []
            self._state.faulted.emit(error)

        self._tasks[name] = self._runner.start(name, unless_cancelled, take, fail)

    def _cancel(self, name: str) -> None:
        task = self._tasks.pop(name, None)
        if task is not None:
            task.cancel()
