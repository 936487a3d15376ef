"""Signs of the native parts, drawn: a font that has them all cannot be counted on."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QByteArray

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF
    from PySide6.QtGui import QColor, QPainter
    from PySide6.QtSvg import QSvgRenderer

_CIRCLE: Final = "M12 3a9 9 0 1 1 0 18a9 9 0 1 1 0-18Z"
_GEAR: Final = (
    "M12 6a6 6 0 1 1 0 12a6 6 0 1 1 0-12ZM12 10a2 2 0 1 1 0 4a2 2 0 1 1 0-4ZM12 3v3M12 18v3M3 12h3"
    "M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2"
)
_BELL: Final = "M6 17v-6a6 6 0 0 1 12 0v6l1.5 1.5h-15ZM10 21.5h4"
_PLUS: Final = "M12 4.5v15M4.5 12h15"
_DOT: Final = "a.5.5 0 1 1 0 1a.5.5 0 1 1 0-1Z"

# Lines on a square of 24.
_PATHS: Final = {
    "heart": "M12 20C5 15 3 12 3 8.8A4.6 4.6 0 0 1 12 7a4.6 4.6 0 0 1 9 1.8C21 12 19 15 12 20Z",
    "star": "M12 3l2.7 5.8 6.3.8-4.6 4.3 1.2 6.3L12 17l-5.6 3.2 1.2-6.3L3 9.6l6.3-.8Z",
    "search": "M11 4a7 7 0 1 1 0 14a7 7 0 1 1 0-14ZM16 16l5 5",
    "gear": _GEAR,
    "setting": _GEAR,
    "bell": _BELL,
    "alarm": _BELL,
    "share": "M12 15V3.5M7.5 8L12 3.5 16.5 8M5 12v8h14v-8",
    "plus": _PLUS,
    "add": _PLUS,
    "info": f"{_CIRCLE}M12 11v5.5M12 7{_DOT}",
    "question": f"{_CIRCLE}M9.5 9.5a2.6 2.6 0 1 1 3.6 2.4Q12 12.4 12 14M12 16.5{_DOT}",
    "user": "M12 4a4 4 0 1 1 0 8a4 4 0 1 1 0-8ZM4 20.5a8 6.5 0 0 1 16 0",
    "calendar": "M4 6h16v14H4ZM4 10.5h16M8 3.5V8M16 3.5V8",
    "trash": "M4 6.5h16M9 6.5V4h6v2.5M6 6.5l1 14h10l1-14M10 10.5v6M14 10.5v6",
    "menu": "M4 6.5h16M4 12h16M4 17.5h16",
    "home": "M3 11.5L12 4l9 7.5M5.5 10v10h13V10",
    "☀": "M12 8a4 4 0 1 1 0 8a4 4 0 1 1 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4"
    "M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
    "🔒": "M5 11h14v9H5ZM8 11V8a4 4 0 0 1 8 0v3",
    "✈": "M12 3c1 0 1.5 1.5 1.5 3v4l7 4v2l-7-2v4l2 2v1.5L12 20.5l-3.5 1V20l2-2v-4l-7 2v-2l7-4V6"
    "c0-1.5.5-3 1.5-3Z",
    "📳": "M8 4h8v16H8ZM4.5 8v8M19.5 8v8",
}


def has_sign(name: str) -> bool:
    """Tell whether there is a drawing of that name."""
    return name in _PATHS


def draw_sign(painter: QPainter, name: str, box: QRectF, *, ink: QColor) -> None:
    """Draw a sign into the box."""
    painter.save()
    painter.setOpacity(painter.opacity() * ink.alphaF())
    _rendered(name, ink.name()).render(painter, box)
    painter.restore()


@cache
def _rendered(name: str, colour: str) -> QSvgRenderer:
    # A bar without signs of this kind does without the library.
    from PySide6.QtSvg import QSvgRenderer

    text = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
        f'<path d="{_PATHS[name]}" fill="none" stroke="{colour}" stroke-width="2" '
        'stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return QSvgRenderer(QByteArray(text.encode()))
