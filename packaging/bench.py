"""Speed, as ratios of two things timed in the same run: ``NAME ratio VALUE target TARGET``, one line a measure.

A ratio says what a machine's own speed does not: how much we add to what could not be had for less.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.resources import starting_cases, two_feet_model
from decision.analysis import analyse
from decision.case_reading import read_case
from decision.methods import cross_check
from decision.model_reading import read_model
from decision.valuation import value_case

ROOT = Path(__file__).resolve().parent.parent

PAINTED = """
import sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            print(time.time(), flush=True)
            app.removeEventFilter(self)
            QTimer.singleShot(0, QApplication.quit)
        return False

app, painted = QApplication(sys.argv[:1]), Painted()
app.installEventFilter(painted)
"""

BARE_WINDOW = (
    PAINTED
    + """
window = QMainWindow()
window.resize(1440, 900)
window.show()
app.exec()
"""
)

DESK = (
    PAINTED
    + """
from pathlib import Path
from app.desk.start import open_desk
from app.words import Words
sys.exit(open_desk(Path(sys.argv[1]), Words()))
"""
)


def seconds(work: Callable[[], object], runs: int) -> float:
    """The median time of one run, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def show(name: str, ours: float, theirs: float, target: float) -> None:
    """Print one measure."""
    print(f"{name} ratio {ours / theirs:.2f} target {target:g}", flush=True)


def analysis_bench() -> None:
    """One case: everything but the draws, and everything, against the bare pymcdm calls within."""
    model = read_model(two_feet_model())
    cases = [read_case(data, model) for _, data in starting_cases()]
    case = cases[0]
    valuation = value_case(model, case)
    weights = valuation.weights

    def bare() -> object:
        return cross_check(model, valuation.fits, weights.criteria, valuation.family_values, weights.families)

    base = seconds(bare, 40)
    show("ranks-while-dragging", seconds(lambda: value_case(model, case), 40), base, 2)
    show("analysis-without-draws", seconds(lambda: analyse(model, case, cases, draws=1), 20), base, 60)
    show("analysis-100000-draws", seconds(lambda: analyse(model, case, cases), 5), base, 500)


def start_bench() -> None:
    """Start of the process to the first painted window, against a bare window of Qt, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        library = str(Path(folder) / "library.db")
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

        def painted_after(*command: str) -> float:
            """Seconds from the start of the process to the first paint of its window."""
            start = time.time()
            done = subprocess.run(
                [sys.executable, "-c", *command],
                cwd=ROOT,
                env=environment,
                check=True,
                timeout=60,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
            return float(done.stdout.split()[0]) - start

        painted_after(DESK, library)  # the library is made once; what is timed is every later start
        bare, ours = [], []
        for _ in range(7):
            bare.append(painted_after(BARE_WINDOW))
            ours.append(painted_after(DESK, library))
    show("start-to-first-paint", statistics.median(ours), statistics.median(bare), 3)


if __name__ == "__main__":
    analysis_bench()
    start_bench()
