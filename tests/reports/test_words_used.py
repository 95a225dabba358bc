"""The note's catalogue: no word is asked for that is not there, and none is there that nobody asks for."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PREFIX = "note."


def keys() -> set[str]:
    with (ROOT / "assets" / "locale" / "en" / "note.po").open("rb") as file:
        messages = [message.id for message in read_po(file) if message.id]
    return {item[0] if isinstance(item, tuple) else item for item in messages}


def asked() -> Iterator[re.Pattern[str]]:
    """Every string of the sources as a pattern; what an f-string fills in stands for anything."""
    for path in (ROOT / "reports").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.compile(re.escape(node.value.removeprefix(PREFIX)))
            elif isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".*" for part in node.values
                ]
                text = "".join(parts).removeprefix(re.escape(PREFIX))
                if text.replace(".*", "").replace("\\.", ""):
                    yield re.compile(text)


def test_every_word_of_the_note_is_asked_for() -> None:
    patterns = list(asked())
    unasked = {
        key for key in keys() if not any(pattern.fullmatch(key.removeprefix(PREFIX)) for pattern in patterns)
    }
    assert unasked == set()
