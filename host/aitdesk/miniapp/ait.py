"""An `.ait` package, as `ait build` writes one: what it says, and the web files in it.

Three kinds: SDK 3.x with `sources/`, SDK from 1.11.2 on with `web/`, and the plain ZIP of older
ones. Source: packages of SDK 2.10.8 and of SDK 3.0.0 to 3.0.3, read.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

from aitdesk.errors import ConfigError, printable
from aitdesk.miniapp.archive import LARGEST_BYTES, Archive
from aitdesk.miniapp.project_file import json_of, member, text_at
from aitdesk.miniapp.protobuf import ProtobufMessage
from aitdesk.miniapp.sdk_version import declared_sdk, exact_version
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.protocol.sdk_line import NEWEST_FIRST, sdk_line
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from aitdesk.miniapp.js_literals import Literal

_MAGIC = b"AITBUNDL"
_ZIP_MAGIC = b"PK"
_HEAD = struct.Struct(">8sIQ")
_LENGTH = struct.Struct(">Q")
_VERSION = 1
_LARGEST_DESCRIPTION = 16 << 20
_BUNDLE = "bundle.json"
_OLD_DESCRIPTION = "app.json"
_PACKED_ON_WINDOWS = (
    "the package's names have backslashes, as a ZIP made on Windows: they are read as folders "
    "here, and whether Toss reads them is not known"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Package:
    """A package that was read; its web files are checked when they are unpacked."""

    file: Path
    app_name: str
    deployment_id: str
    sdk_version: str | None
    evidence: SdkEvidence

    config: dict[str, Literal]
    """The mini-app's configuration, with name and permissions as the package has them."""

    archive: Archive

    notes: tuple[str, ...] = ()
    """Lines for the terminal: what is unusual about it."""

    def unpack(self, folder: Path) -> None:
        """Write the web files into a folder. Raises ConfigError for damage and for a full disk."""
        try:
            self.archive.unpack(sdk_line(self.evidence).package_folder, folder)
        except ValueError as problem:
            _refuse(self.file, str(problem))
        except OSError as problem:
            file = printable(str(self.file))
            message = f"TARGET {file} cannot be unpacked into {folder} ({problem.strerror})"
            raise ConfigError(message) from None


def read_package(file: Path) -> Package:
    """Read what a package says. Blocks on the disk.

    Errors: ConfigError, one line, for what is no package, a damaged one, or one without a page.
    """
    try:
        return _read(file)
    except OSError as problem:
        message = f"TARGET {printable(str(file))} cannot be read ({problem.strerror})"
        raise ConfigError(message) from None
    except ValueError as problem:
        _refuse(file, str(problem))


def _refuse(file: Path, reason: str) -> NoReturn:
    told = f"TARGET {file} is no whole package: {reason}; build it again, or give the folder"
    raise ConfigError(printable(told))


def _read(file: Path) -> Package:
    if file.stat().st_size > LARGEST_BYTES:
        raise ValueError(f"it is larger than {LARGEST_BYTES >> 20} MB")
    with regular_file.opened(file) as content:
        head = content.read(_HEAD.size)
    if head.startswith(_ZIP_MAGIC):
        return _read_old(file)
    said, archive_at, size = _parts(file, head)
    try:
        described = _described(said)
    except ValueError as problem:
        raise ValueError(f"its description is damaged ({problem})") from None
    archive = Archive(file, archive_at, size, described.hashes)
    names = archive.names()
    bundle = json_of(archive.read(_BUNDLE)) if _BUNDLE in names else {}
    said_in_extra = member(described.extra, "appsInTossConfig")
    config = said_in_extra or member(bundle, "config") or described.extra
    return _package(
        archive,
        line=_line(names),
        app_name=described.app_name,
        deployment_id=described.deployment_id,
        config={
            **_with_kind(config, is_game=described.is_game),
            "permissions": described.permissions,
        },
        sdk_version=described.sdk_version or text_at(bundle, "sdk", "version"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Described:
    """What the description of a package says."""

    app_name: str
    deployment_id: str
    sdk_version: str
    is_game: bool
    permissions: list[Literal]
    extra: dict[str, Literal]
    hashes: dict[str, str]


def _described(content: bytes) -> _Described:
    said = ProtobufMessage.read(content)
    metadata = said.message(4)
    return _Described(
        deployment_id=said.text(2),
        app_name=said.text(3),
        sdk_version=metadata.text(7) or declared_sdk(metadata.message(5).struct()),
        is_game=bool(metadata.number(1)),
        permissions=[{"name": each.text(1), "access": each.text(2)} for each in said.messages(5)],
        extra=metadata.message(6).struct(),
        hashes={each.text(1): each.text(6) for each in said.messages(6)},
    )


def _parts(file: Path, head: bytes) -> tuple[bytes, int, int]:
    """Return the description of a package, and where its ZIP begins and how long it is.

    What follows is the signature: Toss's own business, and no build has one.
    """
    if not _MAGIC.startswith(head[: len(_MAGIC)]) or not head:
        raise ValueError(f"it does not begin with {_MAGIC.decode()}")
    if len(head) < _HEAD.size:
        raise ValueError("it ends within its first 20 bytes")
    _, version, length = _HEAD.unpack(head)
    if version != _VERSION:
        raise ValueError(f"it has version {version} of the format, not {_VERSION}")
    if length > _LARGEST_DESCRIPTION:
        raise ValueError(f"its description has {length} bytes")
    with regular_file.opened(file) as content:
        content.seek(_HEAD.size)
        description = content.read(length)
        size_text = content.read(_LENGTH.size)
    if len(description) < length or len(size_text) < _LENGTH.size:
        raise ValueError("it ends within its description")
    (size,) = _LENGTH.unpack(size_text)
    archive_at = _HEAD.size + length + _LENGTH.size
    if archive_at + size > file.stat().st_size:
        raise ValueError("it ends within its ZIP")
    return description, archive_at, size


def _read_old(file: Path) -> Package:
    archive = Archive(file, 0, file.stat().st_size)
    names = archive.names()
    if _OLD_DESCRIPTION not in names:
        raise ValueError(f"it is a ZIP without {_OLD_DESCRIPTION}")
    said = json_of(archive.read(_OLD_DESCRIPTION))
    return _package(
        archive,
        line=_line(names),
        app_name=text_at(said, "appName"),
        deployment_id=text_at(said, "_metadata", "deploymentId"),
        config=said,
        sdk_version=declared_sdk(member(member(said, "_metadata"), "packageJson")),
    )


def _package(
    archive: Archive,
    *,
    line: Line,
    app_name: str,
    deployment_id: str,
    config: Mapping[str, Literal],
    sdk_version: str,
) -> Package:
    for name, value in (("appName", app_name), ("deploymentId", deployment_id)):
        if not value:
            raise ValueError(f"it has no {name}")
    return Package(
        file=archive.file,
        app_name=app_name,
        deployment_id=deployment_id,
        sdk_version=exact_version(sdk_version),
        evidence=SdkEvidence(line, archive.file.name),
        config={**config, "appName": app_name},
        archive=archive,
        notes=(_PACKED_ON_WINDOWS,) if archive.is_of_windows() else (),
    )


def _line(names: frozenset[str]) -> Line:
    pages = [f"{each.package_folder}/index.html" for each in NEWEST_FIRST]
    for each, page in zip(NEWEST_FIRST, pages, strict=True):
        if page in names:
            return each.line
    raise ValueError(f"it has neither {' nor '.join(pages)}")


def _with_kind(config: dict[str, Literal], *, is_game: bool) -> dict[str, Literal]:
    """Return the configuration with the kind of its bar: SDK 3.x writes it down here alone."""
    view = member(config, "webViewProps")
    if not is_game or text_at(view, "type"):
        return config
    return {**config, "webViewProps": {**view, "type": "game"}}
