"""The topics of the help: their order, what each leads on to, the figures in them, and their text as a page."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping

from app.words import Words
from db.backups import DAYS, MONTHS, WEEKS
from decision.model import DecisionModel

GROUPS = (
    ("begin", ("first_steps", "arrangements", "steps")),
    ("work", ("context", "levels", "weights", "what_if", "note")),
    ("answer", ("three_lines", "strength", "robustness", "parties", "limits")),
    ("library", ("library", "safety", "exchange", "protected")),
    ("terms", ("terms", "acronyms")),
)
"""Each group with its topics, as the table of contents shows them."""

TOPICS = tuple(topic for _, topics in GROUPS for topic in topics)

SEE = {
    "first_steps": ("arrangements", "steps"),
    "arrangements": ("three_lines", "acronyms"),
    "steps": ("context", "levels", "weights"),
    "context": ("levels", "protected"),
    "levels": ("weights", "robustness"),
    "weights": ("parties", "robustness"),
    "what_if": ("robustness",),
    "note": ("protected", "exchange"),
    "three_lines": ("strength", "limits"),
    "strength": ("robustness", "limits"),
    "robustness": ("what_if", "terms"),
    "parties": ("weights", "note"),
    "limits": ("levels", "three_lines"),
    "library": ("safety", "exchange"),
    "safety": ("protected", "library"),
    "exchange": ("protected", "safety"),
    "protected": ("exchange", "safety"),
    "terms": ("acronyms",),
    "acronyms": ("terms", "arrangements"),
}
"""What a topic leads on to."""

OF_STEP = {
    "context": "context",
    "evidence": "context",
    "ratings": "levels",
    "weights": "weights",
    "results": "three_lines",
    "note": "note",
}
"""The topic that belongs to each step of a case."""

LINK = "topic:"
ENTRY = "- "
_NAMED = re.compile(r"([^:]{1,60}?)([\s\u00a0\u202f]*: )(.+)", re.DOTALL)
"""An entry that begins with what it is about: the name, the colon, and the rest."""


def figures(model: DecisionModel, words: Words) -> Mapping[str, str]:
    """The figures that the texts state, from the model and the library as they are, so that none goes stale."""
    strength = model.strength
    return {
        "criteria": words.number(len(model.criteria)),
        "families": words.number(len(model.families)),
        "lead": words.number(model.lead),
        "draws": words.number(model.robustness.draws),
        "nearest": words.number(model.precedent.nearest),
        "months": words.number(model.precedent.months_apart),
        "firm_acceptability": words.share(strength.firm_acceptability),
        "firm_coverage": words.share(strength.firm_coverage),
        "firm_ways": words.number(strength.firm_ways),
        "firm_family": words(f"family.{strength.firm_family}.name"),
        "leaning_acceptability": words.share(strength.leaning_acceptability),
        "leaning_coverage": words.share(strength.leaning_coverage),
        "days": words.number(DAYS),
        "weeks": words.number(WEEKS),
        "months_kept": words.number(MONTHS),
    }


class Topics:
    """The topics in the words of one language."""

    def __init__(self, words: Words, model: DecisionModel) -> None:
        self._words = words
        values = figures(model, words)
        self.titles = {topic: words(f"help.{topic}.title") for topic in TOPICS}
        self.bodies = {topic: words(f"help.{topic}.body", **values) for topic in TOPICS}

    def holding(self, typed: str) -> list[str]:
        """The topics that hold every word of what is typed, in their order; all of them for nothing typed."""
        return [topic for topic in TOPICS if _holds(f"{self.titles[topic]} {self.bodies[topic]}", typed)]

    def named(self, typed: str) -> list[str]:
        """The topics whose title alone holds every word of what is typed."""
        return [topic for topic in TOPICS if _holds(self.titles[topic], typed)]

    def page(self, topic: str) -> str:
        """A topic as rich text, with what it leads on to at its end."""
        parts = [f'<p class="title">{html.escape(self.titles[topic])}</p>', *_blocks(self.bodies[topic])]
        links = [f'<a href="{LINK}{one}">{html.escape(self.titles[one])}</a>' for one in SEE.get(topic, ())]
        if links:
            parts.append(f'<p class="see">{html.escape(self._words("help.see"))}</p>')
            parts.append("".join(f"<p>{link}</p>" for link in links))
        return "".join(parts)


def _holds(text: str, typed: str) -> bool:
    whole = _plain(text)
    return all(word in whole for word in _plain(typed).split())


def _plain(text: str) -> str:
    """Without capitals and accents, which one leaves out when looking for something."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(sign)
    )


def _blocks(text: str) -> Iterator[str]:
    """Paragraphs and lists: an empty line ends a block, and each line of a list begins with a dash."""
    for block in text.split("\n\n"):
        lines = block.split("\n")
        entries = [line.removeprefix(ENTRY) for line in lines if line.startswith(ENTRY)]
        if len(entries) == len(lines):
            yield f"<ul>{''.join(f'<li>{_entry(entry)}</li>' for entry in entries)}</ul>"
        else:
            yield f"<p>{html.escape(block)}</p>"


def _entry(text: str) -> str:
    """An entry, what it is about in heavier type."""
    named = _NAMED.fullmatch(text)
    if named is None:
        return html.escape(text)
    return f"<b>{html.escape(named[1])}</b>{html.escape(named[2] + named[3])}"
