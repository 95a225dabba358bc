"""Finding cases: words, filters, counts and windows, each held against a plain look at every case."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace

import pytest

from db.answers import Answer, keep
from db.finding import (
    Filters,
    Order,
    Query,
    Word,
    facets,
    ids,
    known,
    page,
    place_of,
    tags,
    unknown,
    words_of,
)
from db.library import Library
from decision.case import Case

MakeCase = Callable[..., Case]
AGREED = {"analysis": "two_feet_in", "doctrine": "two_feet_in", "precedent": "two_feet_in"}


def mission(name: str, kind: str) -> dict[str, object]:
    return {
        "name": name,
        "kind": kind,
        "mandate": "multidimensional",
        "uses_force": "no",
        "countries": ["LBR"],
        "coverage": {"LBR": 1},
    }


@pytest.fixture
def filled(library: Library, make_case: MakeCase) -> Library:
    """Five cases: A to C each with their own words, D without any, E put away."""
    rated = {
        "insecurity": {"low": 5, "best": 10, "high": 20, "rationale": "The convoy was stopped at a checkpoint."}
    }
    made = [
        make_case(title="A convoy", countries=["LBR"], as_of="2003-05-01", ratings={}, documented=None),
        make_case(title="b second", countries=["SLE", "GIN"], as_of="2008-01-01", ratings=rated),
        make_case(
            title="C café",
            countries=["HTI"],
            as_of="2010-12-31",
            mission=mission("MINUSTAH", "political_mission"),
            documented={"option": "two_feet_out", "source": "p. 1"},
        ),
        make_case(title="D", countries=["HTI"], as_of="2011-01-01", documented=None, ratings={}, evidence=[]),
        make_case(title="E convoy", countries=["LBR"], as_of="2004-01-01"),
    ]
    for case in made:
        library.add(case, "create")
    library.tag(made[0].id, ["watch", "2003 review"])
    library.tag(made[2].id, ["watch"])
    library.archive(made[4].id, True)
    return library


def titles(library: Library, query: Query) -> list[str]:
    return [item.case.title for item in page(library, query).items]


def sought(text: str, **filters: object) -> Query:
    return Query(words_of(text), Filters(**filters))  # type: ignore[arg-type]


def id_of(library: Library, title: str) -> str:
    return next(item.id for item in library.summaries() if item.title.startswith(title))


def answer(library: Library, title: str, made: Answer) -> None:
    case_id = id_of(library, title)
    assert keep(library, case_id, library.summary(case_id).changed_at, made)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("two words", [("two", False), ("words", False)]),
        ('a "whole phrase" b', [("a", False), ("whole phrase", True), ("b", False)]),
        ("“curly quotes”", [("curly quotes", True)]),
        ('"left open', [("left open", True)]),
        ("  -- & * ", []),
        ("", []),
    ],
)
def test_what_is_typed_is_taken_apart_into_words_and_phrases(text: str, found: list[tuple[str, bool]]) -> None:
    assert [(word.text, word.whole) for word in words_of(text)] == found


def test_a_word_in_the_title_comes_before_one_in_the_text(filled: Library) -> None:
    assert titles(filled, sought("convoy")) == ["A convoy", "b second"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("conv", {"A convoy", "b second"}),
        ("CONVOY checkpoint", {"b second"}),
        ('"stopped at"', {"b second"}),
        ('"at stopped"', set()),
        ('"conv"', set()),
        ("cafe", {"C café"}),
        ("minus", {"C café"}),
        ("watch", {"A convoy", "C café"}),
        ("HTI", {"C café", "D"}),
        ("nowhere", set()),
    ],
)
def test_words_are_found_in_titles_text_missions_countries_and_tags(
    filled: Library, text: str, found: set[str]
) -> None:
    assert set(titles(filled, sought(text))) == found


@pytest.mark.parametrize(
    "text", ['NOT "', "convoy AND", "title:convoy", "a*b", "(", "^x", "NEAR(a b)", "'; DROP TABLE cases"]
)
def test_nothing_typed_is_taken_for_the_language_of_the_index(filled: Library, text: str) -> None:
    assert page(filled, sought(text)).total <= 4


def test_a_code_stands_for_its_word(filled: Library) -> None:
    query = Query((Word("haiti", codes=("HTI",)),))
    assert set(titles(filled, query)) == {"C café", "D"}


def test_the_snippet_shows_what_was_sought_and_only_where_it_is_in_the_text(filled: Library) -> None:
    found = {item.case.title: item.snippet for item in page(filled, sought("convoy")).items}
    assert [piece for piece, hit in found["b second"] if hit] == ["convoy"]
    assert "".join(piece for piece, _ in found["b second"]).endswith("The convoy was stopped at a checkpoint.")
    assert found["A convoy"] == ()
    assert all(item.snippet == () for item in page(filled, Query()).items)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, {"A convoy", "b second", "C café", "D"}),
        ({"countries": ("GIN",)}, {"b second"}),
        ({"countries": ("LBR", "HTI")}, {"A convoy", "C café", "D"}),
        ({"kinds": ("political_mission",)}, {"C café"}),
        ({"missions": ("MINUSTAH",)}, {"C café"}),
        ({"documented": ("two_feet_in",)}, {"b second"}),
        ({"documented": ("two_feet_in", "two_feet_out")}, {"b second", "C café"}),
        ({"tags": ("watch",)}, {"A convoy", "C café"}),
        ({"tags": ("watch",), "countries": ("HTI",)}, {"C café"}),
        ({"since": datetime.date(2008, 1, 1)}, {"b second", "C café", "D"}),
        ({"since": datetime.date(2008, 1, 2), "until": datetime.date(2010, 12, 31)}, {"C café"}),
        ({"archived": True}, {"E convoy"}),
        ({"archived": None, "countries": ("LBR",)}, {"A convoy", "E convoy"}),
        ({"recommended": ("two_feet_in",)}, set()),
    ],
)
def test_filters_narrow_with_and_without_words(
    filled: Library, filters: dict[str, object], found: set[str]
) -> None:
    assert set(titles(filled, Query(filters=Filters(**filters)))) == found  # type: ignore[arg-type]
    both = {title for title in found if title.endswith("convoy") or title == "b second"}
    assert set(titles(filled, sought("convoy", **filters))) == both


@pytest.mark.parametrize(
    ("order", "found"),
    [
        (Order.CHANGED, ["D", "C café", "b second", "A convoy"]),
        (Order.RELEVANCE, ["D", "C café", "b second", "A convoy"]),
        (Order.TITLE, ["A convoy", "b second", "C café", "D"]),
        (Order.AS_OF, ["D", "C café", "b second", "A convoy"]),
    ],
)
def test_the_order_is_the_one_that_was_asked(filled: Library, order: Order, found: list[str]) -> None:
    assert sorted(titles(filled, Query(order=order)), key=found.index) == titles(filled, Query(order=order))
    assert ids(filled, Query(order=order)) == [id_of(filled, title) for title in found]


@pytest.mark.parametrize("text", ["", "convoy"])
@pytest.mark.parametrize("order", list(Order))
def test_windows_put_together_are_the_whole_list(
    library: Library, make_case: MakeCase, text: str, order: Order
) -> None:
    for number in range(23):
        library.add(make_case(title=f"convoy {number % 7}"), "create")  # titles that tie
    query = Query(words_of(text), order=order)
    windows = [page(library, query, offset=offset, limit=5) for offset in range(0, 30, 5)]
    together = [item.case.id for window in windows for item in window.items]
    assert together == ids(library, query)
    assert len(set(together)) == 23
    assert {window.total for window in windows} == {23}
    assert page(library, query, limit=0).total == 23
    assert [place_of(library, query, case_id) for case_id in together] == list(range(23))
    assert place_of(library, query, "no-such-case") is None


@pytest.mark.parametrize("text", ["", "convoy"])
def test_a_count_is_what_ticking_that_filter_would_leave(filled: Library, text: str) -> None:
    answer(filled, "A", Answer("basis", "", "two_feet_in", "firm", AGREED))
    answer(filled, "b", Answer("basis", "", None, "open", {**AGREED, "doctrine": None}))
    for ticked in ({}, {"tags": ("watch",)}, {"kinds": ("political_mission",)}, {"strengths": ("firm",)}):
        query = sought(text, **ticked)
        counts = facets(filled, query)
        assert set(counts) == {"kinds", "documented", "recommended", "strengths", "lines", "tags", "countries"}
        for name, values in counts.items():
            for value, number in values.items():
                if value is not None:
                    left = replace(query, filters=replace(query.filters, **{name: (value,)}))
                    assert page(filled, left).total == number, (name, value)


def test_answers_are_found_by_what_they_say(filled: Library) -> None:
    answer(filled, "A", Answer("basis", "now", "two_feet_in", "firm", AGREED))
    answer(filled, "b", Answer("basis", "now", "two_feet_out", "leaning", {**AGREED, "precedent": "two_feet_out"}))
    answer(filled, "C", Answer("basis", "now", None, "open", dict.fromkeys(AGREED)))
    assert titles(filled, sought("", recommended=("two_feet_in",))) == ["A convoy"]
    assert set(titles(filled, sought("", strengths=("firm", "open")))) == {"A convoy", "C café"}
    assert titles(filled, sought("", lines=("agree",))) == ["A convoy"]
    assert set(titles(filled, sought("", lines=("differ",)))) == {"b second", "C café"}


def test_answers_that_rest_on_something_else_do_not_count(filled: Library) -> None:
    answer(filled, "A", Answer("old", "now", "two_feet_in", "firm", AGREED))
    answer(filled, "b", Answer("basis", "then", "two_feet_in", "firm", AGREED))
    ours = {"basis": "basis", "precedents": "now"}
    assert titles(filled, sought("", recommended=("two_feet_in",), **ours)) == ["b second"]
    assert titles(filled, sought("", lines=("agree",), **ours)) == []
    counts = facets(filled, sought("", **ours))
    assert counts["recommended"] == {"two_feet_in": 1}
    assert counts["lines"] == {}


@pytest.mark.parametrize(("text", "total"), [("", 4), ("convoy", 2)])
def test_how_many_answers_are_known_is_told_whatever_answers_are_asked_for(
    filled: Library, text: str, total: int
) -> None:
    answer(filled, "A", Answer("basis", "now", "two_feet_in", "firm", AGREED))
    answer(filled, "b", Answer("old", "now", "two_feet_in", "firm", AGREED))
    query = sought(text, basis="basis", precedents="now", strengths=("leaning",))
    assert known(filled, query) == (1, total)
    left = unknown(filled, query)
    assert id_of(filled, "A") not in left
    assert id_of(filled, "b") in left
    assert len(left) == total - 1


def test_where_lines_are_asked_for_they_must_be_known_too(filled: Library) -> None:
    answer(filled, "A", Answer("basis", "then", "two_feet_in", "firm", AGREED))
    ours = {"basis": "basis", "precedents": "now"}
    assert known(filled, sought("", **ours)) == (1, 4)
    assert known(filled, sought("", lines=("agree",), **ours)) == (0, 4)


def test_the_tags_in_use_are_listed_once_and_in_order(filled: Library) -> None:
    assert tags(filled) == ["2003 review", "watch"]
    filled.tag(id_of(filled, "A"), [])
    assert tags(filled) == ["watch"]
    assert set(titles(filled, sought("review"))) == set()
