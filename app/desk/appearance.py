"""How the desk looks and speaks: appearance, text size and language as the settings and the system have them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.desk.settings import DeskSettings
from app.desk.style import apply_style
from app.desk.theme import DARK, LIGHT, Theme
from app.words import LANGUAGES, SOURCE, Words


def take_on(app: QApplication, theme: Theme, settings: DeskSettings, words: Words) -> None:
    """Take on what is chosen: words, reading direction, theme and style sheet."""
    speak(app, settings, words)
    dress(theme, settings)
    apply_style(app, theme)


def dress(theme: Theme, settings: DeskSettings) -> None:
    """Set the theme to what the settings and the system say."""
    dark = settings.scheme == "dark"
    if settings.scheme == "system":
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    theme.palette = DARK if dark else LIGHT
    theme.scale = settings.scale / 100


def speak(app: QApplication, settings: DeskSettings, words: Words) -> None:
    """Take on the language that is chosen, in our words and in Qt's own dialogs, and its reading direction."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator  # noqa: PLC0415 - they cost more than a window

    language = QLocale.system().name()[:2] if settings.language == "system" else settings.language
    if language not in LANGUAGES:
        language = SOURCE
    if language != words.language:
        words.use(language)
    locale = QLocale(language)
    QLocale.setDefault(locale)
    app.setLayoutDirection(locale.textDirection())
    old = app.property("translator")
    if isinstance(old, QTranslator):
        app.removeTranslator(old)
    translator = QTranslator(app)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setProperty("translator", translator)
