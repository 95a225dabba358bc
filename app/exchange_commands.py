"""The verbs that bring cases in and write them out."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from app import exchange
from app.arguments import UsageError
from app.case_commands import difference_lines
from app.files import ContentError, FileFault
from app.session import (
    beside,
    case_of,
    found_case,
    given_passphrase,
    missing_library,
    opened,
    passphrase_in,
    say,
    the_library,
    typed_passphrase,
    warn,
)
from app.words import Words
from app.workspace import Workspace
from db.merging import DEFAULTS, Choice, Incoming, Merged, Relation, Taken
from db.packs import Pack
from decision.case import Case
from decision.case_writing import write_case
from decision.publication import public_case

PACK = ".pack"
SHEETS = (".xlsx", ".csv")


def import_files(words: Words, arguments: argparse.Namespace) -> int:
    """``footing import FILE...``: each file whole or not at all, in the order given."""
    told: list[dict[str, object]] = []
    writing = not arguments.preview  # what is only looked at may be held by a window
    with opened(words, arguments, writing=writing, making=writing) as workspace:
        try:
            for path in arguments.files:
                told += _import(words, workspace, arguments, path)
        finally:  # files before one that is refused are in
            if arguments.json:
                say([json.dumps(told, ensure_ascii=False, indent=2)])
    return 0


def _import(
    words: Words, workspace: Workspace, arguments: argparse.Namespace, path: Path
) -> list[dict[str, object]]:
    """What became of each case of a file, or would; told at once unless it is to be JSON."""
    pack = _read(words, workspace, arguments, path)
    incoming = exchange.look_at(workspace, pack)
    file = {"file": str(path)}
    if arguments.preview:
        if not arguments.json:
            _tell_preview(words, incoming)
        return [file | asdict(item) for item in incoming]
    relations = {item.id: item.relation for item in incoming}
    taken = exchange.take_in(workspace, pack, _choices(words, arguments, path, incoming))
    if not arguments.json:
        _tell_taken(words, taken, relations)
    return [file | {"relation": relations[item.id]} | asdict(item) for item in taken]


def _read(words: Words, workspace: Workspace, arguments: argparse.Namespace, path: Path) -> Pack:
    """A sealed file is tried with its own passphrase where that is handed over, else with that of the library."""
    own: Path | None = arguments.sealed_with
    given = given_passphrase(arguments) or workspace.passphrase if own is None else passphrase_in(own)
    try:
        return exchange.read_incoming(workspace, path, given)
    except (FileFault, ContentError) as fault:
        typed = typed_passphrase(words, path) if _is_shut(fault) else None
        if typed is None:
            raise
    return exchange.read_incoming(workspace, path, typed)


def _is_shut(fault: FileFault | ContentError) -> bool:
    return "seal" in (fault.code if isinstance(fault, FileFault) else fault.error.code)


def _choices(
    words: Words, arguments: argparse.Namespace, path: Path, incoming: Sequence[Incoming]
) -> Mapping[str, Choice]:
    open_ = [item for item in incoming if item.relation not in DEFAULTS]
    if open_ and arguments.conflicts is None:
        titles = words.listing([item.title for item in open_])
        raise UsageError(words.count("cli.conflict", len(open_), path=path, titles=titles))
    return {item.id: Choice(arguments.conflicts) for item in open_}


def _tell_preview(words: Words, incoming: Sequence[Incoming]) -> None:
    for item in incoming:
        say([words(f"cli.relation.{item.relation}", title=item.title)])
        say(f"    {line}" for line in difference_lines(words, item.changes))


def _tell_taken(words: Words, taken: Sequence[Taken], relations: Mapping[str, Relation]) -> None:
    for item in taken:
        older = item.outcome is Merged.UNCHANGED and relations[item.id] is Relation.OLDER
        key = "older" if older else item.outcome
        say([words(f"cli.imported.{key}", title=item.title, copy=(item.copy_id or "")[:8])])


def export(words: Words, arguments: argparse.Namespace) -> int:
    """``footing export CASE... -o FILE``: the ending of the file says what is written."""
    path: Path = arguments.output
    if path.resolve() in [Path(given).resolve() for given in arguments.cases]:
        raise FileFault("same_file", path)  # what is written must not take the place of what it is made from
    kind = _ending(path)
    with beside(words, arguments) as workspace:
        if arguments.matrix:
            data = _matrix(words, workspace, arguments)
        elif kind in SHEETS:
            data = _sheet(words, workspace, arguments)
        elif kind == PACK or arguments.all or len(arguments.cases) != 1:
            data = _pack(words, workspace, arguments)
        else:
            data = _case_file(words, workspace, arguments)
        written = exchange.write_export(workspace, path, data, plain=arguments.plain)
    say([words("cli.written" if written == path else "cli.sealed", path=written)])
    return 0


def _ending(path: Path) -> str:
    """The ending that tells what is to be written, under that of a seal."""
    return Path(path.stem).suffix if path.suffix == exchange.SEALED else path.suffix


def _case_file(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    case = case_of(workspace, arguments.cases[0])
    _warn_of_echoes(words, arguments, [case])
    return write_case(case if arguments.with_protected else public_case(case))


def _pack(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    ids = _ids(words, workspace, arguments)
    if _ending(arguments.output) != PACK:
        raise UsageError(words("cli.pack_ending", path=arguments.output))
    _warn_of_echoes(words, arguments, the_library(workspace).cases(ids))
    return exchange.pack_bytes(workspace, ids, protected=arguments.with_protected)


def _sheet(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    cases = the_library(workspace).cases(_ids(words, workspace, arguments))
    _warn_of_echoes(words, arguments, cases)
    return exchange.library_sheets(workspace, cases, _ending(arguments.output))


def _matrix(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> bytes:
    if len(arguments.cases) != 1 or arguments.all or _ending(arguments.output) not in SHEETS:
        raise UsageError(words("cli.matrix_of_one"))
    analysis = workspace.analyse(case_of(workspace, arguments.cases[0]))
    return exchange.matrix_sheets(workspace, analysis, _ending(arguments.output))


def _ids(words: Words, workspace: Workspace, arguments: argparse.Namespace) -> list[str]:
    if workspace.library is None:
        raise missing_library(words, arguments)
    if arguments.all == bool(arguments.cases):
        raise UsageError(words("cli.export_what"))
    if arguments.all:
        return sorted(item.id for item in workspace.library.summaries())
    for given in arguments.cases:
        if Path(given).exists():
            raise UsageError(words("cli.not_in_library", value=given))
    return [found_case(workspace, given).id for given in arguments.cases]


def _warn_of_echoes(words: Words, arguments: argparse.Namespace, cases: Sequence[Case]) -> None:
    if arguments.with_protected:
        return
    for case, echo in exchange.warnings(cases):
        criterion = words(f"criterion.{echo.key.split('.')[1]}.name")
        warn(words("cli.echo", title=case.title, criterion=criterion, evidence=echo.evidence))
