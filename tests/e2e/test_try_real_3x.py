"""The script that drives a real SDK 3.x: here with a few functions in the place of the SDK."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Final

SCRIPT: Final = Path(__file__).parents[2] / "scripts" / "try_real_3x.py"
# It keeps to the wire of 3.x but for one name; and nobody has heard of `invented`.
SDK: Final = """var Exports = (() => {
  const id = "abcdefghijklmnopqrstu";
  const waiting = new Map();
  window.nativeEmitterMap = { [id]: { emit(event, value) { waiting.get(event)?.(value); } } };
  const call = (method, ...args) => new Promise((resolve) => {
    const eventId = String(waiting.size);
    waiting.set(`${method}-${eventId}`, resolve);
    const body = { method, eventId, args };
    window.ReactNativeWebView.postMessage(JSON.stringify({ type: "bridge", body, bridgeId: id }));
  });
  return {
    closeView: () => call("closeView"),
    getLocale: () => window.__appsInTossConstants.locale,
    getNetworkStatus: () => call("getNetworkStatus"),
    getServerTime: () => call("getNetworkStatus"),
    invented: () => 1,
    Storage: { getItem: (key) => call("getStorageItem", { key }), setItem: () => call("share") },
  };
})();"""


def run(file: Path) -> tuple[int, list[str], str]:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(file)],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(SCRIPT.parents[1] / "tests"), "PATH": "/usr/bin:/bin"},
        text=True,
        timeout=120,
    )
    lines = [re.sub(r" {2,}", " | ", line) for line in done.stdout.splitlines()]
    return done.returncode, lines, done.stderr


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    missing = tmp_path / "none.js"
    line = f"{missing} is not there: no registry has SDK 3.x, so bring a file of your own"
    assert run(missing) == (2, [], f"try_real_3x: {line}\n")


def test_a_file_that_is_no_sdk_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "any.js").write_text("var nothing = {};")
    line = f"{tmp_path / 'any.js'} is no SDK 3.x: it exports no closeView"
    assert run(tmp_path / "any.js") == (2, [], f"try_real_3x: {line}\n")


def test_every_export_is_driven_and_what_disagrees_is_told(tmp_path: Path) -> None:
    (tmp_path / "sdk.js").write_text(SDK)
    code, (*rows, _, count, _), _ = run(tmp_path / "sdk.js")
    agrees = [row for row in rows if row.endswith(" | agrees")]
    wrong = [" | ".join(row.split(" | ")[:3]) for row in rows if row not in agrees]
    assert (code, count) == (1, "7 ways through 7 exports, 3 disagree")
    assert agrees == [
        "Storage.getItem | share, getStorageItem | rejected, answered / resolved | agrees",
        "closeView | closeView | answered / closed | agrees",
        "getLocale | - | page only / read | agrees",
        "getNetworkStatus | getNetworkStatus | answered / resolved | agrees",
    ]
    assert wrong == [
        "Storage.setItem | share | rejected / resolved",
        "getServerTime | getNetworkStatus | answered / resolved",
        "invented | - | not driven",
    ]
