"""Speed of the window under the hand: the real one, without a screen, with a case open or ten thousand listed.

What is held against a frame is the time of the window's own thread, which a busy machine does not lengthen; what is
awaited from a thread aside is timed by the clock.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from bench_library import Show, generate
from PySide6.QtCore import QEvent, QEventLoop, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.desk.appearance import dress
from app.desk.ranks_dock import RankEntry
from app.desk.settings import DeskSettings
from app.desk.state import DeskState
from app.desk.steps import STEPS
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.desk.tidying import Tidying
from app.desk.window import DeskWindow
from app.quick_look import DRAWS
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace
from decision.model import DecisionModel

FRAME = 1 / 60
"""Seconds a screen of 60 Hz shows one picture."""
SOON = 0.25
"""Seconds within which what is computed aside must have followed."""
MOVES, UNCOUNTED, RESTS, KEYS = 200, 10, 20, 60
CASES = 10_000
RATED, WEIGHED = "insecurity", "security"
LONGEST_MS = 20_000
"""Whoever waits longer waits in vain."""


def desk_bench(model: DecisionModel, show: Show) -> None:
    """A marker and a slider dragged, the quick look that follows a rest, and words typed over a large library."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["bench"])
    tidying = Tidying()
    try:
        with tempfile.TemporaryDirectory() as folder:
            drag_bench(Path(folder), show)
            search_bench(Path(folder), model, show)
    finally:
        tidying.stop()
        app.processEvents()


@contextmanager
def window_on(library: Path) -> Iterator[tuple[DeskWindow, DeskState]]:
    """The window on a library, painted once and let go of at the end."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    settings, theme, runner = DeskSettings(library.parent), Theme(), TaskRunner()
    settings.welcomed, settings.scheme = True, "light"
    dress(theme, settings)
    apply_style(app, theme)
    with Workspace.open(library, Words()) as workspace:
        state = DeskState(workspace, runner)
        window = DeskWindow(state, theme, settings)
        window.resize(1440, 900)
        window.show()
        app.processEvents()
        try:
            yield window, state
        finally:
            window.close()
            runner.wait()
            window.deleteLater()
            app.processEvents()


class Paints(QObject):
    """Sees whether any of some widgets was painted."""

    def __init__(self, *watched: QWidget) -> None:
        super().__init__()
        self.seen = False
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name
        """See the event and let it pass."""
        self.seen = self.seen or event.type() == QEvent.Type.Paint
        return False


def drag_bench(folder: Path, show: Show) -> None:
    """From a move of the pointer until the ranks are painted and the window is ready for the next move."""
    with window_on(folder / "cases.db") as (window, state):
        liberia = next(one.id for one in state.library.summaries() if one.title.startswith("Liberia"))
        state.open(liberia)
        settle(lambda: state.analysis_is_current)
        view = window.case_view
        view.show_step(STEPS.index("ratings"))
        track = view.ratings.rows[RATED].track
        times, follows = dragged(state, view.dock.entries, track, lambda level: track.x_of(level))
        show("drag-rating-to-ranks", tail(times), FRAME, 1)
        show("robustness-follows", tail(follows), SOON, 1)
        view.show_step(STEPS.index("weights"))
        slider = view.weights.tree.rows[WEIGHED].slider
        times, _ = dragged(state, view.dock.entries, slider, lambda level: slider.x_of(level))
        show("drag-weight-to-ranks", tail(times), FRAME, 1)


def dragged(
    state: DeskState, ranks: Sequence[RankEntry], under: QWidget, x_of: Callable[[float], float]
) -> tuple[list[float], list[float]]:
    """Drag in a widget from level to level, then let the hand rest again and again.

    Answers the seconds of the window's thread for every move, until both what is under the hand and the ranks are
    painted; and for every rest the seconds by the clock until the quick look is shown.
    """
    hand, followed, middle = Paints(under), Paints(*ranks), under.height() / 2
    settle(lambda: state.analysis_is_current)
    mouse(under, QEvent.Type.MouseButtonPress, x_of(50), middle)
    moves, rests = [], []
    for place in range(UNCOUNTED + MOVES):
        values = [rank.value for rank in ranks]
        hand.seen = followed.seen = False
        start = time.thread_time()
        mouse(under, QEvent.Type.MouseMove, x_of(20 + abs(60 - place % 120)), middle)
        settle(lambda: hand.seen and (followed.seen or [rank.value for rank in ranks] == values))  # noqa: B023
        moves.append(time.thread_time() - start)
    for place in range(RESTS):
        start = time.perf_counter()
        mouse(under, QEvent.Type.MouseMove, x_of(30 + place), middle)
        settle(lambda: not state.quick_is_current)
        settle(lambda: state.quick_is_current)
        QApplication.processEvents()
        rests.append(time.perf_counter() - start)
    mouse(under, QEvent.Type.MouseButtonRelease, x_of(50), middle)
    settle(lambda: state.analysis_is_current)
    return moves[UNCOUNTED:], rests


def search_bench(folder: Path, model: DecisionModel, show: Show) -> None:
    made = generate(folder / "many.db", model, CASES)
    with window_on(made.path) as (window, state):
        library = window.library
        settle(lambda: library.cases.rowCount() > 0)


def mouse(target: QWidget, kind: QEvent.Type, x: float, y: float) -> None:
    """Post what the pointer does over a widget."""
    at = QPointF(x, y)
    moves = kind is QEvent.Type.MouseMove
    down = kind is not QEvent.Type.MouseButtonRelease
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        at,
        QPointF(target.mapToGlobal(at)),
        none if moves else left,
        left if down else none,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.postEvent(target, event)


def settle(happened: Callable[[], bool]) -> None:
    """Let the window live until something has happened."""
    waiting, often = QEventLoop(), QTimer()
    end = time.monotonic() + LONGEST_MS / 1000
    often.setInterval(1)

    def look():
        if happened() or time.monotonic() > end:
            waiting.quit()

    often.timeout.connect(look)
    often.start()
    waiting.exec()
    assert happened()


def tail(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]
