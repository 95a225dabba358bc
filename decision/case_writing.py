"""Writing a case back as ``footing-case/1``: identifiers, never translated words, and always the same bytes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from decision.case import (
    Brief,
    Case,
    Consultation,
    CountryTeam,
    Evidence,
    Mission,
    OptionText,
    Rating,
    WeightOverride,
)
from decision.case_reading import CASE_FORMAT


def write_case(case: Case) -> bytes:
    """The case as UTF-8 JSON with a final newline; reading it back gives an equal case."""
    return (json.dumps(case_document(case), ensure_ascii=False, indent=2) + "\n").encode()


def case_document(case: Case) -> dict[str, Any]:
    """The case as a plain document in the field order of the contract."""
    return {
        "format": CASE_FORMAT,
        "id": case.id,
        "title": case.title,
        "countries": list(case.countries),
        "as_of": case.as_of.isoformat(),
        "mission": _mission(case.mission),
        "country_team": None if case.country_team is None else _country_team(case.country_team),
        "phase": case.phase,
        "current_arrangement": case.current_arrangement,
        "ratings": {name: _rating(rating) for name, rating in case.ratings.items()},
        "evidence": [_evidence(item) for item in case.evidence],
        "perspective": case.perspective,
        "weights": None if case.weights is None else _weights(case.weights),
        "overrules": [{"rule": item.rule, "reason": item.reason, **item.extra} for item in case.overrules],
        "consultations": [_consultation(item) for item in case.consultations],
        "checklists": {
            name: {
                item: {"state": answer.state, "remark": answer.remark, **answer.extra}
                for item, answer in answers.items()
            }
            for name, answers in case.checklists.items()
        },
        "brief": _brief(case.brief),
        "documented": None
        if case.documented is None
        else {
            "option": case.documented.option,
            "source": case.documented.source,
            **case.documented.extra,
        },
        "decision": None if case.decision is None else dict(case.decision),
        **case.extra,
    }


def _mission(mission: Mission) -> dict[str, Any]:
    return {
        "name": mission.name,
        "kind": mission.kind,
        "status": mission.status,
        "mandate": mission.mandate,
        "uses_force": mission.uses_force,
        "countries": list(mission.countries),
        "coverage": dict(mission.coverage),
        "other_missions": list(mission.other_missions),
        "rc_hc_in_other_mission": mission.rc_hc_in_other_mission,
        **mission.extra,
    }


def _country_team(team: CountryTeam) -> dict[str, Any]:
    return {"countries": list(team.countries), "ocha_presence": team.ocha_presence, **team.extra}


def _rating(rating: Rating) -> dict[str, Any]:
    estimate = rating.estimate
    return {
        "low": _level(estimate.low),
        "best": _level(estimate.best),
        "high": _level(estimate.high),
        "confidence": rating.confidence,
        "rationale": rating.rationale,
        "evidence": list(rating.evidence),
        "protected": rating.protected,
        **rating.extra,
    }


def _level(value: float) -> float | int:
    """A whole level as a whole number: what people type, and the same bytes after a round trip."""
    return int(value) if value == int(value) else value


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "id": item.id,
        "title": item.title,
        "source": item.source,
        "date": _day(item.date),
        "url": item.url,
        "reliability": item.reliability,
        "excerpt": item.excerpt,
        "protected": item.protected,
        **item.extra,
    }


def _consultation(item: Consultation) -> dict[str, Any]:
    return {
        "party": item.party,
        "date": _day(item.date),
        "position": item.position,
        "text": item.text,
        **item.extra,
    }


def _weights(weights: WeightOverride) -> dict[str, Any]:
    return {"families": dict(weights.families), "criteria": dict(weights.criteria), **weights.extra}


def _brief(brief: Brief) -> dict[str, Any]:
    review = brief.review
    return {
        "subject": brief.subject,
        "classification": brief.classification,
        "decision_sought": brief.decision_sought,
        "decider": brief.decider,
        "due": _day(brief.due),
        "to": brief.to,
        "through": brief.through,
        "from": brief.sender,
        "reference": brief.reference,
        "date": _day(brief.date),
        "context": [{"text": item.text, "evidence": list(item.evidence), **item.extra} for item in brief.context],
        "next_steps": [
            {"what": step.what, "owner": step.owner, "due": _day(step.due), **step.extra}
            for step in brief.next_steps
        ],
        "review": None
        if review is None
        else {"date": _day(review.date), "occasion": review.occasion, **review.extra},
        "options": _option_texts(brief.options),
        **({"left_out": list(brief.left_out)} if brief.left_out else {}),  # absent from files before there was one
        **brief.extra,
    }


def _option_texts(options: Mapping[str, OptionText]) -> dict[str, Any]:
    return {
        name: {
            "benefits": list(text.benefits),
            "risks": list(text.risks),
            "mitigation": list(text.mitigation),
            "change": text.change,
            **text.extra,
        }
        for name, text in options.items()
    }


def _day(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())
