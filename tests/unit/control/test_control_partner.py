from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from aitdesk.control import serve_control
from aitdesk.partner import PartnerDoor
from control_rig import Caller, Tree, ask, error
from rig import make_rig

if TYPE_CHECKING:
    from pathlib import Path


def test_a_run_without_a_place_for_certificates_has_no_partner_api() -> None:
    message = "this run has no place for certificates"
    assert ask("POST", "/partner") == error(409, "NO_PARTNER", message)


def test_the_partner_api_is_opened_once_and_told_where(tmp_path: Path) -> None:
    async def act() -> tuple[Tree, Tree, bool]:
        rig = make_rig()
        door = PartnerDoor(rig.shell, rig.journal, tmp_path)
        async with serve_control(rig.session, port=0, partner=door) as address:
            caller = Caller(rig, address)
            first, second = (await caller("POST", "/partner"), await caller("POST", "/partner"))
            is_served = rig.shell.partner.is_served
        await door.close()
        return first.json, second.json, is_served

    first, second, is_served = asyncio.run(act())
    folder = tmp_path / "my-app"
    assert (first, is_served) == (second, True)
    assert first == {
        "url": first["url"],
        "pay_url": first["pay_url"],
        "certificate": str(folder / "client-1.pem"),
        "key": str(folder / "client-1.key"),
        "ca": str(tmp_path / "ca.pem"),
    }


def test_a_change_of_no_subscription_cannot_be_told() -> None:
    found = ask("POST", "/orders/x/change", {"reason": "RENEWED"})
    assert found == error(404, "UNKNOWN_ORDER", "no subscription x")
