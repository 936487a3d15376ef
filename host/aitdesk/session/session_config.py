"""What one session is: the mini-app, its phone, its person, its surroundings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aitdesk.server.origin_server import KIT_ORIGIN

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.config.configuration import Configuration
    from aitdesk.miniapp.target import Target
    from aitdesk.phone.device import Profile
    from aitdesk.phone.environment import Environment
    from aitdesk.storage import Install


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionConfig:
    """The choices that a session is made of.

    `origin`, `origin_before` and `scheme` are the command line's, None for the default; a share
    link that was made on this install counts as the scheme that it stands for. `platform` is
    Qt's, such as "offscreen". `debug_port` opens Chromium's DevTools protocol on loopback.
    `saves_in` is where the mini-app's files are saved, None for the user's downloads. With
    `is_idle` its window stays empty. `kit_upstream` is where the files beside the ad kit are read.
    """

    miniapp: Target
    origin: str | None
    origin_before: str | None = None
    scheme: str | None
    device: Profile
    environment: Environment
    configuration: Configuration
    install: Install
    user: str
    platform: str
    is_attended: bool
    has_user_scripts: bool = True
    is_strict: bool = False
    has_device_pixels: bool = False
    is_idle: bool = False
    debug_port: int | None = None
    saves_in: Path | None = None
    kit_upstream: str = KIT_ORIGIN
