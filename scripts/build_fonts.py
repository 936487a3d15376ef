"""Take the fonts that come with aitdesk from their npm packages.

Writes host/aitdesk/engine/fonts/built: fonts, their licences and a NOTICE that says what each is.
The folder is not in version control.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from fontTools.ttLib.tables.otTables import Ligature

ROOT = Path(__file__).parents[1]
PACKAGES = ROOT / "webapp" / "node_modules"
TARGET = ROOT / "host/aitdesk/engine/fonts/built"
EMOJI = "TwemojiMozilla.ttf"
SELECTOR = "ufe0f"


@dataclass(frozen=True)
class Source:
    """An npm package, and which of its files are taken."""

    package: str
    files: tuple[str, ...]
    licence: str
    change: str = "unchanged"


SOURCES = (
    Source("pretendard", ("dist/public/variable/PretendardVariable.ttf",), "dist/LICENSE.txt"),
    Source(
        "@expo-google-fonts/noto-serif",
        ("400Regular/NotoSerif_400Regular.ttf", "700Bold/NotoSerif_700Bold.ttf"),
        "LICENSE_FONT",
    ),
    Source(
        "@expo-google-fonts/roboto-mono",
        ("400Regular/RobotoMono_400Regular.ttf", "700Bold/RobotoMono_700Bold.ttf"),
        "LICENSE_FONT",
    ),
    Source(
        "twemoji-colr-font",
        ("twemoji.woff2",),
        "LICENSE",
        change=f"unpacked as {EMOJI}; sequences are drawn without U+FE0F in them too",
    ),
)


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir()
    for source in SOURCES:
        folder = PACKAGES / source.package
        short = source.package.rpartition("/")[2]
        shutil.copyfile(folder / source.licence, TARGET / f"LICENSE-{short}.txt")
        for file in source.files:
            if file.endswith(".woff2"):
                unpack(folder / file, TARGET / EMOJI)
            else:
                shutil.copyfile(folder / file, TARGET / Path(file).name)
    (TARGET / "NOTICE").write_text("\n".join(map(notice, SOURCES)) + "\n", "utf-8")


def notice(source: Source) -> str:
    package = json.loads((PACKAGES / source.package / "package.json").read_text("utf-8"))
    names = ", ".join(Path(file).name for file in source.files)
    terms = f"{package['license']}, see LICENSE-{source.package.rpartition('/')[2]}.txt"
    return f"{names}: npm {package['name']} {package['version']}, {source.change}; {terms}"


def unpack(packed: Path, target: Path) -> None:
    """Write a WOFF2 as the plain font that fontconfig and Chromium take from a folder.

    Chromium gives the shaper one glyph for a character with U+FE0F, so a ligature that has the
    selector as a part of its own, such as each keycap, is never found: it gets a twin without.
    """
    font = TTFont(packed, recalcTimestamp=False)
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, ligatures in table.ligatures.items():
                table.ligatures[first] = with_twins(ligatures)
    font.flavor = None
    font.save(target)


def with_twins(ligatures: list[Ligature]) -> list[Ligature]:
    twins = {tuple(each.Component): each for each in ligatures}
    for each in ligatures:
        parts = [part for part in each.Component if part != SELECTOR]
        if parts and tuple(parts) not in twins:
            twins[tuple(parts)] = type(each)()
            twins[tuple(parts)].Component, twins[tuple(parts)].LigGlyph = parts, each.LigGlyph
    # The shaper takes the first that fits.
    return sorted(twins.values(), key=lambda each: -len(each.Component))


if __name__ == "__main__":
    main()
