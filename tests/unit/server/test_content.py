"""What a gateway answers with: the files of a folder, or a script beside them."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from aitdesk.server.content import Folder, Script
from served_site import ROOT_PAGE, SECRET, Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def test_a_file_is_answered_with_its_content(site: Site) -> None:
    site.add("assets/app.js", b"let a = 1;")
    with site.served():
        reply = site.ask("/assets/app.js?v=2")
    assert reply.pick("content-type", "cache-control", "content-length") == (
        200,
        b"let a = 1;",
        {
            "content-type": "text/javascript; charset=utf-8",
            "cache-control": "no-cache",
            "content-length": "10",
        },
    )


@pytest.mark.parametrize("path", ["/", "/auth", "/deep/er?x=1", "/sub", "/sub/", "/v1.2", "//"])
def test_every_other_path_is_answered_with_the_root_page(site: Site, path: str) -> None:
    site.add("sub/index.html", b"a page of its own")
    with site.served():
        reply = site.ask(path)
    assert reply.pick("content-type") == (
        200,
        ROOT_PAGE,
        {"content-type": "text/html; charset=utf-8"},
    )


def test_a_page_below_the_root_is_a_file_too(site: Site) -> None:
    site.add("sub/index.html", b"a page of its own")
    with site.served():
        assert site.ask("/sub/index.html").body == b"a page of its own"


def test_names_are_percent_decoded_once(site: Site) -> None:
    site.add("그림 1%20.png", b"png")
    with site.served():
        assert site.ask("/%EA%B7%B8%EB%A6%BC%201%2520.png").body == b"png"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/%252e%252e%252fsecret.txt",
        "/..%5csecret.txt",
        "/%5c..%5csecret.txt",
        "/.%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "//secret.txt",
        "/%2fetc/passwd",
        "//etc/passwd",
        "///etc/passwd",
        "/index.html%00.txt",
        "/%00",
        "/out.txt",
        "/out/secret.txt",
        "/chain.txt",
        "/loop.txt",
        "/.env",
        "/.git/config",
        "/assets/.hidden.js",
        "/shown.txt",
        "/./.env",
        "/%2eenv",
        "/index.html/",
        "/index.html/.",
        "/" + "a" * 3000,
        "/%ff%fe",
        "/%ed%a0%80",
        "/pipe.txt",
    ],
)
def test_what_must_not_be_read_is_answered_with_the_root_page(site: Site, path: str) -> None:
    for name in (".env", ".git/config", "assets/.hidden.js"):
        site.add(name, SECRET)
    (site.folder / "out.txt").symlink_to("../secret.txt")
    (site.folder / "out").symlink_to("..")
    (site.folder / "chain.txt").symlink_to("out.txt")
    (site.folder / "loop.txt").symlink_to("loop.txt")
    (site.folder / "shown.txt").symlink_to(".env")
    os.mkfifo(site.folder / "pipe.txt")
    with site.served():
        reply = site.ask(path)
    assert (reply.status, reply.body) == (200, ROOT_PAGE)


def test_the_folders_own_absolute_path_is_no_way_in(site: Site) -> None:
    with site.served():
        reply = site.ask(f"/{site.folder.parent}/secret.txt")
    assert (reply.status, reply.body) == (200, ROOT_PAGE)


def test_a_link_that_stays_inside_is_followed(site: Site) -> None:
    site.add("app.1234.js", b"1")
    (site.folder / "app.js").symlink_to("app.1234.js")
    with site.served():
        assert site.ask("/app.js").body == b"1"


def test_a_folder_that_is_itself_a_link_is_served(site: Site, tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("dist")
    with Site(tmp_path / "current").served() as linked:
        assert linked.ask("/index.html").body == ROOT_PAGE


def test_a_packed_part_of_a_unity_build_names_its_encoding(site: Site) -> None:
    site.add("Build/game.wasm.br", b"packed")
    with site.served():
        reply = site.ask("/Build/game.wasm.br")
    assert reply.pick("content-type", "content-encoding") == (
        200,
        b"packed",
        {"content-type": "application/wasm", "content-encoding": "br"},
    )


@pytest.mark.parametrize(
    ("asked", "status", "body", "content_range"),
    [
        ("bytes=0-3", 206, b"0123", "bytes 0-3/10"),
        ("bytes=7-", 206, b"789", "bytes 7-9/10"),
        ("bytes=-2", 206, b"89", "bytes 8-9/10"),
        ("bytes=8-99", 206, b"89", "bytes 8-9/10"),
        ("bytes=10-", 416, b"", "bytes */10"),
    ],
)
def test_a_part_of_a_file_can_be_asked_for(
    site: Site, asked: str, status: int, body: bytes, content_range: str
) -> None:
    site.add("clip.webm", b"0123456789")
    with site.served():
        reply = site.ask("/clip.webm", Range=asked)
    assert reply.pick("content-range", "cache-control") == (
        status,
        body,
        {"content-range": content_range, "cache-control": "no-cache"},
    )


def test_a_whole_file_says_that_parts_can_be_asked_for(site: Site) -> None:
    with site.served():
        assert site.ask("/").headers["accept-ranges"] == "bytes"


@pytest.mark.parametrize(
    ("condition", "validator"), [("If_None_Match", "etag"), ("If_Modified_Since", "last-modified")]
)
def test_an_unchanged_file_is_not_sent_again(site: Site, condition: str, validator: str) -> None:
    with site.served():
        known = site.ask("/").headers[validator]
        reply = site.ask("/any/page", **{condition: known})
    assert reply.pick("cache-control", "content-type") == (
        304,
        b"",
        {"cache-control": "no-cache", "content-type": None},
    )


def test_a_rebuilt_file_is_sent_again(site: Site) -> None:
    with site.served():
        known = site.ask("/").headers["etag"]
        site.add("index.html", b"rebuilt")
        reply = site.ask("/", If_None_Match=known)
    assert (reply.status, reply.body) == (200, b"rebuilt")


def test_a_head_request_has_no_body(site: Site) -> None:
    with site.served():
        reply = site.ask("/", method="HEAD")
    assert reply.pick("content-length") == (200, b"", {"content-length": str(len(ROOT_PAGE))})


def test_missing_files_are_reported_and_missing_pages_are_not(site: Site) -> None:
    paths = ["/a/b.js?v=1", "/page", "/", "/v1.2", "/index.html", "/favicon.ico", "/.env"]
    with site.served():
        for path in paths:
            site.ask(path)
    assert site.missing == ["/a/b.js"]


@pytest.mark.parametrize(
    ("mode", "missing"),
    [("cors", ["/api/today"]), ("no-cors", ["/api/today"]), ("navigate", [])],
)
def test_data_that_a_page_asks_its_own_origin_for_is_missing(
    site: Site, mode: str, missing: list[str]
) -> None:
    with site.served():
        site.ask("/api/today", Sec_Fetch_Mode=mode)
        site.ask("/", Sec_Fetch_Mode=mode)
    assert site.missing == missing


def test_a_folder_without_a_root_page_says_so(site: Site) -> None:
    (site.folder / "index.html").unlink()
    with site.served():
        reply = site.ask("/")
    assert (reply.status, reply.body) == (404, b"The folder has no index.html now.")


KIT = re.compile(r"/kit-[\w.]+\.js")


@pytest.fixture
def scripted(site: Site) -> Iterator[Site]:
    site.content = Script(b"let kit;", KIT, Folder(site.folder, site.missing.append))
    with site.served():
        yield site


@pytest.mark.parametrize("path", ["/kit-1.3.0.js", "/kit-3.1.0.js?v=1"])
def test_a_script_is_at_each_of_its_paths_and_open_to_pages_of_every_origin(
    scripted: Site, path: str
) -> None:
    reply = scripted.ask(path, Origin="https://my-app.apps.tossmini.com")
    names = ("content-type", "access-control-allow-origin", "cross-origin-resource-policy")
    types = ("text/javascript; charset=utf-8", "*", "cross-origin")
    assert reply.pick(*names) == (200, b"let kit;", dict(zip(names, types, strict=True)))


@pytest.mark.parametrize(
    "path", ["/", "/kit-.js", "/a/kit-1.js", "/kit-1.js/", "/kit-../x.js", "/KIT-1.js"]
)
def test_every_other_path_is_answered_by_what_is_beside_the_script(
    scripted: Site, path: str
) -> None:
    assert scripted.ask(path).pick("access-control-allow-origin") == (
        200,
        ROOT_PAGE,
        {"access-control-allow-origin": None},
    )


def test_a_script_is_not_given_to_another_host_name(scripted: Site) -> None:
    assert scripted.ask("/kit-1.js", Host="evil.example").status == 421
