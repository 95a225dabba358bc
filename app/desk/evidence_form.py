"""The fields of one item of evidence, its protection, and the ratings that rest on it; each change is one edit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.desk.controls import FaultLine, Field, LineField, TextField, TickBox, empty, label
from app.desk.entry import NotADateError, change_notice, date_of, enter
from app.desk.evidence_links import LinkButton, LinkList, LinkWords, Thing
from app.desk.evidence_list import reliability_words
from app.desk.evidence_picker import Offering
from app.desk.evidence_protection import ProtectedMark
from app.desk.evidence_uses import linked, same_link, uses
from app.desk.side_by_side import SideBySide
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case, Evidence
from decision.publication import echoes

TEXTS = ("title", "source", "date", "reliability", "url", "excerpt")
RELIABILITIES = ("official", "field", "research", "secondary")
"""The usual kinds of source, as the case files name them; an officer may write anything else."""
LINKS = LinkWords("evidence.go", "evidence.unlink", "evidence.link", "desk.evidence.unused")


class EvidenceForm(QWidget):
    """The fields of one item; each is one edit."""

    rating_asked = Signal(str)
    """The rating of this criterion is to be shown."""
    item_asked = Signal(str)
    """The item with this id is to be shown."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._id: str | None = None
        self.fields: dict[str, Field] = {}
        for name in TEXTS:
            self._make_field(name)
        self.protected = TickBox(theme, self._words("desk.evidence.protected"))
        self.protected.clicked.connect(self._protect)
        self.mark = ProtectedMark(theme, self._words("evidence.protected_mark"))
        self._same, self._same_items = QWidget(), QVBoxLayout()
        self.echo = FaultLine(theme)
        self.links = LinkList(theme, self._words, LINKS)
        self.links.asked.connect(self.rating_asked)
        self.links.added.connect(lambda criterion: self._link(criterion, link=True))
        self.links.removed.connect(lambda criterion: self._link(criterion, link=False))
        self._facts = label(theme, "", "body", "ink_2", wrap=True)
        self._lay_out()

    def _make_field(self, name: str) -> None:
        theme, words = self._theme, self._words
        control: LineField | TextField
        if name == "excerpt":
            control = TextField(theme, 6)
        elif name == "reliability":
            usual = [words(f"reliability.{kind}") for kind in RELIABILITIES]
            control = Offering(theme, usual, words("evidence.reliability.open"))
        else:
            control = LineField(theme)
        control.entered.connect(lambda text: self._enter(name, text))
        self.fields[name] = Field(theme, words(f"desk.evidence.{name}"), control)

    def _lay_out(self) -> None:
        theme, words = self._theme, self._words
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(20), theme.px(14), theme.px(20), theme.px(20))
        column.setSpacing(theme.px(10))
        column.addWidget(self.fields["title"])
        column.addWidget(self.fields["source"])
        pair = [(self.fields[name], 1) for name in ("date", "reliability")]
        column.addWidget(SideBySide(theme, list(pair), 320, 8))
        column.addWidget(self.fields["url"])
        column.addWidget(self._same_link())
        column.addWidget(self.mark)
        column.addWidget(self.fields["excerpt"])
        column.addWidget(_indented(self.echo))
        column.addWidget(_indented(self.protected))
        protects = label(theme, words("desk.evidence.protects"), "caption", "ink_2", wrap=True)
        column.addWidget(_indented(protects))
        column.addSpacing(theme.px(6))
        column.addWidget(_indented(label(theme, words("desk.evidence.used"), "strong")))
        column.addWidget(_indented(self.links))
        column.addWidget(_indented(self._facts))
        column.addStretch(1)

    def _same_link(self) -> QWidget:
        inside = QVBoxLayout(self._same)
        inside.setContentsMargins(4, 0, 4, 0)
        inside.setSpacing(0)
        inside.addWidget(label(self._theme, self._words("evidence.same_link"), "caption", "ink_2", wrap=True))
        inside.addLayout(self._same_items)
        return self._same

    def show_item(self, case: Case, item: Evidence) -> None:
        """Show an item of the case."""
        other = item.id != self._id
        self._id = item.id
        for name, field in self.fields.items():
            if other:
                field.show_fault("")
            control = field.control
            if isinstance(control, LineField | TextField) and not field.fault:
                control.show_value(text_of(self._words, item, name))
        self.protected.setChecked(item.protected)
        excerpt = self.fields["excerpt"].control
        if isinstance(excerpt, TextField):
            self.mark.mark(excerpt, protected=item.protected)
        self._show_same(same_link(case, item.url, item.id))
        self._show_echo(case, item)
        self._show_links(case, item)

    def _show_same(self, items: list[Evidence]) -> None:
        empty(self._same_items)
        for one in items:
            go = self._words("evidence.go_item", title=one.title)
            link = LinkButton(self._theme, Thing(one.id, one.title), go)
            link.clicked.connect(lambda _=False, key=one.id: self.item_asked.emit(key))
            self._same_items.addWidget(link)
        self._same.setVisible(bool(items))

    def _show_echo(self, case: Case, item: Evidence) -> None:
        """Say where a rationale that is not protected gives words of a protected excerpt away."""
        found = [one for one in echoes(case) if one.evidence == item.id] if item.protected else []
        names = self._words.listing([self._words(f"criterion.{one.key.split('.')[1]}.name") for one in found])
        self.echo.tell(self._words("evidence.echo", names=names, words=found[0].words) if found else "")

    def _show_links(self, case: Case, item: Evidence) -> None:
        words, model = self._words, self._state.workspace.model
        behind, facts = uses(case, item.id)
        things = {}
        for criterion in model.criteria:
            rating = case.ratings.get(criterion.id)
            level = None if rating is None else words.number(rating.estimate.best)
            note = "" if level is None else words("evidence.level", level=level)
            things[criterion.id] = Thing(criterion.id, words(f"criterion.{criterion.id}.name"), note)
        self.links.show_links(
            [thing for key, thing in things.items() if key in behind],
            [thing for key, thing in things.items() if key in case.ratings and key not in behind],
        )
        self._facts.setText(words.count("evidence.facts", facts) if facts else "")
        self._facts.setVisible(bool(facts))

    def _item(self) -> tuple[Case, Evidence] | None:
        case = self._state.stored_case
        items = [] if case is None else [item for item in case.evidence if item.id == self._id]
        return (case, items[0]) if case is not None and items else None

    def _enter(self, name: str, text: str) -> None:
        found = self._item()
        if found is None:
            return
        _, item = found
        value: Any = text.strip() or None
        if name == "title":
            value = " ".join(text.split())  # pasted words may bring line breaks
        elif name == "reliability":
            value = _kind(self._words, text)
        elif name == "date":
            try:
                value = date_of(self._words, text)
            except NotADateError:
                self.fields[name].show_fault(self._words("desk.entry.not_a_date"))
                return
        new = replace(item, **{name: value})
        texts = [text_of(self._words, one, name) for one in (item, new)]
        notice = change_notice(self._words, self._words(f"desk.evidence.{name}"), *texts)
        self._replace(new, self.fields[name], notice)

    def _protect(self, ticked: bool) -> None:
        found = self._item()
        if found is not None:
            key = "notice.protected" if ticked else "notice.unprotected"
            notice = self._words(key, title=found[1].title)
            self._replace(replace(found[1], protected=ticked), self.fields["title"], notice)

    def _replace(self, new: Evidence, field: Field, notice: str) -> None:
        case = self._state.stored_case
        if case is not None:
            items = tuple(new if item.id == new.id else item for item in case.evidence)
            place = [item.id for item in items].index(new.id)
            enter(self._state, field, replace(case, evidence=items), ("evidence", f"evidence[{place}]"), notice)

    def _link(self, criterion: str, *, link: bool) -> None:
        found = self._item()
        if found is None or criterion not in found[0].ratings:
            return
        case, item = found
        name = self._words(f"criterion.{criterion}.name")
        notice = self._words("notice.linked" if link else "notice.unlinked", title=item.title, name=name)
        self._state.edit(linked(case, item.id, criterion, link=link), "rating", f"ratings.{criterion}", notice)


def text_of(words: Words, item: Evidence, name: str) -> str:
    """A field of an item as it stands in its control."""
    value = getattr(item, name)
    if value is None:
        return ""
    if name == "reliability":
        return reliability_words(words, value)
    return value if isinstance(value, str) else words.day(value)


def _kind(words: Words, text: str) -> str | None:
    """One of the usual kinds where its words were given, in any case; else what was written."""
    typed = text.strip()
    usual = {words(f"reliability.{kind}").casefold(): kind for kind in RELIABILITIES}
    return usual.get(typed.casefold(), typed) or None


def _indented(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(4, 0, 4, 0)
    row.addWidget(widget)
    return holder
