"""Printing a note: the pages of the very bytes that are exported, drawn at the printer's own resolution."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from app.desk.note_pdf import read_paper, render_page
from app.files import FileFault

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.tasks import Task

MOST_DOTS = 600
"""Dots an inch beyond which a page of text gains nothing and takes gigabytes."""

SIZES = {"A4": QPageSize.PageSizeId.A4, "Letter": QPageSize.PageSizeId.Letter}


def printer_for(paper: str, title: str) -> QPrinter:
    """A printer set up for a note on this paper, its margins being the note's own."""
    from PySide6.QtPrintSupport import QPrinter  # noqa: PLC0415 - needed by printing alone

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(SIZES[paper]))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    return printer


def ask_printer(printer: QPrinter, pages: int, parent: QWidget) -> bool:
    """The system's own question: which printer, which pages, how many copies."""
    from PySide6.QtPrintSupport import QPrintDialog  # noqa: PLC0415 - needed by printing alone

    dialog = QPrintDialog(printer, parent)
    dialog.setMinMax(1, pages)
    return bool(dialog.exec())


def print_note(data: bytes, printer: QPrinter, task: Task) -> None:
    """Print the pages that were asked for; to be called aside. :class:`FileFault` where the printer
    takes nothing.

    A page is scaled to the sheet where the printer holds another one.
    """
    count = len(read_paper(data).sizes)
    first = max(printer.fromPage(), 1)
    last = min(printer.toPage() or count, count)
    dots = min(printer.resolution(), MOST_DOTS)
    painter = QPainter()
    if not painter.begin(printer):
        raise FileFault("not_printed", Path(printer.outputFileName() or printer.printerName()))
    try:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in range(first, last + 1):
            if not task.report(number - first, last - first + 1):
                printer.abort()
                return
            if number > first:
                printer.newPage()
            image = render_page(data, number - 1, dots)
            sheet = printer.pageLayout().fullRectPixels(printer.resolution()).size()
            size = image.size().scaled(sheet, Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (sheet.width() - size.width()) / 2, (sheet.height() - size.height()) / 2
            painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
    finally:
        painter.end()
