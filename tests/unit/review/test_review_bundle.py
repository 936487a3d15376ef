from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from aitdesk.checks.review.bundle import Bundle, BundleText, parted, read_bundle
from aitdesk.checks.review.judging import RuleState, judge
from aitdesk.checks.review.manifest import Manifest
from aitdesk.checks.review.subject import Subject
from aitdesk.system import regular_file

if TYPE_CHECKING:
    from pathlib import Path

PAGE = """<title>가</title><!-- <p>
old --><script src="/a.js">let b = "<i>";
</SCRIPT ><p>
"""


def test_a_page_is_parted_into_markup_and_script_without_moving_either() -> None:
    markup, script = parted("index.html", PAGE)
    assert (markup.text.split(), script.text.split()) == (
        ["<title>가</title>", "<script", 'src="/a.js">', "</SCRIPT", "><p>"],
        ["let", "b", "=", '"<i>";'],
    )
    assert [each.text.count("\n") for each in (markup, script)] == [3, 3]
    assert str(script.place(script.text.index("let"))) == "index.html:2:28"


@pytest.mark.parametrize(
    "page", ["<!--", "<script", "<script>a", "<!-- a --", "", "<script></script"]
)
def test_a_page_that_ends_early_is_parted_too(page: str) -> None:
    assert [len(each.text) for each in parted("index.html", page)] == [len(page)] * 2


def test_every_file_has_its_size_and_pages_and_scripts_their_text(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "a.MJS").write_bytes(b"\xff\xfe;")
    (tmp_path / "index.html").write_text("<p>", "utf-8")
    (tmp_path / "b.png").write_bytes(b"1234")
    bundle = read_bundle(tmp_path)
    assert (bundle.sizes, [(each.name, each.text) for each in bundle.texts], bundle.unread) == (
        {"b.png": 4, "index.html": 3, "assets/a.MJS": 3},
        [("index.html", "<p>"), ("index.html", "   "), ("assets/a.MJS", "\ufffd\ufffd;")],
        (),
    )


def test_what_is_not_read_is_told(tmp_path: Path) -> None:
    outside = tmp_path / "outside.js"
    outside.write_text("alert('secret')", "utf-8")
    web = tmp_path / "web"
    deep = web
    for _ in range(101):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (web / "link.js").symlink_to(outside)
    (web / "up").symlink_to(tmp_path)
    os.mkfifo(web / "pipe.js")
    (web / "node_modules").mkdir()
    with (web / "large.js").open("wb") as large:
        large.truncate((16 << 20) + 1)
    bundle = read_bundle(web)
    assert (bundle.texts, bundle.sizes) == ((), {"large.js": (16 << 20) + 1})
    assert bundle.unread == (
        "large.js", "link.js", "node_modules", "pipe.js", "up", "/".join(["d"] * 101),
    )  # fmt: skip


@pytest.mark.parametrize(
    "piece",
    [
        "<meta ",
        "<meta name=viewport ",
        '<meta name="viewport" content="',
        "<script",
        "<script>",
        "<!--",
        "<!-- -->",
        "<iframe src='https://a.example'>",
        "alert(",
        "alert(     ",
        "window.confirm(",
        "fetch(     '",
        "http://localhost:",
        "-----BEGIN PRIVATE KEY-----",
        "live_sk_A",
        "AKIA",
        "ait.a.a.a.a.live.",
        "ca-app-pub-1",
        "\ufffd",
        "\\u",
        "user-scalable = ",
    ],
)
def test_a_text_of_one_piece_again_and_again_is_judged(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    texts = (*parted("index.html", text), BundleText("a.js", text))
    subject = Subject(app_name="shop", bundle=Bundle(sizes={}, texts=texts), manifest=Manifest())
    assert len(judge(subject).rules) == 61


def test_a_page_whose_folder_is_a_link_is_not_said_to_lack_a_file(tmp_path: Path) -> None:
    web = tmp_path / "web"
    web.mkdir()
    (tmp_path / "assets").mkdir()
    (web / "assets").symlink_to(tmp_path / "assets")
    (web / "index.html").write_text("<script src='/assets/a.js'></script>", "utf-8")
    subject = Subject(app_name="shop", bundle=read_bundle(web), manifest=Manifest())
    states = {each.rule.id: each.state for each in judge(subject).rules}
    assert states["L4"] is RuleState.UNDECIDED


def test_of_what_was_not_read_the_beginning_is_kept(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
        for number in range(1_200):
            (tmp_path / name / f"{number}.js").symlink_to("/nowhere")
    unread = read_bundle(tmp_path).unread
    assert (len(unread), unread[0], unread[-1]) == (1_001, "a/0.js", "…")


def test_a_file_that_a_build_takes_away_meanwhile_is_told_as_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "index.html").write_text("<p>Hello")
    (tmp_path / "old.js").write_text("1")
    read = regular_file.read

    def read_late(file: Path, *, most_bytes: int) -> bytes:
        (tmp_path / "old.js").unlink(missing_ok=True)
        return read(file, most_bytes=most_bytes)

    monkeypatch.setattr(regular_file, "read", read_late)
    bundle = read_bundle(tmp_path)
    assert ([*bundle.sizes], bundle.unread) == (["index.html"], ("old.js",))
