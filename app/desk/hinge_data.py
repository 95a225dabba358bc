"""From the judgements an answer hangs on to lines of words: what it is, where it turns, and how likely that is."""

from __future__ import annotations

from dataclasses import dataclass

from app.desk.results_data import Rows
from app.summary import fact_value
from decision.conditions import FactValue
from decision.explanation.hinges import Hinge, HingeKind


@dataclass(frozen=True, slots=True)
class HingeLine:
    """One judgement in the columns of a table, and ``said``: the same as a sentence.

    ``place``: of the option it would turn to, None for no single one. ``chance``: empty where none is known.
    ``level``: the criterion and the level at which it turns, None where it is no level that turns it.
    """

    name: str
    now: str
    turns_at: str
    place: int | None
    option: str
    chance: str
    said: str
    level: tuple[str, float] | None = None


def hinge_lines(rows: Rows) -> list[HingeLine]:
    """The judgements, in the order of the analysis."""
    return [_line(rows, hinge) for hinge in rows.analysis.explanation.hinges]


def _line(rows: Rows, hinge: Hinge) -> HingeLine:
    words = rows.words
    name, now, turns_at = _name(rows, hinge), _value(rows, hinge, hinge.now), _value(rows, hinge, hinge.turns_at)
    option = rows.option(hinge.option) if hinge.option else words("ranks.nobody")
    chance = "" if hinge.chance is None else words.share(hinge.chance)
    said = words("results.hinge", name=name, now=now, turns_at=turns_at, option=option)
    if chance:
        said = f"{said} {words('results.hinge_chance', share=chance)}"
    return HingeLine(name, now, turns_at, rows.place(hinge.option), option, chance, said, _level(hinge))


def _level(hinge: Hinge) -> tuple[str, float] | None:
    if hinge.kind not in (HingeKind.LEVEL, HingeKind.GAP) or not isinstance(hinge.turns_at, int | float):
        return None
    return hinge.key, float(hinge.turns_at)


def _name(rows: Rows, hinge: Hinge) -> str:
    if hinge.kind is HingeKind.FACT:
        return rows.words(f"fact.{hinge.key}")
    if hinge.kind is HingeKind.WEIGHT:
        return rows.words("results.hinge_weight", name=rows.words(f"family.{hinge.key}.name"))
    return rows.criterion(hinge.key)


def _value(rows: Rows, hinge: Hinge, value: float | FactValue | None) -> str:
    words = rows.words
    if value is None:
        return words("value.unknown" if hinge.kind is HingeKind.FACT else "results.not_rated")
    if isinstance(value, bool | str):
        return fact_value(words, hinge.key, value)
    return words.share(value) if hinge.kind is HingeKind.WEIGHT else words.number(value)
