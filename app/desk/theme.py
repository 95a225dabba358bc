"""The look of the desk: colours, type and sizes, from one place, light and dark.

Colour means an option and nothing else; chrome is neutral. Marks say the same without colour: two feet in is a
full disc, one foot a half one, two feet out a ring.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontDatabase

from app.resources import resource


@dataclass(frozen=True, slots=True)
class OptionColours:
    """The three colours of one option: its mark and bar, its words, and its tint."""

    mark: str
    text: str
    tint: str


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of one appearance, as hex strings; ``options`` in model order."""

    surface: str
    chrome: str
    raised: str
    selected: str
    hover: str
    line: str
    grid: str
    edge: str
    ink: str
    ink_2: str
    ink_3: str
    primary: str
    primary_text: str
    error: str
    options: tuple[OptionColours, ...]

    def option(self, place: int) -> OptionColours:
        """The colours of an option by its place; a model with more options than three starts over."""
        return self.options[place % len(self.options)]


LIGHT = Palette(
    surface="#FFFFFF",
    chrome="#F3F4F6",
    raised="#F8F9FA",
    selected="#E6EBF0",
    hover="#EEF1F4",
    line="#DDE1E6",
    grid="#E6E9ED",
    edge="#7A8590",
    ink="#1A222B",
    ink_2="#4F5B67",
    ink_3="#5F6A75",
    primary="#26323E",
    primary_text="#FFFFFF",
    error="#B42318",
    options=(
        OptionColours("#1F5FA8", "#1F5FA8", "#CFE0F3"),
        OptionColours("#AD7015", "#85570A", "#F5E6C8"),
        OptionColours("#8C2F5E", "#8C2F5E", "#EDD3E0"),
    ),
)

DARK = Palette(
    surface="#1C2127",
    chrome="#14181C",
    raised="#222830",
    selected="#2C343D",
    hover="#262D35",
    line="#343C45",
    grid="#2B323A",
    edge="#74808C",
    ink="#E8ECF0",
    ink_2="#B4BDC7",
    ink_3="#9CA7B2",
    primary="#DDE4EA",
    primary_text="#14181C",
    error="#F28B82",
    options=(
        OptionColours("#7FBDF2", "#8CC4F5", "#1F3B58"),
        OptionColours("#E8BE63", "#E8BE63", "#4A3B18"),
        OptionColours("#C96A97", "#E296BB", "#47243A"),
    ),
)

ROLES = {
    "display": (28, 600),
    "title": (20, 600),
    "section": (15, 600),
    "lead": (15, 400),
    "body": (13, 400),
    "name": (13, 500),
    "strong": (13, 600),
    "caption": (12, 400),
    "caption_strong": (12, 600),
}
"""Type roles: size in pixels at 100 % text size, and weight."""

_FACES = {400: "FootingSans-Regular", 500: "FootingSans-Medium", 600: "FootingSans-SemiBold"}


class Theme:
    """One appearance at one text size; widgets ask it for colours and fonts when they paint."""

    def __init__(self, palette: Palette = LIGHT, scale: float = 1.0) -> None:
        self.palette = palette
        self.scale = scale
        self._families = {weight: _load(name) for weight, name in _FACES.items()}

    @property
    def dark(self) -> bool:
        """Whether this is the dark appearance."""
        return self.palette is DARK

    def font(self, role: str = "body") -> QFont:
        """The font of a type role."""
        size, weight = ROLES[role]
        font = QFont(self._families[weight])
        font.setPixelSize(max(1, round(size * self.scale)))
        font.setWeight(QFont.Weight(weight))  # the faces share one family
        return font

    def colour(self, name: str) -> QColor:
        """A colour of the palette by its name."""
        return QColor(getattr(self.palette, name))

    def px(self, length: float) -> int:
        """A length of the design at the present text size."""
        return round(length * self.scale)


def _load(name: str) -> str:
    """The family of a shipped face, loaded from its bytes; the system's own where it is missing."""
    number = QFontDatabase.addApplicationFontFromData(resource("fonts", f"{name}.ttf").read_bytes())
    families = QFontDatabase.applicationFontFamilies(number)
    return families[0] if families else QFont().family()
