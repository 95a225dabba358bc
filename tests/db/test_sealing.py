"""Sealed files: an independent age writer, by the specification, stands against the one the program uses."""

from __future__ import annotations

import base64
import hashlib
import hmac
import random
import struct

import pytest

from app.faults import decision_sentence
from app.words import Words
from db.sealing import MAX_WORK, SealError, is_sealed, seal, unseal

WORDS = "correct horse, Fünfkirchen"
MARK = b"age-encryption.org/v1\n"


def code_of(data: bytes, passphrase: str = WORDS) -> str:
    with pytest.raises(SealError) as caught:
        unseal(data, passphrase)
    assert caught.value.key == ""
    sentence = decision_sentence(Words(), caught.value)
    assert sentence.endswith(".")
    assert not sentence.startswith("error.")
    return caught.value.code


# RFC 8439, plainly: slow, and enough for a few hundred bytes.


def _quarter(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for one, two, three, turn in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[one] = (state[one] + state[two]) & 0xFFFFFFFF
        mixed = state[three] ^ state[one]
        state[three] = (mixed << turn | mixed >> (32 - turn)) & 0xFFFFFFFF


def _block(key: bytes, counter: int, nonce: bytes) -> bytes:
    start = [
        *struct.unpack("<4I", b"expand 32-byte k"),
        *struct.unpack("<8I", key),
        counter,
        *struct.unpack("<3I", nonce),
    ]
    state = start.copy()
    for _ in range(10):
        for column in range(4):
            _quarter(state, column, 4 + column, 8 + column, 12 + column)
        for column in range(4):
            _quarter(state, column, 4 + (column + 1) % 4, 8 + (column + 2) % 4, 12 + (column + 3) % 4)
    return struct.pack("<16I", *((one + two) & 0xFFFFFFFF for one, two in zip(start, state, strict=True)))


def chacha20_poly1305(key: bytes, nonce: bytes, data: bytes) -> bytes:
    """The data encrypted, with its tag behind it; nothing is authenticated beside it."""
    stream = b"".join(_block(key, 1 + number, nonce) for number in range(len(data) // 64 + 1))
    text = bytes(one ^ two for one, two in zip(data, stream, strict=False))
    secret = _block(key, 0, nonce)
    factor = int.from_bytes(secret[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for start in range(0, len(text), 16):
        total = (total + int.from_bytes(text[start : start + 16].ljust(16, b"\0") + b"\1", "little")) * factor
    total = (total + int.from_bytes(struct.pack("<2Q", 0, len(text)) + b"\1", "little")) * factor % (2**130 - 5)
    tag = (total + int.from_bytes(secret[16:32], "little")) % 2**128
    return text + tag.to_bytes(16, "little")


def _hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    secret = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(secret, info + b"\1", "sha256")


def _plain64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def age_file(data: bytes, passphrase: str, work: int = 1, chance: random.Random | None = None) -> bytes:
    """The data as an age file of one chunk (https://age-encryption.org/v1), with so little work as nobody would take."""
    chance = chance or random.Random(1)
    file_key, salt, nonce = chance.randbytes(16), chance.randbytes(16), chance.randbytes(16)
    wrapping = hashlib.scrypt(
        passphrase.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=2**work, r=8, p=1, dklen=32
    )
    body = chacha20_poly1305(wrapping, bytes(12), file_key)
    header = MARK + b"-> scrypt %s %d\n%s\n---" % (_plain64(salt), work, _plain64(body))
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")
    payload = chacha20_poly1305(_hkdf(file_key, nonce, b"payload"), bytes(11) + b"\1", data)
    return header + b" " + _plain64(mac) + b"\n" + nonce + payload


def test_the_cipher_of_these_tests_is_that_of_the_rfc() -> None:
    key = bytes(range(32))
    block = _block(key, 1, bytes.fromhex("000000090000004a00000000"))
    assert block[:16].hex() == "10f1e7e4d13b5915500fdd1fa32071c4"  # RFC 8439, 2.3.2


@pytest.fixture(scope="module")
def sealed() -> bytes:
    return seal(b"What was agreed", WORDS)


def test_what_is_sealed_comes_back(sealed: bytes) -> None:
    assert is_sealed(sealed)
    assert b"agreed" not in sealed
    assert unseal(sealed, WORDS) == b"What was agreed"


def test_the_wrong_passphrase_opens_nothing(sealed: bytes) -> None:
    assert code_of(sealed, WORDS + " ") == "seal_passphrase"


def test_the_same_is_sealed_otherwise_each_time(sealed: bytes) -> None:
    assert seal(b"What was agreed", WORDS) != sealed


@pytest.mark.parametrize("data", [b"", b"x", bytes(range(256)) * 3])
@pytest.mark.parametrize("work", [1, 2, 10])
def test_a_file_that_another_program_sealed_is_opened(data: bytes, work: int) -> None:
    assert unseal(age_file(data, WORDS, work), WORDS) == data


def test_the_passphrase_is_the_same_however_its_signs_are_composed() -> None:
    sealed = age_file(b"x", "F\u00fcnf")
    assert unseal(sealed, "Fu\u0308nf") == b"x"
    assert code_of(sealed, "Funf") == "seal_passphrase"


def test_a_damaged_file_is_refused_wherever_it_is_cut() -> None:
    sealed = age_file(b"What was agreed", WORDS)
    codes = [code_of(sealed[:end]) for end in range(len(sealed))]
    first = codes.index("seal_passphrase")
    assert set(codes[: len(MARK)]) == {"seal_not_sealed"}
    assert set(codes[len(MARK) : first]) == {"seal_broken"}
    assert set(codes[first:]) == {"seal_passphrase"}
    assert sealed[first - 1 : first] == b"\n", "the head is whole"
    assert code_of(sealed + b"x") == "seal_passphrase"


def with_work(sealed: bytes, work: bytes) -> bytes:
    head, _, rest = sealed.partition(b" 1\n")
    return head + b" " + work + b"\n" + rest


@pytest.mark.parametrize("work", [b"21", b"22", b"63", b"64", b"99", b"255", b"9999"])
def test_absurd_work_is_refused_before_it_is_done(work: bytes) -> None:
    assert int(work) > MAX_WORK
    assert code_of(with_work(age_file(b"x", WORDS), work)) == "seal_work"


@pytest.mark.parametrize(
    "work", [b"0", b"01", b"+1", b"-1", b" 1", b"1 ", b"1\r", b"x", b"", b"99999999999", b"\xd9\xa1"]
)
def test_work_spelt_otherwise_is_refused(work: bytes) -> None:
    assert code_of(with_work(age_file(b"x", WORDS), work)) == "seal_broken"


def test_a_head_that_says_more_than_one_thing_is_refused() -> None:
    sealed = age_file(b"x", WORDS)
    stanza = sealed[len(MARK) : sealed.index(b"---")]
    for other in (
        stanza,
        stanza.replace(b" 1\n", b" 62\n"),
        b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n",
    ):
        assert code_of(MARK + other + sealed[len(MARK) :]) == "seal_broken"
        assert code_of(sealed.replace(b"---", other + b"---", 1)) == "seal_broken"


@pytest.mark.parametrize("passphrase", ["", "  ", "\n", "a\ud800"])
def test_what_cannot_be_a_passphrase_is_refused(passphrase: str) -> None:
    assert code_of(age_file(b"x", WORDS), passphrase) == "seal_unusable"
    with pytest.raises(SealError) as caught:
        seal(b"x", passphrase)
    assert caught.value.code == "seal_unusable"


def test_what_is_not_sealed_is_known() -> None:
    for data in (b"", b"PK\3\4", b"age-encryption.org/v2\n", b"-----BEGIN AGE ENCRYPTED FILE-----\n"):
        assert not is_sealed(data)
        assert code_of(data) == "seal_not_sealed"


def test_nothing_is_sealed_that_could_not_be_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.sealing.MAX_WORK", 1)
    with pytest.raises(SealError) as caught:
        seal(b"x", WORDS)
    assert caught.value.code == "seal_work"
