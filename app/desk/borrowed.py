"""TEMPORARY: the colleague's modules, or stand-ins until they exist."""

from PySide6.QtWidgets import QWidget

try:
    from app.desk.pictures import paint_bands, paint_glyph, paint_mark
except ImportError:
    def paint_mark(painter, rect, place, theme):
        painter.save()
        painter.setBrush(theme.colour("surface") if place == 2 else __import__("PySide6.QtGui").QtGui.QColor(theme.palette.option(place).mark))
        painter.setPen(__import__("PySide6.QtGui").QtGui.QColor(theme.palette.option(place).mark))
        painter.drawEllipse(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    paint_glyph = paint_mark
    paint_bands = None


class _Empty(QWidget):
    def __init__(self, state, theme):
        super().__init__()

    def status(self):
        return "nothing", ""


try:
    from app.desk.ratings_step import RatingsStep
except ImportError:
    RatingsStep = _Empty
try:
    from app.desk.weights_step import WeightsStep
except ImportError:
    WeightsStep = _Empty
try:
    from app.desk.results_step import ResultsStep
except ImportError:
    ResultsStep = _Empty
try:
    from app.desk.ranks_dock import RanksDock
except ImportError:
    RanksDock = _Empty
