"""Step 2: the evidence of the case: found, sorted, entered, dropped or pasted, and linked to the ratings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
)
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.desk.controls import LineField, button, label, rule, scrolled
from app.desk.evidence_arrivals import Found, document, link_in, sorted_out
from app.desk.evidence_form import EvidenceForm
from app.desk.evidence_head import DropFrame, EvidenceTools, LinkStop
from app.desk.evidence_list import EvidenceList, EvidenceModel
from app.desk.evidence_uses import arranged, next_id, same_link, use_counts, uses, without
from app.desk.importing import dropped_files
from app.desk.side_by_side import SideBySide
from app.desk.stale import WhenSeen
from app.desk.state import DeskState
from app.desk.theme import Theme
from app.words import Words
from decision.case import Case, Evidence

RING = 3
"""Pixels about the list that the focus ring needs."""


class EvidenceStep(QWidget):
    """The list of evidence and the selected item beside it. Links and documents may be dropped on the step."""

    rating_asked = Signal(str)
    """The rating of this criterion is to be shown."""
    import_asked = Signal(object)
    """Case files, packs or notes of ours (paths) were dropped: they belong into the library."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__()
        self._state, self._theme = state, theme
        self._words = state.workspace.words
        self._case: Case | None = None
        self.items = EvidenceModel(self._words)
        self.list = EvidenceList(theme, self.items, self._words)
        self.tools = EvidenceTools(theme, self._words)
        self.form = EvidenceForm(state, theme)
        self._build()
        self._frame = DropFrame(theme, self._words("evidence.drop"), self)
        self._stop = LinkStop(self)
        self._stop.guard(self)
        self._connect()

    def status(self) -> tuple[str, str]:
        """Done where every rating has evidence behind it."""
        case = self._state.case
        if case is None or not case.evidence:
            return "nothing", self._words("desk.evidence.none")
        bare = any(not rating.evidence for rating in case.ratings.values())
        return "part" if bare else "done", self._words.count("desk.evidence.items", len(case.evidence))

    def show_item(self, item_id: str) -> bool:
        """Show an item and give its list the keyboard; False where the case has none with this id."""
        case = self._state.case
        if case is None or item_id not in [item.id for item in case.evidence]:
            return False
        self._take(case)
        if self.items.row_of(item_id) < 0:
            self.tools.clear()
            self._arrange(None)
        self._choose(self.items.row_of(item_id))
        self.list.setFocus()
        return True

    def _build(self) -> None:
        theme, words = self._theme, self._words
        self.add = button(theme, words("desk.evidence.add"), "primary", "plus")
        self.paste = button(theme, words("evidence.paste"), "", "copy")
        self.paste.setToolTip(words("evidence.paste_tip"))
        self.remove = button(theme, words("desk.evidence.remove"), "", "bin")
        self.setAcceptDrops(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._left(), 3)
        row.addWidget(rule(theme, vertical=True))
        self._pages = QStackedWidget()
        self._pages.addWidget(scrolled(self.form))
        self._pages.addWidget(QWidget())
        row.addWidget(self._pages, 2)

    def _left(self) -> QWidget:
        theme, words = self._theme, self._words
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(theme.px(24), theme.px(14), theme.px(20), theme.px(12))
        column.setSpacing(theme.px(10))
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(8))
        buttons.addStretch(1)
        for one in (self.remove, self.paste, self.add):
            buttons.addWidget(one)
        heading = label(theme, words("desk.step.evidence"), "title")
        column.addWidget(SideBySide(theme, [(heading, 1), (buttons, 0)], 0, 12))
        column.addWidget(label(theme, words("desk.evidence.lead"), "body", "ink_2", wrap=True))
        column.addWidget(self.tools)
        captions = QHBoxLayout()
        captions.setContentsMargins(theme.px(12) + RING, 0, theme.px(12) + RING, 0)
        captions.addWidget(label(theme, words("desk.evidence.head.item"), "caption", "ink_2"))
        captions.addStretch(1)
        captions.addWidget(label(theme, words("desk.evidence.head.uses"), "caption", "ink_2"))
        column.addLayout(captions)
        listed = QVBoxLayout()
        listed.setSpacing(0)
        listed.addWidget(rule(theme))
        listed.addWidget(self._lists(), 1)
        column.addLayout(listed, 1)
        return left

    def _lists(self) -> QStackedWidget:
        """The list, or why it is empty with the way out."""
        theme, words = self._theme, self._words
        self.clear = button(theme, words("evidence.clear_filters"), "link")
        self.clear.clicked.connect(self._clear)
        self._listed = QStackedWidget()
        self._listed.setContentsMargins(RING, RING, RING, RING)
        self._listed.addWidget(self.list)
        for sentence, way_out in ((words("desk.evidence.empty"), None), (words("evidence.no_match"), self.clear)):
            page = QWidget()
            inside = QVBoxLayout(page)
            inside.setContentsMargins(theme.px(12), theme.px(16), theme.px(12), 0)
            inside.addWidget(label(theme, sentence, "body", "ink_2", wrap=True))
            if way_out is not None:
                inside.addWidget(way_out, 0, Qt.AlignmentFlag.AlignLeft)
            inside.addStretch(1)
            self._listed.addWidget(page)
        return self._listed

    def _connect(self) -> None:
        self._state.case_changed.connect(WhenSeen(self, self._show).follow)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self._select(now.row()))
        self.list.pasted.connect(self._paste)
        self.list.removal_asked.connect(self._remove)
        self.tools.changed.connect(lambda: self._arrange(None))
        self.add.clicked.connect(lambda: self._add([self._blank()]))
        self.paste.clicked.connect(lambda: self._paste(QGuiApplication.clipboard().text()))
        self.remove.clicked.connect(self._remove)
        self.form.rating_asked.connect(self.rating_asked)
        self.form.item_asked.connect(self.show_item)

    def _show(self) -> None:
        """Follow the case."""
        if self._state.case is not None:
            self._take(self._state.case)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Hand the keyboard on: a focus proxy would take what stands before it out of the Tab order."""
        super().focusInEvent(event)
        (self.list if self.list.isVisible() else self.add).setFocus(event.reason())

    def _take(self, case: Case) -> None:
        before, self._case = self._case, case
        if before is not None and (before.id, before.evidence) == (case.id, case.evidence):
            if (before.ratings, before.brief) == (case.ratings, case.brief):
                return
        elif before is None or before.id != case.id:
            self.tools.clear()
        self._arrange(self._selected_id())

    def _arrange(self, keep: str | None) -> None:
        """List the items as they are wanted, and stay with the selected one or in its place."""
        case = self._case
        if case is None:
            return
        bar = self.list.verticalScrollBar()
        row, scroll, chosen = self.list.currentIndex().row(), bar.value(), self._selected_id()
        counts = use_counts(case)
        items = arranged(case, counts, self.tools.wanted, keep)
        self.items.show_items(items, counts)
        self.tools.show_counts(case, counts)
        self._listed.setCurrentIndex(0 if items else 2 if case.evidence else 1)
        self._pages.setCurrentIndex(0 if items else 1)
        self.remove.setEnabled(bool(items))
        if items:
            place = self.items.row_of(chosen)
            bar.setValue(scroll)
            self._choose(place if place >= 0 else min(max(row, 0), len(items) - 1))

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.items.index(row))
        self._select(row)

    def _selected_id(self) -> str | None:
        item = self.items.item(self.list.currentIndex().row())
        return None if item is None else item.id

    def _select(self, row: int) -> None:
        item = self.items.item(row)
        if item is not None and self._case is not None:
            self.form.show_item(self._case, item)

    def _clear(self) -> None:
        self.tools.clear()
        self._arrange(None)
        self.list.setFocus()

    def _blank(self) -> Found:
        return Found(self._words("desk.evidence.new"))

    def _add(self, found: Sequence[Found]) -> None:
        """Make items, all in one edit; the title of the last is ready to be typed over."""
        case = self._state.stored_case
        if case is None or not found:
            return
        changed = case
        for one in found:
            item = Evidence(next_id(changed), one.title, source=one.file, url=one.url)
            changed = replace(changed, evidence=(*changed.evidence, item))
        made = changed.evidence[len(case.evidence) :]
        if self._state.edit(changed, "evidence", "evidence", self._added(made)):
            self.show_item(made[-1].id)
            title = self.form.fields["title"].control
            title.setFocus()
            if isinstance(title, LineField):
                title.selectAll()

    def _added(self, made: Sequence[Evidence]) -> str:
        if len(made) > 1:
            return self._words.count("notice.evidence.added_several", len(made))
        if made[0].url is None and made[0].source is None:
            return self._words("notice.evidence.added")
        return self._words("notice.evidence.added_one", title=made[0].title)

    def _paste(self, text: str) -> None:
        """Make an item of the link in a text; one that is there already is shown instead."""
        found, case = link_in(text), self._state.stored_case
        if case is None:
            return
        if found is None:
            self._state.noticed.emit(self._words("evidence.no_link"), False)
        elif there := same_link(case, found.url):
            self.show_item(there[0].id)
            self._state.noticed.emit(self._words("evidence.link_there", title=there[0].title), False)
        else:
            self._add([found])

    def _remove(self) -> None:
        case, chosen = self._state.stored_case, self._selected_id()
        if case is None or chosen is None:
            return
        item = next((item for item in case.evidence if item.id == chosen), None)
        if item is not None:
            used, facts = uses(case, chosen)
            notice = removal_notice(self._words, item.title, used, facts)
            self._state.edit(without(case, chosen), "evidence", "evidence", notice)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        """Links and files may be dropped anywhere on the step."""
        if self._state.stored_case is not None and event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._frame.show_over()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is dropped after all."""
        self._frame.hide()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        """Make items of documents and links; what holds a case goes to the library."""
        self._frame.hide()
        carried = event.mimeData()
        event.acceptProposedAction()
        files = dropped_files(carried)
        if files:
            self._sort_out(files)
        elif carried.urls():
            self._paste(carried.urls()[0].toString())

    def _sort_out(self, paths: list[Path]) -> None:
        state, case = self._state, self._state.stored_case

        def sorted_(answer: tuple[list[Path], list[Path]]) -> None:
            documents, cases = answer
            if state.stored_case is not None and case is not None and state.stored_case.id == case.id:
                self._add([document(path) for path in documents])
            if cases:
                self.import_asked.emit(cases)
            elif not documents:
                state.noticed.emit(self._words("evidence.no_document"), False)

        state.runner.start("evidence", lambda _: sorted_out(state.workspace, paths), sorted_, state.faulted.emit)


def removal_notice(words: Words, title: str, used: Sequence[str], facts: int) -> str:
    """What was removed and where it was used, in a sentence."""
    names = [words(f"criterion.{criterion}.name") for criterion in used]
    if facts:
        names.append(words.count("desk.evidence.facts", facts))
    if not names:
        return words("notice.evidence.removed", title=title)
    return words("notice.evidence.removed_used", title=title, uses=words.listing(names))
