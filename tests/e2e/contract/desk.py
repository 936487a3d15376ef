"""A mini-app that bundles one version of the SDK, and the phone around it, steered from outside."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol

from e2e.contract.expected import FENCE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.driver import MiniApp
    from aitdesk.value import Json
    from e2e.contract.around import Around
    from e2e.contract.cases import Case

LINE: Final = Path(__file__).with_name("line.js").read_text("utf-8")
PAGE: Final = Path(__file__).with_name("page.js").read_text("utf-8")
NATIVE_LOGS: Final = {"debugLog", "memoryDebugLog"}
"""What the native shell's own scripts call when they like, such as once a minute."""

RUN: Final = "(asked) => contract.run(asked)"
RUN_ALL: Final = "(asked) => contract.runAll(asked)"
RUN_WITH_JUNK: Final = "(asked) => contract.runWithJunk(asked)"


class Reached(Protocol):
    """A name, and what belongs to reaching it whatever the way."""

    @property
    def kind(self) -> str:
        """How the bridge has it."""

    @property
    def name(self) -> str:
        """Its name on the wire."""

    @property
    def args(self) -> str:
        """Those of the wire that fit; an event's options."""

    @property
    def before(self) -> str:
        """What the page awaits first."""


@dataclass(frozen=True)
class Ran:
    """What the page got, and what the journal has of it."""

    got: Any
    entries: list[dict[str, Any]]


@dataclass
class Desk:
    """One run of the page of one SDK."""

    LINE: ClassVar[str] = LINE
    """What page.js needs to know of the SDK's line."""

    SEEN: ClassVar[tuple[str, str, str]] = (
        "getPlatformOS",
        "getOperationalEnvironment",
        "getTossAppVersion",
    )
    """The constants that a change of the surroundings changes."""

    miniapp: MiniApp
    sdk: str
    seen: int = 0
    _tables: dict[Around, dict[str, Ran]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.miniapp.page.evaluate(f"{self.LINE}\n{PAGE}")

    def arrange(self, around: Around, state: Mapping[str, Json] | None = None) -> dict[str, str]:
        """Let the phone be as it began, but for this; return what the page is to see of it."""
        shell = self.miniapp.shell
        shell.ask("POST", "/reset", {})
        shell.ask("PATCH", "/state", {"environment": around.state(), **(state or {})})
        self.entries()
        values = (around.platform, around.operational, around.toss_version)
        return dict(zip(self.SEEN, values, strict=True))

    def run(
        self,
        case: Case,
        environment: Mapping[str, str],
        *,
        is_wire: bool = False,
        count: int | None = None,
        is_pending: bool = False,
        is_left_alone: bool = False,
    ) -> Any:  # noqa: ANN401  # whatever the page got
        """Reach the name from the page, and return what the page got.

        Of an event that is the list of what it is told; `count` is how much is waited for, and
        with `is_left_alone` nothing is done that would bring it about.
        """
        is_public = case.is_public_in(self.sdk) and not is_wire
        told = case.told if is_public else case.told_on_wire
        wanted = told if isinstance(told, int) else len(told)
        return self.reach(
            kind=case.kind,
            expression=(case.public or "") if is_public else case.wire,
            before=case.before,
            environment=environment,
            count=wanted if count is None else count,
            act=None if is_left_alone else case.act,
            is_pending=is_pending,
        )

    def run_together(self, around: Around, rows: Mapping[str, str], expression: str) -> Ran:
        """Evaluate one of the expressions of a place, whose kinds the rows say.

        All are evaluated when the first is wanted, one after the other, on one phone that has just
        begun: they must leave alone what another gives.
        """
        if around not in self._tables:
            environment = self.arrange(around)
            asked = [{"kind": kind, "expression": each} for each, kind in rows.items()]
            all_got = self.miniapp.page.evaluate(
                RUN_ALL, {"rows": asked, "environment": environment}
            )
            parts: list[list[dict[str, Any]]] = []
            for entry in self._news():
                if entry.get("name") == FENCE and "row " in str(entry["args"]):
                    parts.append([])
                elif parts:
                    parts[-1].append(entry)
            found = [Ran(*each) for each in zip(all_got, parts, strict=True)]
            self._tables[around] = dict(zip(rows, found, strict=True))
        return self._tables[around][expression]

    def reach(
        self,
        *,
        kind: str,
        expression: str,
        before: str,
        environment: Mapping[str, str],
        count: int,
        act: tuple[str, str, Json] | None,
        is_pending: bool,
    ) -> Any:  # noqa: ANN401  # whatever the page got
        """Evaluate the expression and return what came of it; of an event, `count` of them."""
        asked = {
            "kind": kind,
            "expression": expression,
            "before": before,
            "environment": environment,
            "isPending": is_pending,
        }
        got = self.miniapp.page.evaluate(RUN, asked)
        if kind != "event" or got is not None:  # it was not even subscribed
            return got
        if act is not None:
            # The host has what the page sent before once the page has answered this.
            self.miniapp.shell.ask("GET", "/page")
            self.miniapp.shell.ask(*act)
        return self.miniapp.page.evaluate("(count) => contract.hear(count)", count)

    def run_with_junk(self, case: Reached, environment: Mapping[str, str]) -> list[dict[str, Any]]:
        """Call or subscribe with everything that its arguments are not; return what came of each.

        {sent, got}, and of a call `times`: how often it was answered.
        """
        asked = {
            "kind": case.kind,
            "name": case.name,
            "fitting": f"[{case.args}]" if case.kind == "method" else case.args,
            "before": case.before,
            "environment": environment,
        }
        replies: list[dict[str, Any]] = self.miniapp.page.evaluate(RUN_WITH_JUNK, asked)
        return replies

    def entries(self, *kinds: str, **fields: Json) -> list[dict[str, Any]]:
        """Return what the journal has since the last look: of these kinds, with these fields.

        What nobody asked the page for is left out, unless it is asked for by its name.
        """
        return [
            entry
            for entry in self._news()
            if (not kinds or entry["kind"] in kinds)
            and {**entry, **fields} == entry
            and (entry.get("name") not in NATIVE_LOGS or "name" in fields)
        ]

    def _news(self) -> list[dict[str, Any]]:
        told = self.miniapp.shell.ask("GET", f"/journal?after={self.seen}&limit=5000")
        assert told["missed"] == 0
        self.seen = told["next_after"]
        news: list[dict[str, Any]] = told["entries"]
        return news

    @property
    def crashes(self) -> list[str]:
        """Every line of standard error that begins a traceback."""
        return [line for line in self.miniapp.process.stderr.splitlines() if "Traceback" in line]
