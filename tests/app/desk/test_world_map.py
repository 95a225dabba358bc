"""The world map of the Context step, with real hands on a real window."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.desk.context_step import ContextStep
from app.desk.country_list import CountryList, country_names
from app.desk.country_search import CountrySearch
from app.desk.flow_layout import FlowLayout
from app.desk.state import DeskState
from app.desk.theme import DARK, LIGHT, Palette, Theme
from app.desk.window import DeskWindow
from app.desk.world_map import WorldMap
from app.desk.world_map_painting import Look, paint_area
from app.desk.world_map_panel import MISSION, TEAM, WorldMapPanel
from app.desk.world_map_shapes import ICE, world
from app.desk.world_map_view import MapView
from app.resources import starting_cases, two_feet_model
from app.words import Words
from decision.case import Case
from decision.case_reading import case_from
from decision.model_reading import read_model

pytestmark = pytest.mark.timeout(90)
LEFT = Qt.MouseButton.LeftButton
popup_offscreen = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)", extend=True)


@pytest.fixture
def step(qtbot: QtBot, window: DeskWindow, liberia: str) -> ContextStep:
    """The step, shown: only then is the map read."""
    assert liberia
    window.resize(1440, 900)
    shown = window.case_view.steps[0]
    assert isinstance(shown, ContextStep)
    assert shown._aside.map.map.view is None
    window.show_step(0)
    qtbot.waitUntil(lambda: shown._aside.map.map.view is not None)
    return shown


@pytest.fixture(scope="module")
def case() -> Case:
    document = json.loads(next(text for name, text in starting_cases() if name.startswith("liberia")))
    return case_from(document, read_model(two_feet_model()))


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, words: Words, case: Case) -> WorldMapPanel:
    made = WorldMapPanel(theme, words, country_names(words))
    qtbot.addWidget(made)
    made.resize(660, 480)
    made.show_case(case)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.map.view is not None)
    return made


@pytest.fixture
def world_map(panel: WorldMapPanel) -> WorldMap:
    return panel.map


def view_of(world_map: WorldMap) -> MapView:
    assert world_map.view is not None
    return world_map.view


def place_of(world_map: WorldMap, code: str) -> QPoint:
    return view_of(world_map).to_view(world().shapes[code].at).toPoint()


def turn_wheel(world_map: WorldMap, at: QPointF, notches: int) -> bool:
    """Whether the map took the event."""
    event = QWheelEvent(
        at, world_map.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(world_map, event)
    return event.isAccepted()


def test_a_click_is_one_edit_with_its_notice_and_undo(
    qtbot: QtBot, step: ContextStep, state: DeskState, liberia: str
) -> None:
    drawn, before = step._aside.map.map, state.library.case(liberia)
    assert view_of(drawn).seen().contains(world().shapes["LBR"].home)
    with qtbot.waitSignal(state.noticed) as told:
        qtbot.mouseClick(drawn, LEFT, pos=place_of(drawn, "SLE"))
    assert told.args == ["Countries the mission covers: Sierra Leone added.", True]
    assert state.library.case(liberia).mission.countries == ("LBR", "SLE")
    assert step._aside._level.text() == "50"
    row = state.library.history(liberia)[-1]
    assert (row.action, row.key) == ("fact", "mission.countries")
    state.undo()
    assert state.library.case(liberia) == before
    assert step._aside._level.text() == "0"

    qtbot.mouseClick(step._aside.map.targets[TEAM], LEFT)
    qtbot.mouseClick(drawn, LEFT, pos=place_of(drawn, "GIN"))
    after = state.library.case(liberia)
    assert after.country_team is not None
    assert after.country_team.countries == ("LBR", "GIN")
    assert after.mission == before.mission
    assert state.library.history(liberia)[-1].action == "country_team"

    assert before.mission.coverage == {"LBR": 1.0}
    qtbot.mouseClick(step._aside.map.targets[MISSION], LEFT)
    qtbot.mouseClick(drawn, LEFT, pos=place_of(drawn, "LBR"))
    emptied = state.library.case(liberia).mission
    assert (emptied.countries, emptied.coverage) == ((), {})  # its share goes along


def test_the_map_stands_beside_the_facts_or_below_them_and_tab_reaches_it_last(
    qtbot: QtBot, step: ContextStep, window: DeskWindow
) -> None:
    def beside() -> bool:
        facts, aside = (part.mapTo(window, QPoint(0, 0)) for part in (step.fields["title"], step._aside))
        return aside.x() > facts.x() + step.fields["title"].width()

    def in_order() -> bool:
        order: list[QWidget] = []
        widget: QWidget = step.fields["title"].control
        while widget not in order:
            order.append(widget)
            widget = widget.nextInFocusChain()
        parts = [step.fields["phase"].control, panel.targets[MISSION], panel.nearer, panel.map]
        return [order.index(part) for part in parts] == sorted(order.index(part) for part in parts)

    panel = step._aside.map
    assert beside()
    assert in_order()
    step._theme.scale = 1.8  # as a larger text size has it
    step.resize(step.width() - 1, step.height())
    qtbot.waitUntil(lambda: not beside())
    qtbot.waitUntil(panel.map.isVisible)
    assert in_order()
    step._theme.scale = 1.0
    step.resize(step.width() + 1, step.height())
    qtbot.waitUntil(beside)


def test_a_drag_moves_the_map_and_chooses_nothing_nor_does_the_sea(
    qtbot: QtBot, panel: WorldMapPanel, world_map: WorldMap
) -> None:
    start = place_of(world_map, "LBR")
    with qtbot.assertNotEmitted(panel.toggled):
        qtbot.mouseClick(world_map, LEFT, pos=QPoint(20, world_map.height() - 20))
        qtbot.mousePress(world_map, LEFT, pos=start)
        qtbot.mouseMove(world_map, start + QPoint(60, 30))
        qtbot.mouseRelease(world_map, LEFT, pos=start + QPoint(60, 30))
    assert (place_of(world_map, "LBR") - start - QPoint(60, 30)).manhattanLength() <= 2


def test_the_wheel_zooms_about_the_pointer_and_ends_at_the_world(world_map: WorldMap) -> None:
    at = QPointF(100, 80)
    held, scale = view_of(world_map).to_map(at), view_of(world_map).scale
    assert turn_wheel(world_map, at, 1)
    assert view_of(world_map).scale > scale
    assert (view_of(world_map).to_map(at) - held).manhattanLength() < 1
    assert turn_wheel(world_map, at, -40)
    assert view_of(world_map).seen().contains(world().lands.center())
    assert not turn_wheel(world_map, at, -1)  # left to the page


def test_the_buttons_show_the_world_and_the_case(qtbot: QtBot, panel: WorldMapPanel, world_map: WorldMap) -> None:
    qtbot.mouseClick(panel.to_world, LEFT)
    seen = view_of(world_map).seen().adjusted(-1, -1, 1, 1)
    assert [code for code, shape in world().shapes.items() if code != ICE and not seen.contains(shape.box)] == []
    qtbot.mouseClick(panel.nearer, LEFT)
    assert view_of(world_map).seen().width() < seen.width()
    qtbot.mouseClick(panel.to_case, LEFT)
    assert view_of(world_map).seen().contains(world().shapes["LBR"].home)
    assert view_of(world_map).scale > 10 * view_of(world_map).smallest


def test_the_map_is_worked_by_keyboard(qtbot: QtBot, panel: WorldMapPanel, world_map: WorldMap) -> None:
    parts = (panel.nearer, panel.farther, *panel.targets.values(), world_map)
    assert all(part.accessibleName() for part in parts)
    panel.activateWindow()
    qtbot.waitUntil(panel.isActiveWindow)
    world_map.setFocus(Qt.FocusReason.TabFocusReason)
    assert world_map.look == "LBR"
    for _ in range(12):
        qtbot.keyClick(world_map, Qt.Key.Key_Up)
        if world_map.look != "LBR":
            break
    neighbour = world_map.look
    assert neighbour in ("GIN", "SLE", "CIV")
    with qtbot.waitSignal(panel.toggled) as chosen:
        qtbot.keyClick(world_map, Qt.Key.Key_Return)
    assert chosen.args == [MISSION, neighbour]
    scale = view_of(world_map).scale
    qtbot.keyClick(world_map, Qt.Key.Key_Minus)
    assert view_of(world_map).scale < scale
    qtbot.keyClick(world_map, Qt.Key.Key_End)
    assert view_of(world_map).scale == view_of(world_map).smallest
    qtbot.keyClick(world_map, Qt.Key.Key_Home)
    assert view_of(world_map).seen().contains(world().shapes["LBR"].home)


def test_hovering_tells_name_share_and_team(
    qtbot: QtBot, panel: WorldMapPanel, world_map: WorldMap, case: Case
) -> None:
    panel.show_case(replace(case, mission=replace(case.mission, coverage={"LBR": 0.4})))
    qtbot.mouseMove(world_map, place_of(world_map, "LBR"))
    told = world_map.accessibleDescription().splitlines()
    assert told[:3] == ["Liberia", "The mission covers 40\u00a0%.", "The country team works here."]
    assert "out of the mission" in told[3]
    qtbot.mouseMove(world_map, place_of(world_map, "GIN"))
    told = world_map.accessibleDescription().splitlines()
    assert told[:3] == ["Guinea", "Not in the mission’s area.", "The country team does not work here."]


def test_a_country_too_small_to_see_is_hit_at_its_dot(world_map: WorldMap) -> None:
    for code in ("MLT", "SGP", "TUV", "BVT", "VAT", "COM"):
        world_map.zoom_to([code])
        world_map.zoom(1 / 8)
        assert world_map.country_at(view_of(world_map).to_view(world().shapes[code].at)) == code


def grey(image: QImage) -> list[int]:
    small = image.convertToFormat(QImage.Format.Format_Grayscale8)
    return [small.pixelColor(x, y).red() for x in range(4, 36) for y in range(4, 36)]


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_the_areas_are_told_apart_without_colour(qapp: QApplication, palette: Palette) -> None:
    assert qapp
    theme, tones = Theme(palette), {}
    for look in (Look(True, False), Look(False, True), Look(True, True), Look(True, False, part=True)):
        image = QImage(40, 40, QImage.Format.Format_RGB32)
        image.fill(theme.colour("line"))
        painter = QPainter(image)
        outline = QPainterPath()
        outline.addRect(QRectF(2, 2, 36, 36))
        paint_area(painter, theme, outline, look, QPointF(20, 20))
        painter.end()
        tones[look] = grey(image)
    mission, team, both, part = tones.values()
    assert len(set(team)) == 1  # a plain shade
    assert min(max(mission) - tone for tone in sorted(mission)[:100]) > 100  # lines on a ground
    ground = {tuple(tone): max(set(tone), key=tone.count) for tone in tones.values()}
    assert abs(ground[tuple(both)] - ground[tuple(mission)]) > 40
    assert abs(sum(part) - sum(mission)) / len(part) > 10


def test_the_map_is_painted_in_neutrals(world_map: WorldMap) -> None:
    image = world_map.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for x in range(0, image.width(), 3):
        for y in range(0, image.height(), 3):
            colour = image.pixelColor(x, y)
            assert max(colour.red(), colour.green(), colour.blue()) - min(
                colour.red(), colour.green(), colour.blue()
            ) <= 24  # fmt: skip


@pytest.fixture(scope="module")
def search() -> CountrySearch:
    words = Words()
    return CountrySearch(words, country_names(words))


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("niger", "NER"),
        ("cote d'ivoire", "CIV"),
        ("ivory", "CIV"),
        ("drc", "COD"),
        ("CAF", "CAF"),
        ("cf", "CAF"),
        ("guinea", "GIN"),
        ("sao tome", "STP"),
        ("ALAND", "ALA"),
        ("leste", "TLS"),
        ("palestine", "PSE"),
    ],
)
def test_a_country_is_found_as_people_type_it(search: CountrySearch, typed: str, first: str) -> None:
    assert search.found(typed)[0] == first


def test_nothing_typed_and_nothing_like_it_finds_nothing(search: CountrySearch) -> None:
    assert search.found("  ") == []
    assert search.found("atlantis") == []
    assert "NER" not in search.found("niger", without=["NER"])


@pytest.fixture
def area(qtbot: QtBot, theme: Theme, words: Words) -> CountryList:
    made = CountryList(theme, words, country_names(words))
    qtbot.addWidget(made)
    made.show_value(("LBR",), {})
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.search.setFocus()
    return made


@popup_offscreen
def test_enter_adds_the_best_and_the_arrows_go_to_another(qtbot: QtBot, area: CountryList) -> None:
    popup = area._offers
    for downs, typed, added in ((0, "niger", "NER"), (1, "niger", "NGA"), (2, "guinea", "GNQ")):
        qtbot.keyClicks(area.search, typed)
        qtbot.waitUntil(popup.isVisible)
        with qtbot.waitSignal(area.changed) as changed:
            for key in (*(Qt.Key.Key_Down,) * downs, Qt.Key.Key_Return):
                qtbot.keyClick(popup, key)
        assert changed.args == [("LBR", added), {}]
        assert not popup.isVisible()
        assert area.search.text() == ""


@popup_offscreen
def test_what_cannot_be_added_is_told_at_the_field(qtbot: QtBot, area: CountryList) -> None:
    for typed, told in (("atlantis", "No country is called"), ("liberia", "is in the list already")):
        area.search.clear()
        qtbot.keyClicks(area.search, typed)
        with qtbot.assertNotEmitted(area.changed):
            qtbot.keyClick(area.search, Qt.Key.Key_Return)
        assert told in area._fault.sentence.text()


def test_a_row_goes_on_below_where_the_width_ends(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    layout = FlowLayout(10, 5)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(100, 20)
        layout.addWidget(part)
    holder.setLayout(layout)
    layout.setContentsMargins(0, 0, 0, 0)
    assert layout.heightForWidth(320) == 20
    assert layout.heightForWidth(300) == 45
    holder.resize(220, 80)
    holder.show()
    assert [part.pos() for part in parts] == [QPoint(0, 0), QPoint(110, 0), QPoint(0, 25)]
    holder.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    layout.activate()
    assert [part.x() for part in parts] == [120, 10, 120]
