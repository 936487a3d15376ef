"""Writes `.ait` packages, byte by byte, as `ait build` of the SDK's lines does."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.value import Json

Files: TypeAlias = "Mapping[str, bytes]"

DEPLOYMENT_ID = "019a0000-0000-7000-8000-00000000a17d"
PAGE = b"<!doctype html><title>packed</title>"
PERMISSIONS = (("clipboard", "read"), ("camera", "access"))
BRAND: dict[str, Json] = {"displayName": "가게", "primaryColor": "#112233", "icon": ""}


def files_of(folder: str | Path, *, part: str) -> dict[str, bytes]:
    """Return the files of a built page, as they stand below a part of a package."""
    root = Path(folder)
    return {
        f"{part}/{file.relative_to(root).as_posix()}": file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }


def zipped(files: Files, *, level: int = 6) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def varint(value: int) -> bytes:
    head = b"".join(bytes([value >> shift & 0x7F | 0x80]) for shift in range(0, 63, 7))
    size = max(1, -(-value.bit_length() // 7))
    return head[: size - 1] + bytes([head[size - 1] & 0x7F]) if size <= 9 else head + b"\1"


def field(number: int, value: int | str | bytes) -> bytes:
    """Return a field of a message; what has the default value is left out, as in proto3."""
    if not value:
        return b""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    content = value.encode() if isinstance(value, str) else value
    return varint(number << 3 | 2) + varint(len(content)) + content


def sized(number: int, content: bytes) -> bytes:
    """Return a field that is there though it is empty."""
    return varint(number << 3 | 2) + varint(len(content)) + content


def value(tree: Json) -> bytes:
    """Return a `google.protobuf.Value`."""
    match tree:
        case None:
            return b"\x08\x00"
        case bool():
            return b"\x20" + bytes([tree])
        case int() | float():
            return b"\x11" + struct.pack("<d", tree)
        case str():
            return sized(3, tree.encode())
        case dict():
            return sized(5, packed(tree))
        case _:
            return sized(6, b"".join(sized(1, value(each)) for each in tree))


def packed(tree: Mapping[str, Json]) -> bytes:
    """Return a `google.protobuf.Struct`."""
    return b"".join(
        sized(1, sized(1, name.encode()) + sized(2, value(each))) for name, each in tree.items()
    )


def described(
    files: Files,
    *,
    app_name: str = "packed-app",
    deployment_id: str = DEPLOYMENT_ID,
    permissions: tuple[tuple[str, str], ...] = PERMISSIONS,
    is_game: bool = False,
    extra: Mapping[str, Json] | None = None,
    sdk_version: str = "2.10.8",
    hashes: Mapping[str, str] | None = None,
) -> bytes:
    """Return the description of a package that has these files."""
    package: dict[str, Json] = {"dependencies": {"@apps-in-toss/web-framework": f"^{sdk_version}"}}
    metadata = [
        field(1, is_game),
        field(2, 1),
        field(3, "0_84_0"),
        sized(5, packed(package)),
        sized(6, packed(extra or {})),
        field(7, sdk_version),
    ]
    listed = {name: hashlib.sha256(text).hexdigest() for name, text in files.items()}
    index = [
        field(6, field(1, name) + field(4, len(files.get(name, b""))) + field(5, 8) + field(6, sha))
        for name, sha in {**listed, **(hashes or {})}.items()
    ]
    return b"".join(
        [
            field(1, 1),
            field(2, deployment_id),
            field(3, app_name),
            field(4, b"".join(metadata)),
            *(field(5, field(1, name) + field(2, access)) for name, access in permissions),
            *index,
            field(7, "@apps-in-toss/plugins"),
            field(8, 1_767_225_600_123),
        ]
    )


def container(
    description: bytes, archive: bytes, *, version: int = 1, signature: bytes | None = b""
) -> bytes:
    """Return a package; with a `signature` of None its last part is missing."""
    signed = b"" if signature is None else struct.pack(">Q", len(signature)) + signature
    head = b"AITBUNDL" + struct.pack(">IQ", version, len(description))
    return head + description + struct.pack(">Q", len(archive)) + archive + signed


def granite_files(web: Files | None = None) -> dict[str, bytes]:
    native = {"bundle.ios.0_84_0.js": b"// native", "bundle.android.0_84_0.js": b"// native"}
    return {**native, **(web or {"web/index.html": PAGE, "web/assets/a.js": b"1"})}


def granite_ait(web: Files | None = None, *, app_name: str = "packed-app") -> bytes:
    """Return a package of SDK 2.x."""
    files = granite_files(web)
    extra: dict[str, Json] = {
        "unityMetaData": None,
        "brand": BRAND,
        "navigationBar": {"withHomeButton": True},
        "webViewProps": {"type": "partner", "bounces": False},
    }
    return container(described(files, app_name=app_name, extra=extra), zipped(files))


def bridge_files(web: Files | None = None, *, config: Json = None) -> dict[str, bytes]:
    sources = web or {"sources/index.html": PAGE, "sources/assets/a.js": b"1"}
    bundle: Json = {
        "deploymentId": DEPLOYMENT_ID,
        "byteLength": sum(map(len, sources.values())),
        "sdk": {"name": "@apps-in-toss/web-framework", "version": "3.0.3"},
        "config": config,
    }
    own = {"bundle.json": json.dumps(bundle).encode(), "project-package.json": b"{}"}
    return {**own, **sources}


def bridge_ait(web: Files | None = None, *, app_name: str = "packed-app") -> bytes:
    """Return a package of SDK 3.x."""
    config: dict[str, Json] = {
        "appName": app_name,
        "brand": {"primaryColor": "#445566"},
        "permissions": [],
        "webBundleDir": "dist",
        "navigationBar": {"withBackButton": True, "theme": "dark"},
    }
    files = bridge_files(web, config=config)
    extra: dict[str, Json] = {"unityMetadata": None, "appsInTossConfig": config}
    said = described(files, app_name=app_name, extra=extra, sdk_version="3.0.3")
    return container(said, zipped(files))


def old_ait(web: Files | None = None, *, app_name: str = "packed-app") -> bytes:
    """Return a package of SDK 1.9.4 and older, a plain ZIP."""
    said: Json = {
        "appName": app_name,
        "permissions": [{"name": name, "access": access} for name, access in PERMISSIONS],
        "_metadata": {
            "runtimeVersion": "0_72_6",
            "bundleFiles": ["bundle.ios.0_72_6.js"],
            "deploymentId": DEPLOYMENT_ID,
            "packageJson": {"dependencies": {"@apps-in-toss/web-framework": "1.6.2"}},
        },
    }
    return zipped({"app.json": json.dumps(said).encode(), **granite_files(web)}, level=9)
