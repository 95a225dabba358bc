"""What each verb does: the use cases of the workspace, told on standard output."""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path

from app.files import FileFault
from app.full_text import full_text
from app.overview import overview, parting_lines
from app.summary import answer_lines, parting, table
from app.words import Words
from app.workspace import PROGRAM, Workspace, save_case
from db.records import CaseSummary
from decision.analysis import Analysis
from decision.case import Case
from decision.result_writing import write_result


class UsageError(Exception):
    """What was asked for was not understood; its text is the sentence to show."""


def analyse(words: Words, arguments: argparse.Namespace) -> int:
    """``footing analyse CASE``."""
    with _beside(words, arguments) as workspace:
        analysis = workspace.analyse(_case(workspace, arguments.case))
    if arguments.json:
        sys.stdout.write(write_result(analysis, PROGRAM).decode())
    else:
        _say(_short(words, analysis) if arguments.short else full_text(words, analysis))
    return 0


def _short(words: Words, analysis: Analysis) -> list[str]:
    return [*answer_lines(words, analysis), *parting(words, analysis)]


def note(words: Words, arguments: argparse.Namespace) -> int:
    """``footing note CASE -o NOTE.pdf``."""
    _spare_the_source(arguments)
    with _beside(words, arguments) as workspace:
        analysis = workspace.analyse(_case(workspace, arguments.case))
        workspace.save_note(analysis, arguments.output, arguments.page_size)
    _say([words("cli.written", path=arguments.output)])
    return 0


def list_cases(words: Words, arguments: argparse.Namespace) -> int:
    """``footing list``."""
    with _beside(words, arguments) as workspace:
        if workspace.library is None:
            _say([words("cli.no_library", path=arguments.library)])
            return 0
        cases = [item for item in workspace.library.summaries() if not item.archived]
    if arguments.json:
        print(json.dumps([_listed(item) for item in cases], ensure_ascii=False, indent=2))
        return 0
    rows = [
        [
            item.id[:8],
            item.title,
            item.as_of.isoformat(),
            words(f"option.{item.documented_option}.short") if item.documented_option else "",
        ]
        for item in cases
    ]
    heads = [words(f"cli.column.{name}") for name in ("id", "case", "as_of", "documented")]
    _say(table(heads, rows))
    return 0


def import_files(words: Words, arguments: argparse.Namespace) -> int:
    """``footing import FILE...``: each file whole or not at all, in the order given."""
    with Workspace.open(arguments.library, words) as workspace:
        for path in arguments.files:
            case, outcome = workspace.bring_in(path)
            _say([words(f"cli.imported.{outcome}", title=case.title)])
    return 0


def export(words: Words, arguments: argparse.Namespace) -> int:
    """``footing export CASE -o FILE``."""
    _spare_the_source(arguments)
    with _beside(words, arguments) as workspace:
        save_case(_case(workspace, arguments.case), arguments.output, protected=arguments.with_protected)
    _say([words("cli.written", path=arguments.output)])
    return 0


def without_window(words: Words, arguments: argparse.Namespace) -> int:
    """The main job on a machine without a display: analyse every case, write every note, print the table."""
    _say([words("cli.no_display"), words("cli.library_at", path=arguments.library), ""])
    with Workspace.open(arguments.library, words) as workspace:
        workspace.draws, workspace.seed = arguments.draws, arguments.seed
        folder = _notes_folder(arguments.library)
        documented = workspace.case_base()
        analyses = []
        for case in sorted(_all_cases(workspace), key=lambda case: case.title):
            analysis = workspace.analyse(case, documented)
            workspace.save_note(analysis, folder / f"{file_name(case)}.pdf")
            analyses.append(analysis)
    _say(overview(words, analyses))
    _say(parting_lines(words, analyses))
    _say(["", words.count("cli.notes_written", len(analyses), folder=folder)])
    return 0


def file_name(case: Case) -> str:
    """A file name for a case: its title in plain letters, and the start of its id, so that none is overwritten."""
    plain = re.sub(r"[^\w]+", "-", case.title, flags=re.UNICODE).strip("-").lower()
    return f"{plain[:60]}-{case.id[:8]}"


def _notes_folder(library: Path) -> Path:
    folder = library.resolve().parent / "notes"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise FileFault("no_access", folder) from error
    return folder


def _all_cases(workspace: Workspace) -> list[Case]:
    library = workspace.library
    assert library is not None
    return library.cases([item.id for item in library.summaries() if not item.archived])


def _beside(words: Words, arguments: argparse.Namespace) -> Workspace:
    workspace = Workspace.beside(arguments.library, words)
    workspace.draws, workspace.seed = arguments.draws, arguments.seed
    return workspace


def _spare_the_source(arguments: argparse.Namespace) -> None:
    """What is written must not take the place of the case it is made from."""
    if arguments.output.resolve() == Path(arguments.case).resolve():
        raise FileFault("same_file", arguments.output)


def _case(workspace: Workspace, given: str) -> Case:
    """A file where there is one, else a case of the library by the first characters of its id."""
    words, path = workspace.words, Path(given)
    if path.exists() or workspace.library is None or path.suffix or len(path.parts) != 1:
        return workspace.read_file(path)
    found = [item.id for item in workspace.library.summaries() if item.id.startswith(given.lower())]
    if len(found) != 1:
        raise UsageError(words("cli.many_cases" if found else "cli.no_case", value=given))
    return workspace.library.case(found[0])


def _listed(item: CaseSummary) -> dict[str, object]:
    listed = {
        "id": item.id,
        "title": item.title,
        "countries": list(item.countries),
        "as_of": item.as_of.isoformat(),
        "mission_name": item.mission_name,
        "mission_kind": item.mission_kind,
        "documented_option": item.documented_option,
    }
    return {name: value for name, value in listed.items() if value is not None}


def _say(lines: list[str]) -> None:
    for line in lines:
        print(line)
