"""`aitdesk partner`: Toss's server for the mini-app's own server."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer

from aitdesk.cli.options import Install, offering

if TYPE_CHECKING:
    from aitdesk.phone.subscription import ChangeReason
    from aitdesk.runs.partner import PartnerRun

partner = typer.Typer(help="Answer the mini-app's own server as Toss's would: docs/partner.md.")

Place = Annotated[
    str | None,
    typer.Option(
        "--target",
        help="The mini-app: a folder, project, .ait file or URL, as preview takes it.",
        metavar="TARGET",
        show_default=False,
    ),
]
ApiPort = Annotated[
    int,
    typer.Option(
        help="Port of 127.0.0.1, 0 for any; TossPay's host is on the next one.",
        min=0,
        max=65534,
    ),
]
JournalFolder = Annotated[
    Path | None,
    typer.Option(
        help="Folder for journal.jsonl. Default: none.", metavar="DIR", show_default=False
    ),
]


class LeavingReason(StrEnum):
    """--reason of unlink."""

    UNLINK = "UNLINK"
    WITHDRAWAL_TERMS = "WITHDRAWAL_TERMS"
    WITHDRAWAL_TOSS = "WITHDRAWAL_TOSS"


class SubscriptionReason(StrEnum):
    """--reason of subscription: those of the phone, and what the console sends at first."""

    VERIFICATION = "VERIFICATION"
    CREATED = "CREATED"
    RENEWED = "RENEWED"
    RECOVERED = "RECOVERED"
    RESTARTED = "RESTARTED"
    ENTERED_GRACE_PERIOD = "ENTERED_GRACE_PERIOD"
    ON_HOLD = "ON_HOLD"
    PAUSED = "PAUSED"
    AUTO_RENEW_ENABLED = "AUTO_RENEW_ENABLED"
    AUTO_RENEW_DISABLED = "AUTO_RENEW_DISABLED"
    EXTENDED = "EXTENDED"
    EXPIRED = "EXPIRED"
    REVOKED = "REVOKED"


@partner.callback(invoke_without_command=True)
@offering("partner")
def serve(
    context: typer.Context,
    target: Place = None,
    *,
    port: ApiPort = 8443,
    out: JournalFolder = None,
    **said: Any,  # noqa: ANN401  # each its own
) -> None:
    """Answer the partner API over HTTPS on 127.0.0.1, to who shows a certificate."""
    if context.invoked_subcommand is None:
        raise typer.Exit(_run(target, said, out).serve(port))


@partner.command("certificate")
def certificate(
    app: Annotated[str, typer.Argument(help="The mini-app's name: the certificate's own.")],
    *,
    install: Install = "default",
    port: ApiPort = 8443,
    new: Annotated[
        bool, typer.Option("--new", help="Make another one; those before stay good.")
    ] = False,
    expired: Annotated[
        bool, typer.Option("--expired", help="Make one whose time is over.")
    ] = False,
    revoke: Annotated[
        str | None,
        typer.Option(help="Revoke one by its name, such as client-1.", metavar="NAME"),
    ] = None,
) -> None:
    """Give a mini-app's server its client certificate, and say how to use it."""
    from aitdesk.errors import ConfigError
    from aitdesk.miniapp.project import APP_NAME
    from aitdesk.partner.authority import Authority
    from aitdesk.runs.partner_door import certificates
    from aitdesk.storage import Install

    if APP_NAME.fullmatch(app) is None:
        message = f'"{app}": use up to 63 lower-case letters, digits and inner hyphens'
        raise ConfigError(message)
    authority = Authority(certificates(Install(install)))
    if revoke is not None:
        authority.revoke(app, revoke)
        typer.echo(f"{revoke} of {app} is revoked")
        return
    files = authority.client(app, is_new=new, is_expired=expired)
    typer.echo(f"base URL     https://127.0.0.1:{port} (TossPay https://127.0.0.1:{port + 1})")
    typer.echo(f"certificate  {files.certificate}, key {files.key}")
    typer.echo(f"CA           {authority.ca_file}")


@partner.command("encryption")
def encryption(
    app: Annotated[str, typer.Argument(help="The mini-app's name.")],
    *,
    install: Install = "default",
) -> None:
    """Print the key and the AAD with which login-me enciphers a person's facts."""
    import asyncio
    from base64 import b64encode

    from aitdesk.partner.cipher import cipher_key
    from aitdesk.phone.partner import PartnerState
    from aitdesk.storage import Install, Store

    key = asyncio.run(cipher_key(Store(Install(install)), app=app))
    typer.echo(f"key  {b64encode(key).decode()}")
    typer.echo(f"AAD  {PartnerState().cipher_aad} (cipher_aad in [partner] of aitdesk.toml)")


@partner.command("unlink")
@offering("partner unlink")
def unlink(
    target: Place = None,
    *,
    reason: Annotated[
        LeavingReason, typer.Option(help="What the mini-app's server is told.")
    ] = LeavingReason.UNLINK,
    **said: Any,  # noqa: ANN401  # each its own
) -> None:
    """End Toss login in the person's place, and tell the mini-app's server."""
    raise typer.Exit(_run(target, said).unlink(reason.value))


@partner.command("subscription")
@offering("partner subscription")
def subscription(
    order: Annotated[str, typer.Argument(help="The order's id, any for VERIFICATION.")],
    *,
    reason: Annotated[
        SubscriptionReason,
        typer.Option(help="Why; VERIFICATION is what the console sends at first."),
    ],
    target: Place = None,
    **said: Any,  # noqa: ANN401  # each its own
) -> None:
    """Tell the mini-app's server of a subscription, as Toss would."""
    run = _run(target, said)
    raise typer.Exit(run.change(order, cast("ChangeReason", reason.value)))


def _run(target: str | None, said: dict[str, Any], out: Path | None = None) -> "PartnerRun":
    from aitdesk.config.options import PreviewOptions
    from aitdesk.runs.partner import PartnerRun

    return PartnerRun(PreviewOptions(target=target, headless=True, **said), out)
