"""What a terminal shows: a line for each run while it goes on, and one table at its end."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from aitdesk.checks.smoke.judging import Tested
    from aitdesk.checks.smoke.result import Failure, Run, SmokeResult

_LONGEST = 160


def progress(tested: Tested, *, is_only: bool) -> Text:
    """Return the line of a run that is over."""
    run = tested.run
    text = Text.assemble(_mark(run), " ", run.state if is_only else f"{run.target} · {run.state}")
    text.append(f"  {tested.seen.ms / 1000:.1f} s", "dim")
    kinds = Counter(failure.kind.value for failure in run.failures)
    told = ", ".join(f"{kind} × {n}" if n > 1 else kind for kind, n in kinds.items())
    return text.append(f"  {told}", "red") if told else text


def drawn(tested: Sequence[Tested]) -> Table:
    """Return the table of all runs."""
    drawing = Table(header_style="bold", expand=False)
    is_only = len({each.run.target for each in tested}) == 1
    columns = ("state", "paint ms", "settled ms", "calls", "failures")
    for name in columns if is_only else ("target", *columns):
        drawing.add_column(name, justify="right" if name.endswith(("ms", "calls")) else "left")
    for each in tested:
        run = each.run
        cells = [
            Text.assemble(_mark(run), " ", run.state),
            Text(_ms(run.first_paint_ms)),
            Text(_ms(run.settled_ms)),
            Text(str(len(run.calls))),
            _kinds(run),
        ]
        drawing.add_row(*(cells if is_only else [Text(run.target, overflow="fold"), *cells]))
    return drawing


def failures(tested: Sequence[Tested]) -> Iterator[Text]:
    """Yield a line for each failure; the same one in several states is told once."""
    states: dict[tuple[str, Failure], list[str]] = {}
    for each in tested:
        for failure in each.run.failures:
            states.setdefault((each.run.target, failure), []).append(each.run.state)
    is_only = len({each.run.target for each in tested}) == 1
    for (target, failure), where in states.items():
        line = Text.assemble(("✗ ", "bold red"), (failure.kind.value, "bold"))
        line.append("" if is_only else f" {target}")
        line.append(f" {_shortened(where)}, {failure.step}", "dim")
        yield line.append(f": {_clipped(failure.text)}")


def verdict(result: SmokeResult, *, seconds: float, out: Path) -> Text:
    """Return the last line."""
    failed = sum(not run.ok for run in result.runs)
    words = f"{failed} of {len(result.runs)} runs failed" if failed else "nothing failed"
    line = Text.assemble(("✓ ", "bold green") if result.ok else ("✗ ", "bold red"))
    return line.append(f"{words}, {seconds:.1f} s; {out / 'report.html'}")


def _mark(run: Run) -> tuple[str, str]:
    return ("✓", "bold green") if run.ok else ("✗", "bold red")


def _kinds(run: Run) -> Text:
    text = Text(", ".join(dict.fromkeys(each.kind.value for each in run.failures)), "red")
    if run.allowed:
        kinds = ", ".join(dict.fromkeys(each.kind.value for each in run.allowed))
        text.append(f"{' ' if text.plain else ''}allowed: {kinds}", "dim")
    return text


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"


def _shortened(states: Sequence[str]) -> str:
    return states[0] if len(states) == 1 else f"{states[0]} and {len(states) - 1} more"


def _clipped(text: str) -> str:
    line = text.partition("\n")[0]
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
