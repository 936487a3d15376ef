"""What differs from one line of the SDK to the other: said here, and asked nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aitdesk.protocol import granite, webview_bridge
from aitdesk.protocol.line import Line

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aitdesk.protocol.line import SdkEvidence
    from aitdesk.value import Json, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class SdkLine:
    """One line: its text, what its native shell does, and how its mini-apps are known."""

    line: Line

    encode: Callable[[Any], str]  # of a frame to the page that came by this line
    """Return the text that takes a frame to the page."""

    constants: Callable[[Mapping[str, Value]], str]
    """Return the text that replaces the page's constants."""

    shown: Mapping[str, Json]
    """What the journal adds to a message of it."""

    rejects_unknown: bool
    """Whether a name that nobody has is rejected; else it stays unanswered."""

    swallows_failures: bool
    """Whether the native shell makes values of some failures; else the page does so itself."""

    ends_by_name: bool
    """Whether a subscription ends by its event and id, rather than by its id alone."""

    has_spellings: bool
    """Whether names, arguments and answers are spelt as `in_3x` says."""

    has_user_scripts: bool
    """Whether its native shell runs scripts around document load (packages up to 2.10.8)."""

    has_deployment_id: bool
    """Whether the first page's address has the deployment id (3.x has none: public report)."""

    may_be_at_web: bool
    """Whether uploads of it were below `web` for some time."""

    first_major: int
    """The first major version of its SDK."""

    config_files: tuple[str, ...]
    """What a project's configuration may be called."""

    configured: str
    """Why one of these is read where there is one of the other line beside it."""

    package_folder: str
    """Where an .ait has the page."""

    script_mark: bytes
    """A global's name that each of its builds has: none shortens it."""


SDK_LINES: Final[Mapping[Line, SdkLine]] = {
    each.line: each
    for each in (
        SdkLine(
            line=Line.GRANITE,
            encode=granite.encode,
            constants=granite.constants,
            shown={},
            rejects_unknown=False,
            swallows_failures=True,
            ends_by_name=True,
            has_spellings=False,
            has_user_scripts=True,
            has_deployment_id=True,
            may_be_at_web=False,
            first_major=0,
            config_files=tuple(f"granite.config.{end}" for end in ("ts", "mts", "js", "cjs")),
            configured="the project does not have SDK 3.x",
            package_folder="web",
            script_mark=b"__CONSTANT_HANDLER_MAP",  # web-bridge 2.10.8
        ),
        SdkLine(
            line=Line.WEBVIEW_BRIDGE,
            encode=webview_bridge.encode,
            constants=webview_bridge.constants,
            shown={"line": Line.WEBVIEW_BRIDGE},
            rejects_unknown=True,
            swallows_failures=False,
            ends_by_name=False,
            has_spellings=True,
            has_user_scripts=False,
            has_deployment_id=False,
            may_be_at_web=True,
            first_major=3,
            config_files=tuple(f"apps-in-toss.config.{end}" for end in ("ts", "js", "mjs")),
            configured="the project has SDK 3.x",
            package_folder="sources",
            script_mark=b"__appsInTossConstants",  # SDK 3.x builds 3.0.5 to 3.6.0
        ),
    )
}
"""Every line, the oldest first."""

NEWEST_FIRST: Final = tuple(reversed(tuple(SDK_LINES.values())))


def sdk_line(evidence: SdkEvidence | None) -> SdkLine:
    """Return what is true of a mini-app's line; where nothing tells it, that is 1.x and 2.x."""
    return SDK_LINES[Line.GRANITE if evidence is None else evidence.line]
