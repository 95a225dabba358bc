"""Annex C and D, continued: the ways of reasoning and the weights, when less is taken as known."""

from __future__ import annotations

from collections.abc import Iterator

from decision.curves import Array
from decision.robustness.smaa import WeightKnowledge
from reports.content import AnnexPart, Cell, Column, Table, TableRow, Text
from reports.voice import EN_DASH, Voice, capital


def ways_drawn(voice: Voice) -> AnnexPart:
    """What each way names at the best levels, and in what share of the draws it names each option."""
    columns = (
        Column(voice("column.way"), 150),
        Column(voice("column.best_levels"), 110),
        *(Column(name, 70, right=True) for name in voice.shorts),
    )
    rows = tuple(
        TableRow(
            (
                Cell(voice.words(f"way.{way.way}.name")),
                Cell(voice.option_short(way.first), place=voice.place(way.first)),
                *_shares(voice, voice.analysis.way_shares[way.way]),
            )
        )
        for way in voice.analysis.ways
    )
    intro = voice("annex.ways_drawn.intro", draws=_side_draws(voice))
    return AnnexPart(voice("annex.ways_drawn"), intro, (Table(columns, rows),), sub=True)


def known_weights(voice: Voice) -> AnnexPart:
    """How often each option comes first by what is known of the weights, and how undecided that leaves it."""
    drawn = voice.analysis.robustness
    columns = (
        Column(voice("column.known"), 150),
        *(Column(name, 80, right=True) for name in voice.shorts),
        Column(voice("column.entropy"), 80, right=True),
    )
    found = [(WeightKnowledge.PROFILE, drawn.rank_acceptability, drawn.entropy)] + [
        (known, item.rank_acceptability, item.entropy) for known, item in voice.analysis.less_known.items()
    ]
    rows = tuple(
        TableRow(
            (
                Cell(voice(f"annex.known.{known}")),
                *_shares(voice, acceptability[:, 0]),
                Cell(voice.words.number(entropy, 2)),
            )
        )
        for known, acceptability, entropy in found
    )
    return AnnexPart(
        voice("annex.known"),
        voice("annex.known.intro", draws=_side_draws(voice)),
        (Table(columns, rows), Text(voice("annex.known.entropy"))),
        sub=True,
    )


def supporters(voice: Voice) -> AnnexPart:
    """The family weights of each option's typical supporter, and how sure the option is for them."""
    drawn = voice.analysis.robustness
    columns = (
        Column(voice("column.family"), 150),
        Column(voice("column.weights_used"), 70, right=True),
        *(Column(name, 80, right=True) for name in voice.shorts),
    )
    rows = [*_family_rows(voice), _confidence_row(voice)]
    body: list[Table | Text] = [Table(columns, tuple(rows))]
    never = [
        voice.option(option)
        for option, central in zip(voice.model.option_ids, drawn.central_weights, strict=True)
        if central is None
    ]
    if never:
        text = voice.words.count("note.annex.supporters.never", len(never), options=voice.words.listing(never))
        body.append(Text(capital(text)))
    return AnnexPart(voice("annex.supporters"), voice("annex.supporters.intro"), tuple(body), sub=True)


def _family_rows(voice: Voice) -> Iterator[TableRow]:
    used = voice.analysis.valuation.weights.families
    for place, family in enumerate(voice.model.family_ids):
        yield TableRow(
            (
                Cell(voice.family(family)),
                Cell(voice.words.share(float(used[place])), quiet=True),
                *(
                    Cell(EN_DASH if central is None else _family_share(voice, family, central))
                    for central in voice.analysis.robustness.central_weights
                ),
            )
        )


def _family_share(voice: Voice, family: str, weights: Array) -> str:
    return voice.words.share(float(weights[list(voice.model.members(family))].sum()))


def _confidence_row(voice: Voice) -> TableRow:
    return TableRow(
        (
            Cell(voice("annex.supporters.confidence"), strong=True),
            Cell(""),
            *(
                Cell(EN_DASH if confidence is None else voice.words.share(confidence), strong=True)
                for confidence in voice.analysis.robustness.confidence
            ),
        )
    )


def _shares(voice: Voice, shares: Array) -> tuple[Cell, ...]:
    return tuple(Cell(voice.words.share(float(share))) for share in shares)


def _side_draws(voice: Voice) -> str:
    """The draws made beside the main ones."""
    return voice.words.number(voice.analysis.less_known[WeightKnowledge.ORDER].draws)
