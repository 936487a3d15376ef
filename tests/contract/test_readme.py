from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from aitdesk.cli import app
from aitdesk.shell.device import profiles

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_table_of_what_is_answered_is_the_registrys() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "readme.py"), "--check"]
    assert subprocess.run(script, check=False).returncode == 0, "run scripts/readme.py"


def test_every_option_that_the_readme_names_is_there() -> None:
    commands = (
        ["preview"],
        ["serve"],
        ["smoke"],
        *(["identity", each] for each in ("reset", "export", "import")),
    )
    helps = [CliRunner().invoke(app, [*command, "--help"]).output for command in commands]
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", README))
    assert named - set(re.findall(r"--[a-z][a-z-]+", "\n".join(helps))) == set()


def test_the_help_names_every_device() -> None:
    shown = " ".join(CliRunner().invoke(app, ["preview", "--help"]).output.replace("│", "").split())
    assert [name for name in profiles() if name not in shown] == []


def test_every_file_that_the_readmes_link_to_is_there() -> None:
    links = {
        (page.parent / link, page.name)
        for page in (ROOT / "README.md", ROOT / "host" / "README.md")
        for link in re.findall(r"\]\(([^)#:]+)\)|src=\"([^\":]+)\"", page.read_text("utf-8"))
        for link in filter(None, link)
    }
    assert [link for link in links if not link[0].exists()] == []
