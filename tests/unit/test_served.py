from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from aitdesk.journal import Journal, Kind
from aitdesk.miniapp import MiniApp
from aitdesk.served import serve
from aitdesk.shell.app import AppFacts

if TYPE_CHECKING:
    from pathlib import Path

KIT = "static.toss.im"
PAGE = "my-app.apps.tossmini.com"


def mapped(tmp_path: Path, *, url: str | None = None, origin: str | None = None) -> list[str]:
    """Return the host names that Chromium must look for here."""
    folder = tmp_path / "dist" if url is None else None
    app = MiniApp(AppFacts("my-app", "My App"), folder=folder, url=url)
    served = serve(app, origin_choice=origin, home=tmp_path / "home", journal=Journal())
    asyncio.run(served.close())
    return [each.host for each in served.mapped]


@pytest.mark.parametrize(
    ("url", "origin", "hosts"),
    [
        (None, None, [PAGE, KIT]),
        (None, "private", ["my-app.private-apps.tossmini.com", KIT]),
        (None, "https://shop.example.com:8443", ["shop.example.com", KIT]),
        (None, "local", [KIT]),
        ("http://127.0.0.1:5173/", None, [KIT]),
        ("https://my-app.example.com/", None, [KIT]),
        (None, f"https://{KIT}", [KIT]),
        (f"https://{KIT}/my-app/", None, []),
    ],
)
def test_the_page_and_the_ad_kit_are_mapped_and_no_real_address_is(
    tmp_path: Path, url: str | None, origin: str | None, hosts: list[str]
) -> None:
    assert mapped(tmp_path, url=url, origin=origin) == hosts


def test_a_folder_that_cannot_keep_certificates_is_told_once_and_left_alone(
    tmp_path: Path,
) -> None:
    home, journal = tmp_path / "home", Journal()
    home.write_text("no folder")
    app = MiniApp(AppFacts("my-app", "My App"), folder=tmp_path)
    served = serve(app, origin_choice=None, home=home, journal=journal)
    hosts, passing = [each.host for each in served.mapped], served.passing
    was_there = passing is not None and passing.is_dir()
    asyncio.run(served.close())
    problems = [entry for entry in journal.entries if entry.kind is Kind.PROBLEM]
    assert (hosts, len(problems), was_there) == ([PAGE, KIT], 1, True)
    assert passing is not None
    assert not passing.exists()
