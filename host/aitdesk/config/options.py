"""The options of every run, each declared once; a class has those that go together.

The command line is made of them, and so are the plugin's options, what control reads, what a
driver hands on, and the table of docs/options.md: one that is added here is in all of these.
"""

# ruff: noqa: RUF009  # option gives a field

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from aitdesk.config.option import ANSWERS, MINI_APP, PHONE, RUN, Command, option

_TESTED: Final[tuple[Command, ...]] = ("preview", "serve", "smoke")
_SERVED: Final[tuple[Command, ...]] = ("preview", "serve")
_PARTNER: Final[tuple[Command, ...]] = ("partner",)
_PARTNERS: Final[tuple[Command, ...]] = ("partner", "partner unlink", "partner subscription")
_PREVIEWED: Final[tuple[Command, ...]] = ("preview",)
_LARGEST_PORT = 65535


@dataclass(frozen=True, kw_only=True)
class AppOptions:
    """What the mini-app is called, and built with."""

    app_name: str | None = option(
        "The mini-app's name. Default: its configuration's, else the folder's.",
        MINI_APP,
        (*_TESTED, *_PARTNERS),
        metavar="NAME",
        toml=("app", "name"),
        plugin="The mini-app's name.",
    )
    line: Literal["2", "3"] | None = option(
        "Which SDK the mini-app is built with: 2 for 1.x and 2.x, or 3. Default: what its files "
        "say, else 2.",
        MINI_APP,
        _TESTED,
        choices=("2", "3"),
        toml=("app", "line"),
        plugin="Which SDK it is built with: 2 for 1.x and 2.x, or 3.",
    )


@dataclass(frozen=True, kw_only=True)
class WindowOptions:
    """What each window may say for itself, over what the mini-app is served with."""

    sdk_version: str | None = option(
        "The version of that SDK, on which the origin hangs, such as 3.0.3. Default: what is "
        "installed, packed or asked for.",
        MINI_APP,
        _TESTED,
        metavar="X.Y.Z",
        toml=("app", "sdk_version"),
        plugin="The version of that SDK, such as 3.0.3.",
    )
    device: str | None = option(
        '"iPhone 15 Pro" or "Galaxy S24". Default: the one of --os.',
        PHONE,
        _TESTED,
        metavar="NAME",
        toml=("device", "name"),
        plugin='The phone, such as "Galaxy S24".',
    )
    os: str | None = option(
        "What the SDK takes the phone for. Default: the device's own, ios.",
        PHONE,
        _TESTED,
        choices=("ios", "android"),
        toml=("environment", "platform"),
        plugin="ios or android.",
    )
    toss_version: str | None = option(
        "Version of the Toss app. Default: 5.270.0.",
        PHONE,
        _SERVED,  # smoke shows each mini-app an older one by itself
        metavar="X.Y.Z",
        toml=("environment", "toss_version"),
        plugin="The version of the Toss app.",
    )
    environment: str | None = option(
        "Where the mini-app runs. Default: toss.",
        PHONE,
        _TESTED,
        choices=("toss", "sandbox"),
        toml=("environment", "operational"),
        plugin="toss or sandbox.",
    )
    locale: str | None = option(
        "Language of the phone, a BCP 47 tag. Default: ko-KR.",
        PHONE,
        _TESTED,
        metavar="TAG",
        toml=("environment", "locale"),
        plugin="The phone's language, such as ko-KR.",
    )
    scheme: str | None = option(
        "Entry link, such as intoss://my-app/path?x=1. Default: intoss://NAME.",
        MINI_APP,
        _TESTED,
        metavar="URI",
    )


@dataclass(frozen=True, kw_only=True)
class PhoneOptions(WindowOptions):
    """One phone with one person."""

    user: str | None = option(
        "Which person on this install.",
        PHONE,
        (*_PREVIEWED, *_PARTNERS),
        metavar="NAME",
        default="default",
    )


@dataclass(frozen=True, kw_only=True)
class ServedOptions(WindowOptions, AppOptions):
    """A mini-app as a process serves it, and what every window begins with."""

    origin: str | None = option(
        "Where a folder's page lives: production or private, each where the SDK's version "
        "puts it; auto, as the entry link says; apps, web, private-apps or private-web; local; or "
        "an https origin. Default: auto.",
        MINI_APP,
        _TESTED,
        metavar="ORIGIN",
    )
    origin_before: str | None = option(
        "Where it lived before, in the same words: Migration.getOriginStorage of SDK 3.x is "
        "given that web storage of this install. Default: it did not move.",
        MINI_APP,
        _TESTED,
        metavar="ORIGIN",
    )
    config: str | Path | None = option(
        "The file that says how everything begins; options win over it. Default: "
        "aitdesk.toml beside the mini-app.",
        MINI_APP,
        (*_TESTED, *_PARTNERS),
        type=Path,
        metavar="FILE",
        plugin="An aitdesk.toml.",
    )
    user_scripts: bool = option(
        "Run what the native shell runs around document load.",
        MINI_APP,
        _SERVED,
        type=bool,
        spelling="--user-scripts/--no-user-scripts",
        default=True,
    )
    strict: bool = option(
        "Reject calls of unknown names, which the phone leaves unanswered.",
        ANSWERS,
        _SERVED,
        type=bool,
        spelling="--strict",
        default=False,
    )


@dataclass(frozen=True, kw_only=True)
class PreviewOptions(ServedOptions, PhoneOptions):
    """All that a command that runs a mini-app may be told, as it was given.

    `target` is its argument; `home`, which no command line has, the data folder, None for the
    usual one.
    """

    target: str | None = None
    home: Path | None = None

    install: str | None = option(
        "Which copy of the shell, as one phone is one.",
        PHONE,
        (*_PREVIEWED, *_PARTNERS),
        metavar="NAME",
        default="default",
    )
    fault: list[str] | None = option(
        "Let a call or event fail: NAME=OUTCOME, an error code or undefined; with :TIMES only "
        "the next so many. Repeatable. Default: none.",
        ANSWERS,
        (*_PREVIEWED, *_PARTNER),
        type=list[str],
        metavar="FAULT",
        toml=("faults", "outcomes"),
    )
    prompts: list[str] | None = option(
        "Who answers what the phone asks: ask a person, or allow or deny at once. For one "
        "kind: permission=deny. Repeatable. Default: ask.",
        ANSWERS,
        _SERVED,
        type=list[str],
        metavar="[KIND=]WHO",
        toml=("prompts", None),
    )
    latency: str | None = option(
        "How long answers take: none, typical or slow. Default: none.",
        ANSWERS,
        _PREVIEWED,
        choices=("none", "typical", "slow"),
        metavar="PACE",
        toml=("latency", "pace"),
    )
    seed: int | None = option(
        "Of the latencies: the same gives the same. Default: 0.",
        ANSWERS,
        _PREVIEWED,
        type=int,
        metavar="NUMBER",
        toml=("latency", "seed"),
    )
    throttle: bool | None = option(
        "Refuse bursts of one call, as newer Toss apps do. Default: no.",
        ANSWERS,
        _PREVIEWED,
        type=bool,
        spelling="--throttle/--no-throttle",
        toml=("throttle", "is_on"),
    )
    headless: bool = option(
        "Open no window: look once, report, end. Happens by itself without a display.",
        RUN,
        _PREVIEWED,
        type=bool,
        spelling="--headless",
        default=False,
    )
    device_pixels: bool = option(
        "Without a display: give the page the phone's own pixels, such as a "
        "devicePixelRatio of 3. Costs memory and time; a window has the display's own.",
        RUN,
        _PREVIEWED,
        type=bool,
        spelling="--device-pixels",
        default=False,
    )
    out: Path | None = option(
        "Folder for journal.jsonl and screenshot.png. Default: aitdesk-out when headless, "
        "else none.",
        RUN,
        _PREVIEWED,
        type=Path,
        metavar="DIR",
    )
    control_port: int | None = option(
        "Let other programs of this machine look and act on this port of 127.0.0.1, 0 for "
        "any, and stay, also headless. Default: closed.",
        RUN,
        _SERVED,
        type=int,
        metavar="PORT",
        least=0,
        most=_LARGEST_PORT,
    )
    partner_port: int | None = option(
        "Answer the mini-app's own server as Toss's would, over HTTPS on this port of 127.0.0.1 "
        "and the next, 0 for any, and stay, also headless. Default: closed.",
        RUN,
        _SERVED,
        type=int,
        metavar="PORT",
        least=0,
        most=_LARGEST_PORT - 1,
    )
    with_server: str | None = option(
        "Run the mini-app's own server beside it, by this command: told its PORT, 3000 unless the "
        "environment says another, and in AITDESK_PARTNER_* where the partner API is. Ends with "
        "the run. Default: none.",
        RUN,
        _PREVIEWED,
        metavar="COMMAND",
    )
    debug_port: int | None = option(
        "Lead to Chromium's DevTools protocol on this port of 127.0.0.1, by an address "
        "that only you are told, and stay, also headless. Default: closed.",
        RUN,
        _SERVED,
        type=int,
        metavar="PORT",
        least=1,
        most=_LARGEST_PORT,
    )
