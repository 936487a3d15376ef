"""What `--help` looks like on a terminal of 80 columns."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from importlib.metadata import version

import pytest
import typer
from typer.main import get_command
from typer.testing import CliRunner

from aitdesk.cli import app
from aitdesk.config.option import PANELS

COMMANDS = ["preview", "serve", "smoke"]
NARROW = {"COLUMNS": "80", "TERM": "dumb", "NO_COLOR": "1"}
GROUP = get_command(app)


def shown(*arguments: str) -> list[str]:
    return CliRunner().invoke(app, arguments, env=NARROW).output.splitlines()


def options(name: str) -> list[typer.core.TyperOption]:
    assert isinstance(GROUP, typer.core.TyperGroup)
    command = GROUP.commands[name]
    found = command.get_params(typer.Context(command))
    return [each for each in found if isinstance(each, typer.core.TyperOption) and not each.hidden]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_in_a_group(name: str) -> None:
    assert [each.name for each in options(name) if each.rich_help_panel not in PANELS] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_shown_whole(name: str) -> None:
    wanted = {spelt for each in options(name) for spelt in (*each.opts, *each.secondary_opts)}
    text = "\n".join(shown(name, "--help"))
    assert wanted - set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text)) == set()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_nothing_is_cut_off_or_too_wide(name: str) -> None:
    lines = shown(*filter(None, [name]), "--help")
    assert [line for line in lines if "…" in line or len(line) > 80] == []


def test_the_version_is_told() -> None:
    assert shown("--version") == [f"aitdesk {version('aitdesk')}"]


def test_a_shell_can_complete_a_command() -> None:
    completed = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; sys.argv[0] = 'aitdesk'; import aitdesk.cli as c; c.main()",
        ],
        env={
            **os.environ,
            "_AITDESK_COMPLETE": "complete_bash",
            "COMP_WORDS": "aitdesk preview --devi",
            "COMP_CWORD": "2",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert completed.stdout.split() == ["--device", "--device-pixels"]
