"""The painted pictures: full, half and open; nothing where there is nothing; scales that never mirror."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from app.desk.axis import ticks
from app.desk.band_track import BandTrack
from app.desk.pictures import paint_level, paint_ruler, paint_value_bar
from app.desk.theme import Theme
from decision.case import FULL_RANGE, Estimate
from decision.valuation import Level
from tests.app.desk.argument_fixtures import Desk, desk

__all__ = ["desk"]


def blank(theme: Theme) -> QImage:
    image = QImage(120, 20, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    return image


def columns(image: QImage, colour: QColor) -> list[int]:
    return [
        x for x in range(image.width()) if any(image.pixelColor(x, y) == colour for y in range(image.height()))
    ]


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_bar_is_as_long_as_its_value_and_none_at_zero(desk: Desk, place: int) -> None:
    mark = QColor(desk.theme.palette.option(place).mark)
    lengths = []
    for value in (0.0, 0.4, 50.0, 100.0, 140.0):
        image = blank(desk.theme)
        painter = QPainter(image)
        paint_value_bar(painter, QRectF(10, 5, 100, 10), place, value, desk.theme)
        painter.end()
        seen = columns(image, mark)
        lengths.append(seen[-1] - seen[0] + 1 if seen else 0)
    assert lengths[0] == 0
    assert lengths[1] == 1
    assert lengths[2] == pytest.approx(50, abs=1)
    assert lengths[3] == lengths[4] == pytest.approx(100, abs=1)


def test_an_unrated_level_is_a_broken_line_over_the_whole_range(desk: Desk) -> None:
    criterion, theme = desk.state.workspace.model.criterion("insecurity"), desk.theme
    seen = []
    for level in (
        Level("insecurity", FULL_RANGE, rated=False),
        Level("insecurity", Estimate(0, 50, 100), rated=True),
    ):
        image = blank(theme)
        painter = QPainter(image)
        paint_level(painter, QRectF(10, 0, 100, 20), criterion, level, theme, 5)
        painter.end()
        seen.append([image.pixelColor(x, 10).lightness() < 128 for x in range(10, 110)])
    assert seen[0][0]
    assert 40 < sum(seen[0]) < 95
    assert sum(seen[1]) > sum(seen[0])


def test_a_ruler_is_painted(desk: Desk) -> None:
    image = blank(desk.theme)
    painter = QPainter(image)
    paint_ruler(painter, QRectF(50, 2, 16, 16), desk.theme)
    painter.end()
    assert image != blank(desk.theme)


def test_the_axis_of_levels_does_not_mirror(desk: Desk) -> None:
    track = BandTrack(desk.theme, desk.state.workspace.model.criterion("insecurity"), "Insecurity")
    desk.bot.addWidget(track)
    track.resize(400, 36)
    left_to_right = [track.x_of(level) for level in (0, 50, 100)]
    track.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert [track.x_of(level) for level in (0, 50, 100)] == left_to_right
    assert left_to_right == sorted(left_to_right)


@pytest.mark.parametrize("points", [[], [0.06], [8.8, -0.4], [-12.0, 3.0], [44.0, -37.0]])
def test_the_axis_of_contributions_holds_every_bar_in_few_round_steps(desk: Desk, points: list[float]) -> None:
    made = ticks(desk.state.workspace.words, points)
    levels = [level for level, _ in made]
    assert levels[0] <= min([0.0, *points])
    assert levels[-1] >= max([0.0, *points])
    assert len(levels) <= 11
    assert "0" in [said for _, said in made]
