"""What tells the line of a mini-app beforehand, and the origin that follows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from aitdesk.miniapp.sdk_detection import evidence_in_scripts
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Looked, Looker

APPS, WEB = "https://line.apps.tossmini.com", "https://line.web.tossmini.com"
PRIVATE_APPS = "https://line.private-apps.tossmini.com"


@pytest.fixture
def standin(repository: Path) -> Path:
    """The built page that has a stand-in for SDK 3.x."""
    folder = repository / "webapp" / "standin-3x" / "dist"
    assert (folder / "index.html").is_file(), "run scripts/setup first"
    return folder


@pytest.mark.parametrize("page", ["sample", "sdk-page", "sdk-page-1x"])
def test_the_scripts_of_real_builds_tell_sdk_1_and_2(page: str, repository: Path) -> None:
    evidence = evidence_in_scripts(repository / "webapp" / page / "dist")
    assert evidence is not None
    assert (evidence.line, evidence.told_by.startswith("assets/")) == (Line.GRANITE, True)


def test_the_scripts_of_the_stand_in_tell_sdk_3(standin: Path) -> None:
    evidence = evidence_in_scripts(standin)
    assert evidence is not None
    assert (evidence.line, evidence.told_by.startswith("assets/")) == (Line.WEBVIEW_BRIDGE, True)


def places(looked: Looked) -> list[str]:
    """Return the origin of each document that was opened."""
    return [str(each["origin"]) for each in looked.journal("navigation") if "origin" in each]


@pytest.mark.parametrize(
    ("page", "arguments", "origin", "line", "by"),
    [
        ("sdk-page", [], APPS, "2", "assets/index-"),
        ("standin-3x", [], APPS, "3", "assets/"),
        ("standin-3x", ["--origin", "private"], PRIVATE_APPS, "3", "assets/"),
        ("standin-3x", ["--origin", "web"], WEB, "3", "assets/"),
        ("sdk-page", ["--line", "3"], APPS, "3", "--line"),
        ("standin-3x", ["--sdk-version", "2.10.8"], APPS, "2", "--sdk-version"),
    ],
)
def test_a_folder_lives_where_its_sdk_does_and_the_terminal_says_why(
    *,
    page: str,
    arguments: list[str],
    origin: str,
    line: str,
    by: str,
    look: Looker,
    repository: Path,
    tmp_path: Path,
) -> None:
    shutil.copytree(repository / "webapp" / page / "dist", tmp_path / "line")
    looked = look(str(tmp_path / "line"), "--app-name", "line", *arguments)
    (told, *_) = looked.journal("line")
    assert (told["line"], str(told["told_by"]).startswith(by)) == (line, True)
    assert looked.lines[0].startswith(f"aitdesk: SDK {line}.x, by {by}")
    assert places(looked) == [origin]


@pytest.mark.parametrize(
    "config",
    ["granite.config.ts", "apps-in-toss.config.mjs"],
)
def test_the_configuration_of_a_project_says_it_without_a_word(
    config: str, look: Looker, tmp_path: Path
) -> None:
    (tmp_path / config).write_text('export default { appName: "line" };')
    (tmp_path / "index.html").write_text("<!doctype html><title>line</title>")
    looked = look(str(tmp_path))
    (told,) = looked.journal("line")
    assert (told["told_by"], places(looked)) == (config, [APPS])
    assert [line for line in looked.lines if "SDK" in line] == []


def test_a_page_that_says_nothing_is_served_as_one_of_sdk_2(look: Looker, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><title>line</title>")
    looked = look(str(tmp_path), "--app-name", "line")
    assert (looked.journal("line"), places(looked)) == ([], [APPS])
