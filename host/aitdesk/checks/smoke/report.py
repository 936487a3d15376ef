"""report.html: one file with everything in it, for a person who wants to know why it failed.

What it says is here, and how it looks in report.html, a template of Jinja2's. Each text in it may
come from a mini-app: the template escapes all of them, and nothing here is HTML.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from itertools import groupby
from typing import TYPE_CHECKING, Final

from aitdesk.checks.smoke.judging import shown
from aitdesk.checks.smoke.picture import inlined
from aitdesk.checks.smoke.timeline import timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aitdesk.checks.smoke.judging import Tested
    from aitdesk.checks.smoke.result import Run
    from aitdesk.checks.smoke.timeline import TimelineRow

_FILTERS: Final = (
    ("", "All"),
    ("call", "Calls"),
    ("console", "Console"),
    ("wrong", "Failures"),
)


@dataclass(frozen=True, slots=True)
class ReportFrame:
    """A picture of a step, as a data: URL."""

    step: str
    source: str
    names: str


@dataclass(frozen=True, slots=True)
class ReportRun:
    """One state, and what the report shows of it. `look` is a data: URL, None for no picture."""

    anchor: str
    run: Run
    look: str | None
    kinds: list[str]
    seconds: float
    frames: list[ReportFrame]
    rows: list[TimelineRow]
    more: int


def written(tested: Sequence[Tested], *, seconds: float) -> str:
    """Return the document."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # once, at the very end

    environment = Environment(
        autoescape=True,
        loader=PackageLoader("aitdesk", "checks/smoke"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )
    failed = [each.run for each in tested if not each.run.ok]
    count = f"{len(failed)} of {len(tested)} runs failed"
    kinds = Counter(failure.kind.value for run in failed for failure in run.failures)
    return environment.get_template("report.html").render(
        verdict=count if failed else f"All {len(tested)} runs passed",
        is_ok=not failed,
        kinds=[f"{kind} × {n}" if n > 1 else kind for kind, n in kinds.items()],
        now=datetime.now().astimezone(),
        seconds=seconds,
        targets=_targets(tested),
        filters=_FILTERS,
        version=version("aitdesk"),
    )


def _targets(tested: Sequence[Tested]) -> list[tuple[str, list[ReportRun]]]:
    groups = groupby(tested, key=lambda each: each.run.target)
    return [
        (target, [_run(f"{number}-{each.run.state}", each) for each in group])
        for number, (target, group) in enumerate(groups)
    ]


def _run(anchor: str, tested: Tested) -> ReportRun:
    run, seen = tested.run, tested.seen
    picture = inlined(shown(seen, run.failures)) if seen.shots else None
    rows, more = timeline(tested.noted)
    return ReportRun(
        anchor=anchor,
        run=run,
        look=picture[0] if picture else None,
        kinds=list(dict.fromkeys(failure.kind.value for failure in run.failures)),
        seconds=seen.ms / 1000,
        frames=_frames(tested),
        rows=rows,
        more=more,
    )


def _frames(tested: Tested) -> list[ReportFrame]:
    wrong = {failure.step for failure in tested.run.failures}
    frames = []
    for shot in tested.seen.shots:
        picture = inlined(shot.png)
        if picture is not None:
            source, is_wide = picture
            names = (("wide", is_wide), ("failed", shot.step in wrong))
            classes = " ".join(name for name, is_it in names if is_it)
            frames.append(ReportFrame(shot.step, source, classes))
    return frames
