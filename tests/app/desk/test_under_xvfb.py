"""The desk on a real X server: a marker dragged while the ranks follow, undone, and a picture of it left behind."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.words import Words
from tests.app.desk.real_hands import ROOT, Hands, display, started

__all__ = ["display"]
pytestmark = pytest.mark.timeout(110)
PICTURE = ROOT / "build" / "desk.png"


def test_the_ranks_follow_a_marker_on_a_real_screen(display: str, tmp_path: Path, words: Words) -> None:
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.unlink(missing_ok=True)
    with started(display, tmp_path, tmp_path, "--library", str(tmp_path / "library.db"), "--draws", "500") as (
        hands,
        running,
    ):
        open_liberia(hands, words)
        before = ranks(hands)
        start, *places = (
            hands.ask("level", name=words("criterion.insecurity.name"), at=at) for at in (18, 30, 60)
        )
        hands.hold(start)
        hands.move(*places)
        hands.until(lambda: "60" in hands.ask("words"), "the level to follow the marker that is held")
        held = ranks(hands)
        assert held != before
        hands.let_go()
        hands.until_gone(words("results.updating"))
        assert ranks(hands) == held
        assert hands.ask("picture", path=str(PICTURE))
        hands.press("ctrl+z")
        hands.until(lambda: ranks(hands) == before, "the ranks to be as before")
        hands.press("ctrl+q")
        assert running.wait(timeout=30) == 0
    assert (tmp_path / "said").read_text(encoding="utf-8") == ""
    picture = QImage(str(PICTURE))
    assert (picture.width(), picture.height()) == (1440, 900)
    colours = {picture.pixel(x, y) for x in range(0, 1440, 7) for y in range(0, 900, 7)}
    assert len(colours) > 50


def open_liberia(hands: Hands, words: Words) -> None:
    hands.until_read(words("welcome.question"))
    hands.press("Return")
    hands.until_at(words("desk.library.table"))
    hands.press("ctrl+k")
    hands.type("UNMIL")
    hands.until_typed("UNMIL")
    hands.until_gone("Afghanistan")
    hands.click(words("desk.library.open"), "QPushButton")
    hands.until(lambda: hands.ask("window")["title"].startswith("Liberia"), "Liberia to open")
    hands.press("ctrl+3")
    hands.until(lambda: hands.ask("part", name=words("desk.step.ratings")), "the ratings")
    hands.until_gone(words("results.updating"))


def ranks(hands: Hands) -> list[str]:
    """What the dock says of the three options, each with its rank and its value."""
    return [told for told in hands.ask("words") if re.match(r"[123]\. .+, \d", told)]
