"""report.html: one file with everything in it, for a person who wants to know why it failed."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from html import escape
from importlib.metadata import version
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from aitdesk.checks.smoke import timeline
from aitdesk.checks.smoke.judging import shown
from aitdesk.checks.smoke.picture import inlined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aitdesk.checks.smoke.judging import Tested
    from aitdesk.checks.smoke.result import Failure, Run
    from aitdesk.checks.smoke.walk import WalkShot

_PLACE = re.compile(r"\{\{(\w+)\}\}")


def written(tested: Sequence[Tested], *, seconds: float) -> str:
    """Return the document."""
    template = files("aitdesk").joinpath("checks/smoke/report.html").read_text("utf-8")
    failed = [each.run for each in tested if not each.run.ok]
    count = f"{len(failed)} of {len(tested)} runs failed"
    verdict = count if failed else f"All {len(tested)} runs passed"
    parts = {
        "title": escape(f"{'✗' if failed else '✓'} {verdict} · aitdesk smoke"),
        "head": _head(tested, verdict, is_ok=not failed, seconds=seconds),
        "main": "".join(_targets(tested)),
        "foot": f"aitdesk {escape(version('aitdesk'))}",
    }
    return _PLACE.sub(lambda place: parts[place[1]], template)


def _head(tested: Sequence[Tested], verdict: str, *, is_ok: bool, seconds: float) -> str:
    now = datetime.now().astimezone()
    kinds = Counter(failure.kind.value for each in tested for failure in each.run.failures)
    chips = "".join(_chip(f"{kind} × {n}" if n > 1 else kind, "red") for kind, n in kinds.items())
    return (
        f'<h1 class="{"good" if is_ok else "bad"}"><small>aitdesk smoke</small>{verdict}</h1>'
        f'<p><time datetime="{now.isoformat(timespec="seconds")}">{now:%Y-%m-%d %H:%M}</time>'
        f" · {seconds:.1f} s</p>" + (f'<p class="kinds">{chips}</p>' if chips else "")
    )


def _targets(tested: Sequence[Tested]) -> Iterator[str]:
    for number, (target, group) in enumerate(groupby(tested, key=lambda each: each.run.target)):
        runs = [(f"{number}-{each.run.state}", each) for each in group]
        cards = "".join(_card(anchor, each) for anchor, each in runs)
        yield f'<section><h2><code>{escape(target)}</code></h2><ul class="cards">{cards}</ul>'
        for anchor, each in runs:
            yield _run(anchor, each)
        yield "</section>"


def _card(anchor: str, tested: Tested) -> str:
    run, seen = tested.run, tested.seen
    picture = inlined(shown(seen, run.failures)) if seen.shots else None
    look = f'<img alt="" src="{picture[0]}">' if picture else "no picture"
    kinds = dict.fromkeys(failure.kind.value for failure in run.failures)
    chips = "".join(_chip(kind, "red") for kind in kinds)
    row = f'<span class="kinds">{chips}</span>' if chips else ""
    item = "<li>" if run.ok else '<li class="failed">'
    mark = '<span class="good">✓</span>' if run.ok else '<span class="bad">✗</span>'
    return (
        f'{item}<a href="#{anchor}"><div class="look">{look}</div><div class="words">'
        f"<b>{mark} {escape(run.state)}</b>"
        f'<span class="times">{_times(run)}</span>{row}</div></a></li>'
    )


def _run(anchor: str, tested: Tested) -> str:
    run = tested.run
    mark = _chip("passed", "green") if run.ok else _chip("failed", "red")
    calls = f"{len(run.calls)} call{'' if len(run.calls) == 1 else 's'}"
    return (
        f'<details class="run" id="{anchor}"{"" if run.ok else " open"}><summary>'
        f"<h3>{escape(run.state)}</h3>{mark}"
        f'<span class="facts times">{_times(run)}<span>{calls}</span> '
        f"<span>{tested.seen.ms / 1000:.1f} s</span></span>"
        f'</summary><div class="inside">{"".join(_inside(tested))}</div></details>'
    )


def _inside(tested: Tested) -> Iterator[str]:
    run = tested.run
    if run.failures:
        yield f'<h4>What failed</h4><ul class="failures">{_failures(run.failures)}</ul>'
    if run.allowed:
        yield f'<h4>Allowed</h4><ul class="failures let">{_failures(run.allowed)}</ul>'
    if tested.seen.shots:
        wrong = {failure.step for failure in run.failures}
        film = "".join(_frame(shot, is_wrong=shot.step in wrong) for shot in tested.seen.shots)
        yield f'<h4>Step by step</h4><ul class="film">{film}</ul>'
    if tested.noted:
        yield f"<h4>Timeline</h4>{timeline.drawn(tested.noted)}"
    if run.journal is not None:
        file = escape(run.journal, quote=True)
        yield f'<p class="note">Everything: <a class="file" href="{file}">{file}</a></p>'


def _failures(failures: Sequence[Failure]) -> str:
    return "".join(
        f"<li>{_chip(each.kind.value, 'red')}"
        f'<span class="step">at {escape(each.step)}</span><pre>{escape(each.text)}</pre></li>'
        for each in failures
    )


def _frame(shot: WalkShot, *, is_wrong: bool) -> str:
    picture = inlined(shot.png)
    if picture is None:
        return ""
    source, is_wide = picture
    names = " ".join(name for name, is_it in (("wide", is_wide), ("failed", is_wrong)) if is_it)
    step = escape(shot.step, quote=True)
    return (
        f'<li class="{names}"><div class="frame"><img alt="The window after {step}" '
        f'src="{source}"></div>{step}</li>'
    )


def _times(run: Run) -> str:
    told = (("paint", run.first_paint_ms), ("settled", run.settled_ms))
    times = [f"<span>{name} {ms:.0f} ms</span> " for name, ms in told if ms is not None]
    return "".join(times) or "<span>not settled</span> "


def _chip(text: str, color: str) -> str:
    return f'<span class="chip {color}">{escape(text)}</span>'
