"""The exchange pack (``footing-pack/1``): cases with their versions and hashes in one zip, and its writing."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from decision.case import Case
from decision.case_reading import MAX_BYTES
from decision.case_writing import case_document, write_case
from decision.errors import DecisionError
from decision.fields import Fields

PACK_FORMAT: Final = "footing-pack/1"
VERSIONS_FORMAT: Final = "footing-versions/1"
MANIFEST: Final = "manifest.json"

MAX_CASES: Final = 5000
"""Cases in one pack."""

MAX_FILE: Final = MAX_BYTES
"""Bytes of one file of a pack when unpacked, as of any case file."""

MAX_TOTAL: Final = 256 * 1024 * 1024
"""Bytes of all files of a pack when unpacked."""

MAX_VALUES: Final = 16_000_000
"""Values that all files may hold, by :func:`values_in`: an honest pack meets the bound on bytes first."""

MAX_PACK: Final = 63 * 1024 * 1024
"""Bytes of the pack itself: a sealed one stays below the 64 MiB that any file the program opens may have."""

ZIP_HEAD: Final = b"PK\x03\x04"
_MOMENT: Final = (1980, 1, 1, 0, 0, 0)
_LEVEL: Final = 6


class PackError(DecisionError):
    """A pack cannot be used; ``key`` names the file within it, and the field where one is at fault."""


@dataclass(frozen=True, slots=True)
class PackedVersion:
    """An immutable numbered state of a case; ``created_at`` is aware and in UTC."""

    number: int
    created_at: datetime.datetime
    author: str
    label: str | None
    case: Case


@dataclass(frozen=True, slots=True)
class PackedCase:
    """A case as it stands, and its versions: oldest first, their numbers rising, all of the same case id."""

    case: Case
    versions: tuple[PackedVersion, ...]


@dataclass(frozen=True, slots=True)
class Pack:
    """What a pack holds: the program that wrote it, whether protected evidence is in it, and the cases by id."""

    program: str
    protected: bool
    cases: tuple[PackedCase, ...]


def looks_like_pack(data: bytes) -> bool:
    """Whether the bytes begin as a zip does; :func:`~db.pack_reading.read_pack` says whether it is a pack."""
    return data.startswith(ZIP_HEAD)


def write_pack(pack: Pack) -> bytes:
    """The pack as a zip, its cases by id: the same bytes for the same pack and the same zlib.

    :class:`PackError` where no reader would accept it: too much for one pack, a case twice, versions out of order.
    Protected evidence is the caller's to leave out: all that is in the cases is written.
    """
    if len(pack.cases) > MAX_CASES:
        raise PackError("pack_too_many", limit=MAX_CASES)
    Fields({"program": pack.program}, "", PackError).text("program")
    files: dict[str, bytes] = {}
    listed = [_add(packed, files) for packed in sorted(pack.cases, key=lambda packed: packed.case.id)]
    manifest = {"format": PACK_FORMAT, "program": pack.program, "protected": pack.protected, "cases": listed}
    files = {MANIFEST: (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode(), **files}
    check_sizes({name: len(data) for name, data in files.items()})
    if sum(values_in(data) for data in files.values()) > MAX_VALUES:
        raise PackError("pack_values", limit=MAX_VALUES)
    data = _zipped(files)
    if len(data) > MAX_PACK:
        raise PackError("pack_total", limit=MAX_PACK)
    return data


def case_file(case_id: str) -> str:
    """Where in a pack a case lies: an ordinary case file, which can be used alone."""
    return f"cases/{case_id}.json"


def versions_file(case_id: str) -> str:
    """Where in a pack the versions of a case lie."""
    return f"versions/{case_id}.json"


def check_versions(packed: PackedCase) -> None:
    """:class:`PackError` unless the versions are of the case and their numbers rise."""
    before = 0
    for version in packed.versions:
        entry = versions_file(packed.case.id)
        if version.case.id != packed.case.id:
            raise PackError("pack_other_case", entry, value=version.case.id, known=packed.case.id)
        if version.number <= before:
            raise PackError("pack_numbers", entry, value=version.number, before=before)
        before = version.number


def check_sizes(sizes: Mapping[str, int]) -> None:
    """:class:`PackError` where one file, or all together, would unpack to more bytes than a pack may hold."""
    for name, size in sizes.items():
        if size > MAX_FILE:
            raise PackError("pack_too_large", name, limit=MAX_FILE)
    if sum(sizes.values()) > MAX_TOTAL:
        raise PackError("pack_total", limit=MAX_TOTAL)


def values_in(data: bytes) -> int:
    """How many values a JSON text may hold at most, an object counted fourfold.

    What a text takes in memory grows with these more than with its bytes: ``[],`` takes thirty times its length.
    """
    return data.count(b",") + data.count(b"[") + 4 * data.count(b"{")


def _add(packed: PackedCase, files: dict[str, bytes]) -> dict[str, Any]:
    """Put the files of a case among the others; answers its line of the manifest."""
    case = packed.case
    name = case_file(case.id)
    if name in files:
        raise PackError("pack_repeated", name)
    check_versions(packed)
    try:
        files[name] = write_case(case)
        line = {"id": case.id, "title": case.title, **_listed(name, files), "versions": None}
        if packed.versions:
            name = versions_file(case.id)
            files[name] = _write_versions(packed.versions)
            line["versions"] = _listed(name, files)
    except UnicodeEncodeError:  # half a surrogate pair in a field that only a newer program reads
        raise PackError("not_unicode", name) from None
    except RecursionError:
        raise PackError("pack_unreadable", name) from None
    return line


def _listed(name: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    data = files[name]
    return {"file": name, "sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}


def _write_versions(versions: tuple[PackedVersion, ...]) -> bytes:
    document = {"format": VERSIONS_FORMAT, "versions": [_version_document(version) for version in versions]}
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _version_document(version: PackedVersion) -> dict[str, Any]:
    document = {
        "number": version.number,
        "created_at": _moment(version),
        "author": version.author,
        "label": version.label,
        "case": case_document(version.case),
    }
    fields = Fields(document, versions_file(version.case.id), PackError)
    for name in ("author", "label"):
        fields.optional_text(name)  # refuses what the reader would
    return document


def _moment(version: PackedVersion) -> str:
    if version.created_at.utcoffset() is None:
        raise PackError("pack_time", versions_file(version.case.id), value=version.created_at.isoformat())
    return version.created_at.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")


def _zipped(files: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system = 3  # else the bytes would tell the system they were written on
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, data, zipfile.ZIP_DEFLATED, _LEVEL)
    return buffer.getvalue()
