"""Korean and emoji, on a machine without any font and on this one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from patience import PATIENCE_S

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.command import Looker
    from e2e.conftest import Starter

NO_FONTS = "<fontconfig><cachedir>{}</cachedir></fontconfig>"

# What is drawn of each text: its pixels as a text, whether any is coloured, and its width.
DRAW = """texts => texts.map(text => {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 64
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context.font = '40px sans-serif'
  context.fillText(text, 4, 48)
  const pixels = context.getImageData(0, 0, 64, 64).data
  let isColoured = false
  for (let at = 0; at < pixels.length; at += 4)
    isColoured ||= pixels[at] !== pixels[at + 1] || pixels[at + 1] !== pixels[at + 2]
  return { pixels: pixels.join(), isColoured }
})"""

# The last is a character that no font has: a box.
TEXTS = ["가", "뷁", "힣", "😀", "🔥", "❤️", "1️⃣", "🇰🇷", "👩‍❤️‍👨", "\U000e0fff"]

# The command, and once its page has loaded a child of its process, as a browser would be.
WITH_A_CHILD = """
import subprocess, sys, threading, time
from pathlib import Path
from aitdesk.cli import main
journal = Path(sys.argv[sys.argv.index("--out") + 1], "journal.jsonl")
def start():
    while not (journal.exists() and '"kind": "loaded"' in journal.read_text()):
        time.sleep(0.02)
    subprocess.run(["env"])
threading.Thread(target=start, daemon=True).start()
main()
"""

PAGE = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>글꼴 가나다 😀</title>
<p>글꼴을 정하지 않은 글 Times 🔥</p>
<p style="font-family: -apple-system, sans-serif">본문 <b>굵게</b> <i>기울여</i> Apps in Toss ❤️</p>
<p style="font-family: Arial, serif">다른 글 Arial</p>
<p style="font-family: Menlo, monospace">getAnonymousKey() 고정폭 0123</p>
<input value="입력 1️⃣"> <button>확인</button>"""


def drawn(start_miniapp: Starter, page: Path, environment: dict[str, str]) -> list[dict[str, Any]]:
    miniapp = start_miniapp(target=page, environment=environment)
    found: list[dict[str, Any]] = miniapp.page.evaluate(DRAW, TEXTS)
    return found


def test_korean_and_emoji_are_drawn_where_the_machine_has_no_font(
    start_miniapp: Starter, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    conf = tmp_path / "no-fonts.conf"
    conf.write_text(NO_FONTS.format(tmp_path / "cache"))
    found = drawn(start_miniapp, tmp_path, {"FONTCONFIG_FILE": str(conf)})
    assert [each["isColoured"] for each in found] == [False] * 3 + [True] * 6 + [False]
    assert len({each["pixels"] for each in found}) == len(TEXTS)


def test_the_picture_is_the_same_with_and_without_the_machines_fonts(
    look: Looker, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    conf = tmp_path / "no-fonts.conf"
    conf.write_text(NO_FONTS.format(tmp_path / "cache"))
    bare = look(str(tmp_path), environment={"FONTCONFIG_FILE": str(conf)})
    here = look(str(tmp_path))
    assert (bare.out / "screenshot.png").read_bytes() == (here.out / "screenshot.png").read_bytes()


def test_what_is_started_from_the_run_has_the_persons_own_fonts(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, "utf-8")
    own = {"FONTCONFIG_FILE": "/etc/fonts/fonts.conf", "AITDESK_HOME": str(tmp_path / "home")}
    arguments = ("preview", str(tmp_path), "--headless", "--out", str(tmp_path / "out"))
    run = subprocess.run(
        [sys.executable, "-c", WITH_A_CHILD, *arguments],
        env={**os.environ, **own},
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE_S,
        check=False,
    )
    told = [line for line in run.stdout.splitlines() if line.startswith("FONTCONFIG_FILE=")]
    assert told == ["FONTCONFIG_FILE=/etc/fonts/fonts.conf"]
