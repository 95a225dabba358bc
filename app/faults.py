"""From a typed error to one plain sentence: what happened, what is safe, what to do."""

from __future__ import annotations

from app.files import ContentError, FileFault
from app.words import Words
from db.faults import LibraryFault
from decision.errors import DecisionError


def sentence(words: Words, error: BaseException) -> str | None:
    """The sentence of a known fault; None for anything else, which is a fault of ours."""
    if isinstance(error, ContentError):
        return words("error.in_file", name=error.path, sentence=decision_sentence(words, error.error))
    if isinstance(error, DecisionError):
        return decision_sentence(words, error)
    if isinstance(error, LibraryFault):
        return words(f"fault.library.{error.code}", **error.values)
    if isinstance(error, FileFault):
        return words(f"fault.file.{error.code}", path=error.path)
    if isinstance(error, MemoryError):
        return words("fault.memory")
    return None


def decision_sentence(words: Words, error: DecisionError) -> str:
    """The sentence of an error of the decision core, naming the field at fault."""
    place = words("error.place", key=error.key) if error.key else words("error.whole_file")
    values = {name: _shown(value) for name, value in error.values.items()}
    return words(f"error.{error.code}", key=error.key or place, place=place, **values)


def bug_sentence(words: Words, error: BaseException) -> str:
    """The sentence for a fault of ours."""
    return words("fault.bug", kind=type(error).__name__)


def _shown(value: object) -> str:
    """A value as a person typed it, cut to what fits in a sentence."""
    text = f"{value:g}" if isinstance(value, float) else repr(value) if isinstance(value, str) else str(value)
    return text if len(text) <= 80 else text[:79] + "…"
