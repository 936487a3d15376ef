"""Where the page of a mini-app lives, as its origin says."""

from __future__ import annotations

import re
import zlib
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aitdesk.errors import ConfigError
from aitdesk.line import Line
from aitdesk.shell.entry import origin_of

if TYPE_CHECKING:
    from aitdesk.miniapp import MiniApp

_LABELS = {Line.GRANITE: "apps", Line.WEBVIEW_BRIDGE: "web"}
"""Below tossmini.com. Source: device for private 2.x; public report for the others."""

_DNS_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]{1,63})*")
# Below the ports that systems hand out on their own, above those that need rights.
_FIRST_PORT, _PORTS = 20000, 10000


def origin(choice: str | None, *, app: MiniApp, port: int) -> str:
    """Return the origin of the page, such as `https://my-app.apps.tossmini.com`.

    `choice` is `production` (the default), `private`, `local` (`port` of 127.0.0.1) or an https
    origin. A URL TARGET has its own origin.

    Errors: ConfigError for another choice, and for any choice with a URL TARGET.
    """
    if app.url is not None:
        if choice is not None:
            message = (
                f"--origin {choice} needs a folder or an .ait file: {app.url} is loaded as it is"
            )
            raise ConfigError(message)
        return origin_of(app.url)
    # A mini-app that gives no sign is served as one of 2.x, as every one was for years.
    label = "apps" if app.line is None else _LABELS[app.line.line]
    match "production" if choice is None else choice:
        case "production":
            return f"https://{app.facts.name}.{label}.tossmini.com"
        case "private":
            return f"https://{app.facts.name}.private-{label}.tossmini.com"
        case "local":
            return f"http://127.0.0.1:{port}"
        case other:
            return _https_origin(other)


def stable_port(app_name: str) -> int:
    """Return the port to prefer for a mini-app: with `--origin local` its storage hangs on it."""
    return _FIRST_PORT + zlib.crc32(app_name.encode()) % _PORTS


def _https_origin(choice: str) -> str:
    wanted = "production, private, local or an https origin such as https://my-app.example.com"
    message = f"--origin {choice} is none of {wanted}"
    if not choice.lower().startswith("https://"):
        raise ConfigError(message)
    found = origin_of(choice)
    parts = urlsplit(choice)
    has_more = parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc
    if has_more or not _is_dns_name(parts.hostname or ""):
        raise ConfigError(message)
    return found


def _is_dns_name(host: str) -> bool:
    """Whether a certificate and a resolver rule can be for it: no address, no raw Unicode."""
    try:
        ip_address(host)
    except ValueError:
        return _DNS_NAME.fullmatch(host) is not None
    return False
