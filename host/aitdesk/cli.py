"""The command line. Each command imports what it needs, so that `--help` is quick."""

from __future__ import annotations

import gc
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from aitdesk.errors import ConfigError, HostError

app = typer.Typer(
    help="Run Apps-in-Toss mini-apps on a desktop, with the real SDK. Unofficial.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
identity = typer.Typer(help="The install that anonymous keys come from.", no_args_is_help=True)
app.add_typer(identity, name="identity")


class Os(StrEnum):
    """--os."""

    IOS = "ios"
    ANDROID = "android"


class Surroundings(StrEnum):
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


@app.command()
def preview(
    target: Annotated[
        str | None,  # typer reads it at run time
        typer.Argument(
            help="A folder with index.html, a project that was built, or an http(s) URL. "
            "Without it: the bundled sample.",
            show_default=False,
        ),
    ] = None,
    *,
    app_name: Annotated[
        str | None,
        typer.Option(
            help="The mini-app's name. Default: its configuration's, else the folder's.",
            metavar="NAME",
            show_default=False,
        ),
    ] = None,
    device: Annotated[
        str | None,
        typer.Option(
            help='"iPhone 15 Pro" or "Galaxy S24". Default: the one of --os.',
            metavar="NAME",
            show_default=False,
        ),
    ] = None,
    os: Annotated[
        Os | None,
        typer.Option(
            help="What the SDK takes the phone for. Default: the device's own, ios.",
            show_default=False,
        ),
    ] = None,
    toss_version: Annotated[
        str | None,
        typer.Option(
            help="Version of the Toss app. Default: 5.266.0.", metavar="X.Y.Z", show_default=False
        ),
    ] = None,
    environment: Annotated[
        Surroundings | None,
        typer.Option(help="Where the mini-app runs. Default: toss.", show_default=False),
    ] = None,
    locale: Annotated[
        str | None,
        typer.Option(
            help="Language of the phone, a BCP 47 tag. Default: ko-KR.",
            metavar="TAG",
            show_default=False,
        ),
    ] = None,
    scheme: Annotated[
        str | None,
        typer.Option(
            help="Entry link, such as intoss://my-app/path?x=1. Default: intoss://NAME.",
            metavar="URI",
            show_default=False,
        ),
    ] = None,
    origin: Annotated[
        str | None,
        typer.Option(
            help="Where a folder's page lives: production, private, local or an https origin. "
            "Default: production.",
            metavar="production|private|local|URL",
            show_default=False,
        ),
    ] = None,
    install: Install = "default",
    user: Annotated[
        str, typer.Option(help="Which person on this install.", metavar="NAME")
    ] = "default",
    fault: Annotated[
        list[str] | None,
        typer.Option(
            help="Let a call or event fail: an error code, or undefined; with :TIMES only the next "
            "so many. Repeatable. Default: none.",
            metavar="NAME=OUTCOME[:TIMES]",
            show_default=False,
        ),
    ] = None,
    prompts: Annotated[
        list[str] | None,
        typer.Option(
            help="Who answers what the phone asks: ask a person, or allow or deny at once. For one "
            "kind: permission=deny. Repeatable. Default: ask.",
            metavar="[KIND=]ask|allow|deny",
            show_default=False,
        ),
    ] = None,
    latency: Annotated[
        Pace | None,
        typer.Option(help="How long answers take. Default: none.", show_default=False),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            help="Of the latencies: the same gives the same. Default: 0.",
            metavar="NUMBER",
            show_default=False,
        ),
    ] = None,
    throttle: Annotated[
        bool | None,
        typer.Option(
            "--throttle/--no-throttle",
            help="Refuse bursts of one call, as newer Toss apps do. Default: no.",
            show_default=False,
        ),
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            help="The file that says how everything begins; options win over it. Default: "
            "aitdesk.toml beside the mini-app.",
            metavar="FILE",
            show_default=False,
        ),
    ] = None,
    control_port: Annotated[
        int | None,
        typer.Option(
            help="Let other programs of this machine look and act on this port of 127.0.0.1, 0 for "
            "any, and stay, also headless. Default: closed.",
            metavar="PORT",
            show_default=False,
            min=0,
            max=65535,
        ),
    ] = None,
    headless: Annotated[
        bool,
        typer.Option(
            "--headless",
            help="Open no window: look once, report, end. Happens by itself without a display.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for journal.jsonl and screenshot.png. Default: aitdesk-out when headless, "
            "else none.",
            metavar="DIR",
            show_default=False,
        ),
    ] = None,
    debug_port: Annotated[
        int | None,
        typer.Option(
            help="Open Chromium's DevTools protocol on this port of 127.0.0.1 and stay, also "
            "headless. Default: closed.",
            metavar="PORT",
            show_default=False,
            min=1,
            max=65535,
        ),
    ] = None,
    user_scripts: Annotated[
        bool,
        typer.Option(
            "--user-scripts/--no-user-scripts",
            help="Run what the native shell runs around document load.",
        ),
    ] = True,
    device_pixels: Annotated[
        bool,
        typer.Option(
            "--device-pixels",
            help="Without a display: give the page the phone's own pixels, such as a "
            "devicePixelRatio of 3. Costs memory and time; a window has the display's own.",
        ),
    ] = False,
    strict: Annotated[
        bool,
        typer.Option(
            "--strict", help="Reject calls of unknown names, which the phone leaves unanswered."
        ),
    ] = False,
) -> None:
    """Open a mini-app as the Toss app would."""
    # A start makes classes and modules that stay: looking for garbage among them costs 10 ms of it.
    # preview.py turns it on again once the page is under way.
    gc.disable()
    from aitdesk.wanted import Wanted, prepare

    wanted = Wanted(
        target=target,
        app_name=app_name,
        device=device,
        os=os,
        toss_version=toss_version,
        environment=environment,
        locale=locale,
        scheme=scheme,
        origin=origin,
        install=install,
        user=user,
        faults=fault or [],
        prompts=prompts or [],
        latency=latency,
        seed=seed,
        is_throttled=throttle,
        config=config,
        control_port=control_port,
        is_headless=headless,
        out=out,
        debug_port=debug_port,
        has_user_scripts=user_scripts,
        is_strict=strict,
        has_device_pixels=device_pixels,
    )
    try:
        code = prepare(wanted).run()
    finally:
        gc.enable()
    raise typer.Exit(code)


@app.command("init")
def init_(
    folder: Annotated[Path, typer.Argument(help="The mini-app's folder.")] = Path(),
) -> None:
    """Write an aitdesk.toml that has every key with its default, commented."""
    from aitdesk.init import init

    typer.echo(f"{init(folder)}: every key is there with its default, commented")


@identity.command("show")
def show(install: Install = "default") -> None:
    """Tell what this install has issued, and what is wrong with it."""
    from aitdesk import (
        identity_file,
        store,
    )

    shown = identity_file.show(store.Install(install))
    typer.echo(f"install      {shown.install}\nfolder       {shown.folder}")
    typer.echo(f"fingerprint  {shown.fingerprint or 'none yet'}")
    for hash_ in shown.issued:
        typer.echo(f"hash         {hash_.hash}  {hash_.app}, user {hash_.user}")
    for file in shown.replaced:
        typer.echo(f"kept         {file}")
    for problem in shown.problems:
        typer.echo(f"problem      {problem}")
    raise typer.Exit(1 if shown.problems else 0)


@identity.command("reset")
def reset(
    install: Install = "default",
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Make this install a new phone: every anonymous key changes. The old secret is kept aside."""
    from aitdesk import (
        identity_file,
        store,
    )

    chosen = store.Install(install)
    if not yes:
        typer.confirm(f"Every anonymous key of install {install} will change. Go on?", abort=True)
    done = identity_file.reset(chosen)
    typer.echo(f"install {install} is now {done.fingerprint}" + _kept(done.kept))


@identity.command("export")
def export(
    file: Annotated[Path, typer.Argument(help="Where to write it.")],
    install: Install = "default",
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Overwrite whatever is there.")
    ] = False,
) -> None:
    """Write this install's identity to a file that another machine or a CI run can import."""
    from aitdesk import (
        identity_file,
        store,
    )

    done = identity_file.export(store.Install(install), file=file, replace=replace)
    typer.echo(f"{file}: {len(done.issued)} hashes and the secret; who has it is this install")


@identity.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="A file that export wrote.")],
    install: Install = "default",
    *,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace another identity; it is kept aside.")
    ] = False,
) -> None:
    """Make the identity in a file this install's."""
    from aitdesk import (
        identity_file,
        store,
    )

    done = identity_file.import_(store.Install(install), file=file, replace=replace)
    typer.echo(f"install {install} is now {done.fingerprint}" + _kept(done.kept))


def _kept(file: Path | None) -> str:
    return "" if file is None else f"; the old secret is kept as {file}"


@app.command()
def doctor(install: Install = "default") -> None:
    """Look at this machine: engine, display, libraries, fonts, data folder."""
    from rich.console import Console
    from rich.markup import escape

    from aitdesk.doctor import State, examine

    marks = {
        State.OK: "[green]✓[/]",
        State.WARNING: "[yellow]![/]",
        State.PROBLEM: "[bold red]✗[/]",
    }
    console = Console(highlight=False)
    findings = examine(install)
    for finding in findings:
        remedy = "" if finding.remedy is None else f" [dim]→[/] {escape(finding.remedy)}"
        line = f"{marks[finding.state]} {escape(f'{finding.topic}: {finding.text}')}{remedy}"
        console.print(line, soft_wrap=True)
    raise typer.Exit(1 if any(each.state is State.PROBLEM for each in findings) else 0)


def main() -> None:
    """Run the command line; a user's mistake ends with one line and exit code 2."""
    try:
        sys.exit(app(standalone_mode=False))
    except typer.TyperException as mistake:
        line, code = mistake.format_message(), 2
    except ConfigError as mistake:
        line, code = str(mistake), 2
    except HostError as problem:
        line, code = str(problem), 1
    except typer.Abort:
        line, code = "not done", 1
    for each in line.splitlines():
        typer.echo(f"aitdesk: {each}", err=True)
    sys.exit(code)
