"""Section 6: what parties said when consulted and, apart from it, how modelled perspectives would see the case."""

from __future__ import annotations

from decision.stakeholders.perspectives import PerspectiveView
from decision.stakeholders.weight_shift import WeightShift
from reports.content import Dissent, PerspectiveRow, Section, Text
from reports.voice import Voice, capital, stop, within

TOLD = 2
AGREEMENT = ((1.0, "alike"), (0.9, "nearly"), (0.7, "much"), (0.5, "partly"))
"""Kendall's W in words, each from so much on; below the last, hardly (Schmidt 1997, Decision Sciences 28(3))."""


def dissent(voice: Voice, section: Section) -> Dissent:
    """The whole section; its paragraphs are given, since they are numbered elsewhere."""
    return Dissent(
        section=section,
        head=voice("column.perspective"),
        options=voice.shorts,
        rows=tuple(
            PerspectiveRow(
                name=voice.perspective(view.perspective),
                values=view.values,
                figures=tuple(map(voice.value, view.values)),
                first=voice.place(view.first),
            )
            for view in voice.analysis.stakeholders.views
        ),
    )


def dissent_paragraphs(voice: Voice, gaps: int) -> tuple[Text, ...]:
    """Consulted first, then modelled; ``gaps`` is the number of the paragraph that lists what is not stated."""
    return (
        Text(_consulted(voice, gaps), voice("dissent.consulted")),
        Text(" ".join(_modelled_view(voice)), voice("dissent.modelled")),
    )


def _consulted(voice: Voice, gaps: int) -> str:
    said = voice.case.consultations
    if not said:
        return voice("dissent.nobody", number=gaps)
    return " ".join(
        voice(
            "dissent.said" if item.position is None else "dissent.said_for",
            party=item.party,
            date=voice.words.day(item.date) if item.date else voice("dissent.undated"),
            option=voice.option(item.position),
            text=stop(item.text),
        )
        for item in said
    )


def _modelled_view(voice: Voice) -> list[str]:
    parts = [_modelled(voice), _regret(voice), *_other_shifts(voice), _concord(voice)]
    return [part for part in parts if part]


def _concord(voice: Voice) -> str:
    """How far the perspectives' rankings agree, in words and as Kendall's W."""
    found = voice.analysis.stakeholders.kendall_w
    if found is None:
        return ""
    word = next((word for least, word in AGREEMENT if round(found, 9) >= least), "hardly")
    return voice(f"dissent.concord.{word}", w=voice.words.number(found, 2))


def _modelled(voice: Voice) -> str:
    option = voice.analysis.recommendation.option
    views = voice.analysis.stakeholders.views
    if option is None:
        return voice("dissent.no_advice")
    place = voice.model.option_ids.index(option)
    dissenting = [view for view in views if view.first != option]
    if not dissenting:
        nearest = min(views, key=lambda view: _lead(view, place))
        return voice(
            "dissent.none", party=voice.perspective(nearest.perspective), points=voice.value(_lead(nearest, place))
        )
    firsts = {view.first for view in dissenting}
    if len(dissenting) == len(views) and len(firsts) == 1:
        return _all(voice, views, place)
    before = [None, *(_shifts(voice).get(view.perspective) for view in dissenting)]
    told = [_would_put(voice, view, place, before[number]) for number, view in enumerate(dissenting[:TOLD])]
    more = len(dissenting) - len(told)
    rest = (
        [voice.words.count(voice.annexed("note.dissent.more"), more, count=capital(voice.counted(more)))]
        if more
        else []
    )
    return " ".join([*told, *rest])


def _lead(view: PerspectiveView, place: int) -> float:
    return view.values[place] - max(value for other, value in enumerate(view.values) if other != place)


def _would_put(voice: Voice, view: PerspectiveView, place: int, before: WeightShift | None) -> str:
    """What a perspective would put first, and what shift would bring it along; ``before``: the one just told."""
    name = voice.perspective(view.perspective)
    if view.first is None:
        said = voice("dissent.tie", party=name)
    else:
        said = voice(
            "dissent.would",
            party=name,
            option=voice.option(view.first),
            against=voice.against(max(view.values), view.values[place]),
        )
    shift = _shifts(voice).get(view.perspective)
    if shift is None or shift.option != voice.model.option_ids[place]:
        return f"{said}."
    return voice("dissent.unless", said=said, shift=shift_in_words(voice, shift, before))


def _shifts(voice: Voice) -> dict[str, WeightShift]:
    return {shift.perspective: shift for shift in voice.analysis.stakeholders.shifts}


def _other_shifts(voice: Voice) -> list[str]:
    """The shifts towards the option of least regret, where that is not the one recommended."""
    least = voice.analysis.stakeholders.least_regret
    if least is None or least == voice.analysis.recommendation.option:
        return []
    told = list(_shifts(voice).values())[:TOLD]
    return [
        voice(
            "dissent.for",
            party=voice.perspective(shift.perspective),
            shift=shift_in_words(voice, shift, before),
        )
        for before, shift in zip((None, *told), told, strict=False)
    ]


def shift_in_words(voice: Voice, shift: WeightShift, before: WeightShift | None = None) -> str:
    """What would make an option as good as any other for a party, shorter where ``before`` said most of it."""
    option = voice.option(shift.option)
    if shift.moved is None:
        return voice("dissent.shift.none", option=option)
    if not shift.changes:
        return voice("dissent.shift.tied", option=option)
    givers, getters = (_families(voice, shift, gain=gain) for gain in (False, True))
    key = "dissent.shift"
    if before is not None and before.changes:
        same = [_families(voice, before, gain=gain) for gain in (False, True)] == [givers, getters]
        key = "dissent.shift.same" if same else "dissent.shift.again"
    return voice(key, share=voice.per_cent(shift.moved), option=option, givers=givers, getters=getters)


def _families(voice: Voice, shift: WeightShift, *, gain: bool) -> str:
    return voice.words.listing(
        [within(voice.family(item.family)) for item in shift.changes if (item.then > item.now) == gain]
    )


def _all(voice: Voice, views: tuple[PerspectiveView, ...], place: int) -> str:
    regrets = [view.regrets[place] for view in views]
    most = views[regrets.index(max(regrets))]
    return voice(
        "dissent.all",
        other=voice.option(views[0].first),
        option=voice.option(voice.model.option_ids[place]),
        low=voice.value(min(regrets)),
        high=voice.value(max(regrets)),
        party=voice.perspective(most.perspective),
    )


def _regret(voice: Voice) -> str:
    found = voice.analysis.stakeholders
    place = voice.place(found.least_regret)
    if place is None or all(view.first == found.least_regret for view in found.views):
        return ""
    if round(found.greatest_regrets[place], 1) == 0:
        return voice("dissent.no_regret", option=capital(voice.option(found.least_regret)))
    return voice(
        "dissent.regret",
        option=capital(voice.option(found.least_regret)),
        points=voice.value(found.greatest_regrets[place]),
    )
