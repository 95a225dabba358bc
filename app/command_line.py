"""The command line: verbs and options, before or after one another, over the use cases of the workspace."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app import commands
from app.words import Words
from app.workspace import PROGRAM, default_library
from decision.model_reading import MAX_DRAWS


class _Parser(argparse.ArgumentParser):
    words: Words

    def error(self, message: str) -> NoReturn:
        raise commands.UsageError(self.words("cli.usage_error", problem=message.rstrip(".")))


LEAST_DRAWS = 100
"""Fewer say nothing of how sure an answer is."""


def parse(words: Words, argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with ``run`` set to the command; :class:`UsageError` where they are not understood."""
    _Parser.words = words
    top = _Parser(prog="footing", description=words("cli.description"), add_help=False)
    top.add_argument("-h", "--help", action="help", help=words("cli.help"))
    top.add_argument("--version", action="version", version=PROGRAM, help=words("cli.version"))
    _common(words, top, default_library(), None)
    top.set_defaults(run=open_desk, debug=False)
    verbs = top.add_subparsers(title=words("cli.verb"), metavar="VERB")
    for name, run in _VERBS.items():
        verb = verbs.add_parser(name, help=words(f"cli.{name}"), description=words(f"cli.{name}"), add_help=False)
        verb.add_argument("-h", "--help", action="help", help=words("cli.help"))
        # The same options again, without a default: else the verb's silence would undo what stood before it.
        _common(words, verb, argparse.SUPPRESS, argparse.SUPPRESS)
        _own(words, name, verb)
        verb.set_defaults(run=run)
    return top.parse_args(argv)


_VERBS = {
    "analyse": commands.analyse,
    "note": commands.note,
    "list": commands.list_cases,
    "import": commands.import_files,
    "export": commands.export,
}


def _common(words: Words, parser: argparse.ArgumentParser, library: object, number: object) -> None:
    parser.add_argument("--library", type=Path, metavar="PATH", default=library, help=words("cli.library"))
    parser.add_argument("--seed", type=_seed, metavar="N", default=number, help=words("cli.seed"))
    parser.add_argument("--draws", type=_draws, metavar="N", default=number, help=words("cli.draws"))
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=words("cli.debug"))


def _own(words: Words, name: str, verb: argparse.ArgumentParser) -> None:
    if name in ("analyse", "note", "export"):
        verb.add_argument("case", metavar="CASE", help=words("cli.case"))
    if name in ("analyse", "list"):
        verb.add_argument("--json", action="store_true", help=words("cli.json"))
    if name == "analyse":
        verb.add_argument("--short", action="store_true", help=words("cli.short"))
    if name in ("note", "export"):
        verb.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=words("cli.output"))
    if name == "note":
        verb.add_argument("--page-size", choices=("A4", "Letter"), default="A4", help=words("cli.page_size"))
    if name == "export":
        verb.add_argument("--with-protected", action="store_true", help=words("cli.with_protected"))
    if name == "import":
        verb.add_argument("files", type=Path, nargs="+", metavar="FILE", help=words("cli.files"))


def _seed(text: str) -> int:
    return _whole(text, 0, 2**63)


def _draws(text: str) -> int:
    return _whole(text, LEAST_DRAWS, MAX_DRAWS)


def _whole(text: str, low: int, high: int) -> int:
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low} to {high}")
    return number


def open_desk(words: Words, arguments: argparse.Namespace) -> int:
    """Open the window; where there is no display, do the main job without it."""
    if _has_display():
        from app.desk.start import open_desk as start  # noqa: PLC0415 - Qt is needed for the window alone

        return start(arguments.library, words, draws=arguments.draws, seed=arguments.seed)
    return commands.without_window(words, arguments)


def _has_display() -> bool:
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))
