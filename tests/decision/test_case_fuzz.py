"""Mutated case files: whatever is broken, a file is read or refused, and nothing else happens."""

from __future__ import annotations

import copy
import json
import random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from decision.case_reading import case_from, read_case
from decision.case_writing import write_case
from decision.errors import CaseError
from decision.model import DecisionModel
from tests.decision.conftest import examples, full_document, nodes

JUNK: list[Any] = [
    *(None, True, False, 0, -1, 101, 0.5, 1e308, 10**400, float("nan"), float("inf")),
    *("", " ", "x", "\x00", "two_feet_in"),
    *([], [None], [[]], [{}], ["x"], {}, {"": 1}, {"x": {}}, {"1": 0}, {"low": 1}),
]  # fmt: skip


def mutate(document: Any, chance: random.Random) -> None:
    """Replace, delete or add something at a random place."""
    container, key = chance.choice(list(nodes(document)))
    turn = chance.randrange(4)
    if turn == 0:
        del container[key]
    elif turn == 1 and isinstance(container, dict):
        container[chance.choice(["x", "", "later", str(key) + "x"])] = container[key]
    elif turn == 2 and isinstance(container, list):
        container.append(copy.deepcopy(container[key]))
    else:
        container[key] = copy.deepcopy(chance.choice(JUNK))


def crash_of(model: DecisionModel, document: Any) -> str | None:
    """The name of an exception that is no CaseError, from reading or from writing what was read."""
    try:
        case = case_from(document, model)
        assert read_case(write_case(case), model) == case
    except CaseError:
        return None
    except Exception as fault:
        return f"{type(fault).__name__}: {str(fault)[:60]}"
    return None


@given(numbers=st.integers(0, 2**32))
@examples(300)
def test_a_mutated_case_is_read_or_refused_and_nothing_else_happens(model: DecisionModel, numbers: int) -> None:
    chance = random.Random(numbers)
    document = full_document()
    for _ in range(chance.randint(1, 4)):
        mutate(document, chance)
    assert crash_of(model, document) is None


@given(numbers=st.integers(0, 2**32))
@examples(150)
def test_mutated_bytes_are_read_or_refused_and_nothing_else_happens(model: DecisionModel, numbers: int) -> None:
    chance = random.Random(numbers)
    data = bytearray(json.dumps(full_document(), ensure_ascii=False).encode())
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(data))
        data[place : place + chance.randrange(3)] = chance.choice(
            [b"", b"\xff", b'"', b"{", b"}", b"9" * 9, b"\\ud800", b"\x00", b"NaN", b"null"]
        )
    try:
        case = read_case(bytes(data), model)
    except CaseError:
        return
    assert read_case(write_case(case), model) == case  # fmt: skip
