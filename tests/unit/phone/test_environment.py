from __future__ import annotations

import pytest

from aitdesk.errors import ConfigError
from aitdesk.phone.environment import (
    ALWAYS,
    NEWEST,
    Environment,
    MinVersion,
    Operational,
    Platform,
    check_version,
    compare,
    since,
)

GATE = MinVersion(android="5.20.0", ios="5.3.0")


# What compareVersions of web-bridge 2.10.8 gives for the same pairs.
@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        ("5.266.0", "5.266.0", 0),
        ("5.9.0", "5.10.0", -1),
        ("5.10.0", "5.9.0", 1),
        ("5", "5.0.0", 0),
        ("5.1", "5.0.9", 1),
        ("5.1.0.1", "5.1.0", 1),
        ("v5.1.0", "5.1.0", 0),
        ("5.x", "5.266.0", 0),
        ("5.X", "5.266.0", 0),
        ("5.*.1", "5.266.2", -1),
        ("5.1.0-rc.1", "5.1.0", -1),
        ("5.1.0", "5.1.0-rc.1", 1),
        ("5.1.0-rc.1", "5.1.0-rc.2", -1),
        ("5.1.0+build", "5.1.0", 0),
    ],
)
def test_versions_are_compared_as_the_sdk_does(left: str, right: str, order: int) -> None:
    assert compare(left, right) == order


@pytest.mark.parametrize(
    "text",
    [
        "", "new", "5.", "5..1", "5.1.0 ", "-1", "5.a", "5-rc", "5.1-rc", "5.1.0-", "5.1.0-a_b",
        "5.1.0-a..b", "5.1.0+a_b", "٥.1",
    ],
)  # fmt: skip
def test_what_would_throw_in_the_page_is_refused(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check_version(text)
    assert str(caught.value) == f"Toss version {text!r} is no version: write it like {NEWEST}"


@pytest.mark.parametrize("text", ["5", "5.266", "5.X", "v5.1.0", ">=5.1.0", "5.1.0.2-rc.1+b"])
def test_what_the_sdk_takes_stays_as_it_was_written(text: str) -> None:
    assert check_version(text) == text


@pytest.mark.parametrize(
    ("platform", "toss_version", "is_open"),
    [
        (Platform.IOS, "5.2.9", False),
        (Platform.IOS, "5.3.0", True),
        (Platform.ANDROID, "5.19.9", False),
        (Platform.ANDROID, "5.20.0", True),
    ],
)
def test_a_gate_looks_at_the_platforms_own_column(
    platform: Platform, toss_version: str, *, is_open: bool
) -> None:
    assert Environment(platform, toss_version=toss_version).supports(GATE) is is_open


@pytest.mark.parametrize("minimum", [GATE, since("99.0.0"), MinVersion("never", "never")])
def test_in_the_sandbox_every_gate_is_open(minimum: MinVersion) -> None:
    assert Environment(operational=Operational.SANDBOX, toss_version="0.0.1").supports(minimum)


def test_never_is_never() -> None:
    environment = Environment(Platform.ANDROID, toss_version="99.0.0")
    assert not environment.supports(MinVersion(android="never", ios="5.3.0"))


def test_without_a_minimum_any_version_will_do() -> None:
    assert Environment(toss_version="0.0.0").supports(ALWAYS)


@pytest.mark.parametrize(
    ("operational", "toss_version", "shows"),
    [
        (Operational.TOSS, "5.2.9", False),
        (Operational.TOSS, "5.3.0", True),
        (Operational.SANDBOX, "5.3.0", False),
    ],
)
def test_ads_are_never_shown_in_the_sandbox(
    operational: Operational, toss_version: str, *, shows: bool
) -> None:
    environment = Environment(operational=operational, toss_version=toss_version)
    assert environment.shows_ads(GATE) is shows
