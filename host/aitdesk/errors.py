"""Every exception that aitdesk raises.

HostError
├─ ApiError(message, code, data)  crosses the wire; the SDK promise rejects
│   ├─ Unimplemented              only in strict mode: the name is not answered here
│   ├─ InvalidParams              the arguments do not fit the call
│   ├─ Unavailable                a real device would refuse now
│   ├─ Injected                   the developer asked for this failure
│   └─ TransportFailure           the developer asked for one on the way to the page
├─ ControlError                   a request to control that cannot be done
├─ PartnerError                   a request of the mini-app's server that Toss would refuse
├─ PromptError                    an answer to a question that nobody asks
├─ WireError                      unreadable text from the page; journaled and dropped
├─ StoreError                     the data folder cannot be read or written
│   └─ SecretError                the install secret is missing, damaged or foreign
├─ WindowGone                     a window was asked for something, and is closed
├─ DriverError(message, code)     a test's WebView cannot be started, reached or asked that
│   ├─ Unreachable                nobody answers: the window is closed, its process ended or hangs
│   └─ Refused                    control did not do what it was asked
└─ ConfigError                    the user's mistake; the command line exits with 2

AssertionError
└─ Unmet                          what a test expected did not come
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def printable(text: str) -> str:
    """Return one line that steers no terminal: it may quote a file, which may hold anything."""
    return "".join(each if each.isprintable() else "\N{REPLACEMENT CHARACTER}" for each in text)


class HostError(Exception):
    """Anything that aitdesk raises on purpose."""


class ApiError(HostError):
    """A refusal that the page sees: its promise rejects with this code and message.

    `name` is the error object's own; `data` holds further members of it (JSON values), such as
    `userInfo`.
    """

    code: str | None = None

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        name: str = "Error",
        data: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.name = name
        self.code = code if code is not None else type(self).code
        self.data: Mapping[str, object] = data if data is not None else {}


class Unimplemented(ApiError):
    """The name is not answered by this shell; raised only in strict mode."""

    code = "UNIMPLEMENTED"


class InvalidParams(ApiError):
    """The arguments of a call do not fit. The code is an assumption: no capture shows one."""

    code = "INVALID_REQUEST"


class Unavailable(ApiError):
    """A real device would refuse now. `EXECUTION_ERROR` is the native shell's code (device)."""

    code = "EXECUTION_ERROR"


class Injected(ApiError):
    """A failure that the developer asked for; its code is the one that was asked for."""


class TransportFailure(ApiError):
    """A failure of the way itself: only name, message and stack reach the page.

    Some phones tell every failure so (public report on 3.0 beta).
    """


class ControlError(HostError):
    """A request to control that cannot be done: `status` is HTTP's, `code` names the reason."""

    def __init__(
        self, message: str, *, status: int, code: str, mistakes: tuple[str, ...] = ()
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.code = code
        self.mistakes = mistakes


class PartnerError(HostError):
    """A request to the partner API that Toss would refuse; `key` names the failure in its table."""

    def __init__(self, key: str, *, data: Mapping[str, object] | None = None) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


class PromptError(HostError):
    """An answer to a question that is not open, or with a choice that it does not have."""


class WireError(HostError):
    """Text from the page that is not a message of the bridge."""


class StoreError(HostError):
    """The data folder cannot be read or written. The message names the file and the remedy."""


class SecretError(StoreError):
    """The install secret cannot be used. It is never overwritten; the message says how to mend."""


class WindowGone(HostError):
    """A window was asked for something, and is closed."""

    def __init__(self) -> None:
        super().__init__("the window is closed")


class ConfigError(HostError):
    """The user's mistake: what is wrong, where, and how to mend it, in one line."""


class DriverError(HostError):
    """A test's WebView cannot be started or reached, or refuses what it was asked.

    `code` names the reason: control's own, or ENDED, HANGS, GONE or NOT_LOADED.
    """

    def __init__(self, message: str, *, code: str = "DRIVER") -> None:
        super().__init__(message)
        self.code = code


class Unreachable(DriverError):
    """Nobody answers any more. The code is ENDED, HANGS, GONE, or CLOSED where control says so."""


class Refused(DriverError):
    """Control did not do what it was asked; code and message are its own."""


class Unmet(AssertionError):
    """What a test expected did not come: it fails, as any assertion does."""
