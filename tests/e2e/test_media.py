"""When a page may play by itself, as its configuration says, and what comes of it in the back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.conftest import Opener, Starter

PAGE: Final = "<!doctype html><title>media</title><button>play</button>"
PLAYS: Final = """<!doctype html><title>plays</title><p>Hello<script>
const samples = new Uint8Array(44 + 8000).fill(128), view = new DataView(samples.buffer);
const write = (at, text) => samples.set([...text].map((each) => each.charCodeAt()), at);
write(0, "RIFF"); view.setUint32(4, 8036, true); write(8, "WAVEfmt "); view.setUint32(16, 16, true);
view.setUint16(20, 1, true); view.setUint16(22, 1, true); view.setUint32(24, 8000, true);
view.setUint32(28, 8000, true); view.setUint16(32, 1, true); view.setUint16(34, 8, true);
write(36, "data"); view.setUint32(40, 8000, true);
const sound = new Audio(URL.createObjectURL(new Blob([samples], { type: "audio/wav" })));
window.context = new AudioContext();
window.played = sound.play().then(() => "plays", (error) => error.name);
</script>"""
CONFIG: Final = "export default {{ appName: 'media', {view}: {{ {name}: {value} }} }};"
NAME: Final = "mediaPlaybackRequiresUserAction"


def project(folder: Path, *, html: str, config: str) -> Path:
    (folder / "dist").mkdir(parents=True)
    (folder / "dist" / "index.html").write_text(html, "utf-8")
    (folder / "granite.config.ts").write_text(config, "utf-8")
    return folder


@pytest.mark.parametrize(
    ("view", "value", "played"),
    [
        ("webViewProps", "true", "NotAllowedError"),
        ("webViewProps", "false", "plays"),
        ("webView", "false", "plays"),
    ],
)
def test_a_page_plays_without_a_tap_where_its_configuration_allows(
    view: str, value: str, played: str, tmp_path: Path, start_miniapp: Starter
) -> None:
    config = CONFIG.format(view=view, name=NAME, value=value)
    miniapp = start_miniapp(target=project(tmp_path / "app", html=PLAYS, config=config))
    assert miniapp.page.evaluate("played") == played
    state = "running" if played == "plays" else "suspended"
    miniapp.page.wait_for_function("(state) => context.state === state", arg=state)


@pytest.fixture
def fronted(new_miniapp: Opener, tmp_path: Path) -> MiniApp:
    config = CONFIG.format(view="webViewProps", name=NAME, value="true")
    return new_miniapp(target=project(tmp_path / "app", html=PAGE, config=config))


def test_the_focus_comes_back_with_the_page(fronted: MiniApp) -> None:
    page = fronted.page
    page.evaluate("""() => {
      window.seen = [];
      for (const type of ["blur", "focus"]) addEventListener(type, () => seen.push(type));
      document.querySelector("button").focus();
    }""")
    fronted.shell.background()
    page.wait_for_function("seen.length === 1")
    away = focus_of(page)
    fronted.shell.foreground()
    page.wait_for_function("seen.length === 2")
    assert (away, focus_of(page)) == (
        ["hidden", False, ["blur"], "BUTTON"],
        ["visible", True, ["blur", "focus"], "BUTTON"],
    )


def focus_of(page: Any) -> list[object]:  # noqa: ANN401  # Playwright's
    found: list[object] = page.evaluate(
        "[document.visibilityState, document.hasFocus(), seen, document.activeElement.tagName]"
    )
    return found
