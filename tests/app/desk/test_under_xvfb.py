"""The desk on a real X server: opened, a marker dragged, a note exported, and a picture of it left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from tests.app.desk.real_hands import ROOT, display

__all__ = ["display"]
PICTURE = ROOT / "build" / "desk.png"

DRIVE = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

app = QApplication(sys.argv[:1])
assert app.platformName() == "xcb", app.platformName()
from app.desk.start import open_desk
from app.desk.window import DeskWindow
from app.words import Words

library, picture, note = map(Path, sys.argv[1:])
problems = []


def rest(milliseconds):
    # QTest.qWait would keep the interpreter to itself and starve the work aside.
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(ready, what, seconds=40):
    for _ in range(seconds * 20):
        if ready():
            return
        rest(50)
    problems.append("waited in vain for " + what)


def drive():
    window = next(item for item in app.topLevelWidgets() if isinstance(item, DeskWindow))
    state = window._state
    state.open(next(item.id for item in state.library.summaries() if "UNMIL" in item.title))
    window.show_step(2)
    until(lambda: state.analysis_is_current, "the first analysis")
    track = window.case_view.steps[2].rows["insecurity"].track
    before = float(state.valuation.values[0])
    places = [QPoint(round(track.x_of(level)), track.height() // 2) for level in (18, 30, 60)]
    QTest.mousePress(track, Qt.MouseButton.LeftButton, pos=places[0])
    for place in places:
        QTest.mouseMove(track, place)
    if not float(state.valuation.values[0]) < before:
        problems.append("the ranks did not follow")
    QTest.mouseRelease(track, Qt.MouseButton.LeftButton, pos=places[-1])
    until(lambda: state.analysis_is_current, "the second analysis")
    rest(200)
    window.grab().save(str(picture))
    state.workspace.save_note(state.analysis, note)
    state.undo()
    if round(float(state.valuation.values[0]), 6) != round(before, 6):
        problems.append("undo did not take the edit back")
    window.close()


QTimer.singleShot(0, drive)
code = open_desk(library, Words(), draws=500)
sys.exit("; ".join(problems) or code)
"""


def test_the_desk_works_on_a_real_screen(display: str, tmp_path: Path) -> None:
    PICTURE.parent.mkdir(exist_ok=True)
    PICTURE.unlink(missing_ok=True)
    note = tmp_path / "note.pdf"
    done = subprocess.run(
        [sys.executable, "-c", DRIVE, str(tmp_path / "library.db"), str(PICTURE), str(note)],
        cwd=ROOT,
        env={**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    picture = QImage(str(PICTURE))
    assert (picture.width(), picture.height()) == (1440, 900)
    colours = {picture.pixel(x, y) for x in range(0, 1440, 7) for y in range(0, 900, 7)}
    assert len(colours) > 50
    assert note.read_bytes().startswith(b"%PDF-")
