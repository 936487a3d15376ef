from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from aitdesk.deployment import deployment_id
from aitdesk.errors import ConfigError
from aitdesk.miniapp import MiniApp, locate, origin, stable_port
from aitdesk.shell.app import AppFacts

APP = MiniApp(AppFacts(name="my-app", display_name="My app"), folder=Path("/dist"))
SERVER = MiniApp(
    AppFacts(name="my-app", display_name="my-app", deployment_id="local"),
    url="http://localhost:5173/a?b",
)


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


def _served(folder: Path, facts: AppFacts, *, notes: tuple[str, ...] = ()) -> MiniApp:
    """Return the mini-app of a folder, whose build has an id of its own."""
    own = deployment_id(folder, root_page="index.html")
    return MiniApp(replace(facts, deployment_id=own), folder=folder, notes=notes)


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
    assert locate(str(project)) == _served(chosen, _facts(), notes=(note,))


def test_the_newest_built_folder_is_chosen(project: Path) -> None:
    _page(project / "dist", at=1)
    chosen = _page(project / "build", at=3)
    _page(project / "out" / "web", at=2)
    note = f"serving {chosen}: the newest of dist, build, out/web"
    assert locate(str(project)) == _served(chosen, _facts(), notes=(note,))


def test_the_configured_output_folder_is_one_of_them(project: Path) -> None:
    (project / "granite.config.ts").write_text('{ appName: "my-app", outdir: "release" }')
    chosen = _page(project / "release" / "web")
    note = f"serving {chosen}: what the project built"
    assert locate(str(project)) == _served(chosen, _facts(), notes=(note,))


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
    assert locate(str(folder)) == _served(folder, _facts())


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
    assert found == _served(folder, AppFacts(name="other", display_name="샘플"))


def test_a_missing_sample_names_the_script_that_builds_it() -> None:
    assert _refusal(None) == (
        "the bundled sample is not built: run ./scripts/setup in the checkout of aitdesk"
    )


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert _refusal(f"{tmp_path}/none") == (
        f'TARGET "{tmp_path}/none" is not there: give a folder or an http(s) URL'
    )


def test_a_server_without_its_protocol_is_guessed() -> None:
    assert _refusal("localhost:5173/a") == (
        'TARGET "localhost:5173/a" is not there: give a folder or an http(s) URL; did you mean '
        "http://localhost:5173/a?"
    )


def test_an_empty_target_is_refused() -> None:
    assert _refusal("") == 'TARGET "" is not there: give a folder or an http(s) URL'


def test_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "my-app.ait").write_bytes(b"AITBUNDL")
    assert _refusal(f"{tmp_path}/my-app.ait") == (
        f"TARGET {tmp_path}/my-app.ait is a file: give the folder that was built"
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
    assert locate(url, app_name="my-app") == MiniApp(SERVER.facts, url=url)


def test_a_url_takes_the_facts_of_the_folder_it_is_asked_from(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project)
    url = "http://localhost:5173"
    assert locate(url) == MiniApp(SERVER.facts, url=url)


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


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (None, "https://my-app.apps.tossmini.com"),
        ("production", "https://my-app.apps.tossmini.com"),
        ("private", "https://my-app.private-apps.tossmini.com"),
        ("local", "http://127.0.0.1:8123"),
        ("https://my-app.example.com", "https://my-app.example.com"),
        ("HTTPS://My-App.example.com:443/", "https://my-app.example.com"),
        ("https://localhost:8443", "https://localhost:8443"),
    ],
)
def test_a_folder_gets_the_origin_that_was_chosen(choice: str | None, expected: str) -> None:
    assert origin(choice, app=APP, port=8123) == expected


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "prod",
        "http://h.example",
        "https://",
        "https://h.example/path",
        "https://h.example?q",
        "https://h.example#f",
        "https://user@h.example",
        "https://h.example:port",
        "https://127.0.0.1",
        "https://[::1]",
        "https://[::1",
        "https://a_b.example",
        "https://앱.example",
        "https://../up",
    ],
)
def test_another_origin_is_refused(choice: str) -> None:
    with pytest.raises(ConfigError):
        origin(choice, app=APP, port=8123)


def test_a_server_keeps_its_own_origin() -> None:
    assert origin(None, app=SERVER, port=8123) == "http://localhost:5173"


def test_a_server_cannot_be_given_another_origin() -> None:
    with pytest.raises(ConfigError) as caught:
        origin("production", app=SERVER, port=8123)
    assert str(caught.value) == (
        "--origin production needs a folder: http://localhost:5173/a?b is loaded as it is"
    )


def test_the_port_to_prefer_hangs_on_the_name_alone() -> None:
    assert (stable_port("my-app"), stable_port("other")) == (23495, 26640)
