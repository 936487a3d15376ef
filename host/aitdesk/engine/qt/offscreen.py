"""A screen for a run without a display: as large and as sharp as the phone's."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from aitdesk.errors import ConfigError
from aitdesk.storage.disk import make_folder

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.phone.device import Profile


def screen(device: Profile, folder: Path) -> dict[str, str]:
    """Return what Qt must find in the environment; its offscreen platform reads a file for it.

    A window on a display has the display's own pixels: there is no way to give it others.
    Raises ConfigError when the file cannot be written.
    """
    ratio = device.pixel_ratio
    width, height = ratio * device.width_px, ratio * device.height_px
    wanted = {
        "synchronousWindowSystemEvents": False,
        "windowFrameMargins": False,
        "screens": [
            {
                "name": device.name,
                "x": 0,
                "y": 0,
                "width": width,
                "height": height,
                "logicalDpi": 96,
                "logicalBaseDpi": 96,
            }
        ],
    }
    file = folder / f"offscreen-{width}x{height}.json"
    try:
        make_folder(file.parent)
        half_made = file.with_suffix(f".{os.getpid()}")  # another run may be reading it
        half_made.write_text(json.dumps(wanted), "utf-8")
        half_made.replace(file)
    except OSError as problem:
        message = f"--device-pixels: {file} cannot be written ({problem.strerror}): leave it out"
        raise ConfigError(message) from None
    return {"QT_QPA_PLATFORM": f"offscreen:configfile={file}", "QT_SCALE_FACTOR": str(ratio)}
