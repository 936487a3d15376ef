"""Take what the native shell runs around document load from the npm package.

Writes host/aitdesk/engine/page/user_scripts/{before.js,after.js,NOTICE}. The folder is not in
version control: the scripts belong to their package, which states its licence there or states none.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEBAPP = ROOT / "webapp"
PACKAGE = "@apps-in-toss/user-scripts"
TARGET = ROOT / "host/aitdesk/engine/page/user_scripts"

# The package exports its two scripts as texts; evaluating the module is the documented way in.
_READ = (
    f"import('{PACKAGE}').then(({{ beforeDocumentLoad, afterDocumentLoad }}) =>"
    " process.stdout.write(JSON.stringify({ beforeDocumentLoad, afterDocumentLoad })))"
)


def main() -> None:
    node = subprocess.run(
        ["node", "--eval", _READ], cwd=WEBAPP, check=True, capture_output=True, text=True
    )
    scripts: dict[str, str] = json.loads(node.stdout)
    TARGET.mkdir(exist_ok=True)
    (TARGET / "before.js").write_text(scripts["beforeDocumentLoad"], "utf-8")
    (TARGET / "after.js").write_text(scripts["afterDocumentLoad"], "utf-8")
    (TARGET / "NOTICE").write_text(notice(), "utf-8")


def notice() -> str:
    folder = WEBAPP / "node_modules" / PACKAGE
    package: dict[str, str] = json.loads((folder / "package.json").read_text("utf-8"))
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("LICEN[CS]E*"))]
    stated = package.get("license", "none stated in package.json")
    return "\n".join(
        [
            f"before.js and after.js are the exports of {package['name']} {package['version']},",
            "unchanged, taken from the npm package when this copy was built.",
            f"Licence: {stated}; licence files in the package: {len(texts)}.",
            *texts,
            "",
        ]
    )


if __name__ == "__main__":
    main()
