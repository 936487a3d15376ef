"""The measuring end in the page: the same script for every bridge, so that only they differ."""

from __future__ import annotations

from typing import Final

CALLS: Final = 2_000
GROUP: Final = 50
WARM_UP: Final = 500
AT_ONCE: Final = 5_000

_NUMBERS: Final = f"const {CALLS = }, {GROUP = }, {WARM_UP = }, {AT_ONCE = };"

# Chromium rounds its clock to 0.1 ms, which is about what one round trip takes: the median is
# taken over groups, and only the 99th percentile over single calls. Two calls that are compared
# closely take turns in one page, group by group: from one process to another the same call differs
# by a tenth.
SCRIPT: Final = (
    _NUMBERS
    + """
async function timed(call, count) {
  const singles = [], groups = [];
  for (let done = 0; done < count; done += GROUP) {
    const groupBegan = performance.now();
    for (let each = 0; each < GROUP; each += 1) {
      const began = performance.now();
      await call();
      singles.push(performance.now() - began);
    }
    groups.push((performance.now() - groupBegan) / GROUP);
  }
  for (const numbers of [singles, groups]) numbers.sort((one, other) => one - other);
  return { p50: groups[groups.length >> 1], p99: singles[Math.floor(count * 0.99)] };
}
async function roundTrip(call) {
  await timed(call, WARM_UP);
  return timed(call, CALLS);
}
async function inTurns(calls) {
  for (const call of calls) await timed(call, WARM_UP);
  const groups = calls.map(() => []);
  for (let done = 0; done < CALLS; done += GROUP) {
    for (const [index, call] of calls.entries()) groups[index].push((await timed(call, GROUP)).p50);
  }
  return groups.map((numbers) => numbers.sort((one, other) => one - other)[numbers.length >> 1]);
}
async function atOnce(call) {
  const began = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, () => call()));
  return performance.now() - began;
}
"""
)
