"""The options of the commands, with the help that people read."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aitdesk.protocol.line import Line


class Os(StrEnum):
    """--os."""

    IOS = "ios"
    ANDROID = "android"


class SurroundingsOptions(StrEnum):
    """--environment."""

    TOSS = "toss"
    SANDBOX = "sandbox"


class Pace(StrEnum):
    """--latency."""

    NONE = "none"
    TYPICAL = "typical"
    SLOW = "slow"


Install = Annotated[
    str, typer.Option(help="Which copy of the shell, as one phone is one.", metavar="NAME")
]
Target = Annotated[
    str | None,  # typer reads it at run time
    typer.Argument(
        help="A folder with index.html, a project that was built, an .ait file, or an http(s) "
        "URL. Without it: the bundled sample.",
        show_default=False,
    ),
]
AppName = Annotated[
    str | None,
    typer.Option(
        help="The mini-app's name. Default: its configuration's, else the folder's.",
        metavar="NAME",
        show_default=False,
    ),
]
LineChoice = Annotated[
    Line | None,
    typer.Option(
        help="Which SDK the mini-app is built with: 2 for 1.x and 2.x, or 3. Default: what its "
        "files say, else 2.",
        show_default=False,
    ),
]
SdkVersion = Annotated[
    str | None,
    typer.Option(
        help="The version of that SDK, on which the origin hangs, such as 3.0.3. Default: what is "
        "installed, packed or asked for.",
        metavar="X.Y.Z",
        show_default=False,
    ),
]
DeviceName = Annotated[
    str | None,
    typer.Option(
        help='"iPhone 15 Pro" or "Galaxy S24". Default: the one of --os.',
        metavar="NAME",
        show_default=False,
    ),
]
OsChoice = Annotated[
    Os | None,
    typer.Option(
        help="What the SDK takes the phone for. Default: the device's own, ios.",
        show_default=False,
    ),
]
TossVersion = Annotated[
    str | None,
    typer.Option(
        help="Version of the Toss app. Default: 5.270.0.", metavar="X.Y.Z", show_default=False
    ),
]
EnvironmentChoice = Annotated[
    SurroundingsOptions | None,
    typer.Option(help="Where the mini-app runs. Default: toss.", show_default=False),
]
LocaleTag = Annotated[
    str | None,
    typer.Option(
        help="Language of the phone, a BCP 47 tag. Default: ko-KR.",
        metavar="TAG",
        show_default=False,
    ),
]
Scheme = Annotated[
    str | None,
    typer.Option(
        help="Entry link, such as intoss://my-app/path?x=1. Default: intoss://NAME.",
        metavar="URI",
        show_default=False,
    ),
]
OriginChoice = Annotated[
    str | None,
    typer.Option(
        help="Where a folder's page lives: production or private, each where the SDK's version "
        "puts it; auto, as the entry link says; apps, web, private-apps or private-web; local; or "
        "an https origin. Default: auto.",
        metavar="ORIGIN",
        show_default=False,
    ),
]
OriginBefore = Annotated[
    str | None,
    typer.Option(
        help="Where it lived before, in the same words: Migration.getOriginStorage of SDK 3.x is "
        "given that web storage of this install. Default: it did not move.",
        metavar="ORIGIN",
        show_default=False,
    ),
]
UserName = Annotated[str, typer.Option(help="Which person on this install.", metavar="NAME")]
FaultTexts = Annotated[
    list[str] | None,
    typer.Option(
        help="Let a call or event fail: NAME=OUTCOME, an error code or undefined; with :TIMES only "
        "the next so many. Repeatable. Default: none.",
        metavar="FAULT",
        show_default=False,
    ),
]
PromptTexts = Annotated[
    list[str] | None,
    typer.Option(
        help="Who answers what the phone asks: ask a person, or allow or deny at once. For one "
        "kind: permission=deny. Repeatable. Default: ask.",
        metavar="[KIND=]WHO",
        show_default=False,
    ),
]
LatencyChoice = Annotated[
    Pace | None,
    typer.Option(
        help="How long answers take: none, typical or slow. Default: none.",
        metavar="PACE",
        show_default=False,
    ),
]
Seed = Annotated[
    int | None,
    typer.Option(
        help="Of the latencies: the same gives the same. Default: 0.",
        metavar="NUMBER",
        show_default=False,
    ),
]
Throttle = Annotated[
    bool | None,
    typer.Option(
        "--throttle/--no-throttle",
        help="Refuse bursts of one call, as newer Toss apps do. Default: no.",
        show_default=False,
    ),
]
ConfigFile = Annotated[
    Path | None,
    typer.Option(
        help="The file that says how everything begins; options win over it. Default: "
        "aitdesk.toml beside the mini-app.",
        metavar="FILE",
        show_default=False,
    ),
]
ControlPort = Annotated[
    int | None,
    typer.Option(
        help="Let other programs of this machine look and act on this port of 127.0.0.1, 0 for "
        "any, and stay, also headless. Default: closed.",
        metavar="PORT",
        show_default=False,
        min=0,
        max=65535,
    ),
]
Headless = Annotated[
    bool,
    typer.Option(
        "--headless",
        help="Open no window: look once, report, end. Happens by itself without a display.",
    ),
]
OutFolder = Annotated[
    Path | None,
    typer.Option(
        help="Folder for journal.jsonl and screenshot.png. Default: aitdesk-out when headless, "
        "else none.",
        metavar="DIR",
        show_default=False,
    ),
]
DebugPort = Annotated[
    int | None,
    typer.Option(
        help="Lead to Chromium's DevTools protocol on this port of 127.0.0.1, by an address "
        "that only you are told, and stay, also headless. Default: closed.",
        metavar="PORT",
        show_default=False,
        min=1,
        max=65535,
    ),
]
UserScripts = Annotated[
    bool,
    typer.Option(
        "--user-scripts/--no-user-scripts",
        help="Run what the native shell runs around document load.",
    ),
]
DevicePixels = Annotated[
    bool,
    typer.Option(
        "--device-pixels",
        help="Without a display: give the page the phone's own pixels, such as a "
        "devicePixelRatio of 3. Costs memory and time; a window has the display's own.",
    ),
]
Strict = Annotated[
    bool,
    typer.Option(
        "--strict", help="Reject calls of unknown names, which the phone leaves unanswered."
    ),
]
