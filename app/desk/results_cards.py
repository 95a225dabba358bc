"""The three lines of argument side by side: what each names, why, and whether it is what is recommended."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.desk.controls import empty, label
from app.desk.icons import paint_icon
from app.desk.pictures import paint_glyph, paint_mark
from app.desk.results_data import Rows
from app.desk.results_pictures import ValuesPicture
from app.desk.state import DeskState
from app.desk.theme import Theme
from decision.analysis import Analysis
from decision.explanation.disagreement import Line, LineVerdict

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class OptionLine(QWidget):
    """An option's mark and name in its colour, or the word for nothing."""

    def __init__(self, theme: Theme, role: str = "section") -> None:
        super().__init__()
        self._theme, self._role = theme, role
        self._place: int | None = None
        self.text = ""
        self.setFixedHeight(theme.px(24))

    def show_option(self, place: int | None, text: str) -> None:
        """Show an option by its place, or words alone."""
        self._place, self.text = place, text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its name."""
        self.setFont(self._theme.font(self._role))
        return QSize(self.fontMetrics().horizontalAdvance(self.text) + self._theme.px(24), self._theme.px(24))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A name is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """Mark and name."""
        painter, theme, words = QPainter(self), self._theme, QRectF(self.rect())
        painter.setPen(theme.colour("ink_2"))
        if self._place is not None:
            side = theme.px(14 if self._role == "section" else 11)
            turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = self.width() - side if turned else 0
            paint_mark(painter, QRectF(left, (self.height() - side) / 2, side, side), self._place, theme)
            room = side + theme.px(6)
            words.adjust(0 if turned else room, 0, -room if turned else 0, 0)
            painter.setPen(theme.palette.option(self._place).text)
        painter.setFont(theme.font(self._role))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text)


class Glyph(QWidget):
    """The structure glyph of an option."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._place: int | None = None
        self.setFixedSize(theme.px(96), theme.px(48))

    def show_option(self, place: int | None) -> None:
        """Show an option's glyph, or nothing."""
        self._place = place
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The glyph."""
        if self._place is not None:
            paint_glyph(QPainter(self), QRectF(self.rect()).adjusted(2, 2, -2, -2), self._place, self._theme)


class Tag(QWidget):
    """Agrees, outlined with an equal sign; Differs, filled with the unequal sign."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._filled, self.text = theme, False, ""
        self.setFont(theme.font("caption_strong"))
        self.setFixedHeight(theme.px(22))

    def show_verdict(self, text: str, *, differs: bool) -> None:
        """Show a verdict in words."""
        self.text, self._filled = f"{'≠' if differs else '='}  {text}", differs
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its words and its sign."""
        words = self.fontMetrics().horizontalAdvance(self.text[1:].strip())
        return QSize(words + self._theme.px(40), self._theme.px(22))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A verdict is never cut."""
        return self.sizeHint()

    def _sign(self) -> str:
        return "unequal" if self._filled else "equal"

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """A pill."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("primary" if self._filled else "edge"), 1))
        painter.setBrush(theme.colour("primary" if self._filled else "surface"))
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        ink = theme.colour("primary_text" if self._filled else "ink_2")
        side, off = theme.px(12), theme.px(10)
        turned = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - off - side if turned else off
        paint_icon(painter, QRectF(left, (self.height() - side) / 2, side, side), self._sign(), ink)
        painter.setPen(ink)
        room = theme.px(27)
        words = shape.adjusted(0, 0, -room, 0) if turned else shape.adjusted(room, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self.text[1:].strip())


class LineCard(QWidget):
    """One line of argument: a frame with the colour of its option on top, filled by its kind."""

    def __init__(self, state: DeskState, theme: Theme, line: Line) -> None:
        super().__init__()
        self.state, self.theme, self.words = state, theme, state.workspace.words
        self._line = line
        self._place: int | None = None
        self.option, self.tag = OptionLine(theme), Tag(theme)
        self.body = QVBoxLayout()
        self.foot: QLabel = label(theme, "", "caption", "ink_2", wrap=True)
        page = QVBoxLayout(self)
        page.setContentsMargins(theme.px(16), theme.px(14), theme.px(16), theme.px(12))
        page.setSpacing(theme.px(6))
        head = QHBoxLayout()
        head.addWidget(label(theme, self.words(f"line.{line}"), "section"))
        self.caption = label(theme, self.words(f"results.line.{line}"), "caption", "ink_2")
        head.addWidget(self.caption)
        head.addStretch(1)
        head.addWidget(self.tag)
        page.addLayout(head)
        page.addWidget(self.option)
        self.body.setSpacing(theme.px(2))
        page.addLayout(self.body)
        page.addStretch(1)
        self.last = QHBoxLayout()
        self.last.addWidget(self.foot, 1)
        page.addLayout(self.last)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name
        """The frame."""
        painter, theme = QPainter(self), self.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if self._place is not None:
            shape = QPainterPath()
            shape.addRoundedRect(QRectF(self.rect()), 6, 6)
            painter.setClipPath(shape)
            painter.fillRect(QRectF(0, 0, self.width(), theme.px(4)), theme.palette.option(self._place).mark)

    def show_analysis(self, analysis: Analysis) -> None:
        """Show what the line rests on."""
        raise NotImplementedError

    def show_verdict(self, analysis: Analysis, verdict: LineVerdict) -> None:
        """Show what the line names and whether it agrees."""
        options = analysis.model.option_ids
        self._place = options.index(verdict.option) if verdict.option else None
        text = (
            self.words(f"option.{verdict.option}.name") if verdict.option else self.words("results.names_nothing")
        )
        self.option.show_option(self._place, text)
        word = "results.agrees" if verdict.agrees else "results.differs"
        self.tag.show_verdict(self.words(word), differs=not verdict.agrees)
        self.update()

    def clear(self) -> None:
        """Take the former contents away."""
        empty(self.body)


class AnalysisCard(LineCard):
    """Values with their bars."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__(state, theme, Line.ANALYSIS)
        self.picture = ValuesPicture(theme)
        self.body.addWidget(self.picture)

    def show_analysis(self, analysis: Analysis) -> None:
        """Options by value, the lead, and how much is rated."""
        words, gap = self.words, analysis.explanation.leading
        self.picture.show_rows(Rows(words, analysis).values())
        self.picture.tell(words("picture.values"))
        unrated = len(analysis.explanation.unrated)
        lead = words("results.ahead", points=words.number(gap.points, 1))
        rated = words.count("results.unrated", unrated) if unrated else words("results.all_rated")
        self.foot.setText(f"{lead} {rated}")


class PrecedentCard(LineCard):
    """The nearest documented cases."""

    def __init__(self, state: DeskState, theme: Theme) -> None:
        super().__init__(state, theme, Line.PRECEDENT)

    def show_analysis(self, analysis: Analysis) -> None:
        """Case, what was done, distance; and the line's own record."""
        self.clear()
        words, found, options = self.words, analysis.precedents, analysis.model.option_ids
        self.foot.setText(
            words(
                "results.precedent_record",
                supporting=found.supporting,
                nearest=len(found.nearest),
                comparable=found.comparable,
                agreed=found.agreed,
                tested=found.tested,
            )
        )
        if not found.nearest:
            return
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(self.theme.px(14))
        heads = words("results.nearest_of", nearest=len(found.nearest), documented=found.documented)
        grid.addWidget(label(self.theme, heads, "caption", "ink_2"), 0, 0)
        distance = label(self.theme, words("results.distance"), "caption", "ink_2")
        grid.addWidget(distance, 0, 2, _RIGHT)
        for line, item in enumerate(found.nearest, 1):
            grid.addWidget(label(self.theme, item.title, "body", wrap=True), line, 0)
            done = OptionLine(self.theme, "caption")
            done.show_option(options.index(item.option), words(f"option.{item.option}.short"))
            grid.addWidget(done, line, 1)
            figure = label(self.theme, words.number(item.distance, 2), "caption", "ink_2")
            grid.addWidget(figure, line, 2, _RIGHT)
        self.body.addLayout(grid)
