"""Cut the static faces that screen and paper use from the variable font of the package ``fontpkg-ibm-plex-sans``.

The faces are build products beside the assets, never committed. The same package gives the same bytes.
"""

from __future__ import annotations

from pathlib import Path

import fontpkg
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

FACES = {
    "FootingSans-Regular": (400, 100),
    "FootingSans-Medium": (500, 100),
    "FootingSans-SemiBold": (600, 100),
    "FootingSansCondensed-Regular": (400, 85),
    "FootingSansCondensed-Medium": (500, 85),
    "FootingSansCondensed-SemiBold": (600, 85),
}
TARGET = Path(__file__).resolve().parent.parent / "assets" / "fonts"


def cut(name: str, weight: int, width: int) -> None:
    """Write one static face under a family name of its own, so that an installed font cannot stand in for it."""
    font = TTFont(fontpkg.family("IBM Plex Sans").files[0].path, recalcTimestamp=False)
    static = instantiateVariableFont(font, {"wght": weight, "wdth": width})
    # Family, style, full and PostScript name; the licence reserves the original name for the original font.
    family, style = name.split("-")
    names = static["name"]
    for name_id, text in {1: f"{family} {style}", 2: "Regular", 4: name, 6: name, 16: family, 17: style}.items():
        names.setName(text, name_id, 3, 1, 0x409)
    names.names = [record for record in names.names if record.platformID == 3 and record.nameID < 25]
    static.save(TARGET / f"{name}.ttf")


def main() -> None:
    """Cut every face that is not there yet."""
    TARGET.mkdir(exist_ok=True)
    for name, (weight, width) in FACES.items():
        if not (TARGET / f"{name}.ttf").exists():
            cut(name, weight, width)


if __name__ == "__main__":
    main()
