"""How every bare window here starts its engine: as aitdesk does, without a display."""

from __future__ import annotations

import os

# As root Chromium starts only without its sandbox.
FLAGS = "--no-sandbox" if os.geteuid() == 0 else ""


def set_engine() -> None:
    """Choose Qt's platform and Chromium's flags; both are read once, when Qt is loaded."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QTWEBENGINE_CHROMIUM_FLAGS"] = FLAGS
