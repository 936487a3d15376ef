"""A page whose `window.sdk` is a real SDK 3.x, and what that exports."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from e2e.contract.conftest import DECLARED, SMALL, WILLING, draw
from e2e.contract_3x.desk import Desk3x

if TYPE_CHECKING:
    from aitdesk.driver import MiniApp

_MODULE: Final = re.compile(r"\bexport\s*(?:\{|\*|default\b|const\b|function\b)")
_AS_MODULE: Final = """<script type="module">
  import * as sdk from "./sdk.js";
  window.sdk = sdk;
</script>"""
# A script leaves one global behind, whatever its name.
_AS_SCRIPT: Final = """<script>const before = new Set(Object.keys(window));</script>
<script src="sdk.js"></script>
<script>
  window.sdk = Object.keys(window).filter((key) => !before.has(key)).map((key) => window[key])
    .find((each) => typeof each?.closeView === "function");
</script>"""
_EXPORTS: Final = """() => {
  const paths = [];
  const walk = (value, path, depth) => {
    paths.push(path);
    if (depth === 0 || value === null || !["object", "function"].includes(typeof value)) return;
    for (const key of Object.keys(value)) {
      if (!/^MIN_|^\\d|^[A-Z]/.test(key)) walk(value[key], `${path}.${key}`, depth - 1);
    }
  };
  for (const name of Object.keys(window.sdk).sort()) {
    walk(window.sdk[name], name, name === "Accuracy" ? 0 : 2);
  }
  return paths;
}"""


@dataclass
class RealDesk(Desk3x):
    """One run of that page."""

    LINE: ClassVar[str] = Path(__file__).with_name("real_3x_line.js").read_text("utf-8")


def write_page(sdk: Path, folder: Path) -> Path:
    """Write the page and its configuration into the folder, and return the latter's path."""
    shutil.copyfile(sdk, folder / "sdk.js")
    is_module = _MODULE.search(sdk.read_text("utf-8", "replace")) is not None
    loads = _AS_MODULE if is_module else _AS_SCRIPT
    page = f'<!doctype html><meta charset="utf-8"><title>sdk</title>{loads}<body></body>'
    (folder / "index.html").write_text(page, "utf-8")
    config = folder / "aitdesk.toml"
    config.write_text(f"{DECLARED}{WILLING}{SMALL}", "utf-8")
    draw(folder / "album")
    return config


def exports(miniapp: MiniApp) -> list[str]:
    """Return the path of everything that the SDK exports; none where the file is no SDK."""
    if miniapp.page.evaluate("() => window.sdk === undefined"):
        return []
    found: list[str] = miniapp.page.evaluate(_EXPORTS)
    return [path for path in found if not is_namespace(miniapp, path)]


def is_namespace(miniapp: MiniApp, path: str) -> bool:
    """Tell whether there is nothing to drive but what is in it."""
    kind = miniapp.page.evaluate(f"() => typeof window.sdk.{path}")
    return kind == "object" and "." not in path and path != "Accuracy"
