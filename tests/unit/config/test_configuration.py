from __future__ import annotations

import asyncio
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from aitdesk.config.configuration import FILE_NAME, Configuration, find_file
from aitdesk.config.file import PATHS, known_parts, read
from aitdesk.config.lines import key_lines
from aitdesk.config.tables import AppTable, DeviceTable
from aitdesk.errors import ConfigError
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.phone.device import Insets, profile
from aitdesk.phone.need import VALID
from rig import make_shell

if TYPE_CHECKING:
    from aitdesk.config.tables import PermissionEntry

DOCS = Path(__file__).parents[3] / "host" / "docs" / "aitdesk-toml.md"


def written(folder: Path, text: str) -> Path:
    file = folder / FILE_NAME
    file.write_text(text)
    return file


def complaint(folder: Path, text: str) -> list[str]:
    """Return the lines of what is wrong with a file, without its path."""
    file = written(folder, text)
    with pytest.raises(ConfigError) as told:
        read(file)
    return [line.removeprefix(f"{file}:") for line in str(told.value).splitlines()]


def test_every_mistake_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    text = """
[app]
name = "Not A Name"
permissions = [
  "clipboard:rw",
  "clipboard:x",
]
primary_colour = "#112233"

[throttle]
is_on = "yes"
spacing = 3

[permissions]
"clipboard/read" = "allowd"

[prompts.kinds]
shre = "deny"

[enviroment]
toss_version = "5.0.0"
"""
    lines = complaint(tmp_path, text)
    assert [line.partition(": expected one of permission,")[0] for line in lines] == [
        '3: app.name: "Not A Name": use up to 63 lower-case letters, digits and inner hyphens',
        "6: app.permissions[1]: no permission clipboard:x; there is "
        + ", ".join(sorted(f"{need.name}:{need.access}" for need in VALID)),
        "8: app.primary_colour: no such key; did you mean primary_color?",
        '11: throttle.is_on: expected true or false, not "yes"',
        "12: throttle.spacing: no such key; did you mean spacing_ms?",
        '15: permissions."clipboard/read".status: expected one of allowed, denied, not "allowd"',
        "18: prompts.kinds.shre",
        "20: enviroment: no such table; did you mean environment?",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = ", "1: Invalid value"),
        ("[throttle]\nis_on = true\nis_on = false\n", "3: Cannot overwrite a value"),
        ('[clipboard]\ntext = """never closed', "2: Unterminated string"),
        ("[throttle]\nspacing_ms = 9_\n", "2: Expected newline or end of document"),
    ],
)
def test_what_is_no_toml_is_told_with_its_line(text: str, line: str, tmp_path: Path) -> None:
    (told,) = complaint(tmp_path, text)
    assert told.startswith(line), told


def test_a_fault_of_an_unknown_name_is_a_mistake(tmp_path: Path) -> None:
    text = '[faults.outcomes]\ngetAnonymousKey = "ERROR"\ngetAnonymosKey = "ERROR"\n'
    assert complaint(tmp_path, text) == [
        (
            "3: faults.outcomes.getAnonymosKey: no such call or event here; "
            "did you mean getAnonymousKey?"
        )
    ]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"cannot be read \(No such file or directory\)"):
        read(tmp_path / "none.toml")


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(b'[clipboard]\ntext = "\xff"\n')
    with pytest.raises(ConfigError, match="is no UTF-8"):
        read(file)


def test_the_state_begins_as_the_file_says_and_a_reset_comes_back_to_it(tmp_path: Path) -> None:
    text = """
[throttle]
is_on = true
[permissions]
"clipboard/read" = "allowed"
[prompts]
kinds = { share = "deny" }
"""
    configuration, shell = read(written(tmp_path, text)), make_shell()
    configuration.apply_to_observables(shell)
    asyncio.run(configuration.apply_to_records(shell))
    first = asyncio.run(shell.snapshot())
    shell.throttle.observable.update(is_on=False, spacing_ms=1)
    asyncio.run(shell.reset())
    assert (first, asyncio.run(shell.snapshot())) == (
        asyncio.run(make_shell().snapshot())
        | {
            "throttle": {"is_on": True, "spacing_ms": 250},
            "permissions": {"clipboard/read": {"status": "allowed", "only_in_run": ""}},
            "prompts": {"default": "ask", "kinds": {"share": "deny"}},
        },
        first,
    )


def test_a_place_is_relative_to_the_file_that_names_it(tmp_path: Path) -> None:
    lines = [f'[{part}]\n{member} = "near/by"\n' for part, member in PATHS]
    configuration = read(written(tmp_path, "".join(lines)))
    place = str(tmp_path.resolve() / "near" / "by")
    assert configuration.tables == {part: {member: place} for part, member in PATHS}


def test_every_member_that_names_a_place_is_known() -> None:
    endings = ("folder", "_file", "picture", "path")
    found = {
        (name, member.name)
        for name, part in known_parts().items()
        for member in msgspec.structs.fields(part.type)
        if not hasattr(part, "vault") and member.name.endswith(endings)
    }
    assert found == set(PATHS)


def test_what_is_said_later_wins() -> None:
    said = Configuration(tables={"latency": {"pace": "slow", "seed": 3}, "prompts": {}})
    over = said.over({"latency": {"seed": 4}, "faults": {"outcomes": {"a": "b"}}})
    assert over.tables == {
        "latency": {"pace": "slow", "seed": 4},
        "prompts": {},
        "faults": {"outcomes": {"a": "b"}},
    }


@pytest.mark.parametrize(
    ("target", "holder"),
    [(".", "."), ("dist", "."), ("dist", "dist"), ("dist/web", "."), ("http://localhost:1", ".")],
)
def test_the_file_of_a_mini_app_is_found(
    target: str, holder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "dist" / "web").mkdir(parents=True)
    (tmp_path / "granite.config.ts").touch()
    (tmp_path / holder / FILE_NAME).touch()
    monkeypatch.chdir(tmp_path)
    assert find_file(target) == tmp_path.resolve() / holder / FILE_NAME


@pytest.mark.parametrize("target", [None, ".", "nowhere"])
def test_there_need_be_no_file(
    target: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if target is None:  # the bundled sample has none, whatever lies around
        (tmp_path / FILE_NAME).touch()
    monkeypatch.chdir(tmp_path)
    assert find_file(target) is None


def test_the_apps_table_wins_over_its_own_configuration() -> None:
    facts = AppFacts("my-app", "My App", navigation_bar='{"withTitle": false, "other": 1}')
    table = msgspec.convert(
        {
            "name": "shop",
            "display_name": "가게",
            "icon": "https://example.com/icon.png",
            "primary_color": "#112233",
            "web_view_type": "game",
            "permissions": ["clipboard:rw", "camera", {"name": "photos", "access": "read"}],
            "navigation_bar": {
                "with_home_button": True,
                "initial_accessory_button": {"id": "h", "title": "찜", "icon": "icon-heart-mono"},
            },
        },
        AppTable,
    )
    assert table.over(facts) == AppFacts(
        "shop",
        "가게",
        icon="https://example.com/icon.png",
        primary_color="#112233",
        web_view_type="game",
        permissions=(
            DeclaredPermission("clipboard", "read"),
            DeclaredPermission("clipboard", "write"),
            DeclaredPermission("camera", "access"),
            DeclaredPermission("photos", "read"),
        ),
        navigation_bar='{"withBackButton": true, "withHomeButton": true, "withTitle": false, '
        '"transparentBackground": false, "other": 1, "initialAccessoryButton": '
        '{"id": "h", "title": "찜", "icon": {"name": "icon-heart-mono"}}}',
    )


def test_an_empty_apps_table_changes_nothing() -> None:
    facts = AppFacts("my-app", "My App", permissions=(DeclaredPermission("camera", "access"),))
    assert AppTable().over(facts) == facts


@pytest.mark.parametrize("need", sorted(VALID, key=str))
def test_every_permission_can_be_declared(need: PermissionEntry) -> None:
    table = msgspec.convert({"permissions": [f"{need.name}:{need.access}"]}, AppTable)
    facts = table.over(AppFacts("my-app", "My App"))
    assert facts.permissions == (DeclaredPermission(need.name, need.access),)


def test_the_devices_table_changes_the_phone() -> None:
    phone = profile("iPhone 15 Pro")
    table = DeviceTable(width_px=400, inset_top_px=1, os_version="27.0")
    over = table.over(phone)
    assert (over.name, over.width_px, over.height_px, over.os_version, over.insets) == (
        "iPhone 15 Pro",
        400,
        phone.height_px,
        "27.0",
        Insets(1, phone.insets.right, phone.insets.bottom, phone.insets.left),
    )


@pytest.mark.parametrize(
    ("member", "value", "told"),
    [
        ("name", '"Nokia"', '"Nokia": choose one of iPhone 15 Pro, Galaxy S24'),
        ("width_px", "0", "0: choose 1 to 10000"),
        ("height_px", "10_001", "10001: choose 1 to 10000"),
        ("inset_top_px", "-1", "-1: choose 0 to 10000"),
    ],
)
def test_a_phone_that_cannot_be_is_refused(
    member: str, value: str, told: str, tmp_path: Path
) -> None:
    assert complaint(tmp_path, f"[device]\n{member} = {value}\n") == [f"2: device.{member}: {told}"]


LINES = '''a = 1 # [x]
b.c = """
x = 1
[no]
"""
"q.r" = 'z # no'
list = [ 1,
  { k = 2, "m" = [3,
 4] },   # c
  "x",
]
[t . u]
f = 1.5
d = 2026-01-02 03:04:05

[[p.q]]
id = "a"
[[p.q]]
id = "b"
[p.q.sub]
z = { }
[permissions]
"clipboard/read" = "allowed"
'''


def test_every_key_of_a_file_has_its_line() -> None:
    assert tomllib.loads(LINES)
    assert key_lines(LINES) == {
        ("a",): 1,
        ("b",): 2,
        ("b", "c"): 2,
        ("q.r",): 6,
        ("list",): 7,
        ("list", 0): 7,
        ("list", 1): 8,
        ("list", 1, "k"): 8,
        ("list", 1, "m"): 8,
        ("list", 1, "m", 0): 8,
        ("list", 1, "m", 1): 9,
        ("list", 2): 10,
        ("t",): 12,
        ("t", "u"): 12,
        ("t", "u", "f"): 13,
        ("t", "u", "d"): 14,
        ("p",): 16,
        ("p", "q"): 16,
        ("p", "q", 0): 16,
        ("p", "q", 0, "id"): 17,
        ("p", "q", 1): 18,
        ("p", "q", 1, "id"): 19,
        ("p", "q", 1, "sub"): 20,
        ("p", "q", 1, "sub", "z"): 21,
        ("permissions",): 22,
        ("permissions", "clipboard/read"): 23,
    }


def test_the_documented_example_has_no_mistake(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCS.read_text("utf-8"), flags=re.DOTALL)
    read(written(tmp_path, example))


def test_every_member_that_names_a_place_is_documented() -> None:
    text = DOCS.read_text("utf-8")
    assert [path for path in PATHS if f"`{path[0]}.{path[1]}`" not in text] == []


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[app]\nsdk_version = "3"\n', '2: app.sdk_version: "3": write the version like 3.0.3'),
        (
            '[app]\nline = 2\nsdk_version = "3.0.3"\n',
            "2: app.line: sdk_version 3.0.3 is not of line 2",
        ),
    ],
)
def test_a_version_that_does_not_fit_is_refused(text: str, line: str, tmp_path: Path) -> None:
    assert complaint(tmp_path, text) == [line]
