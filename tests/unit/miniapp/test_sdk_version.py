from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from aitdesk.miniapp.sdk_version import declared_sdk, exact_version, installed_sdk, line_of
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from pathlib import Path

SDK = "@apps-in-toss/web-framework"


@pytest.mark.parametrize(
    ("version", "line"),
    [
        ("1.6.2", Line.GRANITE),
        ("2.10.8", Line.GRANITE),
        ("^2", Line.GRANITE),
        ("0.0.40", Line.GRANITE),
        ("3.0.0", Line.WEBVIEW_BRIDGE),
        ("3.0.0-beta.da14818", Line.WEBVIEW_BRIDGE),
        ("^3.0.2", Line.WEBVIEW_BRIDGE),
        ("~3", Line.WEBVIEW_BRIDGE),
        ("3.x", Line.WEBVIEW_BRIDGE),
        (">= 3.0.0 <4", Line.WEBVIEW_BRIDGE),
        ("v3.1.1", Line.WEBVIEW_BRIDGE),
        ("npm:@apps-in-toss/web-framework@3.0.2", Line.WEBVIEW_BRIDGE),
        ("12.0.0", Line.WEBVIEW_BRIDGE),
        ("", None),
        ("latest", None),
        ("*", None),
        ("workspace:*", None),
        ("file:../3.0.0", None),
        ("https://host.example/3.0.0.tgz", None),
        ("3a", None),
    ],
)
def test_a_version_or_range_tells_its_line(version: str, line: Line | None) -> None:
    assert line_of(version) is line


@pytest.mark.parametrize("group", ["dependencies", "devDependencies", "peerDependencies"])
def test_the_sdk_may_be_a_dependency_of_every_kind(group: str) -> None:
    assert declared_sdk({group: {"other": "1", SDK: "^3.0.0"}}) == "^3.0.0"


def test_a_project_that_asks_for_no_sdk_says_nothing() -> None:
    assert declared_sdk({"dependencies": {"react": "19"}, "devDependencies": []}) == ""


@pytest.mark.parametrize(
    ("text", "version"),
    [("2.10.8", "2.10.8"), ("3.0.0-beta.1", "3.0.0-beta.1"), ("^2.10.8", None), ("", None)],
)
def test_only_one_version_is_exact(text: str, version: str | None) -> None:
    assert exact_version(text) == version


@pytest.mark.parametrize(
    ("below", "version"), [("", "3.0.2"), ("a/b/c", "3.0.2"), ("a/b/c/d", None)]
)
def test_the_installed_sdk_may_lie_three_levels_up(
    below: str, version: str | None, tmp_path: Path
) -> None:
    package = tmp_path / "node_modules" / SDK / "package.json"
    package.parent.mkdir(parents=True)
    package.write_text(json.dumps({"version": "3.0.2"}))
    assert installed_sdk(tmp_path / below) == version
