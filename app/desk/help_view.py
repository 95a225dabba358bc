"""The help: topics at the side, a field to find one, and the text of the chosen one; it ships with Footing."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from app.desk.contents_list import ContentsList
from app.desk.controls import LineField, label, rule
from app.desk.dialog import DeskDialog
from app.desk.help_topics import GROUPS, LINK, TOPICS, Topics
from app.desk.theme import Theme
from app.words import Words
from decision.model import DecisionModel

SIZE = (980, 720)
COLUMN = 620
"""The widest line of text, at 100 %."""

_SHEET = """
p, li {{ margin: 0 0 {s8}px 0; line-height: 118%; }}
ul {{ margin: 0 0 {s4}px 0; }}
p.title {{ font-size: {title}px; font-weight: 600; margin-bottom: {s10}px; }}
p.see {{ font-size: {section}px; font-weight: 600; margin-top: {s16}px; }}
b {{ font-weight: 600; }}
a {{ color: {ink}; text-decoration: underline; }}
"""


class HelpPage(QTextBrowser):
    """The text of a topic; it opens nothing by itself, its links are other topics."""

    topic_asked = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme = theme
        self.setOpenLinks(False)
        self.setFont(theme.font())
        self.setAccessibleName(name)
        self.setProperty("focusRing", True)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.document().setDocumentMargin(theme.px(12))
        self.document().setIndentWidth(theme.px(20))
        self.document().setDefaultStyleSheet(self._sheet())
        self.anchorClicked.connect(self._follow)

    def _sheet(self) -> str:
        theme = self._theme
        lengths = {f"s{length}": theme.px(length) for length in (4, 8, 10, 16)}
        sizes = {role: theme.font(role).pixelSize() for role in ("title", "section")}
        return _SHEET.format(ink=theme.palette.ink, **lengths, **sizes)

    def _follow(self, address: QUrl) -> None:
        self.topic_asked.emit(address.toString().removeprefix(LINK))

    def mark(self, typed: str) -> None:
        """Underline every place of every word that is typed."""
        document, marks = self.document(), []
        shape = QTextCharFormat()
        shape.setBackground(self._theme.colour("selected"))
        shape.setFontUnderline(True)
        for word in typed.split():
            at = QTextCursor(document)
            while not (at := document.find(word, at, QTextDocument.FindFlag(0))).isNull():
                selection = QTextEdit.ExtraSelection()
                selection.cursor, selection.format = at, shape
                marks.append(selection)
        self.setExtraSelections(marks)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """As wide as there is room, but no wider than one reads with ease."""
        super().resizeEvent(event)
        self.setLineWrapColumnOrWidth(min(self.viewport().width(), self._theme.px(COLUMN)))


class HelpView(DeskDialog):
    """The help in a window of its own, which may stay open beside the work."""

    def __init__(self, theme: Theme, words: Words, model: DecisionModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, "help.title", parent, SIZE)
        self.setWindowFlag(Qt.WindowType.Window)
        self.setModal(False)
        self._model = model
        self._make()
        self.show_topic(TOPICS[0])
        self.contents.setFocus()

    def show_anew(self) -> None:
        """Follow the look and the language as they are now, at the same topic."""
        topic = self.topic
        self._furnish()
        self._make()
        self.show_topic(topic)

    def _make(self) -> None:
        theme, words = self._theme, self._words
        self._topics = Topics(words, self._model)
        self.search = LineField(theme, words("help.search"))
        self.search.setAccessibleName(words("help.search"))
        self.contents = ContentsList(theme, words("help.contents"))
        self.page = HelpPage(theme, words("help.page"))
        self.none = label(theme, words("help.none"), "body", "ink_2", wrap=True)
        self._build()
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self.page.setFocus)
        self.contents.chosen.connect(self._show)
        self.page.topic_asked.connect(self.show_topic)
        self.add_button("settings.close", self.accept)
        self._fill(list(TOPICS))

    @property
    def topic(self) -> str:
        """The topic that is shown."""
        return self.contents.key

    def show_topic(self, topic: str) -> None:
        """Show a topic, whatever was looked for before; one that is not known is left alone."""
        if topic not in TOPICS:
            return
        if topic not in self.contents.entries():
            self.search.clear()
        self.contents.choose(topic)

    def _build(self) -> None:
        theme, left = self._theme, QVBoxLayout()
        left.setSpacing(theme.px(8))
        self.none.setAlignment(Qt.AlignmentFlag.AlignTop)
        for part in (self.search, self.contents, self.none):
            part.setMaximumWidth(theme.px(250))
            left.addWidget(part, 0 if part is self.search else 1)
        self.none.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addLayout(left, 2)
        row.addWidget(rule(theme, vertical=True))
        row.addWidget(self.page, 3)
        self.body.addLayout(row, 1)

    def _fill(self, found: list[str]) -> None:
        self.contents.clear()
        for group, topics in GROUPS:
            shown = [topic for topic in topics if topic in found]
            if shown:
                self.contents.add_head(self._words(f"help.group.{group}"))
            for topic in shown:
                self.contents.add_entry(topic, self._topics.titles[topic])

    def _find(self, typed: str) -> None:
        """Leave the topics that hold what is typed; one that is so called is shown, else the one there was."""
        before, found = self.topic, self._topics.holding(typed)
        self.contents.setVisible(bool(found))
        self.none.setVisible(not found)
        if not found:
            return
        self._fill(found)
        named = self._topics.named(typed) if typed.strip() else []
        self.contents.choose(next(iter(named), before if before in found else found[0]))

    def _show(self, topic: str) -> None:
        self.page.setHtml(self._topics.page(topic))
        self.page.mark(self.search.text())
