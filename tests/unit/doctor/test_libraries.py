from __future__ import annotations

import os
import struct
import subprocess
import sys
import tomllib
from pathlib import Path

import aitdesk
from aitdesk.doctor import libraries
from aitdesk.doctor.libraries import (
    Missing,
    install_command,
    missing_libraries,
    pyside_folder,
    with_packages,
)
from aitdesk.doctor.versions import load_engine

PT_LOAD, PT_DYNAMIC = 1, 2
DT_NEEDED, DT_STRTAB = 1, 5


def _needed(file: Path) -> list[str]:
    """Read the DT_NEEDED entries of a 64-bit little-endian ELF file."""
    content = file.read_bytes()
    (at,) = struct.unpack_from("<Q", content, 32)
    size, count = struct.unpack_from("<HH", content, 54)
    segments = [struct.unpack_from("<IIQQQQ", content, at + i * size) for i in range(count)]
    start, length = next((s[2], s[5]) for s in segments if s[0] == PT_DYNAMIC)
    pairs = list(struct.iter_unpack("<qQ", content[start : start + length]))
    address = next(value for tag, value in pairs if tag == DT_STRTAB)
    # File offset and address of what is loaded tell where the names stand in the file.
    names = next(
        address - s[3] + s[2] for s in segments if s[0] == PT_LOAD and s[3] <= address < s[3] + s[5]
    )
    starts = [names + value for tag, value in pairs if tag == DT_NEEDED]
    return [content[start : content.index(b"\0", start)].decode() for start in starts]


def _outside(package: Path) -> set[str]:
    """Return every library from outside that the engine's files and their own libraries need."""
    shiboken = package.parent / "shiboken6"
    own = {
        file.name: file
        for place in (package / "Qt/lib", package, shiboken)
        for file in place.iterdir()
    }
    plugins = (*libraries._OFFSCREEN, *libraries._XCB, *libraries._WAYLAND)
    waiting = [package / name for name in (*libraries._ENGINE, *plugins)]
    seen: set[Path] = set()
    outside: set[str] = set()
    while waiting:
        file = waiting.pop()
        if file in seen:
            continue
        seen.add(file)
        for name in _needed(file):
            if name in own:
                waiting.append(own[name])
            else:
                outside.add(name)
    return outside


def _tree(folder: Path, *, changed: str, old: bytes, new: bytes) -> Path:
    """Make a PySide6 folder out of the real files, one of them needing another library."""
    real = pyside_folder()
    library = folder / "PySide6" / "Qt" / "lib"
    library.mkdir(parents=True)
    for file in (real / "Qt" / "lib").iterdir():
        (library / file.name).symlink_to(file)
    plugin = "Qt/plugins/platforms/libqoffscreen.so"
    package = folder / "PySide6"
    (package / plugin).parent.mkdir(parents=True)
    (package / plugin).symlink_to(real / plugin)
    (package / changed).unlink()
    content = (real / changed).read_bytes()
    assert old in content
    (package / changed).write_bytes(content.replace(old, new))
    return package


def test_a_library_that_a_plugin_needs_is_missed(tmp_path: Path) -> None:
    plugin = "Qt/plugins/platforms/libqoffscreen.so"
    package = _tree(tmp_path, changed=plugin, old=b"libX11.so.6\0", new=b"libX99.so.6\0")
    assert missing_libraries(windowed=False, package=package) == [Missing("libX99.so.6", None)]


def test_a_library_that_a_bundled_library_needs_is_missed(tmp_path: Path) -> None:
    library = "Qt/lib/libQt6DBus.so.6"
    package = _tree(tmp_path, changed=library, old=b"libdbus-1.so.3\0", new=b"libdbus-9.so.3\0")
    assert missing_libraries(windowed=False, package=package) == [Missing("libdbus-9.so.3", None)]


def test_the_engine_loads_exactly_when_nothing_is_missing() -> None:
    is_complete = missing_libraries(windowed=False) == []
    assert is_complete == (load_engine().chromium is not None)


def test_the_package_of_every_library_is_known_and_no_other() -> None:
    known = set(tomllib.loads(libraries.PACKAGES.read_text("utf-8"))["packages"])
    # The loader itself has another name on every machine; it is looked for apart.
    outside = {name for name in _outside(pyside_folder()) if not name.startswith("ld-linux")}
    assert known == outside


def test_libraries_get_the_packages_of_debian_12(tmp_path: Path) -> None:
    (tmp_path / "libssl3:amd64.list").touch()
    found = with_packages(["libnss3.so", "libasound.so.2", "libX99.so.6"], installed=tmp_path)
    assert found == [
        Missing("libnss3.so", "libnss3"),
        Missing("libasound.so.2", "libasound2"),
        Missing("libX99.so.6", None),
    ]


def test_libraries_get_the_packages_of_debian_13(tmp_path: Path) -> None:
    (tmp_path / "libssl3t64:amd64.list").touch()
    found = with_packages(["libnss3.so", "libasound.so.2"], installed=tmp_path)
    assert found == [Missing("libnss3.so", "libnss3"), Missing("libasound.so.2", "libasound2t64")]


def test_one_command_installs_each_package_once() -> None:
    missing = [
        Missing("libnss3.so", "libnss3"),
        Missing("libX99.so.6", None),
        Missing("libsmime3.so", "libnss3"),
        Missing("libnspr4.so", "libnspr4"),
    ]
    assert install_command(missing) == "apt install libnss3 libnspr4"


def test_there_is_no_command_without_a_known_package() -> None:
    assert install_command([Missing("libX99.so.6", None)]) is None


def test_a_missing_pyside_is_the_mistake_of_the_user() -> None:
    code = "from aitdesk.doctor.libraries import missing_libraries as m; m(windowed=False)"
    source = Path(aitdesk.__file__).parents[1]
    child = subprocess.run(
        [sys.executable, "-S", "-c", code],  # -S: nothing that was installed is found
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.stderr.splitlines()[-1] == (
        "aitdesk.errors.ConfigError: PySide6 is not installed; `pip install aitdesk` brings it"
    )
