"""A library that does not open: what is told, and the way out that is offered, on real files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import safekeeping
from app.desk import start
from app.desk.backups_view import BackupsView
from app.desk.opener import Opener
from app.desk.passphrase_entry import PassphraseEntry
from app.desk.theme import Theme
from app.words import Words
from app.workspace import Workspace
from db.backups import folder_of
from tests.app.desk.driving import Driver, Step, answer, fill, leave, shown_windows

pytestmark = pytest.mark.timeout(120)
PASSPHRASE = "a quiet river"


@pytest.fixture
def opener(tmp_path: Path, words: Words, theme: Theme) -> Opener:
    return Opener(tmp_path / "library.db", words, theme)


@pytest.fixture
def library(tmp_path: Path, words: Words) -> Path:
    """A library that is closed and has one backup."""
    path = tmp_path / "library.db"
    with Workspace.open(path, words) as workspace:
        assert workspace.library is not None
        safekeeping.back_up(workspace.library)
    return path


@pytest.fixture
def locked(tmp_path: Path, words: Words) -> Path:
    """The same, encrypted."""
    path = tmp_path / "library.db"
    with Workspace.open(path, words, passphrase=PASSPHRASE) as workspace:
        assert workspace.library is not None
        safekeeping.back_up(workspace.library)
    return path


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    half = len(data) // 2
    data[half - 40_000 : half + 40_000] = b"\xff" * 80_000
    path.write_bytes(data)


@contextlib.contextmanager
def opened(opener: Opener) -> Iterator[Workspace]:
    found = opener.open()
    assert found is not None
    with found:
        yield found


def test_a_damaged_library_is_brought_back_from_its_newest_backup(library: Path, opener: Opener) -> None:
    damage(library)
    said: list[str] = []
    driver = Driver(answer("Restore this backup", said))
    with opened(opener) as workspace:
        assert workspace.library is not None
        assert len(workspace.library.summaries()) == 9
    assert driver.done
    assert "is damaged" in said[0]
    assert "Its newest backup is of " in said[0]
    assert opener.notice.startswith("The backup of ")
    assert [path for path in folder_of(library).iterdir() if path.name.startswith("damaged-")]


def test_what_is_no_library_any_more_can_be_brought_back_from_the_list(library: Path, opener: Opener) -> None:
    library.write_bytes(b"not a library at all" * 100)
    said: list[str] = []

    def press() -> bool:
        views = [one for one in shown_windows() if isinstance(one, BackupsView)]
        if not views or not views[0].go.isEnabled():
            return False
        assert not hasattr(views[0], "make_button")
        said.append(views[0].said.text())
        hands.append(Driver(answer("Restore", said)))
        views[0].go.click()
        return True

    hands: list[Driver] = []
    driver = Driver(answer("Choose another backup…", said), press)
    with opened(opener) as workspace:
        assert workspace.library is not None
        assert len(workspace.library.summaries()) == 9
    assert driver.done
    assert said[1] == "The library itself cannot be read; this backup brings 9 cases back."


def test_quitting_leaves_a_damaged_library_as_it_is(library: Path, words: Words, qapp: QApplication) -> None:
    assert qapp is not None
    damage(library)
    before = library.read_bytes()
    said: list[str] = []
    driver = Driver(answer("Quit", said))
    assert start.open_desk(library, words) == start.FAULT
    assert driver.done
    assert library.read_bytes() == before


def test_a_library_that_is_gone_is_not_begun_anew_beside_its_backups(library: Path, opener: Opener) -> None:
    library.unlink()
    said: list[str] = []
    driver = Driver(answer("Restore this backup", said))
    with opened(opener) as workspace:
        assert workspace.library is not None
        assert not workspace.library.is_new
    assert driver.done
    assert "missing or empty" in said[0]


def test_a_passphrase_is_asked_for_until_it_opens(locked: Path, words: Words, qapp: QApplication) -> None:
    assert qapp is not None
    notices: list[str] = []
    told: list[str] = []

    def refused() -> bool:
        found = [one for one in shown_windows() if isinstance(one, PassphraseEntry)]
        if not found or not found[0].fields["passphrase"].fault:
            return False
        told.append(found[0].fields["passphrase"].fault)
        return True

    driver = Driver(
        fill(PassphraseEntry, "another river", press="Open"),
        refused,
        fill(PassphraseEntry, PASSPHRASE, press="Open"),
        leave(notices),
    )
    assert start.open_desk(locked, words) == 0
    assert driver.done
    assert told[0].startswith("This passphrase does not open it.")


def test_cancelling_the_passphrase_quits(locked: Path, words: Words, opener: Opener) -> None:
    driver = Driver(fill(PassphraseEntry, press="Cancel"))
    assert opener.open() is None
    assert driver.done
    with Workspace.open(locked, words, passphrase=PASSPHRASE):  # nobody holds it
        pass


def test_an_encrypted_backup_is_brought_back_with_its_passphrase(locked: Path, opener: Opener) -> None:
    data = bytearray(locked.read_bytes())
    data[4096:200_000] = b"\xff" * (200_000 - 4096)
    locked.write_bytes(data)
    said: list[str] = []
    steps: list[Step] = [
        fill(PassphraseEntry, PASSPHRASE, press="Open"),
        answer("Restore this backup", said),
        fill(PassphraseEntry, PASSPHRASE, press="Open"),
    ]
    driver = Driver(*steps)
    with opened(opener) as workspace:
        assert workspace.library is not None
        assert workspace.library.encrypted
        assert len(workspace.library.summaries()) == 9
    assert driver.done


def test_a_library_held_elsewhere_opens_once_it_is_let_go(library: Path, words: Words, opener: Opener) -> None:
    other = Workspace.open(library, words)
    said: list[str] = []
    let_go: Step = lambda: other.close() is None  # noqa: E731 - a step is a call
    driver = Driver(answer("Try again", said), let_go, answer("Try again", said))
    with opened(opener):
        assert driver.done
    assert "another Footing" in said[0]


def test_a_newer_library_is_told_in_a_sentence(library: Path, opener: Opener) -> None:
    from sqlcipher3 import dbapi2 as sqlite  # noqa: PLC0415 - only here

    connection = sqlite.connect(str(library))
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    said: list[str] = []
    driver = Driver(answer("OK", said))
    assert opener.open() is None
    assert driver.done
    assert "newer version of Footing" in said[0]
