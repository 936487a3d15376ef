"""Colours and fonts of the native parts of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor, QFont

INK: Final = QColor("#191F28")
GREY: Final = QColor("#4E5968")
PILL: Final = QColor("#F2F4F6")
BLUE: Final = QColor("#3182F6")
PRESSED: Final = QColor("#E5E8EB")


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours of the bar; `pill` is behind buttons, `sign` on it."""

    ground: QColor
    ink: QColor
    pill: QColor
    pressed: QColor
    sign: QColor
    line: QColor


LIGHT: Final = Theme(QColor("#FFFFFF"), INK, PILL, PRESSED, GREY, QColor("#DDE1E6"))
DARK: Final = Theme(  # native host 2.10.8
    ground=QColor("#17171C"),
    ink=QColor("#FFFFFF"),
    pill=QColor(0, 0, 1, 148),
    pressed=QColor(60, 60, 72, 200),
    sign=QColor(253, 253, 255, 191),
    line=QColor(222, 222, 255, 48),
)
THEMES: Final = {"light": LIGHT, "dark": DARK}

FAMILIES: Final = [
    "Pretendard Variable",  # the one that comes with aitdesk
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


def bar_font(size_px: int, weight: QFont.Weight) -> QFont:
    """Return a font that has Korean, in pixels."""
    font = QFont()
    font.setFamilies(FAMILIES)
    font.setPixelSize(size_px)
    font.setWeight(weight)
    return font
