"""What the spreadsheets of a library and of a decision matrix hold: plain values under heads in words.

What the officer protected is left out here, before there is any file; how many items, the sheet "About" says.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.spreadsheet_files import Cell, Table
from app.summary import option_name
from app.words import Words
from decision.analysis import Analysis
from decision.case import Case, Rating
from decision.model import DecisionModel
from decision.publication import public_case
from decision.ranking import ranks
from decision.result_writing import DECIMALS
from decision.valuation import Level, levels_of

ITEMS = "; "
"""Between several items in one cell: the names of countries have commas of their own."""


@dataclass(frozen=True, slots=True)
class Filed:
    """What the library knows of a case beside the case itself.

    ``recommendation`` (an option) and ``strength`` are those of its latest result; both None where there is none.
    ``changed_at`` is an aware moment.
    """

    tags: tuple[str, ...]
    archived: bool
    versions: int
    changed_at: datetime.datetime | None
    recommendation: str | None
    strength: str | None


def library_tables(
    words: Words, model: DecisionModel, cases: Sequence[Case], filed: Mapping[str, Filed], program: str
) -> tuple[Table, ...]:
    """The sheets of a library: its cases, their ratings, their evidence, and what the file is.

    ``filed`` has an entry for each case by its id; ``program`` names the version that writes. Rows are in the
    order of the cases, ratings in that of the model.
    """
    public = [public_case(case) for case in cases]
    return (
        _cases(words, model, public, filed),
        _ratings(words, model, public),
        _evidence(words, public),
        _about_library(words, model, cases, program),
    )


def matrix_tables(words: Words, analysis: Analysis, program: str) -> tuple[Table, ...]:
    """The sheets of one decision matrix: fits, values with the cross-check, and what they were computed with.

    ``program`` names the version that computed it. Numbers are those of the result file, to as many decimals.
    """
    return (_matrix(words, analysis), _values(words, analysis), _about_matrix(words, analysis, program))


def _table(
    words: Words, name: str, columns: Iterable[str], rows: Iterable[tuple[Cell, ...]], more: Iterable[str] = ()
) -> Table:
    """A table under the words for its columns; ``more`` heads, in words already, stand after them."""
    heads = (*(words(f"spreadsheets.column.{column}") for column in columns), *more)
    return Table(words(f"spreadsheets.sheet.{name}"), heads, tuple(rows))


def _cases(words: Words, model: DecisionModel, cases: Sequence[Case], filed: Mapping[str, Filed]) -> Table:
    columns = (
        *("id", "title", "country_codes", "countries", "mission", "mission_kind", "mandate", "uses_force"),
        *("mission_status", "as_of", "phase", "ocha_presence"),
        *("current_arrangement", "documented", "documented_source", "recommendation", "strength", "decision"),
        *("tags", "archived", "versions", "changed"),
    )
    rows = (
        (
            *_facts(words, case),
            *_arrangements(words, model, case, filed[case.id]),
            *_filing(filed[case.id]),
            *(level.estimate.best if level.rated else None for level in levels_of(model, case)),
        )
        for case in cases
    )
    return _table(words, "cases", columns, rows, [words(f"criterion.{name}.name") for name in model.criterion_ids])


def _facts(words: Words, case: Case) -> tuple[Cell, ...]:
    mission, team = case.mission, case.country_team
    return (
        case.id,
        case.title,
        ITEMS.join(case.countries),
        ITEMS.join(words.country(code) for code in case.countries),
        mission.name,
        words(f"value.mission.kind.{mission.kind}"),
        words(f"value.mission.mandate.{mission.mandate}"),
        words(f"value.mission.uses_force.{mission.uses_force}"),
        mission.status and words(f"value.mission.status.{mission.status}"),
        case.as_of,
        case.phase and words(f"value.phase.{case.phase}"),
        words(f"value.country_team.ocha_presence.{team.ocha_presence}") if team and team.ocha_presence else None,
    )


def _arrangements(words: Words, model: DecisionModel, case: Case, filed: Filed) -> tuple[Cell, ...]:
    documented = case.documented
    return (
        case.current_arrangement and option_name(words, case.current_arrangement),
        option_name(words, documented.option) if documented else None,
        documented.source if documented else None,
        filed.strength and option_name(words, filed.recommendation),
        filed.strength and words(f"strength.{filed.strength}"),
        _decided(words, model, case),
    )


def _decided(words: Words, model: DecisionModel, case: Case) -> str | None:
    """The option decided on; the word for it as it stands where it is none of the model's."""
    option = (case.decision or {}).get("option")
    if not isinstance(option, str):
        return None
    return option_name(words, option) if option in model.option_ids else option


def _filing(filed: Filed) -> tuple[Cell, ...]:
    return ITEMS.join(filed.tags), filed.archived, filed.versions, filed.changed_at


def _ratings(words: Words, model: DecisionModel, cases: Sequence[Case]) -> Table:
    columns = (
        *("case_id", "title", "criterion", "low", "best", "high", "basis"),
        *("confidence", "rationale", "evidence_ids"),
    )
    rows = (
        (case.id, case.title, *_rated(words, level, case.ratings.get(level.criterion)))
        for case in cases
        for level in levels_of(model, case)
        if level.rated
    )
    return _table(words, "ratings", columns, rows)


def _rated(words: Words, level: Level, rating: Rating | None) -> tuple[Cell, ...]:
    return (
        words(f"criterion.{level.criterion}.name"),
        *_levels(words, level),
        _confidence(words, rating),
        rating.rationale if rating else None,
        ITEMS.join(rating.evidence) if rating else None,
    )


def _levels(words: Words, level: Level) -> tuple[Cell, ...]:
    """Low, best and high (0-100), and where they come from; what is not rated may be anything and has no best."""
    basis = "computed" if level.computed else "judged" if level.rated else "unrated"
    estimate = level.estimate
    best = estimate.best if level.rated else None
    return estimate.low, best, estimate.high, words(f"spreadsheets.basis.{basis}")


def _confidence(words: Words, rating: Rating | None) -> str | None:
    return words(f"confidence.{rating.confidence}") if rating and rating.confidence else None


def _evidence(words: Words, cases: Sequence[Case]) -> Table:
    columns = ("case_id", "title", "evidence_id", "evidence", "source", "date", "reliability", "link", "excerpt")
    rows = (
        (
            *(case.id, case.title, item.id, item.title),
            *(item.source, item.date, item.reliability, item.url, item.excerpt),
        )
        for case in cases
        for item in case.evidence
    )
    return _table(words, "evidence", columns, rows)


def _about_library(words: Words, model: DecisionModel, cases: Sequence[Case], program: str) -> Table:
    evidence = sum(item.protected for case in cases for item in case.evidence)
    rationales = sum(rating.protected for case in cases for rating in case.ratings.values())
    return _about(
        words,
        {
            "content": words("spreadsheets.library"),
            "program": program,
            **_model(model),
            "cases": len(cases),
            "protected": words("spreadsheets.protected"),
            "protected_evidence": evidence,
            "protected_rationales": rationales,
            "scale": words("spreadsheets.scale"),
        },
    )


def _about(words: Words, entries: Mapping[str, Cell]) -> Table:
    rows = ((words(f"spreadsheets.about.{name}"), value) for name, value in entries.items())
    return _table(words, "about", ("entry", "value_of_entry"), rows)


def _model(model: DecisionModel) -> dict[str, Cell]:
    return {"model": model.id, "model_version": model.version, "model_hash": model.sha256}


def _matrix(words: Words, analysis: Analysis) -> Table:
    columns = ("criterion", "family", "low", "best", "high", "basis", "confidence", "weight")
    model, valuation = analysis.model, analysis.valuation
    fits = [words("spreadsheets.column.fit", option=option_name(words, item)) for item in model.option_ids]
    rows = (
        (
            words(f"criterion.{criterion.id}.name"),
            words(f"family.{criterion.family}.name"),
            *_levels(words, level),
            _confidence(words, analysis.case.ratings.get(criterion.id)),
            _number(weight),
            *map(_number, column),
        )
        for criterion, level, weight, column in zip(
            model.criteria, valuation.levels, valuation.weights.criteria, valuation.fits.T, strict=True
        )
    )
    return _table(words, "matrix", columns, rows, fits)


def _values(words: Words, analysis: Analysis) -> Table:
    columns = (
        *("option", "value", "least_value", "greatest_value", "rank", "first_share"),
        *("doctrine", "indicated", "recommended", "strength"),
    )
    scores = [
        words("spreadsheets.column.score", way=words(f"way.{finding.way}.name"), method=finding.method)
        for finding in analysis.ways
    ]
    rows = (_value(words, analysis, place) for place in range(len(analysis.model.option_ids)))
    return _table(words, "values", columns, rows, scores)


def _value(words: Words, analysis: Analysis, place: int) -> tuple[Cell, ...]:
    option = analysis.model.option_ids[place]
    valuation, recommendation = analysis.valuation, analysis.recommendation
    effect = next(item.effect for item in analysis.doctrine.standings if item.option == option)
    recommended = option == recommendation.option
    return (
        option_name(words, option),
        _number(valuation.values[place]),
        *map(_number, valuation.bounds[place]),
        ranks(valuation.values)[place],
        _number(analysis.robustness.rank_acceptability[place, 0]),
        effect and words(f"effect.{effect}"),
        option == analysis.doctrine.indicated,
        recommended,
        words(f"strength.{recommendation.strength}") if recommended else None,
        *(_number(finding.scores[place]) for finding in analysis.ways),
    )


def _about_matrix(words: Words, analysis: Analysis, program: str) -> Table:
    case, recommendation = analysis.case, analysis.recommendation
    return _about(
        words,
        {
            "content": words("spreadsheets.matrix"),
            "case": case.title,
            "case_id": case.id,
            "as_of": case.as_of,
            "recommendation": option_name(words, recommendation.option),
            "strength": words(f"strength.{recommendation.strength}"),
            "set_aside": ITEMS.join(case.overruled) or words("word.none"),
            "program": program,
            **_model(analysis.model),
            "seed": analysis.robustness.seed,
            "draws": analysis.robustness.draws,
            "scale": words("spreadsheets.matrix_scale"),
        },
    )


def _number(value: float) -> float:
    """A computed number without the last bits, in which processors differ; never a negative nothing."""
    return round(float(value), DECIMALS) + 0.0
