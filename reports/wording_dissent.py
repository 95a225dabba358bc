"""Section 6: what parties said when consulted and, apart from it, how modelled perspectives would see the case."""

from __future__ import annotations

from decision.stakeholders import PerspectiveView
from reports.content import Dissent, PerspectiveRow, Section, Text
from reports.voice import Voice, capital, stop

TOLD = 2


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


def dissent_paragraphs(voice: Voice, gaps: int) -> tuple[Text, Text]:
    """Consulted first, then modelled; ``gaps`` is the number of the paragraph that lists what is not stated."""
    return (
        Text(_consulted(voice, gaps), voice("dissent.consulted")),
        Text(f"{_modelled(voice)} {_regret(voice)}".strip(), voice("dissent.modelled")),
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
    told = [_would_put(voice, view, place) for view in dissenting[:TOLD]]
    more = len(dissenting) - len(told)
    rest = [voice.words.count("note.dissent.more", more)] if more else []
    return " ".join([*told, *rest])


def _lead(view: PerspectiveView, place: int) -> float:
    return view.values[place] - max(value for other, value in enumerate(view.values) if other != place)


def _would_put(voice: Voice, view: PerspectiveView, place: int) -> str:
    name = voice.perspective(view.perspective)
    if view.first is None:
        return voice("dissent.tie", party=name)
    return voice(
        "dissent.would",
        party=name,
        option=voice.option(view.first),
        against=voice.against(max(view.values), view.values[place]),
    )


def _all(voice: Voice, views: tuple[PerspectiveView, ...], place: int) -> str:
    regrets = [view.regrets[place] for view in views]
    most = views[regrets.index(max(regrets))]
    return voice(
        "dissent.all",
        other=voice.option(views[0].first),
        option=capital(voice.option(voice.model.option_ids[place])),
        low=voice.value(min(regrets)),
        high=voice.value(max(regrets)),
        party=voice.perspective(most.perspective),
    )


def _regret(voice: Voice) -> str:
    found = voice.analysis.stakeholders
    place = voice.place(found.least_regret)
    if place is None:
        return ""
    if round(found.greatest_regrets[place], 1) == 0:
        return voice("dissent.no_regret", option=capital(voice.option(found.least_regret)))
    return voice(
        "dissent.regret",
        option=capital(voice.option(found.least_regret)),
        points=voice.value(found.greatest_regrets[place]),
    )
