"""The measuring end in the page: the same script for every bridge, so that only they differ."""

from __future__ import annotations

from typing import Final

CALLS: Final = 2_000
WARM_UP: Final = 500
AT_ONCE: Final = 5_000

# Chromium rounds its clock to 0.1 ms, which is about what one round trip takes: the median is
# taken over groups of fifty, and only the 99th percentile over single calls.
SCRIPT: Final = """
async function timed(call, count) {
  const singles = [], groups = [];
  for (let done = 0; done < count; done += 50) {
    const groupBegan = performance.now();
    for (let each = 0; each < 50; each += 1) {
      const began = performance.now();
      await call();
      singles.push(performance.now() - began);
    }
    groups.push((performance.now() - groupBegan) / 50);
  }
  for (const numbers of [singles, groups]) numbers.sort((one, other) => one - other);
  return { p50: groups[groups.length >> 1], p99: singles[Math.floor(count * 0.99)] };
}
async function roundTrip(call) {
  await timed(call, %d);
  return timed(call, %d);
}
async function atOnce(call) {
  const began = performance.now();
  await Promise.all(Array.from({ length: %d }, () => call()));
  return performance.now() - began;
}
""" % (WARM_UP, CALLS, AT_ONCE)  # noqa: UP031  # braces belong to the script
