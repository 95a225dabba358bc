"""The sensitivity tab: weights and the tornado at one side, levels and the smallest change at the other."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.desk.controls import button, label
from app.desk.option_card import OptionCard
from app.desk.picture_figure import Figure, note, under_each_other
from app.desk.picture_legend import TrackLegend
from app.desk.results_data import Rows
from app.desk.results_tabs import ResultTab
from app.desk.results_tracks import TracksPicture
from app.desk.sensitivity_data import SensitivityRows, SmallestCard
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme
from app.desk.tornado import TornadoPicture
from app.desk.tornado_data import TornadoRows
from app.words import Words

NARROW = 440
"""Under this width the cards of the smallest changes stack."""
NAMES = 190


class SmallestChangeCard(OptionCard):
    """An option that is not first, and the least movement of levels that would put it first."""

    what_if_asked = Signal(object)
    """These levels are to be tried: criterion -> level."""

    def __init__(self, theme: Theme, words: Words, card: SmallestCard) -> None:
        super().__init__(theme, card.place, card.name, card.said.split("\n"))
        self.add_rows([(name, words("picture.turns_from", now=now), then) for name, now, then in card.moves])
        moves = [words("picture.move", name=name, now=now, then=then) for name, now, then in card.moves]
        self.setAccessibleDescription(" ".join([*card.said.split("\n"), *moves]).strip())
        self.page.addStretch(1)
        self.attempt: QPushButton | None = None
        if card.levels:
            self.attempt = button(theme, words("picture.what_if"), "link")
            self.attempt.setAccessibleName(words("picture.what_if_for", option=card.name))
            self.attempt.clicked.connect(lambda: self.what_if_asked.emit(dict(card.levels)))
            self.page.addWidget(self.attempt, 0, Qt.AlignmentFlag.AlignLeft)


def track_legend(data: SensitivityRows, *signs: str) -> Callable[[Theme], QWidget]:
    """What the tints mean on the tracks, and the ``signs`` on them: the dot of a level, the stroke of a weight."""
    words, ids = data.rows.words, data.rows.analysis.model.option_ids
    places = [
        (place, words("results.comes_first", option=words(f"option.{ids[place]}.sentence")))
        for place in data.places()
    ]
    known = {"dot": words("results.legend_level"), "stroke": words("results.legend_weight")}
    return lambda theme: TrackLegend(theme, places, [(sign, known[sign]) for sign in signs])


def fill_sensitivity(tab: ResultTab, rows: Rows, theme: Theme) -> None:
    """Fill the tab: the finding, the legend, the two columns, and what rules and facts would do."""
    data = SensitivityRows(rows)
    tab.column.addWidget(track_legend(data, "dot", "stroke")(theme))
    if data.excluded_first():
        tab.column.addWidget(note(theme, data.excluded_first()))
    weights, tornado = weights_figure(data), tornado_figure(TornadoRows(rows))
    left: list[QWidget] = [tab.box(weights, "section"), tab.box(tornado, "section")]
    right: list[QWidget] = [tab.box(levels_figure(data), "section"), _smallest(tab, data, theme)]
    sides = [(under_each_other(theme, column, 14), share) for column, share in ((left, 47), (right, 53))]
    for side, _ in sides:
        page = side.layout()
        assert isinstance(page, QVBoxLayout)
        page.addStretch(1)
    tab.column.addWidget(SideBySide(theme, list(sides)))
    words = rows.words
    tab.show_finding(data.finding(), [(words("results.smallest_head"), data.smallest_table())])


def weights_figure(data: SensitivityRows) -> Figure:
    """How far each weight can move before another option comes first."""
    words = data.rows.words

    def make(theme: Theme) -> QWidget:
        heads = (words("results.column.now"), words("results.column.holds"))
        families, limited = TracksPicture(theme, NAMES, (52, 88), 23), data.criterion_tracks()
        families.axis = ((0, "0"), (50, "50"), (100, words("weights.whole", share="100")))
        families.show_rows(data.family_tracks(), words("results.family"), heads)
        families.tell(words("results.weights"))
        parts: list[QWidget] = [families]
        if limited:
            criteria = TracksPicture(theme, NAMES, (52, 88), 23)
            criteria.axis = ()
            criteria.show_rows(limited, words("results.limited"), ())
            criteria.tell(words("results.limited"))
            names = [row.name for row in (*data.family_tracks(), *limited)]
            families.take_names(names)
            criteria.take_names(names)
            parts.append(criteria)
        return under_each_other(theme, [*parts, note(theme, data.free_criteria())], 6)

    return Figure(
        "weights",
        words("results.weights"),
        make,
        data.weights_table(),
        words("results.weights_title"),
        track_legend(data, "stroke"),
        width=680,
    )


def levels_figure(data: SensitivityRows) -> Figure:
    """Where one level alone would put another option first; and what is not rated but would turn the advice."""
    words = data.rows.words

    def make(theme: Theme) -> QWidget:
        parts = [*_rated(data, theme), *_open(data, theme)]
        if data.still_open():
            parts.append(note(theme, data.still_open()))
        return under_each_other(theme, parts, 6)

    return Figure(
        "levels",
        words("results.levels"),
        make,
        data.table(),
        words("results.levels_title"),
        track_legend(data, "dot"),
        width=680,
    )


def _rated(data: SensitivityRows, theme: Theme) -> list[QWidget]:
    words, rated = data.rows.words, data.level_tracks()
    if not rated:
        return []
    likely = any(row.figures[-1] for row in rated)
    levels = TracksPicture(theme, NAMES, (34, 52, 44, 50) if likely else (34, 52, 44), 27)
    heads = ("now", "flips_at", "away", *(("chance",) if likely else ()))
    named = tuple(words(f"results.column.{name}") for name in heads)
    levels.show_rows(rated, words("results.nearest_first"), named, strong=2)
    levels.tell(words("results.levels"))
    return [levels, *([note(theme, words("results.chance_note"))] if likely else [])]


def _open(data: SensitivityRows, theme: Theme) -> list[QWidget]:
    words, turning = data.rows.words, data.open_tracks()
    if not turning:
        return []
    picture = TracksPicture(theme, NAMES, (130, 50), 27)
    named = (words("results.column.turns"), words("results.column.chance"))
    picture.show_rows(turning, words("results.likeliest_first"), named)
    picture.tell(words("results.open_head"))
    head = label(theme, words("results.open_head"), "section")
    return [head, note(theme, words("results.open_sentence")), picture]


def tornado_figure(data: TornadoRows) -> Figure:
    """How far each criterion's own doubt moves the lead."""
    words, place = data.rows.words, data.option()
    option = words(f"option.{data.rows.analysis.model.option_ids[place]}.sentence")
    title = words("results.tornado_head")

    def make(theme: Theme) -> QWidget:
        bars = data.bars()
        if not bars:
            return note(theme, words("results.tornado_none"))
        picture = TornadoPicture(theme)
        picture.name_head = words("results.longest_first")
        picture.heads = (words("results.points"),)
        picture.show_rows(bars, data.axis(), data.lead_now(), place)
        picture.tell(title)
        now = words("results.tornado_now", points=words.number(data.lead_now(), 1))
        return under_each_other(theme, [picture, note(theme, now)])

    sentence = words("results.tornado_sentence", option=option)
    return Figure("tornado", title, make, data.table(), sentence, width=680)


def _smallest(tab: ResultTab, data: SensitivityRows, theme: Theme) -> QWidget:
    words = data.rows.words
    cards = [SmallestChangeCard(theme, words, card) for card in data.smallest()]
    for card in cards:
        card.what_if_asked.connect(tab.what_if_asked)
    parts: list[QWidget] = [
        label(theme, words("results.smallest_head"), "section"),
        note(theme, words("results.smallest_sentence")),
        SideBySide(theme, [(card, 1) for card in cards], NARROW, 16),
    ]
    parts += [note(theme, said) for said in (data.advice(), data.facts()) if said]
    return under_each_other(theme, parts, 6)
