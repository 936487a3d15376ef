"""From the command line to what is done with each target; a user's mistake is told here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from aitdesk.checks.smoke.allowing import Rule, read_rules
from aitdesk.checks.smoke.judging import SmokePlan
from aitdesk.checks.smoke.states import states
from aitdesk.checks.smoke.walk import steps
from aitdesk.client.served import Served
from aitdesk.config.option import offered_by
from aitdesk.errors import ConfigError
from aitdesk.runs.preview_options import chosen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aitdesk.checks.smoke.matrix import Matrix
    from aitdesk.config.options import PreviewOptions

SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class SmokeOptions:
    """The command's options, for every target; `wanted` are those of the mini-app itself."""

    wanted: PreviewOptions
    matrix: Matrix
    paths: tuple[str, ...]
    timeout_s: float
    allow: tuple[str, ...]
    out: Path


def plans(asked: SmokeOptions, targets: Sequence[str | None]) -> list[SmokePlan]:
    """Return what is done with each target, None for the sample. Raises ConfigError."""
    if asked.timeout_s <= 0:
        raise ConfigError(f"--timeout {asked.timeout_s:g}: choose a time of more than 0 seconds")
    for path in asked.paths:
        if not path.startswith("/"):
            raise ConfigError(f"--path {path} does not begin with /")
    rules = read_rules(asked.allow, said_by="--allow")
    taken: set[str] = set()
    return [_plan(asked, target, rules, taken) for target in targets]


def _plan(
    asked: SmokeOptions, target: str | None, rules: tuple[Rule, ...], taken: set[str]
) -> SmokePlan:
    settings, _ = chosen(replace(asked.wanted, target=target))
    configuration = settings.configuration
    said = () if configuration.smoke is None else configuration.smoke.allow
    own = read_rules(said, said_by="aitdesk.toml: smoke.allow:")
    prompts = configuration.tables.get("prompts")
    return SmokePlan(
        target=target or SAMPLE,
        served=_served(asked.wanted, target),
        app_name=settings.miniapp.facts.name,
        states=states(asked.matrix, settings.environment.platform),
        steps=steps(asked.paths),
        timeout_s=asked.timeout_s,
        folder=asked.out / _free_name(target, settings.miniapp.facts.name, taken),
        is_served_here=settings.miniapp.url is None,
        rules=(*rules, *own),
        prompts=prompts if isinstance(prompts, dict) else {},
    )


def _served(wanted: PreviewOptions, target: str | None) -> Served:
    said = {name: getattr(wanted, name) for name in offered_by("smoke", Served)}
    return Served(target=target, **said)


def _free_name(target: str | None, app_name: str, taken: set[str]) -> str:
    """Return a folder's name for a target that no other has."""
    last = (target or SAMPLE).rstrip("/").rpartition("/")[2]
    name = re.sub(r"[^\w.-]+", "-", last).strip(".-") or app_name
    number, free = 1, name
    while free.casefold() in taken:
        number += 1
        free = f"{name}-{number}"
    taken.add(free.casefold())
    return free
