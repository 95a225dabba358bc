"""Who would see it otherwise: the modelled perspectives, how far they agree, and what would bring each along."""

from __future__ import annotations

from collections.abc import Iterator

from app.full_text.telling import Telling
from app.summary import table
from decision.stakeholders.weight_shift import WeightShift


def parties(telling: Telling) -> Iterator[str]:
    """Values by perspective, concordance, the option of least greatest regret, the shift for each dissenter."""
    words, found = telling.words, telling.analysis.stakeholders
    rows = [
        [
            words(f"perspective.{view.perspective}.name"),
            *map(telling.points, view.values),
            telling.option(view.first),
        ]
        for view in found.views
    ]
    rows.append([words("text.greatest_regret"), *map(telling.points, found.greatest_regrets), ""])
    yield from table([words("text.column.perspective"), *telling.heads, words("text.column.first")], rows)
    if found.kendall_w is not None:
        yield words("text.kendall", w=words.number(found.kendall_w, 2))
    if found.least_regret is not None:
        place = telling.options.index(found.least_regret)
        yield words(
            "text.least_regret" if round(found.greatest_regrets[place], 1) else "text.no_regret",
            option=telling.option(found.least_regret),
            points=telling.points(found.greatest_regrets[place]),
        )
    for shift in found.shifts:
        yield _shift(telling, shift)


def _shift(telling: Telling, shift: WeightShift) -> str:
    words = telling.words
    perspective, option = words(f"perspective.{shift.perspective}.name"), telling.option(shift.option)
    if shift.moved is None:
        return words("text.shift.none", perspective=perspective, option=option)
    if not shift.changes:
        return words("text.shift.tied", perspective=perspective, option=option)
    changes = [
        words(
            "text.shift.change",
            family=telling.family(item.family),
            now=telling.share(item.now),
            then=telling.share(item.then),
        )
        for item in shift.changes
    ]
    return words("text.shift", perspective=perspective, option=option, changes=words.listing(changes))
