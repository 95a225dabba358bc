"""The command line: verbs and options, before or after one another, over the use cases of the workspace."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from app import case_commands, commands, exchange_commands, safety_commands
from app.arguments import Parser, add_common, default_library, whole_number
from app.program import PROGRAM
from app.words import Words
from db.merging import Choice
from decision.case import MissionKind
from decision.countries import COUNTRY_CODES

Run = Callable[[Words, argparse.Namespace], int]
Option = Callable[[Words, argparse.ArgumentParser], None]


def parse(words: Words, argv: Sequence[str]) -> argparse.Namespace:
    """The arguments, with ``run`` set to the command; :class:`UsageError` where they are not understood."""
    Parser.words = words
    top = Parser(prog="footing", description=words("cli.description"), add_help=False)
    top.add_argument("-h", "--help", action="help", help=words("cli.help"))
    top.add_argument("--version", action="version", version=PROGRAM, help=words("cli.version"))
    add_common(words, top, default_library(), None)
    top.set_defaults(run=commands.without_window, debug=False)
    verbs = top.add_subparsers(title=words("cli.verb"), metavar="VERB")
    for name, (run, options) in VERBS.items():
        verb = verbs.add_parser(name, help=words(f"cli.{name}"), description=words(f"cli.{name}"), add_help=False)
        verb.add_argument("-h", "--help", action="help", help=words("cli.help"))
        # The same options again, without a default: else the verb's silence would undo what stood before it.
        add_common(words, verb, argparse.SUPPRESS, argparse.SUPPRESS)
        for option in options:
            OPTIONS[option](words, verb)
        verb.set_defaults(run=run, verb=name)
    return top.parse_args(argv)


def _option(*names: str, **settings: Any) -> Option:
    """An argument or option whose help is the words under its own name."""
    key = names[-1].lstrip("-").replace("-", "_")

    def add(words: Words, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(*names, help=words(f"cli.option.{key}"), **settings)

    return add


def _limit(text: str) -> int:
    return whole_number(text, 1, 1_000_000)


def _day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no date like 2008-09-30") from None


def _country(text: str) -> str:
    if text.upper() not in COUNTRY_CODES:
        raise argparse.ArgumentTypeError(f"{text!r} is no country code like LBR")
    return text.upper()


def _said(text: str) -> str:
    if not text.strip():
        raise argparse.ArgumentTypeError("nothing is said")
    return text.strip()


OPTIONS: dict[str, Option] = {
    "case": _option("case", metavar="CASE"),
    "cases": _option("cases", metavar="CASE", nargs="*"),
    "words": _option("words", metavar="WORD", nargs="+"),
    "files": _option("files", metavar="FILE", type=Path, nargs="+"),
    "note": _option("note", metavar="NOTE.pdf", type=Path),
    "option": _option("option", metavar="OPTION"),
    "tags": _option("tags", metavar="TAG", nargs="*"),
    "version": _option("version", metavar="N"),
    "before": _option("before", metavar="A"),
    "after": _option("after", metavar="B"),
    "backup": _option("backup", metavar="NAME", nargs="?"),
    "json": _option("--json", action="store_true"),
    "short": _option("--short", action="store_true"),
    "output": _option("-o", "--output", type=Path, required=True, metavar="FILE"),
    "page_size": _option("--page-size", choices=("A4", "Letter"), default="A4"),
    "protected": _option("--with-protected", action="store_true"),
    "plain": _option("--plain", action="store_true"),
    "all": _option("--all", action="store_true"),
    "matrix": _option("--matrix", action="store_true"),
    "preview": _option("--preview", action="store_true"),
    "conflicts": _option("--conflicts", choices=[choice.value for choice in Choice]),
    "sealed_with": _option("--sealed-with", type=Path, metavar="FILE"),
    "yes": _option("--yes", action="store_true"),
    "list": _option("--list", action="store_true"),
    "by": _option("--by", required=True, type=_said, metavar="WHO"),
    "on": _option("--on", required=True, type=_day, metavar="DATE"),
    "reason": _option("--reason", type=_said, metavar="TEXT"),
    "new_passphrase": _option("--new-passphrase-file", type=Path, metavar="FILE"),
    "tag": _option("--tag", metavar="TAG"),
    "country": _option("--country", type=_country, metavar="ISO3"),
    "mission": _option("--mission", metavar="NAME"),
    "kind": _option("--kind", choices=[kind.value for kind in MissionKind], metavar="KIND"),
    "documented": _option("--documented", metavar="OPTION"),
    "recommended": _option("--recommended", metavar="OPTION"),
    "since": _option("--since", type=_day, metavar="DATE"),
    "until": _option("--until", type=_day, metavar="DATE"),
    "archived": _option("--archived", action="store_true"),
    "limit": _option("--limit", type=_limit, default=case_commands.SHOWN, metavar="N"),
}
"""Every argument and option of a verb, by the name the verbs list it under."""

_FILTERS = ("tag", "country", "mission", "kind", "documented", "recommended", "since", "until", "archived")
_FINDING = (*_FILTERS, "limit", "json")

VERBS: dict[str, tuple[Run, tuple[str, ...]]] = {
    "analyse": (commands.analyse, ("case", "json", "short")),
    "note": (commands.note, ("case", "output", "page_size")),
    "verify": (safety_commands.verify, ("note", "json")),
    "list": (case_commands.list_cases, _FINDING),
    "search": (case_commands.search, ("words", *_FINDING)),
    "show": (case_commands.show, ("case", "json")),
    "history": (case_commands.history, ("case", "limit", "json")),
    "versions": (case_commands.versions, ("case", "json")),
    "compare": (case_commands.compare, ("case", "before", "after")),
    "revert": (case_commands.revert, ("case", "version")),
    "tag": (case_commands.tag, ("case", "tags")),
    "archive": (case_commands.archive, ("case",)),
    "unarchive": (case_commands.archive, ("case",)),
    "decide": (case_commands.decide, ("case", "option", "by", "on", "reason")),
    "import": (exchange_commands.import_files, ("files", "preview", "conflicts", "sealed_with", "json")),
    "export": (
        exchange_commands.export,
        ("cases", "output", "all", "matrix", "protected", "plain"),
    ),
    "check": (safety_commands.check, ("json",)),
    "backup": (safety_commands.backup, ("list", "json")),
    "restore": (safety_commands.restore, ("backup", "yes", "json")),
    "encrypt": (safety_commands.encrypt, ("new_passphrase",)),
    "decrypt": (safety_commands.decrypt, ()),
    "passphrase": (safety_commands.passphrase, ("new_passphrase",)),
}
