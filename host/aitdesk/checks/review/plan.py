"""From the command line and aitdesk.toml to what is reviewed; a user's mistake is told here."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from aitdesk.checks.review.allowing import read_allowances
from aitdesk.checks.review.result import FailOn
from aitdesk.checks.review.subject import ConsoleFacts
from aitdesk.config.configuration import Configuration, find_file
from aitdesk.miniapp.target import locate
from aitdesk.system.regular_file import named

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.checks.review.allowing import ReviewAllowance
    from aitdesk.checks.review.finding import Language
    from aitdesk.config.tables import AppTable
    from aitdesk.miniapp.target import Target

SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewOptions:
    """What the command line says; None or () where it says nothing."""

    target: str | None = None
    app_name: str | None = None
    is_static: bool = False
    language: Language = "en"
    fail_on: FailOn = FailOn.BLOCK
    allow: tuple[str, ...] = ()
    console: ConsoleFacts = field(default_factory=ConsoleFacts)
    since: Path | None = None
    json_file: Path | None = None
    sarif_file: Path | None = None
    junit_file: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPlan:
    """What is done: the options with what aitdesk.toml adds."""

    said_target: str
    target: Target
    app: AppTable | None
    app_name: str
    is_static: bool
    language: Language
    fail_on: FailOn
    allowances: tuple[ReviewAllowance, ...]
    console_facts: ConsoleFacts
    since: Path | None
    json_file: Path | None
    sarif_file: Path | None
    junit_file: Path | None

    def files(self) -> tuple[Path, ...]:
        """Return what is written."""
        return tuple(
            each for each in (self.json_file, self.sarif_file, self.junit_file) if each is not None
        )


def plan(asked: ReviewOptions) -> ReviewPlan:
    """Return what is reviewed. Raises ConfigError."""
    allowances = read_allowances(asked.allow, said_by="--allow")
    target = locate(asked.target, app_name=asked.app_name)
    configuration = _configuration(asked.target)
    table = configuration.review
    if table is not None:
        allowances += read_allowances(table.allow, said_by="aitdesk.toml: review.allow:")
    app = configuration.app
    name = asked.app_name or (app.name if app is not None else None)
    return ReviewPlan(
        said_target=asked.target or SAMPLE,
        target=target,
        app=app,
        app_name=(name or target.facts.name).lower(),
        is_static=asked.is_static,
        language=asked.language,
        fail_on=asked.fail_on,
        allowances=allowances,
        console_facts=_console(asked.console, configuration),
        since=_place(asked.since, "--since"),
        json_file=_place(asked.json_file, "--json"),
        sarif_file=_place(asked.sarif_file, "--sarif"),
        junit_file=_place(asked.junit_file, "--junit"),
    )


def _place(file: Path | None, by: str) -> Path | None:
    return None if file is None else named(file, by=by)


def _configuration(target: str | None) -> Configuration:
    file = find_file(target)
    if file is None:
        return Configuration()
    from aitdesk.config.file import read  # knows every part of the phone

    return read(file)


def _console(said: ConsoleFacts, configuration: Configuration) -> ConsoleFacts:
    table = configuration.review
    if table is None:
        return said
    return replace(
        said,
        title=table.console_title if said.title is None else said.title,
        icon=table.console_icon if said.icon is None else said.icon,
        schemes=said.schemes or table.schemes,
    )
