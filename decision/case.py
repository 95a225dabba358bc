"""A case: one country context with its mission, country team, rated criteria and evidence, as of one date."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class MissionKind(StrEnum):
    """What the mission is, in the UN's own classes."""

    PEACEKEEPING_OPERATION = "peacekeeping_operation"
    POLITICAL_MISSION = "political_mission"
    POLITICAL_OFFICE = "political_office"
    PEACEBUILDING_OFFICE = "peacebuilding_office"
    NONE = "none"


class MissionStatus(StrEnum):
    """Whether the mission is only considered, deployed, or closing."""

    CONSIDERED = "considered"
    DEPLOYED = "deployed"
    CLOSING = "closing"


class Mandate(StrEnum):
    """The type of mandate the Council gave, or is expected to give."""

    OBSERVATION = "observation"
    MULTIDIMENSIONAL = "multidimensional"
    STABILIZATION = "stabilization"
    ENFORCEMENT = "enforcement"


class UsesForce(StrEnum):
    """How the mission stands to armed groups outside the peace process."""

    NO = "no"
    MAY_BE_TARGETED = "may_be_targeted"
    SUPPORTS_A_FORCE = "supports_a_force"
    ENGAGES = "engages"


class OchaPresence(StrEnum):
    """How OCHA is present in the country."""

    NONE = "none"
    LEAVING = "leaving"
    LIAISON = "liaison"
    COUNTRY_OFFICE = "country_office"


class Phase(StrEnum):
    """Where the country stands between conflict and consolidated peace."""

    CONFLICT = "conflict"
    FRAGILE_PROCESS = "fragile_process"
    TRANSITION = "transition"
    CONSOLIDATION = "consolidation"


class Confidence(StrEnum):
    """How sure the desk is of a rating."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class ChecklistState(StrEnum):
    """The answer to one item of a checklist."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


class NotePart(StrEnum):
    """A part of the note that may be left out of it; those that carry its honesty are not among them."""

    CONTEXT = "context"
    OPTIONS = "options"
    DISSENT = "dissent"
    SAFEGUARDS = "safeguards"
    REVIEW = "review"
    NEXT_STEPS = "next_steps"
    ANNEX = "annex"


Extra = Mapping[str, Any]
"""Fields of a newer file that this version does not know: carried along, never read."""


def _none() -> Extra:
    return {}


@dataclass(frozen=True, slots=True)
class Estimate:
    """A level on the 0-100 scale with its range: low <= best <= high; higher argues for standing outside."""

    low: float
    best: float
    high: float


@dataclass(frozen=True, slots=True)
class Rating:
    """The judged level of one criterion, with its confidence, its reason and the evidence behind it."""

    estimate: Estimate
    confidence: Confidence | None = None
    rationale: str | None = None
    evidence: tuple[str, ...] = ()
    protected: bool = False
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Mission:
    """The UN mission the question is about; ``coverage`` is the share (0-1) of each country it covers."""

    name: str
    kind: MissionKind
    mandate: Mandate
    uses_force: UsesForce
    status: MissionStatus | None = None
    countries: tuple[str, ...] = ()
    coverage: Mapping[str, float] = field(default_factory=dict)
    other_missions: tuple[str, ...] = ()
    rc_hc_in_other_mission: bool | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class CountryTeam:
    """The UN country team: its countries (none: there is no team) and how OCHA is present."""

    countries: tuple[str, ...] = ()
    ocha_presence: OchaPresence | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One item of evidence; a protected one never leaves the library unless the officer says so."""

    id: str
    title: str
    source: str | None = None
    date: datetime.date | None = None
    url: str | None = None
    reliability: str | None = None
    excerpt: str | None = None
    protected: bool = False
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class WeightOverride:
    """The officer's own weights, non-negative points; each level is rescaled to sum to 1."""

    families: Mapping[str, float]
    criteria: Mapping[str, float]
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Overrule:
    """A doctrine rule the officer sets aside, with the written reason the note prints."""

    rule: str
    reason: str
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Consultation:
    """What a party really said when consulted; ``position`` is an option, or None."""

    party: str
    text: str
    date: datetime.date | None = None
    position: str | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """The state of one checklist item, with a remark."""

    state: ChecklistState
    remark: str | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class NextStep:
    """One action of the note, with its owner and date."""

    what: str
    owner: str | None = None
    due: datetime.date | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class ContextFact:
    """One dated fact of the note's "context in brief", with the evidence it rests on."""

    text: str
    evidence: tuple[str, ...] = ()
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class OptionText:
    """What the officer writes of one option: its benefits, risks, mitigation and the change from today."""

    benefits: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    mitigation: tuple[str, ...] = ()
    change: str | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Review:
    """When, and on what occasion, the arrangement is to be looked at again."""

    date: datetime.date | None = None
    occasion: str | None = None
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Brief:
    """The front matter of the note; what is None prints as not stated.

    ``left_out``: the parts the officer leaves out of the note, in the note's order; its gaps name them.
    """

    subject: str | None = None
    classification: str | None = None
    decision_sought: str | None = None
    decider: str | None = None
    due: datetime.date | None = None
    to: str | None = None
    through: str | None = None
    sender: str | None = None
    reference: str | None = None
    date: datetime.date | None = None
    context: tuple[ContextFact, ...] = ()
    next_steps: tuple[NextStep, ...] = ()
    review: Review | None = None
    options: Mapping[str, OptionText] = field(default_factory=dict)
    left_out: tuple[NotePart, ...] = ()
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Documented:
    """What was really done, with its source: the stuff of the precedent line, never of the recommendation."""

    option: str
    source: str
    extra: Extra = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class Case:
    """One situation as of one date. Changed by replacement, never in place."""

    id: str
    title: str
    countries: tuple[str, ...]
    as_of: datetime.date
    mission: Mission
    country_team: CountryTeam | None = None
    phase: Phase | None = None
    current_arrangement: str | None = None
    ratings: Mapping[str, Rating] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    perspective: str | None = None
    weights: WeightOverride | None = None
    overrules: tuple[Overrule, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    checklists: Mapping[str, Mapping[str, ChecklistAnswer]] = field(default_factory=dict)
    brief: Brief = field(default_factory=Brief)
    documented: Documented | None = None
    decision: Extra | None = None
    extra: Extra = field(default_factory=_none)

    @property
    def overruled(self) -> dict[str, str]:
        """The rules an officer has set aside, each with the reason."""
        return {item.rule: item.reason for item in self.overrules}


FULL_RANGE = Estimate(0.0, 50.0, 100.0)
"""What an unrated criterion may be: anything. Its ``best`` is a place for a marker, never a judgement."""
