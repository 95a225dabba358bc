"""Hands on a real keyboard and a real mouse: what they do goes through an X server, as what an officer does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BufferedRWPair
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SCREEN = "1440x900x24"
SECONDS = 40
"""Nothing is waited for any longer; a busy machine is slow to begin."""
EVERY = 0.01
MOST_TABS = 60


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual screen of its own, on a number nobody else has."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Hands:
    """They use the program through the X server, and ask the onlooker inside it where things are."""

    def __init__(self, line: BufferedRWPair, display: str, pictures: Path) -> None:
        self._line, self._display, self._pictures = line, display, pictures
        self._taken = 0

    def ask(self, question: str, **values: object) -> Any:
        """An answer of the onlooker; see :mod:`tests.app.desk.watched_desk`."""
        try:
            self._line.write(json.dumps([question, values]).encode() + b"\n")
            self._line.flush()
            answer = self._line.readline()
        except ConnectionError:
            answer = b""
        assert answer, f"the program had gone when it was asked for its {question} {values or ''}"
        return json.loads(answer)

    def until(self, ready: Callable[[], Any], what: str) -> Any:
        """Wait for something, and answer it."""
        limit = time.monotonic() + SECONDS
        while not (answer := ready()):
            if time.monotonic() > limit:
                self.ask("picture", path=str(self._pictures / "waited-in-vain.png"))
                raise AssertionError(f"waited in vain for {what}; the keyboard is at {self.ask('keyboard')}")
            time.sleep(EVERY)
        return answer

    def until_read(self, *texts: str) -> None:
        """Wait until each of these can be read on the screen, be it within more words."""

        def unread() -> list[str]:
            told = self.ask("words")
            return [text for text in texts if not any(text in one for one in told)]

        self.until(lambda: not unread(), f"the words {texts}")

    def until_gone(self, text: str) -> None:
        """Wait until this cannot be read on the screen, not even within more words."""
        self.until(lambda: not any(text in told for told in self.ask("words")), f"{text!r} to go")

    def until_at(self, name: str, kind: str = "QWidget") -> None:
        """Wait until the keyboard is at the part with a name."""
        self.until(lambda: self._at(self.ask("keyboard"), name, kind), f"the keyboard at {name!r}")

    def until_typed(self, text: str) -> None:
        """Wait until what has the keyboard reads so."""
        self.until(lambda: (self.ask("keyboard") or {}).get("words") == text, f"{text!r} where the keyboard is")

    def press(self, *keys: str) -> None:
        """Press keys, each by the name that xdotool has for it."""
        self._attend()
        self._do("key", "--delay", "0", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._attend()
        self._do("type", "--delay", "1", text)

    def tab_to(self, name: str, kind: str = "QWidget") -> None:
        """Walk with Tab until the keyboard is at the part with a name, and is seen to be there."""
        met: list[str] = []
        while not self._at(now := self.ask("keyboard"), name, kind):
            met.append("" if now is None else now["name"])
            assert len(met) < MOST_TABS, f"Tab never came to {name!r}, but to {met}"
            self._tab_from(now)
        self.until(lambda: self.ask("keyboard")["seen"], f"the focus to be seen at {name!r}")

    def _tab_from(self, now: dict[str, Any] | None) -> None:
        self.press("Tab")
        self.until(lambda: self.ask("keyboard") != now, f"Tab to leave {now}")

    def fill(self, name: str, text: str) -> None:
        """Walk to a field and type over what it says; what is pressed next enters it."""
        self.tab_to(name)
        self.press("ctrl+a")
        self.type(text)
        self.until_typed(text)

    def choose(self, name: str, start: str, choice: str) -> None:
        """Walk to a choice and type how what is wanted begins."""
        self.tab_to(name, "QComboBox")
        self.type(start)
        self.until_typed(choice)

    def click(self, name: str, kind: str = "QWidget") -> None:
        """Click in the middle of what can be seen of the part with a name."""
        x, y = self.until(lambda: self.ask("part", name=name, kind=kind), f"a part named {name!r}")
        self._do("mousemove", str(x), str(y), "click", "1")

    def hold(self, place: list[int]) -> None:
        """Press the mouse at a place, and keep it pressed."""
        self._do("mousemove", *map(str, place), "mousedown", "1")

    def move(self, *places: list[int]) -> None:
        """Move the mouse over places, whether it is pressed or not."""
        for place in places:
            self._do("mousemove", *map(str, place))

    def let_go(self) -> None:
        """Release the mouse."""
        self._do("mouseup", "1")

    def picture(self, name: str) -> None:
        """Keep a numbered picture of the screen, once it stands still."""
        self.until(lambda: self.ask("screen") == self.ask("screen"), "the screen to stand still")
        self._taken += 1
        self.ask("picture", path=str(self._pictures / f"{self._taken:02}-{name}.png"))

    def _at(self, keyboard: dict[str, Any] | None, name: str, kind: str) -> bool:
        return keyboard is not None and keyboard["name"] == name and kind in keyboard["kinds"]

    def _attend(self) -> None:
        """What a window manager does: the window that is meant to have the keyboard gets it."""
        window = self.until(lambda: self.ask("window"), "a window")
        if not window["has_it"]:
            self._do("windowfocus", str(window["id"]))
            self.until(lambda: (self.ask("window") or {}).get("has_it"), "the window to have the keyboard")

    def _do(self, *command: str) -> None:
        env = {**os.environ, "DISPLAY": self._display}
        subprocess.run(["xdotool", *command], env=env, check=True, capture_output=True)


@contextmanager
def started(
    display: str, home: Path, pictures: Path, *arguments: str
) -> Iterator[tuple[Hands, subprocess.Popen[bytes]]]:
    """The program with these arguments for a person with this home, and hands on it.

    What it writes to its standard streams is in the file ``said`` of the home.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC_", "QT_"))}
    env = {**kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "LANG": "C.UTF-8"}
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "tests.app.desk.watched_desk", str(theirs.fileno()), *arguments]
    with ours, ours.makefile("rwb") as line, (home / "said").open("wb") as said:
        running = subprocess.Popen(
            command, cwd=ROOT, env=env, pass_fds=[theirs.fileno()], stdout=said, stderr=said
        )
        theirs.close()
        try:
            yield Hands(line, display, pictures), running
        finally:
            running.kill()
            running.wait()
            print((home / "said").read_text(encoding="utf-8"))
