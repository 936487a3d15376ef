"""A mini-app that bundles one version of the SDK, and the phone around it, steered from outside."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.value import Json
    from e2e.conftest import MiniApp
    from e2e.contract.around import Around
    from e2e.contract.cases import Case

PAGE: Final = Path(__file__).with_name("page.js").read_text("utf-8")
RUN: Final = "(asked) => contract.run(asked)"
RUN_WITH_JUNK: Final = "(asked) => contract.runWithJunk(asked)"


@dataclass
class Desk:
    """One run of the page of one SDK."""

    miniapp: MiniApp
    sdk: str
    seen: int = 0

    def __post_init__(self) -> None:
        self.miniapp.page.evaluate(PAGE)

    def arrange(self, around: Around, state: Mapping[str, Json] | None = None) -> dict[str, str]:
        """Let the phone be as it began, but for this; return what the page is to see of it."""
        control = self.miniapp.control
        control.ask("POST", "/reset", {})
        control.ask("PATCH", "/state", {"environment": around.state(), **(state or {})})
        self.entries()
        return {
            "getPlatformOS": around.platform,
            "getOperationalEnvironment": around.operational,
            "getTossAppVersion": around.toss_version,
        }

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
        asked = {
            "kind": case.kind,
            "expression": case.public if is_public else case.wire,
            "before": case.before,
            "environment": environment,
            "isPending": is_pending,
        }
        got = self.miniapp.page.evaluate(RUN, asked)
        if case.kind != "event":
            return got
        if case.act is not None and not is_left_alone:
            self.miniapp.control.ask(*case.act)
        expected = case.told if is_public else case.told_on_wire
        wanted = expected if isinstance(expected, int) else len(expected)
        return self.miniapp.page.evaluate(
            "(count) => contract.hear(count)", wanted if count is None else count
        )

    def run_with_junk(self, case: Case, environment: Mapping[str, str]) -> list[dict[str, Any]]:
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
        """Return what the journal has since the last look: of these kinds, with these fields."""
        path = f"/journal?after={self.seen}&limit=5000"
        told = self.miniapp.control.ask("GET", path)
        assert told["missed"] == 0
        self.seen = told["next_after"]
        return [
            entry
            for entry in told["entries"]
            if (not kinds or entry["kind"] in kinds) and {**entry, **fields} == entry
        ]

    @property
    def crashes(self) -> list[str]:
        """Every line of standard error that begins a traceback."""
        return [line for line in self.miniapp.terminal.splitlines() if "Traceback" in line]
