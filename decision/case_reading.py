"""Reading a case file (``footing-case/1``) into a :class:`~decision.case.Case`, every fault named by its field."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from decision.brief_reading import evidence_ids, read_brief
from decision.case import (
    Case,
    ChecklistAnswer,
    ChecklistState,
    Confidence,
    Consultation,
    CountryTeam,
    Documented,
    Estimate,
    Evidence,
    Mandate,
    Mission,
    MissionKind,
    MissionStatus,
    OchaPresence,
    Overrule,
    Phase,
    Rating,
    UsesForce,
    WeightOverride,
)
from decision.countries import COUNTRY_CODES
from decision.errors import CaseError
from decision.fields import Fields
from decision.model import DecisionModel, Perspective

CASE_FORMAT = "footing-case/1"
MAX_BYTES = 16 * 1024 * 1024
"""A case file larger than this is refused before it is parsed."""

ROUNDING = 1e-9
"""By how much shares typed as decimals may miss their sum."""


def read_case(data: bytes, model: DecisionModel) -> Case:
    """The case in a file's bytes; :class:`CaseError` names what is wrong with it, and where."""
    document = parse_json(data)
    case = case_from(document, model)
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # half a surrogate pair in a field that only a newer program reads
        raise CaseError("not_unicode") from None
    return case


def parse_json(data: bytes) -> Any:
    """Strict JSON: UTF-8, no repeated names, no NaN or infinity, bounded in size and depth."""
    if len(data) > MAX_BYTES:
        raise CaseError("too_large", size=len(data), limit=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise CaseError("not_utf8", position=fault.start) from None
    try:
        return json.loads(text, object_pairs_hook=_without_repeats, parse_constant=_refuse_constant)
    except json.JSONDecodeError as fault:
        raise CaseError("not_json", line=fault.lineno, column=fault.colno) from None
    except RecursionError:
        raise CaseError("too_deep") from None
    except ValueError:  # a whole number with more digits than the interpreter will read
        raise CaseError("not_a_number", value="…") from None


def case_from(document: object, model: DecisionModel) -> Case:
    """The case in a parsed document, checked against the model's criteria, options and rules."""
    top = Fields(document, "", CaseError)
    given = top.get("format")
    if given != CASE_FORMAT:
        newer = isinstance(given, str) and given.startswith("footing-case/")
        raise top.fail("newer_format" if newer else "not_a_case", "format", value=given, known=CASE_FORMAT)
    evidence = _read_evidence(top)
    known_evidence = {item.id for item in evidence}
    case = Case(
        id=_read_id(top),
        title=top.text("title"),
        countries=_countries(top, needed=True),
        as_of=top.date("as_of"),
        mission=_read_mission(top.needed_child("mission")),
        country_team=_read_country_team(top.child("country_team")),
        phase=top.optional_choice("phase", Phase),
        current_arrangement=_option(top, "current_arrangement", model),
        ratings=_read_ratings(top.child("ratings"), model, known_evidence),
        evidence=evidence,
        perspective=_perspective(top, model),
        weights=_read_weights(top.child("weights"), model, model.perspective(_perspective(top, model))),
        overrules=_read_overrules(top, model),
        consultations=top.each("consultations", lambda item: _read_consultation(item, model)),
        checklists=_read_checklists(top.child("checklists"), model),
        brief=read_brief(top.child("brief"), model, known_evidence),
        documented=_read_documented(top.child("documented"), model),
        decision=_read_decision(top),
    )
    return _with_extra(case, top)


def _with_extra(case: Case, top: Fields) -> Case:
    top.get("format")
    return Case(**{name: getattr(case, name) for name in case.__slots__ if name != "extra"}, extra=top.rest())


def _without_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise CaseError("repeated_name", _repeated([name for name, _ in pairs])[1])
    return found


def _repeated(names: Sequence[str]) -> tuple[int, str]:
    """The first name that stands there a second time, and where; one must."""
    seen: set[str] = set()
    for place, name in enumerate(names):
        if name in seen:
            return place, name
        seen.add(name)
    raise ValueError(names)


def _refuse_constant(name: str) -> float:
    raise CaseError("not_a_number", value=name)


def _read_id(top: Fields) -> str:
    given = top.text("id")
    try:
        return str(uuid.UUID(given))
    except ValueError:
        raise top.fail("not_an_id", "id", value=given) from None


def _countries(fields: Fields, *, needed: bool) -> tuple[str, ...]:
    codes = fields.texts("countries")
    if needed and not codes:
        raise fields.fail("missing", "countries")
    for place, code in enumerate(codes):
        _check_country(fields, f"countries[{place}]", code)
    if len(set(codes)) < len(codes):
        raise fields.fail("repeated_value", "countries")
    return codes


def _check_country(fields: Fields, name: str, code: str) -> None:
    if code not in COUNTRY_CODES:
        raise fields.fail("unknown_country", name, value=code)


def _option(fields: Fields, name: str, model: DecisionModel) -> str | None:
    value = fields.get(name)
    return None if value is None else fields.member(name, model.option_ids, value)


def _perspective(top: Fields, model: DecisionModel) -> str | None:
    value = top.get("perspective")
    known = [perspective.id for perspective in model.perspectives]
    return None if value is None else top.member("perspective", known, value)


def _read_mission(fields: Fields) -> Mission:
    countries = _countries(fields, needed=False)
    coverage = dict(sorted(fields.table("coverage", 0, 1).items()))
    for code in coverage:
        _check_country(fields, f"coverage.{code}", code)
        if code not in countries:
            raise fields.fail("coverage_outside_mission", f"coverage.{code}", value=code)
    return Mission(
        name=fields.text("name"),
        kind=fields.choice("kind", MissionKind),
        mandate=fields.choice("mandate", Mandate),
        uses_force=fields.choice("uses_force", UsesForce),
        status=fields.optional_choice("status", MissionStatus),
        countries=countries,
        coverage=coverage,
        other_missions=fields.texts("other_missions"),
        rc_hc_in_other_mission=fields.flag("rc_hc_in_other_mission"),
        extra=fields.rest(),
    )


def _read_country_team(fields: Fields | None) -> CountryTeam | None:
    if fields is None:
        return None
    return CountryTeam(
        countries=_countries(fields, needed=False),
        ocha_presence=fields.optional_choice("ocha_presence", OchaPresence),
        extra=fields.rest(),
    )


def _read_ratings(fields: Fields | None, model: DecisionModel, evidence: set[str]) -> dict[str, Rating]:
    if fields is None:
        return {}
    known = {criterion.id for criterion in model.criteria}
    for name in fields.names():
        if name not in known:
            raise fields.fail("unknown_criterion", name, value=name)
    # In model order, whatever the order of the file: one case, one spelling, the same bytes.
    named = [(name, fields.child(name)) for name in model.criterion_ids]
    return {name: _read_rating(child, evidence) for name, child in named if child is not None}


def _read_rating(fields: Fields, evidence: set[str]) -> Rating:
    low, best, high = (fields.number(name, 0, 100) for name in ("low", "best", "high"))
    if not low <= best <= high:
        raise fields.fail("not_ordered", "best", low=low, best=best, high=high)
    return Rating(
        estimate=Estimate(low, best, high),
        confidence=fields.optional_choice("confidence", Confidence),
        rationale=fields.optional_text("rationale"),
        evidence=evidence_ids(fields, evidence),
        protected=bool(fields.flag("protected")),
        extra=fields.rest(),
    )


def _read_evidence(top: Fields) -> tuple[Evidence, ...]:
    items = top.each("evidence", _read_evidence_item)
    ids = [item.id for item in items]
    if len(set(ids)) < len(ids):
        place, repeated = _repeated(ids)
        raise top.fail("repeated_value", f"evidence[{place}].id", value=repeated)
    return items


def _read_evidence_item(fields: Fields) -> Evidence:
    return Evidence(
        id=fields.text("id"),
        title=fields.text("title"),
        source=fields.optional_text("source"),
        date=fields.optional_date("date"),
        url=fields.optional_text("url"),
        reliability=fields.optional_text("reliability"),
        excerpt=fields.optional_text("excerpt"),
        protected=bool(fields.flag("protected")),
        extra=fields.rest(),
    )


def _read_weights(fields: Fields | None, model: DecisionModel, perspective: Perspective) -> WeightOverride | None:
    if fields is None:
        return None
    known = {"families": [family.id for family in model.families], "criteria": list(model.criterion_ids)}
    tables = {name: fields.table(name, 0) for name in known}
    for name, table in tables.items():
        for key in table:
            fields.member(f"{name}.{key}", known[name], key)
        # What a table leaves out keeps its share, and a family without points the model's shares within it.
        left = perspective.families if name == "families" and table else dict.fromkeys(known[name], 1.0)
        kept = {**left, **table}
        if not any(kept.values()):
            raise fields.fail("no_weight", name)
        for level in _levels_of(name, model):
            _check_units(fields, name, level, table)
    ordered = {name: {key: table[key] for key in known[name] if key in table} for name, table in tables.items()}
    return WeightOverride(ordered["families"], ordered["criteria"], fields.rest())


def _levels_of(name: str, model: DecisionModel) -> list[list[str]]:
    """The groups of names whose weights are shared out among themselves."""
    if name == "families":
        return [list(model.family_ids)]
    return [[model.criterion_ids[place] for place in model.members(family)] for family in model.family_ids]


def _check_units(fields: Fields, name: str, level: list[str], table: dict[str, float]) -> None:
    """What is left out keeps its share (0-1): points on another scale beside it would mean something else."""
    missing = [key for key in level if key not in table]
    given = [key for key in level if key in table]
    if missing and sum(table[key] for key in given) > 1 + ROUNDING:
        key = f"{name}.{max(given, key=table.__getitem__)}"
        raise fields.fail("weights_in_part", key, value=table[key.split(".")[1]], missing=", ".join(missing))


def _read_overrules(top: Fields, model: DecisionModel) -> tuple[Overrule, ...]:
    overrules = top.each("overrules", lambda item: _read_overrule(item, model))
    rules = [item.rule for item in overrules]
    if len(set(rules)) < len(rules):
        place, repeated = _repeated(rules)
        raise top.fail("repeated_value", f"overrules[{place}].rule", value=repeated)
    return overrules


def _read_overrule(fields: Fields, model: DecisionModel) -> Overrule:
    rules = [rule.id for rule in model.rules]
    return Overrule(fields.member("rule", rules), fields.text("reason"), fields.rest())


def _read_consultation(fields: Fields, model: DecisionModel) -> Consultation:
    return Consultation(
        party=fields.text("party"),
        text=fields.text("text"),
        date=fields.optional_date("date"),
        position=_option(fields, "position", model),
        extra=fields.rest(),
    )


def _read_checklists(fields: Fields | None, model: DecisionModel) -> dict[str, Mapping[str, ChecklistAnswer]]:
    if fields is None:
        return {}
    answers: dict[str, Mapping[str, ChecklistAnswer]] = {}
    for name in fields.names():
        fields.member(name, model.checklists, name)
        items = fields.needed_child(name)
        known = [str(number + 1) for number in range(model.checklists[name])]
        for item in items.names():
            items.member(item, known, item)
        answers[name] = {
            item: _read_answer(items.needed_child(item)) for item in known if items.get(item) is not None
        }
    return {name: answers[name] for name in model.checklists if name in answers}


def _read_answer(fields: Fields) -> ChecklistAnswer:
    return ChecklistAnswer(fields.choice("state", ChecklistState), fields.optional_text("remark"), fields.rest())


def _read_documented(fields: Fields | None, model: DecisionModel) -> Documented | None:
    if fields is None:
        return None
    return Documented(fields.member("option", model.option_ids), fields.text("source"), fields.rest())


def _read_decision(top: Fields) -> dict[str, Any] | None:
    fields = top.child("decision")
    return None if fields is None else fields.rest()
