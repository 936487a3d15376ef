"""The whole of `aitdesk review`: read, judge, show and write. Nothing is run, nothing fetched."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from aitdesk.checks.review import junit, sarif, summary
from aitdesk.checks.review.baseline import read_baseline
from aitdesk.checks.review.bundle import read_bundle
from aitdesk.checks.review.finding import Words
from aitdesk.checks.review.judging import judge
from aitdesk.checks.review.manifest import manifest_of
from aitdesk.checks.review.result import ReviewResult
from aitdesk.checks.review.subject import Subject
from aitdesk.errors import ConfigError, printable
from aitdesk.system.output import write_whole
from aitdesk.system.scratch import Scratch, sweep

if TYPE_CHECKING:
    from rich.console import Console

    from aitdesk.checks.review.bundle import Bundle
    from aitdesk.checks.review.plan import ReviewPlan
    from aitdesk.miniapp.target import Target

_ONLY_FILES = Words(
    "review는 아직 파일만 봐요: 실행해야 아는 규칙은 없고, --static과 같아요",
    "review looks at files alone so far: this is what --static does, and no verdict on the "
    "running app",
)


@dataclass(frozen=True, slots=True)
class Review:
    """One run of the command."""

    plan: ReviewPlan
    console: Console

    def run(self) -> int:
        """Review, write all, and return the exit code. Raises ConfigError."""
        plan = self.plan
        known = None if plan.since is None else read_baseline(plan.since)
        bundle = _bundle(plan.target)
        for file in plan.files():
            _try(file)
        if not plan.is_static:
            self.console.print(_ONLY_FILES.said_in(plan.language), style="yellow", soft_wrap=True)
        for note in plan.target.notes:
            self.console.print(printable(note), style="dim", soft_wrap=True, markup=False)
        result = self._result(bundle, known)
        self._write(result)
        for line in summary.lines(result, plan.language):
            self.console.print(line, soft_wrap=True)
        return 0 if result.ok else 1

    def _result(self, bundle: Bundle, known: frozenset[str] | None) -> ReviewResult:
        plan = self.plan
        subject = Subject(
            app_name=plan.app_name,
            bundle=bundle,
            manifest=manifest_of(plan.target, plan.app),
            console=plan.console_facts,
        )
        judged = judge(subject)
        allowed = [
            each for each in judged.findings if any(rule.fits(each) for rule in plan.allowances)
        ]
        return ReviewResult(
            target=plan.said_target,
            app_name=plan.app_name,
            sdk=subject.manifest.line,
            folder=_shown(_place(plan.target)),
            config_file=_shown(subject.manifest.place),
            rules=judged.rules,
            findings=tuple(each for each in judged.findings if each not in allowed),
            allowed=tuple(allowed),
            unread=subject.bundle.unread,
            fail_on=plan.fail_on,
            known=known,
        )

    def _write(self, result: ReviewResult) -> None:
        plan = self.plan
        told = sarif.log(result, plan.language, version=version("aitdesk"))
        for file, text in (
            (plan.json_file, json.dumps(result.as_json(), ensure_ascii=False, indent=2)),
            (plan.sarif_file, json.dumps(told, ensure_ascii=False, indent=2)),
            (plan.junit_file, junit.written(result, plan.language)),
        ):
            if file is not None:
                try:
                    write_whole(file, f"{text.rstrip()}\n".encode("utf-8", "replace"))
                except OSError as problem:
                    raise _unwritable(file, problem) from None


def _bundle(target: Target) -> Bundle:
    if target.package is not None:
        sweep()
        with Scratch("review") as folder:
            target.package.unpack(Path(folder))
            return read_bundle(Path(folder))
    if target.folder is None:
        raise ConfigError(
            f"TARGET {target.url} is a server: review looks at files, so give what was built, a "
            "folder or an .ait file"
        )
    return read_bundle(target.folder)


def _place(target: Target) -> Path | None:
    return target.folder if target.package is None else target.package.file


def _shown(place: Path | None) -> str:
    """Return a place as it is seen from the current folder; "" for none."""
    if place is None:
        return ""
    here = Path.cwd()
    return (place.relative_to(here) if place.is_relative_to(here) else place).as_posix()


def _try(file: Path) -> None:
    """Remove what an earlier run left: it must not look like this one's."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, b"")
        file.unlink()
    except OSError as problem:
        raise _unwritable(file, problem) from None


def _unwritable(file: Path, problem: OSError) -> ConfigError:
    return ConfigError(f"{printable(str(file))} cannot be written ({problem.strerror})")
