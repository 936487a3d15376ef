from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import pytest

from aitdesk.config.options import PreviewOptions
from aitdesk.control.requests import WINDOW_BODY
from aitdesk.errors import ConfigError, WindowGone
from aitdesk.runs import serve
from aitdesk.runs.serve import Service
from rig import make_rig, quiet

if TYPE_CHECKING:
    from pathlib import Path

    from aitdesk.partner import PartnerDoor
    from aitdesk.session.host import Host
    from aitdesk.session.session import Session
    from aitdesk.value import Json
    from rig import Rig


class OneWindow:
    """A host whose next window is the rig's."""

    def __init__(self, rig: Rig) -> None:
        self._rig = rig

    async def open(self, *_: object, **__: object) -> Session:
        return self._rig.session


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<p>Hello", "utf-8")
    return tmp_path


async def open_window(rig: Rig, page: Path) -> dict[str, Json]:
    service = Service(PreviewOptions(target=str(page), headless=True))
    service._homes = page
    service._host = cast("Host", OneWindow(rig))

    async def leave(_: Session) -> None:
        pass

    return await service(WINDOW_BODY(), leave)


def test_a_window_whose_control_cannot_be_served_is_refused_and_closed(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(session: Session, *, port: int, partner: PartnerDoor) -> None:
        raise ConfigError("no port is left")

    async def act() -> list[str]:
        rig = make_rig()
        with pytest.raises(ConfigError, match="no port is left"):
            await open_window(rig, page)
        return rig.chrome.done

    monkeypatch.setattr(serve, "serve_control", refuse)
    assert asyncio.run(act()) == ["close"]


def test_a_window_that_goes_before_its_page_is_known_is_refused_and_closed(page: Path) -> None:
    async def act() -> list[str]:
        rig = make_rig()
        rig.chrome.is_gone = True
        with pytest.raises(WindowGone):
            await open_window(rig, page)
        await quiet()
        return rig.chrome.done

    assert asyncio.run(act()) == ["close"]


def test_a_window_that_has_closed_itself_already_is_still_told_of(page: Path) -> None:
    async def act() -> tuple[set[str], Json]:
        rig = make_rig()
        rig.session.closed()
        told = await open_window(rig, page)
        return set(told), told["page"]

    assert asyncio.run(act()) == ({"control", "token", "page", "origin"}, "no page")
