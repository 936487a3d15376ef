from __future__ import annotations

import pytest

from aitdesk.errors import ConfigError
from aitdesk.phone.entry import default_scheme, entry_url, origin_of, reported_scheme, scheme_note

FAKE_ID = "00000000-0000-7000-8000-000000000000"


def test_the_scheme_wins_over_the_base_and_the_deployment_comes_last() -> None:
    url = entry_url("https://h/x?a=0&b=2#f", scheme="intoss://app/p?a=1", deployment_id=FAKE_ID)
    assert url == f"https://h/p?a=1&b=2&_deploymentId={FAKE_ID}"


# The right-hand sides are what Node.js 20 answers for the rules written with URL and
# URLSearchParams.
@pytest.mark.parametrize(
    ("base", "scheme", "url"),
    [
        ("https://h", "intoss://app", "https://h/"),
        ("https://h/", "intoss://app/", "https://h/"),
        ("https://h/x/y", "intoss://app/a/b?x=1", "https://h/a/b?x=1"),
        ("https://h#base", "intoss://app/p#scheme", "https://h/p"),
        ("https://h?a=1&a=2&b=3", "intoss://app", "https://h/?a=2&b=3"),
        ("https://h", "intoss://app?a=1&b=2&a=3", "https://h/?a=3&b=2"),
        ("https://h?a=0&b=0", "intoss://app?b=1&c=1&a=1", "https://h/?a=1&b=1&c=1"),
        ("https://h", "intoss://app?", "https://h/"),
        ("https://h", "intoss://app?&&", "https://h/"),
        ("https://h", "intoss://app?flag", "https://h/?flag="),
        ("https://h", "intoss://app?=v", "https://h/?=v"),
        ("https://h", "intoss://app?a=b=c", "https://h/?a=b%3Dc"),
        ("https://h", "intoss://app?q=a%20b+c%2Bd", "https://h/?q=a+b+c%2Bd"),
        ("https://h", "intoss://app?q=토스", "https://h/?q=%ED%86%A0%EC%8A%A4"),
        ("https://h", "intoss://app?q=%ED%86%A0", "https://h/?q=%ED%86%A0"),
        ("https://h", "intoss://app?q=~*-._", "https://h/?q=%7E*-._"),
        ("https://h", "intoss://app?u=https://x/?y", "https://h/?u=https%3A%2F%2Fx%2F%3Fy"),
        ("https://h", "intoss://app?q=%FF%zz%", "https://h/?q=%EF%BF%BD%25zz%25"),
        ("https://h", "intoss://app/토스 앱", "https://h/%ED%86%A0%EC%8A%A4%20%EC%95%B1"),
        ("https://h", "intoss://app/%7e%2F", "https://h/%7e%2F"),
        ("https://h", "intoss://app/a/./b/../c", "https://h/a/c"),
        ("https://h", "intoss://app/a/%2e%2e/../..", "https://h/"),
        ("https://h", "intoss://app/a//b", "https://h/a//b"),
        ("https://h", "intoss://app/a\\b", "https://h/a/b"),
        ("https://h", "INTOSS://app/p", "https://h/p"),
        ("https://h", "intoss-private://app/p?x=1", "https://h/p?x=1"),
        ("https://h", "  intoss://app/p\n?x=1\x01 ", "https://h/p?x=1"),
        ("https://h:443/x", "intoss://app/p", "https://h/p"),
        ("http://localhost:5173/x?v=1", "intoss://app/p", "http://localhost:5173/p?v=1"),
        ("http://[::1]:80/", "intoss://app/p", "http://[::1]/p"),
    ],
)
def test_the_first_url_is_composed_as_the_host_does(base: str, scheme: str, url: str) -> None:
    assert entry_url(base, scheme=scheme) == url


def test_a_deployment_of_the_scheme_stays_in_development() -> None:
    url = entry_url("http://localhost:5173", scheme="intoss-private://app?_deploymentId=old")
    assert url == "http://localhost:5173/?_deploymentId=old"


def test_a_deployment_of_the_scheme_is_overwritten_in_its_place() -> None:
    scheme = "intoss-private://app?_deploymentId=old&x=1"
    assert entry_url("https://h", scheme=scheme, deployment_id="new") == (
        "https://h/?_deploymentId=new&x=1"
    )


def test_undecodable_bytes_of_the_command_line_become_replacement_characters() -> None:
    assert entry_url("https://h", scheme="intoss://app/\udcff?q=\udcff") == (
        "https://h/%EF%BF%BD?q=%EF%BF%BD"
    )


@pytest.mark.parametrize(
    "scheme",
    [
        "",
        "my-app/path",
        "https://app/p",
        "supertoss://app",
        "intoss",
        "intoss:",
        "intoss:app",
        "intoss:/app",
        "intoss://user@app/",
        "intoss://app:80/",
        "intoss://a b/",
        "javascript:alert(1)",
    ],
)
def test_another_link_is_refused(scheme: str) -> None:
    with pytest.raises(ConfigError, match="--scheme"):
        entry_url("https://h", scheme=scheme)


@pytest.mark.parametrize(
    "path", ["//evil.example/x", "/\\evil.example", "\\\\evil.example", "/..//e"]
)
def test_a_path_that_would_leave_the_origin_is_refused(path: str) -> None:
    slashed = path if path.startswith("/") else f"/{path}"
    with pytest.raises(ConfigError, match="would open another host"):
        entry_url("https://h", scheme=f"intoss://app{slashed}")


def test_a_link_to_the_running_mini_app_needs_no_note() -> None:
    assert scheme_note("intoss://my-app/p?x=1", app_name="my-app") is None


def test_a_link_to_another_mini_app_is_noted() -> None:
    assert scheme_note("intoss://other/p", app_name="my-app") == (
        "--scheme names the mini-app other, but my-app runs"
    )


@pytest.mark.parametrize(
    ("scheme", "reported"),
    [
        ("intoss://my-app/p?x=1", "intoss://my-app/p?x=1"),
        ("intoss-private://my-app?_deploymentId=1", "intoss://my-app?_deploymentId=1"),
        (" intoss://my-app ", "intoss://my-app"),
    ],
)
def test_a_private_entry_is_reported_as_an_ordinary_one(scheme: str, reported: str) -> None:
    assert reported_scheme(scheme) == reported


def test_the_default_link_names_only_the_mini_app() -> None:
    assert default_scheme("my-app") == "intoss://my-app"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("http://localhost:5173/a?b#c", "http://localhost:5173"),
        ("HTTPS://Example.COM:443/", "https://example.com"),
        ("http://example.com:443", "http://example.com:443"),
        ("http://[::1]:3000/", "http://[::1]:3000"),
        ("http://한글.example/", "http://xn--bj0bj06e.example"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url: str, origin: str) -> None:
    assert origin_of(url) == origin


@pytest.mark.parametrize(
    "url", ["http://", "http://:80", "http://h:x", "http://h:99999", "http://[::1", "ftp://h"]
)
def test_a_url_without_an_origin_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="no "):
        origin_of(url)
