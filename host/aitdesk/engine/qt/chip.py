"""Short texts in the status row, for states of the phone that nothing else would show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from aitdesk.engine.qt.sign import draw_sign, has_sign
from aitdesk.engine.qt.style import bar_font

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.engine.qt.style import Theme

_HEIGHT_PX, _PADDING_PX, _GAP_PX, _SIGN_PX = 20, 8, 4, 12


def draw_chips(painter: QPainter, chips: Sequence[str], area: QRectF, *, theme: Theme) -> None:
    """Draw the texts side by side in the middle of the area.

    Where they do not fit, the later ones keep only their sign.
    """
    font = bar_font(11, QFont.Weight.Medium)
    measure = QFontMetricsF(font)
    parts = [_parts(chip) for chip in chips]
    for last in range(len(parts) - 1, 0, -1):
        if _width(parts, measure) <= area.width():
            break
        parts[last] = (parts[last][0], "" if parts[last][0] else parts[last][1])
    left = area.center().x() - _width(parts, measure) / 2
    painter.setFont(font)
    for sign, text in parts:
        box = QRectF(left, area.center().y() - _HEIGHT_PX / 2, _wide(sign, text, measure), 0)
        box.setHeight(_HEIGHT_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.pill)
        painter.drawRoundedRect(box, _HEIGHT_PX / 2, _HEIGHT_PX / 2)
        inner = box.adjusted(_PADDING_PX, 0, -_PADDING_PX, 0)
        if sign:
            at = QRectF(inner.left(), box.center().y() - _SIGN_PX / 2, _SIGN_PX, _SIGN_PX)
            draw_sign(painter, sign, at, ink=theme.sign)
            inner.setLeft(at.right() + _GAP_PX)
        painter.setPen(theme.sign)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, flags | Qt.TextFlag.TextDontClip, text)
        left += box.width() + _GAP_PX


def _parts(chip: str) -> tuple[str, str]:
    """Return a chip's sign, if it begins with one, and its text."""
    sign, _, text = chip.partition(" ")
    return (sign, text) if has_sign(sign) else ("", chip)


def _wide(sign: str, text: str, measure: QFontMetricsF) -> float:
    widths = [_SIGN_PX] * bool(sign) + [measure.horizontalAdvance(text)] * bool(text)
    return sum(widths) + _GAP_PX * (len(widths) - 1) + 2 * _PADDING_PX


def _width(parts: Sequence[tuple[str, str]], measure: QFontMetricsF) -> float:
    return sum(_wide(*part, measure) for part in parts) + _GAP_PX * (len(parts) - 1)
