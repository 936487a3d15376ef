from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import pytest

from ait_files import granite_ait
from aitdesk.config.configuration import Configuration
from aitdesk.config.file import read
from aitdesk.config.options import PreviewOptions
from aitdesk.errors import ConfigError
from aitdesk.phone.app import DeclaredPermission
from aitdesk.phone.environment import Platform
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.runs.preview_options import (
    chosen_device,
    prepare,
    said_policies,
    said_tables,
)

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.session.session_config import SessionConfig

Option: TypeAlias = Any
"""Any option of the command line."""

NOTHING: dict[str, Any] = {
    "environment": {},
    "latency": {},
    "throttle": {},
    "faults": {"outcomes": {}},
    "prompts": {"kinds": {}},
}


def said(wanted: PreviewOptions, configuration: Configuration | None = None) -> dict[str, Any]:
    """Return what the command line says over the file, but for what it leaves alone."""
    configuration = configuration or Configuration()
    device = chosen_device(wanted, configuration)
    tables = said_tables(wanted, configuration, device=device)
    return {name: each for name, each in tables.items() if each != NOTHING[name]}


@pytest.mark.parametrize(
    ("wanted", "tables"),
    [
        (PreviewOptions(), {"environment": {"platform": "ios"}}),
        (PreviewOptions(os="android"), {"environment": {"platform": "android"}}),
        (PreviewOptions(device="Galaxy S24"), {"environment": {"platform": "android"}}),
        (PreviewOptions(device="Galaxy S24", os="ios"), {"environment": {"platform": "ios"}}),
        (
            PreviewOptions(os="ios", toss_version="5.0.0", environment="sandbox", locale="en-US"),
            {
                "environment": {
                    "platform": "ios",
                    "operational": "sandbox",
                    "toss_version": "5.0.0",
                    "locale": "en-US",
                }
            },
        ),
    ],
)
def test_the_command_line_says_what_the_toss_app_is(
    wanted: PreviewOptions, tables: dict[str, Any]
) -> None:
    assert said(wanted) == tables


@pytest.mark.parametrize(
    ("wanted", "table", "value"),
    [
        (PreviewOptions(latency="slow"), "latency", {"pace": "slow"}),
        (PreviewOptions(seed=3), "latency", {"seed": 3}),
        (PreviewOptions(throttle=True), "throttle", {"is_on": True}),
        (PreviewOptions(throttle=False), "throttle", {"is_on": False}),
        (PreviewOptions(fault=["a=B:2", "c=D"]), "faults", {"outcomes": {"a": "B:2", "c": "D"}}),
        (PreviewOptions(prompts=["allow"]), "prompts", {"default": "allow", "kinds": {}}),
    ],
)
def test_each_option_says_its_part_of_the_state(
    wanted: PreviewOptions, table: str, value: object
) -> None:
    assert said(wanted)[table] == value


def test_policies_are_said_by_kind_or_for_all() -> None:
    assert said_policies(["deny", "share=allow", "ad=ask", "allow"]) == {
        "default": "allow",
        "kinds": {"share": "allow", "ad": "ask"},
    }


@pytest.mark.parametrize("text", ["", "=", "share", "share=", "=allow", "share=perhaps", "x=allow"])
def test_what_is_no_policy_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="--prompts"):
        said_policies([text])


@pytest.mark.parametrize(
    ("wanted", "text", "device", "platform"),
    [
        (PreviewOptions(), '[environment]\nplatform = "android"', "Galaxy S24", Platform.ANDROID),
        (PreviewOptions(), '[device]\nname = "Galaxy S24"', "Galaxy S24", Platform.ANDROID),
        (
            PreviewOptions(os="ios"),
            '[environment]\nplatform = "android"',
            "iPhone 15 Pro",
            Platform.IOS,
        ),
        (
            PreviewOptions(device="iPhone 15 Pro"),
            '[device]\nname = "Galaxy S24"\n[environment]\nplatform = "android"',
            "iPhone 15 Pro",
            Platform.IOS,
        ),
        (
            PreviewOptions(),
            '[device]\nname = "Galaxy S24"\n[environment]\nplatform = "ios"',
            "Galaxy S24",
            Platform.IOS,
        ),
    ],
)
def test_phone_and_platform_follow_each_other_unless_both_are_said(
    wanted: PreviewOptions, text: str, device: str, platform: Platform, tmp_path: Path
) -> None:
    (tmp_path / "a.toml").write_text(text)
    configuration = read(tmp_path / "a.toml")
    phone = chosen_device(wanted, configuration)
    over = configuration.over(said_tables(wanted, configuration, device=phone))
    assert (phone.name, over.environment().platform) == (device, platform)


def settings(folder: Path, text: str, **options: Option) -> SessionConfig:
    """Return what a run of a folder with this aitdesk.toml would be."""
    (folder / "index.html").touch()
    (folder / "aitdesk.toml").write_text(text)
    wanted = PreviewOptions(target=str(folder), headless=True, **options)
    return prepare(wanted).settings


def test_the_file_says_the_mini_app_over_its_own_configuration(tmp_path: Path) -> None:
    (tmp_path / "granite.config.ts").write_text(
        'export default { appName: "shop", '
        'brand: { displayName: "Shop", primaryColor: "#111111" } }'
    )
    text = '[app]\ndisplay_name = "가게"\npermissions = ["camera"]\n'
    facts = settings(tmp_path, text).miniapp.facts
    assert (facts.name, facts.display_name, facts.primary_color, facts.permissions) == (
        "shop",
        "가게",
        "#111111",
        (DeclaredPermission("camera", "access"),),
    )


@pytest.mark.parametrize(("app_name", "name"), [(None, "by-file"), ("by-option", "by-option")])
def test_the_mini_apps_name_is_the_options_else_the_files(
    app_name: str | None, name: str, tmp_path: Path
) -> None:
    found = settings(tmp_path, '[app]\nname = "by-file"\n', app_name=app_name)
    assert found.miniapp.facts.name == name


@pytest.mark.parametrize(
    ("option", "text", "evidence", "note"),
    [
        (
            Line.WEBVIEW_BRIDGE,
            "line = 2",
            SdkEvidence(Line.WEBVIEW_BRIDGE, "--line"),
            "SDK 3.x, by --line",
        ),
        (Line.GRANITE, "", SdkEvidence(Line.GRANITE, "--line"), "SDK 2.x, by --line"),
        (
            None,
            "line = 3",
            SdkEvidence(Line.WEBVIEW_BRIDGE, "aitdesk.toml"),
            "SDK 3.x, by aitdesk.toml",
        ),
        (None, "", SdkEvidence(Line.GRANITE, "granite.config.ts"), None),
    ],
)
def test_the_line_is_the_options_else_the_files_else_the_mini_apps(
    *,
    option: str | None,
    text: str,
    evidence: SdkEvidence,
    note: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "granite.config.ts").write_text('{ appName: "shop" }')
    found = settings(tmp_path, f"[app]\n{text}\n", line=Line(option) if option else None)
    told = [line for line in capsys.readouterr().err.splitlines() if "SDK" in line]
    assert (found.miniapp.line, told) == (evidence, [f"aitdesk: {note}"] if note else [])


def test_a_line_that_there_is_not_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"app\.line: expected one of 2, 3, not 4"):
        settings(tmp_path, "[app]\nline = 4\n")


def test_the_file_beside_a_package_is_its_own(tmp_path: Path) -> None:
    (tmp_path / "shop.ait").write_bytes(granite_ait())
    (tmp_path / "aitdesk.toml").write_text('[app]\ndisplay_name = "다른 가게"\n')
    found = prepare(PreviewOptions(target=str(tmp_path / "shop.ait"), headless=True)).settings
    assert found.miniapp.facts.display_name == "다른 가게"


def test_options_win_over_the_file_member_by_member(tmp_path: Path) -> None:
    text = """
[environment]
toss_version = "5.1.0"
locale = "en-US"
[prompts]
default = "deny"
kinds = { share = "ask", ad = "ask" }
"""
    found = settings(tmp_path, text, toss_version="5.2.0", prompts=["share=allow"])
    assert (found.environment.toss_version, found.environment.locale) == ("5.2.0", "en-US")
    assert found.configuration.tables["prompts"] == {
        "default": "deny",
        "kinds": {"share": "allow", "ad": "ask"},
    }


def test_a_file_that_is_named_is_taken_instead_of_the_one_beside(tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text('[clipboard]\ntext = "other"\n')
    found = settings(tmp_path, '[clipboard]\ntext = "beside"\n', config=other)
    assert found.configuration.tables["clipboard"] == {"text": "other"}


def test_what_the_mini_app_saves_is_kept_with_the_run(tmp_path: Path) -> None:
    assert settings(tmp_path, "", out=tmp_path / "out").saves_in == tmp_path / "out" / "saved"


def test_an_undocumented_failure_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = '[faults.outcomes]\ngetAnonymousKey = "ODD"\n'
    settings(tmp_path, text, fault=["getServerTime=EXECUTION_ERROR"])
    notes = [line for line in capsys.readouterr().err.splitlines() if "fault" in line]
    assert notes == [
        (
            "aitdesk: fault getAnonymousKey=ODD is no documented failure of getAnonymousKey: "
            "documented are APP_BRIDGE_THROTTLED, ERROR, EXECUTION_ERROR, INVALID_CATEGORY, "
            "INVALID_REQUEST"
        )
    ]


@pytest.mark.parametrize("outcome", ["ERROR", "undefined", "transport", "INVALID_CATEGORY:2"])
def test_what_the_anonymous_key_is_documented_to_give_is_no_warning(
    outcome: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(tmp_path, "", fault=[f"getAnonymousKey={outcome}"])
    assert [line for line in capsys.readouterr().err.splitlines() if "fault" in line] == []


@pytest.mark.parametrize("has_out", [True, False])
def test_the_token_is_kept_with_the_run_or_with_the_install(
    has_out: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").touch()
    run = prepare(PreviewOptions(target=str(tmp_path), headless=True, control_port=0))
    run = replace(run, out=tmp_path / "out" if has_out else None)
    install = run.settings.install.folder / f"control-{os.getpid()}.json"
    assert run.control_file == (tmp_path / "out" / "control.json" if has_out else install)


@pytest.mark.parametrize(
    ("options", "is_single_look"),
    [({}, True), ({"control_port": 0}, False), ({"debug_port": 20999}, False)],
)
def test_a_run_that_others_may_reach_stays(
    options: dict[str, Any],
    is_single_look: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").touch()
    wanted = PreviewOptions(target=str(tmp_path), headless=True, **options)
    assert prepare(wanted).is_single_look is is_single_look


def test_a_project_that_says_its_line_loads_nothing_that_packages_or_scripts_need(
    tmp_path: Path,
) -> None:
    (tmp_path / "index.html").touch()
    (tmp_path / "granite.config.ts").write_text('{ appName: "shop" }')
    code = (
        "import sys; from aitdesk.config.options import PreviewOptions\n"
        "from aitdesk.runs.preview_options import prepare\n"
        f"prepare(PreviewOptions(target={str(tmp_path)!r}, headless=True))\n"
        "print(*{'ait', 'archive', 'protobuf', 'script_text'}"
        ".intersection(name.removeprefix('aitdesk.') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
