"""Annex C and D: the cross-check by six ways of reasoning, the tests of strength, and robustness over draws."""

from __future__ import annotations

from collections.abc import Iterator

from decision.methods.cross_check import agreeing
from decision.recommendation import StrengthTest
from reports.content import AnnexPart, Cell, Column, Table, TableRow, Text
from reports.voice import NO_BREAK, Voice, capital


def methods(voice: Voice) -> AnnexPart:
    """Annex C: the ways of reasoning at the best levels, and the methods that stand beside them uncounted."""
    found = voice.analysis.recommendation
    columns = (
        Column(voice("column.way"), 110),
        Column(voice("column.method"), 70),
        *(Column(name, 62, right=True) for name in voice.shorts),
        Column(voice("column.names_first"), 90),
    )
    rows = tuple(
        TableRow(
            (
                Cell(voice.words(f"way.{way.way}.name")),
                Cell(voice.words(f"way.{way.way}.method"), quiet=True),
                *(
                    Cell(voice.words.number(score, 1 if max(map(abs, way.scores)) > 1.5 else 2), strong=rank == 1)
                    for score, rank in zip(way.scores, way.ranks, strict=True)
                ),
                Cell(voice.option_short(way.first), place=voice.place(way.first)),
            )
        )
        for way in voice.analysis.ways
    )
    agreed = voice.words.number(agreeing(voice.analysis.ways, found.first_by_value))
    intro = voice("annex.methods.intro", agreed=agreed, all=len(voice.analysis.ways))
    beside = (*_coinciding(voice), *_compromise(voice))
    return AnnexPart(voice("annex.methods"), intro, (Table(columns, rows), *map(Text, beside)))


def _coinciding(voice: Voice) -> Iterator[str]:
    """One sentence on the methods that order as a way does, and one on those that for once do not."""
    same, apart = [], []
    for way in voice.analysis.ways:
        names = [item.method for item in way.coinciding if item.ranks == way.ranks]
        apart += [item.method for item in way.coinciding if item.ranks != way.ranks]
        if names:
            listed, method = voice.words.listing(names), voice.words(f"way.{way.way}.method")
            same.append(voice.words.count("note.annex.methods.as", len(names), methods=listed, method=method))
    if same:
        yield voice("annex.methods.coinciding", parts=voice.words.listing(same))
    if apart:
        yield voice("annex.methods.apart", methods=voice.words.listing(apart))


def _compromise(voice: Voice) -> Iterator[str]:
    """What VIKOR would propose, and how its two conditions came out."""
    for found in (way.compromise for way in voice.analysis.ways):
        if found is not None:
            yield voice(
                "annex.methods.compromise",
                options=voice.words.listing([voice.option(item) for item in found.options]),
                needed=voice.words.number(1 / (len(voice.model.option_ids) - 1), 2),
                advantage=voice(f"annex.methods.advantage.{_met(met=found.acceptable_advantage)}"),
                stability=voice(f"annex.methods.stability.{_met(met=found.acceptable_stability)}"),
            )


def _met(*, met: bool) -> str:
    return "met" if met else "not_met"


def strength_tests(voice: Voice) -> AnnexPart:
    """The tests that make the strength word."""
    found = voice.analysis.recommendation
    strength = voice.words(f"strength.{found.strength}")
    if not found.tests:
        return AnnexPart(voice("annex.tests"), voice("annex.tests.none", strength=strength), (), sub=True)
    columns = (
        Column(voice("column.test"), 200),
        Column(voice("column.word"), 60),
        Column(voice("column.found"), 95),
        Column(voice("column.needed"), 95),
        Column(voice("column.met"), 45),
    )
    rows = tuple(_test_row(voice, test) for test in found.tests)
    return AnnexPart(
        voice("annex.tests"), voice("annex.tests.intro", strength=strength), (Table(columns, rows),), sub=True
    )


def _test_row(voice: Voice, test: StrengthTest) -> TableRow:
    return TableRow(
        (
            Cell(voice(f"annex.test.{test.name}")),
            Cell(capital(voice.words(f"strength.{test.word}")), quiet=True),
            Cell(_figure(voice, test, test.found)),
            Cell(_figure(voice, test, test.needed), quiet=True),
            Cell(voice.words("value.yes" if test.met else "value.no"), strong=not test.met),
        )
    )


def _figure(voice: Voice, test: StrengthTest, figure: float | int | str | None) -> str:
    if test.name == "unknowns":
        return ""
    if figure is None:
        return voice("none_named")
    if isinstance(figure, str):
        return voice.option_short(figure)
    if test.name == "ways":
        return voice("of_all", number=int(figure), all=len(voice.analysis.ways))
    return voice.words.share(float(figure))


def robustness(voice: Voice) -> AnnexPart:
    """Annex D: how often each option took each rank, and where its value lay."""
    drawn = voice.analysis.robustness
    ranks = [capital(voice.rank(rank + 1)) for rank in range(len(voice.model.option_ids))]
    columns = (
        Column(voice("column.option"), 110),
        *(Column(rank, 42, right=True) for rank in ranks),
        Column(voice("column.assured"), 66, right=True),
        Column(voice("column.value"), 36, right=True),
        Column(voice("column.value_range"), 62, right=True),
        Column(voice("column.bounds"), 62, right=True),
        Column(voice("column.doctrine_share"), 62, right=True),
    )
    intro = voice("annex.robustness.intro", draws=voice.words.number(drawn.draws))
    body: list[Table | Text] = [Table(columns, tuple(_robust_rows(voice)))]
    if voice.analysis.explanation.unrated:
        body.append(Text(voice("annex.robustness.unrated")))
    return AnnexPart(voice("annex.robustness"), intro, tuple(body))


def _robust_rows(voice: Voice) -> Iterator[TableRow]:
    analysis = voice.analysis
    drawn, valuation = analysis.robustness, analysis.valuation
    for place, option in enumerate(voice.model.option_ids):
        yield TableRow(
            (
                Cell(voice.option_short(option), place=place),
                *(Cell(voice.words.share(float(share))) for share in drawn.rank_acceptability[place]),
                Cell(voice.words.share(float(drawn.assured_first[place]))),
                Cell(voice.value(float(valuation.values[place])), strong=True),
                Cell(_between(voice, drawn.value_range[place])),
                Cell(_between(voice, valuation.bounds[place])),
                Cell(voice.words.share(float(drawn.doctrine_shares[place]))),
            )
        )


def _between(voice: Voice, ends: object) -> str:
    low, high = (voice.value(float(end)) for end in ends)  # type: ignore[attr-defined]
    return voice("against", first=low, second=high).replace(" ", NO_BREAK)
