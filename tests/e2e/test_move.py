"""A mini-app that has moved to another origin: its web storage stays where it was."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from e2e.contract_3x.desk import Desk3x

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aitdesk.driver import MiniApp
    from e2e.conftest import Starter

APPS: Final = "https://move.apps.tossmini.com"
WEB: Final = "https://move.web.tossmini.com"
KEPT: Final = {"key": "값", "length": "7", "half": "\ud83d"}
PUT: Final = (
    "(kept) => Object.entries(kept).forEach(([key, text]) => localStorage.setItem(key, text))"
)
READ: Final = "() => ({ ...localStorage })"
# A service worker answers every path of its origin, with the server or without.
WORKER: Final = """self.addEventListener("fetch", (event) => event.respondWith(new Response(
  "<script>localStorage.setItem('ran', 'here')</script>",
  { headers: { "content-type": "text/html" } })));"""
REGISTER: Final = """async () => {
  await navigator.serviceWorker.register("/worker.js");
  await navigator.serviceWorker.ready;
}"""


@pytest.fixture
def page(standin_page: str, tmp_path: Path) -> Path:
    """The built page with the stand-in for SDK 3.x, and a service worker beside it."""
    made = tmp_path / "page"
    made.mkdir()
    for file in (each for each in Path(standin_page).rglob("*") if each.is_file()):
        target = made / file.relative_to(standin_page)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(file.read_bytes())
    (made / "worker.js").write_text(WORKER)
    return made


def open_at(
    start: Starter,
    page: Path,
    origin: str,
    home: Path,
    **options: Any,  # noqa: ANN401
) -> MiniApp:
    return start(target=page, app_name="move", line="3", origin=origin, home=home, **options)


def leave(miniapp: MiniApp) -> None:
    """Close it, and let its process go: web storage is one process's."""
    miniapp.close()
    miniapp.process.stop()


def asked(miniapp: MiniApp, name: str = "getOriginStorage") -> Any:  # noqa: ANN401
    """Return what the page gets of the call."""
    call = f"() => contract.line.call('{name}')().catch((reason) => ({{ rejected: reason }}))"
    miniapp.page.evaluate(f"{Desk3x.LINE}; window.contract = {{ line }};")
    return miniapp.page.evaluate(call)


def side(origin: str, kept: Mapping[str, str]) -> dict[str, Any]:
    return {"origin": origin, "localStorage": kept, "errors": []}


def test_what_was_kept_before_a_move_is_found_by_the_migration_and_by_nothing_else(
    start_miniapp: Starter, page: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    before = open_at(start_miniapp, page, "web", home)
    before.page.evaluate(PUT, KEPT)
    before.page.evaluate(REGISTER)
    leave(before)
    after = open_at(start_miniapp, page, "apps", home, origin_before="web")
    assert (after.origin, after.page.evaluate(READ)) == (APPS, {})
    after.page.evaluate(PUT, {"new": "1"})
    expected = {"previous": side(WEB, KEPT), "current": side(APPS, {"new": "1"})}
    assert [asked(after) for _ in range(2)] == [expected] * 2
    after.shell.set(migration={"call": "originStorage"})
    assert (asked(after, "originStorage"), asked(after)) == (expected, {"rejected": True})
