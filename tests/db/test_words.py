from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from db.faults import SQLITE_FAULTS, SYSTEM_FAULTS, LibraryFault

ROOT = Path(__file__).parents[2]
CATALOGUE = ROOT / "assets" / "locale" / "en" / "library.po"


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    with CATALOGUE.open("rb") as file:
        return {str(item.id): str(item.string) for item in read_po(file) if item.id}


def test_every_fault_has_one_sentence(words: dict[str, str]) -> None:
    raised = {
        code
        for module in (ROOT / "db").glob("*.py")
        for line in re.findall(r"LibraryFault\(([^)]*)", module.read_text("utf-8"))
        for code in re.findall(r'"([a-z_]+)"', line)
    }
    codes = raised | {"held", "wrong_passphrase"} | set(SQLITE_FAULTS.values()) | set(SYSTEM_FAULTS.values())
    assert {key for key in words if key.startswith("fault.library.")} == {
        f"fault.library.{code}" for code in codes
    }


def test_sentences_are_plain_and_can_be_filled_in(words: dict[str, str]) -> None:
    fault = LibraryFault("any", Path("/cases/desk.footing"), id="an-id", number=3, perspective="Ours")
    for key, text in words.items():
        if key.startswith("fault."):
            sentence = text.format(**fault.values)
            assert sentence.endswith(".")
            assert sentence.count(". ") == 0, "one sentence"
            assert "desk.footing" in sentence or "an-id" in sentence
        assert not re.search(r"!|please|sorry|invalid|you ", text, re.IGNORECASE)


def test_actions_are_nouns_in_lower_case(words: dict[str, str]) -> None:
    actions = [text for key, text in words.items() if key.startswith("action.")]
    assert actions
    assert all(text and text == text.lower() and not text.endswith(".") for text in actions)
