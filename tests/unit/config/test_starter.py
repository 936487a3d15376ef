from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from aitdesk.config.configuration import FILE_NAME
from aitdesk.config.file import known_parts, read
from aitdesk.config.starter import composed, init, toml_key, toml_value
from aitdesk.config.tables import TABLES
from aitdesk.errors import ConfigError
from aitdesk.miniapp.project import facts_of, find_project
from aitdesk.phone.ledger import Ledger

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.value import Json

GRANITE = """export default defineConfig({
  appName: "shop",
  brand: { displayName: "가게 \\"1\\"", primaryColor: "#112233", icon: "https://a.example/i" },
  permissions: [{ name: "clipboard", access: "read" }],
  navigationBar: { withHomeButton: true },
  webViewProps: { type: "game" },
});
"""


def shop(folder: Path) -> Path:
    (folder / "granite.config.ts").write_text(GRANITE)
    return folder


def said(text: str) -> dict[str, Any]:
    """Return what the file says once every commented key is taken out of its comment."""
    lines = re.sub(r"^# ((?:[\w]+ = |\]|  (?:\{|\"|\d|-)).*)$", r"\1", text, flags=re.MULTILINE)
    return tomllib.loads(lines)


def test_the_file_validates_as_it_is_and_says_nothing(tmp_path: Path) -> None:
    found = read(init(shop(tmp_path)))
    assert ({name: {} for name in known_parts()}, [found.app, found.device]) == (
        found.tables,
        [TABLES["app"](), TABLES["device"]()],
    )


def test_every_commented_key_has_its_default(tmp_path: Path) -> None:
    tables = said(composed(shop(tmp_path)))
    assert {name: tables[name] for name in known_parts()} == {
        name: {} if isinstance(part, Ledger) else _without_null(part.initial)
        for name, part in known_parts().items()
    }


def test_what_the_file_says_is_what_the_mini_app_says_already(tmp_path: Path) -> None:
    facts = facts_of(find_project(shop(tmp_path)), app_name=None, fallback="")
    app = msgspec.convert(said(composed(tmp_path))["app"], TABLES["app"])
    assert app.over(facts) == facts  # type: ignore[attr-defined]


def test_the_configuration_of_sdk_3_is_the_default_too(tmp_path: Path) -> None:
    config = '{ appName: "shop", navigationBar: { theme: "dark", withTitle: false } }'
    (tmp_path / "apps-in-toss.config.ts").write_text(config)
    app = said(composed(tmp_path))["app"]
    assert (app["line"], app["name"], app["navigation_bar"]) == (
        3,
        "shop",
        {
            "with_back_button": True,
            "with_home_button": False,
            "with_title": False,
            "transparent_background": False,
            "theme": "dark",
        },
    )


def test_a_line_that_nothing_tells_is_not_set(tmp_path: Path) -> None:
    assert "# line is not set: one of 2, 3" in composed(tmp_path).splitlines()


def test_every_member_of_every_table_is_in_the_file(tmp_path: Path) -> None:
    text = composed(tmp_path)
    wanted = {name: part.type for name, part in known_parts().items()} | TABLES
    missing = {
        (name, member)
        for name, table in wanted.items()
        for member in table.__struct_fields__
        if re.search(rf"^#\s+{member}( =|:| is not set)", _section(text, name), re.MULTILINE)
        is None
    }
    assert missing == set()


def test_a_file_that_is_there_is_never_changed(tmp_path: Path) -> None:
    (tmp_path / FILE_NAME).write_text("mine")
    with pytest.raises(ConfigError, match="is there already: nothing was changed"):
        init(tmp_path)
    assert (tmp_path / FILE_NAME).read_text() == "mine"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is no folder"):
        init(tmp_path / "none")


@pytest.mark.parametrize(
    "value",
    [
        True, 3, 1.5, "a \"b\" \\ 'c' \n \t \x7f 가 😀", [], [1, 2], {}, {"a b": [{"c": "d"}]},
        {"clipboard/read": "allowed", "가": {"x-y": False}},
    ],
)  # fmt: skip
def test_a_value_is_written_as_toml_reads_it(value: Json) -> None:
    assert tomllib.loads(f"x = {toml_value(value)}") == {"x": value}


@pytest.mark.parametrize("key", ["a", "a-b_1", "a.b", "", 'q"', "가"])
def test_a_key_is_written_as_toml_reads_it(key: str) -> None:
    assert tomllib.loads(f"{toml_key(key)} = 1") == {key: 1}


def _section(text: str, name: str) -> str:
    return text.partition(f"[{name}]\n")[2].partition("\n[")[0]


def _without_null(value: msgspec.Struct) -> Json:
    def dropped(tree: Json) -> Json:
        match tree:
            case dict():
                return {key: dropped(each) for key, each in tree.items() if each is not None}
            case list():
                return [dropped(each) for each in tree]
            case _:
                return tree

    return dropped(msgspec.json.decode(msgspec.json.encode(value)))
