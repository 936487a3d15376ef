from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitdesk.granite_config import read_config

TYPICAL = """
import { defineConfig, type Options } from "@apps-in-toss/web-framework/config";
// appName: "a comment"
interface Brand { brand: { displayName: string }; appName: string }
const NAME = 'my-app' as const; /* { appName: "another comment" } */
export default defineConfig({
  appName: NAME,
  brand: {
    displayName: '나의 \\'앱\\' \\uD83D\\uDE00',
    icon: `https://static.example/${NAME}.png`,
    primaryColor: `#00ff00`,
    extra: call({ a: [1, { b: 2 }] }),
  },
  permissions: [{ name: "clipboard", access: "read" as const }],
  web: { host: process.env.HOST ?? "localhost", port: 5173 },
  'webViewProps': { type: "game" satisfies string, bounces: false, rate: 1.5, last: null },
  commands: { build() { return { a: 1, b: 2 }; }, dev: "vite" },
  plugins: [first({ x: 1 })],
  ...rest,
  outdir: "release",
});
"""


def test_literals_are_read_and_everything_else_is_left_out() -> None:
    assert read_config(TYPICAL) == {
        "appName": "my-app",
        "brand": {"displayName": "나의 '앱' 😀", "primaryColor": "#00ff00"},
        "permissions": [{"name": "clipboard", "access": "read"}],
        "web": {"port": 5173},
        "webViewProps": {"type": "game", "bounces": False, "rate": 1.5, "last": None},
        "commands": {"dev": "vite"},
        "outdir": "release",
    }


@pytest.mark.parametrize(
    "source",
    [
        "export default { appName: 'a' }",
        'module.exports = {appName: "a"};',
        "const c = { appName: `a` }; export default defineConfig(c);",
        "export default defineConfig(() => ({ appName: 'a' }));",
        "export default { 'appName': 'a' /* , */ }",
    ],
)
def test_the_configuration_is_found_in_every_form(source: str) -> None:
    assert read_config(source) == {"appName": "a"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("", {}),
        ("{", {}),
        ("{appName:", {}),
        ("{appName: 'a", {}),
        ("{appName: 'a'", {"appName": "a"}),
        ("{appName: 'a', [k]: 1, b: }", {"appName": "a"}),
        ("{appName: x ? 'a' : 'b', brand: {icon: 'i'}}", {"brand": {"icon": "i"}}),
        ("{appName: 'a' + b, brand: {icon: 'i'}}", {"brand": {"icon": "i"}}),
        ("{appName: 'a', permissions: [...all]}", {"appName": "a"}),
    ],
)
def test_a_file_that_cannot_be_told_gives_what_it_can(source: str, found: object) -> None:
    assert read_config(source) == found


@given(
    st.lists(st.sampled_from([*"{}[](),:='\"`.\\ \n1a", "appName", "//", "/*", "${"])).map("".join)
)
def test_no_text_is_too_strange(source: str) -> None:
    assert isinstance(read_config(source), dict)
