"""The entry link of a run: which page it opens, by the rules of the native host (2.0.1 and later).

Pure text work after the URL standard (https://url.spec.whatwg.org/, read 2026), because the
host uses `URL` and `URLSearchParams`. Loads nothing and knows no mini-app folder.
"""

from __future__ import annotations

import re
from urllib.parse import quote, quote_plus, unquote_to_bytes, urlsplit

from aitdesk.errors import ConfigError
from aitdesk.text.well_formed import well_formed

_LINK = re.compile(r"(?P<protocol>[a-z][a-z0-9+.-]*):(?P<rest>.*)", re.IGNORECASE | re.DOTALL)
_PARTS = re.compile(r"//([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?", re.DOTALL)
_HOST = re.compile(r"[A-Za-z0-9._-]*")
_PROTOCOLS = ("intoss", "intoss-private")
_DEFAULT_PORTS = {"http": 80, "https": 443}
# Everything printable that the standard's path percent-encode set leaves alone.
_PATH_SAFE = "!$%&'()*+,/:;=@[\\]|~^"
_OUTER = "".join(map(chr, range(0x21)))
_SINGLE_DOT = frozenset({".", "%2e"})
_DOUBLE_DOT = frozenset({"..", ".%2e", "%2e.", "%2e%2e"})


def entry_url(base: str, *, scheme: str, deployment_id: str = "") -> str:
    """Return the URL of the first page.

    The scheme's path on the origin of `base` (its path and both fragments are dropped), with the
    queries of both: the scheme's win, a repeated key collapses to its last value at its first
    place. `deployment_id` is "" for a development server; otherwise `_deploymentId` is set last.

    Errors: ConfigError for a scheme that is no `intoss://` link or whose path leaves the origin.
    Source: native host 2.0.1 and newer.
    """
    _, path, query = _split(scheme)
    pairs = dict(_parse_query(urlsplit(_trimmed(base)).query)) | dict(_parse_query(query))
    if deployment_id:
        pairs["_deploymentId"] = deployment_id
    url = origin_of(base) + _resolve(path, scheme=scheme)
    return f"{url}?{_serialise_query(pairs)}" if pairs else url


def default_scheme(app_name: str) -> str:
    """Return the link that opens the mini-app's first page."""
    return f"intoss://{app_name}"


def scheme_note(scheme: str, *, app_name: str) -> str | None:
    """Return one line when the link names another mini-app, None when it is fine.

    Errors: ConfigError for a link that cannot be an entry.
    """
    host = _split(scheme)[0]
    if host == app_name:
        return None
    return f"--scheme names the mini-app {host or '(none)'}, but {app_name} runs"


def reported_scheme(scheme: str) -> str:
    """Return what `getSchemeUri` says: an entry by `intoss-private:` reads `intoss:` (device).

    Errors: ConfigError for a link that cannot be an entry.
    """
    _split(scheme)
    return "intoss:" + _trimmed(scheme).partition(":")[2]


def is_private(scheme: str | None) -> bool:
    """Tell whether a link enters by `intoss-private:`, as the console's QR code does."""
    return scheme is not None and _trimmed(scheme).lower().startswith("intoss-private:")


def origin_of(url: str) -> str:
    """Return scheme, host and port of an http(s) URL; a default port is left out.

    Errors: ConfigError when the URL has no host or a port that is no port.
    """
    try:
        parts = urlsplit(url)
        name = (parts.hostname or "").encode("idna").decode()
        port = parts.port
    except ValueError as error:
        message = f"{url} is no URL: {error}"
        raise ConfigError(message) from error
    if parts.scheme not in _DEFAULT_PORTS or not name:
        message = f"{url} is no http(s) URL with a host, such as http://localhost:5173"
        raise ConfigError(message)
    host = f"[{name}]" if ":" in name else name
    is_default = port is None or port == _DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{host}" if is_default else f"{parts.scheme}://{host}:{port}"


def _split(scheme: str) -> tuple[str, str, str]:
    """Return host, path and query of an entry link."""
    link = _LINK.fullmatch(well_formed(_trimmed(scheme)))
    if link is None or link["protocol"].lower() not in _PROTOCOLS:
        message = f"--scheme {scheme} is no intoss:// or intoss-private:// link"
        raise ConfigError(message)
    parts = _PARTS.fullmatch(link["rest"])
    if parts is None or not _HOST.fullmatch(parts[1]):
        message = f"--scheme {scheme} should look like intoss://my-app/path?name=value"
        raise ConfigError(message)
    return parts[1], _normalise(parts[2]), parts[3] or ""


def _trimmed(url: str) -> str:
    """Drop what a URL parser drops: outer control characters and spaces, inner line breaks."""
    return re.sub(r"[\t\r\n]", "", url.strip(_OUTER))


def _resolve(path: str, *, scheme: str) -> str:
    """Return the path as an http(s) URL holds it, where a backslash is a slash too."""
    slashed = path.replace("\\", "/")
    if slashed.startswith("//"):
        message = f"--scheme {scheme} would open another host: its path begins with //, not /"
        raise ConfigError(message)
    return _normalise(slashed) or "/"


def _normalise(path: str) -> str:
    """Resolve dot segments and percent-encode, as the standard's path state does."""
    if not path:
        return ""
    kept: list[str] = []
    segments = path.removeprefix("/").split("/")
    for index, segment in enumerate(segments):
        is_last = index == len(segments) - 1
        if segment.lower() in _DOUBLE_DOT:
            del kept[-1:]
            kept += [""] * is_last
        elif segment.lower() in _SINGLE_DOT:
            kept += [""] * is_last
        else:
            kept.append(quote(segment, safe=_PATH_SAFE))
    return "/" + "/".join(kept)


def _parse_query(query: str) -> list[tuple[str, str]]:
    """Split as the `application/x-www-form-urlencoded` parser does."""
    pairs = (part.partition("=") for part in query.split("&") if part)
    return [(_decode(name), _decode(value)) for name, _, value in pairs]


def _decode(text: str) -> str:
    return unquote_to_bytes(well_formed(text).replace("+", " ")).decode("utf-8", "replace")


def _serialise_query(pairs: dict[str, str]) -> str:
    return "&".join(f"{_encode(name)}={_encode(value)}" for name, value in pairs.items())


def _encode(text: str) -> str:
    return quote_plus(text, safe="*").replace("~", "%7E")
