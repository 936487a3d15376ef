"""Calls over the wire of SDK 3.x: of the stand-in page, on the transport that the SDK is built on.

The page holds the real SDK 2.10.8 too. Prints one JSON line: `get_anonymous_key_3x`, `set_item_3x`,
`at_once_3x` and `both`, the p50 of getAnonymousKey() of either SDK, measured in turns.
"""

from __future__ import annotations

from bench_sdk import WEBAPP, measure

_CALLS = """
const { sdk, sdk2 } = window;
let count = 0;
const [one, other] = await inTurns([() => sdk2.getAnonymousKey(), () => sdk.getAnonymousKey()]);
const measured = {
  both: { sdk: one, sdk_3x: other },
  get_anonymous_key_3x: await roundTrip(() => sdk.getAnonymousKey()),
  set_item_3x: await roundTrip(() => sdk.Storage.setItem(`key ${count++ % 100}`, "value")),
  at_once_3x: await atOnce(() => sdk.getAnonymousKey()),
};
"""

if __name__ == "__main__":
    measure(WEBAPP / "standin-3x" / "dist" / "both.html", _CALLS)
