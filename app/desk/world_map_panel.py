"""The map with what belongs to it: what a click sets, the buttons that move it, its legend, and what it claims."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from app.desk.choosers import Segment
from app.desk.controls import button, label
from app.desk.flow_layout import FlowLayout
from app.desk.header import ToolButton
from app.desk.theme import Theme
from app.desk.world_map import NOTCH, WorldMap
from app.desk.world_map_painting import Areas, Look, paint_area
from app.words import Words
from decision.case import Case

MISSION, TEAM = "mission.countries", "country_team.countries"
"""The two areas, by the key of the fact."""
_LEGEND = {
    "mission": Look(mission=True, team=False),
    "team": Look(mission=False, team=True),
    "both": Look(mission=True, team=True),
    "part": Look(mission=True, team=False, part=True),
}


class WorldMapPanel(QWidget):
    """The world with the two areas of a case; pointing at a country puts it into one of them, or takes it out."""

    toggled = Signal(str, str)
    """A country is to be put into an area or taken out: the key of the area's fact, and the country's code."""

    def __init__(self, theme: Theme, words: Words, names: Mapping[str, str]) -> None:
        super().__init__()
        self._theme, self._words, self._names = theme, words, names
        self._areas = Areas()
        self._case_id: str | None = None
        self.map = WorldMap(theme, names, self._describe)
        self.map.setAccessibleName(words("map.name"))
        self.map.chosen.connect(lambda code: self.toggled.emit(self.target, code))
        self.targets = {key: Segment(theme, words(f"map.sets.{key}")) for key in (MISSION, TEAM)}
        self.to_case = button(theme, words("map.to_case"))
        self.to_world = button(theme, words("map.to_world"))
        self.nearer = ZoomButton(theme, words("map.nearer"), nearer=True)
        self.farther = ZoomButton(theme, words("map.farther"), nearer=False)
        self._legend = {
            name: LegendEntry(theme, words(f"map.legend.{name}"), look) for name, look in _LEGEND.items()
        }
        self._build()

    @property
    def target(self) -> str:
        """The key of the area that a click sets."""
        return TEAM if self.targets[TEAM].isChecked() else MISSION

    def show_case(self, case: Case) -> None:
        """Show the areas of a case; another case than before is also zoomed to."""
        team = case.country_team
        shares = {code: case.mission.coverage.get(code, 1.0) for code in case.mission.countries}
        self._areas = Areas(shares, frozenset(() if team is None else team.countries))
        self.map.show_areas(self._areas, {code: self._on_map(code) for code in self._areas.codes()})
        self._legend["part"].setVisible(any(share < 1 for share in shares.values()))
        if case.id != self._case_id:
            self._case_id = case.id
            self.map.zoom_to(self._areas.codes() or list(case.countries))

    def _build(self) -> None:
        theme, words = self._theme, self._words
        group = QButtonGroup(self)
        segments = QWidget()
        joined = QHBoxLayout(segments)
        joined.setContentsMargins(0, 0, 0, 0)
        joined.setSpacing(0)
        for key, segment in self.targets.items():
            segment.setAccessibleName(words("map.sets.name", area=words(f"map.sets.{key}")))
            group.addButton(segment)
            joined.addWidget(segment)
        self.targets[MISSION].setChecked(True)
        tools = FlowLayout(theme.px(8), theme.px(4))
        for part in (label(theme, words("map.sets"), "caption", "ink_2"), segments):
            tools.addWidget(part)
        tools.addWidget(self._zooming())
        legend = FlowLayout(theme.px(16), theme.px(2))
        for entry in self._legend.values():
            legend.addWidget(entry)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 4, 0)  # room for the ring around the map
        column.setSpacing(theme.px(8))
        column.addLayout(tools)
        column.addWidget(self.map)
        column.addLayout(legend)
        column.addWidget(label(theme, words("map.disclaimer"), "caption", "ink_3", wrap=True))

    def _zooming(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._theme.px(4))
        for part in (self.nearer, self.farther, self.to_case, self.to_world):
            row.addWidget(part)
        self.nearer.clicked.connect(lambda: self.map.zoom(NOTCH))
        self.farther.clicked.connect(lambda: self.map.zoom(1 / NOTCH))
        self.to_case.clicked.connect(lambda: self.map.zoom_to(self._areas.codes()))
        self.to_world.clicked.connect(self.map.zoom_to_world)
        return holder

    def _on_map(self, code: str) -> str:
        """A country's name as it stands on the map, with the share that is covered where it is a part."""
        name, share = self._names.get(code, code), self._areas.mission.get(code, 1.0)
        return name if share >= 1 else self._words("map.part_of", name=name, share=self._words.share(share))

    def _describe(self, code: str) -> list[str]:
        """The lines on a country: its name, the share covered, whether the team works there, what a click does."""
        words, areas = self._words, self._areas
        share = areas.mission.get(code)
        covered = words("map.covers.none") if share is None else words("map.covers", share=words.share(share))
        team = words("map.team.yes" if code in areas.team else "map.team.no")
        inside = code in (areas.team if self.target == TEAM else areas.mission)
        act = words(f"map.click.{'out' if inside else 'in'}.{self.target}")
        return [self._names.get(code, code), covered, team, act]


class LegendEntry(QWidget):
    """A piece of an area as it looks on the map, and what it stands for."""

    def __init__(self, theme: Theme, text: str, look: Look) -> None:
        super().__init__()
        self._theme, self._look = theme, look
        self._side = (theme.px(26), theme.px(14))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(self._side[0] + theme.px(6))
        row.addWidget(label(theme, text, "caption", "ink_2"))
        self.setMinimumHeight(theme.px(20))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The piece, before its words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self._side
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - wide if mirrored else 0
        outline = QPainterPath()
        outline.addRect(QRectF(left + 1, (self.height() - high) / 2, wide - 2, high))
        paint_area(painter, self._theme, outline, self._look, QPointF(left, 0))


class ZoomButton(ToolButton):
    """Comes nearer or goes away."""

    def __init__(self, theme: Theme, name: str, *, nearer: bool) -> None:
        super().__init__(theme, "plus", name)
        self._nearer = nearer
        self.setFixedSize(theme.px(32), theme.px(32))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Plus or minus in a frame."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("edge"), 1))
        painter.setBrush(theme.colour("hover" if self.underMouse() else "surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        middle, arm = QRectF(self.rect()).center(), theme.px(5)
        painter.setPen(QPen(theme.colour("ink"), theme.px(14) / 10, c=Qt.PenCapStyle.RoundCap))
        painter.drawLine(middle - QPointF(arm, 0), middle + QPointF(arm, 0))
        if self._nearer:
            painter.drawLine(middle - QPointF(0, arm), middle + QPointF(0, arm))
