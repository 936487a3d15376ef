"""A client in TypeScript is made of `GET /schema`, and knows every shape."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from control_rig import ask

if TYPE_CHECKING:
    from collections.abc import Sequence

WEBAPP: Final = Path(__file__).parents[2] / "webapp"
PROGRAM: Final = WEBAPP / "control-client" / "client.ts"
ANY_JSON: Final = {
    "args", "options", "params", "payload", "value", "values", "more",  # a mini-app's own values
    "info", "paths", "components",  # of OpenAPI's own document
}  # fmt: skip

MISTAKES: Final = {
    "no_such_network": ('status: "3G"', 'status: "7G"'),
    "no_such_system": ('os: "android"', 'os: "symbian"'),
    "no_such_member": ("data.next_after", "data.next"),
    "no_choice": ("body: { choice }", "body: {}"),
    "no_file_of_an_entry": ("entry.path", "entry.file"),
    "no_such_part": ('"/state/network"', '"/state/networks"'),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Generate the types of the client into a folder with the program, once."""
    made = tmp_path_factory.mktemp("client")
    status, document = ask("GET", "/schema")
    assert status == 200
    (made / "schema.json").write_text(json.dumps(document), "utf-8")
    command = ["openapi-typescript", "schema.json", "-o", "control.d.ts"]
    said = run([*command, "--default-non-nullable", "false"], made)
    assert (said, (made / "control.d.ts").is_file()) == ("", True)
    (made / "node_modules").symlink_to(WEBAPP / "node_modules")
    return made


def run(command: Sequence[str], folder: Path) -> str:
    """Run a tool of npm's; return what it says against its input, nothing where all is well."""
    tool = str(WEBAPP / "node_modules" / ".bin" / command[0])
    done = subprocess.run(
        [tool, *command[1:]], cwd=folder, capture_output=True, text=True, check=False
    )
    return "" if done.returncode == 0 else f"{done.stdout}{done.stderr}"


def test_a_program_that_uses_the_client_is_well_typed_and_each_mistake_in_it_is_found(
    folder: Path,
) -> None:
    text = PROGRAM.read_text("utf-8")
    for name, (right, wrong) in {"right": ("", ""), **MISTAKES}.items():
        assert right in text
        (folder / f"{name}.ts").write_text(text.replace(right, wrong, 1), "utf-8")
    base = str(WEBAPP / "tsconfig.base.json")
    (folder / "tsconfig.json").write_text(json.dumps({"extends": base, "include": ["*.ts"]}))
    said = run(["tsc", "-p", "."], folder)
    assert set(re.findall(r"^(\w+)\.ts\(\d", said, re.MULTILINE)) == set(MISTAKES), said


def test_only_what_is_any_json_is_of_no_known_shape(folder: Path) -> None:
    text = (folder / "control.d.ts").read_text("utf-8")
    members = re.findall(r'^\s*"?([\w/{}]+)"?\??: [^;{]*\b(?:unknown|any)\b', text, re.MULTILINE)
    assert set(members) - ANY_JSON == set()
