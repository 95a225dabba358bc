"""What leaves the library, what comes back, and what would be given away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decision.case import Brief, Case, ContextFact, Estimate, Evidence, Rating
from decision.publication import echoes, public_case, reunited

EXCERPT = "Armed men at the second checkpoint asked the drivers for the names of their staff."


def protected_case(base: Case, flags: list[bool]) -> Case:
    evidence = tuple(Evidence(f"e{place}", f"Title {place}", protected=flag) for place, flag in enumerate(flags))
    ids = tuple(item.id for item in evidence)
    ratings = {
        name: replace(rating, evidence=ids[place % 3 :], protected=place % 4 == 0)
        for place, (name, rating) in enumerate(base.ratings.items())
    }
    facts = (ContextFact("One fact", ids), ContextFact("Another", ids[1:]))
    return replace(base, evidence=evidence, ratings=ratings, brief=replace(base.brief, context=facts))


@given(st.lists(st.booleans(), min_size=1, max_size=6))
def test_a_public_case_that_comes_back_unchanged_is_its_owner_s_again(
    nine: dict[str, Case], flags: list[bool]
) -> None:
    own = protected_case(nine["somalia"], flags)
    public = public_case(own)
    assert reunited(public, own) == own
    assert public_case(reunited(public, own)) == public


def test_what_was_changed_elsewhere_stays_as_it_came(nine: dict[str, Case]) -> None:
    own = protected_case(nine["somalia"], [True, False])
    public = public_case(own)
    name = next(iter(public.ratings))
    changed = Rating(Estimate(1, 2, 3), rationale="Read anew", evidence=("e1",))
    came = replace(
        public,
        title="Elsewhere",
        ratings={**public.ratings, name: changed},
        brief=Brief(context=(ContextFact("New"), public.brief.context[1])),
    )
    again = reunited(came, own)
    assert (again.title, again.ratings[name]) == ("Elsewhere", changed)
    assert again.brief.context == (ContextFact("New"), own.brief.context[1])
    assert again.evidence == own.evidence
    assert {key: again.ratings[key] for key in own.ratings if key != name} == {
        key: own.ratings[key] for key in own.ratings if key != name
    }


@pytest.mark.parametrize(
    ("rationale", "words"),
    [
        ("We know that armed men at the SECOND check-point; asked.", None),
        (
            "As heard: 'second checkpoint, asked the drivers for the names'.",
            "second checkpoint asked the drivers for",
        ),
        ("The drivers were asked for names of staff.", None),
        (None, None),
    ],
)
def test_six_words_in_a_row_of_a_protected_excerpt_are_told(
    nine: dict[str, Case], rationale: str | None, words: str | None
) -> None:
    rating = Rating(Estimate(1, 2, 3), rationale=rationale)
    case = replace(
        nine["somalia"],
        evidence=(Evidence("e1", "Told in confidence", excerpt=EXCERPT, protected=True),),
        ratings={"insecurity": rating},
    )
    found = [(echo.key, echo.evidence, echo.words) for echo in echoes(case)]
    assert found == ([] if words is None else [("ratings.insecurity.rationale", "e1", words)])
    assert echoes(replace(case, ratings={"insecurity": replace(rating, protected=True)})) == ()
    assert echoes(public_case(case)) == ()
