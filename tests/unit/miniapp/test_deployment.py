from __future__ import annotations

import os
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from aitdesk.miniapp.deployment import deployment_id

if TYPE_CHECKING:
    from pathlib import Path

BUILT_AT_MS = 1_767_225_600_123


@pytest.fixture
def build(tmp_path: Path) -> Path:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "index-1a2b.js").write_text("1")
    (tmp_path / "index.html").write_text("<script src=/assets/index-1a2b.js></script>")
    os.utime(tmp_path / "index.html", ns=(0, BUILT_AT_MS * 1_000_000))
    return tmp_path


def id_of(folder: Path) -> str:
    return deployment_id(folder, root_page="index.html")


def test_it_is_a_uuid_of_version_7_that_holds_the_instant_of_the_build(build: Path) -> None:
    found = UUID(id_of(build))
    assert (found.version, found.variant, found.int >> 80) == (
        7,
        "specified in RFC 4122",
        BUILT_AT_MS,
    )


def test_the_same_build_keeps_its_id(build: Path) -> None:
    assert id_of(build) == id_of(build)


@pytest.mark.parametrize("changed", ["index.html", "assets/index-1a2b.js", "assets/new.js"])
def test_another_build_has_another(build: Path, changed: str) -> None:
    before = id_of(build)
    (build / changed).write_text("something else")
    os.utime(build / "index.html", ns=(0, BUILT_AT_MS * 1_000_000))
    assert id_of(build) != before


def test_what_is_no_file_does_not_count(build: Path) -> None:
    before = id_of(build)
    (build / "gone").symlink_to("nowhere")
    (build / "empty").mkdir()
    assert id_of(build) == before


def test_what_lies_too_deep_does_not_count(build: Path) -> None:
    before = id_of(build)
    deep = build.joinpath(*["d"] * 101)
    deep.mkdir(parents=True)
    (deep / "a.js").write_text("1")
    assert id_of(build) == before
    (deep.parent / "a.js").write_text("1")
    assert id_of(build) != before
