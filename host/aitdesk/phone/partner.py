"""How Toss's server answers the mini-app's server, as its console and the state set it up."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeAlias
from urllib.parse import urlsplit

import msgspec

from aitdesk.phone.observable import Observable, State

if TYPE_CHECKING:
    from collections.abc import Iterator

ScopeName: TypeAlias = Literal[
    "user_key",
    "user_ci",
    "user_birthday",
    "user_nationality",
    "user_name",
    "user_phone",
    "user_gender",
    "user_email",
]
Count: TypeAlias = Annotated[int, msgspec.Meta(ge=0)]
_SCOPES: Final[tuple[ScopeName, ...]] = (
    "user_key",
    "user_ci",
    "user_birthday",
    "user_nationality",
    "user_name",
    "user_phone",
    "user_gender",
    "user_email",
)
_LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_ZONE: Final = re.compile(r"[+-]\d\d:\d\d")


class MessageTemplate(State, frozen=True, kw_only=True):
    """A message of the console. `{{name}}` in its texts is the member of a message's context.

    `link` is where a tap leads, such as intoss://my-app/items/7; "" leads nowhere.
    """

    title: str = ""
    body: str = ""
    link: str = ""
    is_approved: bool = True


class PartnerState(State, frozen=True, kw_only=True):
    """What is known of the partner API in two ways or in none, each with what is taken for true.

    Times are the phone's, in ms. While `templates` is empty, every template works. A URL is one
    that the console would take: https, or http on this machine. The authorizations are the value
    that was registered, before base64. `zone` is behind every time without one, such as +09:00.
    """

    access_lifetime_ms: Count = 3_600_000
    refresh_lifetime_ms: Count = 14 * 86_400_000
    expires_in: Literal["number", "string"] = "number"
    invalid_grant_status: Literal[200, 400, 401] = 400
    scopes: tuple[ScopeName, ...] = _SCOPES
    cipher_aad: str = "TOSS"
    verified_as: Literal["boolean", "string"] = "boolean"
    unknown_key: Literal["4010", "401"] = "4010"
    paid_order_status: Literal["PAYMENT_COMPLETED", "PURCHASED"] = "PAYMENT_COMPLETED"
    reward_key_lifetime_ms: Count = 3_600_000
    reward_pending_ms: Count = 0
    templates: dict[str, MessageTemplate] = msgspec.field(default_factory=dict)
    needs_agreement: bool = False
    test_payment: Literal["sandbox", "live"] = "sandbox"
    zone: str = "+09:00"
    calls_a_minute: Count = 3_000
    messages_a_minute: Count = 15_000
    messages_to_one_a_minute: Count = 10
    unlink_url: str = ""
    unlink_method: Literal["GET", "POST"] = "POST"
    unlink_authorization: str = ""
    notification_url: str = ""
    notification_authorization: str = ""
    callback_timeout_ms: Count = 5_000
    callback_retries: Count = 0
    callback_retry_after_ms: Count = 60_000

    def __post_init__(self) -> None:
        """Raise ValueError for what the console would refuse."""
        for url in (self.unlink_url, self.notification_url):
            check_callback_url(url)
        if _ZONE.fullmatch(self.zone) is None:
            raise ValueError(f'zone "{self.zone}": write it like +09:00')

    def authorization(self, value: str) -> dict[str, str]:
        """Return the header that a registered value becomes, none for ""."""
        from base64 import b64encode

        return {"authorization": f"Basic {b64encode(value.encode()).decode()}"} if value else {}


def check_callback_url(url: str) -> None:
    """Raise ValueError for a URL that the console refuses; "" is none."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        raise ValueError(f'"{url}" is no URL') from None
    is_local = parts.scheme == "http" and host in _LOOPBACK
    if (
        not host
        or parts.fragment
        or "@" in parts.netloc
        or not (parts.scheme == "https" or is_local)
    ):
        raise ValueError(f'"{url}": the console takes https alone, and http on 127.0.0.1')


@dataclass
class PartnerSettings:
    """The settings of Toss's server. `is_served` tells whether it is asked in this run."""

    observable: Observable[PartnerState] = field(default_factory=lambda: Observable(PartnerState()))
    is_served: bool = False

    @contextmanager
    def serving(self) -> Iterator[None]:
        """Let the mini-app's server ask meanwhile: what it was not given is refused then."""
        self.is_served = True
        try:
            yield
        finally:
            self.is_served = False
