"""pywebview's own bridge: a `js_api` object that returns each text. Prints one JSON line."""

from __future__ import annotations

import threading

import webview

from bench_engine import set_engine
from bench_page import SCRIPT

_PAGE = """
const text = "x".repeat(80);
addEventListener("pywebviewready", async () => {
  const { api } = window.pywebview;
  api.finish(JSON.stringify({ js_api: await roundTrip(() => api.ask(text)) }));
});
"""


class Api:
    """What the page reaches as `pywebview.api`."""

    def ask(self, text: str) -> str:
        return text

    def finish(self, measured: str) -> None:
        print(measured, flush=True)
        # The answer to this very call would wait for a window that is gone.
        threading.Timer(0.1, webview.windows[0].destroy).start()


def main() -> None:
    set_engine()
    html = f"<!doctype html><script>{SCRIPT}\n{_PAGE}</script>"
    webview.create_window("js_api", html=html, js_api=Api())
    webview.start(gui="qt")


if __name__ == "__main__":
    main()
