"""What both ways of eliciting weights are asked of their refusals."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

import pytest

from app.faults import decision_sentence
from app.words import Words
from decision.errors import WeightsError
from tests.decision.conftest import ROOT


def refused_in_a_sentence(code: str, key: str, call: Callable[[], Any]) -> None:
    """The call is refused with this code at this key, and there is one whole sentence for it."""
    with pytest.raises(WeightsError) as caught:
        call()
    assert (caught.value.code, caught.value.key) == (code, key)
    sentence = decision_sentence(Words(), caught.value)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert "{" not in sentence
    assert "in the file" not in sentence


def codes_raised(module: str) -> set[str]:
    """Every code a module of the room raises by itself."""
    nodes = ast.walk(ast.parse((ROOT / "decision" / "elicitation" / module).read_text(encoding="utf-8")))
    calls = [
        node for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "WeightsError"
    ]
    return {ast.literal_eval(call.args[0]) for call in calls}
