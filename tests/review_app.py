"""A mini-app of a few files for the rules of `aitdesk review`; nothing is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from aitdesk.checks.review.bundle import read_bundle
from aitdesk.checks.review.judging import Judged, judge
from aitdesk.checks.review.manifest import manifest_of
from aitdesk.checks.review.subject import ConsoleFacts, Subject
from aitdesk.config.configuration import find_file
from aitdesk.config.file import read
from aitdesk.miniapp.target import locate

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONFIG: Final = """import { defineConfig } from "@apps-in-toss/web-framework/config";
export default defineConfig({
  appName: "shop",
  brand: {
    displayName: "오늘의 가게",
    primaryColor: "#3182F6",
    icon: "https://static.toss.im/appsintoss/1/shop.png",
  },
  permissions: [],
  outdir: "dist",
});
"""
CONFIG_3X: Final = """import { defineConfig } from "@apps-in-toss/web-framework/config";
export default defineConfig({
  appName: "shop",
  brand: { primaryColor: "#3182F6" },
  permissions: [],
  webBundleDir: "dist",
});
"""
VIEWPORT: Final = (
    '<meta name="viewport" '
    'content="width=device-width, initial-scale=1, maximum-scale=1, user-scalable=no" />'
)


@dataclass(frozen=True, kw_only=True)
class ReviewApp:
    """What it consists of: the root page's head and body, a script, further web files."""

    head: str = ""
    body: str = '<div id="root"></div>'
    script: str = 'document.querySelector("#root").textContent = "가게";'
    title: str = "<title>오늘의 가게</title>"
    viewport: str = VIEWPORT
    page: str | None = None
    config: str = CONFIG
    config_name: str = "granite.config.ts"
    toml: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    large: Mapping[str, int] = field(default_factory=dict)
    """Files of so many bytes, with holes for content."""

    def write(self, folder: Path) -> Path:
        """Write the project and return its folder."""
        web = folder / "dist"
        web.mkdir(parents=True)
        page = (
            f'<!doctype html><html lang="ko"><head><meta charset="utf-8" />\n{self.viewport}\n'
            f'{self.title}\n{self.head}\n<script type="module" src="/assets/app.js"></script>\n'
            f"</head><body>{self.body}</body></html>\n"
        )
        texts = {
            f"../{self.config_name}": self.config,
            "../aitdesk.toml": self.toml,
            "index.html": page if self.page is None else self.page,
            "assets/app.js": self.script,
            **self.files,
        }
        for name, text in texts.items():
            if text:
                (web / name).parent.mkdir(parents=True, exist_ok=True)
                (web / name).write_text(text, "utf-8")
        for name, size in self.large.items():
            with (web / name).open("wb") as file:
                file.truncate(size)
        return folder


def looked_at(folder: Path, *, console: ConsoleFacts | None = None) -> Judged:
    """Return what the rules say of a folder, with its aitdesk.toml."""
    target = locate(str(folder))
    assert target.folder is not None
    file = find_file(str(folder))
    said = None if file is None else read(file)
    subject = Subject(
        app_name=target.facts.name,
        bundle=read_bundle(target.folder),
        manifest=manifest_of(target, None if said is None else said.app),
        console=console or ConsoleFacts(),
    )
    return judge(subject)
