"""The row of the phone's status bar: decoration, and what the phone's state needs shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QWidget

from aitdesk.engine.qt.chip import draw_chips
from aitdesk.engine.qt.style import bar_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from aitdesk.engine.qt.style import Theme

FLASH_MS = 1_500
_SIDE_PX = 88


class StatusRow(QWidget):
    """Where the phone's own row would be; lets every click through.

    A phone on its side may have none: then its chips are in the free part of the bar.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._chips: list[str] = []
        self._flashed = ""
        self._is_row = True
        self._flash_end = QTimer(self, singleShot=True)
        self._flash_end.timeout.connect(self._end_flash)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def place(self, box: QRect, *, is_row: bool) -> None:
        """Take this part of the window: the whole row, or one that is for the chips alone."""
        self._is_row = is_row
        self.setGeometry(box)
        self.update()

    def set_chips(self, chips: list[str]) -> None:
        """Show short texts."""
        self._chips = list(chips)
        self.update()

    def flash(self, text: str) -> None:
        """Show a short text before the chips for a moment; a later one takes its place."""
        self._flashed = text
        self._flash_end.start(FLASH_MS)
        self.update()

    def _end_flash(self) -> None:
        self._flashed = ""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Paint the row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self._is_row:
            area.translate(0, 4)
            self._paint_time(painter, area.center().y())
            self._paint_battery(painter, area.center().y())
            area.adjust(_SIDE_PX, 0, -_SIDE_PX, 0)
        chips = [self._flashed] * bool(self._flashed) + self._chips
        draw_chips(painter, chips, area, theme=self._theme)

    def _paint_time(self, painter: QPainter, middle: float) -> None:
        painter.setFont(bar_font(min(15, self.height() // 2), QFont.Weight.DemiBold))
        painter.setPen(self._theme.ink)
        painter.drawText(QRectF(0, middle - 12, 110, 24), Qt.AlignmentFlag.AlignCenter, "9:41")

    def _paint_battery(self, painter: QPainter, middle: float) -> None:
        ink = self._theme.ink
        body = QRectF(self.width() - 56, middle - 6, 24, 12)
        painter.setPen(QPen(ink, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, 3.5, 3.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(body.adjusted(2, 2, -2, -2), 2, 2)
        painter.drawRoundedRect(QRectF(body.right() + 1.5, middle - 2, 2, 4), 1, 1)
        for bar in range(4):
            height = 4 + 2.4 * bar
            painter.drawRoundedRect(
                QRectF(body.left() - 28 + 5 * bar, middle + 6 - height, 3.2, height), 1, 1
            )
