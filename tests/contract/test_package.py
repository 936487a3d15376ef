"""What is shipped: the wheel has everything, the source distribution what it is made of."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest

from aitdesk.engine import fonts

ROOT = Path(__file__).parents[2]
WHEEL_MB = 8


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build both once, as a machine does that has set the checkout up: without the network."""
    folder = tmp_path_factory.mktemp("built")
    environment = {"PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin"}
    for target in ("wheel", "sdist"):
        subprocess.run(
            [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", str(folder)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            env=environment | {"NPM_CONFIG_OFFLINE": "true"} if target == "wheel" else environment,
        )
    return folder


@pytest.fixture(scope="module")
def wheel(built: Path) -> Path:
    return next(built.glob("*.whl"))


SCRIPTS = ("before.js", "after.js", "NOTICE")


def test_the_wheel_has_what_npm_made_and_the_licences(wheel: Path) -> None:
    wanted = {
        "aitdesk/py.typed",
        "aitdesk/sample/dist/index.html",
        "aitdesk/sample/granite.config.ts",
        *(
            f"aitdesk/engine/page/user_scripts/{name}"
            for name in ("before.js", "after.js", "NOTICE")
        ),
        *(f"aitdesk/engine/fonts/built/{each.name}" for each in fonts.FOLDER.iterdir()),
        f"aitdesk-{version('aitdesk')}.dist-info/licenses/LICENSE",
    }
    with zipfile.ZipFile(wheel) as packed:
        assert wanted - set(packed.namelist()) == set()


def test_the_wheel_has_nothing_else_than_the_package(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        tops = {name.partition("/")[0] for name in packed.namelist()}
    assert tops == {"aitdesk", f"aitdesk-{version('aitdesk')}.dist-info"}


def test_the_wheel_is_small_enough_to_be_handed_on(wheel: Path) -> None:
    assert wheel.stat().st_size < WHEEL_MB * 1_000_000


def test_the_wheel_runs_from_an_environment_of_its_own(wheel: Path, tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", tmp_path / "venv"], check=True)
    site = next((tmp_path / "venv").glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(site)  # noqa: S202  # our own
    # What it depends on is this environment's; aitdesk itself comes first, from the wheel.
    (site / "dependencies.pth").write_text(str(Path(typer_file()).parents[1]))
    program = "import aitdesk.cli, sys; sys.argv = ['aitdesk', '--version']; aitdesk.cli.main()"
    told = subprocess.run(
        [tmp_path / "venv" / "bin" / "python", "-c", program],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.stdout, told.stderr) == (f"aitdesk {version('aitdesk')}\n", "")


def test_the_source_distribution_has_what_a_build_is_made_of(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as packed:
        names = {name.partition("/")[2] for name in packed.getnames()}
    made = [
        name for name in names if "/built/" in name or "/dist/" in name or "/user_scripts/" in name
    ]
    wanted = {
        "scripts/build_package.py", "scripts/build_fonts.py", "scripts/build_user_scripts.py",
        "scripts/setup-webapp", "webapp/package-lock.json", "webapp/sample/src/main.tsx",
        "webapp/.npmrc", "host/aitdesk/py.typed", "host/aitdesk/engine/fonts/fonts.conf",
    }  # fmt: skip
    assert (wanted - names, made) == (set(), [])


def typer_file() -> str:
    import typer

    return typer.__file__
