from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

import ait_files
from ait_files import bridge_ait, granite_ait, old_ait
from aitdesk.errors import ConfigError
from aitdesk.journal import EntryKind, Journal
from aitdesk.miniapp.target import Target, locate
from aitdesk.phone.app import AppFacts
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.server.origin_server import serve

if TYPE_CHECKING:
    from pathlib import Path

KIT = "static.toss.im"
PAGE = "my-app.apps.tossmini.com"


def mapped(tmp_path: Path, *, url: str | None = None, origin: str | None = None) -> list[str]:
    """Return the host names that Chromium must look for here."""
    folder = tmp_path / "dist" if url is None else None
    app = Target(AppFacts("my-app", "My App"), folder=folder, url=url)
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
    app = Target(AppFacts("my-app", "My App"), folder=tmp_path)
    served = serve(app, origin_choice=None, home=home, journal=journal)
    hosts, were_there = (
        [each.host for each in served.mapped],
        [each.folder.is_dir() for each in served.passing],
    )
    asyncio.run(served.close())
    problems = [entry for entry in journal.entries if entry.kind is EntryKind.PROBLEM]
    assert (hosts, len(problems), were_there) == ([PAGE, KIT], 1, [True])
    assert [each for each in served.passing if each.folder.exists()] == []


def packed(folder: Path, content: bytes) -> Target:
    file = folder / "my-app.ait"
    file.write_bytes(content)
    return locate(str(file))


@pytest.mark.parametrize(
    ("content", "host"),
    [
        (granite_ait(), "packed-app.apps.tossmini.com"),
        (bridge_ait(), "packed-app.web.tossmini.com"),
        (old_ait(), "packed-app.apps.tossmini.com"),
    ],
)
def test_a_package_is_served_from_a_folder_of_the_run_alone(
    content: bytes, host: str, tmp_path: Path
) -> None:
    app = packed(tmp_path, content)
    served = serve(app, origin_choice=None, home=tmp_path / "home", journal=Journal())
    assert served.folder is not None
    found = (
        served.origin,
        (served.folder / "index.html").read_bytes(),
        [each.folder for each in served.passing],
    )
    asyncio.run(served.close())
    assert (found, served.folder.exists()) == (
        (f"https://{host}", ait_files.PAGE, [served.folder]),
        False,
    )


def test_a_package_that_cannot_be_unpacked_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    files = ait_files.granite_files()
    said = ait_files.described(files, hashes={"web/index.html": "00" * 32})
    app = packed(tmp_path, ait_files.container(said, ait_files.zipped(files)))
    with pytest.raises(ConfigError, match="its hash differs"):
        serve(app, origin_choice=None, home=tmp_path / "home", journal=Journal())
    assert list((tmp_path / "temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("line", "host", "query"),
    [
        (None, "my-app.apps.tossmini.com", "?x=1&_deploymentId=id"),
        (Line.GRANITE, "my-app.apps.tossmini.com", "?x=1&_deploymentId=id"),
        (Line.WEBVIEW_BRIDGE, "my-app.apps.tossmini.com", "?x=1"),
    ],
)
def test_the_first_page_has_the_deployments_id_but_on_sdk_3(
    line: Line | None, host: str, query: str, tmp_path: Path
) -> None:
    facts = AppFacts("my-app", "My App", deployment_id="id")
    evidence = None if line is None else SdkEvidence(line, "a test")
    app = Target(facts, folder=tmp_path, line=evidence)
    served = serve(app, origin_choice=None, home=tmp_path / "home", journal=Journal())
    asyncio.run(served.close())
    assert served.entry_url("intoss://my-app/a?x=1") == f"https://{host}/a{query}"


def test_the_icon_of_a_package_is_one_of_its_files(tmp_path: Path) -> None:
    web = {"web/index.html": ait_files.PAGE, "web/icon.png": b"png"}
    app = packed(tmp_path, granite_ait(web))
    icon = "https://packed-app.apps.tossmini.com/icon.png"
    app = replace(app, facts=replace(app.facts, icon=icon))
    served = serve(app, origin_choice=None, home=tmp_path / "home", journal=Journal())
    assert served.folder is not None
    found, file = served.icon(), (served.folder / "icon.png").resolve()
    asyncio.run(served.close())
    assert found == file.as_uri()
