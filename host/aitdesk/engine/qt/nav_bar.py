"""The partner navigation bar, as native widgets above the page.

Geometry and labels: native host 2.10.8. The row of the status bar above it is decoration: it shows
where the phone's own would be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QRegion
from PySide6.QtWidgets import QWidget

from aitdesk.engine.qt.accessory import AccessoryButton
from aitdesk.engine.qt.brand import Brand
from aitdesk.engine.qt.button import Glyph, Menu, draw_back
from aitdesk.engine.qt.status import StatusRow
from aitdesk.engine.qt.style import THEMES
from aitdesk.phone.device import NAV_BAR_HEIGHT_PX

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QPixmap, QResizeEvent

    from aitdesk.engine.window import Look
    from aitdesk.phone.accessory import Button
    from aitdesk.phone.device import Insets

_BACK_PX, _GAP_PX, _EDGE_PX = 38, 4, 12


class NavBar(QWidget):
    """Back, icon and title, the mini-app's own button, more, close; above them the status row.

    `back`, `brand`, `accessory`, `menu.more` and `menu.close_` are the buttons.
    """

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look.bar
        self._insets = look.insets
        self._theme = theme = THEMES[look.bar.theme]
        menu_theme = THEMES[look.bar.menu_theme]
        self.status = StatusRow(theme)
        self.back = Glyph(
            "뒤로가기",
            draw_back,
            ink=theme.ink,
            touched=theme.pressed,
            size=QSize(_BACK_PX, NAV_BAR_HEIGHT_PX),
        )
        self.brand = Brand(look.title, theme, is_home=look.bar.with_home_button)
        self.accessory = AccessoryButton(menu_theme)
        self.menu = Menu(menu_theme)
        self.back.setVisible(look.bar.with_back_button)
        self.brand.setVisible(look.bar.with_title)
        for part in (self.status, self.back, self.brand, self.accessory, self.menu):
            part.setParent(self)
        self.setFixedHeight(look.insets.top + NAV_BAR_HEIGHT_PX)

    def float_over(self, window: QWidget) -> None:
        """Lie on top of a page that has the whole window, and leave it every click but ours."""
        for part in (self, self.status):
            part.setParent(window)
            part.show()
            part.raise_()

    def set_insets(self, insets: Insets) -> None:
        """Keep other edges clear, as after a turn of the phone."""
        self._insets = insets
        self.setFixedHeight(insets.top + NAV_BAR_HEIGHT_PX)
        self._place()

    def set_accessory(self, button: Button | None) -> None:
        """Show the mini-app's own button, or none."""
        self.accessory.show_button(button)
        self._place()

    def set_icon(self, picture: QPixmap) -> None:
        """Show the brand's icon left of its name."""
        self.brand.set_icon(picture)
        self._place()

    def resizeEvent(self, _event: QResizeEvent) -> None:  # Qt's name
        """Put everything where it belongs at this width."""
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Paint the ground, unless the page shows through."""
        if not self._look.transparent_background:
            QPainter(self).fillRect(self.rect(), self._theme.ground)

    def _place(self) -> None:
        """Lay the row out from both ends; the name gets what is left, and is cut there."""
        top, left = self._insets.top, self._insets.left
        right = self.width() - self._insets.right - _EDGE_PX
        for part, is_there in ((self.menu, True), (self.accessory, not self.accessory.isHidden())):
            if is_there:
                width = part.sizeHint().width() if part is self.menu else part.width()
                part.setGeometry(right - width, top + 5, width, 34)
                right -= width + _GAP_PX
        if self._look.with_back_button:
            self.back.move(left, top)
            left += _BACK_PX
        if self._look.with_title:
            width = min(self.brand.sizeHint().width(), right - left)
            self.brand.setGeometry(left, top + 5, width, 34)
            left += width
        if top:
            self.status.place(QRect(0, 0, self.width(), top), is_row=True)
        else:
            self.status.place(QRect(left, 0, right - left, NAV_BAR_HEIGHT_PX), is_row=False)
        if self._look.transparent_background:
            parts = (self.back, self.brand, self.accessory, self.menu)
            ours = (QRegion(part.geometry()) for part in parts if not part.isHidden())
            self.setMask(sum(ours, QRegion()))
