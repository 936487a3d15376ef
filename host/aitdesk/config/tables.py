"""The tables of `aitdesk.toml` that are no part of the shell: mini-app, device, checks."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from aitdesk.miniapp.project import APP_NAME, BAR_DEFAULTS, BRAND_COLOR
from aitdesk.miniapp.sdk_version import exact_version, line_of
from aitdesk.phone.app import DeclaredPermission, WebViewType
from aitdesk.phone.device import Insets, profiles
from aitdesk.phone.need import VALID, Need
from aitdesk.phone.observable import State

if TYPE_CHECKING:
    import msgspec

    from aitdesk.phone.app import AppFacts
    from aitdesk.phone.device import Profile
    from aitdesk.value import Json

_FACTS = ("name", "display_name", "icon", "primary_color", "web_view_type", "sdk_version")
_SHORT_ACCESS = {"": ("access",), "r": ("read",), "w": ("write",), "rw": ("read", "write")}


class BarButton(State, frozen=True, kw_only=True):
    """The button that the bar begins with; `icon` names one of Toss's icons."""

    id: str
    title: str = ""
    icon: str = ""


class NavigationBar(State, frozen=True, kw_only=True):
    """`navigationBar` of the configuration; what is left out stays as it is there."""

    with_back_button: bool | None = None
    with_home_button: bool | None = None
    with_title: bool | None = None
    transparent_background: bool | None = None
    theme: str | None = None
    initial_accessory_button: BarButton | None = None

    def over(self, text: str | None) -> str:
        """Return the bar's JSON text with these members in it."""
        bar: dict[str, Json] = {**BAR_DEFAULTS, **json.loads(text or "{}")}
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, BarButton):
                icon: Json = {"name": value.icon}
                bar[_camel(name)] = {"id": value.id, "title": value.title, "icon": icon}
            elif value is not None:
                bar[_camel(name)] = value
        return json.dumps(bar, ensure_ascii=False)


class PermissionEntry(State, frozen=True, kw_only=True):
    """One entry of the manifest's `permissions`."""

    name: str
    access: str


PermissionWords: TypeAlias = str
"""Such as clipboard:rw, photos:r or camera."""


class AppTable(State, frozen=True, kw_only=True):
    """The mini-app's own facts; what is left out is its configuration's.

    `permissions` are entries such as "clipboard:rw" or {name, access}. `primary_color` is
    #RRGGBB, `web_view_type` which bar is drawn, `line` the SDK: 2 for 1.x and 2.x, or 3;
    `sdk_version` its version, such as 3.0.3.
    """

    name: str | None = None
    line: Literal[2, 3] | None = None
    sdk_version: str | None = None
    display_name: str | None = None
    icon: str | None = None
    primary_color: str | None = None
    web_view_type: WebViewType | None = None
    permissions: tuple[PermissionWords | PermissionEntry, ...] | None = None
    navigation_bar: NavigationBar | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for a name, colour or permission that no mini-app has."""
        if self.name is not None and APP_NAME.fullmatch(self.name) is None:
            raise ValueError(
                f'"{self.name}": use up to 63 lower-case letters, digits and inner hyphens'
            )
        if self.primary_color is not None and BRAND_COLOR.fullmatch(self.primary_color) is None:
            raise ValueError(f'"{self.primary_color}": write it like #3182F6')
        if self.sdk_version is not None and exact_version(self.sdk_version) is None:
            raise ValueError(f'"{self.sdk_version}": write the version like 3.0.3')
        is_said_twice = self.line is not None and self.sdk_version is not None
        if is_said_twice and line_of(self.sdk_version or "") != str(self.line):
            raise ValueError(f"sdk_version {self.sdk_version} is not of line {self.line}")
        for entry in self.permissions or ():
            declared(entry)

    def over(self, facts: AppFacts) -> AppFacts:
        """Return the facts with these in their place."""
        said = {name: value for name in _FACTS if (value := getattr(self, name)) is not None}
        facts = replace(facts, **said)
        if self.permissions is not None:
            entries = tuple(each for entry in self.permissions for each in declared(entry))
            facts = replace(facts, permissions=entries)
        if self.navigation_bar is not None:
            bar = self.navigation_bar.over(facts.navigation_bar)
            facts = replace(facts, navigation_bar=bar)
        return facts


class DeviceTable(State, frozen=True, kw_only=True):
    """The phone: `name` is one of the devices that aitdesk knows, the rest changes that one.

    Sizes are CSS pixels, portrait; the insets are its safe area.
    """

    name: str | None = None
    os_version: str | None = None
    width_px: int | None = None
    height_px: int | None = None
    inset_top_px: int | None = None
    inset_right_px: int | None = None
    inset_bottom_px: int | None = None
    inset_left_px: int | None = None

    def __post_init__(self) -> None:
        """Raise ValueError for an unknown device, and for what is no size."""
        known = {name.casefold() for name in profiles()}
        if self.name is not None and self.name.casefold() not in known:
            raise ValueError(f'"{self.name}": choose one of {", ".join(profiles())}')
        for side in ("width_px", "height_px"):
            size_px = getattr(self, side)
            if size_px is not None and not 1 <= size_px <= _LARGEST_PX:
                raise ValueError(f"{size_px}: choose 1 to {_LARGEST_PX}")
        for edge in _EDGES:
            inset_px = getattr(self, f"inset_{edge}_px")
            if inset_px is not None and not 0 <= inset_px <= _LARGEST_PX:
                raise ValueError(f"{inset_px}: choose 0 to {_LARGEST_PX}")

    def over(self, profile: Profile) -> Profile:
        """Return the phone with these in the place of its own."""
        said = {
            name: value
            for name in ("os_version", "width_px", "height_px")
            if (value := getattr(self, name)) is not None
        }
        edges = profile.insets.edges()
        insets = {
            edge: edges[edge] if (px := getattr(self, f"inset_{edge}_px")) is None else px
            for edge in _EDGES
        }
        return replace(profile, insets=Insets(**insets), **said)


class SmokeTable(State, frozen=True, kw_only=True):
    """What `aitdesk smoke` lets pass: kinds of failure, alone or as "kind:text"."""

    allow: tuple[str, ...] = ()


class ReviewTable(State, frozen=True, kw_only=True):
    """What `aitdesk review` cannot know by itself, and what it lets pass.

    `console_title`, `console_icon` and `schemes` are what the console of Apps in Toss has: name,
    address of the icon, links of the features. `allow` has rules, alone or as "rule:text".
    """

    allow: tuple[str, ...] = ()
    console_title: str | None = None
    console_icon: str | None = None
    schemes: tuple[str, ...] = ()


_EDGES = ("top", "right", "bottom", "left")
_LARGEST_PX = 10_000


def declared(entry: PermissionWords | PermissionEntry) -> tuple[DeclaredPermission, ...]:
    """Return what an entry declares. Raises ValueError for one that no manifest has."""
    if isinstance(entry, PermissionEntry):
        name, access = entry.name, entry.access
    else:
        name, _, access = entry.partition(":")
    accesses = _SHORT_ACCESS.get(access, (access,))
    needs = tuple(Need(name, access) for access in accesses)
    if not VALID.issuperset(needs):
        known = ", ".join(sorted(f"{need.name}:{need.access}" for need in VALID))
        raise ValueError(f"no permission {name}:{accesses[0]}; there is {known}")
    return tuple(DeclaredPermission(need.name, need.access) for need in needs)


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


TABLES: dict[str, type[msgspec.Struct]] = {
    "app": AppTable,
    "device": DeviceTable,
    "smoke": SmokeTable,
    "review": ReviewTable,
}
"""What stands in the file beside the parts of the shell."""
