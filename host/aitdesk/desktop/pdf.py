"""The pages of a PDF as pictures, by the engine's own reader (PDFium, in QtPdf)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument

from aitdesk.desktop.picture import encoded, flat
from aitdesk.phone.desktop import Rendered

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

WIDTH_PX: Final = 900
TALLEST_PX: Final = 3600


def render(content: bytes, *, at_most: int) -> Rendered | Literal["damaged", "closed"]:
    """Return the first pages; `damaged` is no PDF, `closed` needs a password or cannot be drawn.

    Needs neither a window nor an application, and runs on any thread.
    """
    source = QBuffer()
    source.setData(QByteArray(content))
    source.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(source)
    try:
        return _rendered(document, at_most=at_most)
    finally:
        document.close()
        source.close()


def _rendered(document: QPdfDocument, *, at_most: int) -> Rendered | Literal["damaged", "closed"]:
    count = document.pageCount()
    if document.error() == QPdfDocument.Error.InvalidFileFormat:
        return "damaged"
    if document.error() != QPdfDocument.Error.None_ or count == 0:
        return "closed"
    pages = [_page(document, index) for index in range(min(count, at_most))]
    drawn = tuple(page for page in pages if page is not None)
    return Rendered(drawn, count) if len(drawn) == len(pages) else "closed"


def _page(document: QPdfDocument, index: int) -> bytes | None:
    size = _size(document.pagePointSize(index))
    image = document.render(index, size).convertToFormat(QImage.Format.Format_RGBA8888)
    if image.isNull():
        return None
    shape, bytes_per_line = (image.width(), image.height()), image.bytesPerLine()
    page = Image.frombytes("RGBA", shape, bytes(image.constBits()), "raw", "RGBA", bytes_per_line)
    return encoded(flat(page))


def _size(points: QSizeF) -> QSize:
    ratio = points.height() / max(points.width(), 1)
    height = round(WIDTH_PX * ratio)
    if height <= TALLEST_PX:
        return QSize(WIDTH_PX, max(height, 1))
    return QSize(max(round(TALLEST_PX / ratio), 1), TALLEST_PX)
