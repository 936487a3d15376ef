"""The user agent of the Toss app's web view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aitdesk.phone.environment import Platform

if TYPE_CHECKING:
    from aitdesk.phone.device import Profile
    from aitdesk.phone.environment import Environment


def user_agent(environment: Environment, profile: Profile) -> str:
    """Return what `navigator.userAgent` gives.

    Source: native host 2.10.8. On iOS the shell's own text replaces the browser's (on a device it
    begins with "AppsInToss TossApp/"). On Android the shell sets only a header; there the text
    stands behind an ordinary Android one, so that pages which look for either find it (assumed).
    """
    device = "iPhone" if environment.platform is Platform.IOS else "Android phone"
    toss = (
        f"AppsInToss TossApp/{environment.toss_version} TossColorPreference/light "
        f"TossFontAccessibility/Large TossFontScale/100 {device}"
    )
    if environment.platform is Platform.IOS:
        return toss
    return (
        f"Mozilla/5.0 (Linux; Android {profile.os_version}; {profile.name}; wv) "
        f"AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 "
        f"{toss}"
    )


def languages(locale: str) -> str:
    """Return the Accept-Language header of a phone in that language."""
    tag = locale.replace("_", "-")
    language = tag.split("-", 1)[0]
    wanted = dict.fromkeys([tag, language, "en-US", "en"])
    return ",".join(
        each if rank == 0 else f"{each};q={1 - rank / 10:.1f}" for rank, each in enumerate(wanted)
    )
