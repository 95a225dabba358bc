"""The verbs on one case, and the main job without a window."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from app.files import FileFault
from app.full_text import full_text
from app.overview import overview, parting_lines
from app.program import PROGRAM
from app.session import beside, case_of, names_file, opened, say, the_library, warn
from app.summary import answer_lines, parting
from app.words import Words
from app.workspace import Workspace
from db.faults import LibraryFault
from decision.analysis import Analysis
from decision.case import Case
from decision.result_writing import write_result


def analyse(words: Words, arguments: argparse.Namespace) -> int:
    """``footing analyse CASE``."""
    with beside(words, arguments) as workspace:
        analysis = workspace.analyse(case_of(workspace, arguments.case))
    if arguments.json:
        sys.stdout.write(write_result(analysis, PROGRAM).decode())
    else:
        say(_short(words, analysis) if arguments.short else full_text(words, analysis))
    return 0


def _short(words: Words, analysis: Analysis) -> list[str]:
    return [*answer_lines(words, analysis), *parting(words, analysis)]


def note(words: Words, arguments: argparse.Namespace) -> int:
    """``footing note CASE -o NOTE.pdf``; the note of a case of the library is entered there."""
    if arguments.output.resolve() == Path(arguments.case).resolve():
        raise FileFault(
            "same_file", arguments.output
        )  # a note must not take the place of the case it is made from
    if arguments.library.exists() and not names_file(arguments.case):
        _issue(words, arguments)
    else:
        _write(words, arguments)
    say([words("cli.written", path=arguments.output)])
    return 0


def _write(words: Words, arguments: argparse.Namespace) -> None:
    with beside(words, arguments) as workspace:
        analysis = workspace.analyse(case_of(workspace, arguments.case))
        workspace.save_note(analysis, arguments.output, arguments.page_size)


def _issue(words: Words, arguments: argparse.Namespace) -> None:
    try:
        with opened(words, arguments, writing=True) as workspace:
            case = case_of(workspace, arguments.case)
            workspace.issue_note(workspace.analyse(case), arguments.output, arguments.page_size)
    except LibraryFault as fault:
        if fault.code not in {"held", "read_only"}:
            raise
        _write(words, arguments)
        warn(words("cli.note_not_entered", path=arguments.output))


def without_window(words: Words, arguments: argparse.Namespace) -> int:
    """The main job on a machine without a display: analyse every case, write every note, print the table."""
    say([words("cli.no_display"), words("cli.library_at", path=arguments.library), ""])
    with opened(words, arguments, writing=True, making=True) as workspace:
        folder = _notes_folder(arguments.library)
        documented = workspace.case_base()
        analyses = []
        for case in sorted(_all_cases(workspace), key=lambda case: case.title):
            analysis = workspace.analyse(case, documented)
            workspace.save_note(analysis, folder / f"{file_name(case)}.pdf")
            analyses.append(analysis)
    say(overview(words, analyses))
    say(parting_lines(words, analyses))
    say(["", words.count("cli.notes_written", len(analyses), folder=folder)])
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
    library = the_library(workspace)
    return library.cases([item.id for item in library.summaries() if not item.archived])
