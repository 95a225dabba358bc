"""A trial in words: what is changed from what to what, what becomes of the order, and where it would turn."""

from __future__ import annotations

from collections.abc import Mapping

from app.summary import fact_value
from app.supposing import Answer, Trial, WhatIf
from app.words import Words
from decision.case import Case
from decision.facts import facts_of
from decision.model import DecisionModel
from decision.sensitivity.turning import Turn, Turns
from decision.valuation import Valuation


class TrialWords:
    """The sentences of one trial, in the words of one language."""

    def __init__(self, words: Words, model: DecisionModel) -> None:
        self._words, self._model = words, model

    def name(self, key: str) -> str:
        """The name of what is changed: a criterion, a family's weight, or a fact."""
        if key in self._model.criterion_ids:
            return self._words(f"criterion.{key}.name")
        if key in self._model.family_ids:
            return self._words("what_if.weight_of", name=self._words(f"family.{key}.name"))
        return self._words(f"fact.{key}")

    def option(self, option: str | None) -> str:
        """An option within a sentence."""
        return self._words(f"option.{option}.sentence") if option else self._words("ranks.nobody")

    def value(self, key: str, value: float | str | bool | None) -> str:
        """What is changed, as it stands or as it is tried."""
        if value is None:
            return self._words("what_if.not_rated" if key in self._model.criterion_ids else "value.unknown")
        if key in self._model.criterion_ids:
            return self._words.number(float(value))
        if key in self._model.family_ids:
            return self._words("what_if.share", share=self._words.number(float(value) * 100))
        return fact_value(self._words, key, value)

    def change(self, base: Answer, what_if: WhatIf, key: str) -> str:
        """One change: from what to what."""
        return self._words(
            "what_if.change",
            now=self.value(key, now_of(self._model, base.case, base.valuation, key)),
            then=self.value(key, tried_of(what_if)[key]),
        )

    def order(self, trial: Trial) -> str:
        """What becomes of the order by value."""
        words, base, tried = self._words, trial.base, trial.tried
        if tried.first is None:
            return words("what_if.no_first")
        if tried.first != base.first:
            return words("what_if.comes_first", option=words(f"option.{tried.first}.name"))
        return words("what_if.order_stays" if tried.ranks == base.ranks else "what_if.first_stays")

    def advice(self, trial: Trial) -> str:
        """What would be recommended, where that is another option than by the case; else nothing."""
        before, after = trial.base.advice, trial.tried.advice
        if before == after:
            return ""
        if after is None:
            return self._words("what_if.advice_none", before=self.option(before))
        if before is None:
            return self._words("what_if.advice_new", option=self.option(after))
        return self._words("what_if.advice", option=self.option(after), before=self.option(before))

    def doctrine(self, trial: Trial) -> str:
        """What doctrine would say otherwise than of the case; nothing where it says the same."""
        said = []
        for before, after in zip(trial.base.doctrine.standings, trial.tried.doctrine.standings, strict=True):
            if before.effect is not after.effect:
                effect = after.effect or "silent"
                option, rules = self.option(after.option), self._words.listing(list(after.rules))
                said.append(self._words(f"what_if.doctrine.{effect}", option=option, rules=rules))
        return " ".join(said)

    def turns(self, trial: Trial) -> str:
        """Where the change that was tried last, moved alone, would turn the advice."""
        key = trial.what_if.last
        turns = trial.turns.get(key) if key else None
        if key is None or turns is None:
            return ""
        sides = [("down", turns.below), ("up", turns.above)]
        said = [self._turn(key, side, turn) for side, turn in sides if turn is not None]
        return " ".join(said) or self._words("what_if.never", name=self.name(key))

    def _turn(self, key: str, side: str, turn: Turn) -> str:
        level = self.value(key, turn.at if key in self._model.criterion_ids else turn.at / 100)
        named, option = self.name(key), self.option(turn.option)
        return self._words(f"what_if.turn.{side}", name=named, level=level, option=option)

    def turn_label(self, key: str, turn: Turn) -> str:
        """The word at the tick of a turn."""
        level = self.value(key, turn.at if key in self._model.criterion_ids else turn.at / 100)
        return self._words("what_if.flips_at", level=level)

    def spoken_turns(self, key: str, turns: Turns) -> str:
        """The turns of a change as its slider says them."""
        sides = [("down", turns.below), ("up", turns.above)]
        return " ".join(self._turn(key, side, turn) for side, turn in sides if turn is not None)

    def proposed_name(self, what_if: WhatIf) -> str:
        """A name for a scenario: its last change, and how many more there are."""
        key = what_if.last or what_if.keys[-1]
        values = tried_of(what_if)
        sort = "what_if.scenario_fact" if key in what_if.facts else "what_if.scenario_name"
        said = self._words(sort, name=self.name(key), value=self.value(key, values[key]))
        more = len(values) - 1
        return self._words.count("what_if.scenario_name_more", more, first=said) if more else said

    def notice(self, trial: Trial) -> str:
        """What the case is told to have been given."""
        keys = trial.what_if.keys
        if len(keys) > 1:
            return self._words.count("what_if.applied_many", len(keys))
        change = self.change(trial.base, trial.what_if, keys[0])
        return self._words("what_if.applied", name=self.name(keys[0]), change=change)


def tried_of(what_if: WhatIf) -> Mapping[str, float | str | bool]:
    """Every change by its key: a level 0-100, a weight 0-1, or a fact."""
    return {**what_if.levels, **what_if.weights, **what_if.facts}


def now_of(model: DecisionModel, case: Case, valuation: Valuation, key: str) -> float | str | bool | None:
    """The same as the case has it; None for a level nobody rated, or a fact nobody stated."""
    if key in model.criterion_ids:
        level = valuation.levels[model.criterion_ids.index(key)]
        return level.estimate.best if level.rated else None
    if key in model.family_ids:
        return float(valuation.weights.families[model.family_ids.index(key)])
    return facts_of(case)[key]
