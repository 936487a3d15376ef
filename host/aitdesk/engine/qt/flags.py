"""Keeps pywebview's own flags off Chromium's command line, which is ours alone.

pywebview 6.2.1 adds `--use-fake-ui-for-media-stream`, which gives camera and microphone to every
page without asking, and `--enable-features=AutoplayIgnoreWebAudio`, which lets a page sound before
any tap and takes the place of the user's own features; on some distributions also `--no-sandbox`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import webview.util

if TYPE_CHECKING:
    from collections.abc import Iterator

_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"


@contextmanager
def own_flags() -> Iterator[None]:
    """Let pywebview's Qt platform, loaded meanwhile, never touch Chromium's flags."""
    append = webview.util.environ_append

    def append_others(key: str, *values: str, sep: str = " ") -> None:
        if key != _FLAGS:
            append(key, *values, sep=sep)

    webview.util.environ_append = append_others
    try:
        yield
    finally:
        webview.util.environ_append = append
