from __future__ import annotations

import json
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ait_files import DEPLOYMENT_ID, bridge_ait, granite_ait, old_ait
from aitdesk.errors import ConfigError
from aitdesk.miniapp.deployment import deployment_id
from aitdesk.miniapp.target import Target, locate
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.protocol.line import Line, SdkEvidence

if TYPE_CHECKING:
    from pathlib import Path

LOCAL = AppFacts(name="my-app", display_name="my-app", deployment_id="local")
GRANITE = SdkEvidence(Line.GRANITE, "granite.config.ts")
CONFIG_3X = SdkEvidence(Line.WEBVIEW_BRIDGE, "apps-in-toss.config.mjs")
SCRIPT_2X = SdkEvidence(Line.GRANITE, "index.js")
SCRIPT_3X = SdkEvidence(Line.WEBVIEW_BRIDGE, "index.js")
DECLARED = DeclaredPermission("clipboard", "read")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that says its name and has built nothing yet."""
    folder = tmp_path / "My Project"
    folder.mkdir()
    (folder / "granite.config.ts").write_text('{ appName: "my-app" }')
    return folder


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


def _refusal(target: str | None, *, app_name: str | None = None) -> str:
    with pytest.raises(ConfigError) as caught:
        locate(target, app_name=app_name, sample_places=())
    return str(caught.value)


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
    assert _refusal(str(project)) == (
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
    assert _refusal(None) == (
        "the bundled sample is not built: run ./scripts/setup in the checkout of aitdesk"
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _refusal(f"{tmp_path}/none") == (
        f'TARGET "{tmp_path}/none" is not there: give a folder, an .ait file or an http(s) URL'
    )


def test_a_server_without_its_protocol_is_guessed() -> None:
    assert _refusal("localhost:5173/a") == (
        'TARGET "localhost:5173/a" is not there: give a folder, an .ait file or an http(s) URL; '
        "did you mean http://localhost:5173/a?"
    )


def test_an_empty_target_is_refused() -> None:
    assert _refusal("") == ('TARGET "" is not there: give a folder, an .ait file or an http(s) URL')


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my-app.zip").write_bytes(b"PK")
    assert _refusal(f"{tmp_path}/my-app.zip") == (
        f"TARGET {tmp_path}/my-app.zip is a file: give the folder that was built, or its .ait"
    )


def test_a_root_page_itself_is_refused_with_its_folder(tmp_path: Path) -> None:
    _page(tmp_path)
    assert _refusal(f"{tmp_path}/index.html") == (
        f"TARGET {tmp_path}/index.html is a file: give {tmp_path}"
    )


def test_a_folder_without_a_root_page_is_refused(tmp_path: Path) -> None:
    assert _refusal(str(tmp_path)) == (
        f"TARGET {tmp_path} has no index.html, nor has its dist/, build/, out/: build the mini-app "
        "first"
    )


def test_a_source_page_is_refused(project: Path) -> None:
    _page(project, content='<script type="module" src="/src/main.tsx?v=1"></script>')
    assert _refusal(str(project)) == (
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
    refusal = _refusal(target)
    assert (target in refusal, reason in refusal, "\n" in refusal) == (True, True, False)


def test_a_name_that_is_no_label_is_refused(tmp_path: Path) -> None:
    _page(tmp_path)
    assert _refusal(str(tmp_path), app_name="My_App").startswith('--app-name "My_App" is no app')


def test_a_package_is_a_mini_app_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "Some.AIT"
    file.write_bytes(granite_ait())
    found = locate(str(file))
    assert found.facts == AppFacts(
        name="packed-app",
        display_name="가게",
        primary_color="#112233",
        permissions=(DECLARED, DeclaredPermission("camera", "access")),
        deployment_id=DEPLOYMENT_ID,
        sdk_version="2.10.8",
        navigation_bar='{"withBackButton": true, "withHomeButton": true, "withTitle": true, '
        '"transparentBackground": false}',
    )
    assert (found.folder, found.url, found.line, found.notes) == (
        None,
        None,
        SdkEvidence(Line.GRANITE, "Some.AIT"),
        (),
    )


def test_a_package_of_sdk_3_has_its_facts_too(tmp_path: Path) -> None:
    (tmp_path / "a.ait").write_bytes(bridge_ait())
    found = locate(str(tmp_path / "a.ait"))
    assert (found.line, found.facts) == (
        SdkEvidence(Line.WEBVIEW_BRIDGE, "a.ait"),
        AppFacts(
            name="packed-app",
            display_name="packed-app",
            primary_color="#445566",
            permissions=(DECLARED, DeclaredPermission("camera", "access")),
            deployment_id=DEPLOYMENT_ID,
            sdk_version="3.0.3",
            navigation_bar='{"withBackButton": true, "withHomeButton": false, "withTitle": true, '
            '"transparentBackground": false, "theme": "dark"}',
        ),
    )


def test_what_lies_beside_a_package_says_nothing_of_it(project: Path) -> None:
    (project / "a.ait").write_bytes(old_ait())
    assert locate(str(project / "a.ait"), app_name="other").facts == AppFacts(
        name="other",
        display_name="other",
        permissions=(DECLARED, DeclaredPermission("camera", "access")),
        deployment_id=DEPLOYMENT_ID,
        sdk_version="1.6.2",
    )


def test_a_name_in_a_package_that_is_no_label_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ait").write_bytes(granite_ait(app_name="My App"))
    assert _refusal(str(tmp_path / "a.ait")).startswith('appName of a.ait "My App" is no app name')


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


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("a\0b", 'TARGET "a�b" is no usable path (no system has such a name)'),
        ("x" * 3000, f'TARGET "{"x" * 120}…" is no usable path (File name too long)'),
        ("\x1b[31mred\nline", 'TARGET "�[31mred�line" is not there: '),
        ("\udcff", 'TARGET "�" is not there: '),
    ],
)
def test_a_target_that_cannot_be_is_one_line(target: str, told: str) -> None:
    assert _refusal(target).startswith(told)
    assert _refusal(target).isprintable()


def test_links_that_go_in_a_circle_are_refused(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    told = f'TARGET "{tmp_path}/loop" is no usable path (Too many levels of symbolic links)'
    assert _refusal(str(tmp_path / "loop")) == told


def test_a_root_page_outside_its_folder_is_refused(tmp_path: Path) -> None:
    _page(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").symlink_to(tmp_path / "index.html")
    told = f"{tmp_path}/site/index.html is a link out of its folder: what it means is not served"
    assert _refusal(str(tmp_path / "site")) == told


def test_a_root_page_that_is_no_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "index.html")
    told = f"{tmp_path}/index.html cannot be read (it is no regular file)"
    assert _refusal(str(tmp_path)) == told


def test_what_is_no_file_beside_the_root_page_is_passed_over(tmp_path: Path) -> None:
    _page(tmp_path)
    os.mkfifo(tmp_path / "a.js")
    (tmp_path / "b.js").symlink_to("/dev/zero")
    (tmp_path / "c.js").symlink_to("c.js")
    (tmp_path / "d").symlink_to(tmp_path)
    assert locate(str(tmp_path)).line is None


def test_names_with_backslashes_are_read_with_a_note(tmp_path: Path) -> None:
    file = tmp_path / "my-app.ait"
    web = {"web\\index.html": b"<!doctype html>", "web\\assets\\a.js": b"1"}
    file.write_bytes(granite_ait(web))
    found = locate(str(file))
    assert found.package is not None
    found.package.unpack(tmp_path / "page")
    assert (tmp_path / "page" / "assets" / "a.js").read_bytes() == b"1"
    assert [note.partition(",")[0] for note in found.notes] == [
        "the package's names have backslashes"
    ]
