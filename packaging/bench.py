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
from dataclasses import replace
from pathlib import Path

import numpy as np
from bench_desk import desk_bench
from bench_library import SIZES, generate, library_bench

from app.desk.settings import DeskSettings
from app.resources import starting_cases, two_feet_model
from decision.analysis import analyse
from decision.case import Case, Estimate
from decision.case_reading import read_case
from decision.curves import Array
from decision.doctrine import consult_doctrine
from decision.methods.cross_check import cross_check
from decision.model import DecisionModel
from decision.model_reading import read_model
from decision.precedent.case_base import CaseBase
from decision.precedent.nearest import precedents
from decision.robustness.draws import DrawSource
from decision.robustness.smaa import robustness
from decision.robustness.weight_spaces import around_profile
from decision.sensitivity.overall import sensitivity
from decision.sensitivity.smallest_change import smallest_changes
from decision.stakeholders.perspectives import stakeholders
from decision.valuation import Level, Valuation, value_case

ROOT = Path(__file__).resolve().parent.parent
DRAWS = 100_000

MILLION = """
from pathlib import Path
from app.resources import starting_cases, two_feet_model
from decision.case_reading import read_case
from decision.model_reading import read_model
from decision.robustness.smaa import robustness
from decision.valuation import value_case

model = read_model(two_feet_model())
case = read_case(starting_cases()[0][1], model)
made = value_case(model, case)
robustness(model, case, made.levels, made.weights, draws=1_000_000, seed=1)
# Not the ru_maxrss of a new process: it starts at the size of the one that made it.
status = Path("/proc/self/status").read_text(encoding="ascii")
print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)
"""

PAINTED = """
import os, sys, time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

def window(painted):
    return isinstance(painted, QMainWindow)

def listed(painted):
    table = painted.parent()
    return isinstance(table, QTableView) and painted is table.viewport() and table.model().rowCount() > 0

class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and wanted(watched):
            print(time.time(), flush=True)
            app.removeEventFilter(self)
            end()
        return False

def leave():  # a library that is not closed would be looked at as a whole by the next to open it
    QTimer.singleShot(0, app.closeAllWindows)

wanted, end = (listed, leave) if sys.argv[2:] else (window, lambda: os._exit(0))
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
from app.__main__ import main
sys.exit(main(["--library", sys.argv[1]]))
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
    print(f"{name} ratio {ours / theirs:.3g} target {target:g}", flush=True)


def analysis_bench(model: DecisionModel, cases: list[Case]) -> None:
    """One case: everything but the draws, and everything, against the bare pymcdm calls within."""
    case = cases[0]
    base = CaseBase(model, hundred(cases))
    base.record  # noqa: B018 - a library's own record is worked out once, not at every move of a slider
    valuation = value_case(model, case)
    bare = seconds(lambda: four_methods(valuation), 60)
    show("ranks-while-dragging", seconds(lambda: value_case(model, case), 60), bare, 2)
    show("analysis-without-draws", seconds(lambda: without_draws(model, case, base), 30), bare, 25)
    show("analysis-100000-draws", seconds(lambda: analyse(model, case, base), 5), bare, 600)


def hundred(cases: list[Case]) -> list[Case]:
    """A hundred documented cases: the starting ones again and again, each a case of its own."""
    found = []
    for place in range(100):
        case = cases[place % len(cases)]
        mission = replace(case.mission, name=f"Mission {place}")
        found.append(replace(case, id=str(place), title=f"Case {place}", mission=mission))
    return found


def four_methods(valuation: Valuation) -> None:
    """One pymcdm call each of WSM, TOPSIS, VIKOR and PROMETHEE II on the case's matrix, anchored where needed."""
    from pymcdm.methods import PROMETHEE_II, TOPSIS, VIKOR, WSM  # noqa: PLC0415

    fits, weights = valuation.fits, valuation.weights.criteria
    count = len(weights)
    types = np.ones(count)
    outranking = PROMETHEE_II("vshape_2", p=np.full(count, 50.0), q=np.full(count, 10.0))
    anchored = np.vstack([fits, np.zeros(count), np.full(count, 100.0)])
    WSM(unscaled)(fits, weights, types, validation=False)
    TOPSIS()(anchored, weights, types, validation=False)
    VIKOR()(anchored, weights, types, validation=False)
    outranking(fits, weights, types, validation=False)


def unscaled(column: Array, cost: bool) -> Array:  # noqa: ARG001 - the signature the library calls
    """The column as it is."""
    return column


def without_draws(model: DecisionModel, case: Case, base: CaseBase) -> None:
    """Value, doctrine, all ways, exact sensitivity but the integer programme, stakeholders, precedents."""
    valuation = value_case(model, case)
    weights = valuation.weights
    doctrine = consult_doctrine(model, case, valuation.levels)
    cross_check(model, valuation.fits, weights.criteria, valuation.family_values, weights.families)
    sensitivity(model, case, valuation, doctrine, joint=False)
    stakeholders(model, case, valuation)
    precedents(model, case, base)


def robustness_bench(model: DecisionModel, case: Case) -> None:
    """A hundred thousand draws against pymcdm's WSM once a draw, against a bare numpy pass, and in two threads."""
    valuation = value_case(model, case)
    levels, weights = valuation.levels, valuation.weights

    def ours(workers: int = 1) -> object:
        return robustness(model, case, levels, weights, draws=DRAWS, seed=1, workers=workers)

    alone = seconds(ours, 7)
    show("robustness-of-pymcdm-once-a-draw", alone, pymcdm_once_a_draw(model, case), 1 / 40)
    show("robustness-of-a-bare-numpy-pass", alone, seconds(lambda: bare_pass(levels), 7), 1.6)
    show("robustness-two-threads-of-one", seconds(lambda: ours(2), 7), alone, 1)


def pymcdm_once_a_draw(model: DecisionModel, case: Case) -> float:
    """Seconds for all draws, from a tenth of them, made beforehand."""
    from pymcdm.methods import WSM  # noqa: PLC0415

    valuation = value_case(model, case)
    source = DrawSource.of(model, valuation.levels, around_profile(model, valuation.weights), 1)
    block = source.block(0)
    matrices = np.ascontiguousarray(np.moveaxis(source.kernel.fits(block.levels), 2, 0))
    weights = np.ascontiguousarray(block.weights.criteria.T)
    types, method = np.ones(weights.shape[1]), WSM(unscaled)

    def all_of_them() -> None:
        for matrix, own in zip(matrices, weights, strict=True):
            method(matrix, own, types, validation=False)

    return seconds(all_of_them, 3) * DRAWS / len(weights)


def bare_pass(levels: tuple[Level, ...]) -> Array:
    """What no robustness can do without: triangular levels, Dirichlet weights, one multiplication."""
    stream = np.random.Generator(np.random.PCG64(1))
    low, best, high = (
        np.array([getattr(level.estimate, name) for level in levels]) for name in ("low", "best", "high")
    )
    high = np.maximum(high, low + 1e-9)  # numpy's triangular refuses a point
    drawn = stream.triangular(low, np.clip(best, low, high), high, size=(DRAWS, len(levels)))
    weights = stream.dirichlet(np.full(len(levels), 40 / len(levels)), DRAWS)
    return np.asarray(np.einsum("dc,dc->d", drawn, weights))


def memory_bench() -> None:
    """The peak memory of a process that does a million draws, of 300 megabytes."""
    done = subprocess.run(
        [sys.executable, "-c", MILLION], cwd=ROOT, check=True, timeout=120, stdout=subprocess.PIPE
    )
    show("million-draws-peak-of-300-megabytes", float(done.stdout), 300, 1)


def smallest_bench(model: DecisionModel, cases: list[Case]) -> None:
    """The longest of the smallest-change programmes, all options of a case, of one second."""
    hard = [at_one_end(cases[0], float(level)) for level in (0, 5, 95, 100)]
    times = [seconds(lambda case=case: smallest(model, case), 1) for case in [*cases, *hard]]  # type: ignore[misc]
    show("smallest-change-longest-of-a-second", max(times), 1, 1)


def at_one_end(case: Case, level: float) -> Case:
    """The case with every level at one place, where the programme is hardest."""
    return replace(
        case,
        ratings={name: replace(one, estimate=Estimate(level, level, level)) for name, one in case.ratings.items()},
    )


def smallest(model: DecisionModel, case: Case) -> None:
    """The smallest changes of a case."""
    valuation = value_case(model, case)
    smallest_changes(model, valuation, consult_doctrine(model, case, valuation.levels))


def start_bench(library: Path) -> None:
    """Start of the process on a large library to the first painted window, and to its list with cases in it.

    Both against a bare window of Qt, in turn.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    def painted_after(*command: str) -> float:
        """Seconds from the start of the process to the first paint of its window, or of what is asked for."""
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

    desk = (DESK, str(library))
    runs = ((BARE_WINDOW,), desk, (*desk, "list"))
    times = [[painted_after(*command) for command in runs] for _ in range(8)][1:]
    bare, first, listed = (statistics.median(one) for one in zip(*times, strict=True))
    show("start-to-first-paint", first, bare, 1.5)
    show("start-to-list", listed, bare, 5)


def window_bench(model: DecisionModel) -> None:
    """What an officer sees and handles, on a library of ten thousand cases."""
    with tempfile.TemporaryDirectory() as folder:
        DeskSettings(Path(folder)).welcomed = True  # written as it goes: the processes that are started read it
        large = generate(Path(folder) / "library.db", model, SIZES[-1])
        start_bench(large.path)
        desk_bench(large, show)


def main() -> None:
    """All measures."""
    model = read_model(two_feet_model())
    cases = [read_case(data, model) for _, data in starting_cases()]
    analysis_bench(model, cases)
    robustness_bench(model, cases[0])
    memory_bench()
    smallest_bench(model, cases)
    window_bench(model)
    library_bench(model, show)


if __name__ == "__main__":
    main()
