"""Icon and name of the mini-app in the bar; with a sign beside them they are the home button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPainterPath, QPixmap
from PySide6.QtWidgets import QAbstractButton

from aitdesk.engine.qt.button import PILL_HEIGHT_PX
from aitdesk.engine.qt.sign import draw_sign
from aitdesk.engine.qt.style import bar_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from aitdesk.engine.qt.style import Theme

# native host 2.10.8
_ICON_PX, _ICON_RADIUS_PX, _GAP_PX, _PADDING_PX, _HOME_PX = 18, 6, 6, 10, 18
_SHARPNESS = 3


class Brand(QAbstractButton):
    """The brand, as wide as its name; a narrower one cuts it. Only `is_home` can be pressed."""

    def __init__(self, name: str, theme: Theme, *, is_home: bool) -> None:
        super().__init__()
        self._name = name
        self._theme = theme
        self._is_home = is_home
        self._icon: QPixmap | None = None
        self.setFont(bar_font(16, QFont.Weight.DemiBold))
        self.setAccessibleName("홈" if is_home else name)
        self.setToolTip(name)
        self.setFixedHeight(PILL_HEIGHT_PX)
        self.setEnabled(is_home)
        if is_home:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if is_home else Qt.FocusPolicy.NoFocus)

    def sizeHint(self) -> QSize:  # Qt's name
        """Return the size at which nothing is cut."""
        name = QFontMetrics(self.font()).horizontalAdvance(self._name)
        return QSize(self._left_px() + name + self._right_px() + 1, PILL_HEIGHT_PX)

    def set_icon(self, picture: QPixmap) -> None:
        """Show the brand's icon left of its name."""
        self._icon = _rounded(picture)
        self.updateGeometry()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Draw icon, name, and where it is the home button its pill and sign."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        middle = self.height() / 2
        if self._is_home:
            is_touched = self.isDown() or self.underMouse() or self.hasFocus()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.pressed if is_touched else self._theme.pill)
            painter.drawRoundedRect(box, middle, middle)
            sign = QRectF(box.right() - _PADDING_PX - _HOME_PX, middle - _HOME_PX / 2, 0, 0)
            sign.setSize(QSize(_HOME_PX, _HOME_PX).toSizeF())
            draw_sign(painter, "home", sign, ink=self._theme.sign)
        if self._icon is not None:
            painter.drawPixmap(_PADDING_PX, int(middle - _ICON_PX / 2), self._icon)
        place = QRect(self.rect()).adjusted(self._left_px(), 0, -self._right_px(), 0)
        painter.setFont(self.font())
        painter.setPen(self._theme.ink)
        shown = QFontMetrics(self.font()).elidedText(
            self._name, Qt.TextElideMode.ElideRight, place.width()
        )
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, flags, shown)

    def _left_px(self) -> int:
        return _PADDING_PX + (0 if self._icon is None else _ICON_PX + _GAP_PX)

    def _right_px(self) -> int:
        return _PADDING_PX + (_GAP_PX + _HOME_PX if self._is_home else 0)


def _rounded(picture: QPixmap) -> QPixmap:
    side, radius = _ICON_PX * _SHARPNESS, _ICON_RADIUS_PX * _SHARPNESS
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
    shape.addRoundedRect(0, 0, side, side, radius, radius)
    painter.setClipPath(shape)
    painter.drawPixmap(0, 0, scaled)
    painter.end()
    rounded.setDevicePixelRatio(_SHARPNESS)
    return rounded
