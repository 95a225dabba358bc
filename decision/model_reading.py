"""Reading a decision model from the bytes of its TOML file, and checking it."""

from __future__ import annotations

import hashlib
import itertools
import tomllib
from collections.abc import Mapping
from typing import Any as AnyValue
from typing import Literal

import numpy as np

from decision.conditions import All, Any, Condition, FactIs, FactValue, Leaf, LevelIs
from decision.curves import Curve, band_curve
from decision.errors import ModelError
from decision.facts import FACT_VALUES
from decision.fields import Fields
from decision.model import (
    BY_VALUE,
    Contradiction,
    Criterion,
    DecisionModel,
    Effect,
    Family,
    MethodSettings,
    Perspective,
    PrecedentSettings,
    RobustnessSettings,
    Rule,
    RuleEffect,
    StrengthTests,
)

MODEL_FORMAT = "footing-model/1"
MAX_DRAWS = 10_000_000
NARROWEST = 0.1
"""Points of level between two knots of a curve, and of fit between two thresholds of a method, at the least: what
is closer is a jump, and no judgement is that fine."""

MOST_OBJECTS = 729
"""Characteristic objects of COMET at the most: three values of six families."""


def read_model(data: bytes) -> DecisionModel:
    """The model in a file's bytes; :class:`ModelError` names the key at fault."""
    try:
        document = tomllib.loads(data.decode("utf-8"))
    except ValueError as fault:  # not UTF-8, not TOML, or a number with too many digits
        raise ModelError("not_toml", reason=str(fault)) from None
    except RecursionError:
        raise ModelError("too_deep") from None
    return model_from(document, hashlib.sha256(data).hexdigest())


def model_from(document: Mapping[str, AnyValue], sha256: str) -> DecisionModel:
    """The model in a parsed document."""
    top = Fields(document, "", ModelError)
    if top.text("format") != MODEL_FORMAT:
        raise top.fail("not_a_model", "format", value=top.get("format"), known=MODEL_FORMAT)
    options = _unique(top, "options", top.texts("options"))
    for place, option in enumerate(options):
        top.as_identifier(f"options[{place}]", option)
    if len(options) < 2:
        raise top.fail("too_few", "options", least=2)
    families = _read_families(top)
    criteria = _read_criteria(top, options, [family.id for family in families])
    read = _Conditions(criteria, options)
    return DecisionModel(
        id=top.text("id"),
        version=top.text("version"),
        sha256=sha256,
        as_of=top.text("as_of"),
        option_ids=options,
        families=families,
        criteria=criteria,
        perspectives=_read_perspectives(top, families, criteria),
        scope=read.condition(top.needed_child("doctrine").needed_child("scope")),
        rules=_read_rules(top, read),
        contradictions=top.each("contradictions", read.contradiction),
        checklists={name: int(count) for name, count in top.table("checklists", 1, 100).items()},
        strength=_read_strength(top.needed_child("strength"), [family.id for family in families]),
        methods=_read_methods(top.needed_child("methods"), len(families)),
        robustness=_read_robustness(top.needed_child("robustness")),
        precedent=_read_precedent(top.needed_child("precedent")),
        lead=top.number("lead", 0.01, 100),
    )


def _unique(fields: Fields, name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
    for place, item in enumerate(ids):
        if item in ids[:place]:
            raise fields.fail("repeated_value", name, value=item)
    return ids


def _sums_to_one(fields: Fields, name: str, weights: list[float]) -> None:
    if abs(sum(weights) - 1.0) > 1e-9:
        raise fields.fail("weights_off_one", name, total=round(sum(weights), 6))


def _read_families(top: Fields) -> tuple[Family, ...]:
    families = top.each("families", lambda item: Family(item.identifier("id"), item.number("weight", 0, 1)))
    if not families:
        raise top.fail("missing", "families")
    _unique(top, "families", tuple(family.id for family in families))
    _sums_to_one(top, "families", [family.weight for family in families])
    return families


def _read_criteria(top: Fields, options: tuple[str, ...], families: list[str]) -> tuple[Criterion, ...]:
    spread = top.number("spread", 1, 100)
    children = top.children("criteria")
    # One key may stand for a family or a criterion, so no name may be both.
    _unique(top, "criteria", (*families, *(child.identifier("id") for child in children)))
    homes = [child.member("family", families) for child in children]
    for family in families:
        if family not in homes:
            raise top.fail("empty_family", "criteria", value=family)
    criteria = tuple(
        _read_criterion(child, options, spread, 1.0 / homes.count(home))
        for child, home in zip(children, homes, strict=True)
    )
    for family in families:
        _sums_to_one(top, f"criteria ({family})", [item.weight for item in criteria if item.family == family])
    return criteria


def _read_criterion(child: Fields, options: tuple[str, ...], spread: float, share: float) -> Criterion:
    thresholds = child.numbers("thresholds", 0, 100)
    if thresholds:
        if len(thresholds) != len(options) - 1:
            raise child.fail("wrong_count", "thresholds", count=len(thresholds), wanted=len(options) - 1)
        if list(thresholds) != sorted(set(thresholds)):
            raise child.fail("not_ascending", "thresholds")
        edges = (0.0, *thresholds, 100.0)
        curves = tuple(band_curve(low, high, spread) for low, high in itertools.pairwise(edges))
    else:
        curves = _read_curves(child, options)
    return Criterion(
        id=child.text("id"),
        family=child.text("family"),
        weight=share if child.get("weight") is None else child.number("weight", 0, 1),
        thresholds=thresholds,
        curves=curves,
        source=child.text("source"),
        computed=bool(child.flag("computed")),
    )


def _read_curves(child: Fields, options: tuple[str, ...]) -> tuple[Curve, ...]:
    """One piecewise-linear value an option, as ``curves.OPTION = [[level, fit], ...]`` from level 0 to 100."""
    table = child.needed_child("curves")
    return tuple(_read_curve(table, option) for option in options)


def _read_curve(table: Fields, option: str) -> Curve:
    points = table.needed(option)
    if not isinstance(points, list) or not all(_is_point(point) for point in points):
        raise table.fail("not_a_curve", option)
    xs, ys = (np.array([float(point[part]) for point in points]) for part in (0, 1))
    if len(xs) < 2 or xs[0] != 0 or xs[-1] != 100 or np.any(np.diff(xs) < NARROWEST - 1e-9):
        raise table.fail("not_a_curve", option)
    return Curve(xs, ys)


def _is_point(point: object) -> bool:
    """A level and a fit, both numbers on the scale."""
    return (
        isinstance(point, list)
        and len(point) == 2
        and all(isinstance(part, int | float) and not isinstance(part, bool) for part in point)
        and all(0 <= part <= 100 for part in point)
    )


def _read_perspectives(
    top: Fields, families: tuple[Family, ...], criteria: tuple[Criterion, ...]
) -> tuple[Perspective, ...]:
    family_ids, criterion_ids = [item.id for item in families], [item.id for item in criteria]

    def read(item: Fields) -> Perspective:
        weights = item.table("families", 0, 1)
        if sorted(weights) != sorted(family_ids):
            raise item.fail("wrong_names", "families", known=", ".join(family_ids))
        _sums_to_one(item, "families", list(weights.values()))
        own = item.table("criteria", 0, 1)
        for name in own:
            item.member(f"criteria.{name}", criterion_ids, name)
        return Perspective(item.identifier("id"), weights, own)

    perspectives = top.each("perspectives", read)
    if not perspectives:
        raise top.fail("missing", "perspectives")
    _unique(top, "perspectives", tuple(item.id for item in perspectives))
    return perspectives


class _Conditions:
    """Reads conditions, knowing the model's criteria and options."""

    def __init__(self, criteria: tuple[Criterion, ...], options: tuple[str, ...]) -> None:
        self._criteria = {criterion.id: criterion for criterion in criteria}
        self._options = options

    def condition(self, fields: Fields) -> Condition:
        if fields.get("all") is not None:
            return All(fields.each("all", self.condition))
        if fields.get("any") is not None:
            return Any(fields.each("any", self.condition))
        return self.leaf(fields)

    def leaf(self, fields: Fields) -> Leaf:
        return self._fact(fields) if fields.get("fact") is not None else self._level(fields)

    def contradiction(self, fields: Fields) -> Contradiction:
        return Contradiction(self.leaf(fields.needed_child("fact")), self._level(fields.needed_child("level")))

    def effects(self, fields: Fields, name: str) -> tuple[RuleEffect, ...]:
        return fields.each(
            name,
            lambda item: RuleEffect(
                item.member("option", self._options),
                item.choice("effect", Effect),
                bool(item.flag("inferred")),
            ),
        )

    def _fact(self, fields: Fields) -> FactIs:
        key = fields.member("fact", FACT_VALUES)
        values: list[FactValue] = fields.needed("in")
        if not isinstance(values, list):
            raise fields.fail("not_a_list", "in")
        for value in values:
            # 1 equals True, but is no yes.
            if not any(type(value) is type(known) and value == known for known in FACT_VALUES[key]):
                raise fields.fail("unknown_name", "in", value=value, known=", ".join(map(str, FACT_VALUES[key])))
        return FactIs(key, tuple(values))

    def _level(self, fields: Fields) -> LevelIs:
        criterion = self._criteria[fields.member("level", self._criteria)]
        relation: Literal["at_most", "above"] = "at_most" if fields.get("at_most") is not None else "above"
        given = fields.needed(relation)
        if given not in ("t_in", "t_out"):
            return LevelIs(criterion.id, relation, fields.number(relation, 0, 100), str(given))
        if not criterion.thresholds:
            raise fields.fail("no_thresholds", relation, value=criterion.id)
        return LevelIs(criterion.id, relation, criterion.thresholds[0 if given == "t_in" else -1], given)


def _read_rules(top: Fields, read: _Conditions) -> tuple[Rule, ...]:
    def rule(item: Fields) -> Rule:
        default = bool(item.flag("default"))
        return Rule(
            id=_rule_id(item),
            pages=item.text("pages"),
            condition=None if default else read.condition(item.needed_child("when")),
            met=read.effects(item, "met"),
            unmet=read.effects(item, "unmet"),
            ends=bool(item.flag("ends")),
            default=default,
        )

    rules = top.each("rules", rule)
    _unique(top, "rules", tuple(item.id for item in rules))
    return rules


def _rule_id(item: Fields) -> str:
    """A rule's name; ``value`` stands for what no rule decides."""
    name = item.text("id")
    if name == BY_VALUE:
        raise item.fail("reserved_name", "id", value=name)
    return name


def _read_strength(fields: Fields, families: list[str]) -> StrengthTests:
    firm, leaning = fields.needed_child("firm"), fields.needed_child("leaning")
    return StrengthTests(
        firm_acceptability=firm.number("acceptability", 0, 1),
        firm_coverage=firm.number("coverage", 0, 1),
        firm_ways=firm.whole("ways", 0, 6),
        firm_family=firm.member("family", families),
        leaning_acceptability=leaning.number("acceptability", 0, 1),
        leaning_coverage=leaning.number("coverage", 0, 1),
    )


def _read_methods(fields: Fields, families: int) -> MethodSettings:
    q, p = fields.number("promethee_q", 0, 100), fields.number("promethee_p", 0, 100)
    if p - q < NARROWEST - 1e-9:
        raise fields.fail("not_ordered_pair", "promethee_p", low=q, high=p)
    values = fields.numbers("comet_values", 0, 100)
    steps = [high - low for low, high in itertools.pairwise(values)]
    if len(values) < 2 or values[0] != 0 or values[-1] != 100 or min(steps) < NARROWEST - 1e-9:
        raise fields.fail("not_ascending", "comet_values")
    if len(values) ** families > MOST_OBJECTS:
        raise fields.fail("too_many_objects", "comet_values", count=len(values) ** families, most=MOST_OBJECTS)
    return MethodSettings(fields.number("vikor_v", 0, 1), q, p, values)


def _read_robustness(fields: Fields) -> RobustnessSettings:
    concentration = fields.needed_child("concentration")
    return RobustnessSettings(
        draws=fields.whole("draws", 1, MAX_DRAWS),
        side_draws=fields.whole("side_draws", 1, MAX_DRAWS),
        seed=fields.whole("seed", 0, 2**63),
        family_concentration=concentration.number("families", 0.1, 1e6),
        criterion_concentration=concentration.number("criteria", 0.1, 1e6),
    )


def _read_precedent(fields: Fields) -> PrecedentSettings:
    shares = fields.needed_child("shares")
    levels, facts = shares.number("levels", 0, 1), shares.number("facts", 0, 1)
    _sums_to_one(shares, "levels", [levels, facts])
    names = fields.texts("facts")
    for place, name in enumerate(names):
        fields.member(f"facts[{place}]", FACT_VALUES, name)
    return PrecedentSettings(
        nearest=fields.whole("nearest", 1, 20),
        level_share=levels,
        fact_share=facts,
        facts=names,
        months_apart=fields.whole("months_apart", 0, 1200),
        least_overlap=fields.number("least_overlap", 0, 1),
    )
