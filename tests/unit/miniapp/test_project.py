from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from aitdesk.errors import ConfigError
from aitdesk.miniapp.project import facts_of, find_project, name_notes, read_project
from aitdesk.phone.app import FAKE_DEPLOYMENT_ID, AppFacts, DeclaredPermission
from aitdesk.protocol.line import Line, SdkEvidence

if TYPE_CHECKING:
    from pathlib import Path

SDK = "@apps-in-toss/web-framework"
CONFIG = """
export default defineConfig({
  appName: "my-app",
  brand: { displayName: "나의 앱", icon: "https://static.example/i.png", primaryColor: "#12aB00" },
  permissions: [{ name: "clipboard", access: "read" }, { name: "camera", access: "access" }],
  webViewProps: { type: "game" },
  navigationBar: { withHomeButton: true, initialAccessoryButton: { id: "heart", title: "하트" } },
});
"""


SMALL = "is used in lower case, {}: an origin has no capitals"


def _write(file: Path, content: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")


def _name(folder: Path, *, app_name: str | None = None, fallback: str = "folder") -> str:
    return facts_of(read_project(folder), app_name=app_name, fallback=fallback).name


def test_facts_come_from_the_configuration(tmp_path: Path) -> None:
    _write(tmp_path / "granite.config.ts", CONFIG)
    sdk = tmp_path / "node_modules" / SDK / "package.json"
    _write(sdk, json.dumps({"version": "2.10.8"}))
    facts = facts_of(read_project(tmp_path), app_name=None, fallback="folder")
    assert facts == AppFacts(
        name="my-app",
        display_name="나의 앱",
        icon="https://static.example/i.png",
        primary_color="#12aB00",
        web_view_type="game",
        permissions=(
            DeclaredPermission(name="clipboard", access="read"),
            DeclaredPermission(name="camera", access="access"),
        ),
        deployment_id=FAKE_DEPLOYMENT_ID,
        group_id="aitdesk-group",
        sdk_version="2.10.8",
        navigation_bar='{"withBackButton": true, "withHomeButton": true, "withTitle": true, '
        '"transparentBackground": false, "initialAccessoryButton": {"id": "heart", '
        '"title": "하트"}}',
    )


@pytest.mark.parametrize(
    ("view", "needs"),
    [
        ("webViewProps: { mediaPlaybackRequiresUserAction: false }", {False}),
        ("webView: { mediaPlaybackRequiresUserAction: false }", {False}),
        ("webViewProps: { mediaPlaybackRequiresUserAction: true }", {True}),
        ("webViewProps: {}", {True}),
    ],
)
def test_media_need_a_tap_unless_the_configuration_lets_them_play(
    view: str, needs: set[bool], tmp_path: Path
) -> None:
    _write(tmp_path / "granite.config.js", f'export default {{ appName: "a", {view} }};')
    facts = facts_of(read_project(tmp_path), app_name=None, fallback="folder")
    assert {facts.needs_tap_for_media} == needs


def test_a_folder_without_a_word_has_defaults(tmp_path: Path) -> None:
    facts = facts_of(read_project(tmp_path), app_name=None, fallback="folder")
    assert facts == AppFacts(name="folder", display_name="folder")


def test_a_value_that_the_shell_does_not_know_counts_as_absent(tmp_path: Path) -> None:
    config = '{ appName: "a", brand: { primaryColor: "red" }, webViewProps: { type: "odd" } }'
    _write(tmp_path / "granite.config.js", config)
    facts = facts_of(read_project(tmp_path), app_name=None, fallback="folder")
    assert facts == AppFacts(name="a", display_name="a")


def test_the_name_is_the_first_that_is_said(tmp_path: Path) -> None:
    names = [_name(tmp_path)]
    _write(tmp_path / "package.json", '{"name": "@me/From.Package"}')
    names.append(_name(tmp_path))
    _write(tmp_path / ".granite" / "app.json", '{"appName": "from-packed"}')
    names.append(_name(tmp_path))
    _write(tmp_path / "granite.config.mts", '{ appName: "from-config" }')
    names.append(_name(tmp_path))
    names.append(_name(tmp_path, app_name="from-option"))
    assert names == ["folder", "from-package", "from-packed", "from-config", "from-option"]


@pytest.mark.parametrize(
    ("fallback", "name"),
    [
        ("My Game", "my-game"),
        ("_my__app_", "my-app"),
        ("나의 앱", "mini-app"),
        ("", "mini-app"),
        ("localhost:5173", "localhost-5173"),
        ("a" * 62 + "-b" * 9, "a" * 62),
    ],
)
def test_a_folders_name_is_made_to_fit(tmp_path: Path, fallback: str, name: str) -> None:
    assert _name(tmp_path, fallback=fallback) == name


@pytest.mark.parametrize("name", ["My App", "My_app", "-a", "a-", "a.b", "앱", "a b", "a" * 64])
def test_a_said_name_that_does_not_fit_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(ConfigError) as caught:
        _name(tmp_path, app_name=name)
    assert str(caught.value) == (
        f'--app-name "{name}" is no app name: use up to 63 letters, digits and inner hyphens'
    )


@pytest.mark.parametrize(
    ("said", "given", "name", "notes"),
    [
        ("my-app", None, "my-app", ()),
        (
            "My-App",
            None,
            "my-app",
            (f"appName of granite.config.ts {SMALL.format('my-app')}",),
        ),
        (
            "My-App",
            "OTHER",
            "other",
            (f"--app-name {SMALL.format('other')}",),
        ),
    ],
)
def test_a_name_with_capitals_is_used_in_lower_case_and_that_is_told(
    said: str, given: str | None, name: str, notes: tuple[str, ...], tmp_path: Path
) -> None:
    _write(tmp_path / "granite.config.ts", f'{{ appName: "{said}" }}')
    project = read_project(tmp_path)
    assert (_name(tmp_path, app_name=given), name_notes(project, app_name=given)) == (name, notes)


def test_the_refusal_names_the_file(tmp_path: Path) -> None:
    _write(tmp_path / "granite.config.ts", '{ appName: "My App" }')
    with pytest.raises(ConfigError, match=r'^appName of granite\.config\.ts "My App" is no app'):
        _name(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "[]", '"text"', '{"name": 1}', "\x00"])
def test_a_broken_package_counts_as_empty(tmp_path: Path, content: str) -> None:
    _write(tmp_path / "package.json", content)
    assert _name(tmp_path) == "folder"


def test_permissions_come_from_the_packed_manifest_when_the_configuration_hides_them(
    tmp_path: Path,
) -> None:
    _write(tmp_path / "granite.config.ts", '{ appName: "a", permissions: all() }')
    packed = {"appName": "a", "permissions": [{"name": "photos", "access": "read"}]}
    _write(tmp_path / ".granite" / "app.json", json.dumps(packed))
    facts = facts_of(read_project(tmp_path), app_name=None, fallback="folder")
    assert facts.permissions == (DeclaredPermission(name="photos", access="read"),)


@pytest.mark.parametrize("served", ["", "dist", "dist/web", "release/a/b"])
def test_a_configuration_is_found_above_the_served_folder(tmp_path: Path, served: str) -> None:
    _write(tmp_path / "granite.config.ts", CONFIG)
    (tmp_path / served).mkdir(parents=True, exist_ok=True)
    assert find_project(tmp_path / served).folder == tmp_path


def test_a_configuration_is_not_looked_for_farther_up(tmp_path: Path) -> None:
    _write(tmp_path / "granite.config.ts", CONFIG)
    assert find_project(tmp_path / "a" / "b" / "c" / "d").is_any is False


@pytest.mark.parametrize(("served", "found"), [("dist/web", True), ("build", True), ("a", False)])
def test_a_package_counts_only_above_an_output_folder(
    tmp_path: Path, served: str, *, found: bool
) -> None:
    _write(tmp_path / "package.json", '{"name": "from-package"}')
    assert find_project(tmp_path / served).is_any is found


def test_a_configuration_above_wins_over_a_nearer_package(tmp_path: Path) -> None:
    _write(tmp_path / "granite.config.ts", CONFIG)
    _write(tmp_path / "dist" / "package.json", '{"name": "from-package"}')
    assert find_project(tmp_path / "dist").folder == tmp_path


CONFIG_3X = """
export default defineConfig({
  appName: "my-app",
  brand: { primaryColor: "#12aB00" },
  permissions: [{ name: "clipboard", access: "read" }],
  webBundleDir: "./release/web/",
  webView: { bounces: false },
  navigationBar: { withHomeButton: true, theme: "dark" },
});
"""


@pytest.mark.parametrize("ending", ["ts", "js", "mjs"])
def test_the_configuration_of_sdk_3_is_read_too(ending: str, tmp_path: Path) -> None:
    name = f"apps-in-toss.config.{ending}"
    _write(tmp_path / name, CONFIG_3X)
    project = read_project(tmp_path)
    assert facts_of(project, app_name=None, fallback="folder") == AppFacts(
        name="my-app",
        display_name="my-app",
        primary_color="#12aB00",
        permissions=(DeclaredPermission(name="clipboard", access="read"),),
        navigation_bar='{"withBackButton": true, "withHomeButton": true, "withTitle": true, '
        '"transparentBackground": false, "theme": "dark"}',
    )
    assert (project.outdir, project.says_its_name, project.config_name, project.evidence) == (
        "release/web",
        True,
        name,
        SdkEvidence(Line.WEBVIEW_BRIDGE, name),
    )


def test_the_refusal_names_the_file_of_sdk_3(tmp_path: Path) -> None:
    _write(tmp_path / "apps-in-toss.config.ts", '{ appName: "My App" }')
    with pytest.raises(
        ConfigError, match=r'^appName of apps-in-toss\.config\.ts "My App" is no app'
    ):
        _name(tmp_path)


def _sdk(folder: Path, *, asked: str | None, installed: str | None) -> None:
    if asked is not None:
        _write(folder / "package.json", json.dumps({"dependencies": {SDK: asked}}))
    if installed is not None:
        _write(folder / "node_modules" / SDK / "package.json", json.dumps({"version": installed}))


@pytest.mark.parametrize(
    ("asked", "installed", "name"),
    [
        ("^3.0.2", None, "new"),
        ("3.x", "2.10.8", "new"),
        ("^2.10.8", "3.0.2", "old"),
        ("latest", "3.0.2", "new"),
        ("latest", "2.10.8", "old"),
        ("latest", None, "old"),
        (None, "3.0.2", "new"),
        (None, None, "old"),
    ],
)
def test_of_two_configurations_that_of_the_sdk_is_read(
    asked: str | None, installed: str | None, name: str, tmp_path: Path
) -> None:
    _write(tmp_path / "granite.config.ts", '{ appName: "old" }')
    _write(tmp_path / "apps-in-toss.config.ts", '{ appName: "new" }')
    _sdk(tmp_path, asked=asked, installed=installed)
    notes = {
        "old": "granite.config.ts is read and apps-in-toss.config.ts is not: the project does not "
        "have SDK 3.x",
        "new": "apps-in-toss.config.ts is read and granite.config.ts is not: the project has "
        "SDK 3.x",
    }
    assert (_name(tmp_path), read_project(tmp_path).notes) == (name, (notes[name],))


@pytest.mark.parametrize(
    ("asked", "installed", "evidence"),
    [
        ("^3.0.2", "2.10.8", SdkEvidence(Line.WEBVIEW_BRIDGE, "package.json")),
        ("1.6.2", None, SdkEvidence(Line.GRANITE, "package.json")),
        ("workspace:*", "3.1.1", SdkEvidence(Line.WEBVIEW_BRIDGE, "node_modules")),
        ("workspace:*", None, None),
        (None, "3.1.1", None),
    ],
)
def test_a_project_without_a_configuration_tells_its_line_by_the_sdk(
    asked: str | None, installed: str | None, evidence: SdkEvidence | None, tmp_path: Path
) -> None:
    """What is installed somewhere above counts for a project alone, not for any folder."""
    _sdk(tmp_path, asked=asked, installed=installed)
    assert (read_project(tmp_path).evidence, read_project(tmp_path).notes) == (evidence, ())


@pytest.mark.parametrize("name", ["granite.config.ts", "package.json", ".granite/app.json"])
@pytest.mark.parametrize(
    ("kind", "reason"), [("fifo", "it is no regular file"), ("huge", "it is larger than")]
)
def test_a_file_that_cannot_be_read_is_named(
    kind: str, reason: str, name: str, tmp_path: Path
) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    if kind == "fifo":
        os.mkfifo(file)
    else:
        with file.open("wb") as sparse:
            sparse.truncate(60 << 20)
    with pytest.raises(ConfigError) as caught:
        read_project(tmp_path)
    assert str(caught.value).startswith(f"{file} cannot be read ({reason}")


def test_deeply_nested_json_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text('{"name":' + "[" * 100_000)
    assert read_project(tmp_path).package == {}
