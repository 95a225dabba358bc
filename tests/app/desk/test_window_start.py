from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.desk import start
from app.desk.window import DeskWindow
from app.words import Words
from app.workspace import Workspace

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> list[str]:
    """What message boxes would have said."""
    assert qapp is not None
    said: list[str] = []
    monkeypatch.setattr(QMessageBox, "exec", lambda box: said.append(box.text()) or 0)
    return said


def test_a_library_held_elsewhere_is_told_in_a_sentence(tmp_path: Path, words: Words, told: list[str]) -> None:
    library = tmp_path / "library.db"
    with Workspace.open(library, words):
        assert start.open_desk(library, words) == start.FAULT
    assert len(told) == 1
    assert "another Footing" in told[0]


def test_a_file_that_is_no_library_is_told_and_left_alone(tmp_path: Path, words: Words, told: list[str]) -> None:
    library = tmp_path / "library.db"
    library.write_bytes(b"not a library at all" * 100)
    assert start.open_desk(library, words) == start.FAULT
    assert "left as it is" in told[0]
    assert library.read_bytes() == b"not a library at all" * 100


def test_a_fault_of_ours_is_told_without_a_trace(
    tmp_path: Path, words: Words, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Workspace, "open", broken)
    assert start.open_desk(tmp_path / "library.db", words) == start.FAULT
    assert "ZeroDivisionError" in told[0]


def test_the_desk_opens_and_closes(tmp_path: Path, words: Words, qapp: QApplication) -> None:
    def leave() -> None:
        windows = [
            shown for shown in qapp.topLevelWidgets() if shown.isVisible() and shown.findChildren(DeskWindow)
        ]
        if windows:
            windows[0].close()
        else:
            QTimer.singleShot(50, leave)

    QTimer.singleShot(300, leave)
    assert start.open_desk(tmp_path / "new" / "library.db", words) == 0
    assert (tmp_path / "new" / "library.db").exists()


def test_the_window_needs_nothing_heavy() -> None:
    """What costs more to load than the window itself is not loaded with it."""
    heavy = ("pandas", "pymcdm", "reportlab", "scipy.stats", "pypdfium2")
    code = f"import sys, app.desk.start; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"
