"""What is typed stands for words and for the countries whose names begin so."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

import pytest

from app.finding import query_words
from app.words import Words
from app.workspace import Workspace
from db.finding import Query, page, words_of

WORDS = Words()


def codes(typed: str) -> set[str]:
    return {code for word in query_words(WORDS, typed) for code in word.codes}


def test_the_beginning_of_a_name_stands_for_its_countries() -> None:
    assert {"LBR", "LBY"} <= codes("lib")
    assert codes("liberia") == {"LBR"}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("leone", "SLE"),
        ("LEONE", "SLE"),
        ("cote", "CIV"),
        ("ivoire", "CIV"),
        ("CÔTE", "CIV"),
        ('"sierra leone"', "SLE"),
    ],
)
def test_any_word_of_a_name_will_do_without_accents_or_case(typed: str, code: str) -> None:
    assert code in codes(typed)


def test_the_middle_of_a_word_and_two_signs_stand_for_no_country() -> None:
    assert codes("beria") == set()
    assert codes("li") == set()


def test_each_word_has_its_own_countries_and_words_without_any_stay() -> None:
    found = query_words(WORDS, "convoy liberia")
    assert [(word.text, word.codes) for word in found] == [("convoy", ()), ("liberia", ("LBR",))]


def test_a_phrase_in_quotation_marks_is_whole() -> None:
    assert codes('"sierra leo"') == set()
    assert codes("sierra leo") == {"SLE"}


def test_a_case_is_found_by_a_country_its_text_never_names(tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "library.db", WORDS) as workspace:
        library = workspace.library
        assert library is not None
        library.add(replace(library.cases()[0], id=str(uuid.uuid4()), title="Plain", countries=("ISL",)), "create")
        assert page(library, Query(words_of("icel"))).total == 0
        found = page(library, Query(query_words(WORDS, "icel")))
        assert [item.case.title for item in found.items] == ["Plain"]
