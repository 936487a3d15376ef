"""Calls over the wire of SDK 3.x: of the stand-in page, on the transport that the SDK is built on.

Prints one JSON line, as bench_sdk does.
"""

from __future__ import annotations

from bench_sdk import WEBAPP, measure

if __name__ == "__main__":
    measure(WEBAPP / "standin-3x" / "dist", suffix="_3x")
