"""What stands in the way of a build is told in one line."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from build_package import OTHERWISE, build, failure, is_new_enough

if TYPE_CHECKING:
    from pathlib import Path


def programs(folder: Path, monkeypatch: pytest.MonkeyPatch, **scripts: str) -> None:
    """Let these programs be the only ones of the machine."""
    for name, script in scripts.items():
        (folder / name).write_text(f"#!{shutil.which('bash')}\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def test_a_machine_without_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch, bash="", node="echo v22.12.0")
    expected = f"npm not found: install Node 20.19 or newer, {OTHERWISE}"
    assert build(tmp_path) == expected


def test_a_node_that_is_too_old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch, bash="", node="echo v18.20.4", npm="")
    assert build(tmp_path) == f"Node v18.20.4 is too old: install 20.19 or newer, {OTHERWISE}"


def test_a_build_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fails = "echo setup: npm packages >&2; echo 'npm error code EINTEGRITY' >&2; exit 1"
    programs(tmp_path, monkeypatch, bash=fails, node="echo v22.12.0", npm="")
    said = "scripts/setup-webapp failed (npm error code EINTEGRITY): run it to see more"
    assert build(tmp_path) == f"{said}, {OTHERWISE}"


def test_a_build_that_succeeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programs(tmp_path, monkeypatch, bash="", node="echo v22.12.0", npm="")
    assert build(tmp_path) is None


@pytest.mark.parametrize("code", ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT"])
def test_a_registry_that_is_out_of_reach(code: str) -> None:
    said = f"setup: npm packages\nnpm error code {code}\nnpm error network request failed\n"
    assert failure(said) == f"npm could not reach its registry: look at the network, {OTHERWISE}"


@pytest.mark.parametrize(
    ("version", "is_enough"),
    [
        ("v18.20.4", False), ("v20.18.3", False), ("v20.19.0", True), ("v21.7.3", False),
        ("v22.11.0", False), ("v22.12.0", True), ("v24.0.0", True), ("", False),
    ],
)  # fmt: skip
def test_the_versions_of_node_are_those_of_the_web_apps(version: str, is_enough: bool) -> None:  # noqa: FBT001
    assert is_new_enough(version) is is_enough
