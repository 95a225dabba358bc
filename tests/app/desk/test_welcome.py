"""The welcome page and the read-only bar: what they tell, by hand and by keys, at every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.desk.appearance import dress
from app.desk.looks import Kept
from app.desk.read_only import ReadOnlyBar
from app.desk.settings import DeskSettings
from app.desk.style import apply_style
from app.desk.theme import Theme
from app.desk.welcome import WelcomePage
from app.words import Words

PLAIN, ENCRYPTED = Kept(Path("/somewhere/library.db"), False), Kept(Path("/somewhere/library.db"), True)


@pytest.fixture
def settings(tmp_path: Path) -> DeskSettings:
    return DeskSettings(tmp_path)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, words: Words, settings: DeskSettings) -> WelcomePage:
    made = WelcomePage(theme, words, settings, PLAIN)
    qtbot.addWidget(made)
    made.resize(1440, 843)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is made.begin["worked"])
    return made


@pytest.mark.parametrize(
    ("button", "signal"), [("worked", "worked_case_asked"), ("new", "new_asked"), ("import", "import_asked")]
)
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_what_one_begins_with_is_pressed_by_keys(
    qtbot: QtBot, page: WelcomePage, button: str, signal: str, key: Qt.Key
) -> None:
    with qtbot.waitSignal(getattr(page, signal), timeout=1_000):
        qtbot.keyClick(page.begin[button], key)


def test_escape_leaves_from_any_control(qtbot: QtBot, page: WelcomePage) -> None:
    for control in (page.begin["import"], page.library.change, page.library.scale, page.library.place):
        with qtbot.waitSignal(page.left, timeout=1_000):
            qtbot.keyClick(control, Qt.Key.Key_Escape)


def test_choices_are_told_and_what_is_shown_is_what_is_set(
    qtbot: QtBot, theme: Theme, words: Words, settings: DeskSettings
) -> None:
    settings.scheme, settings.scale, settings.language = "dark", 175, "en"
    page = WelcomePage(theme, words, settings, PLAIN)
    qtbot.addWidget(page)
    library = page.library
    assert library.scheme.cells["dark"].isChecked()
    assert (library.scale.currentData(), library.language.currentData()) == (175, "en")
    told: list[object] = []
    for signal in (page.scheme_chosen, page.scale_chosen, page.language_chosen):
        signal.connect(told.append)
    qtbot.mouseClick(library.scheme.cells["light"], Qt.MouseButton.LeftButton)
    qtbot.keyClick(library.scale, Qt.Key.Key_Down)
    qtbot.keyClick(library.language, Qt.Key.Key_Up)
    assert told == ["light", 200, "system"]


def test_place_and_passphrase_are_asked_for(qtbot: QtBot, page: WelcomePage) -> None:
    assert page.library.place.text() == str(PLAIN.path)
    qtbot.keyClicks(page.library.place, "x")
    assert page.library.place.text() == str(PLAIN.path), "it is to read, not to write"
    with qtbot.waitSignal(page.place_asked, timeout=1_000):
        page.library.change.click()
    with qtbot.waitSignal(page.passphrase_asked, timeout=1_000):
        page.library.passphrase.click()


def test_an_encrypted_library_is_told_from_a_plain_one(
    qtbot: QtBot, theme: Theme, words: Words, settings: DeskSettings
) -> None:
    said = []
    for kept in (PLAIN, ENCRYPTED):
        page = WelcomePage(theme, words, settings, kept)
        qtbot.addWidget(page)
        said.append(({one.text() for one in page.library.findChildren(QLabel)}, page.library.passphrase.text()))
    assert words("settings.plain") in said[0][0]
    assert words("settings.encrypted") in said[1][0] - said[0][0]
    assert said[0][1] != said[1][1]


def _top(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, QPoint(0, 0)).y()


@pytest.mark.parametrize(
    ("scale", "size"),
    [(100, (1440, "beside")), (100, (1024, "beside")), (200, (1440, "below")), (200, (1920, "beside"))],
)
def test_columns_fold_where_the_text_is_large_and_nothing_is_cut_at_the_side(
    qtbot: QtBot, qapp: QApplication, words: Words, settings: DeskSettings, scale: int, size: tuple[int, str]
) -> None:
    width, beside = size[0], size[1] == "beside"
    settings.scale, settings.scheme, theme = scale, "light", Theme()
    dress(theme, settings)
    apply_style(qapp, theme)
    page = WelcomePage(theme, words, settings, PLAIN)
    qtbot.addWidget(page)
    page.resize(width, 640)
    page.show()
    qapp.processEvents()
    tops = [_top(option, page) for option in page.options]
    assert (len(set(tops)) == 1) is beside
    assert (_top(page.library, page) == _top(page.begin["worked"].parentWidget(), page)) is beside
    area = page.findChild(QScrollArea)
    assert area is not None
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()
    bar = area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert _top(page.library, page) + page.library.height() <= page.height(), "its end can be scrolled to"


def test_a_page_in_another_look_takes_the_keyboard_at_the_same_control(
    qtbot: QtBot, page: WelcomePage, theme: Theme, words: Words, settings: DeskSettings
) -> None:
    page.library.scale.setFocus()
    window = QWidget()
    qtbot.addWidget(window)
    after = WelcomePage(theme, words, settings, PLAIN)
    column = QVBoxLayout(window)
    column.addWidget(after)
    after.take_over(page)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is after.library.scale)


def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, page: WelcomePage) -> None:
    library = page.library
    wanted = {
        *page.begin.values(),
        library.place,
        library.change,
        library.passphrase,
        library.language,
        library.scale,
        next(cell for cell in library.scheme.cells.values() if cell.isChecked()),
    }
    reached = set()
    for _ in range(2 * len(wanted)):
        now = QApplication.focusWidget()
        assert now is not None
        assert now.accessibleName(), now
        reached.add(now)
        qtbot.keyClick(now, Qt.Key.Key_Tab)
    assert reached >= wanted


def test_the_bar_is_there_only_while_there_is_a_reason(qtbot: QtBot, theme: Theme, words: Words) -> None:
    bar = ReadOnlyBar(theme, words)
    qtbot.addWidget(bar)
    assert bar.isHidden()
    bar.show_reason("Held by another program.")
    assert bar.isVisible()
    assert bar.accessibleName() == bar.sentence.text() == "Held by another program."
    with qtbot.waitSignal(bar.again_asked, timeout=1_000):
        qtbot.keyClick(bar.again, Qt.Key.Key_Space)
    bar.show_reason("")
    assert bar.isHidden()
