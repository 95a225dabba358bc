"""A library open for one command: its passphrase asked for, its state told, its daily backup made."""

from __future__ import annotations

import argparse
import datetime
import getpass
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.arguments import UsageError
from app.faults import sentence
from app.files import FileFault, read_whole
from app.words import Words
from app.workspace import Workspace
from db.faults import LibraryFault
from db.library import Library
from db.opening import Opening
from db.records import CaseSummary
from decision.case import Case

PASSPHRASE = "FOOTING_PASSPHRASE"
"""The environment variable a script may hand the passphrase over in."""


@contextmanager
def opened(
    words: Words, arguments: argparse.Namespace, *, writing: bool, making: bool = False
) -> Iterator[Workspace]:
    """The workspace of a command, with a library that must be there unless the command may make one."""
    if not making and not arguments.library.exists():
        raise missing_library(words, arguments)
    with _workspace(words, arguments, lambda given: _opened(words, arguments, writing, given)) as workspace:
        if writing:
            _look_after(workspace)
        yield workspace


@contextmanager
def beside(words: Words, arguments: argparse.Namespace) -> Iterator[Workspace]:
    """The workspace of a command on files: the library is read where it exists, and never made."""
    with _workspace(
        words, arguments, lambda given: Workspace.beside(arguments.library, words, passphrase=given)
    ) as workspace:
        yield workspace


def asked_passphrase(words: Words, arguments: argparse.Namespace, path: Path) -> str | None:
    """The passphrase handed over in a file or the environment, else typed in; None without a terminal."""
    return given_passphrase(arguments) or typed_passphrase(words, path)


def typed_passphrase(words: Words, path: Path) -> str | None:
    """The passphrase of a file, typed in; None without a terminal."""
    return _typed(words("cli.ask_passphrase", path=path))


def missing_library(words: Words, arguments: argparse.Namespace) -> Exception:
    """What to raise where there is no library; one that is gone, but for its backups, is told apart."""
    from app.safekeeping import kept_backups  # noqa: PLC0415

    if kept_backups(arguments.library):
        return LibraryFault("gone", arguments.library)
    return UsageError(words("cli.no_library", path=arguments.library))


def new_passphrase(words: Words) -> str:
    """A passphrase typed in twice."""
    if not sys.stdin.isatty():
        raise UsageError(words("cli.no_terminal"))
    first, second = (_typed(words(f"cli.{key}")) for key in ("ask_new_passphrase", "ask_again"))
    if first is None or first != second:
        raise UsageError(words("cli.passphrases_differ"))
    return first


def the_library(workspace: Workspace) -> Library:
    """The library of a workspace that has one."""
    assert workspace.library is not None
    return workspace.library


def found_case(workspace: Workspace, given: str) -> CaseSummary:
    """The one case of the library whose id begins so."""
    library = the_library(workspace)
    found = [item for item in library.summaries() if item.id.startswith(given.lower())] if given else []
    if len(found) != 1:
        raise UsageError(workspace.words("cli.many_cases" if found else "cli.no_case", value=given))
    return found[0]


def names_file(given: str) -> bool:
    """Whether a case is named by its file, there or not, and not by the beginning of its id."""
    path = Path(given)
    return path.exists() or bool(path.suffix) or len(path.parts) != 1


def case_of(workspace: Workspace, given: str) -> Case:
    """A file where there is one, else a case of the library by the first characters of its id."""
    if workspace.library is None or names_file(given):
        return workspace.read_file(Path(given))
    return workspace.library.case(found_case(workspace, given).id)


def moment(value: datetime.datetime) -> str:
    """A moment by the clock of this machine, as short as a table wants it."""
    return f"{value.astimezone():%Y-%m-%d %H:%M}"


def say(lines: Iterable[str]) -> None:
    """Lines of the answer."""
    for line in lines:
        print(line)


def warn(line: str) -> None:
    """A sentence beside the answer."""
    print(line, file=sys.stderr)


@contextmanager
def _workspace(
    words: Words, arguments: argparse.Namespace, open_: Callable[[str | None], Workspace]
) -> Iterator[Workspace]:
    try:
        workspace = _up_to_date(words, arguments, open_, given_passphrase(arguments))
    except LibraryFault as fault:
        typed = typed_passphrase(words, fault.path) if fault.code == "passphrase_needed" else None
        if typed is None:
            raise
        workspace = _up_to_date(words, arguments, open_, typed)
    workspace.draws, workspace.seed = arguments.draws, arguments.seed
    with workspace:
        yield workspace


def _up_to_date(
    words: Words,
    arguments: argparse.Namespace,
    open_: Callable[[str | None], Workspace],
    passphrase: str | None,
) -> Workspace:
    """The workspace; a library that only a writer can bring up to date is opened as one first."""
    try:
        return open_(passphrase)
    except LibraryFault as fault:
        if fault.code != "older":
            raise
    Workspace.open(arguments.library, words, passphrase=passphrase).close()
    return open_(passphrase)


def _opened(words: Words, arguments: argparse.Namespace, writing: bool, passphrase: str | None) -> Workspace:
    return Workspace.open(arguments.library, words, writing=writing, passphrase=passphrase)


def _look_after(workspace: Workspace) -> None:
    """What an officer should know of where and how the library lies; none of it stops the command."""
    from app.safekeeping import back_up_daily, kept_backups  # noqa: PLC0415
    from db.places import risk_of  # noqa: PLC0415

    words, library = workspace.words, the_library(workspace)
    risk = risk_of(library.path)
    if risk is not None:
        warn(words(f"warning.place.{risk}", path=library.path))
    opening = library.file.opening
    if opening is Opening.RECOVERED:
        warn(words("cli.opening.recovered"))
    elif opening is Opening.LOG_MISSING:
        newest = next((one.path.name for one in kept_backups(library.path)), words("cli.nothing"))
        warn(words("cli.opening.log_missing", name=library.path.name, backup=newest))
    try:
        if opening is not Opening.NEW:
            back_up_daily(library)
    except LibraryFault as fault:
        warn(words("cli.no_daily_backup", sentence=sentence(words, fault)))


def passphrase_in(file: Path) -> str:
    """The first line of a file; :class:`FileFault` where there is none."""
    lines = read_whole(file).decode("utf-8", errors="replace").splitlines()
    if not lines or not lines[0].strip():
        raise FileFault("no_passphrase", file)
    return lines[0]


def given_passphrase(arguments: argparse.Namespace) -> str | None:
    """The passphrase of the library as it was handed over, in a file or in the environment."""
    file: Path | None = arguments.passphrase_file
    return (os.environ.get(PASSPHRASE) or None) if file is None else passphrase_in(file)


def _typed(prompt: str) -> str | None:
    if not sys.stdin.isatty():
        return None
    return getpass.getpass(f"{prompt} ") or None
