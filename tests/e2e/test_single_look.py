"""A look without a window: what it prints, what it leaves, and when it fails."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Looker

THROWS = "<!doctype html><script>throw new TypeError('at load')</script>"
REJECTS = "<!doctype html><script>Promise.reject(new Error('late'))</script>"
CALLS_NOBODY = """<!doctype html><script>
  ReactNativeWebView.postMessage(JSON.stringify(
    { type: "method", functionName: "callOfTomorrow", eventId: "x", args: [1] }));
</script>"""
CLOSES = CALLS_NOBODY.replace("callOfTomorrow", "closeView")
BLANK = "<!doctype html><title>blank</title>"
LACKS = '<!doctype html><p>Hello<script type="module" src="/repo/a.js"></script>'
LOGS = "<!doctype html><p>Hello<script>console.error('no luck')</script>"
ASKS = "<!doctype html><p>Hello<script>fetch('/api/today', { method: 'POST' })</script>"
GOOD = "<!doctype html><title>good</title><p>good"


def write_page(folder: Path, html: str) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.html").write_text(html)
    return str(folder)


def test_a_look_at_the_sample_prints_a_table_and_leaves_its_files(look: Looker) -> None:
    looked = look()
    assert looked.exit_code == 0
    (row,) = (line for line in looked.stdout.splitlines() if "getAnonymousKey" in line)
    assert re.search(r"getAnonymousKey .* resolved .*HASH.* \d+\.\d ", row)
    (line,) = (line for line in looked.stdout.splitlines() if line.startswith("✓"))
    assert re.match(r"✓ first start, 1 screen, \d+ calls, 0 sheets: settled, ", line)
    assert (looked.out / "screenshot.png").read_bytes().startswith(b"\x89PNG")
    lines = (looked.out / "journal.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == list(range(1, len(lines) + 1))
    call = looked.journal("call", name="getAnonymousKey")[0]
    assert call.keys() == {"id", "at_ms", "kind", "name", "args", "outcome", "value", "ms"}
    assert (call["args"], call["outcome"], call["value"]["type"]) == ([], "resolved", "HASH")
    assert call["ms"] > 0


@pytest.mark.parametrize(
    ("html", "line"),
    [
        (THROWS, "aitdesk: the page threw: TypeError: at load"),
        (REJECTS, "aitdesk: the page threw: Unhandled rejection: Error: late"),
        (CALLS_NOBODY, "aitdesk: callOfTomorrow was not answered: this shell does not have it"),
    ],
    ids=["throws", "rejects", "is not answered"],
)
def test_a_page_fails_the_look_when_it(html: str, line: str, look: Looker, tmp_path: Path) -> None:
    looked = look(write_page(tmp_path, html))
    assert looked.exit_code == 1
    assert line in looked.lines
    assert f"✗ {line.removeprefix('aitdesk: ')}" in looked.stdout


@pytest.mark.parametrize(
    ("html", "line"),
    [
        (LACKS, "/repo/a.js is no file of the mini-app, and no server is at its origin"),
        (ASKS, "/api/today is no file of the mini-app, and no server is at its origin"),
        (LOGS, "console error: no luck"),
        (BLANK, "the page is of one colour, without any text"),
    ],
    ids=["lacks a file", "asks a server", "logs an error", "shows nothing"],
)
def test_a_page_fails_the_look_too_when_it(
    html: str, line: str, look: Looker, tmp_path: Path
) -> None:
    looked = look(write_page(tmp_path, html))
    assert (looked.exit_code, f"✗ {line}" in looked.stdout) == (1, True), looked.stdout


def test_a_server_that_is_not_there_fails_the_look(look: Looker) -> None:
    looked = look("http://127.0.0.1:9/")
    assert looked.exit_code == 1
    assert "aitdesk: the page failed to load" in looked.lines
    assert looked.journal("loaded", ok=False)


def test_a_page_that_closes_itself_ends_the_look(look: Looker, tmp_path: Path) -> None:
    looked = look(write_page(tmp_path, CLOSES))
    assert looked.exit_code == 0
    assert looked.journal("call", name="closeView")


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("nowhere", 'TARGET "nowhere" is not there'),
        ("localhost:5173", "did you mean http://localhost:5173?"),
        ("empty", "has no index.html"),
        ("empty/file.txt", "is a file"),
        ("ftp://127.0.0.1/", "give an http(s) URL or a folder"),
        ("intoss://some-app", "pass it as --scheme"),
    ],
)
def test_a_wrong_target_ends_with_one_line_and_code_2(
    target: str, words: str, look: Looker, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "file.txt").touch()
    looked = look(str(tmp_path / target) if target.startswith("empty") else target)
    assert looked.exit_code == 2
    assert looked.stdout == ""
    (line,) = looked.stderr.splitlines()
    assert line.startswith("aitdesk: ")
    assert words in line


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--origin", "http://plain.example.com"), "--origin"),
        (("--fault", "getAnonymousKey"), "NAME=OUTCOME"),
        (("--fault", "callOfTomorrow=ERROR"), "callOfTomorrow"),
        (("--device", "Nokia 3310"), "Nokia 3310"),
        (("--install", "a/b"), "a/b"),
        (("--toss-version", "five"), "five"),
        (("--app-name", "Not A Name"), "Not A Name"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_wrong_option_ends_with_one_line_and_code_2(
    options: tuple[str, ...], words: str, look: Looker
) -> None:
    looked = look(*options)
    assert looked.exit_code == 2
    (line,) = looked.stderr.splitlines()
    assert line.startswith("aitdesk: ")
    assert words in line


def test_the_newest_build_of_a_project_is_looked_at_and_named(look: Looker, tmp_path: Path) -> None:
    project = tmp_path / "shop"
    for age_s, name in enumerate(("build", "out", "dist")):
        folder = write_page(project / name, GOOD.replace("good", name))
        os.utime(f"{folder}/index.html", (1_700_000_000 - age_s, 1_700_000_000 - age_s))
    looked = look(str(project))
    assert looked.exit_code == 0
    assert f"aitdesk: serving {project / 'build'}: the newest of dist, build, out" in looked.lines
    assert looked.journal("navigation", origin="https://shop.apps.tossmini.com")


def test_an_entry_link_is_merged_into_the_address(look: Looker, tmp_path: Path) -> None:
    folder = write_page(tmp_path, GOOD)
    looked = look(folder, "--app-name", "shop", "--scheme", "intoss://shop/items/7?from=push")
    (visit,) = (entry["url"] for entry in looked.journal("navigation") if "url" in entry)
    assert visit.startswith("https://shop.apps.tossmini.com/items/7?from=push&_deploymentId=")


def test_nothing_is_kept_outside_the_data_folder(look: Looker, tmp_path: Path) -> None:
    person = tmp_path / "person"
    looked = look(environment={"HOME": str(person), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": ""})
    kept = [path.relative_to(person).as_posix() for path in person.rglob("*") if path.is_file()]
    # Caches that Qt and the graphics library make anew are nobody's data.
    assert (looked.exit_code, [path for path in kept if not path.startswith(".cache/")]) == (0, [])


def test_what_a_page_throws_is_printed_as_it_is(look: Looker, tmp_path: Path) -> None:
    page = write_page(tmp_path / "page", "<script>throw new Error('[/b] items[0] [red]')</script>")
    looked = look(page)
    told = "✗ the page threw: Error: [/b] items[0] [red]"
    assert (looked.exit_code, told in looked.stdout) == (1, True)
