"""Cases in and out: whatever file a colleague sends is read to one kind of pack, looked at, and taken in whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.files import ContentError, FileFault, read_whole, write_whole
from app.program import PROGRAM
from app.workspace import Workspace
from db import answers, backups, merging
from db.backups import Reason
from db.faults import LibraryFault
from db.library import Library
from db.merging import Choice, Incoming, Relation, Taken
from db.packs import Pack, looks_like_pack
from db.sealing import is_sealed, seal, unseal
from decision.analysis import Analysis
from decision.case import Case
from decision.errors import DecisionError
from decision.publication import Echo, echoes

if TYPE_CHECKING:
    from app.spreadsheet_files import Table

COMPUTED = 200
"""So many answers are computed for a spreadsheet; more would take minutes."""

SEALED = ".age"
"""The ending of a sealed export, beside that of what is in it."""

Sealing = Callable[[bytes, str], bytes]
"""How bytes are sealed or unsealed with a passphrase: a window does it in another process."""


def read_incoming(
    workspace: Workspace, path: Path, passphrase: str | None = None, unsealing: Sealing = unseal
) -> Pack:
    """The cases in a case file, a note, a pack, or a sealed one of these.

    :class:`FileFault` ``sealed`` where a passphrase is needed, :class:`ContentError` for what cannot be used.
    """
    data = read_whole(path)
    try:
        if is_sealed(data):
            if passphrase is None:
                raise FileFault("sealed", path)
            data = unsealing(data, passphrase)
        if looks_like_pack(data):
            from db.pack_reading import read_pack  # noqa: PLC0415 - few files are packs

            return read_pack(data, workspace.model)
    except DecisionError as error:
        raise ContentError(path, error) from error
    return merging.single(workspace.case_in(data, path))


def look_at(workspace: Workspace, pack: Pack) -> tuple[Incoming, ...]:
    """How each case of a pack stands to the library's; changes nothing."""
    return merging.plan(_library(workspace), pack)


def take_in(workspace: Workspace, pack: Pack, choices: Mapping[str, Choice]) -> tuple[Taken, ...]:
    """Take a pack in, all of it or nothing; the library is backed up first where cases of its own will change."""
    library = _library(workspace)
    if any(item.relation not in {Relation.NEW, Relation.SAME} for item in merging.plan(library, pack)):
        backups.make(library.path, library.file.key, library.stamp().at, Reason.MERGE)
    return merging.merge(library, pack, choices, lambda title: workspace.words("exchange.copy", title=title))


def pack_bytes(workspace: Workspace, case_ids: Iterable[str], *, protected: bool = False) -> bytes:
    """Cases with their versions as a pack; what is protected stays behind unless it is asked for."""
    from db.packs import write_pack  # noqa: PLC0415

    return write_pack(merging.packed(_library(workspace), tuple(case_ids), PROGRAM, protected=protected))


def library_sheets(workspace: Workspace, cases: Sequence[Case], ending: str) -> bytes:
    """A spreadsheet of cases of the library, ``.xlsx`` or ``.csv``; the answers are those that are kept.

    Up to :data:`COMPUTED` answers that are not kept are computed; further ones stay empty.
    """
    from app.spreadsheets import Filed, library_tables  # noqa: PLC0415 - few exports are spreadsheets

    library = _library(workspace)
    kept = answers.kept(library, [case.id for case in cases])
    known = {key: one for key, one in kept.items() if one.basis.startswith(workspace.model.sha256)}
    missing = [case for case in cases if case.id not in known]
    base = workspace.case_base() if 0 < len(missing) <= COMPUTED else None
    filed = {}
    for case in cases:
        item, answer = library.summary(case.id), known.get(case.id)
        found = answer or (None if base is None else workspace.analyse(case, base).recommendation)
        filed[case.id] = Filed(
            tags=library.tags(case.id),
            archived=item.archived,
            versions=len(library.versions(case.id)),
            changed_at=item.changed_at,
            recommendation=None if found is None else found.option,
            strength=None if found is None else found.strength,
        )
    return _sheets(library_tables(workspace.words, workspace.model, cases, filed, PROGRAM), ending)


def matrix_sheets(workspace: Workspace, analysis: Analysis, ending: str) -> bytes:
    """The decision matrix of one case as a spreadsheet, ``.xlsx`` or ``.csv``."""
    from app.spreadsheets import matrix_tables  # noqa: PLC0415

    return _sheets(matrix_tables(workspace.words, analysis, PROGRAM), ending)


def _sheets(tables: Sequence[Table], ending: str) -> bytes:
    from app.spreadsheet_files import as_csv, as_xlsx  # noqa: PLC0415

    return as_csv(tables[0]) if ending == ".csv" else as_xlsx(tables)


def write_export(
    workspace: Workspace, path: Path, data: bytes, *, plain: bool = False, sealing: Sealing = seal
) -> Path:
    """Write what leaves the library; from an encrypted one sealed with its passphrase, unless ``plain`` is asked.

    Where it was written: a sealed file has :data:`SEALED` at its end.
    """
    library = workspace.library
    if plain or library is None or not library.encrypted:
        write_whole(path, data)
        return path
    if workspace.passphrase is None:
        raise LibraryFault("passphrase_needed", library.path)
    place = path if path.suffix == SEALED else path.with_name(f"{path.name}{SEALED}")
    write_whole(place, sealing(data, workspace.passphrase))
    return place


def warnings(cases: Iterable[Case]) -> list[tuple[Case, Echo]]:
    """What an export without the protected evidence would still give away."""
    return [(case, echo) for case in cases for echo in echoes(case)]


def _library(workspace: Workspace) -> Library:
    assert workspace.library is not None
    return workspace.library
