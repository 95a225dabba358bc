"""What Footing is made of, and under which licences: read from the installed packages themselves, when asked."""

from __future__ import annotations

import platform
import re
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

OURS = "footing"
LONGEST_NAME = 80
"""A licence field longer than this holds the licence itself, not its name."""

_TEXT = re.compile(r"(licen[cs]e|copying|notice|third.?party)", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z0-9._-]+")
_NO_TEXT = (".py", ".pyc", ".so", ".pyd")


@dataclass(frozen=True, slots=True)
class Component:
    """One part: its name, version and licence as its makers state them; the licence is empty where they do not."""

    name: str
    version: str
    licence: str


def components() -> list[Component]:
    """Footing, Python, and every installed package that Footing needs to run, by name.

    What only the development of Footing needs is left out. Reads the disk: some tens of milliseconds.
    """
    ours, *others = sorted(_needed(), key=lambda one: (_plain(one.name) != OURS, one.name.casefold()))
    python = Component("Python", platform.python_version(), "PSF-2.0")
    return [_component(ours), python, *(_component(one) for one in others)]


def licence_text(name: str) -> str:
    """All licence texts that a component brings, each under the name of its file; empty where it brings none."""
    if name == "Python":
        return _python_text()
    found = distribution(name)
    texts = []
    for file in found.files or []:
        if not _TEXT.search(str(file)) or file.name.endswith(_NO_TEXT) or ".dist-info" not in file.parts[0]:
            continue
        path = Path(str(file.locate()))
        if path.is_file():
            texts.append((str(Path(*file.parts[1:])), path.read_text(encoding="utf-8", errors="replace").strip()))
    if len(texts) == 1:
        return texts[0][1]
    return "\n\n".join(f"{at}\n{'-' * len(at)}\n{text}" for at, text in sorted(texts, key=_outermost_first))


def _outermost_first(text: tuple[str, str]) -> tuple[int, str]:
    """The licence of the package itself before those of what it holds."""
    return text[0].count("/"), text[0]


def _needed() -> list[Distribution]:
    """The installed packages that Footing needs, itself first: what it requires, what those require, and so on."""
    found: dict[str, Distribution] = {}
    waiting = [OURS]
    while waiting:
        name = waiting.pop()
        if _plain(name) in found:
            continue
        try:
            one = distribution(name)
        except PackageNotFoundError:  # another system or another Python needs it
            continue
        found[_plain(name)] = one
        waiting += _requirements(one)
    return list(found.values())


def _requirements(one: Distribution) -> Iterator[str]:
    for line in one.requires or []:
        name, _, condition = line.partition(";")
        matched = _NAME.match(name.strip())
        if matched and "extra" not in condition:
            yield matched[0]


def _component(one: Distribution) -> Component:
    return Component(one.name, one.version, _licence(one))


def _licence(one: Distribution) -> str:
    """The name of a licence where the package states it: as an expression, in a field, or by a classifier."""
    for field in ("License-Expression", "License"):
        for stated in one.metadata.get_all(field) or []:
            if stated and "\n" not in stated and len(stated) <= LONGEST_NAME:
                return str(stated)
    classes = [line for line in one.metadata.get_all("Classifier") or [] if line.startswith("License ::")]
    return ", ".join(line.rpartition(" :: ")[2] for line in classes)


def _python_text() -> str:
    path = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
