"""The button that a mini-app puts into the bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QAbstractButton

from aitdesk.engine.qt.sign import draw_sign, has_sign
from aitdesk.engine.qt.style import bar_font

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from aitdesk.engine.qt.style import Theme
    from aitdesk.phone.accessory import Button

_SIGN_PX = 20


class AccessoryButton(QAbstractButton):
    """Hidden until there is a button to show; screen readers get its title."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sign = ""
        self._letter = ""
        self.setFixedSize(QSize(44, 34))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.hide()

    def show_button(self, button: Button | None) -> None:
        """Show the button, or none."""
        self.setVisible(button is not None)
        if button is not None:
            self._sign, self._letter = sign_of(button.icon), button.title[:1] or "•"
            self.setAccessibleName(button.title)
            self.setToolTip(button.title)
            self.setEnabled(not button.is_disabled)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Draw the sign on a round ground."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        painter.setPen(Qt.PenStyle.NoPen)
        is_touched = self.isDown() or self.underMouse() or self.hasFocus()
        painter.setBrush(self._theme.pressed if is_touched else self._theme.pill)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setOpacity(1.0 if self.isEnabled() else 0.4)
        if self._sign:
            at = QRectF(0, 0, _SIGN_PX, _SIGN_PX)
            at.moveCenter(box.center())
            draw_sign(painter, self._sign, at, ink=self._theme.sign)
            return
        painter.setPen(self._theme.sign)
        painter.setFont(bar_font(16, QFont.Weight.DemiBold))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._letter)


def sign_of(icon: str) -> str:
    """Return the sign for an icon such as icon-heart-mono, "" for one that has none.

    Toss's own drawings are not public.
    """
    return next((word for word in icon.lower().split("-") if has_sign(word)), "")
