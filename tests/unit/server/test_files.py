from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from aitdesk.server.files import find_file, has_extension

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "media_type", "encoding"),
    [
        ("a.html", "text/html", None),
        ("a.JS", "text/javascript", None),
        ("a.mjs", "text/javascript", None),
        ("a.css", "text/css", None),
        ("a.json", "application/json", None),
        ("a.js.map", "application/json", None),
        ("a.wasm", "application/wasm", None),
        ("a.svg", "image/svg+xml", None),
        ("a.png", "image/png", None),
        ("a.jpg", "image/jpeg", None),
        ("a.webp", "image/webp", None),
        ("a.avif", "image/avif", None),
        ("a.gif", "image/gif", None),
        ("a.ico", "image/x-icon", None),
        ("a.woff", "font/woff", None),
        ("a.woff2", "font/woff2", None),
        ("a.ttf", "font/ttf", None),
        ("a.otf", "font/otf", None),
        ("a.mp3", "audio/mpeg", None),
        ("a.ogg", "audio/ogg", None),
        ("a.webm", "video/webm", None),
        ("a.mp4", "video/mp4", None),
        ("a.txt", "text/plain", None),
        ("a.xml", "application/xml", None),
        ("a.webmanifest", "application/manifest+json", None),
        ("a.pdf", "application/pdf", None),
        ("a.data", "application/octet-stream", None),
        ("a.unityweb", "application/octet-stream", None),
        ("noextension", "application/octet-stream", None),
        ("a.data.gz", "application/octet-stream", "gzip"),
        ("a.wasm.gz", "application/wasm", "gzip"),
        ("a.framework.js.br", "text/javascript", "br"),
        ("a.symbols.json.gz", "application/json", "gzip"),
        ("a.json.gz", "application/gzip", None),
        ("a.tar.gz", "application/gzip", None),
    ],
)
def test_a_file_has_the_type_of_its_name(
    tmp_path: Path, name: str, media_type: str, encoding: str | None
) -> None:
    (tmp_path / name).write_bytes(b"x")
    file = find_file(tmp_path, f"/{name}")
    assert file is not None
    assert (file.media_type, file.encoding) == (media_type, encoding)


def test_a_file_is_found_with_its_real_path_and_size(tmp_path: Path) -> None:
    (tmp_path / "app.js").symlink_to("app.1234.js")
    (tmp_path / "app.1234.js").write_bytes(b"four")
    file = find_file(tmp_path, "/app.js")
    assert file is not None
    assert (file.path, file.stat.st_size) == (str(tmp_path / "app.1234.js"), 4)


@pytest.mark.parametrize(
    "path", ["", "/", "app.js", "/app.js/", "//app.js", "/./app.js", "/sub", "/\udcff", "/app.js\n"]
)
def test_what_is_no_plain_path_of_a_file_is_not_found(tmp_path: Path, path: str) -> None:
    (tmp_path / "app.js").write_bytes(b"x")
    (tmp_path / "sub").mkdir()
    assert find_file(tmp_path, path) is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/app.js", True),
        ("/a/b.min.css", True),
        ("/track.mp3", True),
        ("/", False),
        ("/page", False),
        ("/a.b/page", False),
        ("/v1.2", False),
        ("/.env", False),
        ("/end.", False),
    ],
)
def test_a_path_names_a_file_by_its_extension(path: str, *, expected: bool) -> None:
    assert has_extension(path) is expected
