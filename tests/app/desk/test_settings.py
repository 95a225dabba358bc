"""What the desk remembers, where its window stands, and the dialogs about the program itself."""

from __future__ import annotations

import hashlib
import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import licences
from app.desk.about_view import AboutView
from app.desk.appearance import dress, take_on
from app.desk.looks import Kept
from app.desk.settings import SCALES, DeskSettings, Place
from app.desk.settings_view import SettingsDialog
from app.desk.shortcut_sheet import ShortcutSheet
from app.desk.shortcuts import EVERYWHERE, GROUPS, keys_of
from app.desk.theme import Theme
from app.desk.window import DeskWindow
from app.desk.window_place import fitted, keep_place, take_place
from app.resources import two_feet_model
from app.tasks import TaskRunner
from app.words import LANGUAGES, Words
from decision.model_reading import read_model

ROOT = Path(__file__).resolve().parents[3]
SCREEN = QRect(0, 0, 1920, 1080)
LEFT_SCREEN = QRect(-1280, 0, 1280, 1024)
KEPT = Kept(Path("/somewhere/library.db"), False, "The newest is of today.")


def test_choices_are_there_in_the_next_session(tmp_path: Path) -> None:
    before = DeskSettings(tmp_path)
    before.scheme, before.scale, before.language, before.paper = "dark", 90, "fr", "Letter"
    before.draws, before.welcomed, before.place = 50_000, True, Place(-20, 40, 1200, 800, True)
    del before
    after = DeskSettings(tmp_path)
    assert (after.scheme, after.scale, after.language, after.paper) == ("dark", 90, "fr", "Letter")
    assert (after.draws, after.welcomed, after.place) == (50_000, True, Place(-20, 40, 1200, 800, True))
    after.draws = None
    assert DeskSettings(tmp_path).draws is None


def test_a_new_library_has_its_welcome_and_the_model_its_draws(tmp_path: Path) -> None:
    new = DeskSettings(tmp_path)
    assert (new.scheme, new.scale, new.language, new.paper) == ("system", 100, "system", "A4")
    assert (new.draws, new.welcomed, new.place) == (None, False, None)


@pytest.mark.parametrize(
    "place", ["", "1 2 3", "0 0 0 800 0", "0 0 -5 800 0", "a b c d e", "0 0 9999999999999 800 0", "1;2;3;4;5"]
)
def test_what_cannot_be_read_is_its_default(tmp_path: Path, place: str) -> None:
    (tmp_path / "desk.ini").write_text(
        f"[view]\nscheme=pink\nscale=²\nlanguage=\nwelcomed=perhaps\n[note]\npaper=A5\n"
        f"[analysis]\ndraws=7\n[window]\nplace={place}\n",
        encoding="utf-8",
    )
    read = DeskSettings(tmp_path)
    assert (read.scheme, read.scale, read.language, read.paper) == ("system", 100, "system", "A4")
    assert (read.draws, read.welcomed, read.place) == (None, False, None)


@pytest.mark.parametrize(
    ("place", "screens", "expected"),
    [
        (Place(100, 100, 1200, 800, False), [SCREEN], Place(100, 100, 1200, 800, False)),
        (Place(-1200, 50, 1000, 800, True), [SCREEN, LEFT_SCREEN], Place(-1200, 50, 1000, 800, True)),
        (Place(-1200, 50, 1000, 800, False), [SCREEN], None),
        (Place(1860, 50, 1000, 800, False), [SCREEN], None),
        (Place(100, -400, 1200, 800, False), [SCREEN], None),
        (Place(1500, 600, 1000, 800, False), [SCREEN], Place(920, 280, 1000, 800, False)),
        (Place(0, 0, 3840, 2100, False), [SCREEN], Place(0, 32, 1920, 1048, False)),
        (Place(100, 100, 1200, 800, False), [], None),
    ],
)
def test_a_window_comes_back_only_where_it_can_be_seen(
    place: Place, screens: list[QRect], expected: Place | None
) -> None:
    assert fitted(place, screens) == expected


def test_a_window_takes_up_the_place_it_was_left_at(qtbot: QtBot, tmp_path: Path) -> None:
    settings = DeskSettings(tmp_path)
    before, after = QWidget(), QWidget()
    for one in (before, after):
        qtbot.addWidget(one)
    before.setGeometry(40, 60, 500, 400)
    before.show()
    keep_place(before, settings)
    take_place(after, DeskSettings(tmp_path))
    after.show()
    assert after.geometry() == before.geometry()
    before.showMaximized()
    keep_place(before, settings)
    assert settings.place == Place(40, 60, 500, 400, True)


@pytest.fixture
def settings(tmp_path: Path) -> DeskSettings:
    made = DeskSettings(tmp_path)
    made.scheme = "light"
    return made


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, words: Words, settings: DeskSettings) -> SettingsDialog:
    dress(theme, settings)
    made = SettingsDialog(theme, words, settings, KEPT, 100_000)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_look_that_is_taken_on_is_followed_by_the_dialog_itself(
    qtbot: QtBot, qapp: QApplication, theme: Theme, words: Words, settings: DeskSettings, dialog: SettingsDialog
) -> None:
    def take(**chosen: object) -> None:
        for name, value in chosen.items():
            setattr(settings, name, value)
        take_on(qapp, theme, settings, words)
        dialog.show_anew()

    dialog.scale_chosen.connect(lambda scale: take(scale=scale))
    dialog.scheme_chosen.connect(lambda scheme: take(scheme=scheme))
    before = dialog.scale.font().pixelSize()
    dialog.scale.setFocus()
    qtbot.keyClick(dialog.scale, Qt.Key.Key_End)
    assert dialog.scale.font().pixelSize() == 2 * before
    assert dialog.scale.currentData() == SCALES[-1]
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.scale)
    qtbot.mouseClick(dialog.scheme.cells["dark"], Qt.MouseButton.LeftButton)
    assert theme.dark
    assert dialog.scheme.cells["dark"].isChecked()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_dialog_tells_every_choice(qtbot: QtBot, dialog: SettingsDialog) -> None:
    told: list[object] = []
    for signal in (dialog.paper_chosen, dialog.draws_chosen, dialog.language_chosen):
        signal.connect(told.append)
    for name in ("place_asked", "passphrase_asked", "backups_asked"):
        getattr(dialog, name).connect(lambda name=name: told.append(name))
    qtbot.keyClick(dialog.paper, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.draws, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.language, Qt.Key.Key_Down)
    for pressed in (dialog.change, dialog.passphrase, dialog.backups):
        qtbot.keyClick(pressed, Qt.Key.Key_Space)
    assert told == ["Letter", 10_000, LANGUAGES[0], "place_asked", "passphrase_asked", "backups_asked"]


def test_every_language_there_is_can_be_chosen_by_its_own_name(dialog: SettingsDialog) -> None:
    names = [dialog.language.itemText(place) for place in range(dialog.language.count())]
    codes = [dialog.language.itemData(place) for place in range(dialog.language.count())]
    assert codes == ["system", *LANGUAGES]
    assert len(set(names)) == len(names)


def test_the_keys_of_the_menu_are_those_of_the_table(window: DeskWindow) -> None:
    actions = window.menus.actions
    keyed = {name: action.shortcut().toString() for name, action in actions.items()}
    assert {name: keys for name, keys in keyed.items() if keys} == {
        name: keys_of(name)[0] for name, keys in keyed.items() if keys
    }


def test_no_keys_mean_two_things_in_one_place() -> None:
    for group in GROUPS:
        keys = [key for shortcut in (*group.shortcuts, *EVERYWHERE.shortcuts) for key in shortcut.keys]
        own = [key for shortcut in group.shortcuts for key in shortcut.keys]
        assert len(own) == len(set(own)), group.name
        if group is not EVERYWHERE:
            assert len(keys) == len(set(keys)), group.name


def test_the_sheet_shows_all_and_finds_by_words_and_keys(qtbot: QtBot, theme: Theme, words: Words) -> None:
    sheet = ShortcutSheet(theme, words, None)
    qtbot.addWidget(sheet)
    sheet.show()

    def shown() -> list[str]:
        rows = [row.row for _, rows in sheet._groups for row in rows]
        return [row.accessibleName() for row in rows if row.isVisible()]

    assert len(shown()) == sum(len(group.shortcuts) for group in GROUPS)
    assert sheet.none.isHidden()
    qtbot.keyClicks(sheet.search, "undo ctrl+z")
    assert shown() == [f"{words('menu.undo')}: Ctrl+Z"]
    sheet.search.setText("no such thing")
    assert shown() == []
    assert sheet.none.isVisible()
    qtbot.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert len(shown()) == sum(len(group.shortcuts) for group in GROUPS)


def test_about_names_the_version_the_model_and_its_hash(qtbot: QtBot, theme: Theme, words: Words) -> None:
    runner = TaskRunner()
    data = two_feet_model()
    view = AboutView(theme, words, read_model(data), runner)
    qtbot.addWidget(view)
    view.show()
    assert version("footing") in view.facts["version"].text()
    assert hashlib.sha256(data).hexdigest() in view.facts["model"].text().replace(" ", "")
    view.copy.click()
    assert hashlib.sha256(data).hexdigest() in QApplication.clipboard().text()
    qtbot.waitUntil(lambda: "MIT License" in view.licence.toPlainText(), timeout=10_000)
    view.parts.choose("fontpkg-ibm-plex-sans")
    qtbot.waitUntil(lambda: "SIL OPEN FONT LICENSE" in view.licence.toPlainText(), timeout=10_000)
    view.parts.choose("PySide6_Essentials")
    qtbot.waitUntil(lambda: "LGPL-3.0" in view.licence.toPlainText(), timeout=10_000)
    view.accept()
    runner.wait()


def test_every_library_that_ships_is_among_the_licences() -> None:
    with (ROOT / "pyproject.toml").open("rb") as file:
        wanted = tomllib.load(file)["project"]
    names = {re.sub(r"[-_.]+", "-", part.name).lower() for part in licences.components()}
    for line in wanted["dependencies"]:
        name = re.match(r"[A-Za-z0-9._-]+", line)
        assert name is not None
        assert re.sub(r"[-_.]+", "-", name[0]).lower() in names
    assert {"python", "matplotlib", "lxml"} <= names, "also what they need in their turn"
    assert not {"pytest", "ruff", "mypy"} & names, "what only the development needs does not ship"
    assert licences.licence_text("footing").strip() == (ROOT / "LICENSE").read_text(encoding="utf-8").strip()
