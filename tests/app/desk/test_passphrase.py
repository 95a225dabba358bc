"""The library's passphrase in the window: set, changed, taken off, and what is refused before anything is done."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import safekeeping
from app.desk import start
from app.desk.passphrase_entry import NewPassphrase, PassphraseChange, PassphraseEntry
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.words import Words
from app.workspace import Workspace
from db.encryption import is_encrypted
from tests.app.desk.driving import Driver, fill, in_window, leave

pytestmark = pytest.mark.timeout(120)
RIVER, HILL = "a quiet river", "a green hill"


@pytest.mark.parametrize(
    ("typed", "faults"),
    [
        (("short", "short"), {"new": "Use at least 8 characters; a whole sentence is best."}),
        ((" " * 9, " " * 9), {"new": "Use at least 8 characters; a whole sentence is best."}),
        ((RIVER, HILL), {"again": "This is not the same as above."}),
    ],
)
def test_a_first_passphrase_is_looked_at_before_anything_is_done(
    qtbot: QtBot, theme: Theme, words: Words, typed: tuple[str, ...], faults: dict[str, str]
) -> None:
    view = PassphraseChange(theme, words, None, None)
    qtbot.addWidget(view)
    for field, text in zip(view.fields.values(), typed, strict=True):
        field.control.setText(text)  # type: ignore[attr-defined]
    view.check()
    assert view.wanted is None
    assert {name: field.fault for name, field in view.fields.items() if field.fault} == faults


def test_another_passphrase_needs_the_present_one(qtbot: QtBot, theme: Theme, words: Words) -> None:
    view = PassphraseChange(theme, words, RIVER, None)
    qtbot.addWidget(view)
    assert list(view.fields) == ["old", "new", "again"]
    for name, text in (("old", HILL), ("new", HILL), ("again", HILL)):
        view.fields[name].control.setText(text)  # type: ignore[attr-defined]
    view.check()
    assert view.wanted is None
    assert view.fields["old"].fault == "This is not the passphrase of the library."
    view.fields["old"].control.setText(RIVER)  # type: ignore[attr-defined]
    view.check()
    assert view.wanted == NewPassphrase(RIVER, HILL)


def test_a_passphrase_is_set_changed_and_taken_off(tmp_path: Path, words: Words, qapp: QApplication) -> None:
    assert qapp is not None
    path = tmp_path / "library.db"
    with Workspace.open(path, words) as workspace:
        assert workspace.library is not None
        safekeeping.back_up(workspace.library)
    notices: list[str] = []
    sealed: list[bool] = []

    def note(window: DeskWindow) -> None:
        notices.append(window.status.notice)
        sealed.append(is_encrypted(path) and all(is_encrypted(one.path) for one in safekeeping.kept_backups(path)))
        window.safety.ask_passphrase()

    driver = Driver(
        in_window(lambda window: window.safety.ask_passphrase()),
        fill(PassphraseChange, RIVER, RIVER, press="Set passphrase"),
        in_window(note),
        fill(PassphraseChange, RIVER, HILL, HILL, press="Change passphrase"),
        in_window(note),
        fill(PassphraseChange, press="Remove it…"),
        fill(PassphraseChange, HILL, press="Remove passphrase"),
        leave(notices),
    )
    assert start.open_desk(path, words) == 0
    assert driver.done
    assert notices == [
        "The library and its backups are encrypted.",
        "The library and its backups have the new passphrase.",
        "The library and its backups are no longer encrypted.",
    ]
    assert sealed == [True, True]
    assert not any(is_encrypted(one.path) for one in safekeeping.kept_backups(path))
    with Workspace.open(path, words) as workspace:
        assert workspace.library is not None
        assert len(workspace.library.summaries()) == 9


def test_an_encrypted_library_asks_again_in_the_next_session(
    tmp_path: Path, words: Words, qapp: QApplication
) -> None:
    assert qapp is not None
    path = tmp_path / "library.db"
    notices: list[str] = []
    first = Driver(
        in_window(lambda window: window.safety.ask_passphrase()),
        fill(PassphraseChange, RIVER, RIVER, press="Set passphrase"),
        leave(notices),
    )
    assert start.open_desk(path, words) == 0
    second = Driver(fill(PassphraseEntry, RIVER, press="Open"), leave(notices))
    assert start.open_desk(path, words) == 0
    assert first.done
    assert second.done
