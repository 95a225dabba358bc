"""The style of the standard controls: one palette and one style sheet, both made from the theme."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app.desk.theme import Palette, Theme

_Role = QPalette.ColorRole
_COLOURS = {
    _Role.Window: "surface",
    _Role.WindowText: "ink",
    _Role.Base: "surface",
    _Role.AlternateBase: "raised",
    _Role.Text: "ink",
    _Role.Button: "surface",
    _Role.ButtonText: "ink",
    _Role.BrightText: "ink",
    _Role.Highlight: "selected",
    _Role.HighlightedText: "ink",
    _Role.PlaceholderText: "ink_3",
    _Role.ToolTipBase: "surface",
    _Role.ToolTipText: "ink",
    _Role.Light: "raised",
    _Role.Midlight: "line",
    _Role.Mid: "edge",
    _Role.Dark: "edge",
    _Role.Shadow: "line",
    _Role.Link: "ink",
    _Role.LinkVisited: "ink",
}

_SHEET = """
QMainWindow, QDialog, QMessageBox, QStackedWidget {{ background: {surface}; }}
QWidget[ground="chrome"] {{ background: {chrome}; }}
QWidget[ground="surface"] {{ background: {surface}; }}
QFrame[ground="raised"] {{ background: {raised}; border: 1px solid {line}; border-radius: {r6}px; }}
QFrame[rule="true"] {{ background: {line}; border: none; }}
QLabel {{ background: transparent; color: {ink}; }}
QLabel[ink="ink_2"] {{ color: {ink_2}; }}
QLabel[ink="ink_3"] {{ color: {ink_3}; }}
QLabel[ink="error"] {{ color: {error}; }}
QMenuBar {{ background: {chrome}; color: {ink}; }}
QMenuBar::item {{ background: transparent; padding: {s5}px {s9}px; }}
QMenuBar::item:selected {{ background: {selected}; }}
QMenu {{ background: {surface}; color: {ink}; border: 1px solid {edge}; padding: {s4}px 0; }}
QMenu::item {{ padding: {s6}px {s24}px {s6}px {s12}px; }}
QMenu::item:selected {{ background: {selected}; }}
QMenu::item:disabled {{ color: {ink_3}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: {s4}px 0; }}
QMenu::icon {{ padding-left: {s10}px; }}
QToolTip {{ background: {surface}; color: {ink}; border: 1px solid {edge}; padding: {s4}px; }}
QPushButton {{ background: {surface}; color: {ink}; border: 1px solid {edge}; border-radius: 4px;
    padding: 0 {s12}px; min-height: {control}px; max-height: {control}px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:pressed {{ background: {selected}; }}
QPushButton:disabled {{ color: {ink_3}; border-color: {line}; }}
QPushButton[kind="primary"] {{ background: {primary}; color: {primary_text}; border-color: {primary}; }}
QPushButton[kind="primary"]:hover {{ background: {primary_hover}; border-color: {primary_hover}; }}
QPushButton[kind="primary"]:disabled {{ background: {line}; color: {ink_3}; border-color: {line}; }}
QPushButton[kind="link"] {{ background: transparent; border: none; padding: 0 {s2}px; text-decoration: underline;
    min-height: {link}px; max-height: {link}px; }}
QPushButton[kind="quiet"] {{ background: transparent; border: none; padding: 0 {s4}px; }}
QPushButton[kind="quiet"]:hover {{ background: {hover}; }}
QLineEdit, QPlainTextEdit {{ background: {surface}; color: {ink}; border: 1px solid {edge}; border-radius: 4px;
    padding: 0 {s8}px; selection-background-color: {primary}; selection-color: {primary_text}; }}
QLineEdit {{ min-height: {control}px; max-height: {control}px; }}
QPlainTextEdit {{ padding: {s4}px {s4}px; }}
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] {{ border: 1px solid {error}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ background: {raised}; color: {ink_3}; border-color: {line}; }}
QAbstractItemView {{ background: {surface}; color: {ink}; border: none; outline: none;
    selection-background-color: {selected}; selection-color: {ink}; }}
QComboBox QAbstractItemView, QListView#completions {{ border: 1px solid {edge}; padding: {s4}px 0; }}
QComboBox QAbstractItemView::item, QListView#completions::item {{ min-height: {row}px; padding: 0 {s8}px; }}
QHeaderView::section {{ background: {surface}; color: {ink_2}; border: none; border-bottom: 1px solid {line};
    padding: 0; }}
QHeaderView::section:first {{ padding-left: {s12}px; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollBar:vertical {{ background: transparent; width: {s12}px; margin: 0; }}
QScrollBar::handle:vertical {{ background: {edge}; border: {s3}px solid {surface}; border-radius: {s6}px;
    min-height: {s32}px; }}
QScrollBar:horizontal {{ background: transparent; height: {s12}px; margin: 0; }}
QScrollBar::handle:horizontal {{ background: {edge}; border: {s3}px solid {surface}; border-radius: {s6}px;
    min-width: {s32}px; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""


def apply_style(app: QApplication, theme: Theme) -> None:
    """Give the whole program the look of the theme."""
    app.setStyle("Fusion")
    app.setFont(theme.font())
    app.setPalette(_palette(theme.palette))
    app.setStyleSheet(style_sheet(theme))


def style_sheet(theme: Theme) -> str:
    """The style sheet of the standard controls at the theme's text size."""
    colours = {name: getattr(theme.palette, name) for name in Palette.__slots__ if name != "options"}
    lengths = {f"s{length}": theme.px(length) for length in (2, 3, 4, 5, 6, 8, 9, 10, 12, 24, 32)}
    hover = QColor(theme.palette.primary)
    hover = hover.darker(115) if theme.dark else hover.lighter(130)
    return _SHEET.format(
        **colours,
        **lengths,
        primary_hover=hover.name(),
        r6=6,
        control=theme.px(30),
        link=theme.px(24),
        row=theme.px(26),
    )


def _palette(colours: Palette) -> QPalette:
    palette = QPalette()
    for role, name in _COLOURS.items():
        palette.setColor(role, QColor(getattr(colours, name)))
    faded = QColor(colours.ink_3)
    for role in (_Role.Text, _Role.ButtonText, _Role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette
