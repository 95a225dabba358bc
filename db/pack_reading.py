"""Reading an exchange pack that may be hostile: all of it is checked before any of it is handed out.

The zip is read here and not by the standard library, whose reader forgives what this one must refuse: bytes that
belong to no entry, two spellings of one name, a header that contradicts the directory.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from db.packs import (
    MANIFEST,
    MAX_CASES,
    MAX_FILE,
    MAX_PACK,
    MAX_VALUES,
    PACK_FORMAT,
    VERSIONS_FORMAT,
    ZIP_HEAD,
    Pack,
    PackedCase,
    PackedVersion,
    PackError,
    case_file,
    check_sizes,
    check_versions,
    looks_like_pack,
    values_in,
    versions_file,
)
from decision.case import Case
from decision.case_reading import case_from, parse_json, read_case
from decision.errors import CaseError
from decision.fields import Fields
from decision.model import DecisionModel

_LOCAL: Final = struct.Struct("<4s5H3I2H")
_CENTRAL: Final = struct.Struct("<4s6H3I5H2I")
_END: Final = struct.Struct("<4s4H2IH")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 1 << 0 | 1 << 6 | 1 << 13
_HARMLESS: Final = 1 << 1 | 1 << 2 | 1 << 11
"""Flags that change nothing here: how hard the packer tried, and names in UTF-8."""

_DOS_FOLDER: Final = 0x10
_SAFE_NAME: Final = re.compile(r"(?![.]+(/|$))[A-Za-z0-9_.-]+(/(?![.]+(/|$))[A-Za-z0-9_.-]+)*")
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,6})?Z")
_LAST_NUMBER: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class _Entry:
    """One line of the directory of a zip; ``packed`` and ``size`` are its bytes before and after unpacking."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    offset: int
    attributes: int


@dataclass(frozen=True, slots=True)
class _Listed:
    """What the manifest says of one file."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class _ListedCase:
    """One line of the manifest."""

    id: str
    title: str
    case: _Listed
    versions: _Listed | None


class _Files:
    """The files of a zip by name, each unpacked when it is read, and never beyond what a pack may hold."""

    def __init__(self, data: bytes) -> None:
        self._packed = _packed_files(data)
        self._values = 0

    def names(self) -> set[str]:
        return set(self._packed)

    def read(self, name: str) -> bytes:
        entry, packed = self._packed[name]
        data = packed if entry.method == _STORED else _inflated(packed, entry)
        if len(data) != entry.size:
            raise PackError("pack_size", name)
        if zlib.crc32(data) != entry.checksum:
            raise PackError("pack_broken", name)
        self._values += values_in(data)
        if self._values > MAX_VALUES:
            raise PackError("pack_values", limit=MAX_VALUES)
        return data


def read_pack(data: bytes, model: DecisionModel) -> Pack:
    """The pack in a file's bytes; :class:`PackError` names what is wrong with it, and in which of its files."""
    if len(data) > MAX_PACK:
        raise PackError("pack_total", limit=MAX_PACK)
    if not looks_like_pack(data):
        raise PackError("pack_not_a_pack")
    files = _Files(data)
    with _within(MANIFEST):
        top = Fields(parse_json(files.read(MANIFEST)), "", CaseError)
        _check_format(top, PACK_FORMAT, MANIFEST)
        program = top.text("program")
        top.needed("protected")
        protected = bool(top.flag("protected"))
        listed = _read_lines(top)
    _check_names(files.names(), listed)
    return Pack(program, protected, tuple(_read_case(line, files, model) for line in listed))


def _packed_files(data: bytes) -> dict[str, tuple[_Entry, bytes]]:
    """The entries of a zip and their packed bytes; refuses every byte that belongs to none of them."""
    entries, directory = _read_directory(data)
    _check_entries(entries)
    found: dict[str, tuple[_Entry, bytes]] = {}
    place = 0
    for entry in sorted(entries, key=lambda entry: entry.offset):
        if entry.offset != place:
            raise PackError("pack_broken")
        start = _data_start(data, entry)
        place = start + entry.packed
        found[entry.name] = (entry, data[start:place])
    if place != directory:
        raise PackError("pack_broken")
    return found


def _read_directory(data: bytes) -> tuple[list[_Entry], int]:
    """The entries of a zip, and the place where its directory begins."""
    end = len(data) - _END.size
    if end < 0:
        raise PackError("pack_broken")
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack_from(data, end)
    if mark != b"PK\x05\x06" or disk or first_disk or here != count or comment or start + size != end:
        raise PackError("pack_broken")
    if count > 2 * MAX_CASES + 1:
        raise PackError("pack_too_many", limit=MAX_CASES)
    entries: list[_Entry] = []
    place = start
    for _ in range(count):
        entry, place = _read_entry(data, place, end)
        entries.append(entry)
    if place != end:
        raise PackError("pack_broken")
    return entries, start


def _read_entry(data: bytes, place: int, end: int) -> tuple[_Entry, int]:
    """The line of the directory at a place, and the place of the next."""
    if place + _CENTRAL.size > end:
        raise PackError("pack_broken")
    line = _CENTRAL.unpack_from(data, place)
    mark, _, _, flags, method, _, _, checksum, packed, size, letters, extra, comment, disk = line[:14]
    start = place + _CENTRAL.size
    following = start + letters + extra + comment
    if mark != b"PK\x01\x02" or disk or following > end:
        raise PackError("pack_broken")
    name = data[start : start + letters].decode("latin-1")
    return _Entry(name, flags, method, checksum, packed, size, line[16], line[15]), following


def _check_entries(entries: list[_Entry]) -> None:
    """Refuse what is no plain file under a plain name, and what cannot be unpacked within bounds."""
    names: set[str] = set()
    for entry in entries:
        if entry.flags & _ENCRYPTED:
            raise PackError("pack_encrypted", _visible(entry.name))
        if stat.S_IFMT(entry.attributes >> 16) not in (0, stat.S_IFREG) or entry.attributes & _DOS_FOLDER:
            raise PackError("pack_not_a_file", _visible(entry.name))
        if not _SAFE_NAME.fullmatch(entry.name):
            raise PackError("pack_path", _visible(entry.name))
        if entry.flags & ~_HARMLESS or entry.method not in (_STORED, _DEFLATED):
            raise PackError("pack_method", entry.name)
        if entry.name.lower() in names:
            raise PackError("pack_repeated", entry.name)
        names.add(entry.name.lower())
    if MANIFEST not in {entry.name for entry in entries}:
        raise PackError("pack_not_a_pack")
    check_sizes({entry.name: entry.size for entry in entries})


def _visible(name: str) -> str:
    """A name that nobody vouches for: a terminal obeys some signs, and no sentence has room for all."""
    return ascii(name)[1:-1][:80]


def _data_start(data: bytes, entry: _Entry) -> int:
    """Where the packed bytes of an entry begin; the head before them must say what the directory says."""
    start: int = entry.offset + _LOCAL.size
    if start > len(data):
        raise PackError("pack_broken")
    mark, _, flags, method, _, _, checksum, packed, size, letters, extra = _LOCAL.unpack_from(data, entry.offset)
    said = (flags, method, checksum, packed, size, data[start : start + letters].decode("latin-1"))
    known = (entry.flags, entry.method, entry.checksum, entry.packed, entry.size, entry.name)
    if mark != ZIP_HEAD or said != known:
        raise PackError("pack_broken", entry.name)
    start += letters + extra
    return start


def _inflated(packed: bytes, entry: _Entry) -> bytes:
    """The unpacked bytes, at most one more than the entry says: a lie shows, and a bomb stays small."""
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        data = unpacker.decompress(packed, entry.size + 1)
    except zlib.error:
        raise PackError("pack_broken", entry.name) from None
    if len(data) <= entry.size and (not unpacker.eof or unpacker.unused_data):
        raise PackError("pack_broken", entry.name)
    return data


def _read_lines(top: Fields) -> tuple[_ListedCase, ...]:
    top.needed("cases")
    lines = top.children("cases")
    if len(lines) > MAX_CASES:
        raise PackError("pack_too_many", limit=MAX_CASES)
    return tuple(_read_line(line) for line in lines)


def _read_line(fields: Fields) -> _ListedCase:
    case_id = fields.text("id")
    versions = fields.child("versions")
    return _ListedCase(
        id=case_id,
        title=fields.text("title"),
        case=_read_listed(fields, case_file(case_id)),
        versions=None if versions is None else _read_listed(versions, versions_file(case_id)),
    )


def _read_listed(fields: Fields, wanted: str) -> _Listed:
    name = fields.text("file")
    if name != wanted:
        raise fields.fail("pack_place", "file", value=name, known=wanted)
    return _Listed(name, fields.text("sha256"), fields.whole("bytes", 0, MAX_FILE))


def _check_names(names: set[str], listed: tuple[_ListedCase, ...]) -> None:
    """The files that are there must be the files of the manifest, each once."""
    wanted = {MANIFEST}
    for file in (file for line in listed for file in (line.case, line.versions) if file is not None):
        if file.name in wanted:
            raise PackError("pack_repeated", file.name)
        if file.name not in names:
            raise PackError("pack_missing_file", file.name)
        wanted.add(file.name)
    for name in sorted(names - wanted):
        raise PackError("pack_extra_file", name)


def _read_case(line: _ListedCase, files: _Files, model: DecisionModel) -> PackedCase:
    name = line.case.name
    data = _checked(line.case, files)
    with _within(name):
        case = read_case(data, model)
    for value, known in ((case.id, line.id), (case.title, line.title)):
        if value != known:
            raise PackError("pack_other_case", name, value=value, known=known)
    packed = PackedCase(case, () if line.versions is None else _read_versions(line.versions, files, model))
    check_versions(packed)
    return packed


def _checked(listed: _Listed, files: _Files) -> bytes:
    data = files.read(listed.name)
    if len(data) != listed.size:
        raise PackError("pack_size", listed.name)
    if hashlib.sha256(data).hexdigest() != listed.sha256:
        raise PackError("pack_hash", listed.name)
    return data


def _read_versions(listed: _Listed, files: _Files, model: DecisionModel) -> tuple[PackedVersion, ...]:
    data = _checked(listed, files)
    with _within(listed.name):
        top = Fields(parse_json(data), "", CaseError)
        _check_format(top, VERSIONS_FORMAT, listed.name)
        top.needed("versions")
        return top.each("versions", lambda fields: _read_version(fields, model))


def _read_version(fields: Fields, model: DecisionModel) -> PackedVersion:
    fields.needed("author")
    return PackedVersion(
        number=fields.whole("number", 1, _LAST_NUMBER),
        created_at=_read_moment(fields),
        author=_text_as_it_is(fields, "author") or "",
        label=_text_as_it_is(fields, "label"),
        case=_read_version_case(fields, model),
    )


def _text_as_it_is(fields: Fields, name: str) -> str | None:
    """A text that may be blank, and stays so: a version is kept as it was frozen."""
    fields.optional_text(name)
    value: str | None = fields.get(name)
    return value


def _read_version_case(fields: Fields, model: DecisionModel) -> Case:
    document = fields.needed("case")
    place = fields.key("case")
    try:
        case = case_from(document, model)
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair in a field that only a newer program reads
        raise CaseError("not_unicode", place) from None
    except CaseError as error:
        raise CaseError(error.code, f"{place}.{error.key}" if error.key else place, **error.values) from None
    return case


def _read_moment(fields: Fields) -> datetime.datetime:
    value = fields.needed("created_at")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        with contextlib.suppress(ValueError):
            return datetime.datetime.fromisoformat(value)
    raise fields.fail("pack_time", "created_at", value=value)


def _check_format(fields: Fields, known: str, entry: str) -> None:
    given = fields.get("format")
    if given != known:
        newer = isinstance(given, str) and given.startswith(known.rpartition("/")[0] + "/")
        raise PackError("pack_newer" if newer else "pack_format", entry, value=given, known=known)


@contextlib.contextmanager
def _within(entry: str) -> Iterator[None]:
    """Tell every fault of the content of a file together with the file it lies in."""
    try:
        yield
    except CaseError as error:
        raise _told(error, entry) from None
    except RecursionError:
        raise PackError("pack_unreadable", entry) from None


def _told(error: CaseError, entry: str) -> PackError:
    if error.code in ("not_json", "not_utf8", "too_deep"):  # their sentences speak of a case file, and name none
        return PackError("pack_unreadable", entry)
    if error.code in ("not_a_case", "newer_format"):
        return PackError("pack_newer" if error.code == "newer_format" else "pack_format", entry, **error.values)
    return PackError(error.code, f"{entry} › {error.key}" if error.key else entry, **error.values)
