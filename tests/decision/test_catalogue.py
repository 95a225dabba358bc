"""The English words of the model: every identifier an officer may meet has its own, and none is left over."""

from __future__ import annotations

import itertools

import pytest
from babel.messages.pofile import read_po

from decision.case import Confidence
from decision.facts import FACT_VALUES
from decision.methods.cross_check import Way
from decision.model import DecisionModel, Effect
from decision.recommendation import Strength
from tests.decision.conftest import ROOT, THRESHOLDS

ANCHORS = [f"criterion.{name}.anchor.{level}" for name in THRESHOLDS for level in (0, 25, 50, 75, 100)]


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    with (ROOT / "assets" / "locale" / "en" / "model.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale="en") if message.id}


def test_there_are_75_anchors_all_different_and_each_says_something(words: dict[str, str]) -> None:
    texts = [words[name] for name in ANCHORS]
    assert len(ANCHORS) == 75
    assert len({text.casefold() for text in texts}) == 75
    assert [text for text in texts if len(text.split()) < 4] == []
    assert [text for text in texts if text != text.strip() or text.endswith(".")] == []


def test_no_anchor_is_there_that_the_model_does_not_have(words: dict[str, str]) -> None:
    assert {name for name in words if ".anchor." in name} == set(ANCHORS)


def needed(model: DecisionModel) -> set[str]:
    """Every key the model, its facts and the words of an answer need."""
    names = set(ANCHORS)
    names |= {
        f"criterion.{name}.{part}" for name in model.criterion_ids for part in ("name", "question", "reason")
    }
    names |= {
        f"option.{name}.{part}" for name in model.option_ids for part in ("name", "short", "meaning", "sentence")
    }
    names |= {f"family.{name}.name" for name in model.family_ids}
    names |= {f"rule.{rule.id}.{part}" for rule in model.rules for part in ("name", "says")}
    for perspective in model.perspectives:
        names |= {f"perspective.{perspective.id}.{part}" for part in ("name", *model.family_ids)}
    for fact, values in FACT_VALUES.items():
        names.add(f"fact.{fact}")
        names |= {f"value.{fact}.{value}" for value in values if not isinstance(value, bool)}
    names |= {"value.yes", "value.no", "value.unknown"}
    for checklist, count in model.checklists.items():
        names |= {f"checklist.{checklist}.{part}" for part in ("name", *range(1, count + 1))}
    for kind, values in (("strength", Strength), ("effect", Effect), ("confidence", Confidence)):
        names |= {f"{kind}.{value}" for value in values}
    return names | {f"way.{way}.{part}" for way, part in itertools.product(Way, ("name", "method"))}


def test_every_identifier_an_officer_may_meet_has_its_words(model: DecisionModel, words: dict[str, str]) -> None:
    assert {name for name in needed(model) if not words.get(name, "").strip()} == set()


@pytest.mark.parametrize(
    "kind", ["criterion", "option", "family", "rule", "perspective", "fact", "value", "checklist"]
)
def test_no_words_stand_for_an_identifier_that_is_gone(
    model: DecisionModel, words: dict[str, str], kind: str
) -> None:
    known = {".".join(name.split(".")[:2]) for name in needed(model)} | {"option.variant"}
    found = {".".join(name.split(".")[:2]) for name in words if name.startswith(f"{kind}.")}
    assert found <= known


@pytest.mark.parametrize("kind", ["criterion", "option", "family", "perspective"])
def test_two_identifiers_never_have_the_same_name(words: dict[str, str], kind: str) -> None:
    names = [text for name, text in words.items() if name.startswith(f"{kind}.") and name.endswith(".name")]
    assert len(set(names)) == len(names) > 1
