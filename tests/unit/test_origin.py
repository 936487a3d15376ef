from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aitdesk.errors import ConfigError
from aitdesk.line import Line, Sign
from aitdesk.miniapp import MiniApp
from aitdesk.origin import origin, stable_port
from aitdesk.shell.app import AppFacts

APP = MiniApp(AppFacts(name="my-app", display_name="My app"), folder=Path("/dist"))
SERVER = MiniApp(APP.facts, url="http://localhost:5173/a?b")


@pytest.mark.parametrize(
    ("line", "choice", "expected"),
    [
        (None, "production", "https://my-app.apps.tossmini.com"),
        (Line.GRANITE, None, "https://my-app.apps.tossmini.com"),
        (Line.GRANITE, "private", "https://my-app.private-apps.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, None, "https://my-app.web.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, "production", "https://my-app.web.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, "private", "https://my-app.private-web.tossmini.com"),
        (Line.WEBVIEW_BRIDGE, "local", "http://127.0.0.1:8123"),
        (Line.WEBVIEW_BRIDGE, "https://my-app.example.com", "https://my-app.example.com"),
    ],
)
def test_each_line_has_an_origin_of_its_own(
    line: Line | None, choice: str | None, expected: str
) -> None:
    app = replace(APP, line=None if line is None else Sign(line, "a test"))
    assert origin(choice, app=app, port=8123) == expected


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
