"""Where the page of a mini-app lives, as its origin says."""

from __future__ import annotations

import re
import zlib
from datetime import datetime, timedelta, timezone
from ipaddress import ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from aitdesk.errors import ConfigError
from aitdesk.miniapp.deployment import instant_ms
from aitdesk.miniapp.sdk_version import numbers
from aitdesk.phone.entry import is_private, origin_of
from aitdesk.protocol.sdk_line import sdk_line

if TYPE_CHECKING:
    from aitdesk.miniapp.target import Target

_LABELS: Final = ("apps", "web", "private-apps", "private-web")
"""Below tossmini.com: live and from the console's QR code, since 2026-08-25 and before."""

_FIRST_WEB, _LAST_WEB = (3, 0, 0), (3, 1, 0)
_KOREA = timezone(timedelta(hours=9))
_END_OF_WEB_MS: Final = datetime(2026, 8, 25, tzinfo=_KOREA).timestamp() * 1000
_DNS_NAME = re.compile(r"(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9-]{1,63})*")
# Below the ports that systems hand out on their own, above those that need rights.
_FIRST_PORT, _PORTS = 20000, 10000


def origin(
    choice: str | None,
    *,
    app: Target,
    port: int,
    scheme: str | None = None,
    option: str = "--origin",
) -> str:
    """Return the origin of the page, such as `https://my-app.apps.tossmini.com`.

    `choice` is `production` or `private`, each where the SDK's version puts it; `auto` (the
    default), the one of these that the entry link `scheme` belongs to; `apps`, `web`,
    `private-apps` or `private-web` by its name; `local` (`port` of 127.0.0.1); or an https origin.
    A URL TARGET has its own origin. `option` is what a mistake is told of.

    Errors: ConfigError for another choice, and for any choice with a URL TARGET.
    """
    if app.url is not None and option == "--origin":
        if choice is not None:
            message = (
                f"--origin {choice} needs a folder or an .ait file: {app.url} is loaded as it is"
            )
            raise ConfigError(message)
        return origin_of(app.url)
    if choice == "local":
        return f"http://127.0.0.1:{port}"
    live = "web" if is_at_web(app) else "apps"
    labels = {each: each for each in _LABELS} | {"production": live, "private": f"private-{live}"}
    labels["auto"] = labels["private" if is_private(scheme) else "production"]
    wanted = "auto" if choice is None else choice
    label = labels.get(wanted)
    if label is None:
        return _https_origin(wanted, option=option)
    return f"https://{app.facts.name}.{label}.tossmini.com"


def former_origin(choice: str | None, *, app: Target, current: str) -> str:
    """Return the origin that a mini-app has moved from, "" where it has not moved.

    Errors: ConfigError for no choice of `origin`, for `local`, and for the current one.
    """
    if choice is None:
        return ""
    if choice == "local":
        raise ConfigError("--origin-before local: nobody moves from there; choose apps or web")
    before = origin(choice, app=app, port=0, option="--origin-before")
    if before == current:
        message = f"--origin-before {choice}: {before} is where the page is now; choose another"
        raise ConfigError(message)
    return before


def is_at_web(app: Target) -> bool:
    """Whether Toss serves it below `web`: SDK 3.0.0 to 3.1.0, uploaded before 2026-08-25.

    The instant of its deployment id stands for that of the upload: for a folder, when it was built.
    A version of 3.x that is not known counts as a newer one, and no line at all as 2.x. Source:
    Toss's notice to developers and its page on servers; public repositories; that the day is
    Korea's is assumed.
    """
    if app.line is not None and not sdk_line(app.line).may_be_at_web:
        return False
    return is_version_of_web(app) and instant_ms(app.facts.deployment_id) < _END_OF_WEB_MS


def is_version_of_web(app: Target) -> bool:
    """Whether uploads of its SDK were below `web` at all."""
    version = numbers(app.facts.sdk_version or "")
    return version is not None and _FIRST_WEB <= version <= _LAST_WEB


def origin_note(app: Target) -> str | None:
    """Return a line for the terminal where the date decided, None where the version alone did."""
    if not is_version_of_web(app):
        return None
    sdk, here = app.facts.sdk_version, "web" if is_at_web(app) else "apps"
    if here == "web":
        return f"SDK {sdk} from before 2026-08-25 is at web; an upload since: --origin apps"
    return f"SDK {sdk} built since 2026-08-25 is at apps; an upload from before: --origin web"


def stable_port(app_name: str) -> int:
    """Return the port to prefer for a mini-app: with `--origin local` its storage hangs on it."""
    return _FIRST_PORT + zlib.crc32(app_name.encode()) % _PORTS


def _https_origin(choice: str, *, option: str) -> str:
    wanted = (
        f"auto, production, private, local, {', '.join(_LABELS)} or an https origin such as "
        "https://my-app.example.com"
    )
    message = f"{option} {choice} is none of {wanted}"
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
