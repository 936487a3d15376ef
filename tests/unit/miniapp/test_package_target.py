"""A package as the target: what it says of its mini-app, and what beside it says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ait_files import DEPLOYMENT_ID, bridge_ait, granite_ait, old_ait
from aitdesk.miniapp.target import locate
from aitdesk.phone.app import AppFacts, DeclaredPermission
from aitdesk.protocol.line import Line, SdkEvidence
from targets import refusal

if TYPE_CHECKING:
    from pathlib import Path


DECLARED = DeclaredPermission("clipboard", "read")


def test_a_package_is_a_mini_app_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "Some.AIT"
    file.write_bytes(granite_ait())
    found = locate(str(file))
    assert found.facts == AppFacts(
        name="packed-app",
        display_name="가게",
        primary_color="#112233",
        permissions=(DECLARED, DeclaredPermission("camera", "access")),
        deployment_id=DEPLOYMENT_ID,
        sdk_version="2.10.8",
        navigation_bar='{"withBackButton": true, "withHomeButton": true, "withTitle": true, '
        '"transparentBackground": false}',
    )
    assert (found.folder, found.url, found.line, found.notes) == (
        None,
        None,
        SdkEvidence(Line.GRANITE, "Some.AIT"),
        (),
    )


def test_a_package_of_sdk_3_has_its_facts_too(tmp_path: Path) -> None:
    (tmp_path / "a.ait").write_bytes(bridge_ait())
    found = locate(str(tmp_path / "a.ait"))
    assert (found.line, found.facts) == (
        SdkEvidence(Line.WEBVIEW_BRIDGE, "a.ait"),
        AppFacts(
            name="packed-app",
            display_name="packed-app",
            primary_color="#445566",
            permissions=(DECLARED, DeclaredPermission("camera", "access")),
            deployment_id=DEPLOYMENT_ID,
            sdk_version="3.0.3",
            navigation_bar='{"withBackButton": true, "withHomeButton": false, "withTitle": true, '
            '"transparentBackground": false, "theme": "dark"}',
        ),
    )


def test_what_lies_beside_a_package_says_nothing_of_it(project: Path) -> None:
    (project / "a.ait").write_bytes(old_ait())
    assert locate(str(project / "a.ait"), app_name="other").facts == AppFacts(
        name="other",
        display_name="other",
        permissions=(DECLARED, DeclaredPermission("camera", "access")),
        deployment_id=DEPLOYMENT_ID,
        sdk_version="1.6.2",
    )


def test_a_name_in_a_package_that_is_no_label_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ait").write_bytes(granite_ait(app_name="My App"))
    assert refusal(str(tmp_path / "a.ait")).startswith('appName of a.ait "My App" is no app name')


def test_names_with_backslashes_are_read_with_a_note(tmp_path: Path) -> None:
    file = tmp_path / "my-app.ait"
    web = {"web\\index.html": b"<!doctype html>", "web\\assets\\a.js": b"1"}
    file.write_bytes(granite_ait(web))
    found = locate(str(file))
    assert found.package is not None
    found.package.unpack(tmp_path / "page")
    assert (tmp_path / "page" / "assets" / "a.js").read_bytes() == b"1"
    assert [note.partition(",")[0] for note in found.notes] == [
        "the package's names have backslashes"
    ]
