"""What the documents name is there: files, anchors, options, commands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from aitdesk.cli import app
from aitdesk.config.option import options_of
from aitdesk.config.options import PhoneOptions, ServedOptions
from aitdesk.phone.device import profiles
from aitdesk.pytest_plugin.options import add_options

ROOT = Path(__file__).parents[2]
PAGES = sorted(
    [*ROOT.glob("*.md"), ROOT / "host" / "README.md", *(ROOT / "host" / "docs").glob("*.md")]
)
NAMES = [page.relative_to(ROOT).as_posix() for page in PAGES]

NOT_OURS = {
    # of pip, npm, docker, pytest, Chromium and openapi-typescript
    "--default-non-nullable",
    "--sdist", "--no-deps", "--wheel-dir", "--save-dev", "--tag", "--init", "--user", "--rm",
    "--volume", "--security-opt", "--shm-size", "--network", "--tx", "--rsyncdir",
    "--enable-features", "--disable-features", "--remote-debugging-port", "--full",
}  # fmt: skip


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def options(command: Any) -> set[str]:  # noqa: ANN401  # typer does not name what it returns
    """Return every option of a command and of those below it."""
    own = {
        spelt
        for each in command.get_params(typer.Context(command))
        for spelt in (*each.opts, *each.secondary_opts)
    }
    below = command.commands.values() if isinstance(command, typer.core.TyperGroup) else []
    return own.union(*(options(each) for each in below))


def plugin_options() -> set[str]:
    parser = pytest.Parser(_ispytest=True)
    add_options(parser)
    return {name for each in parser.getgroup("aitdesk").options for name in each.names()}


@pytest.mark.parametrize("script", ["api_table.py", "options_table.py", "rules_table.py"])
def test_a_table_that_a_script_writes_is_what_the_code_says(script: str) -> None:
    command = [sys.executable, str(ROOT / "scripts" / script), "--check"]
    assert subprocess.run(command, check=False).returncode == 0, f"run scripts/{script}"


@pytest.mark.parametrize(
    ("name", "declared"),
    [("testing", ServedOptions), ("testing", PhoneOptions), ("control", PhoneOptions)],
)
def test_a_page_names_every_option_that_can_be_said_there(name: str, declared: type[Any]) -> None:
    named = set(re.findall(r"(?<![\w-])([a-z_]+)(?=`|\"|=)", text_of(f"host/docs/{name}.md")))
    assert set(options_of(declared)) - named == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_option_that_is_named_is_there(name: str) -> None:
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z0-9-]*[a-z0-9](?!-…)", text_of(name)))
    assert named - options(get_command(app)) - plugin_options() - NOT_OURS == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_command_that_is_named_is_there(name: str) -> None:
    fenced = re.findall(r"```.*?\n(.*?)```", text_of(name), re.DOTALL)
    quoted = re.findall(r"`([^`\n]+)`", text_of(name))
    code = "\n".join([*fenced, *quoted])
    named = set(re.findall(r"^(?:\S*/)?aitdesk ([a-z]+)", code, re.MULTILINE))
    assert (
        named - {"preview", "serve", "smoke", "review", "init", "doctor", "identity", "partner"}
        == set()
    )


def test_the_help_names_every_device() -> None:
    shown = " ".join(CliRunner().invoke(app, ["preview", "--help"]).output.replace("│", "").split())
    assert [name for name in profiles() if name not in shown] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_file_that_is_linked_to_is_there(name: str) -> None:
    found = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)|src=\"([^\":]+)\"", text_of(name))
    links = [link or picture for link, picture in found]
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_script_that_is_named_is_there(name: str) -> None:
    named = re.findall(r"(?<![\w/-])\.?/?(scripts/[a-z0-9_-]+(?:\.py)?)", text_of(name))
    assert [each for each in named if not (ROOT / each).exists()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_test_that_is_named_is_there(name: str) -> None:
    named = re.findall(r"tests/[\w/]+\.py", text_of(name))
    assert [each for each in named if not (ROOT / each).exists()] == []


def test_every_page_is_reached_from_the_readme() -> None:
    reached, following = set[Path](), [ROOT / "README.md"]
    while following:
        page = following.pop().resolve()
        if page not in reached:
            reached.add(page)
            links = re.findall(r"\]\(([^)#:\s]+\.md)\)", page.read_text("utf-8"))
            following += [page.parent / link for link in links]
    assert [page.name for page in PAGES if page not in reached] == []


def test_both_readmes_show_the_same_links_pictures_and_commands() -> None:
    english, korean = text_of("README.md"), text_of("README.ko.md")
    shape = r"\]\(((?:host|SEC|CHA|LIC)[^)]+)\)|src=\"([^\"]+)\"|(--[a-z-]+)|^(\./scripts/\w+)"
    told = [set(re.findall(shape, text, re.MULTILINE)) for text in (english, korean)]
    assert told[0] ^ told[1] == set()


@pytest.mark.parametrize("name", ["README.md", "README.ko.md"])
def test_a_readme_is_two_screens(name: str) -> None:
    assert len(text_of(name).splitlines()) <= 110


def test_the_table_of_the_partner_api_is_the_endpoints() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "partner_table.py"), "--check"]
    assert subprocess.run(script, check=False).returncode == 0, "run scripts/partner_table.py"
