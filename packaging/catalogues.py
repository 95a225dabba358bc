"""Compile the message catalogues: all ``assets/locale/LANGUAGE/*.po`` of a language into one ``footing.mo``."""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "assets" / "locale"


def compile_language(folder: Path) -> int:
    """Write the compiled catalogue of one language; answers the number of messages."""
    merged = Catalog(locale=folder.name)
    for source in sorted(folder.glob("*.po")):
        with source.open("rb") as file:
            for message in read_po(file, locale=folder.name):
                if not message.id:
                    continue
                if message.id in merged:
                    sys.exit(f"{source.name}: the key {message.id!r} is in another catalogue already")
                merged[message.id] = message
    target = folder / "LC_MESSAGES" / "footing.mo"
    target.parent.mkdir(exist_ok=True)
    with target.open("wb") as file:
        write_mo(file, merged)
    return len(merged)


def is_stale(folder: Path) -> bool:
    """Whether a source is newer than the compiled catalogue."""
    target = folder / "LC_MESSAGES" / "footing.mo"
    newest = max(source.stat().st_mtime for source in folder.glob("*.po"))
    return not target.exists() or target.stat().st_mtime < newest


def main() -> None:
    """Compile every language whose sources changed."""
    for folder in sorted(path for path in LOCALE.iterdir() if path.is_dir()):
        if is_stale(folder):
            print(f"{folder.name}: {compile_language(folder)} messages")


if __name__ == "__main__":
    main()
