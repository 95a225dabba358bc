"""A desk on a real library in a temporary folder, without a window around it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytestqt.qtbot import QtBot

from app.desk.results_data import Rows
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.tasks import TaskRunner
from app.words import Words
from app.workspace import Workspace


@dataclass
class Desk:
    """The state of a desk with what tests need at hand."""

    state: DeskState
    theme: Theme
    bot: QtBot

    def open(self, title: str) -> None:
        """Open a case by a part of its title and wait for its analysis."""
        found = [item.id for item in self.state.library.summaries() if title in item.title]
        self.state.open(found[0])
        self.settle()

    def settle(self) -> None:
        """Wait until the analysis has followed."""
        self.bot.waitUntil(lambda: self.state.analysis_is_current, timeout=20_000)

    def leave_out(self, *criteria: str) -> None:
        """Take ratings of the open case away and wait for the analysis."""
        case = self.state.stored_case
        assert case is not None
        kept = {name: rating for name, rating in case.ratings.items() if name not in criteria}
        self.state.edit(replace(case, ratings=kept), "rating", "ratings", "")
        self.settle()

    def halve(self) -> None:
        """Leave every second rating of the open case out."""
        case = self.state.stored_case
        assert case is not None
        self.leave_out(*list(case.ratings)[1::2])

    @property
    def rows(self) -> Rows:
        """The analysis of the open case with the words to tell it in."""
        assert self.state.analysis is not None
        return Rows(self.state.workspace.words, self.state.analysis)

    def edits(self) -> int:
        """How many rows the history of the open case has."""
        assert self.state.stored_case is not None
        return len(self.state.library.history(self.state.stored_case.id))


@pytest.fixture
def desk(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    with Workspace.open(tmp_path / "library.db", Words()) as workspace:
        workspace.draws = 500
        runner = TaskRunner()
        state = DeskState(workspace, runner)
        faults: list[object] = []
        state.faulted.connect(faults.append)
        yield Desk(state, Theme(), qtbot)
        state.close_case()
        runner.wait()
        qtbot.wait(1)
        assert faults == []
