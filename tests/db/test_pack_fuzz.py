"""Mutated packs and sealed files: each is read or refused with a typed error, and nothing else happens."""

from __future__ import annotations

import itertools
import json
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from db.pack_reading import read_pack
from db.packs import MANIFEST, Pack, write_pack
from db.sealing import MAX_WORK, SealError, is_sealed, unseal
from decision.errors import DecisionError
from decision.model import DecisionModel
from tests.db.test_packs import Files, Raw, files_of, pack, raw_zip, rehashed
from tests.db.test_sealing import WORDS, age_file
from tests.decision.test_case_fuzz import mutate

__all__ = ["pack"]

NAMES = [
    "../x",
    "/x",
    "x\\y",
    "a\0b",
    "C:x",
    "",
    ".",
    "MANIFEST.JSON",
    "manifest.json",
    "x/",
    "\x1b[0m",
    "é",
    "x" * 300,
]
BYTES = [
    b"",
    b"\xff",
    b"\0",
    b'"',
    b"{",
    b"}",
    b"[" * 2000,
    b"9" * 5000,
    b"NaN",
    b"\\ud800",
    b"\xed\xa0\x80",
    b"PK\3\4",
]

Change = Callable[[Files, random.Random], bytes]


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One to eight bits turned."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def spliced(data: bytes, chance: random.Random) -> bytes:
    """A stretch of the bytes put at another place, over what was there or beside it."""
    start, place = chance.randrange(len(data)), chance.randrange(len(data))
    length, over = chance.randint(1, 400), chance.randint(0, 400)
    return data[:place] + data[start : start + length] + data[place + over :]


def cut(data: bytes, chance: random.Random) -> bytes:
    start = chance.choice([0, 0, chance.randrange(len(data))])
    return data[start : chance.randrange(start, len(data) + 1)]


def typed_in(data: bytes, chance: random.Random) -> bytes:
    """Bytes that mean something to a reader of JSON, of UTF-8 or of a zip, put in at random."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        place = chance.randrange(len(changed))
        changed[place : place + chance.randrange(3)] = chance.choice(BYTES)
    return bytes(changed)


RAW = [flipped, spliced, cut, typed_in]


def raw_bytes(files: Files, chance: random.Random) -> bytes:
    data = raw_zip([Raw(name, text, method=chance.choice([0, 8])) for name, text in files.items()])
    for _ in range(chance.randint(1, 2)):
        data = chance.choice(RAW)(data, chance) or b"x"
    return data


def heads(files: Files, chance: random.Random) -> bytes:
    """Numbers in the heads and the directory of the zip changed: sizes, places, flags, counts."""
    data = bytearray(raw_zip([Raw(name, text, method=0) for name, text in files.items()]))
    marks = [
        place for place in range(len(data) - 4) if data[place : place + 4] in (b"PK\1\2", b"PK\3\4", b"PK\5\6")
    ]
    for _ in range(chance.randint(1, 3)):
        place, width = chance.choice(marks) + chance.randrange(4, 44), chance.choice([1, 2, 4])
        value = chance.choice([0, 1, 2, 8, 0x7F, 0xFF, 0xFFFF, 0xFFFFFFFF, len(data), chance.randrange(2**32)])
        data[place : place + width] = (value % 256**width).to_bytes(width, "little")
    return bytes(data)


def entries(files: Files, chance: random.Random) -> bytes:
    """Entries renamed, doubled, dropped, swapped, changed, put in another order, or with a lie in one field."""
    raw = [Raw(name, data, method=chance.choice([0, 8])) for name, data in files.items()]
    for _ in range(chance.randint(1, 3)):
        place, other = chance.randrange(len(raw)), chance.randrange(len(raw))
        turn = chance.randrange(6)
        if turn == 0:
            raw[place] = replace(
                raw[place], name=chance.choice([*NAMES, raw[other].name.upper(), raw[other].name])
            )
        elif turn == 1:
            raw.append(raw[place])
        elif turn == 2:
            data = flipped(raw[place].data, chance) if raw[place].data else b"x"
            raw[place] = replace(raw[place], data=chance.choice([raw[other].data, data]))
        elif turn == 3:
            raw = [*raw[:place], *raw[place + 1 :]] or raw
        elif turn == 4:
            chance.shuffle(raw)
        else:
            lie = chance.choice(["flags", "method", "attributes", "size"])
            raw[place] = replace(raw[place], **{lie: chance.choice([0, 1, 8, 9, 16, 255, 4096, 65535])})
    return raw_zip(raw)


def manifest(files: Files, chance: random.Random) -> bytes:
    return _with_json(files, [MANIFEST], chance)


def contents(files: Files, chance: random.Random) -> bytes:
    """Case and version files changed as documents, under a manifest that vouches for them."""
    return _with_json(files, [name for name in files if name != MANIFEST], chance)


def _with_json(files: Files, names: list[str], chance: random.Random) -> bytes:
    name = chance.choice(names)
    document = json.loads(files[name])
    for _ in range(chance.randint(1, 3)):
        if document:
            mutate(document, chance)
    changed = {**files, name: json.dumps(document).encode()}
    return raw_zip(
        [Raw(other, data) for other, data in (changed if name == MANIFEST else rehashed(changed)).items()]
    )


def texts(files: Files, chance: random.Random) -> bytes:
    """The text of a case or of versions changed, byte by byte, under a manifest that vouches for it."""
    name = chance.choice([name for name in files if name != MANIFEST])
    changed = rehashed({**files, name: chance.choice(RAW)(files[name], chance)})
    return raw_zip([Raw(other, data) for other, data in changed.items()])


CHANGES: list[Change] = [raw_bytes, heads, entries, manifest, contents, texts]


def inputs(files: Files, count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many changed packs, with the name of what changed each."""
    chance = random.Random(seed)
    for change in itertools.islice(itertools.cycle(CHANGES), count):
        yield change.__name__, change(files, chance)


def outcome(data: bytes, model: DecisionModel) -> str:
    """ "read", or the code of what refused it; what is read must be writable, and come back as it was."""
    try:
        found = read_pack(data, model)
    except DecisionError as error:
        return error.code
    again = read_pack(write_pack(found), model)
    assert again == replace(found, cases=tuple(sorted(found.cases, key=lambda packed: packed.case.id)))
    return "read"


def tally(count: int, seed: int, pack: Pack, model: DecisionModel) -> Counter[str]:
    found: Counter[str] = Counter()
    files = files_of(write_pack(pack))
    for name, data in inputs(files, count, seed):
        found[f"{name}: {outcome(data, model)}"] += 1
    return found


def sealed_tally(count: int, seed: int, pack: Pack, model: DecisionModel) -> Counter[str]:
    """The same for sealed packs: cheap ones by hand, for a true seal takes a second."""
    chance = random.Random(seed)
    small = write_pack(Pack(pack.program, True, ()))
    found: Counter[str] = Counter()
    for _ in range(count):
        sealed = age_file(small, WORDS, chance=chance)
        head = len(sealed) - len(small) - 32
        data = chance.choice(RAW)(sealed, chance)
        if chance.randrange(2):  # most changes of the whole fall on its head
            data = sealed[:head] + chance.choice(RAW)(sealed[head:], chance)
        found[_opened(data, model)] += 1
    return found


def _opened(data: bytes, model: DecisionModel) -> str:
    if not is_sealed(data):
        return "not sealed"
    head = data.split(b"\n")[1].split(b" ")
    if len(head) == 4 and head[3].isdigit() and 12 < int(head[3]) <= MAX_WORK:
        return "left out, for it is honest work and slow"
    try:
        return outcome(unseal(data, WORDS), model)
    except SealError as error:
        return error.code


def test_a_mutated_pack_is_read_or_refused_and_nothing_else_happens(pack: Pack, model: DecisionModel) -> None:
    found = tally(400, 5, pack, model)
    assert sum(found.values()) == 400
    assert {line.split(": ")[0] for line in found} == {change.__name__ for change in CHANGES}
    assert {"read", "pack_broken", "pack_hash", "pack_path"} <= {line.split(": ")[1] for line in found}


def test_a_mutated_sealed_pack_is_read_or_refused_and_nothing_else_happens(
    pack: Pack, model: DecisionModel
) -> None:
    found = sealed_tally(40, 5, pack, model)
    assert {"seal_passphrase", "seal_broken"} <= set(found)


@pytest.mark.long
def test_twelve_thousand_mutated_packs(pack: Pack, model: DecisionModel) -> None:
    found = tally(12_000, 2026, pack, model)
    found += sealed_tally(1_000, 2026, pack, model)
    print(*(f"{count:6} {line}" for line, count in sorted(found.items())), sep="\n")
    assert sum(found.values()) == 13_000
    assert sum(count for line, count in found.items() if line.endswith(": read")) > 500
    assert len({line.split(": ")[-1] for line in found}) > 30, "the changes reach far into the reader"
