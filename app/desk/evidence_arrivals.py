"""Evidence from elsewhere: a link that is pasted or dropped, a document that is dropped, made into an item each.

Nothing is invented: a title comes from the words beside a link, the link or a file's name; the rest stays open.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from app.files import ContentError, FileFault, read_whole
from app.workspace import Workspace

CASE_FILES = (".json", ".pack", ".age")
"""Endings of what is brought into the library, and never is a document."""
PDF_BEGINS = b"%PDF-"
LEAST_TITLE, MOST_TITLE = 10, 160
"""Shorter or longer words before a link are no title."""
LEAST_LETTERS = 3
"""A part of a link with fewer says nothing."""

_LINK = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_BETWEEN = re.compile(r"[_+]+|(?<=[^\W\d])-+|-+(?=[^\W\d])")
"""What stands for a space in a name; a dash between figures is a date or a symbol and stays."""
_NAMELESS = {"", "index", "default", "home", "en", "fr", "view", "download"}


@dataclass(frozen=True, slots=True)
class Found:
    """What an item is made of: its title, and its link or the name of its file."""

    title: str
    url: str | None = None
    file: str | None = None


def link_in(text: str) -> Found | None:
    """The first link of a text, with the words before it as its title where they could be one."""
    match = _LINK.search(text)
    if match is None:
        return None
    url = match.group().rstrip(".,;:)]}'”’»")
    if not _is_address(url):
        return None
    before = " ".join(text[: match.start()].split()).rstrip(" -–—:|")
    titled = LEAST_TITLE <= len(before) <= MOST_TITLE
    return Found(before if titled else title_of_link(url), url)


def _is_address(url: str) -> bool:
    """Whether a link can lead anywhere: one with half a bracket in its host cannot even be taken apart."""
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False


def title_of_link(url: str) -> str:
    """A title guessed from a link: the last part of its path that says something, else where it leads."""
    parts = urlsplit(url)
    for part in reversed(parts.path.split("/")):
        name = _spaced(re.sub(r"\.[A-Za-z]{2,5}$", "", unquote(part)))
        if name.casefold() not in _NAMELESS and sum(sign.isalpha() for sign in name) >= LEAST_LETTERS:
            return name[:MOST_TITLE]
    host = parts.netloc.rpartition("@")[2].removeprefix("www.")
    return f"{host}{unquote(parts.path).rstrip('/')}"[:MOST_TITLE] or url


def document(path: Path) -> Found:
    """A document by its name alone: where it lies on this machine is nobody else's business."""
    return Found(_spaced(path.stem)[:MOST_TITLE] or path.name, file=path.name)


def sorted_out(workspace: Workspace, paths: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Documents, and what is to be brought into the library instead: case files, packs and notes of ours.

    Folders are neither. Reads PDF files: to be called aside.
    """
    documents: list[Path] = []
    cases: list[Path] = []
    for path in (one for one in paths if one.is_file()):
        (cases if _is_case_file(workspace, path) else documents).append(path)
    return documents, cases


def _is_case_file(workspace: Workspace, path: Path) -> bool:
    if path.suffix.lower() in CASE_FILES:
        return True
    if path.suffix.lower() != ".pdf":
        return False
    try:
        whole = read_whole(path)
        if not whole.startswith(PDF_BEGINS):  # empty, or a page saved under that name
            return False
        workspace.case_in(whole, path)
    except FileFault:  # no note of ours, or not to be read: a document by its name is what it can be
        return False
    except ContentError:  # a note with a flaw: the import tells which
        return True
    return True


def _spaced(name: str) -> str:
    """A name with spaces between its words, whatever stood there."""
    spaced = name.replace("_", " ") if " " in name else re.sub(_BETWEEN, " ", name)
    words = " ".join(spaced.split())
    return words[:1].upper() + words[1:]
