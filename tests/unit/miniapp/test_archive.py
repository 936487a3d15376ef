from __future__ import annotations

import io
import struct
import tracemalloc
import zipfile
import zlib
from typing import TYPE_CHECKING

import pytest

from aitdesk.miniapp.archive import Archive
from aitdesk.miniapp.slice import Slice

if TYPE_CHECKING:
    from pathlib import Path

METHOD = "web/0 is packed with method {}: only DEFLATE is read"


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as packed:
        for name, text in files.items():
            packed.writestr(name, text)
    return content.getvalue()


def archive(file: Path, content: bytes) -> Archive:
    file.write_bytes(b"before" + content + b"behind")
    return Archive(file, len(b"before"), len(content))


def refusal(file: Path, content: bytes) -> str:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # callers compare all of it
        archive(file, content).unpack("web", file.parent / "page")
    return str(caught.value)


def lying(payload: bytes, *, says_bytes: int, method: int = 8, times: int = 1) -> bytes:
    """Return a ZIP whose entries all lie at one place and say that they are small."""
    crc = zlib.crc32(b"")
    sizes = (crc, len(payload), says_bytes)
    local = struct.pack("<4sHHHHHIIIHH", b"PK\3\4", 20, 0, method, 0, 33, *sizes, 5, 0)
    content = local + b"web/0" + payload
    head = ("<4sHHHHHHIIIHHHHHII", b"PK\1\2", 20, 20, 0, method, 0, 33, *sizes, 5, 0, 0, 0, 0, 0, 0)
    listed = b"".join(struct.pack(*head) + b"web/%d" % number for number in range(times))
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, times, times, len(listed), len(content), 0)
    return content + listed + end


def test_what_is_packed_is_read_from_the_middle_of_a_file(tmp_path: Path) -> None:
    packed = archive(tmp_path / "a", zipped({"web/index.html": b"1", "web/a/b.js": b"2"}))
    packed.unpack("web", tmp_path / "page")
    assert packed.names() == {"web/index.html", "web/a/b.js"}
    assert (tmp_path / "page" / "a" / "b.js").read_bytes() == packed.read("web/a/b.js") == b"2"


def test_an_entry_goes_through_in_pieces(tmp_path: Path) -> None:
    packed = archive(tmp_path / "a", zipped({"web/zeros": bytes(32 << 20)}))
    tracemalloc.start()
    try:
        packed.unpack("web", tmp_path / "page")
        peak_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (tmp_path / "page" / "zeros").stat().st_size == 32 << 20
    assert peak_bytes < 2 << 20


def test_an_entry_that_says_too_little_unpacks_to_no_more_than_it_says(tmp_path: Path) -> None:
    bomb = zlib.compress(bytes(32 << 20), 9)[2:-4]
    told = refusal(tmp_path / "a", lying(bomb, says_bytes=10))
    assert told == "web/0 is damaged (Bad CRC-32 for file 'web/0')"
    assert not (tmp_path / "page" / "0").stat().st_size


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (lying(b"", says_bytes=1 << 20), "web/0 says that it unpacks to 1048576 bytes, a lie"),
        (lying(b"x" * 9, says_bytes=9, times=2), "web/1 lies inside web/0"),
        (lying(b"x", says_bytes=1, method=12), METHOD.format(12)),
        (lying(b"x", says_bytes=1, method=14), METHOD.format(14)),
        (zipped({"web/" + "a/" * 2000 + "b": b""}), "it has a file more than 100 folders deep"),
        (
            zipped({f"web/{n}/{'/'.join('x' * 90)}/y": b"" for n in range(600)}),
            "it has more than 50000 folders",
        ),
        (zipped({"web/a": b"1", "web\\a": b"2"}), "it has web/a twice"),
        (
            zipped({f"web/{n:09}{'x' * 1000}": b"" for n in range(8100)}, zipfile.ZIP_STORED),
            "its ZIP is damaged (a part of it has more than 8 MB)",
        ),
    ],
    ids=["ratio", "overlap", "bzip2", "lzma", "deep", "folders", "twice", "list"],
)  # fmt: skip
def test_what_no_packer_writes_is_refused_before_it_is_unpacked(
    content: bytes, reason: str, tmp_path: Path
) -> None:
    assert refusal(tmp_path / "a", content) == reason
    assert not (tmp_path / "page").exists()


def test_a_file_that_is_read_whole_is_no_larger_than_it_may_be(tmp_path: Path) -> None:
    packed = archive(tmp_path / "a", zipped({"bundle.json": bytes((16 << 20) + 1)}))
    with pytest.raises(ValueError, match=r"bundle\.json has more than 16 MB"):
        packed.read("bundle.json")


def test_backslashes_are_folders_too(tmp_path: Path) -> None:
    packed = archive(tmp_path / "a", zipped({"web\\index.html": b"1", "web\\a\\b.js": b"2"}))
    packed.unpack("web", tmp_path / "page")
    assert (tmp_path / "page" / "a" / "b.js").read_bytes() == b"2"
    assert packed.names() == {"web/index.html", "web/a/b.js"}
    assert packed.is_of_windows()


def test_a_folder_may_stand_on_the_list(tmp_path: Path) -> None:
    content = zipped({"web/index.html": b"1", "web/a/": b""})
    file = archive(tmp_path / "a", content).file
    packed = Archive(file, len(b"before"), len(content), {"web/a/": ""})
    assert packed.names() == {"web/index.html"}


def test_a_slice_is_a_file_of_its_own() -> None:
    part = Slice(io.BytesIO(b"0123456789"), start=2, size=5, most_bytes=4)
    part.seek(-3, io.SEEK_END)
    assert (part.read(), part.read(), part.tell()) == (b"456", b"", 5)
    part.seek(0)
    buffer = bytearray(4)
    assert (part.readinto(buffer), bytes(buffer)) == (4, b"2345")
    part.seek(0)
    with pytest.raises(ValueError, match="more than"):
        part.read()
