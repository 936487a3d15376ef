"""The recipes of host/docs/ci name the same packages, and no others than doctor would."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from aitdesk.doctor.libraries import PACKAGES

DOCS = Path(__file__).parents[2] / "host" / "docs"


def installed(recipe: str) -> set[str]:
    """Return what a recipe installs with apt-get."""
    text = (DOCS / "ci" / recipe).read_text("utf-8").replace("\\\n", " ")
    (line,) = re.findall(r"apt-get install --yes --no-install-recommends ([^&\n]*)", text)
    return set(line.split())


def test_both_recipes_install_the_same_for_the_engine() -> None:
    renamed: dict[str, str] = tomllib.loads(PACKAGES.read_text("utf-8"))["t64"]
    container = installed("Dockerfile") - {"python3", "python3-venv"}
    assert {renamed.get(name, name) for name in container} == installed("aitdesk.yml")


def test_the_container_installs_only_what_doctor_knows() -> None:
    known = set(tomllib.loads(PACKAGES.read_text("utf-8"))["packages"].values())
    assert installed("Dockerfile") - known == {"python3", "python3-venv"}


def test_every_file_that_the_guides_link_to_is_there() -> None:
    guides = [DOCS / "ci.md", DOCS / "javascript.md"]
    links = [
        (each, link)
        for each in guides
        for link in re.findall(r"\]\(([^)#:]+)\)", each.read_text("utf-8"))
    ]
    assert [link for guide, link in links if not (guide.parent / link).exists()] == []
