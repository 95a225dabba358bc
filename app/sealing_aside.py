"""Sealing and unsealing in a process of its own: it keeps the interpreter for a second or more, window and all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from db.sealing import SealError, seal, unseal

Answer = bytes | tuple[str, dict[str, Any]]


def seal_aside(data: bytes, passphrase: str) -> bytes:
    """As :func:`db.sealing.seal`, while the other threads of this process go on."""
    return _aside(seal, data, passphrase)


def unseal_aside(data: bytes, passphrase: str) -> bytes:
    """As :func:`db.sealing.unseal`, while the other threads of this process go on."""
    return _aside(unseal, data, passphrase)


def _aside(work: Callable[[bytes, str], bytes], data: bytes, passphrase: str) -> bytes:
    import multiprocessing  # noqa: PLC0415 - the first window seals nothing
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415

    # A new interpreter: one forked from a window would share its connections and its threads' locks.
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        answer = pool.submit(answered, work, data, passphrase).result()
    if isinstance(answer, bytes):
        return answer
    code, values = answer
    raise SealError(code, **values)


def answered(work: Callable[[bytes, str], bytes], data: bytes, passphrase: str) -> Answer:
    """What the work answers, or its refusal as plain values, which pass from one process to another."""
    try:
        return work(data, passphrase)
    except SealError as error:
        return error.code, dict(error.values)
