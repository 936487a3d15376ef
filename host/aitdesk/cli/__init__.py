"""The command line. Each command imports what it needs, so that `--help` is quick."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from aitdesk.cli.identity import identity
from aitdesk.cli.options import Install
from aitdesk.cli.panel import GroupedCommand
from aitdesk.cli.partner import partner
from aitdesk.cli.preview import preview
from aitdesk.cli.review import review
from aitdesk.cli.serve import serve
from aitdesk.cli.smoke import smoke
from aitdesk.errors import ConfigError, HostError, printable

app = typer.Typer(
    help="Run Apps-in-Toss mini-apps on a desktop, with the real SDK. Unofficial.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command(cls=GroupedCommand)(preview)
app.command(cls=GroupedCommand)(serve)
app.command(cls=GroupedCommand)(smoke)
app.command(cls=GroupedCommand)(review)
app.add_typer(identity, name="identity")
app.add_typer(partner, name="partner")


def _show_version(*, is_wanted: bool) -> None:
    if is_wanted:
        from importlib.metadata import version

        typer.echo(f"aitdesk {version('aitdesk')}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version", help="Print the version and end.", callback=_show_version, is_eager=True
        ),
    ] = False,
) -> None:
    pass


@app.command("init")
def init_(
    folder: Annotated[Path, typer.Argument(help="The mini-app's folder.")] = Path(),
) -> None:
    """Write an aitdesk.toml that has every key with its default, commented."""
    from aitdesk.config.starter import init

    typer.echo(f"{init(folder)}: every key is there with its default, commented")


@app.command()
def doctor(install: Install = "default") -> None:
    """Look at this machine: engine, display, libraries, fonts, data folder."""
    from rich.console import Console
    from rich.markup import escape

    from aitdesk.doctor.doctor import DiagnosisState, examine

    marks = {
        DiagnosisState.OK: "[green]✓[/]",
        DiagnosisState.WARNING: "[yellow]![/]",
        DiagnosisState.PROBLEM: "[bold red]✗[/]",
    }
    console = Console(highlight=False)
    findings = examine(install)
    for finding in findings:
        remedy = "" if finding.remedy is None else f" [dim]→[/] {escape(finding.remedy)}"
        line = f"{marks[finding.state]} {escape(f'{finding.topic}: {finding.text}')}{remedy}"
        console.print(line, soft_wrap=True)
    raise typer.Exit(1 if any(each.state is DiagnosisState.PROBLEM for each in findings) else 0)


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
        typer.echo(f"aitdesk: {printable(each)}", err=True)
    sys.exit(code)
