"""`.ait` packages of real builds, opened as `ait build` leaves them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from ait_files import bridge_ait, files_of, granite_ait, old_ait

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.driver import MiniApp
    from e2e.command import Looker
    from e2e.conftest import Opener

NAME: Final = "packed-app"
WHERE: Final = "[location.origin, location.search, isSecureContext]"
SAYS: Final = "[sdk.getSchemeUri(), sdk.env.getDeploymentId()]"
DEPLOYMENT_ID: Final = "019a0000-0000-7000-8000-00000000a17d"
# Declared are clipboard/read and camera/access.
STATUSES: Final = """() => Promise.all([["camera", "access"], ["contacts", "read"]].map(
  ([name, access]) => sdk.getPermission({ name, access }).catch((error) => error instanceof Error)))
"""


@pytest.fixture
def packages(repository: Path, sdk_page: str, tmp_path: Path) -> Path:
    """A folder with a real page in a package of every kind."""
    standin = repository / "webapp" / "standin-3x" / "dist"
    assert (standin / "index.html").is_file(), "run scripts/setup first"
    web = files_of(sdk_page, part="web")
    (tmp_path / "granite.ait").write_bytes(granite_ait(web))
    (tmp_path / "old.ait").write_bytes(old_ait(web))
    (tmp_path / "bridge.ait").write_bytes(bridge_ait(files_of(standin, part="sources")))
    return tmp_path


def opened(new_miniapp: Opener, file: Path) -> MiniApp:
    miniapp = new_miniapp(target=file)
    miniapp.page.wait_for_function("() => window.sdk !== undefined")
    return miniapp


@pytest.mark.parametrize("kind", ["granite", "old"])
def test_a_package_of_sdk_2_opens_as_the_mini_app_that_it_is(
    kind: str, new_miniapp: Opener, packages: Path
) -> None:
    page = opened(new_miniapp, packages / f"{kind}.ait").page
    assert page.evaluate(WHERE) == [
        f"https://{NAME}.apps.tossmini.com",
        f"?_deploymentId={DEPLOYMENT_ID}",
        True,
    ]
    assert page.evaluate(SAYS) == [f"intoss://{NAME}", DEPLOYMENT_ID]
    assert page.evaluate(STATUSES) == ["notDetermined", True]


def test_a_package_of_sdk_3_opens_as_the_mini_app_that_it_is(
    new_miniapp: Opener, packages: Path
) -> None:
    page = opened(new_miniapp, packages / "bridge.ait").page
    assert page.evaluate(WHERE) == [f"https://{NAME}.web.tossmini.com", "", True]
    assert page.evaluate(SAYS) == [f"intoss://{NAME}", DEPLOYMENT_ID]
    assert page.evaluate(STATUSES) == ["notDetermined", True]


def test_a_package_is_looked_at_once_and_leaves_nothing(
    look: Looker, packages: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    looked = look(str(packages / "granite.ait"), environment={"TMPDIR": str(temporary)})
    left = [each.name for each in temporary.iterdir() if each.name.startswith("aitdesk-")]
    assert (looked.exit_code, looked.journal("unanswered"), left) == (0, [], [])


def test_a_damaged_package_ends_with_one_line(look: Looker, packages: Path) -> None:
    file = packages / "granite.ait"
    file.write_bytes(file.read_bytes()[:-100])
    looked = look(str(file))
    problem = "is no whole package: it ends within its ZIP; build it again, or give the folder"
    assert (looked.exit_code, looked.lines) == (2, [f"aitdesk: TARGET {file} {problem}"])
