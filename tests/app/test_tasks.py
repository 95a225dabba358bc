"""Work aside: its answer comes back in the window's thread, unless it was cancelled."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytestqt.qtbot import QtBot

from app.tasks import Task, TaskRunner


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[TaskRunner]:
    made = TaskRunner()
    yield made
    made.wait()
    # What the threads sent last is still queued for this one.
    qtbot.wait(1)


def test_an_answer_comes_back_in_the_thread_that_asked(runner: TaskRunner, qtbot: QtBot) -> None:
    here = threading.get_ident()
    seen: list[tuple[int, int]] = []

    def work(_: Task) -> int:
        return threading.get_ident()

    runner.start("test", work, lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    there, back = seen[0]
    assert there != here
    assert back == here
    assert runner.running == []


def test_a_failure_is_handed_over_not_raised(runner: TaskRunner, qtbot: QtBot) -> None:
    seen: list[Exception] = []

    def work(_: Task) -> None:
        raise ZeroDivisionError

    runner.start("test", work, lambda _: seen.append(AssertionError()), seen.append)
    qtbot.waitUntil(lambda: bool(seen), timeout=5000)
    assert isinstance(seen[0], ZeroDivisionError)


def test_a_cancelled_task_stops_and_says_nothing(runner: TaskRunner, qtbot: QtBot) -> None:
    started, said = threading.Event(), []
    rounds = 0

    def work(task: Task) -> str:
        nonlocal rounds
        started.set()
        while task.report(rounds, 10_000):
            rounds += 1
            threading.Event().wait(0.001)
        return "stopped"

    task = runner.start("test", work, said.append, said.append)
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: not runner.running, timeout=5000)
    assert said == []
    assert rounds < 10_000


def test_progress_is_told_while_work_runs(runner: TaskRunner, qtbot: QtBot) -> None:
    told: list[float] = []
    done: list[object] = []
    go = threading.Event()

    def work(task: Task) -> None:
        go.wait(5)
        for step in range(1, 5):
            task.report(step, 4)

    runner.start("test", work, done.append).progressed.connect(told.append)
    go.set()
    qtbot.waitUntil(lambda: bool(done), timeout=5000)
    assert told == [0.25, 0.5, 0.75, 1.0]
