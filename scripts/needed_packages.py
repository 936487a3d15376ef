"""Print the Debian packages that the tests need and this machine lacks, on one line."""

from __future__ import annotations

import shutil

from aitdesk.doctor.libraries import missing_libraries


def main() -> None:
    # The window is tested on an X server of its own, with a mouse of its own.
    missing = missing_libraries(windowed=False) + missing_libraries(windowed=True)
    tools = {"Xvfb": "xvfb", "xdotool": "xdotool", "fc-match": "fontconfig"}
    packages = {package for tool, package in tools.items() if shutil.which(tool) is None}
    packages |= {each.package for each in missing if each.package is not None}
    print(" ".join(sorted(packages)))


if __name__ == "__main__":
    main()
