"""The one lookup for files that ship with the product; it works from source, from a wheel and frozen."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def resource(*parts: str) -> Traversable:
    """The place of a shipped file below ``assets``; it may not exist."""
    place = files("assets")
    for part in parts:
        place = place / part
    return place


def starting_cases() -> list[tuple[str, bytes]]:
    """The case files every new library starts with, by name, in the order of their names."""
    found = [item for item in resource("cases").iterdir() if item.name.endswith(".json")]
    return [(item.name, item.read_bytes()) for item in sorted(found, key=lambda item: item.name)]


def two_feet_model() -> bytes:
    """The decision model that ships with the product."""
    return resource("models", "two-feet.toml").read_bytes()
