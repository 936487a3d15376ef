from __future__ import annotations

import pytest

from aitdesk.phone.device import DEFAULT_DEVICES, profile
from aitdesk.phone.environment import Environment, Platform
from aitdesk.phone.user_agent import languages, user_agent

BEFORE = (
    "Mozilla/5.0 (Linux; Android 14; Galaxy S24; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36 "
)
TOSS = "AppsInToss TossApp/5.261.0 TossColorPreference/light TossFontAccessibility/Large "


@pytest.mark.parametrize(
    ("platform", "text"),
    [
        (Platform.IOS, f"{TOSS}TossFontScale/100 iPhone"),
        (
            Platform.ANDROID,
            f"{BEFORE}{TOSS}TossFontScale/100 Android phone",
        ),
    ],
)
def test_the_user_agent_is_the_toss_apps(platform: Platform, text: str) -> None:
    environment = Environment(platform, toss_version="5.261.0")
    assert user_agent(environment, profile(DEFAULT_DEVICES[platform])) == text


@pytest.mark.parametrize(
    ("locale", "header"),
    [
        ("ko-KR", "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7"),
        ("ko_KR", "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7"),
        ("en-US", "en-US,en;q=0.9"),
        ("en", "en,en-US;q=0.9"),
        ("ja", "ja,en-US;q=0.9,en;q=0.8"),
    ],
)
def test_a_phone_asks_for_its_own_language_first(locale: str, header: str) -> None:
    assert languages(locale) == header
