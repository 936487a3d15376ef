"""The partner navigation bar, as native widgets above the page.

Geometry and labels: native host 2.9.2 and newer. The row of the status bar above it
is decoration: it shows where the phone's own would be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QLabel, QWidget

from aitdesk.shell.device import NAV_BAR_HEIGHT_PX

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent

    from aitdesk.chrome import Look

INK: Final = QColor("#191F28")
GREY: Final = QColor("#4E5968")
PILL: Final = QColor("#F2F4F6")
BLUE: Final = QColor("#3182F6")
PRESSED: Final = QColor("#E5E8EB")
FAMILIES: Final = [
    "Pretendard",
    "Apple SD Gothic Neo",
    "Noto Sans KR",
    "Noto Sans CJK KR",
    "Malgun Gothic",
    "sans-serif",
]

MENU_STYLE: Final = f"""
QMenu {{ background: white; border: 1px solid {PRESSED.name()}; padding: 6px; color: {INK.name()} }}
QMenu::item {{ padding: 10px 20px; border-radius: 8px }}
QMenu::item:selected {{ background: {PILL.name()} }}
"""

QUESTION_STYLE: Final = f"""
QMessageBox {{ background: white; border: 1px solid {PRESSED.name()} }}
QLabel {{ color: {INK.name()}; padding: 4px 12px 4px 0 }}
QPushButton {{ background: {PILL.name()}; color: {GREY.name()}; border: 0; border-radius: 10px;
               padding: 10px 18px; font-weight: 600 }}
QPushButton:default {{ background: {BLUE.name()}; color: white }}
QPushButton:focus {{ border: 2px solid {INK.name()} }}
"""

_ICON_PX = 18  # native host 2.10.8
_ICON_RADIUS_PX = 6
_TITLE_MOST_PX = 168


def _back(painter: QPainter, box: QRectF) -> None:
    x, y = box.center().x(), box.center().y()
    painter.drawPolyline([QPointF(x + 4, y - 8), QPointF(x - 4, y), QPointF(x + 4, y + 8)])


def _more(painter: QPainter, box: QRectF) -> None:
    painter.setBrush(painter.pen().color())
    for offset in (-6, 0, 6):
        painter.drawEllipse(box.center() + QPointF(offset, 0), 1.1, 1.1)


def _close(painter: QPainter, box: QRectF) -> None:
    x, y = box.center().x(), box.center().y()
    painter.drawLine(QPointF(x - 5.5, y - 5.5), QPointF(x + 5.5, y + 5.5))
    painter.drawLine(QPointF(x - 5.5, y + 5.5), QPointF(x + 5.5, y - 5.5))


class _Glyph(QAbstractButton):
    """A button that is only a line drawing; screen readers get its label."""

    def __init__(
        self, label: str, draw: Callable[[QPainter, QRectF], None], *, ink: QColor, size: QSize
    ) -> None:
        super().__init__()
        self._draw = draw
        self._ink = ink
        self.setFixedSize(size)
        self.setAccessibleName(label)
        self.setToolTip(label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        if self.isDown() or self.underMouse() or self.hasFocus():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(PRESSED)
            painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 14, 14)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(
            QPen(
                self._ink,
                2,
                Qt.PenStyle.SolidLine,
                Qt.PenCapStyle.RoundCap,
                Qt.PenJoinStyle.RoundJoin,
            )
        )
        self._draw(painter, box)


class NavBar(QWidget):
    """Back, icon and title, more, close. `back`, `more` and `close_` are the buttons."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._inset_top_px = look.insets.top
        self.setFixedHeight(look.insets.top + NAV_BAR_HEIGHT_PX)
        self.back = _Glyph("뒤로가기", _back, ink=INK, size=QSize(44, 44))
        self.more = _Glyph("더보기", _more, ink=GREY, size=QSize(42, 34))
        self.close_ = _Glyph("닫기", _close, ink=GREY, size=QSize(42, 34))
        grid = QGridLayout(self)
        grid.setContentsMargins(4, look.insets.top, 12, 0)
        grid.addWidget(self.back, 0, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._brand(look.title), 0, 0, Qt.AlignmentFlag.AlignCenter)
        grid.addWidget(
            self._pill(), 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )

    def set_icon(self, picture: QPixmap) -> None:
        """Show the brand's icon left of its name."""
        side = _ICON_PX * 3
        scaled = picture.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        rounded = QPixmap(side, side)
        rounded.fill(Qt.GlobalColor.transparent)
        painter = QPainter(rounded)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(0, 0, side, side, _ICON_RADIUS_PX * 3, _ICON_RADIUS_PX * 3)
        painter.setClipPath(shape)
        painter.drawPixmap(0, 0, scaled)
        painter.end()
        rounded.setDevicePixelRatio(3)
        self._icon.setPixmap(rounded)
        self._icon.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Paint the white ground and the status row."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._inset_top_px:
            self._status(painter)

    def _brand(self, title: str) -> QWidget:
        self._icon = QLabel()
        self._icon.setFixedSize(_ICON_PX, _ICON_PX)
        self._icon.hide()
        font = bar_font(15, QFont.Weight.DemiBold)
        name = QLabel(
            QFontMetrics(font).elidedText(title, Qt.TextElideMode.ElideRight, _TITLE_MOST_PX)
        )
        name.setFont(font)
        name.setStyleSheet(f"color: {INK.name()}")
        name.setAccessibleName(title)
        brand = QWidget()
        row = QHBoxLayout(brand)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(name)
        return brand

    def _pill(self) -> QWidget:
        pill = QWidget()
        pill.setObjectName("pill")
        pill.setStyleSheet(f"#pill {{ background: {PILL.name()}; border-radius: 17px }}")
        row = QHBoxLayout(pill)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.more)
        row.addWidget(self.close_)
        return pill

    def _status(self, painter: QPainter) -> None:
        middle = self._inset_top_px / 2 + 4
        painter.setFont(bar_font(min(15, self._inset_top_px // 2), QFont.Weight.DemiBold))
        painter.setPen(INK)
        painter.drawText(QRectF(0, middle - 12, 110, 24), Qt.AlignmentFlag.AlignCenter, "9:41")
        body = QRectF(self.width() - 56, middle - 6, 24, 12)
        painter.setPen(QPen(INK, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(body, 3.5, 3.5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(INK)
        painter.drawRoundedRect(body.adjusted(2, 2, -2, -2), 2, 2)
        painter.drawRoundedRect(QRectF(body.right() + 1.5, middle - 2, 2, 4), 1, 1)
        for bar in range(4):
            height = 4 + 2.4 * bar
            painter.drawRoundedRect(
                QRectF(body.left() - 28 + 5 * bar, middle + 6 - height, 3.2, height), 1, 1
            )


def bar_font(size_px: int, weight: QFont.Weight) -> QFont:
    """Return a font that has Korean, in pixels."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font
