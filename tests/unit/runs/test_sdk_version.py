"""The SDK's version as a person says it, and what must fit to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from aitdesk.config.options import PreviewOptions
from aitdesk.errors import ConfigError
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.runs.preview_options import chosen

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("wanted", "text", "sdk_version", "evidence"),
    [
        (PreviewOptions(), "", None, None),
        (
            PreviewOptions(sdk_version="3.0.3"),
            "",
            "3.0.3",
            SdkEvidence(Line.WEBVIEW_BRIDGE, "--sdk-version"),
        ),
        (
            PreviewOptions(sdk_version="2.9.0"),
            "",
            "2.9.0",
            SdkEvidence(Line.GRANITE, "--sdk-version"),
        ),
        (
            PreviewOptions(sdk_version="3.0.3", line="3"),
            "",
            "3.0.3",
            SdkEvidence(Line.WEBVIEW_BRIDGE, "--line"),
        ),
        (
            PreviewOptions(),
            '[app]\nsdk_version = "3.0.1"\n',
            "3.0.1",
            SdkEvidence(Line.WEBVIEW_BRIDGE, "aitdesk.toml"),
        ),
        (
            PreviewOptions(sdk_version="2.9.0"),
            '[app]\nsdk_version = "3.0.1"\n',
            "2.9.0",
            SdkEvidence(Line.GRANITE, "--sdk-version"),
        ),
    ],
)
def test_the_version_of_the_sdk_can_be_said_by_hand(
    wanted: PreviewOptions,
    text: str,
    sdk_version: str | None,
    evidence: SdkEvidence | None,
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").write_text("<title>x</title>")
    (tmp_path / "aitdesk.toml").write_text(text)
    found = chosen(replace(wanted, target=str(tmp_path)))[0].miniapp
    assert (found.facts.sdk_version, found.line) == (sdk_version, evidence)


@pytest.mark.parametrize(
    ("wanted", "line"),
    [
        (PreviewOptions(sdk_version="3"), "--sdk-version 3 is no version: write it like 3.0.3"),
        (
            PreviewOptions(sdk_version="3.0.3", line="2"),
            "--sdk-version 3.0.3 is not of --line 2: give one",
        ),
        (
            PreviewOptions(origin_before="local"),
            "--origin-before local: nobody moves from there; choose apps or web",
        ),
    ],
)
def test_a_version_or_a_move_that_does_not_fit_is_one_line(
    wanted: PreviewOptions, line: str, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text("<title>x</title>")
    with pytest.raises(ConfigError) as caught:
        chosen(replace(wanted, target=str(tmp_path), app_name="my-app"))
    assert str(caught.value) == line
