"""Widgets nobody holds any more are destroyed in the window's thread, whatever runs aside."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.desk.tidying import Tidying


class Held:
    """A cycle, as a widget and what is connected to it are; it notes the thread that ends it."""

    ended: list[int] = []  # noqa: RUF012 - one for all

    def __init__(self) -> None:
        self.itself = self

    def __del__(self) -> None:
        self.ended.append(threading.get_ident())


@pytest.fixture
def tidying(qapp: QApplication) -> Iterator[Tidying]:
    assert qapp is not None
    Held.ended.clear()
    made = Tidying()
    yield made
    made.stop()
    gc.disable()


def test_a_thread_aside_never_collects(qtbot: QtBot, tidying: Tidying) -> None:
    assert tidying is not None

    def work() -> None:
        for _ in range(50_000):
            Held()

    aside = threading.Thread(target=work)
    aside.start()
    aside.join()
    assert Held.ended == []
    qtbot.waitUntil(lambda: len(Held.ended) == 50_000, timeout=10_000)
    assert set(Held.ended) == {threading.get_ident()}


def test_the_collector_is_left_to_itself_afterwards(tidying: Tidying) -> None:
    assert not gc.isenabled()
    tidying.stop()
    assert gc.isenabled()
