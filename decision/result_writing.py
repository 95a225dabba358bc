"""Writing an analysis as ``footing-result/1``: what outside tools read. A key is filled or absent, never empty."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import json
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from decision.analysis import Analysis
from decision.curves import Array
from decision.doctrine import Doctrine
from decision.model import DecisionModel

RESULT_FORMAT = "footing-result/1"
DECIMALS = 6
"""Of every number written: finer than any judgement, coarser than the last bits of a processor."""


def write_result(analysis: Analysis, program: str) -> bytes:
    """The result as UTF-8 JSON with a final newline; the same analysis gives the same bytes."""
    document = result_document(analysis, program)
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def result_document(analysis: Analysis, program: str) -> dict[str, Any]:
    """The result as a plain document; ``program`` names the version that computed it."""
    model, case, valuation = analysis.model, analysis.case, analysis.valuation
    options = model.option_ids
    document = {
        "format": RESULT_FORMAT,
        "program": program,
        "case": {"id": case.id, "title": case.title, "as_of": case.as_of},
        "model": {"id": model.id, "version": model.version, "sha256": model.sha256},
        "recommendation": analysis.recommendation,
        "values": _by(options, valuation.values),
        "value_bounds": _by(options, valuation.bounds),
        "coverage": valuation.coverage,
        "levels": {
            level.criterion: {**plain(level.estimate), "rated": level.rated, "computed": level.computed}
            for level in valuation.levels
        },
        "weights": {
            "families": _by(model.family_ids, valuation.weights.families),
            "criteria": _by(model.criterion_ids, valuation.weights.criteria),
        },
        "fits": _by(model.criterion_ids, [_by(options, column) for column in valuation.fits.T]),
        "doctrine": _doctrine(analysis.doctrine),
        "precedents": analysis.precedents,
        "robustness": _robustness(analysis),
        "methods": _methods(analysis),
        "sensitivity": analysis.sensitivity,
        "stakeholders": _stakeholders(analysis),
        "explanation": _explanation(analysis),
    }
    return dict(plain(document))


def plain(value: Any) -> Any:  # noqa: PLR0911 - one line a kind
    """Anything of an analysis as JSON types, without what is None or empty."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int | np.integer):
        return int(value)
    if isinstance(value, float | np.floating):
        return round(float(value), DECIMALS) + 0.0
    if isinstance(value, datetime.date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        names = [field.name for field in dataclasses.fields(value)]
        return plain({name: getattr(value, name) for name in names})
    if isinstance(value, Mapping):
        filled = {str(plain(key)): plain(item) for key, item in value.items()}
        return {key: item for key, item in filled.items() if item is not None and item not in ([], {})}
    return [plain(item) for item in value]


def _by(names: Iterable[str], values: Iterable[Any] | Array) -> dict[str, Any]:
    return dict(zip(names, values, strict=True))


def _doctrine(doctrine: Doctrine) -> dict[str, Any]:
    return {
        **plain(doctrine),
        "standings": {
            item.option: {"effect": item.effect, "rules": item.rules}
            for item in doctrine.standings
            if item.effect is not None
        },
    }


def _robustness(analysis: Analysis) -> dict[str, Any]:
    options, drawn = analysis.model.option_ids, analysis.robustness
    return {
        "draws": drawn.draws,
        "seed": drawn.seed,
        "rank_acceptability": _by(options, drawn.rank_acceptability),
        "assured_first": _by(options, drawn.assured_first),
        "pairwise_winning": _by(options, [_by(options, row) for row in drawn.pairwise_winning]),
        "central_weights": _central(analysis.model, drawn.central_weights),
        "confidence": _by(options, drawn.confidence),
        "entropy": drawn.entropy,
        "value_range": _by(options, drawn.value_range),
        "doctrine_shares": _by(options, drawn.doctrine_shares),
        "standard_error": drawn.standard_error,
        "less_known_weights": {
            known: {
                "draws": found.draws,
                "rank_acceptability": _by(options, found.rank_acceptability),
                "central_weights": _central(analysis.model, found.central_weights),
                "entropy": found.entropy,
                "standard_error": found.standard_error,
            }
            for known, found in analysis.less_known.items()
        },
    }


def _central(model: DecisionModel, weights: Iterable[Array | None]) -> dict[str, Any]:
    """The weights of each option's typical supporter; an option that never comes first has none."""
    return {
        option: _by(model.criterion_ids, own)
        for option, own in zip(model.option_ids, weights, strict=True)
        if own is not None
    }


def _methods(analysis: Analysis) -> dict[str, Any]:
    options = analysis.model.option_ids
    return {
        finding.way: {
            "method": finding.method,
            "scores": _by(options, finding.scores),
            "ranks": _by(options, finding.ranks),
            "first": finding.first,
            "first_shares": _by(options, analysis.way_shares[finding.way]),
            "coinciding": [
                {"method": item.method, "ranks": _by(options, item.ranks), "same_first": item.same_first}
                for item in finding.coinciding
            ],
            "compromise": finding.compromise,
        }
        for finding in analysis.ways
    }


def _explanation(analysis: Analysis) -> dict[str, Any]:
    options, explanation = analysis.model.option_ids, analysis.explanation
    return {
        **plain(explanation),
        "baseline": _by(options, explanation.baseline),
        "families": {
            view.family: {"weight": view.weight, "values": _by(options, view.values), "first": view.first}
            for view in explanation.families
        },
    }


def _stakeholders(analysis: Analysis) -> dict[str, Any]:
    options, found = analysis.model.option_ids, analysis.stakeholders
    return {
        "perspectives": {
            view.perspective: {
                "values": _by(options, view.values),
                "ranks": _by(options, view.ranks),
                "regrets": _by(options, view.regrets),
                "first": view.first,
            }
            for view in found.views
        },
        "greatest_regrets": _by(options, found.greatest_regrets),
        "least_regret": found.least_regret,
        "kendall_w": found.kendall_w,
        "shifts": found.shifts,
    }
