"""What the shell knows about the running mini-app from its own configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FAKE_DEPLOYMENT_ID = "00000000-0000-7000-8000-000000000000"
"""A valid UUIDv7 of the instant 0: the SDK's Analytics reads a time from it."""

FAKE_GROUP_ID = "aitdesk-group"
"""Source: assumed; no capture shows the form of a group id."""

TOSS_BLUE = "#3182F6"
"""The brand colour of a mini-app that names none."""

WebViewType = Literal["partner", "game", "external"]


@dataclass(frozen=True, slots=True)
class DeclaredPermission:
    """One entry of the manifest's `permissions`, such as clipboard/read; not checked here."""

    name: str
    access: str


@dataclass(frozen=True, slots=True)
class AppFacts:
    """A mini-app's own facts, as its native bundle would carry them.

    Source: `granite.config` fields of SDK 2.10.8 and the bundle's `__appsInToss` object;
    `apps-in-toss.config` of SDK 3.x has fewer: no display name, icon or type.
    """

    name: str
    """`appName`: a DNS label; host of the scheme and first label of the origin."""

    display_name: str
    """`brand.displayName`, shown in the navigation bar; the name when none is given."""

    icon: str = ""
    """`brand.icon`: a URL, "" when there is none."""

    primary_color: str = TOSS_BLUE
    """`brand.primaryColor`, `#RRGGBB`."""

    web_view_type: WebViewType = "partner"
    """`webViewProps.type`: which navigation bar is drawn."""

    needs_tap_for_media: bool = True
    """`mediaPlaybackRequiresUserAction` of `webViewProps`, `webView` of SDK 3.x."""

    permissions: tuple[DeclaredPermission, ...] = ()
    """`permissions` of the manifest; empty also when they could not be read."""

    deployment_id: str = FAKE_DEPLOYMENT_ID
    """UUIDv7 of the build; `local` for a development server, as in a development host."""

    group_id: str = FAKE_GROUP_ID
    """What the constant `getGroupId` gives."""

    sdk_version: str | None = None
    """Version of the SDK in the bundle, such as `2.10.8`; None when it cannot be told."""

    navigation_bar: str | None = None
    """JSON text of `navigationBar`; None when the configuration has none (no constant then)."""
