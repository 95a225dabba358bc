"""The exchange pack: what goes in comes out, always as the same bytes, and nothing hostile gets through."""

from __future__ import annotations

import datetime
import hashlib
import io
import json
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from app.faults import decision_sentence
from app.words import Words
from db.pack_reading import read_pack
from db.packs import (
    MANIFEST,
    MAX_CASES,
    MAX_FILE,
    MAX_PACK,
    Pack,
    PackedCase,
    PackedVersion,
    PackError,
    looks_like_pack,
    write_pack,
)
from decision.case import Case
from decision.case_reading import read_case
from decision.model import DecisionModel
from tests.db.conftest import MakeCase
from tests.decision.conftest import examples

ROOT = Path(__file__).resolve().parents[2]
AT = datetime.datetime(2026, 11, 24, 8, 0, tzinfo=datetime.UTC)
ONE, TWO = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
CASE_ONE, CASE_TWO, VERSIONS_ONE = f"cases/{ONE}.json", f"cases/{TWO}.json", f"versions/{ONE}.json"

Files = dict[str, bytes]


@dataclass(frozen=True)
class Raw:
    """One entry of a zip made by hand, with room for a lie in each field."""

    name: str
    data: bytes
    method: int = 8
    flags: int = 0
    attributes: int = 0
    size: int | None = None
    name_before_data: str | None = None


def raw_zip(entries: list[Raw], comment: bytes = b"", count: int | None = None) -> bytes:
    body, directory = b"", b""
    for entry in entries:
        packed = entry.data if entry.method != 8 else zlib.compressobj(6, zlib.DEFLATED, -15)
        if not isinstance(packed, bytes):
            packed = packed.compress(entry.data) + packed.flush()
        size = len(entry.data) if entry.size is None else entry.size
        middle = (entry.flags, entry.method, 0, 33, zlib.crc32(entry.data), len(packed), size)
        name = entry.name.encode("latin-1")
        before = name if entry.name_before_data is None else entry.name_before_data.encode()
        directory += struct.pack("<4s6H3I5H2I", b"PK\1\2", 20, 20, *middle, len(name), 0, 0, 0, 0, entry.attributes, len(body)) + name  # fmt: skip
        body += struct.pack("<4s5H3I2H", b"PK\3\4", 20, *middle, len(before), 0) + before + packed
    count = len(entries) if count is None else count
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, count, count, len(directory), len(body), len(comment))
    return body + directory + end + comment


def files_of(data: bytes) -> Files:
    """The files of a pack, as the standard library reads them."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Files) -> bytes:
    return raw_zip([Raw(name, data) for name, data in files.items()])


def rehashed(files: Files) -> Files:
    """The files with a manifest that names their true sizes and hashes."""
    manifest = json.loads(files[MANIFEST])
    for line in manifest["cases"]:
        for listed in filter(None, (line, line["versions"])):
            data = files[listed["file"]]
            listed.update(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    return {**files, MANIFEST: json.dumps(manifest).encode()}


def version(number: int, case: Case, **other: Any) -> PackedVersion:
    at = AT + datetime.timedelta(minutes=number)
    return replace(PackedVersion(number, at, "A. Desk", None, case), **other)


@pytest.fixture(scope="session")
def pack(make_case: MakeCase) -> Pack:
    """Two cases, the first with two versions."""
    one, two = make_case(id=ONE, title="Liberia"), make_case(id=TWO, title="Сьерра-Леоне")
    first = version(1, replace(one, title="Liberia, draft"), label="Before the visit", author="")
    third = version(3, one, created_at=AT.replace(microsecond=120))
    return Pack("Footing 0.1.0", False, (PackedCase(one, (first, third)), PackedCase(two, ())))


@pytest.fixture(scope="session")
def files(pack: Pack) -> Files:
    return files_of(write_pack(pack))


@pytest.fixture
def refusal(model: DecisionModel) -> Callable[[bytes], tuple[str, str]]:
    """The code and key of what refuses a pack, once it was seen to make one sentence."""

    def refuse(data: bytes) -> tuple[str, str]:
        with pytest.raises(PackError) as caught:
            read_pack(data, model)
        sentence = decision_sentence(Words(), caught.value)
        assert sentence.endswith(".")
        assert not sentence.startswith("error.")
        assert sentence.isprintable()
        return caught.value.code, caught.value.key

    return refuse


Refusal = Callable[[bytes], tuple[str, str]]


# What goes in comes out


def test_a_pack_comes_back_as_it_was(pack: Pack, model: DecisionModel) -> None:
    data = write_pack(pack)
    assert looks_like_pack(data)
    assert read_pack(data, model) == pack


def test_an_empty_pack_is_a_pack(model: DecisionModel) -> None:
    empty = Pack("Footing", True, ())
    assert read_pack(write_pack(empty), model) == empty


def test_the_same_pack_gives_the_same_bytes_in_any_order(pack: Pack) -> None:
    data = write_pack(pack)
    assert write_pack(replace(pack, cases=pack.cases[::-1])) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == [MANIFEST, CASE_ONE, VERSIONS_ONE, CASE_TWO]
    assert {(entry.date_time, entry.create_system, stat.S_IMODE(entry.external_attr >> 16)) for entry in entries} == {
        ((1980, 1, 1, 0, 0, 0), 3, 0o644)
    }  # fmt: skip


def test_a_case_in_a_pack_is_a_case_file_of_its_own(files: Files, pack: Pack, model: DecisionModel) -> None:
    assert read_case(files[CASE_ONE], model) == pack.cases[0].case


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40) | st.sampled_from(
    [
        "../../etc/passwd",
        'a"}],"cases":[',
        "\u202eevil\u202c",
        "tab\tand\nline",
        "=cmd()",
        "e\u0301",
        "PK\\5",
        "👩‍👩‍👧",
    ]
)
NAMES = TEXTS.filter(str.strip)
MOMENTS = st.datetimes(datetime.datetime(1970, 1, 1), timezones=st.just(datetime.UTC))


@given(
    program=NAMES,
    protected=st.booleans(),
    titles=st.lists(NAMES, max_size=4),
    versions=st.lists(st.tuples(MOMENTS, TEXTS, st.none() | TEXTS, NAMES), max_size=4),
)
@examples(120)
def test_any_pack_comes_back_as_it_was(
    model: DecisionModel,
    make_case: MakeCase,
    program: str,
    protected: bool,
    titles: list[str],
    versions: list[tuple[datetime.datetime, str, str | None, str]],
) -> None:
    cases = []
    for place, title in enumerate(titles):
        case = make_case(id=f"{place:08}-1111-4111-8111-111111111111", title=title, later={title: [None, title]})
        states = [
            PackedVersion(3 * number + 1, at, author, label, replace(case, title=old))
            for number, (at, author, label, old) in enumerate(versions[place:])
        ]
        cases.append(PackedCase(case, tuple(states)))
    made = Pack(program, protected, tuple(cases))
    data = write_pack(made)
    assert read_pack(data, model) == made
    assert write_pack(read_pack(data, model)) == data


def test_what_a_newer_program_adds_is_read_past(files: Files, pack: Pack, model: DecisionModel) -> None:
    manifest = json.loads(files[MANIFEST])
    manifest["note"] = {"of": "tomorrow"}
    manifest["cases"][0]["tags"] = ["a"]
    versions = json.loads(files[VERSIONS_ONE])
    versions["versions"][0]["mood"] = 1
    changed = {**files, MANIFEST: json.dumps(manifest).encode(), VERSIONS_ONE: json.dumps(versions).encode()}
    assert read_pack(packed(rehashed(changed)), model) == pack


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_pack_that_another_program_packed_again_is_read(files: Files, pack: Pack, model: DecisionModel, method: int) -> None:  # fmt: skip
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in reversed(files.items()):
            archive.writestr(name, data)
    assert read_pack(buffer.getvalue(), model) == pack


# The schema


def schema(part: str = "") -> Any:
    document = json.loads((ROOT / "assets" / "schema" / "pack-1.json").read_text("utf-8"))
    kind = jsonschema.Draft202012Validator
    kind.check_schema(document)
    wanted = {"$defs": document["$defs"], "$ref": f"#/$defs/{part}"} if part else document
    return kind(wanted, format_checker=kind.FORMAT_CHECKER)


def test_a_written_pack_is_what_the_schema_says(files: Files) -> None:
    schema().validate(json.loads(files[MANIFEST]))
    schema("versions_file").validate(json.loads(files[VERSIONS_ONE]))


MANIFEST_LIES: list[tuple[tuple[str | int, ...], Any]] = [
    *[(("format",), value) for value in (None, 1, "footing-case/1", "footing-pack/2", ["footing-pack/1"])],
    *[(("program",), value) for value in (None, " ", 3)],
    *[(("protected",), value) for value in (None, 0, "no")],
    *[(("cases",), value) for value in (None, {}, [1], "x")],
    *[(("cases", 0, "id"), value) for value in (None, 5, "")],
    *[(("cases", 0, "title"), value) for value in (None, "", 5)],
    *[(("cases", 0, "file"), value) for value in (None, "x", "../cases/x.json", "/etc/passwd", MANIFEST)],
    *[(("cases", 0, "sha256"), value) for value in (None, "x", 0)],
    *[(("cases", 0, "bytes"), value) for value in (None, -1, 1.5, "10", 10**400, MAX_FILE + 1)],
    *[(("cases", 0, "versions"), value) for value in (0, [], "x", {})],
    *[(("cases", 0, "versions", "file"), value) for value in (None, CASE_ONE)],
]


@pytest.mark.parametrize(("place", "value"), MANIFEST_LIES)
def test_schema_and_program_refuse_the_same_manifests(
    place: tuple[str | int, ...], value: Any, files: Files, refusal: Refusal
) -> None:
    manifest = json.loads(files[MANIFEST])
    inner = manifest
    for step in place[:-1]:
        inner = inner[step]
    inner[place[-1]] = value
    assert not schema().is_valid(manifest)
    refusal(packed({**files, MANIFEST: json.dumps(manifest).encode()}))


VERSION_LIES: list[tuple[str, Any, str]] = [
    *[("number", value, "not_whole") for value in ("1", 1.5, True)],
    ("number", None, "missing"),
    *[("number", value, "out_of_range") for value in (0, -1, 2**31)],
    *[("created_at", value, "pack_time") for value in ("", 5, "2026-11-24", "2026-11-24T08:00:00", "2026-11-24T08:00:00+00:00", "٢026-11-24T08:00:00Z")],
    ("created_at", None, "missing"),
    *[("author", value, "not_a_text") for value in (5, [])],
    ("author", None, "missing"),
    ("label", 5, "not_a_text"),
    ("case", None, "missing"),
    ("case", [], "not_an_object"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "value", "code"), VERSION_LIES)
def test_schema_and_program_refuse_the_same_versions(
    name: str, value: Any, code: str, files: Files, refusal: Refusal
) -> None:
    versions = json.loads(files[VERSIONS_ONE])
    versions["versions"][0][name] = value
    assert not schema("versions_file").is_valid(versions)
    changed = rehashed({**files, VERSIONS_ONE: json.dumps(versions).encode()})
    assert refusal(packed(changed)) == (code, f"{VERSIONS_ONE} › versions[0].{name}")


# Hostile zips


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "pack_not_a_pack"),
        (b"{}", "pack_not_a_pack"),
        (b"PK\x05\x06" + bytes(18), "pack_not_a_pack"),
        (b"PK\x03\x04", "pack_broken"),
        (b"PK\x03\x04" + bytes(40), "pack_broken"),
        (raw_zip([Raw("word/document.xml", b"<x/>")]), "pack_not_a_pack"),
        (raw_zip([Raw(MANIFEST.upper(), b"{}")]), "pack_not_a_pack"),
        (raw_zip([Raw(MANIFEST, b'{"manifest_version": 3}')]), "pack_format"),
        (raw_zip([Raw(MANIFEST, b'{"format": "footing-pack/2"}')]), "pack_newer"),
        (raw_zip([Raw(MANIFEST, b"\xff\xfe")]), "pack_unreadable"),
        (raw_zip([Raw(MANIFEST, b"[" * 100_000)]), "pack_unreadable"),
        (raw_zip([Raw(MANIFEST, b'{"format": 1, "format": 2}')]), "repeated_name"),
        (raw_zip([Raw(MANIFEST, b"{}")], count=2), "pack_broken"),
        (raw_zip([Raw(MANIFEST, b"{}")], count=0), "pack_broken"),
        (raw_zip([Raw(MANIFEST, b"{}")], comment=b"x"), "pack_broken"),
        (raw_zip([Raw(MANIFEST, b"{}")], count=2 * MAX_CASES + 2), "pack_too_many"),
        (raw_zip([Raw(MANIFEST, b"{},[]," * 2_500_000)]), "pack_values"),
    ],
)  # fmt: skip
def test_what_is_no_pack_is_refused(data: bytes, code: str, refusal: Refusal) -> None:
    assert refusal(data)[0] == code


def test_a_truncated_pack_is_refused_wherever_it_ends(pack: Pack, refusal: Refusal) -> None:
    data = write_pack(pack)
    for end in range(4, len(data), 97):
        assert refusal(data[:end])[0] == "pack_broken"
    assert refusal(data[:-1])[0] == "pack_broken"


def test_two_zips_in_one_are_refused(pack: Pack, refusal: Refusal) -> None:
    data, other = write_pack(pack), write_pack(Pack("Footing", False, ()))
    for joined in (
        data + other,
        other + data,
        data + b"\0",
        data + data[-22:],
        raw_zip([Raw(MANIFEST, b"{}")], other),
    ):
        assert refusal(joined)[0] == "pack_broken"
    assert refusal(b"#!/bin/sh\n" + data)[0] == "pack_not_a_pack"
    start = struct.unpack_from("<I", data, len(data) - 6)[0]
    with_gap = data[:start] + b"hidden" + data[start:-6] + struct.pack("<I", start + 6) + data[-2:]
    assert zipfile.ZipFile(io.BytesIO(with_gap)).testzip() is None, "the standard library sees nothing wrong"
    assert refusal(with_gap)[0] == "pack_broken"


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../evil.json", "cases/../../evil.json", "cases\\evil.json", "C:evil.json", "C:/evil.json",
     "a\0.json", "a\x1b[2J.json", "", ".", "..", "cases/", "cases//x.json", "cases/./x.json", "~/x", "a b", "café.json"],
)  # fmt: skip
@pytest.mark.parametrize("instead", [False, True])
def test_an_unsafe_name_is_refused(name: str, instead: bool, files: Files, refusal: Refusal) -> None:
    entries = [Raw(other, data) for other, data in files.items() if not (instead and other == CASE_TWO)]
    assert refusal(raw_zip([*entries, Raw(name, files[CASE_TWO])]))[0] == "pack_path"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"attributes": (stat.S_IFLNK | 0o777) << 16}, "pack_not_a_file"),
        ({"attributes": (stat.S_IFDIR | 0o755) << 16}, "pack_not_a_file"),
        ({"attributes": (stat.S_IFIFO | 0o644) << 16}, "pack_not_a_file"),
        ({"attributes": 0x10}, "pack_not_a_file"),
        ({"flags": 1}, "pack_encrypted"),
        ({"flags": 1 << 6 | 1}, "pack_encrypted"),
        ({"flags": 1 << 13}, "pack_encrypted"),
        ({"flags": 1 << 3}, "pack_method"),
        ({"flags": 1 << 5}, "pack_method"),
        ({"method": 12}, "pack_method"),
        ({"method": 14}, "pack_method"),
        ({"method": 99}, "pack_method"),
        ({"size": 10}, "pack_size"),
        ({"size": 0}, "pack_size"),
        ({"size": 20_000}, "pack_size"),
        ({"size": MAX_FILE + 1}, "pack_too_large"),
        ({"size": 2**32 - 1}, "pack_too_large"),
        ({"name_before_data": CASE_ONE}, "pack_broken"),
        ({"name_before_data": "x"}, "pack_broken"),
        ({"name": CASE_ONE}, "pack_repeated"),
        ({"name": CASE_ONE.upper()}, "pack_repeated"),
        ({"name": "Manifest.JSON"}, "pack_repeated"),
        ({"name": f"cases/{ONE[::-1]}.json"}, "pack_missing_file"),
        ({"data": b"{}"}, "pack_size"),
    ],
)  # fmt: skip
def test_an_entry_that_is_not_as_a_pack_writes_it_is_refused(
    change: dict[str, Any], code: str, files: Files, refusal: Refusal
) -> None:
    entries = [Raw(name, data) for name, data in files.items()]
    assert entries[-1].name == CASE_TWO
    found, key = refusal(raw_zip([*entries[:-1], replace(entries[-1], **change)]))
    assert found == code
    assert (
        key == change.get("name", CASE_TWO if code != "pack_missing_file" else "") or code == "pack_missing_file"
    )


def test_a_file_that_the_manifest_does_not_name_is_refused(files: Files, refusal: Refusal) -> None:
    for name in ("readme.txt", f"versions/{TWO}.json", "__MACOSX/x"):
        assert refusal(packed({**files, name: b"x"})) == ("pack_extra_file", name)


def test_a_file_that_is_missing_is_named(files: Files, refusal: Refusal) -> None:
    for name in (CASE_ONE, VERSIONS_ONE):
        assert refusal(packed({other: data for other, data in files.items() if other != name})) == (
            "pack_missing_file",
            name,
        )


def test_a_changed_file_is_known_by_its_hash(files: Files, refusal: Refusal) -> None:
    for name in (CASE_ONE, VERSIONS_ONE):
        changed = files[name].replace(b"Liberia", b"Siberia")
        assert len(changed) == len(files[name])
        assert refusal(packed({**files, name: changed})) == ("pack_hash", name)


def test_flipped_bits_in_packed_data_are_known_by_the_checksum(pack: Pack, refusal: Refusal) -> None:
    data = bytearray(raw_zip([Raw(name, text, method=0) for name, text in files_of(write_pack(pack)).items()]))
    place = data.index(b"Liberia", data.index(b"footing-case/1"))
    data[place] ^= 1
    assert refusal(bytes(data)) == ("pack_broken", CASE_ONE)


def test_packed_data_with_something_behind_it_is_refused(files: Files, refusal: Refusal) -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    data = packer.compress(files[CASE_TWO]) + packer.flush() + b"behind"
    whole = bytearray(raw_zip([Raw(CASE_TWO, data, method=0), *(Raw(name, files[name]) for name in files if name != CASE_TWO)]))  # fmt: skip
    directory = struct.unpack_from("<I", whole, len(whole) - 6)[0]
    for place in (8, directory + 10):  # both heads: deflated, with the checksum and size of the text
        struct.pack_into("<H", whole, place, 8)
        struct.pack_into("<I", whole, place + 6, zlib.crc32(files[CASE_TWO]))
        struct.pack_into("<I", whole, place + 14, len(files[CASE_TWO]))
    assert refusal(bytes(whole)) == ("pack_broken", CASE_TWO)


def test_a_bomb_is_refused_before_it_unfolds(files: Files, refusal: Refusal) -> None:
    honest = Raw("cases/bomb.json", b" " * (MAX_FILE + 1))
    lying = replace(honest, size=1000)
    entries = [Raw(name, data) for name, data in files.items() if name != CASE_TWO]
    assert refusal(raw_zip([*entries, honest])) == ("pack_too_large", "cases/bomb.json")
    assert refusal(raw_zip([*entries, replace(lying, name=CASE_TWO)])) == ("pack_size", CASE_TWO)
    many = [Raw(f"cases/{number}.json", b"x", size=MAX_FILE) for number in range(16)]
    assert refusal(raw_zip([*entries, *many])) == ("pack_total", "")
    assert refusal(b"PK\x03\x04" + bytes(MAX_PACK)) == ("pack_total", "")


def test_entries_that_share_their_data_are_refused(files: Files, refusal: Refusal) -> None:
    data = bytearray(packed(files))
    place = struct.unpack_from("<I", data, len(data) - 6)[0]
    second = data.index(b"PK\1\2", place + 1)
    struct.pack_into("<I", data, second + 42, 0)
    assert refusal(bytes(data))[0] == "pack_broken"


# Hostile content


def test_a_case_at_fault_is_named_with_its_field(files: Files, refusal: Refusal) -> None:
    def changed(text: bytes, other: bytes, name: str = CASE_TWO) -> tuple[str, str]:
        assert text in files[name]
        return refusal(packed(rehashed({**files, name: files[name].replace(text, other)})))

    assert changed(b'"best": 12.5', b'"best": 1250') == ("out_of_range", f"{CASE_TWO} › ratings.insecurity.best")
    assert changed(b'"best":12.5', b'"best":1250', VERSIONS_ONE) == (
        "out_of_range",
        f"{VERSIONS_ONE} › versions[0].case.ratings.insecurity.best",
    )
    assert changed(b'"as it is"', b'"\\ud800"') == ("not_unicode", CASE_TWO)
    assert changed(b'"as it is"', b'"\\ud800"', VERSIONS_ONE)[0] == "not_unicode"
    assert changed(b"footing-case/1", b"footing-case/9") == ("pack_newer", CASE_TWO)
    assert changed(b"footing-case/1", b"footing-case/9", VERSIONS_ONE)[0] == "pack_newer"
    assert changed(b"footing-case/1", b"other") == ("pack_format", CASE_TWO)
    assert changed(b"footing-versions/1", b"footing-versions/2", VERSIONS_ONE) == ("pack_newer", VERSIONS_ONE)
    assert changed(b"footing-versions/1", b"x", VERSIONS_ONE) == ("pack_format", VERSIONS_ONE)
    assert changed(b"{", b"(") == ("pack_unreadable", CASE_TWO)
    assert changed(b'"versions":[', b'"later":[', VERSIONS_ONE) == ("missing", f"{VERSIONS_ONE} › versions")


def test_a_case_under_another_id_or_title_is_refused(files: Files, refusal: Refusal) -> None:
    swapped = {**files, CASE_ONE: files[CASE_TWO], CASE_TWO: files[CASE_ONE]}
    assert refusal(packed(rehashed(swapped))) == ("pack_other_case", CASE_ONE)
    retitled = {**files, CASE_ONE: files[CASE_ONE].replace(b"Liberia", b"Chad")}
    assert refusal(packed(rehashed(retitled))) == ("pack_other_case", CASE_ONE)
    other = {**files, VERSIONS_ONE: files[VERSIONS_ONE].replace(ONE.encode(), TWO.encode())}
    assert refusal(packed(rehashed(other))) == ("pack_other_case", VERSIONS_ONE)


def test_a_case_twice_is_refused(files: Files, refusal: Refusal) -> None:
    manifest = json.loads(files[MANIFEST])
    manifest["cases"].append(manifest["cases"][0])
    assert refusal(packed({**files, MANIFEST: json.dumps(manifest).encode()})) == ("pack_repeated", CASE_ONE)


@pytest.mark.parametrize("numbers", [(3, 1), (2, 2)])
def test_numbers_that_do_not_rise_are_refused(numbers: tuple[int, int], files: Files, refusal: Refusal) -> None:
    document = json.loads(files[VERSIONS_ONE])
    for item, number in zip(document["versions"], numbers, strict=True):
        item["number"] = number
    changed = rehashed({**files, VERSIONS_ONE: json.dumps(document).encode()})
    assert refusal(packed(changed)) == ("pack_numbers", VERSIONS_ONE)


@pytest.mark.parametrize("value", ["2026-02-30T08:00:00Z", "2026-11-24T25:00:00Z", "0000-11-24T08:00:00Z"])
def test_a_moment_that_never_was_is_refused(value: str, files: Files, refusal: Refusal) -> None:
    document = json.loads(files[VERSIONS_ONE])
    document["versions"][1]["created_at"] = value
    changed = rehashed({**files, VERSIONS_ONE: json.dumps(document).encode()})
    assert refusal(packed(changed)) == ("pack_time", f"{VERSIONS_ONE} › versions[1].created_at")


def test_more_cases_than_a_pack_holds_are_refused(files: Files, refusal: Refusal) -> None:
    manifest = json.loads(files[MANIFEST])
    manifest["cases"] = [manifest["cases"][0]] * (MAX_CASES + 1)
    assert refusal(packed({**files, MANIFEST: json.dumps(manifest).encode()}))[0] == "pack_too_many"


# What no reader would accept is not written


def refused(pack: Pack) -> str:
    with pytest.raises(PackError) as caught:
        write_pack(pack)
    return caught.value.code


def test_what_no_reader_would_accept_is_not_written(pack: Pack) -> None:
    first, second = pack.cases
    old, new = first.versions

    def having(*versions: PackedVersion) -> Pack:
        return replace(pack, cases=(replace(first, versions=versions),))

    assert refused(having(new, old)) == "pack_numbers"
    assert refused(having(replace(old, number=0))) == "pack_numbers"
    assert refused(having(replace(old, case=second.case))) == "pack_other_case"
    assert refused(having(replace(old, created_at=datetime.datetime(2026, 11, 24)))) == "pack_time"
    assert refused(having(replace(old, label="a\x1b[2J"))) == "control_character"
    assert refused(having(replace(old, author="\ud800"))) == "not_unicode"
    assert refused(replace(pack, program=" ")) == "blank"
    assert refused(replace(pack, cases=(first, first))) == "pack_repeated"
    assert refused(replace(pack, cases=(first,) * (MAX_CASES + 1))) == "pack_too_many"


def test_a_case_too_large_or_too_strange_is_not_written(pack: Pack) -> None:
    def with_extra(extra: Any) -> Pack:
        return replace(pack, cases=(PackedCase(replace(pack.cases[0].case, extra={"x": extra}), ()),))

    deep: list[Any] = []
    for _ in range(3000):
        deep = [deep]
    assert refused(with_extra("\ud800")) == "not_unicode"
    assert refused(with_extra(deep)) == "pack_unreadable"
    assert refused(with_extra("x" * MAX_FILE)) == "pack_too_large"
    assert refused(with_extra("{" * (MAX_FILE // 3))) == "pack_values"


def test_a_time_in_another_zone_is_written_in_utc(pack: Pack, model: DecisionModel) -> None:
    first = pack.cases[0]
    there = AT.astimezone(datetime.timezone(datetime.timedelta(hours=5, minutes=45)))
    made = replace(pack, cases=(replace(first, versions=(replace(first.versions[0], created_at=there),)),))
    read = read_pack(write_pack(made), model).cases[0].versions[0].created_at
    assert (read, read.utcoffset()) == (AT, datetime.timedelta(0))


# Words


def test_every_code_has_one_plain_sentence() -> None:
    sources = ("packs.py", "pack_reading.py", "sealing.py")
    text = "".join((ROOT / "db" / name).read_text("utf-8") for name in sources)
    codes = set(re.findall(r'"((?:pack|seal)_[a-z_]+)"', text))
    with (ROOT / "assets" / "locale" / "en" / "packs.po").open("rb") as file:
        words = {str(item.id): str(item.string) for item in read_po(file) if item.id}
    assert set(words) == {f"error.{code}" for code in codes}
    for sentence in words.values():
        assert sentence.endswith(".")
        assert sentence.count(". ") == 0, "one sentence"
        assert not re.search(r"!|please|sorry|invalid|you ", sentence, re.IGNORECASE)
