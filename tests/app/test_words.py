"""The translation layer: every key the code asks for has words, and numbers read as people write them."""

from __future__ import annotations

import ast
import datetime
import logging
import string
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from app.resources import resource
from app.words import Words

ROOT = Path(__file__).resolve().parents[2]
WORDS = Words()
NB = "\u00a0"


def literal_keys() -> set[tuple[str, str]]:
    """Every constant first argument of a call of words in the sources, with its file."""
    found = set()
    for room in ("app", "reports"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _is_words(node.func) and node.args:
                    key = node.args[0]
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        found.add((str(path.relative_to(ROOT)), key.value))
    return found


def _is_words(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and function.attr == "count":
        function = function.value
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in ("words", "_words")


def test_every_key_in_the_code_has_words() -> None:
    keys = literal_keys()
    assert len(keys) > 50
    assert sorted(pair for pair in keys if not WORDS.has(pair[1])) == []


def test_every_error_and_fault_of_the_core_has_a_sentence() -> None:
    codes = set()
    for path in (ROOT / "decision").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in ("fail", "_error", "CaseError", "ModelError", "MethodError", "WeightsError"):
                    codes.add(node.args[0].value)
    assert len(codes) > 30
    assert sorted(code for code in codes if not WORDS.has(f"error.{code}")) == []


def test_catalogues_are_well_formed() -> None:
    for path in sorted((ROOT / "assets" / "locale" / "en").glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                for text in texts if message.id else ():
                    assert text.strip(), f"{path.name}: {message.id} has no words"
                    assert "!" not in text, f"{path.name}: {message.id}"
                    list(string.Formatter().parse(text))


def test_a_missing_key_is_shown_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert WORDS("no.such.key") == "no.such.key"
    assert "no.such.key" in caplog.text


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (94.25, 1, "94.3"),
        (-0.04, 1, "0.0"),
        (-3.25, 1, "\u22123.3"),
        (1460, 0, "1,460"),
        (2.5, 0, "3"),
        (0.285, 2, "0.29"),
    ],
)
def test_numbers_round_half_away_from_zero_with_a_true_minus(value: float, decimals: int, text: str) -> None:
    assert WORDS.number(value, decimals) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, f"0{NB}%"), (1, f"100{NB}%"), (0.004, f"<1{NB}%"), (0.9951, f">99{NB}%"), (0.5, f"50{NB}%")],
)
def test_almost_none_and_almost_all_are_not_none_and_all(share: float, text: str) -> None:
    assert WORDS.share(share) == text


@given(st.floats(0, 1))
def test_only_none_reads_none_and_only_all_reads_all(share: float) -> None:
    text = WORDS.share(share)
    assert (text == f"0{NB}%") == (share == 0)
    assert (text == f"100{NB}%") == (share == 1)


def test_changes_dates_countries_and_lists_read_well() -> None:
    assert WORDS.change(0.04) == "same"
    assert WORDS.change(1.26) == "+1.3"
    assert WORDS.change(-1.26) == "\u22121.3"
    assert WORDS.day(datetime.date(2008, 9, 30)) == "30 September 2008"
    assert WORDS.country("LBR") == "Liberia"
    assert WORDS.country("XKX") == "Kosovo"
    assert WORDS.listing(["a", "b", "c"]) == "a, b and c"
    assert WORDS.listing([]) == ""


ELSEWHERE = ("cli", "note", "text", "verify")
"""Catalogues of the command line and of the note: they speak the source language as yet, but for ..."""
SHOWN = ("reason.", "test.", "tested.", "line.", "why.", "backup_reason.", "damage.", "note.section.", "note.gap.")
"""... what the window shows of them."""


def messages(language: str, *, but: tuple[str, ...] = ()) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(catalogue_folder(language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=language):
                key = message.id[0] if isinstance(message.id, tuple) else message.id
                texts = message.string if isinstance(message.string, tuple) else (message.string,)
                if key and (path.stem not in but or key.startswith(SHOWN)):
                    found[key] = tuple(texts)
    return found


def catalogue_folder(language: str) -> Path:
    return Path(str(resource("locale", language)))


def places(texts: tuple[str, ...]) -> set[str]:
    return {name for text in texts for _, name, _, _ in Formatter().parse(text) if name}


def test_the_window_has_all_its_words_in_french() -> None:
    wanted, there = messages("en", but=ELSEWHERE), messages("fr")
    assert sorted(wanted.keys() - there.keys()) == []
    assert sorted(there.keys() - messages("en").keys()) == []
    assert sorted(key for key in wanted if not all(there[key])) == []


def test_french_sentences_have_the_places_of_the_english_ones() -> None:
    english, there = messages("en"), messages("fr")
    assert sorted(key for key, texts in there.items() if places(texts) - places(english[key])) == []
    assert sorted(key for key in there if places(english[key]) - places(there[key])) == []


def test_words_change_their_language_for_all_who_hold_them() -> None:
    words = Words()
    assert words("menu.file") == "File"
    words.use("fr")
    assert words("menu.file") == "Fichier"
    assert words.number(1234.5, 1) == "1\u202f234,5"
    assert words("cli.verb") == Words()("cli.verb")  # not in French yet: said in the source language
    words.use("en")
    assert words("menu.file") == "File"
