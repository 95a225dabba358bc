"""How far the answer can be trusted: draws, what is owed to the weights, and the other ways of reasoning."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from app.full_text.telling import Telling
from app.summary import table
from decision.curves import Array


def robustness(telling: Telling) -> Iterator[str]:
    """Rank acceptabilities, then the first ranks with less known of the weights."""
    words, analysis = telling.words, telling.analysis
    drawn = analysis.robustness
    ranks = [words("text.rank", rank=rank + 1) for rank in range(len(telling.options))]
    rows = [
        [rank, *map(telling.share, shares)] for rank, shares in zip(ranks, drawn.rank_acceptability.T, strict=True)
    ]
    rows += [
        [words(f"text.known.{known}"), *map(telling.share, found.rank_acceptability[:, 0])]
        for known, found in analysis.less_known.items()
    ]
    rows.append([words("text.doctrine_share"), *map(telling.share, drawn.doctrine_shares)])
    yield from telling.by_option("share", rows)
    yield words(
        "text.draws",
        draws=words.number(drawn.draws),
        error=words.number(drawn.standard_error * 100, 2),
        entropy=words.number(drawn.entropy, 2),
    )


def supporters(telling: Telling) -> Iterator[str]:
    """The weights of the families for whom each option typically comes first, and how sure it is for them."""
    words, analysis = telling.words, telling.analysis
    drawn, model = analysis.robustness, analysis.model
    told = list(zip(telling.options, drawn.central_weights, drawn.confidence, strict=True))
    rows = [
        [
            telling.option(option),
            *(telling.share(share) for share in _by_family(telling, central)),
            telling.share(confidence),
        ]
        for option, central, confidence in told
        if central is not None and confidence is not None
    ]
    heads = [words("text.column.option"), *map(telling.family, model.family_ids), words("text.column.confidence")]
    used = [words("text.used"), *map(telling.share, analysis.valuation.weights.families), ""]
    yield from table(heads, [used, *rows])
    never = [
        telling.option(item)
        for item, own in zip(telling.options, drawn.central_weights, strict=True)
        if own is None
    ]
    if never:
        yield words("text.never", options=words.listing(never))


def _by_family(telling: Telling, weights: Array) -> list[float]:
    model = telling.analysis.model
    return [float(np.sum(weights[list(model.members(family))])) for family in model.family_ids]


def ways(telling: Telling) -> Iterator[str]:
    """What each way names first, and in what share of the draws it names each option."""
    words, analysis = telling.words, telling.analysis
    rows = [
        [
            words("text.way", way=words(f"way.{finding.way}.name"), method=words(f"way.{finding.way}.method")),
            telling.option(finding.first),
            *map(telling.share, analysis.way_shares[finding.way]),
        ]
        for finding in analysis.ways
    ]
    yield from table([words("text.column.way"), words("text.column.first"), *telling.heads], rows)
    for finding in analysis.ways:
        if finding.coinciding:
            names = words.listing([item.method for item in finding.coinciding])
            method = words(f"way.{finding.way}.method")
            yield words.count("text.coinciding", len(finding.coinciding), methods=names, method=method)
        if finding.compromise is not None:
            yield words(
                "text.compromise",
                options=words.listing([telling.option(item) for item in finding.compromise.options]),
                needed=words.number(1 / (len(telling.options) - 1), 2),
                advantage=words("value.yes" if finding.compromise.acceptable_advantage else "value.no"),
                stability=words("value.yes" if finding.compromise.acceptable_stability else "value.no"),
            )
