from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aitdesk.miniapp.js_literals import read_config

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


# Each was once read, or looked for, again and again from every place in it.
LONG = {
    "objects": "{a:" * 20_000 + "1" + "}" * 20_000,
    "calls": "{a:f(" * 20_000 + "1" + ")}" * 20_000,
    "arrays": "{a:" + "[" * 40_000 + "]" * 40_000 + "}",
    "quotes": "\\'" * 40_000,
    "templates": "`" + "\\`" * 40_000,
    "comments": "/*" * 40_000,
    "constants": f"const A = '{'x' * 40_000}'; f({{{'b:A,' * 10_000}}})",
}


@pytest.mark.parametrize("kind", list(LONG))
def test_a_file_is_read_in_a_time_that_its_length_tells(kind: str) -> None:
    began_s = time.process_time()
    found = read_config(LONG[kind] + ";x({appName: 'last'})")
    # Once it was minutes; by now it is 0.2 s.
    assert time.process_time() - began_s < 5
    assert found in ({"appName": "last"}, {})


def test_what_is_nested_more_than_a_hundred_deep_is_left_out() -> None:
    found = read_config("x({appName: 'a', b: " + "[" * 101 + "]" * 101 + ", c: [[1]]})")
    assert found == {"appName": "a", "c": [[1]]}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("x({ test: /'/,\n appName: 'a' })", {"appName": "a"}),
        ("x({ test: /['\"]/,\n appName: 'a' })", {"appName": "a"}),
        ("x({ test: /`/,\n appName: 'a' })", {"appName": "a"}),
        ("x({ test: /[/*]/,\n appName: 'a' })", {"appName": "a"}),
    ],
)
def test_a_quote_that_nothing_closes_hides_nothing_behind_it(source: str, found: object) -> None:
    assert read_config(source) == found
