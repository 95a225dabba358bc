"""The two or three judgements an answer hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from app.full_text.telling import Telling
from decision.explanation.hinges import Hinge, HingeKind


def hinges(telling: Telling) -> Iterator[str]:
    """One line a judgement: what it is, where it turns the answer, and how likely that is."""
    found = telling.analysis.explanation.hinges
    recommendation, unrated = telling.analysis.recommendation, telling.analysis.explanation.unrated
    if any(test.name == "unknowns" and not test.met for test in recommendation.tests):
        yield telling.words.count("text.hinges.unknowns", len(unrated))
    elif not found and recommendation.option is not None:
        yield telling.words("text.hinges.none")
    for hinge in found:
        yield hinge_line(telling, hinge)


def hinge_line(telling: Telling, hinge: Hinge) -> str:
    """One judgement in a sentence."""
    words = telling.words
    if hinge.kind is HingeKind.WEIGHT:
        now, turns_at = (words.share(float(value or 0)) for value in (hinge.now, hinge.turns_at))
    else:
        now, turns_at = (telling.value(hinge.key, value) for value in (hinge.now, hinge.turns_at))
    key = "text.hinge.chance_gap" if hinge.kind is HingeKind.GAP else "text.hinge.chance"
    chance = words(key, share=words.share(hinge.chance)) if hinge.chance is not None else ""
    said = words(
        f"text.hinge.{hinge.kind}",
        name=telling.key(hinge.key),
        now=now,
        turns_at=turns_at,
        option=telling.turned(hinge.option),
    )
    return f"{said}{chance}."
