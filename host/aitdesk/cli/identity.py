"""`aitdesk identity`: what anonymous keys come from."""

from pathlib import Path
from typing import Annotated

import typer

from aitdesk.cli.options import Install

identity = typer.Typer(help="The install that anonymous keys come from.", no_args_is_help=True)


@identity.command("show")
def show(install: Install = "default") -> None:
    """Tell what this install has issued, and what is wrong with it."""
    from aitdesk import storage
    from aitdesk.storage import identity_file

    shown = identity_file.show(storage.Install(install))
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
    from aitdesk import storage
    from aitdesk.storage import identity_file

    chosen = storage.Install(install)
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
    from aitdesk import storage
    from aitdesk.storage import identity_file

    done = identity_file.export(storage.Install(install), file=file, replace=replace)
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
    from aitdesk import storage
    from aitdesk.storage import identity_file

    done = identity_file.import_(storage.Install(install), file=file, replace=replace)
    typer.echo(f"install {install} is now {done.fingerprint}" + _kept(done.kept))


def _kept(file: Path | None) -> str:
    return "" if file is None else f"; the old secret is kept as {file}"
