"""The mini-app that a process serves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.protocol.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A mini-app, as `aitdesk serve` gets it: None for its own default."""

    target: str | Path | None = None
    app_name: str | None = None
    line: Literal["2", "3"] | Line | None = None
    sdk_version: str | None = None
    origin: str | None = None
    origin_before: str | None = None
    config: str | Path | None = None
    device: str | None = None
    os: str | None = None
    toss_version: str | None = None
    environment: str | None = None
    locale: str | None = None
    scheme: str | None = None
    user_scripts: bool = True
    strict: bool = False

    def arguments(self) -> list[str]:
        """Return the command's arguments."""
        said = {
            "--app-name": self.app_name,
            "--line": self.line,
            "--sdk-version": self.sdk_version,
            "--origin": self.origin,
            "--origin-before": self.origin_before,
            "--config": self.config,
            "--device": self.device,
            "--os": self.os,
            "--toss-version": self.toss_version,
            "--environment": self.environment,
            "--locale": self.locale,
            "--scheme": self.scheme,
        }
        options = [f"{name}={value}" for name, value in said.items() if value is not None]
        options += [] if self.user_scripts else ["--no-user-scripts"]
        options += ["--strict"] if self.strict else []
        return [*options, *([] if self.target is None else ["--", str(self.target)])]
