"""Which single fact would switch a rule off: the whole condition is judged again for every change of one input."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from decision.conditions import TRUE, Condition, FactIs, Facts, FactValue, LevelIs, Levels, leaves
from decision.facts import FACT_VALUES

LOWEST, HIGHEST = 0.0, 100.0


@dataclass(frozen=True, slots=True)
class Switch:
    """One fact, or one level, that alone would keep a rule from being met, all else as it is.

    A fact: every one of ``values`` would. A criterion: every level ``relation`` (``at_most`` or ``above``)
    ``limit`` would, as far as the end of the 0-100 scale, or as far as ``until`` where that is given (beyond it
    the rule would be met again): ``above`` is then ``limit`` < level <= ``until``, ``at_most`` is ``until`` <
    level <= ``limit``. ``limit_name``: what the rule calls the limit.
    """

    fact: str | None = None
    values: tuple[FactValue, ...] = ()
    criterion: str | None = None
    relation: str | None = None
    limit: float | None = None
    limit_name: str | None = None
    until: float | None = None


def switches(condition: Condition, facts: Facts, levels: Levels) -> tuple[Switch, ...]:
    """The single changes after which a condition that is met would not be, in the order it asks for them.

    ``levels`` are single ones, not arrays. A change after which it cannot be told counts as well: a rule is then
    not met. Only what is known is changed, and only to what can be known; one that is unknown matters nothing,
    for the condition is met whatever it is. Empty where the condition is not met, or where no change suffices.
    """
    if not _met(condition, facts, levels):
        return ()
    # A fact or criterion asked for twice is one change.
    asked = dict.fromkeys(
        (True, leaf.key) if isinstance(leaf, FactIs) else (False, leaf.criterion) for leaf in leaves(condition)
    )
    return tuple(
        itertools.chain.from_iterable(
            (_fact_switch if is_fact else _level_switches)(condition, name, facts, levels)
            for is_fact, name in asked
        )
    )


def _met(condition: Condition, facts: Facts, levels: Levels) -> bool:
    return float(condition.truth(facts, levels)) == TRUE


def _fact_switch(condition: Condition, key: str, facts: Facts, levels: Levels) -> Iterator[Switch]:
    """Today's value is never among them, since the condition is met by it."""
    values = tuple(value for value in FACT_VALUES[key] if not _met(condition, {**facts, key: value}, levels))
    if values:
        yield Switch(fact=key, values=values)


def _level_switches(condition: Condition, criterion: str, facts: Facts, levels: Levels) -> Iterator[Switch]:
    """Each unbroken run of levels that would do, lowest first: one a side, but for a rule met in several bands."""
    now = levels.get(criterion)
    if now is None:
        return
    names: dict[float, str] = {}
    for leaf in leaves(condition):
        if isinstance(leaf, LevelIs) and leaf.criterion == criterion:
            names.setdefault(leaf.limit, leaf.limit_name)
    # Between two neighbouring limits the condition cannot change: it is judged once in each, at the upper end.
    tops = [*sorted(limit for limit in names if LOWEST <= limit < HIGHEST), HIGHEST]
    met = [_met(condition, facts, {**levels, criterion: top}) for top in tops]
    for held, run in itertools.groupby(range(len(tops)), key=met.__getitem__):
        if not held:
            places = list(run)
            bottom = tops[places[0] - 1] if places[0] else None
            yield _level_switch(criterion, names, bottom, tops[places[-1]], above=tops[places[-1]] >= float(now))


def _level_switch(
    criterion: str, names: Mapping[float, str], bottom: float | None, top: float, *, above: bool
) -> Switch:
    """The levels above ``bottom`` (None: the foot of the scale) and at most ``top``, seen from today's level."""
    if above and bottom is not None:
        until = None if top == HIGHEST else top
        return Switch(criterion=criterion, relation="above", limit=bottom, limit_name=names[bottom], until=until)
    return Switch(criterion=criterion, relation="at_most", limit=top, limit_name=names[top], until=bottom)
