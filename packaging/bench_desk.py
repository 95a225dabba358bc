"""Speed of the window under the hand: the real one, without a screen, with a case open or ten thousand listed.

What is held against a frame is the time of the window's own thread, which a busy machine hardly lengthens; what
comes from a thread aside is timed by the clock.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench_library import Generated, Show
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
from app.desk.weight_slider import WeightSlider
from app.desk.window import DeskWindow
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace

FRAME = 1 / 60
"""Seconds for which a screen of 60 Hz shows one picture."""
SOON = 0.25
"""Seconds within which what is computed aside must have followed."""
MOVES, UNCOUNTED, RESTS = 200, 10, 20
OPENED, RATED = "Liberia", "insecurity"
TYPED = (60, 400, 1700)
"""The places of the words that are typed: one that most cases hold, one that some do, a rare one."""
PAUSE = 0.4
"""Seconds in which the counts and the preview that follow a list are done."""
LONGEST_MS = 30_000
"""Whoever waits longer waits in vain."""


def desk_bench(large: Generated, show: Show) -> None:
    """A marker and a slider dragged, the quick look that follows a rest, and words typed over a large library."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(["bench"])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    tidying = Tidying()
    try:
        with tempfile.TemporaryDirectory() as folder:
            drag_bench(app, Path(folder) / "library.db", show)
        typing_bench(app, large, show)
    finally:
        tidying.stop()


@contextmanager
def window_on(app: QApplication, library: Path) -> Iterator[tuple[DeskWindow, DeskState]]:
    """The window on a library, let go of at the end."""
    settings, theme, runner = DeskSettings(library.parent), Theme(), TaskRunner()
    settings.welcomed, settings.scheme = True, "light"
    dress(theme, settings)
    apply_style(app, theme)
    with Workspace.open(library, Words()) as workspace:
        state = DeskState(workspace, runner)
        window = DeskWindow(state, theme, settings)
        window.resize(1440, 900)
        window.show()
        settle(lambda: window.library.table.selected_place() is not None)
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
        self.seen = self.seen or event.type() is QEvent.Type.Paint
        return False


def drag_bench(app: QApplication, library: Path, show: Show) -> None:
    """A marker and a slider dragged; each step was looked at before, so that each has something to follow."""
    with window_on(app, library) as (window, state):
        state.open(next(one.id for one in state.library.summaries() if one.title.startswith(OPENED)))
        view = window.case_view
        for place in reversed(range(len(STEPS))):
            view.show_step(place)
            settle(lambda: state.analysis_is_current)
            rest(PAUSE)
        view.show_step(STEPS.index("ratings"))
        track = view.ratings.rows[RATED].track
        moves, rests = dragged(state, view.dock.entries, track, track.x_of)
        show("drag-rating-to-ranks", tail(moves), FRAME, 1)
        view.show_step(STEPS.index("weights"))
        slider = view.steps[view.step].findChildren(WeightSlider)[0]
        moves, more = dragged(state, view.dock.entries, slider, slider.x_of)
        show("drag-weight-to-ranks", tail(moves), FRAME, 1)
        show("robustness-follows", tail([*rests, *more]), SOON, 1)


def dragged(
    state: DeskState, ranks: Sequence[RankEntry], under: QWidget, x_of: Callable[[float], float]
) -> tuple[list[float], list[float]]:
    """Drag in a widget from level to level, then let the hand rest again and again.

    Answers the seconds of the window's thread for every move, until both what is under the hand and the ranks are
    painted; and for every rest the seconds by the clock until the quick look is shown.
    """
    hand, followed = Paints(under), Paints(*ranks)
    rest(PAUSE)
    mouse(under, QEvent.Type.MouseButtonPress, x_of(50))
    moves, rests = [], []
    for place in range(UNCOUNTED + MOVES):
        values = [rank.value for rank in ranks]

        def painted(before: Sequence[str] = values) -> bool:
            return hand.seen and (followed.seen or [rank.value for rank in ranks] == before)

        hand.seen = followed.seen = False
        start = time.thread_time()
        mouse(under, QEvent.Type.MouseMove, x_of(20 + abs(60 - place % 120)))
        settle(painted)
        moves.append(time.thread_time() - start)
    for place in range(RESTS):
        start = time.perf_counter()
        mouse(under, QEvent.Type.MouseMove, x_of(30 + place))
        settle(lambda: not state.quick_is_current)
        settle(lambda: state.quick_is_current)
        QApplication.processEvents()
        rests.append(time.perf_counter() - start)
    mouse(under, QEvent.Type.MouseButtonRelease, x_of(50))
    settle(lambda: state.analysis_is_current)
    return moves[UNCOUNTED:], rests


def typing_bench(app: QApplication, large: Generated, show: Show) -> None:
    """Words typed letter by letter over ten thousand cases: how long a letter holds the window at a time, the list
    that follows it and its painting too.

    A list is asked for once the hand rests, and found aside: by the clock it comes later, within a quarter second.
    """
    with window_on(app, large.path) as (window, _):
        library, listed = window.library, []
        window.results.listing.listed.connect(lambda: listed.append(True))
        list_ = Paints(library.table.viewport())
        busy, waited = [], []
        rest(10 * PAUSE)
        for place in TYPED:
            library.search.clear()
            for letter in large.words[place]:
                rest(PAUSE)
                listed.clear()
                start = time.perf_counter()
                key(library.search, letter)
                before = settle(lambda: bool(listed))
                list_.seen = False
                busy.append(max(before, settle(lambda: list_.seen)))
                waited.append(time.perf_counter() - start)
        show("search-key-to-list", tail(busy), FRAME, 1)
        show("search-key-to-list-by-the-clock", tail(waited), SOON, 1)


def mouse(over: QWidget, kind: QEvent.Type, x: float) -> None:
    """Post what the pointer does in the middle of a widget's height, ``x`` pixels from its left."""
    at, left = QPointF(x, over.height() / 2), Qt.MouseButton.LeftButton
    moved = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else left
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else left
    event = QMouseEvent(kind, at, over.mapToGlobal(at), moved, held, Qt.KeyboardModifier.NoModifier)
    QApplication.postEvent(over, event)


def key(field: QWidget, letter: str) -> None:
    """Post a letter typed into a field."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, ord(letter.upper()), Qt.KeyboardModifier.NoModifier, letter)
        QApplication.postEvent(field, event)


def settle(happened: Callable[[], bool]) -> float:
    """Let the window live until something has happened.

    Answers the longest it was busy at a time, in seconds of its thread.
    """
    longest, busy = QTimer(), 0.0
    longest.setSingleShot(True)
    longest.start(LONGEST_MS)
    while not happened():
        start = time.thread_time()
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        busy = max(busy, time.thread_time() - start)
        assert longest.isActive(), "waited in vain"
    return busy


def rest(seconds: float) -> None:
    """Let the window live for a while."""
    waiting = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), waiting.quit)
    waiting.exec()


def tail(times: Sequence[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]
