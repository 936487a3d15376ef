"""What a smoke test comes to. These records are the JSON of `--json` too, member by member."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aitdesk.value import Json

VERSION: Final = 1
"""Of the JSON: a member that goes or means something else raises it, a new one does not."""


class FailureKind(StrEnum):
    """What can fail, by the name that `--allow` and aitdesk.toml use."""

    PAGE_ERROR = "page-error"
    UNHANDLED_REJECTION = "unhandled-rejection"
    BLANK_SCREEN = "blank-screen"
    UNANSWERED_CALL = "unanswered-call"
    UNANSWERED_SHEET = "unanswered-sheet"
    CRASH = "crash"  # the page's process ended
    HANG = "hang"  # it did not settle, and the text says what it waited for
    MISSING_FILE = "missing-file"
    CONSOLE_ERROR = "console-error"
    NOT_LOADED = "not-loaded"  # a load failed: nobody serves it, or what serves it is not the page
    CLOSED = "closed"  # it closed itself before anybody did anything
    LEFT = "left"  # it went to another origin
    SHELL_ERROR = "shell-error"  # a handler of aitdesk failed: report it


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing that went wrong; `step` is what was being done, such as `load` or `back`."""

    kind: FailureKind
    step: str
    text: str


@dataclass(frozen=True, slots=True)
class CallMade:
    """One call of the SDK: how it ended (resolved, rejected, …), and how long it took."""

    name: str
    outcome: str
    ms: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One state of one mini-app. Times are milliseconds; files are relative to the report.

    `page_errors`, `console_errors`, `unanswered`, `unanswered_prompts` and `missing_files` list all
    that was seen, allowed or not; `failures` is what counts, `allowed` what would have counted.
    """

    target: str
    state: str
    ok: bool
    first_paint_ms: float | None = None
    settled_ms: float | None = None
    page_errors: tuple[str, ...] = ()
    console_errors: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    unanswered_prompts: tuple[str, ...] = ()
    missing_files: tuple[str, ...] = ()
    calls: tuple[CallMade, ...] = ()
    screenshot: str | None = None
    journal: str | None = None
    failures: tuple[Failure, ...] = ()
    allowed: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class SmokeResult:
    """All runs, in the order of the targets and of the states."""

    runs: tuple[Run, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether nothing failed."""
        return all(run.ok for run in self.runs)

    def as_json(self) -> dict[str, Json]:
        """Return what `--json` writes."""
        return {"version": VERSION, "ok": self.ok, "runs": [asdict(run) for run in self.runs]}
