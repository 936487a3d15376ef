"""The web view's own dialog, drawn by the window: the page that asks stands still meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from aitdesk.engine.qt.style import BLUE, GREY, INK, PRESSED, bar_font

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from aitdesk.engine.web_listener import Dialog

_WIDTHS_PX: Final = {"ios": 272, "android": 312}
_RADII_PX: Final = {"ios": 16, "android": 28}
_SHADE: Final = QColor(0, 0, 0, 115)
_EDGE_PX: Final = 24


class AlertCard(QWidget):
    """Lies over the view until it is answered; `told` gets a choice and what is in the field."""

    def __init__(
        self, view: QWidget, dialog: Dialog, told: Callable[[str, str | None], object]
    ) -> None:
        super().__init__(view)
        self._dialog = dialog
        self._told = told
        self._field = _field(dialog)
        self._card = self._draw()
        view.installEventFilter(self)
        self.resize(view.size())
        self._place()
        self.show()
        self.raise_()
        (self._field or self._buttons[-1]).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # Qt's name
        """Stay as large as the view."""
        if event.type() == QEvent.Type.Resize and isinstance(watched, QWidget):
            self.resize(watched.size())
            self._place()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # Qt's name
        """Dim the page."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), _SHADE)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # Qt's name
        """Take Escape for what it stands for, and Enter for going along."""
        if event.key() == Qt.Key.Key_Escape and self._dialog.dismiss is not None:
            self._take(self._dialog.dismiss)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            at = self._buttons.index(focused) if focused in self._buttons else -1
            self._take(self._dialog.choices[at][0])

    def _take(self, choice: str) -> None:
        self._told(choice, None if self._field is None else self._field.text())

    def _draw(self) -> QFrame:
        dialog, is_ios = self._dialog, self._dialog.platform == "ios"
        card = QFrame(self)
        card.setObjectName("card")
        card.setAccessibleName(dialog.title or dialog.text)
        radius_px = _RADII_PX[dialog.platform]
        card.setStyleSheet(f"#card {{ background: #F9F9FB; border-radius: {radius_px}px }}")
        column = QVBoxLayout(card)
        column.setContentsMargins(18, 20, 18, 8)
        column.setSpacing(12)
        aligned = Qt.AlignmentFlag.AlignHCenter if is_ios else Qt.AlignmentFlag.AlignLeft
        if dialog.title:
            column.addWidget(_label(dialog.title, aligned, size_px=17, is_bold=True))
        column.addWidget(_scrolled(_label(dialog.text, aligned, size_px=14, is_bold=False)))
        if self._field is not None:
            column.addWidget(self._field)
        row: QBoxLayout = QHBoxLayout()
        if not is_ios:
            row.addStretch()
        self._buttons = [self._button(choice, label) for choice, label in dialog.choices]
        for button in self._buttons:
            row.addWidget(button)
        column.addLayout(row)
        return card

    def _button(self, choice: str, label: str) -> QPushButton:
        button = QPushButton(label)
        is_last = choice == self._dialog.choices[-1][0]
        button.setFont(bar_font(16, QFont.Weight.DemiBold if is_last else QFont.Weight.Normal))
        button.setMinimumSize(QSize(56, 44))
        button.setStyleSheet(
            f"QPushButton {{ border: 0; background: transparent; color: {BLUE.name()} }}"
            f"QPushButton:focus {{ border: 2px solid {INK.name()}; border-radius: 10px }}"
            f"QPushButton:pressed {{ background: {PRESSED.name()} }}"
        )
        button.setAccessibleName(label)
        button.setObjectName(f"choice-{choice}")
        button.clicked.connect(lambda: self._take(choice))
        return button

    def _place(self) -> None:
        width_px = min(_WIDTHS_PX[self._dialog.platform], max(self.width() - 2 * _EDGE_PX, 120))
        self._card.setFixedWidth(width_px)
        self._card.setMaximumHeight(max(self.height() - 2 * _EDGE_PX, 160))
        self._card.adjustSize()
        spare = self.size() - self._card.size()
        self._card.move(spare.width() // 2, max(spare.height() // 2, 0))


def _field(dialog: Dialog) -> QLineEdit | None:
    if dialog.field is None:
        return None
    field = QLineEdit(dialog.field)
    field.setObjectName("field")
    field.setFont(bar_font(14, QFont.Weight.Normal))
    field.setStyleSheet(
        f"background: white; color: {INK.name()}; border: 1px solid {PRESSED.name()}; padding: 6px"
    )
    field.selectAll()
    return field


def _label(text: str, aligned: Qt.AlignmentFlag, *, size_px: int, is_bold: bool) -> QLabel:
    label = QLabel(text)
    # What a page says is no markup.
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setAlignment(aligned)
    label.setFont(bar_font(size_px, QFont.Weight.DemiBold if is_bold else QFont.Weight.Normal))
    label.setStyleSheet(f"color: {(INK if is_bold else GREY).name()}; background: transparent")
    return label


def _scrolled(label: QLabel) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(label)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setStyleSheet("background: transparent")
    area.setMaximumHeight(360)
    width_px = 232
    area.setMinimumHeight(min(label.heightForWidth(width_px), 360))
    return area
