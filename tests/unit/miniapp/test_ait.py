from __future__ import annotations

import io
import json
import struct
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from ait_files import (
    BRAND,
    DEPLOYMENT_ID,
    PAGE,
    bridge_ait,
    bridge_files,
    container,
    described,
    field,
    granite_ait,
    granite_files,
    old_ait,
    zipped,
)
from ait_read import read, refusal, unpacked
from aitdesk.errors import ConfigError
from aitdesk.miniapp import archive
from aitdesk.miniapp.ait import Package, read_package
from aitdesk.protocol.line import Line, SdkEvidence
from share import by_share

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.value import Json

DECLARED: Json = [{"name": "clipboard", "access": "read"}, {"name": "camera", "access": "access"}]
WRITERS = {"2.x": granite_ait, "3.x": bridge_ait, "old": old_ait}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "my-app.ait"


def deep(levels: int) -> Json:
    tree: Json = None
    for _ in range(levels):
        tree = [tree]
    return tree


def facts(package: Package) -> tuple[str, str, str | None, SdkEvidence]:
    return package.app_name, package.deployment_id, package.sdk_version, package.evidence


def test_a_package_of_sdk_2_says_what_the_mini_app_is(file: Path) -> None:
    package = read(file, granite_ait())
    assert facts(package) == (
        "packed-app",
        DEPLOYMENT_ID,
        "2.10.8",
        SdkEvidence(Line.GRANITE, "my-app.ait"),
    )
    assert package.config == {
        "unityMetaData": None,
        "appName": "packed-app",
        "brand": BRAND,
        "navigationBar": {"withHomeButton": True},
        "webViewProps": {"type": "partner", "bounces": False},
        "permissions": DECLARED,
    }


def test_a_package_of_sdk_3_says_what_the_mini_app_is(file: Path) -> None:
    package = read(file, bridge_ait())
    assert facts(package) == (
        "packed-app",
        DEPLOYMENT_ID,
        "3.0.3",
        SdkEvidence(Line.WEBVIEW_BRIDGE, "my-app.ait"),
    )
    assert package.config == {
        "appName": "packed-app",
        "brand": {"primaryColor": "#445566"},
        "permissions": DECLARED,
        "webBundleDir": "dist",
        "navigationBar": {"withBackButton": True, "theme": "dark"},
    }


def test_an_old_package_is_a_plain_zip(file: Path) -> None:
    package = read(file, old_ait())
    assert facts(package) == (
        "packed-app",
        DEPLOYMENT_ID,
        "1.6.2",
        SdkEvidence(Line.GRANITE, file.name),
    )
    assert package.config["permissions"] == DECLARED


def test_what_the_description_of_sdk_3_leaves_out_is_in_its_bundle_json(file: Path) -> None:
    config: dict[str, Json] = {"brand": {"primaryColor": "#000001"}}
    files = bridge_files(config=config)
    package = read(file, container(described(files, sdk_version=""), zipped(files)))
    assert (package.sdk_version, package.config["brand"]) == (None, config["brand"])


@pytest.mark.parametrize("kind", list(WRITERS))
def test_only_the_web_files_are_unpacked(kind: str, file: Path, tmp_path: Path) -> None:
    package = read(file, WRITERS[kind]())
    assert unpacked(package, tmp_path / "page") == {"index.html": PAGE, "assets/a.js": b"1"}


@pytest.mark.parametrize("signature", [None, b"", b"signed"])
def test_a_signature_is_passed_over(signature: bytes | None, file: Path) -> None:
    files = granite_files()
    content = container(described(files), zipped(files), signature=signature)
    assert read(file, content).app_name == "packed-app"


@pytest.mark.parametrize(
    ("is_game", "view", "found"),
    [
        (True, None, {"type": "game"}),
        (True, {"bounces": False}, {"bounces": False, "type": "game"}),
        (True, {"type": "partner"}, {"type": "partner"}),
        (False, None, None),
    ],
)
def test_a_game_that_names_no_bar_has_a_games(
    is_game: bool,  # noqa: FBT001
    view: dict[str, Json] | None,
    found: Json,
    file: Path,
) -> None:
    files = granite_files()
    extra: dict[str, Json] = {} if view is None else {"webViewProps": view}
    content = container(described(files, is_game=is_game, extra=extra), zipped(files))
    assert read(file, content).config.get("webViewProps") == found


def test_values_of_every_kind_are_read(file: Path) -> None:
    extra: dict[str, Any] = {
        "": "가", "none": None, "yes": True, "no": False, "whole": 3, "part": -0.5,
        "big": 1e300, "list": [1, [], {}, "x"], "tree": {"a": {"b": "c"}},
    }  # fmt: skip
    files = granite_files()
    package = read(file, container(described(files, extra=extra), zipped(files)))
    assert {name: package.config[name] for name in extra} == extra


def _with(files: dict[str, bytes], **said: str) -> bytes:
    return container(described(files, **said), zipped(files))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it does not begin with AITBUNDL"),
        (b"\x7fELF" * 9, "it does not begin with AITBUNDL"),
        (b"AITBUNDX" + b"\0" * 40, "it does not begin with AITBUNDL"),
        (b"AITB", "it ends within its first 20 bytes"),
        (b"AITBUNDL" + b"\0" * 11, "it ends within its first 20 bytes"),
        (container(b"", b"", version=2), "it has version 2 of the format, not 1"),
        (container(b"", b"", version=0), "it has version 0 of the format, not 1"),
        (b"AITBUNDL" + struct.pack(">IQ", 1, 1 << 63), f"its description has {1 << 63} bytes"),
        (b"AITBUNDL" + struct.pack(">IQ", 1, 99) + b"x" * 98, "it ends within its description"),
        (b"AITBUNDL" + struct.pack(">IQ", 1, 9) + b"x" * 16, "it ends within its description"),
        (b"AITBUNDL" + struct.pack(">IQQ", 1, 0, 1 << 63), "it ends within its ZIP"),
        (b"AITBUNDL" + struct.pack(">IQQ", 1, 0, 9) + b"x" * 8, "it ends within its ZIP"),
        (
            container(b"\x22\x05", zipped(granite_files())),
            "its description is damaged (field 4 is cut off)",
        ),
        (
            container(b"\x80", zipped(granite_files())),
            "its description is damaged (a number has no end)",
        ),
        (
            container(b"\x18\x01", zipped(granite_files())),
            "its description is damaged (field 3 is a number)",
        ),
        (
            container(field(4, field(1, "yes")), zipped(granite_files())),
            "its description is damaged (field 1 is no number)",
        ),
        (
            container(b"\x80" * 10, zipped(granite_files())),
            "its description is damaged (a number has no end)",
        ),
        (
            container(b"\x0b", zipped(granite_files())),
            "its description is damaged (field 1 is cut off)",
        ),
        (
            container(field(3, b"\xff"), zipped(granite_files())),
            "its description is damaged (field 3 is no text)",
        ),
        (
            container(described({}, extra={"a": deep(101)}), zipped(granite_files())),
            "its description is damaged (values are nested too deeply)",
        ),
        (container(described({}), b"PK"), "its ZIP is damaged (File is not a zip file)"),
        (_with(granite_files(), app_name=""), "it has no appName"),
        (_with(granite_files(), deployment_id=""), "it has no deploymentId"),
        (
            _with({"bundle.ios.0_84_0.js": b"x", "web/a.js": b"x"}),
            "it has neither sources/index.html nor web/index.html",
        ),
        (zipped({"web/index.html": PAGE}), "it is a ZIP without app.json"),
        (
            zipped({"web/index.html": PAGE, "app.json": b'{"appName": "a"}'}),
            "it has no deploymentId",
        ),
        (zipped({"web/index.html": PAGE, "app.json": b"[]"}), "it has no appName"),
        (
            container(
                described(granite_files(), hashes={"web/a.js": "00"}), zipped(granite_files())
            ),
            "web/a.js is on its list, but not in it",
        ),
        (
            container(
                described(granite_files(), hashes={"web/assets/a.js": "ab" * 32}),
                zipped(granite_files()),
            ),
            "web/assets/a.js is not what was packed: its hash differs",
        ),
    ],
)
def test_what_is_no_whole_package_is_refused_with_the_reason(
    content: bytes, reason: str, file: Path
) -> None:
    assert refusal(file, content) == reason


@pytest.mark.parametrize(
    "name",
    [
        "/etc/passwd", "../out", "web/../../out", "web//x", "web/./x", "web\\..\\out", "C:/out",
        "web/c:x", "web/\x01", "//host/out",
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["2.x", "old"])
def test_a_name_that_leads_out_of_the_folder_is_refused(name: str, kind: str, file: Path) -> None:
    files = {**granite_files(), "app.json": b"{}", name: b"x"}
    content = zipped(files) if kind == "old" else _with(files)
    assert refusal(file, content) == f"it has a file named {name!r}, outside its folder"


def test_a_name_with_a_null_is_refused(file: Path) -> None:
    content = zipped({**granite_files(), "app.json": b"{}", "web/a.jsX.png": b"x"})
    content = content.replace(b"web/a.jsX.png", b"web/a.js\0.png")
    assert refusal(file, content) == "it has a file named 'web/a.js\\x00.png', outside its folder"


def test_a_name_that_is_there_twice_is_refused(file: Path) -> None:
    content = zipped({**granite_files(), "app.json": b"{}", "web/b.js": b"1", "web/c.js": b"2"})
    content = content.replace(b"web/c.js", b"web/b.js")
    assert refusal(file, content) == "it has web/b.js twice"


def test_a_file_below_a_file_is_refused(file: Path, tmp_path: Path) -> None:
    package = read(file, _with({**granite_files(), "web/a": b"1", "web/a/b": b"2"}))
    with pytest.raises(ConfigError, match="cannot be unpacked into"):
        unpacked(package, tmp_path / "page")


def test_a_file_that_is_locked_is_refused(file: Path) -> None:
    content = bytearray(zipped({**granite_files(), "app.json": b"{}"}))
    at = content.rfind(b"PK\1\2", 0, content.rfind(b"app.json"))
    content[at + 8] |= 1
    assert refusal(file, bytes(content)) == "app.json is encrypted"


def test_what_unpacks_to_too_much_is_refused_before_it_is_unpacked(file: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("app.json", "{}")
        with bomb.open("web/index.html", "w", force_zip64=True) as big:
            for _ in range((archive.LARGEST_BYTES >> 24) + 1):
                big.write(bytes(1 << 24))
    assert refusal(file, content.getvalue()) == "it unpacks to more than 512 MB"


def test_a_size_that_is_a_lie_is_no_way_around_it(file: Path) -> None:
    said = {"appName": "a", "_metadata": {"deploymentId": "b"}}
    files = {"app.json": json.dumps(said).encode(), "web/index.html": bytes(1 << 20)}
    content = bytearray(zipped(files))
    at = content.rfind(b"PK\1\2", 0, content.rfind(b"web/index.html"))
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    assert refusal(file, bytes(content)) == (
        "web/index.html is damaged (Bad CRC-32 for file 'web/index.html')"
    )


def test_a_file_that_is_too_large_is_not_read(file: Path) -> None:
    with file.open("wb") as sparse:
        sparse.truncate(archive.LARGEST_BYTES + 1)
    with pytest.raises(ConfigError, match="it is larger than 512 MB"):
        read_package(file)


def test_a_package_that_is_gone_is_told(file: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        read_package(file)
    assert str(caught.value) == f"TARGET {file} cannot be read (No such file or directory)"


@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_package_that_ends_anywhere_is_refused_in_one_line(kind: str, file: Path) -> None:
    whole = WRITERS[kind]()
    unsigned = len(whole) if kind == "old" else len(whole) - 8
    for size in range(unsigned):
        refusal(file, whole[:size])


@by_share
@pytest.mark.parametrize("kind", list(WRITERS))
def test_a_damaged_byte_is_refused_in_one_line_or_harmless(
    kind: str, file: Path, tmp_path: Path, share: int
) -> None:
    whole = WRITERS[kind]()
    for at in range(0, len(whole), share):
        content = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        try:
            files = unpacked(read(file, content), tmp_path / f"{at}")
        except ConfigError:
            refusal(file, content)
        else:
            # No list tells what an old one had.
            expected = {"index.html": PAGE, "assets/a.js": b"1"}
            assert files == expected or (kind == "old" and files.items() < expected.items()), at
