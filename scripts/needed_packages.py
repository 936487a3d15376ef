"""Print the Debian packages that the tests need and this machine lacks, on one line."""

from __future__ import annotations

from aitdesk.machine.font import korean_font
from aitdesk.machine.libraries import missing_libraries


def main() -> None:
    missing = missing_libraries(windowed=False)
    packages = {each.package for each in missing if each.package is not None}
    if korean_font() is None:
        packages.add("fonts-noto-cjk")
    print(" ".join(sorted(packages)))


if __name__ == "__main__":
    main()
