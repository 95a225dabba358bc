"""What speaks for and against each option: the criteria that set it ahead of and behind its rival."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.desk.controls import label
from app.desk.option_card import OptionCard
from app.desk.results_data import LEAST_SHOWN, Rows
from app.desk.side_by_side import SideBySide
from app.desk.theme import Theme
from decision.explanation.disagreement import Contribution
from decision.explanation.reasons import OptionReasons

STACKED = 880


class ReasonsCard(OptionCard):
    """One option: how it stands to its rival, what doctrine says of it, and its reasons with their points."""

    def __init__(self, theme: Theme, rows: Rows, reasons: OptionReasons) -> None:
        words = rows.words
        said = [standing(rows, reasons), *doctrine(rows, reasons)]
        super().__init__(theme, rows.place(reasons.option) or 0, words(f"option.{reasons.option}.name"), said)
        told = list(said)
        for key, parts in (("for", reasons.ahead), ("against", reasons.behind)):
            figures = _figures(rows, parts)
            if figures:
                head = words(f"results.reasons_{key}")
                self.page.addWidget(label(theme, head, "caption", "ink_2"))
                self.add_rows(figures)
                told.append(f"{head}: {words.listing([f'{name} {points}' for name, _, points in figures])}.")
        self.page.addStretch(1)
        self.setAccessibleDescription(" ".join(told))


def standing(rows: Rows, reasons: OptionReasons) -> str:
    """How far an option is ahead of or behind its rival, in a sentence."""
    words, rival = rows.words, rows.words(f"option.{reasons.rival}.sentence")
    key = "ahead" if reasons.points > 0 else "behind" if reasons.points < 0 else "level"
    return words(f"results.reasons_is_{key}", rival=rival, points=words.number(abs(reasons.points), 1))


def doctrine(rows: Rows, reasons: OptionReasons) -> list[str]:
    """What doctrine says of it, where it says anything."""
    if reasons.effect is None:
        return []
    return [rows.words(f"ranks.{reasons.effect}", rules=rows.words.listing(list(reasons.rules))) + "."]


def _figures(rows: Rows, parts: Sequence[Contribution]) -> list[tuple[str, str, str]]:
    return [
        (rows.criterion(part.criterion), "", rows.words.change(part.points))
        for part in parts
        if abs(part.points) >= LEAST_SHOWN
    ]


def reasons_row(rows: Rows, theme: Theme) -> QVBoxLayout:
    """A card for each option, the highest value first."""
    column, values = QVBoxLayout(), rows.analysis.valuation.values
    column.setSpacing(theme.px(6))
    column.addWidget(label(theme, rows.words("results.reasons"), "strong"))
    reasons = rows.analysis.explanation.options
    order = sorted(range(len(reasons)), key=lambda place: -values[place])
    cards = [(ReasonsCard(theme, rows, reasons[place]), 1) for place in order]
    column.addWidget(SideBySide(theme, list(cards), STACKED, 16))
    return column
