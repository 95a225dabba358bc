"""Hands on a real keyboard and a real mouse: what they do goes through an X server, as an officer's does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 20
EVERY = 0.02
MOST_TABS = 80


@pytest.fixture
def display() -> Iterator[str]:
    """A virtual screen of its own, on a number nobody else has."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Hands:
    """Uses the program through the X server; asks the onlooker inside it where things are."""

    def __init__(self, line: socket.socket, display: str, pictures: Path) -> None:
        self._line, self._display, self._pictures = line, display, pictures
        self._read = line.makefile("r", encoding="utf-8")
        self._taken = 0
        self._t0 = time.monotonic()

    def ask(self, question: str, **values: object) -> Any:
        """One answer of the onlooker."""
        self._line.sendall(json.dumps([question, values]).encode() + b"\n")
        answer = self._read.readline()
        assert answer, f"the program had gone when it was asked for {question} {values}"
        return json.loads(answer)

    def until(self, ready: Callable[[], Any], what: str) -> Any:
        """Wait for something, and answer it."""
        limit = time.monotonic() + SECONDS
        while time.monotonic() < limit:
            answer = ready()
            if answer:
                return answer
            time.sleep(EVERY)
        self.picture("waited-in-vain")
        raise AssertionError(f"waited in vain for {what}; the keyboard is at {self.ask('keyboard')}")

    def press(self, *keys: str) -> None:
        """Press keys, each by xdotool's name of it."""
        self._attend()
        self._do("key", "--delay", "0", *keys)

    def type(self, text: str) -> None:
        """Type a text."""
        self._attend()
        self._do("type", "--delay", "1", text)

    def click(self, name: str, kind: str = "QWidget") -> None:
        """Click in the middle of the part with a name, once it can be seen."""
        x, y = self.until(lambda: self.ask("part", name=name, kind=kind), f"a part named {name!r}")
        self._do("mousemove", str(x), str(y), "click", "1")

    def drag(self, *places: list[int]) -> None:
        """Take hold at the first place, go over the others and let go at the last."""
        (x, y), *others = places
        self._do("mousemove", str(x), str(y), "mousedown", "1")
        for x, y in others:
            self._do("mousemove", str(x), str(y))
        self._do("mouseup", "1")

    def tab_to(self, name: str, kind: str = "QWidget") -> None:
        """Walk with Tab until the keyboard is at the part with a name."""
        seen: list[str] = []
        while len(seen) < MOST_TABS:
            now = self.ask("keyboard")
            if now is not None and now["name"] == name and kind in now["kinds"]:
                return
            seen.append("" if now is None else now["name"])
            self.press("Tab")
            self.until(lambda now=now: self.ask("keyboard") != now, f"Tab to go on from {now}")
        raise AssertionError(f"Tab never came to {name!r}, but to {seen}")

    def fill(self, name: str, text: str) -> None:
        """Walk to a field, type over what it says, and leave it with Tab."""
        self.tab_to(name)
        self.press("ctrl+a")
        self.type(text)
        self.until(lambda: (self.ask("keyboard") or {}).get("words") == text, f"{text!r} in {name!r}")
        self.press("Tab")

    def choose(self, name: str, start: str, chosen: str) -> None:
        """Walk to a choice and type how what is wanted begins."""
        self.tab_to(name, "QComboBox")
        self.type(start)
        self.until(lambda: (self.ask("keyboard") or {}).get("words") == chosen, f"{chosen!r} as {name!r}")

    def reads(self, *texts: str) -> None:
        """Wait until each of these can be read on the screen."""
        for text in texts:
            self.until(lambda text=text: any(text in told for told in self.ask("words")), f"the words {text!r}")

    def picture(self, name: str) -> None:
        """Keep a numbered picture of the screen."""
        self._taken += 1
        self.ask("picture", path=str(self._pictures / f"{self._taken:02}-{name}.png"))

    def _attend(self) -> None:
        """What a window manager does: the window that is meant to have the keyboard gets it."""
        window = self.until(lambda: self.ask("window"), "a window")
        if not window["has_it"]:
            self._do("windowfocus", str(window["id"]))
            self.until(lambda: (self.ask("window") or {}).get("has_it"), "the window to have the keyboard")

    def _do(self, *command: str) -> None:
        env = {**os.environ, "DISPLAY": self._display}
        t = time.monotonic()
        done = subprocess.run(["xdotool", *command], env=env, check=False, capture_output=True)
        print(round(time.monotonic() - self._t0, 2), command, round(time.monotonic() - t, 3))
        assert done.returncode == 0, done.stderr


@contextmanager
def program(display: str, home: Path, library: Path, pictures: Path) -> Iterator[tuple[Hands, subprocess.Popen[str]]]:
    """The program on a machine that has nothing of it yet, and hands on it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "LC_", "QT_"))}
    env = {**kept, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "LANG": "C.UTF-8"}
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-m", "tests.app.desk.watched_desk", str(theirs.fileno())]
    with (
        ours,
        subprocess.Popen(
            [*command, "--library", str(library), "--draws", "500"],
            cwd=ROOT,
            env=env,
            pass_fds=[theirs.fileno()],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running,
    ):
        theirs.close()
        try:
            yield Hands(ours, display, pictures), running
        finally:
            running.kill()
