"""What search looks at in a case: its words as plain text, in the columns of the index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.documents import Document, sha256_of

INDEX_FORMAT = 1
"""To be raised with every change of what is indexed or how: libraries then make their index anew."""

_SIGNS = "\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\uac00-\ud7af"
_UNSPACED = re.compile(f"([{_SIGNS}])")
"""Signs of scripts without blanks between words: each is indexed as a word, so that any part is found."""

_GAP = re.compile(f"(?<=[{_SIGNS}]) (?=[{_SIGNS}])")

_NOT_PROSE = frozenset({"format", "id", "as_of", "date", "due", "countries", "confidence", "state", "rule"}) | {
    "phase",
    "perspective",
    "current_arrangement",
    "ocha_presence",
    "option",
    "position",
    "left_out",
}
"""Fields that hold identifiers and dates."""

_APART = frozenset({"title", "mission"})
"""Fields with a column of their own."""


@dataclass(frozen=True, slots=True)
class Flat:
    """The four columns of the index for one case."""

    title: str
    mission: str
    filing: str
    """What a case is filed under: country codes and tags."""
    body: str

    @property
    def sha256(self) -> str:
        """The hash of all four: the same where nothing has to be indexed anew."""
        return sha256_of("\0".join((self.title, self.mission, self.filing, self.body)))


def flat(document: Document, tags: Iterable[str]) -> Flat:
    """What is indexed of a case and its tags."""
    mission = document["mission"]
    return Flat(
        title=spaced(document["title"]),
        mission=spaced(" ".join([mission["name"], *mission["other_missions"]])),
        filing=spaced(" ".join([*document["countries"], *sorted(tags)])),
        body=spaced("\n".join(prose({name: document[name] for name in document if name not in _APART}))),
    )


def spaced(text: str) -> str:
    """The text with a blank around each sign of a script that has none between words."""
    return " ".join(_UNSPACED.sub(r" \1 ", text).split())


def unspaced(text: str) -> str:
    """The text of :func:`spaced` as people write it."""
    return _GAP.sub("", text)


def prose(value: Any) -> Iterator[str]:
    """Every text an officer wrote in a part of a case, in fields of newer programs too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, item in sorted(value.items()):  # a stored case has its fields in another order than a new one
            if name == "evidence":  # items at the top; elsewhere their ids
                yield from prose([one for one in item or () if isinstance(one, Mapping)])
            elif name not in _NOT_PROSE:
                yield from prose(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from prose(item)
