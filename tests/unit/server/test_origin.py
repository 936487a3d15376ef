from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aitdesk.errors import ConfigError
from aitdesk.miniapp.target import Target
from aitdesk.phone.app import AppFacts
from aitdesk.protocol.line import Line, SdkEvidence
from aitdesk.server.origin import former_origin, origin, origin_note, stable_port

APP = Target(AppFacts(name="my-app", display_name="My app"), folder=Path("/dist"))
SERVER = Target(APP.facts, url="http://localhost:5173/a?b")


@pytest.mark.parametrize(
    ("line", "choice", "expected"),
    [
        (None, "production", "https://my-app.apps.tossmini.com"),
        (Line.GRANITE, None, "https://my-app.apps.tossmini.com"),
        (Line.GRANITE, "private", "https://my-app.private-apps.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, None, "https://my-app.apps.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, "production", "https://my-app.apps.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, "private", "https://my-app.private-apps.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, "local", "http://127.0.0.1:8123"),
        (Line.WEBVIEW_BRIDGE, "https://my-app.example.com", "https://my-app.example.com"),
    ],
)
def test_a_line_whose_version_nobody_knows_is_at_apps(
    line: Line | None, choice: str | None, expected: str
) -> None:
    app = replace(APP, line=None if line is None else SdkEvidence(line, "a test"))
    assert origin(choice, app=app, port=8123) == expected


# The last millisecond before 2026-08-25 in Korea, and the first one of it, as UUIDv7.
BEFORE, SINCE = "01a03449-157f-7000-8000-000000000000", "01a03449-1580-7000-8000-000000000000"


def built(version: str | None, *, deployment_id: str = BEFORE, line: Line | None = None) -> Target:
    facts = replace(APP.facts, sdk_version=version, deployment_id=deployment_id)
    return replace(APP, facts=facts, line=None if line is None else SdkEvidence(line, "a test"))


@pytest.mark.parametrize(
    ("version", "label"),
    [
        ("1.6.2", "apps"),
        ("2.10.8", "apps"),
        ("2.99.99", "apps"),
        ("3.0.0-beta.da14818", "web"),
        ("3.0.0", "web"),
        ("3.0.5", "web"),
        ("3.1.0", "web"),
        ("3.1.1", "apps"),
        ("3.6.0", "apps"),
        ("4.0.0", "apps"),
        (None, "apps"),
    ],
)
def test_an_upload_from_before_the_move_is_where_its_version_puts_it(
    version: str | None, label: str
) -> None:
    app = built(version)
    places = [origin(choice, app=app, port=1) for choice in (None, "production", "private")]
    live, private = (f"https://my-app.{each}.tossmini.com" for each in (label, f"private-{label}"))
    assert places == [live, live, private]
    since = built(version, deployment_id=SINCE)
    assert origin(None, app=since, port=1) == "https://my-app.apps.tossmini.com"


def test_the_line_that_is_said_wins_over_the_version_that_is_installed() -> None:
    app = built("3.0.5", line=Line.GRANITE)
    assert origin(None, app=app, port=1) == "https://my-app.apps.tossmini.com"


@pytest.mark.parametrize(
    ("version", "deployment_id", "note"),
    [
        ("2.10.8", SINCE, None),
        ("3.1.1", BEFORE, None),
        (
            "3.0.5",
            BEFORE,
            "SDK 3.0.5 from before 2026-08-25 is at web; an upload since: --origin apps",
        ),
        (
            "3.0.5",
            SINCE,
            "SDK 3.0.5 built since 2026-08-25 is at apps; an upload from before: --origin web",
        ),
    ],
)
def test_it_is_told_where_the_date_decides(
    version: str, deployment_id: str, note: str | None
) -> None:
    assert origin_note(built(version, deployment_id=deployment_id)) == note


@pytest.mark.parametrize("label", ["apps", "web", "private-apps", "private-web"])
def test_an_origin_can_be_named_whatever_the_version(label: str) -> None:
    assert origin(label, app=built("3.6.0"), port=1) == f"https://my-app.{label}.tossmini.com"


@pytest.mark.parametrize(
    ("scheme", "label"),
    [
        (None, "apps"),
        ("intoss://my-app", "apps"),
        ("intoss-private://my-app?_deploymentId=1", "private-apps"),
        (" INTOSS-PRIVATE://my-app", "private-apps"),
        ("https://minion.toss.im/x", "apps"),
    ],
)
def test_by_itself_it_is_the_one_that_the_entry_link_belongs_to(
    scheme: str | None, label: str
) -> None:
    found = [origin(choice, app=APP, port=1, scheme=scheme) for choice in (None, "auto")]
    assert found == [f"https://my-app.{label}.tossmini.com"] * 2
    here = origin("production", app=APP, port=1, scheme=scheme)
    assert here == "https://my-app.apps.tossmini.com"


def test_a_former_origin_is_chosen_in_the_same_words() -> None:
    here = origin(None, app=APP, port=1)
    choices = [None, "web", "private", "https://old.example.com"]
    assert [former_origin(choice, app=APP, current=here) for choice in choices] == [
        "",
        "https://my-app.web.tossmini.com",
        "https://my-app.private-apps.tossmini.com",
        "https://old.example.com",
    ]
    assert former_origin("web", app=SERVER, current="http://localhost:5173") == (
        "https://my-app.web.tossmini.com"
    )


@pytest.mark.parametrize(
    ("choice", "reason"),
    [
        ("local", "nobody moves from there; choose apps or web"),
        ("apps", "https://my-app.apps.tossmini.com is where the page is now; choose another"),
    ],
)
def test_a_former_origin_that_is_none_is_one_line(choice: str, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        former_origin(choice, app=APP, current=origin(None, app=APP, port=1))
    assert str(caught.value) == f"--origin-before {choice}: {reason}"


def test_a_mistake_names_the_option_that_it_is_in() -> None:
    with pytest.raises(ConfigError, match=r"^--origin-before old is none of auto, production"):
        former_origin("old", app=APP, current="")


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        (None, "https://my-app.apps.tossmini.com"),
        ("production", "https://my-app.apps.tossmini.com"),
        ("private", "https://my-app.private-apps.tossmini.com"),
        ("local", "http://127.0.0.1:8123"),
        ("https://my-app.example.com", "https://my-app.example.com"),
        ("HTTPS://My-App.example.com:443/", "https://my-app.example.com"),
        ("https://localhost:8443", "https://localhost:8443"),
    ],
)
def test_a_folder_gets_the_origin_that_was_chosen(choice: str | None, expected: str) -> None:
    assert origin(choice, app=APP, port=8123) == expected


@pytest.mark.parametrize(
    "choice",
    [
        "",
        "prod",
        "http://h.example",
        "https://",
        "https://h.example/path",
        "https://h.example?q",
        "https://h.example#f",
        "https://user@h.example",
        "https://h.example:port",
        "https://127.0.0.1",
        "https://[::1]",
        "https://[::1",
        "https://a_b.example",
        "https://앱.example",
        "https://../up",
    ],
)
def test_another_origin_is_refused(choice: str) -> None:
    with pytest.raises(ConfigError):
        origin(choice, app=APP, port=8123)


def test_a_server_keeps_its_own_origin() -> None:
    assert origin(None, app=SERVER, port=8123) == "http://localhost:5173"


def test_a_server_cannot_be_given_another_origin() -> None:
    with pytest.raises(ConfigError) as caught:
        origin("production", app=SERVER, port=8123)
    assert str(caught.value) == (
        "--origin production needs a folder or an .ait file: http://localhost:5173/a?b is loaded "
        "as it is"
    )


def test_the_port_to_prefer_hangs_on_the_name_alone() -> None:
    assert (stable_port("my-app"), stable_port("other")) == (23495, 26640)
