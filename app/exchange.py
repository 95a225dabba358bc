"""Cases in and out: whatever file a colleague sends is read to one kind of pack, looked at, and taken in whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from app.files import ContentError, FileFault, read_whole, write_whole
from app.workspace import PROGRAM, Workspace
from db import backups, merging
from db.backups import Reason
from db.faults import LibraryFault
from db.library import Library
from db.merging import Choice, Incoming, Relation, Taken
from db.packs import Pack, looks_like_pack
from db.sealing import is_sealed, seal, unseal
from decision.case import Case
from decision.errors import DecisionError
from decision.publication import Echo, echoes

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


def export_pack(
    workspace: Workspace, case_ids: Iterable[str], path: Path, *, protected: bool = False, plain: bool = False
) -> Path:
    """Write cases with their versions as a pack; where it was written."""
    return write_export(workspace, path, pack_bytes(workspace, case_ids, protected=protected), plain=plain)


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
