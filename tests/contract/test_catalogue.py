"""The catalogue holds every name of the bridge: no more and no less than the SDK's packages."""

from __future__ import annotations

import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Final, TypeAlias

from aitdesk.api import FAMILIES
from aitdesk.api.registry import Registry
from aitdesk.protocol.line import Line
from aitdesk.protocol.webview_bridge import SUBSCRIBE, UNSUBSCRIBE

Name: TypeAlias = tuple[str, str]  # kind, name

SDK_VERSION: Final = "2.10.8"
OLDER_VERSION: Final = "1.6.2"
WEBAPP: Final = Path(__file__).parents[2] / "webapp"
PACKAGES: Final = WEBAPP / "node_modules" / "@apps-in-toss"
OLDER_PACKAGES: Final = WEBAPP / "sdk-page-1x" / "node_modules" / "@apps-in-toss"
SCRIPTS: Final = (
    "web-bridge/dist/index.js",
    "web-bridge/dist/bridge.js",
    "web-analytics/dist/index.js",
)
TYPES: Final = "web-bridge/dist/index.d.ts"
OLDER_SCRIPTS: Final = (
    "web-bridge/built/index.js",
    "web-bridge/built/bridge.js",
    "web-analytics/dist/index.js",
)
OLDER_TYPES: Final = "web-bridge/built/index.d.ts"
KINDS: Final = {"Async": "method", "Constant": "constant", "Event": "event"}
MENTIONED: Final = {"current", "legacy-path", "unread"}
BUILDS_3X: Final = {"3.0.3", "3.0.5", "3.1.1", "3.6.0"}
GAP: Final = re.compile(r"(constant|method|event) (\S+) (\S.*)")


def catalogue(file: str = "catalogue.toml") -> dict[Name, dict[str, str]]:
    text = files("aitdesk").joinpath(f"api/{file}").read_text("utf-8")
    return {
        (kind, name): row
        for kind, rows in tomllib.loads(text).items()
        for name, row in rows.items()
    }


def gaps() -> list[Name]:
    """Return the names of known_gaps.txt; a row without a reason is an error."""
    text = files("aitdesk").joinpath("api/known_gaps.txt").read_text("utf-8")
    found = []
    for line in text.splitlines():
        if line and not line.startswith("#"):
            row = GAP.fullmatch(line)
            assert row is not None, f"known_gaps.txt: {line!r} is not 'kind name reason'"
            found.append((row[1], row[2]))
    return found


def handled(line: Line = Line.GRANITE) -> list[Name]:
    return [(each.mark.kind.value, each.name) for each in Registry(FAMILIES).all(line)]


def package(path: str, *, packages: Path = PACKAGES) -> str:
    file = packages / path
    assert file.is_file(), f"{file} is missing: run ./scripts/setup"
    return file.read_text("utf-8")


def mentioned(scripts: str, types: str) -> set[Name]:
    """Return every name that the SDK's own files can put on the wire.

    A call of a create…Bridge names it in quotes; the three generic events take any name, and what
    they are typed for stands in the declarations: `type GraniteEvent = { backEvent: {…} … }`.
    """
    names = {
        (KINDS[kind], name)
        for kind, name in re.findall(r'create([A-Za-z]+)Bridge\d*\(\s*"([^"]+)"', scripts)
    }
    members = re.findall(r"^type \w+Event = \{\n(.*?)^\};", types, re.MULTILINE | re.DOTALL)
    return names | {
        ("event", name)
        for text in members
        for name in re.findall(r"^ {4}(\w+): \{$", text, re.MULTILINE)
    }


def mentioned_now() -> set[Name]:
    return mentioned("\n".join(package(path) for path in SCRIPTS), package(TYPES))


def in_3x() -> dict[Name, dict[str, str]]:
    return catalogue("catalogue_3x.toml")


def version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def test_every_name_is_either_answered_or_a_known_gap_and_none_is_both() -> None:
    assert sorted([*handled(), *gaps()]) == sorted(catalogue())


def test_the_catalogue_is_of_the_installed_sdk() -> None:
    versions = {
        name: json.loads(package(f"{name}/package.json"))["version"]
        for name in ("web-framework", "web-bridge", "web-analytics", "bridge-core", "user-scripts")
    }
    assert versions == dict.fromkeys(versions, SDK_VERSION)


def test_the_sdk_mentions_what_is_current_and_nothing_else() -> None:
    rows = catalogue().items()
    assert mentioned_now() == {name for name, row in rows if row["status"] in MENTIONED}


def test_the_older_sdk_mentions_what_was_there_then_and_nothing_else() -> None:
    older = json.loads(package("web-framework/package.json", packages=OLDER_PACKAGES))
    scripts = "\n".join(package(path, packages=OLDER_PACKAGES) for path in OLDER_SCRIPTS)
    types = package(OLDER_TYPES, packages=OLDER_PACKAGES)
    then = version(OLDER_VERSION)
    assert older["version"] == OLDER_VERSION
    assert mentioned(scripts, types) == {
        name
        for name, row in catalogue().items()
        if "since" in row
        and version(row["since"]) <= then <= version(row.get("until", OLDER_VERSION))
    }


def test_every_bridge_of_the_sdk_is_named_where_it_is_made_but_for_the_generic_events() -> None:
    made = [
        argument
        for path in SCRIPTS
        for argument in re.findall(r"(?<!function )create\w+Bridge\(\s*([^\"\s)]+)", package(path))
    ]
    posted = re.findall(r"functionName: (\S+?),?$", package(SCRIPTS[0]), re.MULTILINE)
    assert (made, posted) == (["event"] * 3, ["method"] * 3)


def test_the_names_that_are_never_read_are_shadowed_constants() -> None:
    unread = {name for name, row in catalogue().items() if row["status"] == "unread"}
    script = package("web-bridge/dist/bridge.js")
    own = re.findall(
        r"^export \{(.*?)\}", package("web-bridge/dist/index.js"), re.MULTILINE | re.DOTALL
    )
    exported = {name.strip().split(" as ")[-1] for name in own[-1].split(",")}
    constants = set(re.findall(r'var (\w+)=createConstantBridge\("\1"\)', script))
    assert unread == {("constant", name) for name in constants & exported}


def test_the_native_shells_script_reads_and_calls_names_of_the_catalogue() -> None:
    host_only = {name for name, row in catalogue().items() if row["status"] == "host-only"}
    reached = {name for _, name in mentioned_now()}  # under another kind
    script = package("user-scripts/dist/index.js")
    used = {
        (kind, name) for kind, name in host_only if f'"{name}"' in script and name not in reached
    }
    assert used == {
        ("method", "debugLog"),
        ("constant", "getAppName"),
        ("constant", "getWebViewType"),
    }


def test_every_row_tells_its_status_and_its_versions() -> None:
    wrong = [
        name
        for name, row in catalogue().items()
        if row["status"] not in MENTIONED | {"legacy", "host-only"}
        or ("until" in row) != (row["status"] == "legacy")
        or not set(row) <= {"status", "since", "until"}
    ]
    assert wrong == []


def test_sdk_3x_is_answered_in_every_name_and_in_no_other() -> None:
    # What begins with __ is the shell's own, but for the two by which the wire itself subscribes.
    ours = [(kind, name) for kind, name in handled(Line.WEBVIEW_BRIDGE) if name[:2] != "__"]
    wires = [("method", SUBSCRIBE), ("method", UNSUBSCRIBE)]
    assert sorted([*ours, *wires]) == sorted(in_3x())


def test_every_row_of_sdk_3x_tells_how_it_is_known() -> None:
    wrong = [
        name
        for name, row in in_3x().items()
        if not {"source"} <= set(row) <= {"since", "until", "source", "functions"}
        or row["source"] not in {"ran", "read", "reported", "inferred"}
        or row.get("since", "3.0.5") not in BUILDS_3X
        or row.get("until", "3.0.3") not in BUILDS_3X
        or ("since" not in row and row["source"] in {"ran", "read"})
        or not row.get("functions", ["-"])
    ]
    assert wrong == []


def test_what_is_only_inferred_of_sdk_3x_is_said_to_be_where_it_is_answered() -> None:
    inferred = {name for name, row in in_3x().items() if row["source"] == "inferred"}
    said = {
        (each.mark.kind.value, each.name)
        for each in Registry(FAMILIES).all(Line.WEBVIEW_BRIDGE)
        if re.search(r"for 3\.x\s+inferred|\(inferred\)", each.function.__doc__ or "")
    }
    assert inferred - said == set()
