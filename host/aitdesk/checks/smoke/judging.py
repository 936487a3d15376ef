"""From what was seen in a state to its verdict."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from aitdesk.checks.smoke import rules
from aitdesk.checks.smoke.allowing import parted
from aitdesk.checks.smoke.result import Failure, FailureKind, Run
from aitdesk.checks.smoke.walk import LOAD, Seen

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from aitdesk.checks.smoke.allowing import Rule
    from aitdesk.checks.smoke.states import SmokeState
    from aitdesk.checks.smoke.walk import Step
    from aitdesk.checks.smoke.window import Noted
    from aitdesk.client.served import Served
    from aitdesk.value import Json

LAST: Final = "end"
"""The step in which the window is closed: what comes then is not the mini-app's."""


@dataclass(frozen=True, slots=True)
class SmokePlan:
    """What is done with one target."""

    target: str
    served: Served
    app_name: str
    states: tuple[SmokeState, ...]
    steps: tuple[Step, ...]
    timeout_s: float
    folder: Path
    is_served_here: bool = True
    """Its files are; else a server of its own has them."""

    rules: tuple[Rule, ...] = ()
    prompts: Mapping[str, Json] = field(default_factory=dict)
    """What aitdesk.toml says of the sheets."""


@dataclass(frozen=True, slots=True)
class Walked:
    """A state that is over, not judged yet. `ending` says how its process ended, if it did."""

    state: SmokeState
    origin: str = ""
    noted: tuple[Noted, ...] = ()
    seen: Seen = field(default_factory=Seen)
    ending: Failure | None = None


@dataclass(frozen=True, slots=True)
class Tested:
    """A state and its verdict; `noted` is its own journal."""

    plan: SmokePlan
    state: SmokeState
    run: Run
    seen: Seen
    noted: tuple[Noted, ...]


def judged(plan: SmokePlan, walked: Walked, *, claimed: Collection[str]) -> Tested:
    """Return the verdict. `claimed` are the paths that any window of the process asked for."""
    seen, state = walked.seen, walked.state
    noted = tuple(own(walked.noted, seen.resources, claimed))
    done = [each for each in noted if each.step != LAST]
    found = [*rules.failures(done, origin=walked.origin), *_looked(walked, noted)]
    counting, allowed = parted(in_order(found), plan.rules)
    folder = f"{plan.folder.name}/{state.name}"
    run = Run(
        target=plan.target,
        state=state.name,
        ok=not counting,
        first_paint_ms=seen.first_paint_ms,
        settled_ms=seen.settled_ms,
        page_errors=rules.page_errors(done),
        console_errors=rules.console_errors(done),
        unanswered=rules.unanswered(done),
        unanswered_prompts=tuple(dict.fromkeys(seen.sheets)),
        missing_files=rules.missing_files(done),
        calls=rules.calls(noted),
        screenshot=f"{folder}/screenshot.png" if seen.shots else None,
        journal=f"{folder}/journal.jsonl" if walked.noted else None,
        failures=counting,
        allowed=allowed,
    )
    return Tested(plan, state, run, seen, noted)


def write(tested: Tested) -> None:
    """Write the journal and the picture of a state into the target's folder."""
    folder = tested.plan.folder / tested.state.name
    folder.mkdir(parents=True, exist_ok=True)
    lines = (
        json.dumps({**each.entry, "during": each.step}, ensure_ascii=False) for each in tested.noted
    )
    text = "".join(f"{line}\n" for line in lines)
    if tested.run.journal is not None:
        (folder / "journal.jsonl").write_bytes(text.encode("utf-8", "replace"))
    if tested.run.screenshot is not None:
        (folder / "screenshot.png").write_bytes(shown(tested.seen, tested.run.failures))


def own(
    noted: Sequence[Noted], asked_for: Collection[str], claimed: Collection[str]
) -> list[Noted]:
    """Leave out the files that another window of the process missed: the server cannot tell.

    What no window's document knows of, such as what a worker loads, counts for all of them.
    """
    return [
        each
        for each in noted
        if each.entry["kind"] != "missing"
        or each.entry["path"] in asked_for
        or each.entry["path"] not in claimed
    ]


def in_order(failures: Sequence[Failure]) -> list[Failure]:
    """Return them once each, in the order of the walk as far as it is known.

    Where the page crashed, what came of it is left out; the same kind with the same text in a later
    step is the same thing.
    """
    has_crash = any(each.kind is FailureKind.CRASH for each in failures)
    hidden = (
        {FailureKind.BLANK_SCREEN, FailureKind.NOT_LOADED, FailureKind.CLOSED}
        if has_crash
        else set[FailureKind]()
    )
    unique: dict[tuple[FailureKind, str], Failure] = {}
    for each in failures:
        if each.kind not in hidden:
            unique.setdefault((each.kind, each.text), each)
    return list(unique.values())


def shown(seen: Seen, failures: Sequence[Failure]) -> bytes:
    """Return the picture that tells most: the one of the first failure, else of the start."""
    by_step = {shot.step: shot.png for shot in seen.shots}
    wanted = [*(failure.step for failure in failures), LOAD]
    found = (by_step[step] for step in wanted if step in by_step)
    return next(found, seen.shots[0].png)


def _looked(walked: Walked, noted: Sequence[Noted]) -> list[Failure]:
    failures = [_named(each, noted) for each in walked.seen.failures]
    return failures if walked.ending is None else [*failures, walked.ending]


def _named(failure: Failure, noted: Sequence[Noted]) -> Failure:
    """Add to a hang which calls it was that nobody answered: they are given up at the end."""
    if failure.kind is not FailureKind.HANG or "calls wait" not in failure.text:
        return failure
    given_up = (each.entry for each in noted if each.step == LAST)
    names = dict.fromkeys(
        str(entry["name"]) for entry in given_up if entry.get("outcome") == "abandoned"
    )
    return replace(failure, text=f"{failure.text}: {', '.join(names)}") if names else failure
