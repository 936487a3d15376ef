"""What the plugin is told: on the command line, in pytest's configuration, by fixture or marker."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from aitdesk.config.option import options_of
from aitdesk.config.options import PhoneOptions, ServedOptions
from aitdesk.driver import Patience, Phone, Served

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable


class Artifacts(StrEnum):
    """Which tests leave a folder with what is known of them."""

    OFF = "off"
    ON = "on"
    ON_FAILURE = "retain-on-failure"


@dataclass(frozen=True, kw_only=True)
class Options(ServedOptions, PhoneOptions):
    """What every test begins with; its marker, and what it asks for itself, win over it.

    The first block is the mini-app and its phone, with the options of both; the second the tests.
    """

    target: str | Path | None = None
    """A folder, project, .ait file or URL; None for the bundled sample."""

    environment: str | Mapping[str, Any] | None = None  # type: ignore[assignment]  # or a patch
    home: str | Path | None = None
    permissions: Mapping[str, str] | list[str] | tuple[str, ...] | None = None
    prompts: str | Mapping[str, str] | None = None
    network: str | None = None
    orientation: str | None = None
    state: Mapping[str, Mapping[str, Any]] | None = None

    timeout_s: float = 30.0
    """How long anything may take: a page to load, a call to come, a page not to answer."""

    start_s: float = 60.0
    """How long the WebView process may take to start."""

    wait_until: Literal["load", "domcontentloaded"] = "load"
    server: str | None = None
    """The command of the mini-app's own server, for `aitdesk_server`."""

    allow: tuple[str, ...] = ()
    """What does not fail a test: a kind, or "kind:" and part of its text."""

    artifacts: Artifacts = Artifacts.OFF
    output: Path = Path("aitdesk-artifacts")

    def but(self, **others: Any) -> Options:  # noqa: ANN401  # each its own
        """Return these options with some others; what is allowed is allowed as well.

        Raises pytest.UsageError for one that does not exist.
        """
        known = [each.name for each in fields(self)]
        for name in others:
            if name not in known:
                near = get_close_matches(name, known, n=1)
                hint = f"; did you mean {near[0]}?" if near else f": there are {', '.join(known)}"
                raise pytest.UsageError(f"aitdesk: no option {name!r}{hint}")
        if "allow" in others:
            said = others["allow"]
            more = (said,) if isinstance(said, str) else tuple(said)
            others["allow"] = (*self.allow, *more)
        return replace(self, **others)

    def served(self) -> Served:
        """Return the mini-app."""
        return Served(**self._of(Served, but=PHONES_OWN))

    def phone(self) -> Phone:
        """Return the phone."""
        state = {part: {**members} for part, members in (self.state or {}).items()}
        environment = self.environment
        if isinstance(environment, Mapping):
            state["environment"] = {**state.get("environment", {}), **environment}
            environment = None
        said = self._of(Phone, but={"sdk_version"})
        return Phone(**{**said, "environment": environment, "state": state})

    def _of(self, wanted: type, *, but: Collection[str]) -> dict[str, Any]:
        names = [each.name for each in fields(wanted) if each.name not in but]
        return {name: getattr(self, name) for name in names}

    def patience(self) -> Patience:
        """Return how long things may take."""
        return Patience(
            timeout_s=self.timeout_s,
            start_s=self.start_s,
            wait_until=self.wait_until,
            takes_pictures=self.artifacts is not Artifacts.OFF,
        )


PHONES_OWN = frozenset(options_of(PhoneOptions)) - {"sdk_version"}
"""What is said to each window alone; the version of the SDK is the mini-app's here."""

_SAID = {
    "target": "The mini-app: a folder, a built project, an .ait file or a URL.",
    **{
        name.replace("_", "-"): each.plugin
        for name, each in (options_of(ServedOptions) | options_of(PhoneOptions)).items()
        if each.plugin is not None
    },
    "timeout": "Seconds that anything may take. Default: 30.",
    "server": 'The command of the mini-app\'s own server, such as "node server.js".',
    "artifacts": "Which tests leave a folder: off, on or retain-on-failure. Default: off.",
    "output": "Where those folders are. Default: aitdesk-artifacts.",
}
MARKER = (
    "aitdesk(device=…, os=…, user=…, permissions=…, environment=…, prompts=…, network=…, "
    "state=…, allow=…, timeout_s=…, target=…): what the test's mini-apps begin with"
)


def add_options(parser: pytest.Parser) -> None:
    """Add what the command line and the configuration may say."""
    group = parser.getgroup("aitdesk", "mini-apps in a real WebView (aitdesk)")
    for name, text in _SAID.items():
        more: dict[str, Any] = {}
        if name == "artifacts":
            more["choices"] = [each.value for each in Artifacts]
        group.addoption(f"--aitdesk-{name}", default=None, help=text, **more)
        parser.addini(f"aitdesk_{name.replace('-', '_')}", text, default=None)
    text = 'What does not fail a test, such as "page-error" or "unanswered-call:NAME". Repeatable.'
    group.addoption("--aitdesk-allow", action="append", default=[], help=text)
    parser.addini("aitdesk_allow", text, type="linelist", default=[])


def said_options(config: pytest.Config) -> Options:
    """Return what the command line says, else the configuration. Raises pytest.UsageError."""
    said: dict[str, Any] = {}
    for name in _SAID:
        member = name.replace("-", "_")
        text = config.getoption(f"--aitdesk-{name}")
        folder = config.invocation_params.dir
        if text is None:
            text, folder = config.getini(f"aitdesk_{member}"), _beside(config)
        if text:
            said[member] = _read(member, str(text), folder)
    allowed: Iterable[str] = [*config.getini("aitdesk_allow"), *config.getoption("--aitdesk-allow")]
    output = said.pop("output", _beside(config) / "aitdesk-artifacts")
    if "timeout" in said:
        said["timeout_s"] = said.pop("timeout")
    return Options(output=output).but(**said, allow=tuple(allowed))


def says_anything(config: pytest.Config) -> bool:
    """Return whether the command line or the configuration says anything of a mini-app."""
    return any(
        config.getoption(f"--aitdesk-{name}") or config.getini(f"aitdesk_{name.replace('-', '_')}")
        for name in (*_SAID, "allow")
    )


def _beside(config: pytest.Config) -> Path:
    return config.inipath.parent if config.inipath is not None else config.rootpath


def _read(member: str, text: str, folder: Path) -> Any:  # noqa: ANN401  # each its own
    match member:
        case "timeout":
            try:
                return float(text)
            except ValueError:
                raise pytest.UsageError(f"aitdesk: timeout {text!r} is no number") from None
        case "artifacts":
            if text not in list(Artifacts):
                known = ", ".join(Artifacts)
                raise pytest.UsageError(f"aitdesk: artifacts {text!r} is none of {known}")
            return Artifacts(text)
        case "target":
            return text if "://" in text else folder / Path(text).expanduser()
        case "config" | "output":
            return folder / Path(text).expanduser()
        case _:
            return text
