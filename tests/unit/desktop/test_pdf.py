from __future__ import annotations

import io
import threading

import pytest
from PIL import Image

from aitdesk.desktop import pdf
from aitdesk.phone.desktop import Rendered


def paper(*sizes: tuple[int, int], color: str = "white") -> bytes:
    """Return a PDF with a page of each size, in points."""
    out = io.BytesIO()
    first, *others = [Image.new("RGB", size, color) for size in sizes]
    first.save(out, "PDF", save_all=True, append_images=others, resolution=72)
    return out.getvalue()


def text_page(text: str, *, encrypt: bytes = b"") -> bytes:
    """Return a PDF of one page with a text in a font that it does not bring along."""
    stream = f"BT /F1 40 Tf 20 80 Td ({text}) Tj ET".encode()
    fonts = b"/Resources << /Font << /F1 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R %s >>" % fonts,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, offsets = b"%PDF-1.4\n", list[int]()
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    end = b"trailer << /Size 6 /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF" % (encrypt, len(out))
    return out + b"xref\n0 6\n0000000000 65535 f \n" + table + end


def sizes(rendered: object) -> list[tuple[int, int]]:
    assert isinstance(rendered, Rendered)
    return [Image.open(io.BytesIO(page)).size for page in rendered.pages]


def test_pages_are_as_wide_as_the_viewer_whatever_their_shape() -> None:
    rendered = pdf.render(paper((200, 300), (300, 200), (100, 1000)), at_most=30)
    assert sizes(rendered) == [(900, 1350), (900, 600), (360, 3600)]


def test_no_more_pages_are_drawn_than_wanted_but_all_are_counted() -> None:
    rendered = pdf.render(paper(*[(50, 50)] * 5), at_most=2)
    assert isinstance(rendered, Rendered)
    assert (len(rendered.pages), rendered.count) == (2, 5)


def test_text_is_dark_on_a_white_ground() -> None:
    rendered = pdf.render(text_page("Hello"), at_most=1)
    assert isinstance(rendered, Rendered)
    page = Image.open(io.BytesIO(rendered.pages[0])).convert("L")
    corner, ground = page.getpixel((2, 2)), page.histogram()[250:]
    assert (corner, min(page.tobytes()) < 40, sum(ground) > 450_000) == (255, True, True)


@pytest.mark.parametrize("content", [b"", b"junk", b"%PDF-1.4", b"%PDF-1.4\n%%EOF"])
def test_what_is_no_pdf_is_damaged(content: bytes) -> None:
    assert pdf.render(content, at_most=3) == "damaged"


def test_a_pdf_with_a_password_is_closed() -> None:
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (%s) /U (%s) >>" % (
        b"o" * 32,
        b"u" * 32,
    )
    identity = b"/ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    assert pdf.render(text_page("x", encrypt=lock + identity), at_most=1) == "closed"


def test_documents_can_be_drawn_on_many_threads_at_once() -> None:
    found: list[list[tuple[int, int]]] = []
    content = paper((90, 90), (90, 45))
    threads = [
        threading.Thread(target=lambda: found.append(sizes(pdf.render(content, at_most=2))))
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[(900, 900), (900, 450)]] * 6
