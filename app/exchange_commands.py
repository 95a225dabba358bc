"""The verbs that bring cases in and write them out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from app import exchange
from app.case_commands import difference_lines
from app.files import FileFault
from app.session import UsageError, asked_passphrase, beside, case_of, found_case, opened, say, the_library, warn
from app.words import Words
from app.workspace import Workspace
from db.merging import DEFAULTS, Choice, Incoming, Taken
from db.packs import Pack
from decision.case import Case
from decision.case_writing import write_case
from decision.publication import public_case

PACK = ".pack"
SHEETS = (".xlsx", ".csv")


def import_files(words: Words, arguments: argparse.Namespace) -> int:
    """``footing import FILE...``: each file whole or not at all, in the order given."""
    with opened(words, arguments, writing=True) as workspace:
        for path in arguments.files:
            pack = _read(words, workspace, arguments, path)
            incoming = exchange.look_at(workspace, pack)
            if arguments.preview:
                _tell_preview(words, arguments, incoming)
            else:
                taken = exchange.take_in(workspace, pack, _choices(words, arguments, path, incoming))
                _tell_taken(words, arguments, taken)
    return 0


def _read(words: Words, workspace: Workspace, arguments: argparse.Namespace, path: Path) -> Pack:
    try:
        return exchange.read_incoming(workspace, path, workspace.passphrase)
    except FileFault as fault:
        if fault.code != "sealed":
            raise
        return exchange.read_incoming(workspace, path, asked_passphrase(words, arguments, path))


def _choices(
    words: Words, arguments: argparse.Namespace, path: Path, incoming: Sequence[Incoming]
) -> Mapping[str, Choice]:
    open_ = [item for item in incoming if item.relation not in DEFAULTS]
    if open_ and arguments.conflicts is None:
        titles = words.listing([item.title for item in open_])
        raise UsageError(words.count("cli.conflict", len(open_), path=path, titles=titles))
    return {item.id: Choice(arguments.conflicts) for item in open_}


def _tell_preview(words: Words, arguments: argparse.Namespace, incoming: Sequence[Incoming]) -> None:
    if arguments.json:
        say([json.dumps([asdict(item) for item in incoming], ensure_ascii=False, indent=2)])
        return
    for item in incoming:
        say([words(f"cli.relation.{item.relation}", title=item.title)])
        say(f"    {line}" for line in difference_lines(words, item.changes))


def _tell_taken(words: Words, arguments: argparse.Namespace, taken: Sequence[Taken]) -> None:
    if arguments.json:
        say([json.dumps([asdict(item) for item in taken], ensure_ascii=False, indent=2)])
        return
    say(words(f"cli.imported.{item.outcome}", title=item.title, copy=(item.copy_id or "")[:8]) for item in taken)


def export(words: Words, arguments: argparse.Namespace) -> int:
    """``footing export CASE... -o FILE``: the ending of the file says what is written."""
    path: Path = arguments.output
    if path.resolve() in [Path(given).resolve() for given in arguments.cases]:
        raise FileFault("same_file", path)  # what is written must not take the place of what it is made from
    with beside(words, arguments) as workspace:
        if arguments.matrix:
            data = _matrix(words, workspace, arguments)
        elif path.suffix in SHEETS:
            data = _sheet(words, workspace, arguments)
        elif path.suffix == PACK or arguments.all or len(arguments.cases) != 1:
            data = _pack(words, workspace, arguments)
        else:
            data = _case_file(words, workspace, arguments)
        written = exchange.write_export(workspace, path, data, plain=arguments.plain)
    say([words("cli.written" if written == path else "cli.sealed", path=written)])
    return 0


def _case_file(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    case = case_of(workspace, arguments.cases[0])
    _warn_of_echoes(words, arguments, [case])
    return write_case(case if arguments.with_protected else public_case(case))


def _pack(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    ids = _ids(words, workspace, arguments)
    _warn_of_echoes(words, arguments, the_library(workspace).cases(ids))
    return exchange.pack_bytes(workspace, ids, protected=arguments.with_protected)


def _sheet(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    cases = the_library(workspace).cases(_ids(words, workspace, arguments))
    _warn_of_echoes(words, arguments, cases)
    return exchange.library_sheets(workspace, cases, arguments.output.suffix)


def _matrix(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    if len(arguments.cases) != 1 or arguments.output.suffix not in SHEETS:
        raise UsageError(words("cli.matrix_of_one"))
    analysis = workspace.analyse(case_of(workspace, arguments.cases[0]))
    return exchange.matrix_sheets(workspace, analysis, arguments.output.suffix)


def _ids(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> list[str]:
    if workspace.library is None:
        raise UsageError(words("cli.no_library", path=arguments.library))
    if arguments.all:
        return sorted(item.id for item in workspace.library.summaries())
    if not arguments.cases:
        raise UsageError(words("cli.export_what"))
    return [found_case(workspace, given).id for given in arguments.cases]


def _warn_of_echoes(words: Words, arguments: argparse.Namespace, cases: Sequence[Case]) -> None:
    if arguments.with_protected:
        return
    for case, echo in exchange.warnings(cases):
        criterion = words(f"criterion.{echo.key.split('.')[1]}.name")
        warn(words("cli.echo", title=case.title, criterion=criterion, evidence=echo.evidence))
