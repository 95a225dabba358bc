"""Line 2, doctrine: which rules a case meets, what they say of each option, and what could not be told.

The rules are data of the model (de Coning 2008, pp. 10, 20-21, as of September 2008).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from decision.case import Case
from decision.conditions import FALSE, TRUE, UNKNOWN, FactIs, Facts, FactValue, Leaf, Levels, deciding, leaves
from decision.curves import Array
from decision.facts import facts_of
from decision.model import DecisionModel, Effect, Rule, RuleEffect
from decision.rule_switches import Switch, switches
from decision.valuation import Level, best_levels

MOST_OPEN = 10
"""Rules that cannot be told whose outcomes are all gone through; of more, nothing is taken as certain."""


@dataclass(frozen=True, slots=True)
class Test:
    """One single test of a rule: a fact against values or a level against a limit, and how it came out."""

    holds: bool | None
    fact: str | None = None
    values: tuple[FactValue, ...] = ()
    criterion: str | None = None
    relation: str | None = None
    limit: float | None = None
    limit_name: str | None = None
    observed: FactValue | float | None = None


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """How one rule came out: ``met`` True, False, or None for cannot tell; ``effects`` are what it then says.

    ``tests`` are all its single tests, ``deciding`` those that made it come out so: what made it fire, or what
    keeps it from being met. ``switches``: the single facts that would each keep a met rule from being met.
    """

    rule: str
    pages: str
    met: bool | None
    effects: tuple[RuleEffect, ...]
    tests: tuple[Test, ...]
    deciding: tuple[Test, ...] = ()
    overruled: str | None = None
    switches: tuple[Switch, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What doctrine as a whole says of one option, and the rules that say it."""

    option: str
    effect: Effect | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doctrine:
    """The doctrine line of a case.

    ``applies``: None where it cannot be told whether the doctrine speaks of this case at all. ``indicated``: the
    one option that is indicated and not excluded, else None. ``assured``: the same, but only where no unknown
    fact or level could change it. ``at_risk``: options that an unrated level could exclude. ``settled``: the one
    option that no rule excludes, however the unrated levels turn out. ``gaps``: what is unknown.
    """

    applies: bool | None
    findings: tuple[RuleFinding, ...]
    standings: tuple[Standing, ...]
    indicated: str | None
    assured: str | None
    at_risk: tuple[str, ...]
    settled: str | None
    gaps: tuple[str, ...]

    def excluded(self) -> tuple[str, ...]:
        """The options a rule rules out."""
        return tuple(item.option for item in self.standings if item.effect is Effect.EXCLUDED)


def consult_doctrine(model: DecisionModel, case: Case, levels: tuple[Level, ...]) -> Doctrine:
    """The doctrine line of a case at its best levels."""
    return judge(model, facts_of(case), best_levels(levels), case.overruled)


def judge(model: DecisionModel, facts: Facts, levels: Levels, overruled: Mapping[str, str]) -> Doctrine:
    """The doctrine line for any facts and single levels; ``overruled`` gives the reason by rule."""
    scope = _truth(model.scope.truth(facts, levels))
    truths = _truths(model, facts, levels)
    fired = _fire(model, truths, overruled) if scope is not False else []
    standings = _standings(model, fired)
    # What no rating can be blamed for: a fact that nobody stated counts as not met, and is listed as a gap.
    stated = {key: "" if value is None else value for key, value in facts.items()}
    judged = _truths(model, stated, levels)
    return Doctrine(
        applies=scope,
        findings=_findings(model, facts, levels, truths, overruled, fired) if scope is not False else (),
        standings=standings,
        indicated=indicated_option(standings),
        assured=_assured(model, truths, overruled) if scope else None,
        at_risk=_at_risk(model, judged, overruled, standings) if scope is not False else (),
        settled=_settled(model, judged, overruled, _truth(model.scope.truth(stated, levels))),
        gaps=_gaps(model, facts, levels),
    )


def standings_at(
    model: DecisionModel, facts: Facts, levels: Levels, overruled: Mapping[str, str]
) -> tuple[Standing, ...]:
    """What doctrine says of each option, alone: for asking many times what a change would do."""
    if _truth(model.scope.truth(facts, levels)) is False:
        return _standings(model, [])
    return _standings(model, _fire(model, _truths(model, facts, levels), overruled))


def _truth(value: Array | float) -> bool | None:
    return {TRUE: True, FALSE: False, UNKNOWN: None}[float(value)]


def _truths(model: DecisionModel, facts: Facts, levels: Levels) -> dict[str, bool | None]:
    """How the condition of every rule comes out; a default rule has none."""
    return {
        rule.id: _truth(rule.condition.truth(facts, levels)) for rule in model.rules if rule.condition is not None
    }


Fired = list[tuple[Rule, tuple[RuleEffect, ...]]]


def _fire(model: DecisionModel, truths: Mapping[str, bool | None], overruled: Mapping[str, str]) -> Fired:
    """Which effects stand: a rule that cannot be told counts as not met; an overruled one says nothing."""
    fired: Fired = []
    indicated = False
    for rule in model.rules:
        if rule.id in overruled:
            continue
        met = not indicated if rule.default else truths[rule.id] is True
        effects = rule.met if met else rule.unmet
        indicated = indicated or any(item.effect is Effect.INDICATED for item in effects)
        fired.append((rule, effects))
        if rule.ends and met:
            break
    return fired


def _standings(model: DecisionModel, fired: Fired) -> tuple[Standing, ...]:
    """The strongest word on each option: an exclusion outweighs a discouragement, that an indication."""
    said = [(rule.id, effect) for rule, effects in fired for effect in effects]
    order = (Effect.EXCLUDED, Effect.DISCOURAGED, Effect.INDICATED)
    standings = []
    for option in model.option_ids:
        own = [(rule, item.effect) for rule, item in said if item.option == option]
        effect = next((word for word in order if any(word is found for _, found in own)), None)
        standings.append(Standing(option, effect, tuple(rule for rule, found in own if found is effect)))
    return tuple(standings)


def indicated_option(standings: Iterable[Standing]) -> str | None:
    """The one option that is indicated, or None where there is none or more than one."""
    options = [item.option for item in standings if item.effect is Effect.INDICATED]
    return options[0] if len(options) == 1 else None


def _outcomes(
    model: DecisionModel, truths: Mapping[str, bool | None], overruled: Mapping[str, str]
) -> list[tuple[Standing, ...]] | None:
    """What doctrine would say under every way its open rules could turn out; None where they are too many."""
    open_rules = [name for name, truth in truths.items() if truth is None and name not in overruled]
    if len(open_rules) > MOST_OPEN:
        return None
    return [
        _standings(model, _fire(model, {**truths, **dict(zip(open_rules, turn, strict=True))}, overruled))
        for turn in itertools.product((True, False), repeat=len(open_rules))
    ]


def _assured(model: DecisionModel, truths: Mapping[str, bool | None], overruled: Mapping[str, str]) -> str | None:
    """The option indicated however the unknowns turn out."""
    outcomes = _outcomes(model, truths, overruled)
    indicated = {indicated_option(standings) for standings in outcomes or ()}
    return indicated.pop() if len(indicated) == 1 else None


def _at_risk(
    model: DecisionModel,
    truths: Mapping[str, bool | None],
    overruled: Mapping[str, str],
    now: tuple[Standing, ...],
) -> tuple[str, ...]:
    """The options that some outcome would newly exclude."""
    outcomes = _outcomes(model, truths, overruled)
    barred = set(model.option_ids) if outcomes is None else set().union(*map(_barred, outcomes))
    return tuple(option for option in model.option_ids if option in barred - _barred(now))


def _settled(
    model: DecisionModel, truths: Mapping[str, bool | None], overruled: Mapping[str, str], scope: bool | None
) -> str | None:
    """The only option left in every outcome; outside its scope doctrine excludes nothing."""
    outcomes = _outcomes(model, truths, overruled)
    if outcomes is None or scope is not True:
        return None
    left = {frozenset(model.option_ids) - _barred(standings) for standings in outcomes}
    options = left.pop() if len(left) == 1 else frozenset()
    return next(iter(options)) if len(options) == 1 else None


def _barred(standings: Iterable[Standing]) -> frozenset[str]:
    return frozenset(item.option for item in standings if item.effect is Effect.EXCLUDED)


def _findings(
    model: DecisionModel,
    facts: Facts,
    levels: Levels,
    truths: Mapping[str, bool | None],
    overruled: Mapping[str, str],
    fired: Fired,
) -> tuple[RuleFinding, ...]:
    effects = {rule.id: said for rule, said in fired}
    return tuple(
        RuleFinding(
            rule=rule.id,
            pages=rule.pages,
            met=bool(effects.get(rule.id)) if rule.default else truths[rule.id],
            effects=effects.get(rule.id, ()),
            tests=tuple(_test(leaf, facts, levels) for leaf in _leaves(rule)),
            deciding=tuple(_test(leaf, facts, levels) for leaf in _deciding(rule, facts, levels)),
            overruled=overruled.get(rule.id),
            switches=() if rule.condition is None else switches(rule.condition, facts, levels),
        )
        for rule in model.rules
        if rule.id in effects or rule.id in overruled
    )


def _leaves(rule: Rule) -> Iterable[Leaf]:
    return () if rule.condition is None else leaves(rule.condition)


def _deciding(rule: Rule, facts: Facts, levels: Levels) -> Iterable[Leaf]:
    return () if rule.condition is None else deciding(rule.condition, facts, levels)


def _test(leaf: Leaf, facts: Facts, levels: Levels) -> Test:
    holds = _truth(leaf.truth(facts, levels))
    if isinstance(leaf, FactIs):
        return Test(holds, fact=leaf.key, values=leaf.values, observed=facts.get(leaf.key))
    level = levels.get(leaf.criterion)
    return Test(
        holds,
        criterion=leaf.criterion,
        relation=leaf.relation,
        limit=leaf.limit,
        limit_name=leaf.limit_name,
        observed=None if level is None else float(level),
    )


def _gaps(model: DecisionModel, facts: Facts, levels: Levels) -> tuple[str, ...]:
    """The facts and criteria the rules ask for that nobody has stated, in the order they are asked."""
    conditions = [model.scope, *(rule.condition for rule in model.rules if rule.condition is not None)]
    missing: list[str] = []
    for leaf in itertools.chain.from_iterable(map(leaves, conditions)):
        name = leaf.key if isinstance(leaf, FactIs) else leaf.criterion
        known = facts.get(name) if isinstance(leaf, FactIs) else levels.get(name)
        if known is None and name not in missing:
            missing.append(name)
    return tuple(missing)
