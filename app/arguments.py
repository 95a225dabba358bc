"""What every command takes, and the desk alone: light to load, for the window is to be there at once."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from app.words import Words

LEAST_DRAWS = 100
"""Fewer say nothing of how sure an answer is."""


class UsageError(Exception):
    """What was asked for was not understood; its text is the sentence to show."""


class Parser(argparse.ArgumentParser):
    """A parser whose faults are sentences of ours; ``words`` are set before it is used."""

    words: Words

    def error(self, message: str) -> NoReturn:
        """Raise :class:`UsageError` instead of ending the program."""
        raise UsageError(self.words("cli.usage_error", problem=message.rstrip(".")))


def default_library() -> Path:
    """Where the library lies unless another is named: the platform's data folder of this user."""
    import platformdirs  # noqa: PLC0415 - not where a library is named

    return Path(platformdirs.user_data_dir("Footing", appauthor=False)) / "library.db"


def asks_for_the_desk(words: Words, argv: Sequence[str]) -> argparse.Namespace | None:
    """The options of the window, where nothing but such options is given; None where there is more to parse."""
    Parser.words = words
    parser = Parser(add_help=False, allow_abbrev=False)
    add_common(words, parser, default_library(), None)
    arguments, rest = parser.parse_known_args(argv)
    return None if rest else arguments


def add_common(words: Words, parser: argparse.ArgumentParser, library: object, nothing: object) -> None:
    """The options that stand before or after every verb."""
    parser.add_argument("--library", type=Path, metavar="PATH", default=library, help=words("cli.library"))
    parser.add_argument(
        "--passphrase-file", type=Path, metavar="FILE", default=nothing, help=words("cli.passphrase_file")
    )
    parser.add_argument("--seed", type=_seed, metavar="N", default=nothing, help=words("cli.seed"))
    parser.add_argument("--draws", type=_draws, metavar="N", default=nothing, help=words("cli.draws"))
    parser.add_argument("--debug", action="store_true", default=argparse.SUPPRESS, help=words("cli.debug"))


def whole_number(text: str, low: int, high: int) -> int:
    """A whole number between two limits."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    if not low <= number <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number from {low} to {high}")
    return number


def _seed(text: str) -> int:
    return whole_number(text, 0, 2**63 - 1)


def _draws(text: str) -> int:
    from decision.model_reading import MAX_DRAWS  # noqa: PLC0415 - the window seldom needs it to start

    return whole_number(text, LEAST_DRAWS, MAX_DRAWS)
