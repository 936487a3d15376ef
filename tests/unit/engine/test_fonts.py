from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from aitdesk.engine import fonts

if TYPE_CHECKING:
    from pathlib import Path

MACHINES = "/etc/fonts/fonts.conf"


def matched(configuration: Path, *names: str) -> list[str]:
    """Return the family that fontconfig gives for each name."""
    patterns = [":family=" + name.replace("-", "\\-") for name in names]
    told = [
        subprocess.run(
            ["fc-match", "--format=%{family}", pattern],
            env={**os.environ, "FONTCONFIG_FILE": str(configuration)},
            capture_output=True,
            check=True,
            text=True,
        )
        for pattern in patterns
    ]
    assert [each.stderr for each in told] == [""] * len(told)
    return [each.stdout for each in told]


@pytest.mark.parametrize("machine", [MACHINES, "/nowhere/fonts.conf"])
def test_every_name_of_a_phones_font_is_ours_whatever_the_machine_has(
    machine: str, tmp_path: Path
) -> None:
    wanted = {name: ours for ours, names in fonts.STANDS_FOR.items() for name in names}
    file = fonts.written(tmp_path, machine=machine)
    assert dict(zip(wanted, matched(file, *wanted), strict=True)) == wanted


def test_a_font_that_the_machine_has_is_found_by_its_name(tmp_path: Path) -> None:
    machine = tmp_path / "machine.conf"
    mono = fonts.FOLDER / "RobotoMono_400Regular.ttf"
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / mono.name).symlink_to(mono)
    (tmp_path / "none").mkdir()
    machine.write_text(f"<fontconfig><dir>{tmp_path / 'own'}</dir></fontconfig>")
    file = fonts.written(tmp_path, machine=str(machine), folder=tmp_path / "none")
    assert matched(file, "Roboto Mono") == ["Roboto Mono"]


def test_what_was_read_of_the_fonts_is_kept_in_the_data_folder(tmp_path: Path) -> None:
    matched(fonts.written(tmp_path, machine="/nowhere"), "serif")
    kept = {each.suffix for each in (tmp_path / "fonts" / "cache").iterdir()}
    assert kept == {".TAG", ".cache-8"}


def test_a_path_that_xml_would_misread_is_found(tmp_path: Path) -> None:
    home = tmp_path / "R&D <own>"
    assert matched(fonts.written(home, machine="/nowhere"), "serif") == ["Noto Serif"]


def test_a_file_that_says_the_same_is_left_alone(tmp_path: Path) -> None:
    file = fonts.written(tmp_path, machine=MACHINES)
    os.utime(file, (1, 1))
    fonts.written(tmp_path, machine=MACHINES)
    assert file.stat().st_mtime == 1


@pytest.mark.parametrize("before", [None, "/their/own.conf"])
def test_the_environment_is_as_it_was_once_the_engine_has_begun(
    before: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    if before:
        monkeypatch.setenv("FONTCONFIG_FILE", before)
    with fonts.for_engine(tmp_path, platform="linux"):
        during = os.environ["FONTCONFIG_FILE"]
    ours = str(tmp_path / "fonts" / "fonts.conf")
    assert (during, os.environ.get("FONTCONFIG_FILE")) == (ours, before)


def test_the_configuration_of_the_persons_choice_is_the_one_that_is_included(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", "/their/own.conf")
    with fonts.for_engine(tmp_path, platform="linux"):
        pass
    assert ">/their/own.conf</include>" in (tmp_path / "fonts" / "fonts.conf").read_text("utf-8")


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_the_systems_own_fonts_are_used_elsewhere(platform: str, tmp_path: Path) -> None:
    with fonts.for_engine(tmp_path, platform=platform):
        assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_written_leaves_the_machines_fonts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FONTCONFIG_FILE", raising=False)
    (tmp_path / "fonts").write_text("a file, and no folder")
    with fonts.for_engine(tmp_path, platform="linux"):
        assert "FONTCONFIG_FILE" not in os.environ


def test_each_font_comes_with_its_licence() -> None:
    said = (fonts.FOLDER / "NOTICE").read_text("utf-8")
    built = {each.name for each in fonts.FOLDER.iterdir()} - {"NOTICE"}
    assert {name for name in built if name not in said} == set()
