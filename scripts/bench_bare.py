"""A bare window of pywebview on Qt; prints a line at its `loaded` event and closes."""

from __future__ import annotations

import webview

from bench_engine import set_engine


def main() -> None:
    set_engine()
    window = webview.create_window("bare", html="<!doctype html><p>Hello</p>")

    def finish() -> None:
        print("loaded", flush=True)
        window.destroy()

    window.events.loaded += finish
    webview.start(gui="qt")


if __name__ == "__main__":
    main()
