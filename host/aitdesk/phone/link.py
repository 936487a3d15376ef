"""Links that leave the mini-app: which may be opened on this desktop, and which Toss would take."""

from __future__ import annotations

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlsplit

from aitdesk.errors import ApiError
from aitdesk.phone.signal import Signal

_OPENABLE = frozenset({"http", "https", "mailto", "tel"})


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was handed out. `is_openable` means that the desktop may offer to open it."""

    url: str
    is_openable: bool


@dataclass
class Links:
    """Hands links to whoever may open them; opening asks a person first, and nothing waits."""

    opened: Signal[Link] = field(default_factory=Signal)

    def open(self, url: str) -> None:
        """Hand the link out.

        `supertoss://web?url=…` is the Toss app's own wrapping of a web address.
        Raises ApiError EUNSPECIFIED for what is no URL (inferred from React Native's Linking).
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            parts = urlsplit("")
        if not parts.scheme:
            raise ApiError(f"Unable to open URL: {url}", code="EUNSPECIFIED")
        wrapped = parse_qs(parts.query).get("url") if parts.scheme == "supertoss" else None
        target = wrapped[0] if wrapped and parts.netloc == "web" else url
        scheme = target.split(":", 1)[0].lower()
        self.opened.emit(Link(target, scheme in _OPENABLE))


def leaves_page(url: str) -> bool:
    """Tell whether a main-frame navigation belongs to the phone rather than to the page.

    Source: native host 2.10.8: http, https and exactly about:blank load inside.
    """
    return url != "about:blank" and url.split(":", 1)[0].lower() not in ("http", "https")


def from_navigation(url: str) -> str:
    """Return the link to hand out for a blocked navigation; `intent:` is unwrapped.

    Source: native host 2.10.8.
    """
    before, separator, intent = url.partition("#Intent;")
    if not url.lower().startswith("intent:") or not separator:
        return url
    scheme = next(
        (part[7:] for part in intent.split(";") if part.startswith("scheme=") and part[7:]), None
    )
    return url if scheme is None else f"{scheme}://{before[7:].lstrip('/')}"
