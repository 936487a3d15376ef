from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ait_files import granite_ait
from aitdesk.miniapp.deployment import deployment_id
from aitdesk.miniapp.target import Target, locate
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.protocol.line import Line, SdkEvidence
from targets import refusal

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = AppFacts(name="my-app", display_name="my-app", deployment_id="local")
GRANITE = SdkEvidence(Line.GRANITE, "granite.config.ts")
CONFIG_3X = SdkEvidence(Line.WEBVIEW_BRIDGE, "apps-in-toss.config.mjs")
SCRIPT_2X = SdkEvidence(Line.GRANITE, "index.js")
SCRIPT_3X = SdkEvidence(Line.WEBVIEW_BRIDGE, "index.js")
DECLARED = DeclaredPermission("clipboard", "read")


def _page(folder: Path, *, at: int = 1, content: str = "<!doctype html>") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(content)
    os.utime(folder / "index.html", (at, at))
    return folder


def _facts(name: str = "my-app") -> AppFacts:
    return AppFacts(name=name, display_name=name)


def _served(
    folder: Path, facts: AppFacts, *, line: SdkEvidence | None = None, notes: tuple[str, ...] = ()
) -> Target:
    """Return the mini-app of a folder, whose build has an id of its own."""
    own = deployment_id(folder, root_page="index.html")
    return Target(replace(facts, deployment_id=own), folder=folder, line=line, notes=notes)


def test_a_folder_with_a_root_page_is_served_as_it_is(tmp_path: Path) -> None:
    folder = _page(tmp_path / "site")
    assert locate(str(folder), app_name="my-app") == _served(folder, _facts())


def test_a_name_that_nobody_said_is_noted(tmp_path: Path) -> None:
    folder = _page(tmp_path / "My Site")
    note = "the mini-app's name is my-site; --app-name gives another"
    assert locate(str(folder)) == _served(folder, _facts("my-site"), notes=(note,))


@pytest.mark.parametrize("built", ["dist", "build", "out", "dist/web"])
def test_a_projects_built_folder_is_chosen_and_named(project: Path, built: str) -> None:
    chosen = _page(project / built)
    note = f"serving {chosen}: what the project built"
    assert locate(str(project)) == _served(chosen, _facts(), line=GRANITE, notes=(note,))


def test_the_newest_built_folder_is_chosen(project: Path) -> None:
    _page(project / "dist", at=1)
    chosen = _page(project / "build", at=3)
    _page(project / "out" / "web", at=2)
    note = f"serving {chosen}: the newest of dist, build, out/web"
    assert locate(str(project)) == _served(chosen, _facts(), line=GRANITE, notes=(note,))


def test_the_configured_output_folder_is_one_of_them(project: Path) -> None:
    (project / "granite.config.ts").write_text('{ appName: "my-app", outdir: "release" }')
    chosen = _page(project / "release" / "web")
    note = f"serving {chosen}: what the project built"
    assert locate(str(project)) == _served(chosen, _facts(), line=GRANITE, notes=(note,))


def test_an_output_folder_outside_the_project_is_not_looked_at(project: Path) -> None:
    (project / "granite.config.ts").write_text('{ appName: "my-app", outdir: "../other" }')
    _page(project.parent / "other")
    assert refusal(str(project)) == (
        f"TARGET {project} has no index.html, nor has its dist/, build/, out/: build the mini-app "
        "first"
    )


def test_what_a_project_built_wins_over_its_source_page(project: Path) -> None:
    _page(project, at=9, content='<script type="module" src="/src/main.tsx"></script>')
    chosen = _page(project / "dist")
    assert locate(str(project)).folder == chosen


def test_a_site_that_is_no_project_keeps_its_root_page(tmp_path: Path) -> None:
    folder = _page(tmp_path / "site")
    _page(folder / "build", at=9)
    assert locate(str(folder)).folder == folder


def test_a_plain_folder_around_built_files_is_understood(tmp_path: Path) -> None:
    chosen = _page(tmp_path / "game" / "dist")
    assert locate(str(tmp_path / "game")).folder == chosen


@pytest.mark.parametrize("served", ["dist", "dist/web"])
def test_a_built_folder_finds_the_facts_of_its_project(project: Path, served: str) -> None:
    folder = _page(project / served)
    assert locate(str(folder)) == _served(folder, _facts(), line=GRANITE)


def test_a_built_folder_without_a_project_is_named_for_the_folder_around_it(tmp_path: Path) -> None:
    folder = _page(tmp_path / "game" / "dist" / "web")
    assert locate(str(folder)).facts.name == "game"


def test_a_relative_target_is_made_absolute(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = _page(project / "dist")
    monkeypatch.chdir(project)
    assert locate("dist").folder == folder


def test_the_sample_is_loaded_without_a_target(tmp_path: Path) -> None:
    folder = _page(tmp_path / "sample" / "dist")
    found = locate(None, sample_places=(tmp_path / "none", folder))
    assert found == _served(folder, _facts("aitdesk-sample"))


def test_the_sample_has_the_facts_of_its_project_and_another_name_if_asked(project: Path) -> None:
    (project / "granite.config.ts").write_text('{ brand: { displayName: "샘플" } }')
    folder = _page(project / "dist")
    found = locate(None, app_name="other", sample_places=(folder,))
    assert found == _served(folder, AppFacts(name="other", display_name="샘플"), line=GRANITE)


def test_a_missing_sample_names_the_script_that_builds_it() -> None:
    assert refusal(None) == (
        "the bundled sample is not built: run ./scripts/setup in the checkout of aitdesk"
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert refusal(f"{tmp_path}/none") == (
        f'TARGET "{tmp_path}/none" is not there: give a folder, an .ait file or an http(s) URL'
    )


def test_a_server_without_its_protocol_is_guessed() -> None:
    assert refusal("localhost:5173/a") == (
        'TARGET "localhost:5173/a" is not there: give a folder, an .ait file or an http(s) URL; '
        "did you mean http://localhost:5173/a?"
    )


def test_an_empty_target_is_refused() -> None:
    assert refusal("") == ('TARGET "" is not there: give a folder, an .ait file or an http(s) URL')


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my-app.zip").write_bytes(b"PK")
    assert refusal(f"{tmp_path}/my-app.zip") == (
        f"TARGET {tmp_path}/my-app.zip is a file: give the folder that was built, or its .ait"
    )


def test_a_root_page_itself_is_refused_with_its_folder(tmp_path: Path) -> None:
    _page(tmp_path)
    assert refusal(f"{tmp_path}/index.html") == (
        f"TARGET {tmp_path}/index.html is a file: give {tmp_path}"
    )


def test_a_folder_without_a_root_page_is_refused(tmp_path: Path) -> None:
    assert refusal(str(tmp_path)) == (
        f"TARGET {tmp_path} has no index.html, nor has its dist/, build/, out/: build the mini-app "
        "first"
    )


def test_a_source_page_is_refused(project: Path) -> None:
    _page(project, content='<script type="module" src="/src/main.tsx?v=1"></script>')
    assert refusal(str(project)) == (
        f"{project}/index.html loads the source /src/main.tsx: build the project first, or give "
        "the URL of its development server"
    )


@pytest.mark.parametrize("url", ["http://localhost:5173", "https://h.example/a?b=1#c"])
def test_a_url_is_loaded_as_it_is(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate(url, app_name="my-app") == Target(LOCAL, url=url)


def test_a_url_takes_the_facts_of_the_folder_it_is_asked_from(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    url = "http://localhost:5173"
    assert locate(url) == Target(LOCAL, url=url, line=GRANITE)


def test_a_url_without_facts_is_named_for_its_host(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate("http://127.0.0.1:80/x").notes == (
        "the mini-app's name is 127-0-0-1; --app-name gives another",
    )


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("file:///etc/passwd", "cannot be loaded: give an http"),
        ("ftp://h/x", "cannot be loaded: give an http"),
        ("intoss://my-app", "is an entry link: pass it as --scheme"),
        ("http://", "is no http"),
        ("http://h:port/", "is no URL"),
        ("http://h:99999/", "is no URL"),
        ("http://[::1/", "is no URL"),
        ("http://a b/", "is no plain URL"),
        ("http://user:word@h/", "is no plain URL"),
    ],
)
def test_a_url_that_cannot_be_loaded_is_refused(target: str, reason: str) -> None:
    said = refusal(target)
    assert (target in said, reason in said, "\n" in said) == (True, True, False)


def test_a_name_that_is_no_label_is_refused(tmp_path: Path) -> None:
    _page(tmp_path)
    assert refusal(str(tmp_path), app_name="My_App").startswith('--app-name "My_App" is no app')


@pytest.mark.parametrize(
    ("config", "package", "text", "line", "notes"),
    [
        ("granite.config.ts", "^3.0.0", "__appsInTossConstants", GRANITE, ()),
        ("apps-in-toss.config.mjs", "^2.0.0", "__CONSTANT_HANDLER_MAP", CONFIG_3X, ()),
        (
            None,
            "^3.0.0",
            "__CONSTANT_HANDLER_MAP",
            SdkEvidence(Line.WEBVIEW_BRIDGE, "package.json"),
            (),
        ),
        (None, "^2.0.0", "__appsInTossConstants", SdkEvidence(Line.GRANITE, "package.json"), ()),
        (None, None, "x.__appsInTossConstants.y", SCRIPT_3X, ("SDK 3.x, by index.js",)),
        (None, None, "x.__CONSTANT_HANDLER_MAP.y", SCRIPT_2X, ("SDK 2.x, by index.js",)),
        (None, None, "nothing", None, ()),
    ],
)
def test_the_line_is_the_first_that_is_said(
    *,
    config: str | None,
    package: str | None,
    text: str,
    line: SdkEvidence | None,
    notes: tuple[str, ...],
    tmp_path: Path,
) -> None:
    _page(tmp_path)
    (tmp_path / "index.js").write_text(text)
    if config is not None:
        (tmp_path / config).write_text('{ appName: "my-app" }')
    if package is not None:
        asked = {"dependencies": {"@apps-in-toss/web-framework": package}}
        (tmp_path / "package.json").write_text(json.dumps(asked))
    found = locate(str(tmp_path), app_name="my-app")
    assert (found.line, found.notes) == (line, notes)


def test_the_developers_word_on_the_line_wins_and_is_told(project: Path) -> None:
    _page(project / "dist")
    said = SdkEvidence(Line.WEBVIEW_BRIDGE, "--line")
    found = locate(str(project / "dist"), line=said)
    assert (found.line, found.notes) == (said, ("SDK 3.x, by --line",))


def test_a_built_folder_of_sdk_3_is_found_by_its_configuration(tmp_path: Path) -> None:
    config = '{ appName: "my-app", webBundleDir: "./release/" }'
    (tmp_path / "apps-in-toss.config.ts").write_text(config)
    chosen = _page(tmp_path / "release")
    note = f"serving {chosen}: what the project built"
    line = SdkEvidence(Line.WEBVIEW_BRIDGE, "apps-in-toss.config.ts")
    assert locate(str(tmp_path)) == _served(chosen, _facts(), line=line, notes=(note,))


def test_two_configurations_are_told(project: Path) -> None:
    (project / "apps-in-toss.config.ts").write_text('{ appName: "new-app" }')
    found = locate(str(_page(project / "dist")))
    why = "the project does not have SDK 3.x"
    note = f"granite.config.ts is read and apps-in-toss.config.ts is not: {why}"
    assert (found.facts.name, found.line, found.notes) == ("my-app", GRANITE, (note,))


def test_every_kind_of_target_tells_of_capitals_in_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _page(tmp_path)
    (tmp_path / "granite.config.ts").write_text('{ appName: "My-App" }')
    (tmp_path / "a.ait").write_bytes(granite_ait(app_name="My-App"))
    monkeypatch.chdir(tmp_path)
    found = [locate(each) for each in (str(tmp_path), "a.ait", "http://localhost:5173")]
    told = [[note for note in each.notes if "lower case, my-app" in note] for each in found]
    assert ([each.facts.name for each in found], list(map(len, told))) == (
        ["my-app"] * 3,
        [1, 1, 1],
    )


def test_what_is_no_file_beside_the_root_page_is_passed_over(tmp_path: Path) -> None:
    _page(tmp_path)
    os.mkfifo(tmp_path / "a.js")
    (tmp_path / "b.js").symlink_to("/dev/zero")
    (tmp_path / "c.js").symlink_to("c.js")
    (tmp_path / "d").symlink_to(tmp_path)
    assert locate(str(tmp_path)).line is None
