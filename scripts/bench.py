"""Measures aitdesk against bare pywebview and plain Playwright, and prints one table.

What is compared is measured in turns, each in a process of its own, so that a machine that slows
down meanwhile slows all of it; each number is the median of its rounds.
"""

from __future__ import annotations

import json
import statistics
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from aitdesk.system.interruption import Interruption
from aitdesk.system.scratch import Scratch, sweep
from bench_page import AT_ONCE, CALLS
from bench_partner import AT_ONCE as PARTNER_AT_ONCE
from bench_partner import IN_A_ROW
from bench_start import DidNotRun, aitdesk_ms, bare_ms, help_ms, output_of
from bench_tests import OURS, PLAIN, TESTS, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ROUNDS = 5
_STARTS = 9
_HELPS = 9
_PARTNER_ROUNDS = 3
_TEST_ROUNDS = 5

_BRIDGES = ("bench_echo", "bench_js_api", "bench_sdk", "bench_sdk_3x")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table. `is_ok` is None where nothing is promised."""

    name: str
    value: str
    target: str = ""
    is_ok: bool | None = None


def main() -> int:
    """Print the table; return 1 when something did not run, or, with --check, missed its target."""
    Interruption.begin()
    sweep()
    with Scratch("bench") as home:
        try:
            rows = [*_bridges(home), *_starts(home), *_partner(home), *_tests(home)]
        except DidNotRun as failure:
            print(f"bench: {failure}", file=sys.stderr)
            return 1
    _print(rows)
    return 1 if "--check" in sys.argv and any(row.is_ok is False for row in rows) else 0


def _bridges(home: Path) -> list[Row]:
    rounds = [_round(home) for _ in range(_ROUNDS)]

    def median(*path: str) -> float:
        return statistics.median(_number(each, path) for each in rounds)

    echo, js_api, sdk = (median(key, "p50") for key in ("signal", "js_api", "get_anonymous_key"))
    two_lines = median("both", "sdk_3x") / median("both", "sdk")
    rows = [
        Row(
            f"{title}, {CALLS:,} in turn",
            f"p50 {median(key, 'p50'):.2f} ms   p99 {median(key, 'p99'):.1f} ms",
        )
        for key, title in (
            ("signal", "QWebChannel echo: slot, then signal"),
            ("slot", "QWebChannel echo: the slot's own result"),
            ("js_api", "pywebview js_api"),
            ("get_anonymous_key", "SDK getAnonymousKey()"),
            ("set_item", "SDK Storage.setItem()"),
            ("get_anonymous_key_3x", "3.x stand-in getAnonymousKey()"),
            ("set_item_3x", "3.x stand-in Storage.setItem()"),
        )
    ]
    return [
        *rows,
        Row(f"QWebChannel echo, {AT_ONCE:,} at once", f"{median('echo_at_once'):.0f} ms"),
        Row(f"SDK getAnonymousKey(), {AT_ONCE:,} at once", f"{median('at_once'):.0f} ms"),
        Row(f"3.x stand-in, {AT_ONCE:,} at once", f"{median('at_once_3x'):.0f} ms"),
        _at_most("SDK call / echo (p50)", sdk / echo, 1.5),
        _at_most("3.x call / SDK call, in turns in one page (p50)", two_lines, 1.2),
        Row("js_api / SDK call (p50)", f"{js_api / sdk:.2f} ×", "≥ 2 ×", js_api / sdk >= 2),
    ]


def _round(home: Path) -> dict[str, object]:
    measured: dict[str, object] = {}
    for module in _BRIDGES:
        measured |= json.loads(output_of(module, home=home))
    return measured


def _number(measured: object, path: tuple[str, ...]) -> float:
    for key in path:
        assert isinstance(measured, dict)  # noqa: S101  # our own modules print it
        measured = measured[key]
    return float(str(measured))


def _starts(home: Path) -> list[Row]:
    measures: dict[str, Callable[[], float]] = {
        "bare": lambda: bare_ms(home=home),
        "aitdesk": lambda: aitdesk_ms(home=home),
    }
    # The first start makes bytecode, certificate and secret, once for all later ones.
    for measure in measures.values():
        measure()
    taken: dict[str, list[float]] = {name: [] for name in measures}
    for _ in range(_STARTS):
        for name, measure in measures.items():
            taken[name].append(measure())
    bare, aitdesk = (statistics.median(taken[name]) for name in ("bare", "aitdesk"))
    help_s = statistics.median(help_ms(home=home) for _ in range(_HELPS)) / 1000
    return [
        Row("bare pywebview window: start of the process to loaded", f"{bare:.0f} ms"),
        Row("aitdesk preview: start of the process to first answer", f"{aitdesk:.0f} ms"),
        _at_most("start of aitdesk / bare window", aitdesk / bare, 1.25),
        Row("aitdesk --help", f"{help_s:.2f} s", "≤ 0.2 s", help_s <= 0.2),
    ]


def _partner(home: Path) -> list[Row]:
    rounds = [json.loads(output_of("bench_partner", home=home)) for _ in range(_PARTNER_ROUNDS)]

    def median(key: str) -> float:
        return statistics.median(_number(each, (key,)) for each in rounds)

    p50, p99, whole_ms, each_ms = (median(key) for key in ("p50", "p99", "at_once", "at_once_each"))
    grown_mb = median("grown_kb") / 1024
    return [
        Row(
            f"partner API, {IN_A_ROW:,} calls in a row",
            f"p50 {p50:.2f} ms   p99 {p99:.1f} ms",
            "p99 ≤ 20 ms",
            p99 <= 20,
        ),
        Row(
            f"partner API, {PARTNER_AT_ONCE} at once: each its part of the whole",
            f"{each_ms:.2f} of {whole_ms:.0f} ms",
            "≤ 20 ms",
            each_ms <= 20,
        ),
        Row(
            "memory after those in a row, journal full",
            f"{grown_mb:+.1f} MB",
            "≤ 2 MB",
            grown_mb <= 2,
        ),
    ]


def _tests(home: Path) -> list[Row]:
    ways = (("one after the other", 0), ("pytest-xdist -n 2", 2))
    kinds = [(file, workers) for _, workers in ways for file in (OURS, PLAIN)]
    with written(home) as tests:
        # The first run makes bytecode and certificate, once for all later ones.
        tests.run(OURS, workers=0)
        rounds = [
            {kind: tests.run(kind[0], workers=kind[1]) for kind in kinds}
            for _ in range(_TEST_ROUNDS)
        ]
    rows = list[Row]()
    for way, workers in ways:
        whole_s = dict[str, float]()
        for file, title in ((OURS, "aitdesk"), (PLAIN, "Playwright with Chromium")):
            runs = [each[file, workers] for each in rounds]
            whole_s[file] = statistics.median(run.whole_s for run in runs)
            test_ms = statistics.median(run.test_ms for run in runs)
            value = f"{whole_s[file]:.2f} s   a test {test_ms:.0f} ms"
            rows.append(Row(f"{TESTS} tests, {way}: {title}", value))
        rows.append(
            _at_most(f"tests of aitdesk / Chromium, {way}", whole_s[OURS] / whole_s[PLAIN], 1.2)
        )
    return rows


def _at_most(name: str, ratio: float, limit: float) -> Row:
    return Row(name, f"{ratio:.2f} ×", f"≤ {limit} ×", ratio <= limit)


def _print(rows: list[Row]) -> None:
    table = Table("measured", "median", "target", "")
    for row in rows:
        verdict = {None: "", True: "[green]ok[/]", False: "[red]over[/]"}[row.is_ok]
        table.add_row(row.name, row.value, row.target, verdict)
    Console(width=None if sys.stdout.isatty() else 110).print(table)


if __name__ == "__main__":
    sys.exit(main())
