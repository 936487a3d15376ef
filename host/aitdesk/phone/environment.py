"""Which Toss app the mini-app runs in, and what its version opens."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from aitdesk.errors import ConfigError
from aitdesk.phone.observable import Observable, State

NEWEST = "5.270.0"
"""The lowest version that opens every gate of both lines (Storage.getItems of SDK 3.6.0)."""

# What the SDK's isMinVersionSupported accepts (web-bridge 2.10.8, dist/index.js): a version that
# does not fit makes it throw "Invalid semver" inside the page.
_VERSION = re.compile(
    r"[v^~<>=]*(\d+)(?:\.(\d+|[x*])(?:\.(\d+|[x*])(?:\.(\d+|[x*]))?"
    r"(?:-([\da-z\\-]+(?:\.[\da-z\\-]+)*))?(?:\+[\da-z\\-]+(?:\.[\da-z\\-]+)*)?)?)?",
    re.ASCII | re.IGNORECASE,
)


class Platform(StrEnum):
    """The operating system that the SDK's gates look at."""

    IOS = "ios"
    ANDROID = "android"


class Operational(StrEnum):
    """The environment as `getOperationalEnvironment` names it."""

    TOSS = "toss"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class MinVersion:
    """The lowest Toss version that has a feature, for each platform; `never` closes it."""

    android: str
    ios: str


def since(version: str) -> MinVersion:
    """Return the gate that opens with the same version on both platforms."""
    return MinVersion(version, version)


ALWAYS = since("0.0.0")


class Surroundings(State, frozen=True, kw_only=True):
    """The Toss app around the mini-app. `locale` is a BCP 47 tag."""

    platform: Platform = Platform.IOS
    operational: Operational = Operational.TOSS
    toss_version: str = NEWEST
    locale: str = "ko-KR"

    def __post_init__(self) -> None:
        """Raise ValueError for a version at which the SDK would throw in the page."""
        if _VERSION.fullmatch(self.toss_version) is None:
            raise ValueError(f"{self.toss_version!r} is no version: write it like {NEWEST}")


class Environment:
    """The Toss app that is simulated now, and what it opens."""

    def __init__(
        self,
        platform: Platform = Platform.IOS,
        operational: Operational = Operational.TOSS,
        toss_version: str = NEWEST,
        locale: str = "ko-KR",
    ) -> None:
        self.observable = Observable(
            Surroundings(
                platform=platform,
                operational=operational,
                toss_version=toss_version,
                locale=locale,
            )
        )

    @property
    def platform(self) -> Platform:
        """What the SDK takes the phone for."""
        return self.observable.value.platform

    @property
    def operational(self) -> Operational:
        """Whether this is the Toss app or its sandbox."""
        return self.observable.value.operational

    @property
    def toss_version(self) -> str:
        """The version of the Toss app."""
        return self.observable.value.toss_version

    @property
    def locale(self) -> str:
        """The language of the phone, a BCP 47 tag."""
        return self.observable.value.locale

    def say(self, korean: str, english: str) -> str:
        """Return the text in the phone's language: Korean, or English for every other."""
        return korean if self.locale.lower().partition("-")[0] == "ko" else english

    def supports(self, minimum: MinVersion) -> bool:
        """Tell whether a feature is there.

        Source: isMinVersionSupported, web-bridge 2.10.8 dist/index.js: in the sandbox every gate
        is open; otherwise the platform's column is compared with the app's version.
        """
        if self.operational is Operational.SANDBOX:
            return True
        needed = minimum.ios if self.platform is Platform.IOS else minimum.android
        return needed != "never" and compare(self.toss_version, needed) >= 0

    def shows_ads(self, minimum: MinVersion) -> bool:
        """Tell whether an ad function is there: unlike all others, never in the sandbox."""
        return self.operational is Operational.TOSS and self.supports(minimum)


def check_version(text: str) -> str:
    """Return the version as it is; raise ConfigError where the SDK would throw in the page."""
    if _VERSION.fullmatch(text) is None:
        raise ConfigError(f"Toss version {text!r} is no version: write it like {NEWEST}")
    return text


@cache  # asked at every call, with the few versions of the registry
def compare(left: str, right: str) -> int:
    """Return -1, 0 or 1. Missing segments are 0, `x` and `*` equal anything.

    A version with a pre-release suffix is lower than the same without (native host 2.10.8).
    """
    (numbers, suffix), (other_numbers, other_suffix) = _parts(left), _parts(right)
    for number, other in zip(numbers, other_numbers, strict=True):
        if number is not None and other is not None and number != other:
            return 1 if number > other else -1
    if suffix == other_suffix:
        return 0
    if not suffix or not other_suffix:
        return 1 if not suffix else -1
    return 1 if suffix > other_suffix else -1


def _parts(text: str) -> tuple[list[int | None], str]:
    found = _VERSION.fullmatch(text)
    if found is None:
        raise ConfigError(f"Toss version {text!r} is no version: write it like {NEWEST}")
    *segments, suffix = found.groups()
    numbers = [None if part in ("x", "X", "*") else int(part or 0) for part in segments]
    return numbers, suffix or ""
