"""What the program is called, with its version, as notes and results state it."""

from __future__ import annotations

from importlib.metadata import version

VERSION = version("footing")
PROGRAM = f"Footing {VERSION}"
