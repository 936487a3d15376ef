"""Print the Debian packages that the tests need and this machine lacks, on one line."""

from __future__ import annotations

import shutil

from aitdesk.machine.font import korean_font
from aitdesk.machine.libraries import missing_libraries


def main() -> None:
    # The window is tested on an X server of its own, with a mouse of its own.
    missing = missing_libraries(windowed=False) + missing_libraries(windowed=True)
    packages = {tool.lower() for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None}
    packages |= {each.package for each in missing if each.package is not None}
    if korean_font() is None:
        packages.add("fonts-noto-cjk")
    print(" ".join(sorted(packages)))


if __name__ == "__main__":
    main()
